"""Validation: pySHACL asked about some shapes and some statements. Nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyshacl
import rdflib

from catalog.check.sieve import TARGETS
from catalog.check.translation import Translation
from catalog.errors import ShapesBroken
from catalog.model.rdf import BlankNode, Iri
from catalog.processes.parallel import no_collecting
from catalog.terms import (
    SH,
    SH_CONSTRAINT,
    SH_FOCUS_NODE,
    SH_RESULT,
    SH_SOURCE_SHAPE,
    SH_VALUE,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from catalog.check.statements import Triple
    from catalog.model.rdf import Graph, Node, Term

    Targets = Mapping[Iri, Collection[Node] | None]
    """The focus nodes of each shape; None where the shape's own targets shall find them."""

TARGET_NODE = Iri(SH + "targetNode")


class Breach(NamedTuple):
    """One validation result (SHACL, section 3.6.2)."""

    shape: Iri
    constraint: Iri
    focus: Term | None
    value: Term | None


def validate(shapes: Graph, targets: Targets, statements: Iterable[Triple]) -> list[Breach]:
    """Return what of ``targets`` breaks the ``shapes`` that they are given for.

    ``statements`` must hold all that those shapes look at. Raises ShapesBroken where pySHACL can't
    use the shapes.
    """
    with no_collecting():
        try:
            data = Translation(statements, stand_ins=True)
            rules = Translation(_needed(shapes, targets), stand_ins=False)
            for shape, nodes in targets.items():
                for node in nodes or ():
                    rules.rdf.add((rules.of(shape), rules.of(TARGET_NODE), data.of(node)))
            _, results, text = pyshacl.validate(
                data.rdf,
                shacl_graph=rules.rdf,
                inplace=True,
                advanced=False,
                do_owl_imports=False,
                inference="none",
                js=False,
                meta_shacl=False,
            )
        except Exception as problem:
            raise ShapesBroken("shapes", reason=str(problem)) from problem
        if not isinstance(results, rdflib.Graph):
            raise ShapesBroken("shapes", reason=text)
        return list(_breaches(results, data.back()))


def _needed(shapes: Graph, targets: Targets) -> Iterator[Triple]:
    """Yield the statements about the shapes of ``targets``, and what those are made of."""
    waiting: list[Node] = list(targets)
    known = set(waiting)
    for node in waiting:
        own = targets.get(node, ()) is None  # type: ignore[arg-type]
        for predicate, values in shapes.about(node).items():
            if predicate.removeprefix(SH) in TARGETS and not own:
                continue
            for value in values:
                yield node, predicate, value
                if isinstance(value, (Iri, BlankNode)) and value not in known:
                    known.add(value)
                    waiting.append(value)


def _breaches(results: rdflib.Graph, back: Mapping[rdflib.term.Node, Term]) -> Iterator[Breach]:
    def given(result: rdflib.term.Node, predicate: Iri) -> rdflib.term.Node | None:
        return results.value(result, rdflib.URIRef(predicate))

    for result in results.objects(None, rdflib.URIRef(SH_RESULT)):
        yield Breach(
            Iri(str(given(result, SH_SOURCE_SHAPE))),
            Iri(str(given(result, SH_CONSTRAINT))),
            back.get(given(result, SH_FOCUS_NODE)),  # type: ignore[arg-type]
            back.get(given(result, SH_VALUE)),  # type: ignore[arg-type]
        )
