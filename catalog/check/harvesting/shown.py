"""Rules about what the portal shows of a concept (fdk-parser-service, SkosApNoV2Parser)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.harvesting.harvested import CONCEPTS
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    ASSOCIATIVE_RELATION,
    BROAD_MATCH,
    BROADER,
    BROADER_TRANSITIVE,
    CONCEPT,
    DEFINITION,
    DESCRIPTION,
    EXAMPLE,
    GENERALIZES,
    GENERIC_RELATION,
    HAS_COMPREHENSIVE,
    HAS_GENERIC,
    HAS_PART,
    HAS_PARTITIVE,
    HAS_SPECIFIC,
    HAS_TO_CONCEPT,
    IS_PART_OF,
    NARROW_MATCH,
    NARROWER,
    NARROWER_TRANSITIVE,
    PARTITIVE_RELATION,
    PREF_LABEL,
    RELATED,
    RELATED_MATCH,
    RELATION_ROLE,
    SCOPE_NOTE,
    SOURCE,
    SPECIALIZES,
    SUBJECT,
    TITLE,
    TYPE,
    VALUE,
    XKOS,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.harvesting.harvested import Harvested
    from catalog.model.rdf import Graph, Node, Term

SHOWN: Final = frozenset({"", "nb", "nn", "no", "en"})
"""Language tags, as they are written (fdk-parser-service, LanguageCodes.kt)."""
TARGETS: Final = {
    GENERIC_RELATION: (HAS_GENERIC, HAS_SPECIFIC),
    PARTITIVE_RELATION: (HAS_COMPREHENSIVE, HAS_PARTITIVE),
    ASSOCIATIVE_RELATION: (HAS_TO_CONCEPT,),
}
HIERARCHIES: Final = (GENERIC_RELATION, PARTITIVE_RELATION)
DIRECT: Final = {
    SPECIALIZES: (GENERIC_RELATION,),
    GENERALIZES: (GENERIC_RELATION,),
    IS_PART_OF: (PARTITIVE_RELATION,),
    HAS_PART: (PARTITIVE_RELATION,),
    RELATED: (ASSOCIATIVE_RELATION,),
    **dict.fromkeys((BROADER, NARROWER, BROADER_TRANSITIVE, NARROWER_TRANSITIVE), HIERARCHIES),
    **dict.fromkeys((BROAD_MATCH, NARROW_MATCH), HIERARCHIES),
    RELATED_MATCH: (ASSOCIATIVE_RELATION,),
}
"""Properties that the portal passes over, with the relation objects that say the same there."""
ONCE: Final = (PREF_LABEL, DEFINITION, SCOPE_NOTE, EXAMPLE, SUBJECT)
"""Texts of a concept of which one in each language is shown."""


def shown(harvested: Harvested) -> Iterator[Fault]:
    """Yield what a concept says that nobody sees on the portal."""
    graph = harvested.graph
    for concept in harvested.resources[CONCEPTS]:
        yield from _relations(graph, concept)
        yield from _relation_objects(graph, concept)
        yield from _definitions(graph, concept)
        yield from _subjects(graph, concept)
        yield from _once(graph, concept, concept, ONCE)
    for collection in harvested.containers():
        yield from _once(graph, collection, collection, (TITLE, DESCRIPTION))


def languages(graph: Graph) -> Iterator[Fault]:
    """Yield each language that isn't shown once, at its first text, and how many texts it has."""
    counts = Counter[str]()
    first: dict[str, tuple[Node, Iri, Literal]] = {}
    for subject, predicate, value in graph.triples():
        if isinstance(value, Literal) and value.language not in SHOWN:
            counts[value.language] += 1
            first.setdefault(value.language, (subject, predicate, value))
    for tag, place in first.items():
        facts: Facts = {"language": tag, "detail": f"@{tag}", "count": counts[tag]}
        yield Fault("harvest-language", *place, facts=facts, tag=True)


