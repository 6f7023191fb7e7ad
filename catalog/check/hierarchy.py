"""Which concept stands above which, and what goes wrong there: circles, short cuts, false tops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.circles import circles
from catalog.check.finding import Fault
from catalog.model.rdf import Iri, Literal, iris
from catalog.terms import (
    ASSOCIATIVE_RELATION,
    BROAD_MATCH,
    BROADER,
    CLOSE_MATCH,
    EXACT_MATCH,
    GENERALIZES,
    GENERIC_RELATION,
    HAS_COMPREHENSIVE,
    HAS_GENERIC,
    HAS_PART,
    HAS_PARTITIVE,
    HAS_SPECIFIC,
    HAS_TO_CONCEPT,
    IS_PART_OF,
    IS_REPLACED_BY,
    NARROW_MATCH,
    NARROWER,
    PARTITIVE_RELATION,
    RELATED,
    RELATED_MATCH,
    SPECIALIZES,
    TOP_CONCEPT_OF,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Graph, Node, Term

UP: Final = (BROADER, SPECIALIZES, IS_PART_OF)
"""XKOS makes its two sub-properties of ``skos:broader``."""
DOWN: Final = (NARROWER, GENERALIZES, HAS_PART)
HIERARCHICAL: Final = frozenset({*UP, *DOWN})
MATCHES: Final = (EXACT_MATCH, CLOSE_MATCH, BROAD_MATCH, NARROW_MATCH, RELATED_MATCH)
REFLEXIVE: Final = HIERARCHICAL | {RELATED, *MATCHES, IS_REPLACED_BY}
OBJECTS: Final = {
    (GENERIC_RELATION, HAS_GENERIC): SPECIALIZES,
    (GENERIC_RELATION, HAS_SPECIFIC): GENERALIZES,
    (PARTITIVE_RELATION, HAS_COMPREHENSIVE): IS_PART_OF,
    (PARTITIVE_RELATION, HAS_PARTITIVE): HAS_PART,
    (ASSOCIATIVE_RELATION, HAS_TO_CONCEPT): RELATED,
}
"""The direct property that says the same as a relation object of SKOS-AP-NO (section 1.1)."""
HOLDERS: Final = frozenset(has for has, _ in OBJECTS)
SHOWN: Final = 6


class RelationObject(NamedTuple):
    """One relation that a concept has through a relation object."""

    subject: Node
    has: Iri
    node: Node
    end: Iri
    value: Iri
    direct: Iri


class Edge(NamedTuple):
    """The statement that puts one concept above another."""

    subject: Node
    predicate: Iri
    value: Node


def relation_objects(
    graph: Graph, subjects: Iterable[Node] | None = None
) -> Iterator[RelationObject]:
    """Yield what the relation objects of SKOS-AP-NO say, of everything or of some subjects."""
    for subject in graph.subjects if subjects is None else subjects:
        properties = graph.about(subject)
        for has in HOLDERS & properties.keys():
            for node in properties[has]:
                if not isinstance(node, Literal):
                    for end, values in graph.about(node).items():
                        direct = OBJECTS.get((has, end))
                        if direct:
                            for value in iris(values):
                                yield RelationObject(subject, has, node, end, value, direct)


def broader(graph: Graph) -> dict[Node, dict[Node, Edge]]:
    """Return, for each concept, those right above it and the statement that says so."""
    above: dict[Node, dict[Node, Edge]] = {}

    def add(child: Node, parent: Node, edge: Edge) -> None:
        above.setdefault(child, {}).setdefault(parent, edge)

    for subject, properties in graph.subjects.items():
        for predicate in HIERARCHICAL & properties.keys():
            for value in iris(properties[predicate]):
                child, parent = (subject, value) if predicate in UP else (value, subject)
                add(child, parent, Edge(subject, predicate, value))
    for relation in relation_objects(graph):
        edge = Edge(relation.subject, relation.has, relation.node)
        if relation.direct in UP:
            add(relation.subject, relation.value, edge)
        elif relation.direct in DOWN:
            add(relation.value, relation.subject, edge)
    return above


def hierarchy(case: Case) -> Iterator[Fault]:
    """Yield circles, self-references, short cuts and top concepts that aren't (qSKOS chr, …)."""
    above = broader(case.graph)
    yield from _reflexive(case)
    within: set[Node] = set()
    for circle in circles(above):
        within.update(circle)
        edge = above[circle[0]][circle[1]]
        yield Fault("hierarchy-cycle", *edge, {"detail": told(circle)})
    if case.asks("hierarchy-redundant"):
        yield from _redundant(above, within)
    yield from _tops(case, above)


def told(circle: list[Node]) -> tuple[Term, ...]:
    """Return a circle as a sentence tells it: with a gap where it is long."""
    if len(circle) <= SHOWN:
        return tuple(circle)
    return (*circle[: SHOWN - 2], Literal("…"), circle[-1])


def _reflexive(case: Case) -> Iterator[Fault]:
    for subject, properties in case.graph.subjects.items():
        for predicate in REFLEXIVE & properties.keys():
            if subject in properties[predicate]:
                yield Fault("relation-to-itself", subject, predicate, subject, {"path": predicate})
    for relation in relation_objects(case.graph):
        if relation.value == relation.subject:
            facts = {"path": relation.has}
            yield Fault("relation-to-itself", relation.subject, relation.has, relation.node, facts)


def _redundant(above: Mapping[Node, Mapping[Node, Edge]], within: set[Node]) -> Iterator[Fault]:
    """Yield relations to a concept that is reached through another one above as well."""
    for child, parents in above.items():
        if len(parents) < 2:  # noqa: PLR2004 — a short cut needs another way
            continue
        for parent, edge in parents.items():
            if parent in within:
                continue
            through = next(
                (
                    other
                    for other in parents
                    if other != parent and other not in within and _reaches(above, other, parent)
                ),
                None,
            )
            if through is not None:
                facts = {"label": Iri(child), "value": Iri(parent), "other": Iri(through)}
                yield Fault("hierarchy-redundant", *edge, facts)


def _reaches(above: Mapping[Node, Mapping[Node, Edge]], start: Node, goal: Node) -> bool:
    seen = {start}
    waiting = [start]
    for node in waiting:
        for parent in above.get(node, ()):
            if parent == goal:
                return True
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return False


def _tops(case: Case, above: Mapping[Node, Mapping[Node, Edge]]) -> Iterator[Fault]:
    """Yield top concepts with something above them, and hierarchies without a top (SKOS 4.6.3)."""
    things = case.things
    topped: set[Node] = set()
    layered: dict[Node, None] = {}
    for concept in things.concepts:
        schemes = things.schemes_of.get(concept, frozenset())
        tops = things.tops_of.get(concept, frozenset())
        topped |= tops
        for parent in above.get(concept, ()):
            shared = schemes & things.schemes_of.get(parent, frozenset())
            layered.update(dict.fromkeys(sorted(shared)))
            for scheme in sorted(shared & tops):
                facts = {"other": Iri(scheme), "value": Iri(parent)}
                yield Fault("top-concept-with-broader", concept, TOP_CONCEPT_OF, scheme, facts)
    if case.complete:
        for scheme in layered:
            if scheme not in topped and scheme in case.graph.subjects:
                yield Fault("top-concept-omitted", scheme)
