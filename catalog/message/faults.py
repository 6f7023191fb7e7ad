"""Faults of form: why a text isn't XML, and where; asked only of a text that was refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.parsers.expat import errors

from catalog.message.masking import NOTHING, excerpt
from catalog.model.requirement import FATAL
from catalog.model.verdict import Finding

if TYPE_CHECKING:
    from catalog.limits import Limits

NO_ELEMENTS: Final = errors.codes[errors.XML_ERROR_NO_ELEMENTS]
SEPARATOR: Final = " "
"""Between namespace and name, which neither may have in it."""
CODES: Final = {
    errors.codes[message]: code
    for message, code in (
        (errors.XML_ERROR_NO_ELEMENTS, "xml-unfinished"),
        (errors.XML_ERROR_UNCLOSED_TOKEN, "xml-unfinished"),
        (errors.XML_ERROR_UNCLOSED_CDATA_SECTION, "xml-unfinished"),
        (errors.XML_ERROR_PARTIAL_CHAR, "encoding-wrong"),
        (errors.XML_ERROR_TAG_MISMATCH, "xml-tag"),
        (errors.XML_ERROR_DUPLICATE_ATTRIBUTE, "xml-attribute-twice"),
        (errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "xml-after"),
        (errors.XML_ERROR_UNDEFINED_ENTITY, "xml-entity"),
        (errors.XML_ERROR_UNBOUND_PREFIX, "xml-prefix"),
        (errors.XML_ERROR_MISPLACED_XML_PI, "xml-declaration"),
        (errors.XML_ERROR_XML_DECL, "xml-declaration"),
    )
}
"""What expat calls it, and the finding; anything else is ``xml-syntax``."""


class _StopError(Exception):
    """Enough is known."""


@dataclass(slots=True)
class _Reader:
    """How far expat has come."""

    text: bytes
    limits: Limits
    parser: expat.XMLParserType
    finding: Finding | None = None
    names: list[str] = field(default_factory=list)
    begun: bool = False

    def start(self, name: str, _attributes: object) -> None:
        """Note an element that begins."""
        self.begun = True
        self.names.append(name.rpartition(SEPARATOR)[2])
        if len(self.names) > self.limits.message_depth:
            self.stop("too-deep", limit=str(self.limits.message_depth))

    def end(self, _name: str) -> None:
        """Note an element that ends."""
        self.names.pop()

    def doctype(self, *_told: object) -> None:
        """Stop at a document type declaration, before what is in it."""
        # Expat is called behind the name.
        start = self.text.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex + 1)
        lines = re.split(r"\r\n?|\n", self.text[: max(start, 0)].decode())
        self.finding = Finding("xml-doctype", FATAL, len(lines), len(lines[-1]) + 1)
        raise _StopError

    def stop(self, code: str, **values: str) -> None:
        """Note the finding about what begins here, and stop."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.finding = Finding(code, FATAL, line, column, values=values)
        raise _StopError


def doctype_at(text: bytes, limits: Limits) -> Finding | None:
    """Return the finding about a document type declaration; None where ``text`` has none.

    In a comment or a CDATA section the same letters are text. A fault before is left to others.
    """
    found = _read(text, limits)
    return found if found and found.code == "xml-doctype" else None


def not_well_formed(text: bytes, limits: Limits, line: int, column: int) -> Finding:
    """Return the finding that tells why ``text`` isn't XML (UTF-8; no DTD).

    ``line`` and ``column`` are where libxml2 stopped, for what expat sees no fault in.
    """
    found = _read(text, limits)
    return found or Finding("xml-syntax", FATAL, max(line, 1), max(column, 1))


def _read(text: bytes, limits: Limits) -> Finding | None:
    parser = expat.ParserCreate("utf-8", SEPARATOR)
    reader = _Reader(text, limits, parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(text, True)  # noqa: FBT003 — takes no keywords
    except _StopError:
        return reader.finding
    except expat.ExpatError as problem:
        code = CODES.get(problem.code, "xml-syntax")
        values = {}
        if problem.code == NO_ELEMENTS and not reader.begun:
            code = "xml-empty"
        elif code in {"xml-unfinished", "xml-tag"}:
            opened = reader.names[-1] if reader.names else ""
            values["name"] = excerpt(opened, limits.message_excerpt) or NOTHING
        elif code in {"xml-syntax", "encoding-wrong"} and not _is_utf8(text, problem):
            code, values = "encoding-wrong", {"encoding": "UTF-8"}
        return Finding(code, FATAL, problem.lineno, problem.offset + 1, values=values)
    return None


def _is_utf8(text: bytes, problem: expat.ExpatError) -> bool:
    """Tell whether bytes that aren't UTF-8 are what expat stopped at."""
    try:
        text.decode()
    except UnicodeDecodeError as wrong:
        # Expat tells the line that the first wrong byte stands in.
        before = text[: wrong.start]
        lines = before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
        return lines > problem.lineno
    return True
