"""One Turtle file under the knife: its statements, and the text with one of them changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog.model.rdf import Iri, Literal
from catalog.source.walk import TOKEN, statements
from catalog.terms import PREFIXES, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.model.rdf import Node, Term
    from catalog.source.walk import Ends, Statement

EXTRA = {"schema": "http://schema.org/", "uneskos": "http://purl.org/umu/uneskos#"}
NAMES = {**PREFIXES, **EXTRA}


def iri(name: str) -> Iri:
    """Return the IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return Iri(NAMES[prefix] + local)


class Document:
    """The text of a file and where each of its statements stands."""

    def __init__(self, name: str, text: str, base_iri: str) -> None:
        self.name = name
        self.text = text
        self.base_iri = base_iri
        self.statements = tuple(statements(text, base_iri))
        self.types: dict[Node, set[Term]] = {}
        for one in self.statements:
            if one.predicate == TYPE:
                self.types.setdefault(one.subject, set()).add(one.value)

    def find(
        self,
        *predicates: str,
        of: str = "",
        where: Callable[[Statement], bool] = lambda _one: True,
    ) -> list[Statement]:
        """Return the statements with one of ``predicates``, about things of a class."""
        wanted = {iri(name) for name in predicates}
        kind = iri(of) if of else None
        return [
            one
            for one in self.statements
            if (not wanted or one.predicate in wanted)
            and (kind is None or kind in self.types.get(one.subject, ()))
            and where(one)
        ]

    def values(self, subject: Node, predicate: str) -> list[Statement]:
        """Return the statements of one property of one thing."""
        return self.find(predicate, where=lambda one: one.subject == subject)

    def token(self, one: Statement) -> str:
        """Return the value of a statement as it is written."""
        return self.text[slice(*one.value_at)]

    def replaced(self, span: Ends, new: str) -> str:
        """Return the text with ``new`` in the place of what stands at ``span``."""
        return self.text[: span[0]] + new + self.text[span[1] :]

    def without(self, gone: list[Statement]) -> str:
        """Return the text without all values of one property of one thing."""
        start, end = gone[0].predicate_at[0], gone[-1].value_at[1]
        mark, at = self._next(end)
        if mark == ";":
            end = at[1]
        elif self.text[:start].rstrip().endswith(";"):
            start = len(self.text[:start].rstrip()) - 1
        return self.text[:start].rstrip() + self.text[end:]

    def less(self, gone: Statement) -> str:
        """Return the text without one value of a property, which has others."""
        start, end = gone.value_at
        mark, at = self._next(end)
        if mark == ",":
            return self.text[:start] + self.text[at[1] :].lstrip()
        before = self.text[:start].rstrip()
        if before.endswith(","):
            return before.removesuffix(",").rstrip() + self.text[end:]
        return self.without([gone])

    def more(self, one: Statement, value: str) -> tuple[str, int]:
        """Return the text with another value after that of ``one``, and its line."""
        end = one.value_at[1]
        text = f"{self.text[:end]} ,\n        {value}{self.text[end:]}"
        return text, self.line(end) + 1

    def told(self, subject: Node, name: str, value: str) -> tuple[str, int]:
        """Return the text with another property of ``subject``, and its line."""
        first = next(one for one in self.statements if one.subject == subject)
        end = first.subject_at[1]
        text = f"{self.text[:end]}\n    <{iri(name)}> {value} ;{self.text[end:]}"
        return text, self.line(end) + 1

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return self.text.count("\n", 0, offset) + 1

    def line_of(self, subject: Node) -> int:
        """Return the line that a thing's description begins on."""
        return self.line(
            next(one for one in self.statements if one.subject == subject).subject_at[0]
        )

    def written(self, node: Node) -> str:
        """Return an IRI between its brackets."""
        return f"<{node}>"

    def _next(self, offset: int) -> tuple[str, Ends]:
        for match in TOKEN.finditer(self.text, offset):
            if match.lastgroup != "space":
                return match.group(), match.span()
        return "", (len(self.text), len(self.text))


def is_text(one: Statement) -> bool:
    """Tell whether the value is a text in a language."""
    return isinstance(one.value, Literal) and bool(one.value.language)


def is_day(one: Statement) -> bool:
    """Tell whether the value is a date."""
    return (
        isinstance(one.value, Literal)
        and re.fullmatch(r"\d{4}-\d\d-\d\d", one.value.value) is not None
    )
