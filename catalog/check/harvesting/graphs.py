"""Rules about the graph as a whole: what ends a harvest, and what the harvester can't keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault, Said
from catalog.model.rdf import BlankNode, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.harvesting.harvested import Harvested
    from catalog.model.rdf import Graph, Node
    from catalog.source.feed import Feed

START: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
XML_NAME: Final = re.compile(f"[{START}][{START}.0-9\xb7\u0300-\u036f\u203f-\u2040-]*$")
"""The end of a predicate that RDF/XML writes as an element (Namespaces in XML 1.0, NCName)."""
IMPOSSIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML document holds, not even as a reference (XML 1.0 §2.2)."""


def unwritable(graph: Graph) -> Iterator[Fault]:
    """Yield what can't be written as RDF/XML, which the harvester does with every feed."""
    seen: set[Iri] = set()
    for subject, predicate, value in graph.triples():
        if predicate not in seen:
            seen.add(predicate)
            if not XML_NAME.search(predicate):
                yield Fault(
                    "harvest-predicate", subject, predicate, facts={"value": str(predicate)}
                )
        if isinstance(value, Literal) and IMPOSSIBLE.search(value.value):
            yield Fault("harvest-control-character", subject, predicate, value)


def relative(feed: Feed) -> Iterator[Fault]:
    """Yield the first statement with an address that isn't whole, and how many there are."""
    wanted = set(feed.relative)
    for subject, predicate, value in feed.graph.triples() if wanted else ():
        for term in (subject, predicate, value):
            if isinstance(term, Iri) and term in wanted:
                facts: Facts = {"value": str(term), "count": len(wanted)}
                if term is subject:
                    yield Fault("harvest-iri-relative", subject, facts=facts)
                else:
                    yield Fault("harvest-iri-relative", subject, predicate, value, facts)
                return


def dropped(feed: Feed, name: str) -> Iterator[Fault]:
    """Yield how many statements stand in named graphs."""
    if feed.dropped:
        yield Fault("harvest-graph-named", file=name, facts={"count": feed.dropped})


def blanks(harvested: Harvested) -> Iterator[Fault]:
    """Yield resources without an address, circles of blank nodes, and how many others there are."""
    graph = harvested.graph
    resources: set[Node] = set()
    for part in harvested.parts:
        for kind in (*part.classes, part.container):
            for node in harvested.typed.of(kind):
                if isinstance(node, BlankNode) and node not in resources:
                    resources.add(node)
                    yield Fault("harvest-blank-resource", node, facts={"other": kind})
    others = [
        node for node in graph.subjects if isinstance(node, BlankNode) and node not in resources
    ]
    circle = _circle(graph)
    if circle is not None:
        yield Fault("harvest-blank-circle", circle)
    if others:
        yield Fault("harvest-blank-nodes", others[0], facts={"count": len(others)})


def mixed(harvested: Harvested, counts: dict[str, int]) -> Iterator[Fault]:
    """Yield the other kinds of resources that are in the feed."""
    for kind, count in counts.items():
        if kind != harvested.kind and count:
            facts: Facts = {
                "count": count,
                "other": Said(f"kind-{kind}"),
                "value": Said(f"kind-{harvested.kind}"),
            }
            yield Fault("harvest-kind-mixed", facts=facts)


def _circle(graph: Graph) -> BlankNode | None:
    """Return a blank node from which blank nodes lead back to itself."""
    done: set[Node] = set()
    for start in graph.subjects:
        if not isinstance(start, BlankNode) or start in done:
            continue
        path: set[Node] = {start}
        stack = [(start, iter(_below(graph, start)))]
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.discard(node)
                done.add(node)
            elif following in path:
                return following
            elif following not in done:
                path.add(following)
                stack.append((following, iter(_below(graph, following))))
    return None


def _below(graph: Graph, node: Node) -> list[BlankNode]:
    return [
        value
        for values in graph.about(node).values()
        for value in values
        if isinstance(value, BlankNode) and value in graph.subjects
    ]
