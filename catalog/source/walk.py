"""A walk over Turtle, sign by sign, that tells where each statement stands. It never judges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.source.references import resolve
from catalog.terms import BOOLEAN, FIRST, NIL, REST, STRING, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.rdf import Node, Term

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


Ends = tuple[int, int]
"""The offsets where a token begins and where it has ended."""


class Statement(NamedTuple):
    """A statement and the offsets in the text of its subject, predicate and value.

    A value ends where its language tag or datatype does; of ``[`` and ``(`` the sign alone counts.
    """

    subject: Node
    predicate: Iri
    value: Term
    subject_at: Ends
    predicate_at: Ends
    value_at: Ends


def statements(text: str, base_iri: str) -> Iterator[Statement]:
    """Yield the statements of ``text`` with their offsets (Turtle 1.1, section 6.5)."""
    yield from Walk(text, base_iri).statements()


@dataclass(slots=True)
class _Frame:
    """An open ``[``, ``(`` or the document itself (an empty ``kind``)."""

    kind: str = ""
    start: Ends = (0, 0)
    subject: Node | None = None
    subject_at: Ends = (0, 0)
    predicate: Iri | None = None
    predicate_at: Ends = (0, 0)
    head: Node | None = None


class Walk:
    """One walk over a text, with a stack of its own so that depth costs no recursion.

    After it ``base``, ``prefixes`` and ``declared`` (where the IRI of each prefix stands) are those
    that hold at the end of the text.
    """

    def __init__(self, text: str, base_iri: str) -> None:
        self.text = text
        self.base = base_iri
        self.prefixes: dict[str, str] = {}
        self.declared: dict[str, Ends] = {}
        self.stack = [_Frame()]
        self.fresh = 0
        self.directive = ""
        self.prefix = ""
        self.pending: tuple[str, Ends] | None = None
        self.typed = False
        self.consumed = False

    def statements(self) -> Iterator[Statement]:
        """Yield every statement with its offsets."""
        for match in TOKEN.finditer(self.text):
            kind, found, at = match.lastgroup, match.group(), match.span()
            if kind == "space":
                continue
            if self.pending is not None:
                literal = self._literal(kind, found)
                if literal is None:
                    continue
                (start, end), self.pending = self.pending[1], None
                yield from self._deliver(literal, (start, at[1] if self.consumed else end))
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

    def _token(self, kind: str | None, found: str, at: Ends) -> Iterator[Statement]:
        """Take a token that is no part of a literal begun before it."""
        if kind in {"long", "short"}:
            self.pending = (unescaped(found[3:-3] if kind == "long" else found[1:-1]), at)
        elif kind == "mark":
            yield from self._mark(found, at)
        elif kind == "at" or (kind == "word" and self._directive_word(found)):
            self.directive = found.lstrip("@").lower()
        elif self.directive:
            self._declare(kind, found, at)
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

    def _declare(self, kind: str | None, found: str, at: Ends) -> None:
        """Take one token of ``@prefix p: <iri>`` or ``@base <iri>``; the IRI ends it."""
        if kind == "name":
            self.prefix = found[:-1]
        elif kind == "iri":
            iri = self._iri(kind, found)
            if self.directive == "prefix":
                self.prefixes[self.prefix] = iri
                self.declared[self.prefix] = at
            elif self.directive == "base":
                self.base = iri
            self.directive = ""

    def _iri(self, kind: str | None, found: str) -> str:
        if kind == "iri":
            return resolve(unescaped(found[1:-1]), self.base)
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

    def _mark(self, mark: str, at: Ends) -> Iterator[Statement]:
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

    def _deliver(self, term: Term, at: Ends) -> Iterator[Statement]:
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
                frame.subject, frame.subject_at = term, at
        elif frame.predicate is None:
            if isinstance(term, Iri):
                frame.predicate, frame.predicate_at = term, at
        else:
            yield Statement(
                frame.subject, frame.predicate, term, frame.subject_at, frame.predicate_at, at
            )


def unescaped(text: str) -> str:
    """Undo the escapes of strings and IRIs (Turtle 1.1, section 6.4)."""
    if "\\" not in text:
        return text
    return ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= LAST_CODE_POINT else "\N{REPLACEMENT CHARACTER}"
    return ESCAPED.get(match.group(3), match.group(3))
