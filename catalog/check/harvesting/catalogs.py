"""Rules about feeds of information models and datasets: what a catalogue leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.harvesting.harvested import MODELS, reach
from catalog.model.rdf import Literal
from catalog.terms import (
    CODE_LIST,
    INFORMATION_MODEL,
    MAX_OCCURS,
    MIN_OCCURS,
    TYPE,
    XSD_MAX_OCCURS,
    XSD_MIN_OCCURS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.harvesting.harvested import Harvested
    from catalog.model.rdf import Iri, Node, Term

INTEGER: Final = re.compile(r"[+-]?[0-9]{1,9}(?:\.0+)?")
"""What Jena returns as an integer."""
OCCURS: Final = {XSD_MIN_OCCURS: MIN_OCCURS, XSD_MAX_OCCURS: MAX_OCCURS}


def catalogs(harvested: Harvested) -> Iterator[Fault]:
    """Yield resources that no catalogue lists, and what is listed without being described."""
    graph = harvested.graph
    for part in harvested.parts:
        listed = harvested.listed[part.name]
        for resource in harvested.resources[part.name]:
            if resource not in listed:
                facts: Facts = {"path": part.link, "other": part.container}
                kinds = graph.objects(resource, TYPE)
                kind = next(kind for kind in part.classes if kind in kinds)
                yield Fault("harvest-unlisted", resource, TYPE, kind, facts)
        known = set(harvested.typed.of(*part.classes))
        for member, containers in listed.items():
            if member not in known:
                facts = {"path": part.link, "value": str(member), "other": part.classes[0]}
                yield Fault("harvest-listed-untyped", containers[0], part.link, member, facts)


def models(harvested: Harvested) -> Iterator[Fault]:
    """Yield multiplicities that can't be read, and code lists that no model leads to."""
    graph = harvested.graph
    for subject, properties in graph.subjects.items():
        for predicate in (MIN_OCCURS, MAX_OCCURS):
            for value in properties.get(predicate, ()):
                if not (isinstance(value, Literal) and INTEGER.fullmatch(value.value.strip())):
                    yield _occurs(subject, predicate, value, predicate)
        for predicate, right in OCCURS.items():
            for value in properties.get(predicate, ())[:1]:
                if right not in properties:
                    yield _occurs(subject, predicate, value, right)
    every = harvested.typed.of(INFORMATION_MODEL)
    kept = set(harvested.kept(harvested.parts[0]))
    others = frozenset(model for model in every if model not in kept)
    found = reach(graph, kept, others) if harvested.kind == MODELS else set()
    for code_list in harvested.typed.named(CODE_LIST):
        if code_list not in found:
            yield Fault("harvest-code-list-unreached", code_list, TYPE, CODE_LIST)


def _occurs(subject: Node, predicate: Iri, value: Term, right: Iri) -> Fault:
    shown = value.value if isinstance(value, Literal) else str(value)
    facts: Facts = {"value": shown, "path": predicate, "other": (right,)}
    return Fault("harvest-occurs", subject, predicate, value, facts)
