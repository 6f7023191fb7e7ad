"""SHACL property paths (SHACL, section 2.3.1) as functions that walk our own Graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import Iri, Literal
from catalog.terms import FIRST, NIL, REST, SH, SUB_CLASS_OF

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalog.check.statements import Statements
    from catalog.model.rdf import Graph, Term

    Walk = Callable[[Statements, Term], Collection[Term]]
    """From a node to the values that a path leads to, each once."""


def walk(shapes: Graph, path: Term) -> Walk | None:
    """Return how to walk ``path``, or None where pySHACL must."""
    if isinstance(path, Literal) or path == SUB_CLASS_OF:
        return None  # that property isn't shown to pySHACL: see Translation
    if isinstance(path, Iri):
        return lambda told, node: told.objects(node, path)
    about = shapes.about(path)
    if FIRST in about:
        steps = _steps(shapes, path)
        return _sequence(steps) if steps else None
    for predicate, values in about.items():
        return _made(shapes, predicate.removeprefix(SH), values[0])
    return None


def _made(shapes: Graph, kind: str, value: Term) -> Walk | None:
    """Return the walk that a blank node with one parameter describes."""
    if kind == "alternativePath":
        ways = _steps(shapes, value)
        return _alternative(ways) if ways else None
    if kind == "inversePath":
        return _inverse(value) if isinstance(value, Iri) and value != SUB_CLASS_OF else None
    step = walk(shapes, value) if kind in REPEATED else None
    return REPEATED[kind](step) if step else None


def _steps(shapes: Graph, head: Term) -> list[Walk]:
    """Return the paths of an ``rdf:List``; none where one of them can't be walked."""
    steps: list[Walk] = []
    cell: Term = head
    while cell != NIL:
        if isinstance(cell, Literal) or FIRST not in shapes.about(cell):
            return []
        step = walk(shapes, shapes.objects(cell, FIRST)[0])
        if step is None or len(steps) > len(shapes.subjects):
            return []
        steps.append(step)
        cell = next(iter(shapes.objects(cell, REST)), NIL)
    return steps


def _inverse(predicate: Iri) -> Walk:
    return lambda told, node: told.subjects(predicate, node)


def _alternative(ways: list[Walk]) -> Walk:
    return lambda told, node: dict.fromkeys(value for way in ways for value in way(told, node))


def _sequence(steps: list[Walk]) -> Walk:
    def walked(told: Statements, node: Term) -> Collection[Term]:
        nodes: Collection[Term] = (node,)
        for step in steps:
            nodes = dict.fromkeys(value for start in nodes for value in step(told, start))
        return nodes

    return walked


def _more(step: Walk, *, start: bool) -> Walk:
    """Return the walk that takes ``step`` again and again; a circle ends it."""

    def walked(told: Statements, node: Term) -> Collection[Term]:
        found: dict[Term, None] = {node: None} if start else {}
        waiting: list[Term] = [node]
        for one in waiting:
            for value in step(told, one):
                if value not in found:
                    found[value] = None
                    waiting.append(value)
        return found

    return walked


def _perhaps(step: Walk) -> Walk:
    return lambda told, node: {node: None, **dict.fromkeys(step(told, node))}


REPEATED: Final[Mapping[str, Callable[[Walk], Walk]]] = {
    "oneOrMorePath": partial(_more, start=False),
    "zeroOrMorePath": partial(_more, start=True),
    "zeroOrOnePath": _perhaps,
}
