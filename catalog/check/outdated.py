"""Words of earlier versions of a standard, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, iris
from catalog.terms import INSTEAD, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.check.shapes import Shapes


def instead_of(shapes: Shapes) -> dict[Iri, Iri]:
    """Return the word of today for each outdated one; an empty one where there is none any more."""
    return {
        subject: next(iter(iris(properties[INSTEAD])), Iri(""))
        for subject, properties in shapes.graph.subjects.items()
        if INSTEAD in properties and isinstance(subject, Iri)
    }


def outdated(case: Case) -> Iterator[Fault]:
    """Yield properties and classes that a standard has given up (SKOS-AP-NO, annex E)."""
    words = instead_of(case.shapes)
    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            if predicate in words:
                facts: Facts = {"value": predicate, "nearest": words[predicate]}
                yield Fault("term-outdated", subject, predicate, None, _with(facts))
            elif predicate == TYPE:
                for value in iris(values):
                    if value in words:
                        facts = {"value": value, "nearest": words[value]}
                        yield Fault("term-outdated", subject, TYPE, value, _with(facts))


def _with(facts: Facts) -> Facts:
    """Return ``facts`` with what to write instead, where that is one word for another."""
    return {**facts, "suggestion": facts["nearest"]} if facts["nearest"] else facts
