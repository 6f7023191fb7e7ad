"""What each subject is: concept, code, heading, scheme, collection; and whether it is ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import BlankNode, Iri, iris
from catalog.terms import (
    CLASSIFICATION_LEVEL,
    CODE_ELEMENT,
    CODE_LIST,
    COLLECTION,
    CONCEPT,
    CONCEPT_SCHEME,
    CONTAINS,
    FIRST,
    HAS_TOP_CONCEPT,
    IN_SCHEME,
    MEMBER,
    MEMBER_LIST,
    ORDERED_COLLECTION,
    REST,
    TOP_CONCEPT_OF,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.model.rdf import Graph, Node, Term

COLLECTIONS: Final = frozenset({COLLECTION, ORDERED_COLLECTION})


@dataclass(frozen=True, slots=True)
class Things:
    """The subjects of a graph by what they are, each in source order."""

    base_iri: str
    types: Mapping[Node, frozenset[str]]
    concepts: tuple[Node, ...]
    """Every ``skos:Concept`` or ``modelldcatno:CodeElement``, codes and headings among them."""
    schemes: tuple[Node, ...]
    code_lists: frozenset[Node]
    collections: tuple[Node, ...]
    codes: frozenset[Node]
    headings: frozenset[Node]
    schemes_of: Mapping[Node, frozenset[Node]]
    tops_of: Mapping[Node, frozenset[Node]]
    """The schemes that a concept is at the top of, said from either side."""
    collections_of: Mapping[Node, frozenset[Node]]
    profile_concepts: tuple[Iri, ...] = field(default=())
    """Our own concepts in the sense of SKOS-AP-NO: neither codes nor headings."""
    profile_collections: tuple[Iri, ...] = field(default=())
    """Our own collections of concepts: neither levels of a classification nor sets of codes."""

    def ours(self, iri: str) -> bool:
        """Tell whether ``iri`` lies below the base of this catalogue."""
        return iri.startswith(self.base_iri)


def find_things(graph: Graph, base_iri: str) -> Things:
    """Sort the subjects of ``graph``; the graph itself stays as it is."""
    types: dict[Node, frozenset[str]] = {}
    for subject, properties in graph.subjects.items():
        kinds = properties.get(TYPE)
        if kinds:
            types[subject] = frozenset(iris(kinds))
    concepts = tuple(node for node, kinds in types.items() if kinds & {CONCEPT, CODE_ELEMENT})
    code_lists = frozenset(node for node, kinds in types.items() if CODE_LIST in kinds)
    schemes_of, tops_of = _schemes(graph)
    codes = frozenset(node for node in concepts if CODE_ELEMENT in types[node])
    headings = frozenset(
        node for node in concepts if node not in codes and schemes_of.get(node, set()) & code_lists
    )
    coded = codes | headings
    collections = tuple(node for node, kinds in types.items() if kinds & COLLECTIONS)
    return Things(
        base_iri=base_iri,
        types=types,
        concepts=concepts,
        schemes=tuple(node for node, kinds in types.items() if kinds & {CONCEPT_SCHEME, CODE_LIST}),
        code_lists=code_lists,
        collections=collections,
        codes=codes,
        headings=headings,
        schemes_of={node: frozenset(found) for node, found in schemes_of.items()},
        tops_of={node: frozenset(found) for node, found in tops_of.items()},
        collections_of=_collections(graph, collections),
        profile_concepts=tuple(
            node
            for node in concepts
            if isinstance(node, Iri)
            and node.startswith(base_iri)
            and node not in codes
            and node not in headings
        ),
        profile_collections=tuple(
            node
            for node in collections
            if isinstance(node, Iri)
            and node.startswith(base_iri)
            and CLASSIFICATION_LEVEL not in types[node]
            and not _only(graph.objects(node, MEMBER), coded)
        ),
    )


def _schemes(graph: Graph) -> tuple[dict[Node, set[Node]], dict[Node, set[Node]]]:
    """Return the schemes of each concept (SKOS S4–S8), and those that it is at the top of."""
    within: dict[Node, set[Node]] = {}
    tops: dict[Node, set[Node]] = {}
    for subject, properties in graph.subjects.items():
        for predicate in (IN_SCHEME, TOP_CONCEPT_OF):
            for scheme in iris(properties.get(predicate, ())):
                within.setdefault(subject, set()).add(scheme)
                if predicate is TOP_CONCEPT_OF:
                    tops.setdefault(subject, set()).add(scheme)
        for predicate in (HAS_TOP_CONCEPT, CONTAINS):
            for concept in iris(properties.get(predicate, ())):
                within.setdefault(concept, set()).add(subject)
                if predicate is HAS_TOP_CONCEPT:
                    tops.setdefault(concept, set()).add(subject)
    return within, tops


def _collections(graph: Graph, collections: tuple[Node, ...]) -> dict[Node, frozenset[Node]]:
    """Return the collections that list each concept (SKOS S33–S36)."""
    found: dict[Node, set[Node]] = {}
    for collection in collections:
        members = set(iris(graph.objects(collection, MEMBER)))
        for start in graph.objects(collection, MEMBER_LIST):
            members.update(_list(graph, start))
        for member in members:
            found.setdefault(member, set()).add(collection)
    return {node: frozenset(listed) for node, listed in found.items()}


def _only(members: list[Term], coded: frozenset[Node]) -> bool:
    return bool(members) and all(member in coded for member in members)


def _list(graph: Graph, start: object) -> set[Iri]:
    """Return the IRIs in an ``rdf:List``; one that bites its own tail ends there."""
    members: set[Iri] = set()
    seen: set[object] = set()
    cell = start
    while isinstance(cell, (Iri, BlankNode)) and cell not in seen:
        seen.add(cell)
        members.update(iris(graph.objects(cell, FIRST)))
        cell = next(iter(graph.objects(cell, REST)), None)
    return members
