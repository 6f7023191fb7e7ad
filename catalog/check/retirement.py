"""What has gone out of use: whether it says why, what came instead, and who still builds on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, iris, literals
from catalog.terms import (
    CHANGE_NOTE,
    CONCEPT_STATUS,
    DEPRECATED,
    EDITORIAL_NOTE,
    HISTORY_NOTE,
    IS_REPLACED_BY,
    NOTE,
    REPLACES,
    STATUS,
    SUBJECT,
    VALUE_RANGE,
    VERSION_NOTES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Graph, Node

RETIRED: Final = frozenset(
    Iri(CONCEPT_STATUS + name)
    for name in ("DEPRECATED", "RETIRED", "CANDIDATE_DEPRECATED", "DRAFT_DEPRECATED",
                 "REVISED_DEPRECATED", "WAITING_DEPRECATED")
)  # fmt: skip
"""The states of the EU's list that tell not to use a concept any more."""
REASONS: Final = (CHANGE_NOTE, HISTORY_NOTE, EDITORIAL_NOTE, VERSION_NOTES, NOTE)
"""Where a reason is told; a scope note tells how a concept is used, whether it is or not."""
USES: Final = (SUBJECT, VALUE_RANGE)
"""Properties by which a thing takes another one into use; a hierarchy keeps what is old."""


def retired(graph: Graph, node: Node) -> bool:
    """Tell whether ``node`` says of itself that it is not to be used any more."""
    about = graph.about(node)
    if not RETIRED.isdisjoint(iris(about.get(STATUS, ()))):
        return True
    return any(text.value in {"true", "1"} for text in literals(about.get(DEPRECATED, ())))


def retirement(case: Case) -> Iterator[Fault]:
    """Yield what is retired without a reason or a successor, or still built upon."""
    graph = case.graph
    followed: dict[Node, list[Iri]] = {}
    for subject, properties in graph.subjects.items():
        for old in iris(properties.get(REPLACES, ())):
            if isinstance(subject, Iri):
                followed.setdefault(old, []).append(subject)
        followed.setdefault(subject, []).extend(iris(properties.get(IS_REPLACED_BY, ())))
    gone = {node for node in case.things.concepts if retired(graph, node)}
    for node in case.things.concepts:
        if node not in gone:
            yield from _uses(case, node, gone, followed)
            continue
        coded = node in case.things.codes or node in case.things.headings
        about = graph.about(node)
        status = next((one for one in about.get(STATUS, ()) if one in RETIRED), None)
        explained = any(predicate in about for predicate in REASONS)
        # The successor of a code is its reason; many codes end together with their list.
        if not explained and not (coded and followed[node]):
            yield Fault("retired-unexplained", node, STATUS, status)
        if not coded and not followed[node]:
            yield Fault("retired-unreplaced", node, STATUS, status)


def _uses(
    case: Case, node: Node, gone: set[Node], followed: dict[Node, list[Iri]]
) -> Iterator[Fault]:
    """Yield what is used although it has a successor, and none of its successors is."""
    for predicate in USES:
        used = case.graph.objects(node, predicate)
        for value in iris(used):
            after = followed.get(value, [])
            if value in gone and after and not set(after) & set(used):
                facts: Facts = {"path": predicate, "value": value, "nearest": after[0]}
                yield Fault("retired-used", node, predicate, value, facts)
