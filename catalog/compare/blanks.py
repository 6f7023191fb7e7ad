"""Blank nodes named by their content, so that two versions can be compared statement by statement.

A label such as ``b3x1`` is an accident of the order of files; what a blank node says is not.
"""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import BlankNode, Iri, Literal

if TYPE_CHECKING:
    from catalog.model.rdf import Graph, Node, Properties, Term

ROUNDS: Final = 8
"""How far a circle of blank nodes is looked around: what differs further away counts as equal."""


def by_content(graph: Graph) -> Graph:
    """Return ``graph`` with each blank node named after a hash of what it says.

    Two blank nodes that say the same become one, which changes nothing of what the graph says
    (RDF 1.1 Semantics, section 5: the one entails the other).
    """
    blanks: set[Node] = {node for node in graph.subjects if isinstance(node, BlankNode)}
    if not blanks:
        return graph
    names = _names(graph, blanks)
    subjects: dict[Node, Properties] = {}
    places: dict[Node, tuple[int, ...]] = {}
    for subject, properties in graph.subjects.items():
        name = names.get(subject, subject) if isinstance(subject, BlankNode) else subject
        places[name] = tuple(dict.fromkeys((*places.get(name, ()), *graph.places.get(subject, ()))))
        subjects[name] = {
            predicate: list(dict.fromkeys(_named(value, names) for value in values))
            for predicate, values in properties.items()
        }
    return dataclasses.replace(graph, subjects=subjects, places=places)


def _names(graph: Graph, blanks: set[Node]) -> dict[Node, BlankNode]:
    """Name what points at no unnamed blank node first; what is left stands in or above a circle."""
    waiting: dict[Node, set[Node]] = {}
    users: dict[Node, list[Node]] = {}
    for node in blanks:
        inner: set[Node] = {
            value
            for values in graph.about(node).values()
            for value in values
            if isinstance(value, BlankNode) and value in blanks
        }
        waiting[node] = inner
        for value in inner:
            users.setdefault(value, []).append(node)
    names: dict[Node, BlankNode] = {}
    ready = [node for node, inner in waiting.items() if not inner]
    while ready:
        node = ready.pop()
        del waiting[node]
        names[node] = _hash(graph.about(node), names)
        for user in users.get(node, ()):
            waiting[user].discard(node)
            if not waiting[user]:
                ready.append(user)
    for _ in range(ROUNDS if waiting else 0):
        names |= {node: _hash(graph.about(node), names) for node in waiting}
    return names


def _hash(properties: Properties, names: dict[Node, BlankNode]) -> BlankNode:
    told = sorted(
        (str(predicate), *_spelt(_named(value, names)))
        for predicate, values in properties.items()
        for value in values
    )
    return BlankNode(hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:32])


def _named(value: Term, names: dict[Node, BlankNode]) -> Term:
    if isinstance(value, BlankNode):
        return names.get(value, BlankNode(""))
    return value


def _spelt(value: Term) -> tuple[str, str, str, str]:
    if isinstance(value, Literal):
        return ("literal", value.value, value.language, value.datatype)
    return ("iri" if isinstance(value, Iri) else "blank", value, "", "")
