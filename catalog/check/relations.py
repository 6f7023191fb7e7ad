"""Relations that one side alone tells of, or one of two forms alone has; who is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Fault
from catalog.check.hierarchy import MATCHES, OBJECTS, broader, relation_objects
from catalog.model.rdf import Iri, iris
from catalog.terms import (
    BROAD_MATCH,
    BROADER,
    CLOSE_MATCH,
    DEFINITION,
    EXACT_MATCH,
    EXAMPLE,
    GENERALIZES,
    HAS_PART,
    HAS_TOP_CONCEPT,
    IS_PART_OF,
    IS_REPLACED_BY,
    MEMBER,
    MEMBER_OF,
    NARROW_MATCH,
    NARROWER,
    NOTE,
    RELATED,
    RELATED_MATCH,
    REPLACES,
    SCOPE_NOTE,
    SPECIALIZES,
    TOP_CONCEPT_OF,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Node

INVERSE: Final = {
    BROADER: (NARROWER,),
    NARROWER: (BROADER,),
    SPECIALIZES: (GENERALIZES, NARROWER),
    GENERALIZES: (SPECIALIZES, BROADER),
    IS_PART_OF: (HAS_PART, NARROWER),
    HAS_PART: (IS_PART_OF, BROADER),
    RELATED: (RELATED,),
    TOP_CONCEPT_OF: (HAS_TOP_CONCEPT,),
    HAS_TOP_CONCEPT: (TOP_CONCEPT_OF,),
    EXACT_MATCH: (EXACT_MATCH,),
    CLOSE_MATCH: (CLOSE_MATCH,),
    RELATED_MATCH: (RELATED_MATCH,),
    BROAD_MATCH: (NARROW_MATCH,),
    NARROW_MATCH: (BROAD_MATCH,),
    REPLACES: (IS_REPLACED_BY,),
    IS_REPLACED_BY: (REPLACES,),
    MEMBER_OF: (MEMBER,),
}
"""What the other side should say, the first one being what to add.

``skos:member`` needs no ``uneskos:memberOf``: harvesting reads the collection.
"""
OBJECT_INVERSE: Final = {
    SPECIALIZES: GENERALIZES,
    GENERALIZES: SPECIALIZES,
    IS_PART_OF: HAS_PART,
    HAS_PART: IS_PART_OF,
    RELATED: RELATED,
}
OBJECT_OF: Final = {direct: has for (has, _), direct in OBJECTS.items()}
DOCUMENTED: Final = (DEFINITION, XL_DEFINITION, NOTE, SCOPE_NOTE, EXAMPLE)


def relations(case: Case) -> Iterator[Fault]:
    """Yield relations that are given one way or in one form only (qSKOS urc)."""
    yield from _one_way(case)
    yield from _one_way_objects(case)
    yield from _one_form(case)
    yield from _mappings(case)


def _one_way(case: Case) -> Iterator[Fault]:
    subjects = case.everything.graph.subjects
    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            back = INVERSE.get(predicate, ())
            for value in iris(values) if back else ():
                other = subjects.get(value)
                if other is None or value == subject:
                    continue
                if not any(subject in other.get(inverse, ()) for inverse in back):
                    facts = {"path": predicate, "other": back[0], "value": value}
                    yield Fault("relation-one-way", subject, predicate, value, facts)


def _one_way_objects(case: Case) -> Iterator[Fault]:
    graph = case.everything.graph
    said = list(relation_objects(graph, case.graph.subjects))
    others = {relation.value: None for relation in said}
    known = {
        (relation.subject, relation.direct, relation.value)
        for relation in relation_objects(graph, others)
    }
    for relation in said:
        inverse = OBJECT_INVERSE[relation.direct]
        if relation.value not in graph.subjects or relation.value == relation.subject:
            continue
        if (relation.value, inverse, relation.subject) not in known:
            facts = {"path": relation.has, "other": OBJECT_OF[inverse], "value": relation.value}
            yield Fault("relation-one-way", relation.subject, relation.has, relation.node, facts)


def _one_form(case: Case) -> Iterator[Fault]:
    """Yield relations that are only direct or only an object (SKOS-AP-NO 1.1; the portal)."""
    if not case.asks("relation-disagrees"):
        return
    concepts = set(case.everything.things.profile_concepts)
    known: set[tuple[Node, Iri, Iri]] = set()
    for relation in relation_objects(case.everything.graph, case.graph.subjects):
        subject, value = relation.subject, relation.value
        known.add((subject, relation.direct, value))
        if subject not in concepts:
            continue
        plain = BROADER if relation.direct in {SPECIALIZES, IS_PART_OF} else NARROWER
        direct = (relation.direct,) if relation.direct == RELATED else (relation.direct, plain)
        about = case.graph.about(subject)
        if not any(value in about.get(predicate, ()) for predicate in direct):
            facts = {"path": relation.has, "other": relation.direct, "value": value}
            yield Fault("relation-disagrees", subject, relation.has, relation.node, facts)
    for subject in case.things.profile_concepts:
        yield from _direct_only(case, subject, known, concepts)


def _direct_only(
    case: Case, subject: Iri, known: set[tuple[Node, Iri, Iri]], concepts: set[Iri]
) -> Iterator[Fault]:
    """Yield relations that data.norge.no won't show, for want of a relation object."""
    about = case.graph.about(subject)
    for direct in OBJECT_INVERSE:
        for value in iris(about.get(direct, ())):
            if (subject, direct, value) not in known:
                facts = {"path": direct, "other": OBJECT_OF[direct], "value": value}
                yield Fault("relation-disagrees", subject, direct, value, facts)
    for plain, precise in (
        (BROADER, (SPECIALIZES, IS_PART_OF)),
        (NARROWER, (GENERALIZES, HAS_PART)),
    ):
        for value in iris(about.get(plain, ())):
            said = any(
                (subject, one, value) in known or value in about.get(one, ()) for one in precise
            )
            if not said and value in concepts:
                facts = {"path": plain, "other": OBJECT_OF[precise[0]], "value": value}
                yield Fault("relation-disagrees", subject, plain, value, facts)


