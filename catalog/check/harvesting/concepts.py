"""Rules about feeds of concepts: what becomes a national concept, and in which collection."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from catalog.check.finding import Facts, Fault
from catalog.check.harvesting.harvested import CONCEPTS, origin
from catalog.model.rdf import Literal, literals
from catalog.terms import (
    ANY_URI,
    COLLECTION,
    CONCEPT,
    IDENTIFIER,
    LABEL,
    MEMBER,
    PREF_LABEL,
    TITLE,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.harvesting.harvested import Harvested
    from catalog.model.rdf import Iri


def concepts(harvested: Harvested, base: str) -> Iterator[Fault]:
    """Yield what a feed of concepts does that nobody meant; ``base`` is what its IRIs begin with.

    Without ``base`` the host of most of the concepts is taken for the feed's own.
    """
    yield from _strangers(harvested, base)
    yield from _collections(harvested)
    yield from _identifiers(harvested)


def _strangers(harvested: Harvested, base: str) -> Iterator[Fault]:
    """Yield concepts of others, and codes: each becomes a concept of the source's."""
    found = harvested.resources[CONCEPTS]
    codes = harvested.typed.codes()
    own = base or own_origin(tuple(iri for iri in found if iri not in codes) or found)
    for concept in found:
        if concept in codes:
            yield Fault("harvest-concept-code", concept, TYPE, CONCEPT)
        elif not concept.startswith(own):
            facts = {"value": str(concept), "other": own}
            yield Fault("harvest-concept-foreign", concept, TYPE, CONCEPT, facts)


def own_origin(found: tuple[Iri, ...]) -> str:
    """Return the host that most of ``found`` have, the first of several; nothing for none."""
    counted = Counter(origin(iri) for iri in found).most_common(1)
    return counted[0][0] if counted else ""


def _collections(harvested: Harvested) -> Iterator[Fault]:
    """Yield concepts in no collection or several, and collections without a name to show."""
    graph, found = harvested.graph, harvested.resources[CONCEPTS]
    if found and not harvested.containers():
        facts: Facts = {"count": len(found)}
        yield Fault("harvest-collection-missing", found[0], TYPE, CONCEPT, facts)
        return
    for concept in found:
        listed = harvested.listed[CONCEPTS].get(concept, ())
        if not listed:
            yield Fault("harvest-collection-none", concept, TYPE, CONCEPT)
        elif len(listed) > 1:
            facts = {
                "count": len(listed),
                "label": concept,
                "other": listed[0],
                "value": listed[-1],
            }
            yield Fault("harvest-collection-several", listed[-1], MEMBER, concept, facts)
    for collection in harvested.containers():
        if not literals(graph.objects(collection, TITLE)):
            about = graph.about(collection)
            named = next((name for name in (LABEL, PREF_LABEL) if name in about), None)
            value = None if named else COLLECTION
            yield Fault("harvest-collection-title", collection, named or TYPE, value)


def _identifiers(harvested: Harvested) -> Iterator[Fault]:
    """Yield identifiers that are no address, or another one than the thing's own."""
    graph = harvested.graph
    for thing in (*harvested.resources[CONCEPTS], *harvested.containers()):
        values = graph.objects(thing, IDENTIFIER)
        told = [value.value if isinstance(value, Literal) else str(value) for value in values]
        if told and thing not in told:
            facts = {"value": told[0], "iri": thing}
            yield Fault("harvest-identifier-other", thing, IDENTIFIER, values[0], facts)
        for value in literals(values):
            if value.datatype != ANY_URI:
                yield Fault("harvest-identifier-type", thing, IDENTIFIER, value, tag=True)
