"""A document of XML: hostile bytes in, a tree of elements or the finding that tells why not.

No DTD is read, so there are no entities, and nothing outside the message is ever asked for. What
lxml gets is UTF-8 always, so that no codec of its own meets the bytes of others.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message.faults import doctype_at, not_well_formed
from catalog.message.masking import excerpt
from catalog.model.requirement import FATAL
from catalog.model.verdict import Finding

if TYPE_CHECKING:
    from catalog.limits import Limits

DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{1,80}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
CODECS: Final = {
    "utf-8": "", "utf8": "", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "iso-8859-15": "iso8859-15",
    "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
"""Encodings in which ``<`` is one byte, and who reads them; UTF-8 needs nobody."""
WIDE: Final = (
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""How a document in UTF-16 begins (XML 1.0, appendix F)."""
WIDER: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
"""How one in UTF-32 begins, which nobody writes; the first looks like UTF-16."""
PARSER: Final = etree.XMLParser(
    encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
    dtd_validation=False, huge_tree=False, collect_ids=False,
)  # fmt: skip
"""One for all: to make it takes as long as to read a message."""


@dataclass(frozen=True, slots=True)
class Document:
    """A message that could be read: its tree, and the text that it was read from, in UTF-8."""

    root: etree._Element
    text: bytes


def read_document(body: bytes, limits: Limits) -> Document | Finding:
    """Read a message. A finding tells why it could not be read, at its line and column."""
    text = _utf8(body, limits)
    if isinstance(text, Finding):
        return text
    if b"<!DOCTYPE" in text:
        found = doctype_at(text, limits)
        if found:
            return found
    try:
        root = etree.fromstring(text, PARSER)
    except etree.XMLSyntaxError as problem:
        return not_well_formed(text, limits, *problem.position)
    if root.getroottree().docinfo.internalDTD is not None:
        return Finding("xml-doctype", FATAL, 1, 1)
    return Document(root, text)


def _utf8(body: bytes, limits: Limits) -> bytes | Finding:
    """Return the message in UTF-8, without a byte order mark."""
    body = body.removeprefix(codecs.BOM_UTF8)
    if body.startswith(WIDER):
        return Finding("encoding-unknown", FATAL, 1, 1, values={"encoding": "UTF-32"})
    codec = next((codec for start, codec in WIDE if body.startswith(start)), None)
    told = codec or "UTF-8"
    if codec is None:
        declared = DECLARED.match(body)
        if declared:
            told = declared[1].decode("ascii")
        codec = CODECS.get(told.lower())
        if codec is None:
            told = excerpt(told, limits.message_excerpt)
            # UTF-16 is known, but a declaration that can be read as it stands isn't in it.
            wide = told.lower().startswith(("utf-16", "utf16"))
            code = "encoding-wrong" if wide else "encoding-unknown"
            return Finding(code, FATAL, 1, 1, values={"encoding": told})
    if not codec:
        return body
    try:
        return body.decode(codec).encode()
    except UnicodeDecodeError as problem:
        before = body[: problem.start].decode(codec, "replace")
        line, column = place_of(before)
        return Finding("encoding-wrong", FATAL, line, column, values={"encoding": told.upper()})
    except UnicodeEncodeError:
        return Finding("encoding-wrong", FATAL, 1, 1, values={"encoding": told.upper()})


def place_of(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what stands behind ``before``."""
    lines = re.split(r"\r\n?|\n", before)
    return len(lines), len(lines[-1]) + 1