def _relations(graph: Graph, concept: Iri) -> Iterator[Fault]:
    """Yield relations that no relation object repeats."""
    pairs = {
        (family, target)
        for family, ends in TARGETS.items()
        for node in _nodes(graph, concept, family)
        for end in ends
        for target in graph.objects(node, end)
    }
    told: set[Iri] = set()
    for predicate, values in graph.about(concept).items():
        families = DIRECT.get(predicate, ())
        if not families and predicate.startswith(XKOS):
            families = (ASSOCIATIVE_RELATION,)
        for target in iris(values) if families else ():
            if target not in told and pairs.isdisjoint((family, target) for family in families):
                told.add(target)
                facts: Facts = {"value": target, "path": predicate, "other": families}
                yield Fault("harvest-relation-direct", concept, predicate, target, facts)


def _relation_objects(graph: Graph, concept: Iri) -> Iterator[Fault]:
    """Yield what a relation object says that isn't shown: a second target, a role by address."""
    for family, ends in TARGETS.items():
        words = RELATION_ROLE if family == ASSOCIATIVE_RELATION else DESCRIPTION
        for node in _nodes(graph, concept, family):
            for end in ends:
                targets = graph.objects(node, end)
                if len(targets) > 1:
                    yield _several(concept, node, end, targets[-1], len(targets))
            yield from _once(graph, concept, node, (words,))
            for role in iris(graph.objects(node, RELATION_ROLE)):
                facts: Facts = {"label": concept, "value": str(role)}
                yield Fault("harvest-role-coded", node, RELATION_ROLE, role, facts)


def _definitions(graph: Graph, concept: Iri) -> Iterator[Fault]:
    """Yield texts that are told twice, and sources that are not shown."""
    texts: set[tuple[str, str]] = set()
    for note in _nodes(graph, concept, XL_DEFINITION):
        texts.update(
            (text.language, _folded(text)) for text in literals(graph.objects(note, VALUE))
        )
        yield from _once(graph, concept, note, (VALUE,))
        for source in literals(graph.objects(note, SOURCE)):
            facts: Facts = {"label": concept, "value": source.value}
            yield Fault("harvest-source-text", note, SOURCE, source, facts)
    for text in literals(graph.objects(concept, DEFINITION)):
        if (text.language, _folded(text)) in texts:
            facts = {"language": text.language}
            yield Fault("harvest-definition-twice", concept, DEFINITION, text, facts)


def _subjects(graph: Graph, concept: Iri) -> Iterator[Fault]:
    """Yield subjects by address that are shown without a name.

    A name is kept only where it stands in the feed on what is no concept itself: that would be
    another resource. Addresses that the feed doesn't describe may be in Digdir's reference data.
    """
    values = graph.objects(concept, SUBJECT)
    texts = literals(values)
    for subject in iris(values):
        known = subject in graph.subjects
        is_concept = CONCEPT in graph.objects(subject, TYPE)
        named = not is_concept and literals(graph.objects(subject, PREF_LABEL))
        if texts or (known and not named):
            facts: Facts = {"label": concept, "value": str(subject)}
            yield Fault("harvest-subject-label", concept, SUBJECT, subject, facts)


def _once(graph: Graph, owner: Iri, node: Node, predicates: tuple[Iri, ...]) -> Iterator[Fault]:
    """Yield texts of which there is more than one in a language that is shown."""
    for predicate in predicates:
        found: dict[str, list[Literal]] = {}
        for text in literals(graph.objects(node, predicate)):
            if text.language in SHOWN:
                # A text without a language is shown as Norwegian.
                found.setdefault(text.language or "no", []).append(text)
        for texts in found.values():
            if len(texts) > 1:
                yield _several(owner, node, predicate, texts[-1], len(texts))


def _several(owner: Iri, node: Node, predicate: Iri, value: Term, count: int) -> Fault:
    facts: Facts = {"label": owner, "path": predicate, "count": count}
    return Fault("harvest-value-several", node, predicate, value, facts)


def _nodes(graph: Graph, subject: Iri, predicate: Iri) -> list[Node]:
    return [
        value for value in graph.objects(subject, predicate) if isinstance(value, (Iri, BlankNode))
    ]


def _folded(text: Literal) -> str:
    return " ".join(text.value.split()).casefold()
