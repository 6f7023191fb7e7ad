"""Where in a Turtle file a statement stands. It finds lines for people; it never judges."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.model.rdf import BlankNode
from catalog.source.walk import TOKEN, Ends, Walk

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalog.model.rdf import Iri, Node, Term

ANY_BLANK: Final = BlankNode("")
"""Stands for every blank node: their labels are the reader's own, so they are told by content."""


class Place(NamedTuple):
    """A line and a column, both from 1; a column counts characters."""

    line: int
    column: int


class Span(NamedTuple):
    """From a place up to one that is no part of it any more; lines and columns from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class Places:
    """Where the wanted subjects of one file stand, as far as the file tells."""

    text: str = field(repr=False)
    lines: list[int]
    """The offset at which each line begins."""
    offsets: dict[tuple[Node, Iri | None, Term | None], Ends] = field(default_factory=dict)
    base: str = ""
    """What relative IRIs are relative to at the end of the file."""
    namespaces: dict[str, str] = field(default_factory=dict)
    declared: dict[str, Ends] = field(default_factory=dict)
    """Where the IRI of each prefix stands."""

    def find(
        self, subject: Node, predicate: Iri | None = None, value: Term | None = None
    ) -> Ends | None:
        """Return where the value stands; without it the predicate; without both the subject.

        None where this file doesn't say it.
        """
        if isinstance(subject, BlankNode):
            subject = ANY_BLANK
        if isinstance(value, BlankNode):
            value = ANY_BLANK
        return self.offsets.get((subject, predicate, value))

    def place(self, offset: int) -> Place:
        """Return the line and column of ``offset``."""
        line = bisect_right(self.lines, offset) - 1
        return Place(line + 1, offset - self.lines[line] + 1)

    def span(self, ends: Ends) -> Span:
        """Return the lines and columns of a token."""
        return Span(*self.place(ends[0]), *self.place(ends[1]))

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place, or of the nearest one that there is."""
        start = self.lines[min(line, len(self.lines)) - 1]
        return min(start + column - 1, len(self.text))

    def token(self, offset: int) -> Ends:
        """Return the token that begins at ``offset``; of what is none, the first sign."""
        match = TOKEN.match(self.text, offset)
        if match is None or match.lastgroup == "space":
            return offset, offset + 1
        return match.span()

    def tag(self, ends: Ends) -> Ends:
        """Return the part of a literal after its text: ``@nb``, ``^^xsd:date``, or nothing."""
        start, end = self.token(ends[0])[1], ends[1]
        return end - len(self.text[start:end].lstrip()), end


def find_places(text: str, base_iri: str, wanted: Collection[Node]) -> Places:
    """Return where the ``wanted`` subjects stand in ``text``, a Turtle 1.1 document.

    A blank node is wanted as ``ANY_BLANK``. Text that is no Turtle gives fewer places, no error.
    """
    places = Places(text, [0, *(match.end() for match in re.finditer("\n", text))])
    if not wanted:
        return places
    add = places.offsets.setdefault
    walk = Walk(text, base_iri)
    for statement in walk.statements():
        subject, predicate, value = statement[:3]
        if isinstance(subject, BlankNode):
            subject = ANY_BLANK
        if subject not in wanted:
            continue
        if isinstance(value, BlankNode):
            value = ANY_BLANK
        add((subject, None, None), statement.subject_at)
        add((subject, predicate, None), statement.predicate_at)
        add((subject, predicate, value), statement.value_at)
    places.base, places.namespaces, places.declared = walk.base, walk.prefixes, walk.declared
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
