"""What the shapes themselves tell of a fault: the nearest value they allow, the type they judge."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.check.days import is_day
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    ANY_URI,
    DATE,
    FIRST,
    INTEGER,
    POSITIVE_INTEGER,
    REST,
    SH_CLASS,
    SH_DATATYPE,
    SH_IN,
    SH_NOT,
    SH_PATH,
    SH_PATTERN,
    SH_TARGET_CLASS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check.finding import Fault
    from catalog.check.shapes import Shapes
    from catalog.model.rdf import Node, Term

LIKE: Final = 0.6
"""How much alike the names of two values are of which one is meant by the other."""
BEGINS: Final = re.compile(r"\^([a-z]+:)")
"""A pattern that only asks how an address begins."""
WORD: Final = re.compile(r"[^\s<>\"{}|^`\\]+")
TEXTS: Final[dict[str, Callable[[str], bool]]] = {
    ANY_URI: lambda text: re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+", text) is not None,
    DATE: is_day,
    INTEGER: lambda text: re.fullmatch(r"[+-]?[0-9]{1,18}", text) is not None,
    POSITIVE_INTEGER: lambda text: re.fullmatch(r"0*[1-9][0-9]{0,17}", text) is not None,
}
"""Which texts each datatype has (XSD 1.1, part 2)."""


@dataclass(slots=True)
class _Asked:
    """What the shapes of one rule ask of a value, and of which types."""

    choices: dict[str, Iri]
    """The values allowed, by the end of their IRI."""
    datatypes: list[Iri]
    beginning: str = ""
    types: tuple[Iri, ...] = ()


class Implied:
    """Answers from the shapes, each rule's read once."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.known: dict[str, _Asked] = {}

    def value(self, fault: Fault) -> Iri | Literal | None:
        """Return the nearest value that the shapes allow, if there is one near."""
        asked, value = self._asked(fault.rule), fault.value
        if value is None or isinstance(value, BlankNode):
            return None
        text = value.value if isinstance(value, Literal) else value
        end = re.split("[/#]", text)[-1]
        if asked.choices and value not in asked.choices.values():
            near = difflib.get_close_matches(end.casefold(), asked.choices, 1, LIKE)
            return asked.choices[near[0]] if near else None
        if isinstance(value, Literal) and not value.language:
            for datatype in asked.datatypes:
                if value.datatype != datatype and TEXTS.get(datatype, _never)(text.strip()):
                    return Literal(text.strip(), "", datatype)
        if asked.beginning and not text.startswith(asked.beginning) and WORD.fullmatch(end):
            return Iri(asked.beginning + end)
        return None

    def types(self, rule: str) -> tuple[Iri, ...]:
        """Return the classes that a rule judges as such: there the type is what to look at."""
        return self._asked(rule).types

    def _asked(self, rule: str) -> _Asked:
        known = self.known.get(rule)
        if known is None:
            known = self.known[rule] = _Asked({}, [])
            for shape, name in self.shapes.shapes.items():
                if name == rule:
                    self._read(shape, known)
        return known

    def _read(self, shape: Iri, asked: _Asked) -> None:
        """Add what ``shape`` and all that hangs on it ask."""
        graph = self.shapes.graph
        about = graph.about(shape)
        if SH_PATH not in about and (SH_CLASS in about or SH_NOT in about):
            asked.types += iris(about.get(SH_TARGET_CLASS, ()))
        waiting: list[Node] = [shape]
        for node in waiting:
            about = graph.about(node)
            for start in about.get(SH_IN, ()):
                for choice in iris(self._list(start)):
                    asked.choices.setdefault(re.split("[/#]", choice)[-1].casefold(), choice)
            asked.datatypes += iris(about.get(SH_DATATYPE, ()))
            for pattern in literals(about.get(SH_PATTERN, ())):
                begins = BEGINS.fullmatch(pattern.value)
                asked.beginning = begins[1] if begins else asked.beginning
            waiting += [
                value
                for values in about.values()
                for value in values
                if isinstance(value, BlankNode)
            ]

    def _list(self, start: Term) -> list[Term]:
        """Return the members of an RDF list; the program's own, so it ends."""
        members: list[Term] = []
        cell: Term | None = start
        while isinstance(cell, BlankNode):
            members += self.shapes.graph.objects(cell, FIRST)
            cell = next(iter(self.shapes.graph.objects(cell, REST)), None)
        return members


def _never(_text: str) -> bool:
    return False
