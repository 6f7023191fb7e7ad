"""Rules about who publishes: the portal knows organisations by a number in an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault, Said
from catalog.check.harvesting.harvested import CONCEPTS
from catalog.model.rdf import BlankNode, Literal
from catalog.terms import IDENTIFIER, PUBLISHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.check.harvesting.harvested import Harvested
    from catalog.model.rdf import Graph, Iri, Term

NUMBER: Final = re.compile(r"[0-9]{9}")
LONGER: Final = re.compile(r"[0-9]{10}")
"""Of a longer number the harvester takes the first nine digits (fdk-reasoning-service,
OrganizationService, ``orgIdFromURI``): another organisation's."""


def publishers(harvested: Harvested) -> Iterator[Fault]:
    """Yield resources that no organisation publishes, and publishers without one number.

    A resource without ``dct:publisher`` gets that of what lists it.
    """
    graph = harvested.graph
    told: dict[Term | None, list[Iri]] = {}
    for part in harvested.parts:
        for resource in harvested.resources[part.name]:
            listed = harvested.listed[part.name].get(resource, ())
            own = graph.objects(resource, PUBLISHER)
            found = own or [one for by in listed for one in graph.objects(by, PUBLISHER)]
            if not found:
                # A made-up collection has the publisher that the source is registered with.
                if listed or part.name != CONCEPTS:
                    told.setdefault(None, []).append(resource)
            elif not any(_numbered(graph, publisher) for publisher in found):
                told.setdefault(found[0], []).append(resource if own else listed[0])
    for publisher, resources in told.items():
        facts: Facts = {"value": _shown(publisher), "count": len(resources)}
        predicate = PUBLISHER if publisher is not None else None
        yield Fault("harvest-publisher-number", resources[0], predicate, publisher, facts)


def _shown(publisher: Term | None) -> Said:
    if publisher is None:
        return Said("publisher-none")
    if isinstance(publisher, BlankNode):
        return Said("publisher-number", "[]")
    return Said("publisher-number", *_texts([publisher]))


def _numbered(graph: Graph, publisher: Term) -> bool:
    """Tell whether the harvester knows which organisation ``publisher`` is."""
    if isinstance(publisher, Literal):
        return False
    return _one(publisher) or any(map(_one, _texts(graph.objects(publisher, IDENTIFIER))))


def _one(text: str) -> bool:
    return len(NUMBER.findall(text)) == 1 and LONGER.search(text) is None


def _texts(values: Sequence[Term]) -> list[str]:
    return [value.value if isinstance(value, Literal) else str(value) for value in values]
