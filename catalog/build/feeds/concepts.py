"""The feed of concepts (SKOS-AP-NO-Begrep): our concepts and their collections, and no code.

Whatever has the type skos:Concept in it becomes a concept in the national catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.build.feeds.feed import NAMING, uncounted
from catalog.build.publication import ours
from catalog.model.rdf import iris
from catalog.reading.values import members_of_list

if TYPE_CHECKING:
    from collections.abc import Container

    from catalog.build.feeds.feed import Feed
    from catalog.model.rdf import Iri, Node, Properties
    from catalog.reading import Catalogue

FROM_OTHER_SIDE: Final = frozenset(
    {
        terms.MEMBER, terms.MEMBER_LIST, terms.MEMBER_OF, terms.HAS_TOP_CONCEPT,
        terms.TOP_CONCEPT_OF, terms.CONTAINS,
    }
)  # fmt: skip
"""Who belongs to what is said once: by the collection, and by the concept of its scheme.

A harvester takes all that is said of what a concept names for a part of that concept. If the
concept named its collection, each new member would make all others look changed.
"""


def fill(feed: Feed, catalogue: Catalogue, codes: Container[Node]) -> None:
    """Put our concepts into ``feed``, retired ones too: what is missing is taken for removed."""
    concepts = [iri for iri in ours(catalogue, "concept") if iri not in codes]
    for concept in concepts:
        feed.put(concept, _concept(catalogue, concept))
    for collection, members in _collections(catalogue, concepts).items():
        feed.put(collection, _collection(catalogue, collection, members))
    graph, kinds = catalogue.graph, catalogue.outline.kinds

    def whole(iri: Iri) -> Properties:
        about, kind = graph.about(iri), kinds.get(iri, "")
        if kind == "scheme":
            return uncounted(_without(about, FROM_OTHER_SIDE))
        if not kind or not terms.AGENTS.isdisjoint(about.get(terms.TYPE, ())):
            return uncounted(about)
        return {name: about[name] for name in about.keys() & NAMING} if kind == "thing" else {}

    feed.explain(graph, whole)


def _concept(catalogue: Catalogue, iri: Iri) -> Properties:
    about = catalogue.graph.about(iri)
    tops = catalogue.outline.said_and_implied(iri, terms.TOP_CONCEPT_OF)
    types = about.get(terms.TYPE, [])
    return {
        **_without(about, FROM_OTHER_SIDE),
        **({terms.TOP_CONCEPT_OF: [*tops]} if tops else {}),
        # It may have no type: then its other statements say what it is (SKOS S4, S5, S19).
        terms.TYPE: types if terms.CONCEPT in types else [terms.CONCEPT, *types],
    }


def _collections(catalogue: Catalogue, concepts: list[Iri]) -> dict[Iri, list[Iri]]:
    """Return each collection with its members, every concept in one.

    A concept of several is in the one that it names first itself, else in the first by IRI: a
    harvester takes any one of them, and maybe another the next time.
    """
    outline = catalogue.outline
    found: dict[Iri, list[Iri]] = {}
    for collection in ours(catalogue, "collection"):
        about = outline.graph.about(collection)
        if terms.CLASSIFICATION_LEVEL in about.get(terms.TYPE, ()):
            continue
        listed = (
            member
            for head in about.get(terms.MEMBER_LIST, ())
            for member in iris(members_of_list(outline, head))
        )
        for member in (*outline.said_and_implied(collection, terms.MEMBER), *listed):
            known = found.setdefault(member, [])
            if collection not in known:
                known.append(collection)
    members: dict[Iri, list[Iri]] = {}
    for concept in concepts:
        named = iris(outline.graph.objects(concept, terms.MEMBER_OF))
        candidates = found.get(concept, [])
        chosen = [iri for iri in named if iri in candidates] or candidates
        if chosen:
            members.setdefault(chosen[0], []).append(concept)
    return members


def _collection(catalogue: Catalogue, iri: Iri, members: list[Iri]) -> Properties:
    about = catalogue.graph.about(iri)
    types = [value for value in about.get(terms.TYPE, ()) if value != terms.COLLECTION]
    return {
        **_without(about, FROM_OTHER_SIDE),
        # Harvesters don't know that an ordered collection is one (SKOS S29).
        terms.TYPE: [terms.COLLECTION, *types],
        terms.MEMBER: [*members],
    }


def _without(about: Properties, left_out: frozenset[Iri]) -> Properties:
    if left_out.isdisjoint(about):
        return about
    return {predicate: values for predicate, values in about.items() if predicate not in left_out}
