"""What somebody sends in a form with files (RFC 7578): kept in memory, never in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException
from werkzeug.sansio import multipart

from catalog import formats
from catalog.web import problems
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.web.asked import Asked

PARTS: Final = 20
"""Fields of a form: ours has six."""
PIECE: Final = 16_384
"""Bytes of a form that are looked at together: what stands before and between its fields, and the
lines that name one, have no more room than two of these. Nine megabytes of them took seconds."""
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


def read_upload(asked: Asked, name: str) -> Upload:
    """Return what a form says; ``name`` is its field for a file. Raises Problem: 400, 415."""
    if asked.content_type != formats.MULTIPART_TYPE:
        raise Problem(415, problems.MEDIA_TYPE, {"known": (formats.MULTIPART_TYPE,)})
    try:
        return _read(asked.body, asked.boundary.encode("latin-1"), name)
    except (HTTPException, ValueError):
        raise Problem(400, problems.BODY, {"known": (formats.MULTIPART_TYPE,)}) from None


def _read(body: bytes, boundary: bytes, name: str) -> Upload:
    """Return what a form says, the first of those with one name; Werkzeug raises what is wrong."""
    if not boundary:
        raise ValueError(boundary)
    # Not by its MultiPartParser: what is larger than half a megabyte that writes to the disk.
    decoder = multipart.MultipartDecoder(boundary, 2 * PIECE, max_parts=PARTS)
    fields: dict[str, bytearray] = {}
    files: dict[str, bytearray] = {}
    now = bytearray()
    pieces = [body[at : at + PIECE] for at in range(0, len(body), PIECE)]
    for piece in (*pieces, None):
        decoder.receive_data(piece)
        event = decoder.next_event()
        while not isinstance(event, multipart.NeedData | multipart.Epilogue):
            if isinstance(event, multipart.Field):
                now = bytearray()
                fields.setdefault(event.name, now)
            elif isinstance(event, multipart.File):
                now = bytearray()
                files.setdefault(event.name, now)
            elif isinstance(event, multipart.Data):
                now += event.data
            event = decoder.next_event()
    texts = {key: value.decode(errors="replace") for key, value in fields.items()}
    return Upload(texts, bytes(files.get(name, b"")))
