"""What somebody sends in a form with files (RFC 7578): kept in memory, never in a file."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException
from werkzeug.formparser import MultiPartParser

from catalog import formats
from catalog.web import problems
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.web.asked import Asked

PARTS: Final = 20
"""Fields of a form: ours has six."""
DECLARED: Final = re.compile(r"""\s*<\?xml[^>]{0,200}\sencoding\s*=\s*["']([\w.-]{1,40})["']""")
"""An XML declaration with the name of an encoding (XML 1.0 §4.3.3)."""
ENCODINGS: Final = frozenset({"utf-16", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"})
"""Those besides UTF-8 that a message may be written in."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The fields of a form, and the content of the one that is a file."""

    fields: dict[str, str] = field(default_factory=dict)
    file: bytes = b""


def as_declared(text: str) -> bytes:
    """Return a pasted text in the encoding that it says it has: a form sends any in UTF-8.

    In UTF-8 where it can't be written in that one, which then is told as a fault of the message.
    """
    declared = DECLARED.match(text)
    named = declared[1].lower() if declared else ""
    try:
        return text.encode(named if named in ENCODINGS else "utf-8")
    except UnicodeEncodeError:
        return text.encode()


def _in_memory(
    total_content_length: int | None,
    content_type: str | None,
    filename: str | None,
    content_length: int | None = None,
) -> io.BytesIO:
    del total_content_length, content_type, filename, content_length  # the same for every file
    return io.BytesIO()


def read_upload(asked: Asked, name: str) -> Upload:
    """Return what a form says; ``name`` is its field for a file. Raises Problem: 400, 415."""
    if asked.content_type != formats.MULTIPART_TYPE:
        raise Problem(415, problems.MEDIA_TYPE, {"known": (formats.MULTIPART_TYPE,)})
    # Else what is larger than half a megabyte would be written to the disk.
    parser = MultiPartParser(
        stream_factory=_in_memory,
        max_form_memory_size=len(asked.body),
        max_form_parts=PARTS,
    )
    try:
        fields, files = parser.parse(
            io.BytesIO(asked.body), asked.boundary.encode("latin-1"), len(asked.body)
        )
    except (HTTPException, ValueError):
        raise Problem(400, problems.BODY, {"known": (formats.MULTIPART_TYPE,)}) from None
    sent = files.get(name)
    return Upload(fields.to_dict(), sent.stream.read() if sent else b"")
