"""Where in a Turtle file a statement stands. It finds lines for people; it never judges."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.source.references import resolve
from catalog.terms import BOOLEAN, FIRST, NIL, REST, STRING, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from catalog.model.rdf import Node, Term

ANY_BLANK: Final = BlankNode("")
"""Stands for every blank node: their labels are the reader's own, so they are told by content."""

# Possessive quantifiers (`*+`, `++`) never go back, so each character is looked at once.
_NAME: Final = r"[^\s<>\"'{}|^`\\()\[\];,.@#~!$&*+/=?:]"
_LOCAL: Final = r"[^\s<>\"'{}|^`\\()\[\];,.@#~!$&*+/=?]"
TOKEN: Final = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++|\#[^\r\n]*+)
    |(?P<iri><(?:[^<>\\\s]++|\\.)*+>)
    |(?P<long>\"\"\"(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+\"\"\"|'''(?:[^'\\]++|\\.|'{{1,2}}+(?!'))*+''')
    |(?P<short>"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+')
    |(?P<at>@[A-Za-z]++(?:-++[A-Za-z0-9]++)*+)
    |(?P<datatype>\^\^)
    |(?P<blank>_:(?:{_LOCAL}++|\.++(?={_LOCAL}))++)
    |(?P<name>(?:{_NAME}++|\.++(?={_NAME}))*+:(?:{_LOCAL}++|\\.|%|\.++(?={_LOCAL}|\\))*+)
    |(?P<number>[+-]?+(?:[0-9]++\.?+[0-9]*+[eE][+-]?+[0-9]++|\.[0-9]++[eE][+-]?+[0-9]++
        |[0-9]*+\.[0-9]++|[0-9]++))
    |(?P<word>[A-Za-z]++)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
LAST_CODE_POINT: Final = 0x10FFFF


class Place(NamedTuple):
    """A line and a column, both from 1; a column counts characters."""

    line: int
    column: int


class Statement(NamedTuple):
    """A statement and the offsets in the text of its subject, predicate and value."""

    subject: Node
    predicate: Iri
    value: Term
    at_subject: int
    at_predicate: int
    at_value: int


@dataclass(slots=True)
class Places:
    """Where the wanted subjects of one file stand, as far as the file tells."""

    lines: list[int]
    offsets: dict[tuple[Node, Iri | None, Term | None], int] = field(default_factory=dict)

    def find(
        self, subject: Node, predicate: Iri | None = None, value: Term | None = None
    ) -> Place | None:
        """Return the place of the value, else of the predicate, else of the subject."""
        subject = ANY_BLANK if isinstance(subject, BlankNode) else subject
        value = ANY_BLANK if isinstance(value, BlankNode) else value
        for key in ((subject, predicate, value), (subject, predicate, None), (subject, None, None)):
            offset = self.offsets.get(key)
            if offset is not None:
                return self.place(offset)
        return None

    def exact(self, subject: Node, predicate: Iri, value: Term) -> Place | None:
        """Return the place of the value, or None where this file doesn't say it."""
        offset = self.offsets.get((subject, predicate, value))
        return None if offset is None else self.place(offset)

    def place(self, offset: int) -> Place:
        """Return the line and column of ``offset``."""
        line = bisect_right(self.lines, offset) - 1
        return Place(line + 1, offset - self.lines[line] + 1)


def find_places(text: str, base_iri: str, wanted: Container[Node]) -> Places:
    """Return where the ``wanted`` subjects stand in ``text``, a Turtle 1.1 document.

    A blank node is wanted as ``ANY_BLANK``. Text that is no Turtle gives fewer places, no error.
    """
    places = Places([0, *(match.end() for match in re.finditer("\n", text))])
    add = places.offsets.setdefault
    for statement in statements(text, base_iri):
        subject, predicate, value = statement[:3]
        if isinstance(subject, BlankNode):
            subject = ANY_BLANK
        if subject not in wanted:
            continue
        if isinstance(value, BlankNode):
            value = ANY_BLANK
        add((subject, None, None), statement.at_subject)
        add((subject, predicate, None), statement.at_predicate)
        add((subject, predicate, value), statement.at_value)
    return places


def find_longest(text: str) -> Place:
    """Return where the longest token of ``text`` begins: what a parser had no room for."""
    start, length = 0, 0
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space" and match.end() - match.start() > length:
            start, length = match.start(), match.end() - match.start()
    return Place(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def find_foreign(text: str) -> Place:
    """Return where the first sign stands that only RDF 1.2 has: ``<<``, ``{|`` or ``~``."""
    for match in TOKEN.finditer(text):
        if match.lastgroup == "mark" and match.group() in "<{|~":
            start = match.start()
            return Place(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    return Place(1, 1)


def statements(text: str, base_iri: str) -> Iterator[Statement]:
    """Yield the statements of ``text`` with their offsets (Turtle 1.1, section 6.5)."""
    yield from _Walk(text, base_iri).statements()


@dataclass(slots=True)
class _Frame:
    """An open ``[``, ``(`` or the document itself (an empty ``kind``)."""

    kind: str = ""
    start: int = 0
    subject: Node | None = None
    at_subject: int = 0
    predicate: Iri | None = None
    at_predicate: int = 0
    head: Node | None = None


class _Walk:
    """One walk over a text, with a stack of its own so that depth costs no recursion."""

    def __init__(self, text: str, base_iri: str) -> None:
        self.text = text
        self.base = base_iri
        self.prefixes: dict[str, str] = {}
        self.stack = [_Frame()]
        self.fresh = 0
        self.directive = ""
        self.prefix = ""
        self.pending: tuple[str, int] | None = None
        self.typed = False
        self.consumed = False

    def statements(self) -> Iterator[Statement]:
        for match in TOKEN.finditer(self.text):
            kind, found, at = match.lastgroup, match.group(), match.start()
            if kind == "space":
                continue
            if self.pending is not None:
                literal = self._literal(kind, found)
                if literal is None:
                    continue
                start, self.pending = self.pending[1], None
                yield from self._deliver(literal, start)
                if self.consumed:
                    continue
            yield from self._token(kind, found, at)

    def _literal(self, kind: str | None, found: str) -> Literal | None:
        """Return the literal whose text has been read, or None while its datatype is to come."""
        text = self.pending[0] if self.pending else ""
        typed, self.typed = self.typed, kind == "datatype"
        if self.typed:
            return None
        self.consumed = True
        if kind == "at":
            return Literal(text, found[1:].partition("--")[0].lower())
        if typed and kind in {"iri", "name"}:
            datatype = self._iri(kind, found)
            return Literal(text, "", "" if datatype == STRING else datatype)
        self.consumed = False
        return Literal(text)

    def _token(self, kind: str | None, found: str, at: int) -> Iterator[Statement]:
        """Take a token that is no part of a literal begun before it."""
        if kind in {"long", "short"}:
            self.pending = (_unescaped(found[3:-3] if kind == "long" else found[1:-1]), at)
        elif kind == "mark":
            yield from self._mark(found, at)
        elif kind == "at" or (kind == "word" and self._directive_word(found)):
            self.directive = found.lstrip("@").lower()
        elif self.directive:
            self._declare(kind, found)
        else:
            term = self._term(kind, found)
            if term is not None:
                yield from self._deliver(term, at)

    def _directive_word(self, word: str) -> bool:
        frame = self.stack[-1]
        return (
            not frame.kind
            and frame.subject is None
            and word.lower() in {"prefix", "base", "version"}
        )

    def _declare(self, kind: str | None, found: str) -> None:
        """Take one token of ``@prefix p: <iri>`` or ``@base <iri>``; the IRI ends it."""
        if kind == "name":
            self.prefix = found[:-1]
        elif kind == "iri":
            iri = self._iri(kind, found)
            if self.directive == "prefix":
                self.prefixes[self.prefix] = iri
            elif self.directive == "base":
                self.base = iri
            self.directive = ""

    def _iri(self, kind: str | None, found: str) -> str:
        if kind == "iri":
            return resolve(_unescaped(found[1:-1]), self.base)
        prefix, _, local = found.partition(":")
        if "\\" in local:
            local = re.sub(r"\\(.)", r"\1", local, flags=re.DOTALL)
        return self.prefixes.get(prefix, prefix + ":") + local

    def _term(self, kind: str | None, found: str) -> Term | None:
        if kind in {"iri", "name"}:
            return Iri(self._iri(kind, found))
        if kind == "blank":
            return BlankNode(found)
        if kind == "number":
            double = "e" in found or "E" in found
            name = "double" if double else "decimal" if "." in found else "integer"
            return Literal(found, "", XSD + name)
        if found == "a":
            return TYPE
        if found in {"true", "false"}:
            return Literal(found, "", BOOLEAN)
        return None

    def _blank(self) -> BlankNode:
        self.fresh += 1
        return BlankNode(f"[]{self.fresh}")

    def _mark(self, mark: str, at: int) -> Iterator[Statement]:
        frame = self.stack[-1]
        if mark == ".":
            self.stack = [_Frame()]
            self.directive = ""
        elif mark == ";":
            frame.predicate = None
        elif mark == "[":
            self.stack.append(_Frame("[", at, self._blank(), at))
        elif mark == "(":
            self.stack.append(_Frame("(", at))
        elif mark == "]" and frame.kind == "[" and frame.subject is not None:
            self.stack.pop()
            yield from self._deliver(frame.subject, frame.start)
        elif mark == ")" and frame.kind == "(":
            self.stack.pop()
            if frame.subject is not None:
                yield Statement(frame.subject, REST, NIL, frame.start, at, at)
            yield from self._deliver(frame.head or NIL, frame.start)

    def _deliver(self, term: Term, at: int) -> Iterator[Statement]:
        """Put ``term`` where the innermost open frame waits for one."""
        frame = self.stack[-1]
        if frame.kind == "(":
            cell = self._blank()
            if frame.subject is None:
                frame.head = cell
            else:
                yield Statement(frame.subject, REST, cell, frame.start, at, at)
            frame.subject = cell
            yield Statement(cell, FIRST, term, frame.start, at, at)
        elif frame.subject is None:
            if not isinstance(term, Literal):
                frame.subject, frame.at_subject = term, at
        elif frame.predicate is None:
            if isinstance(term, Iri):
                frame.predicate, frame.at_predicate = term, at
        else:
            yield Statement(
                frame.subject, frame.predicate, term, frame.at_subject, frame.at_predicate, at
            )


def _unescaped(text: str) -> str:
    """Undo Turtle's escapes (section 6.4)."""
    if "\\" not in text:
        return text
    return ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= LAST_CODE_POINT else "\N{REPLACEMENT CHARACTER}"
    return ESCAPED.get(match.group(3), match.group(3))