def _mappings(case: Case) -> Iterator[Fault]:
    """Yield mappings within one scheme (SKOS 10.1; qSKOS mri)."""
    for concept in case.things.concepts:
        schemes = case.things.schemes_of.get(concept)
        if not schemes:
            continue
        about = case.graph.about(concept)
        for predicate in MATCHES:
            for value in iris(about.get(predicate, ())):
                if schemes & case.things.schemes_of.get(value, frozenset()):
                    facts = {"path": predicate, "value": value}
                    yield Fault("mapping-in-scheme", concept, predicate, value, facts)


def lonely(case: Case) -> Iterator[Fault]:
    """Yield what the report-only checks of qSKOS find: oc, var, uc, mol and dcc."""
    if not case.complete or not case.asks(
        "orphan", "related-siblings", "undocumented", "no-external-link", "separate-cluster"
    ):
        return
    above = broader(case.graph)
    linked = _links(case, above)
    for concept in case.things.concepts:
        about = case.graph.about(concept)
        if not linked.get(concept):
            yield Fault("orphan", concept)
        if not any(predicate in about for predicate in DOCUMENTED):
            yield Fault("undocumented", concept)
        matches = (value for match in MATCHES for value in iris(about.get(match, ())))
        if all(case.things.ours(value) for value in matches):
            yield Fault("no-external-link", concept)
        for value in iris(about.get(RELATED, ())):
            if above.get(concept, {}).keys() & above.get(value, {}).keys():
                yield Fault("related-siblings", concept, RELATED, value)
    groups = _groups(case, linked)
    for group in groups[1:]:
        if len(group) > 1:
            yield Fault("separate-cluster", group[0], facts={"count": len(group)})


def _links(case: Case, above: Mapping[Node, Mapping[Node, object]]) -> dict[Node, set[Node]]:
    linked: dict[Node, set[Node]] = {}

    def link(one: Node, other: Node) -> None:
        linked.setdefault(one, set()).add(other)
        linked.setdefault(other, set()).add(one)

    for child, parents in above.items():
        for parent in parents:
            link(child, parent)
    for subject, properties in case.graph.subjects.items():
        for predicate in (RELATED, *MATCHES):
            for value in iris(properties.get(predicate, ())):
                link(subject, value)
    for relation in relation_objects(case.graph):
        link(relation.subject, relation.value)
    return linked


def _groups(case: Case, linked: Mapping[Node, set[Node]]) -> list[list[Node]]:
    """Return the concepts by what hangs together, the largest group first."""
    seen: set[Node] = set()
    groups = []
    for concept in case.things.concepts:
        if concept in seen:
            continue
        seen.add(concept)
        group = [concept]
        for node in group:
            for other in sorted(linked.get(node, ())):
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), group[0]))
