"""Classifications and their levels as XKOS-AP-NO wants them, as far as shapes can't say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.hierarchy import broader
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    CONTAINS,
    DEPTH,
    FIRST,
    IDENTIFIER,
    LEVELS,
    MEMBER,
    NUMBER_OF_LEVELS,
    PUBLISHER,
    REST,
    SUPERSEDES,
    TITLE,
    VALID_THROUGH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Term

MARKS: Final = (NUMBER_OF_LEVELS, LEVELS, CONTAINS)
"""What makes a classification of a concept scheme that is no code list."""
MANDATORY: Final = (IDENTIFIER, TITLE, PUBLISHER, NUMBER_OF_LEVELS)


def levels(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with classifications and the levels that they are told to have."""
    above = broader(case.graph) if case.asks("level-members") else {}
    for scheme in case.things.schemes:
        about = case.graph.about(scheme)
        if scheme not in case.things.code_lists and any(mark in about for mark in MARKS):
            for predicate in MANDATORY:
                if predicate not in about:
                    facts: Facts = {"path": predicate, "other": predicate}
                    yield Fault("classification-incomplete", scheme, facts=facts)
        for old in iris(about.get(SUPERSEDES, ())):
            if old in case.graph.subjects and VALID_THROUGH not in case.graph.about(old):
                yield Fault("superseded-still-valid", scheme, SUPERSEDES, old)
        for start in about.get(LEVELS, ())[:1]:
            yield from _listed(case, scheme, start, above)


def _listed(
    case: Case, scheme: Node, start: Term, above: Mapping[Node, Mapping[Node, object]]
) -> Iterator[Fault]:
    """Yield a list of levels that doesn't go 1, 2, 3 …, or is longer or shorter than told."""
    listed = list(_items(case, start))
    told = literals(case.graph.objects(scheme, NUMBER_OF_LEVELS))
    if told and told[0].value.isdecimal() and told[0].value.lstrip("0") != str(len(listed)):
        facts: Facts = {"count": len(listed)}
        yield Fault("levels-listed", scheme, NUMBER_OF_LEVELS, told[0], facts)
    for number, level in enumerate(listed, 1):
        depths = literals(case.graph.objects(level, DEPTH))
        if depths and depths[0].value != str(number):
            yield Fault("level-depth", level, DEPTH, depths[0], {"count": number})
        for member in iris(case.graph.objects(level, MEMBER)):
            deep = _depth(above, member)
            # Levels alone may tell the hierarchy: what has nothing above it contradicts nothing.
            if deep not in {1, number} and case.complete:
                facts = {"count": deep, "other": str(number)}
                yield Fault("level-members", level, MEMBER, member, facts)


def _items(case: Case, start: Term) -> Iterator[Iri]:
    seen: set[Term] = set()
    cell = start
    while isinstance(cell, (Iri, BlankNode)) and cell not in seen:
        seen.add(cell)
        yield from iris(case.graph.objects(cell, FIRST))
        cell = next(iter(case.graph.objects(cell, REST)), Literal(""))


def _depth(above: Mapping[Node, Mapping[Node, object]], node: Node) -> int:
    """Return on which level ``node`` stands: 1 for what has nothing above it."""
    depth, seen = 1, {node}
    while above.get(node):
        node = next(iter(above[node]))
        if node in seen:
            return depth
        seen.add(node)
        depth += 1
    return depth
