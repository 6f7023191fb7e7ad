"""SHACL: the named shapes of ``shapes/`` asked of the statements by pySHACL. Nothing is fetched."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

import pyshacl
import rdflib

from catalog.check.finding import Fault
from catalog.check.hierarchy import relation_objects
from catalog.check.translation import Translation
from catalog.errors import ShapesBroken
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    CODE,
    HEADING,
    PROFILE_COLLECTION,
    PROFILE_CONCEPT,
    RULE_OTHER,
    SH_CONSTRAINT,
    SH_DEACTIVATED,
    SH_DISJOINT,
    SH_FOCUS_NODE,
    SH_PATH,
    SH_RESULT,
    SH_SOURCE_SHAPE,
    SH_UNIQUE_LANG,
    SH_VALUE,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Term

TRUE: Final = rdflib.Literal(True)  # noqa: FBT003 — rdflib's own way to make a boolean literal


def judge(case: Case) -> Iterator[Fault]:
    """Yield what breaks the shapes (SHACL, section 3), on subjects that the sources describe.

    Raises ShapesBroken where pySHACL can't use the shapes.
    """
    shapes = _shapes(case)
    collecting = gc.isenabled()
    gc.disable()  # A million small objects that all stay: collecting costs a third of the time.
    try:
        translation = _statements(case)
        _, results, text = pyshacl.validate(
            translation.rdf,
            shacl_graph=shapes,
            inplace=True,
            advanced=False,
            do_owl_imports=False,
            inference="none",
            js=False,
            meta_shacl=False,
        )
    except Exception as problem:
        raise ShapesBroken("shapes", reason=str(problem)) from problem
    finally:
        if collecting:
            gc.enable()
    if not isinstance(results, rdflib.Graph):
        raise ShapesBroken("shapes", reason=text)
    back = translation.back()
    for result in results.objects(None, rdflib.URIRef(SH_RESULT)):
        yield from _faults(case, results, result, back)


def _shapes(case: Case) -> rdflib.Graph:
    """Return the shapes graph with every shape deactivated whose rule isn't asked."""
    rdf = Translation(case.shapes.graph, stand_ins=False).rdf
    for shape, rule in case.shapes.shapes.items():
        if not case.asks(rule):
            rdf.add((rdflib.URIRef(shape), rdflib.URIRef(SH_DEACTIVATED), TRUE))
    return rdf


def _statements(case: Case) -> Translation:
    """Return the graph to validate: the sources, what each thing is, and what relations mean."""
    translation = Translation(case.graph, stand_ins=True)
    things = case.things
    for marker, nodes in (
        (PROFILE_CONCEPT, things.profile_concepts),
        (PROFILE_COLLECTION, things.profile_collections),
        (CODE, things.codes),
        (HEADING, things.headings),
    ):
        for node in nodes:
            translation.add(node, TYPE, marker)
    for relation in relation_objects(case.graph):
        translation.add(relation.subject, relation.direct, relation.value)
    return translation


def _faults(
    case: Case,
    results: rdflib.Graph,
    result: rdflib.term.Node,
    back: dict[rdflib.term.Node, Term],
) -> Iterator[Fault]:
    """Turn one validation result into a fault that names the statement to look at."""

    def given(predicate: Iri) -> Term | None:
        return back.get(results.value(result, rdflib.URIRef(predicate)))  # type: ignore[arg-type]

    shape = Iri(str(results.value(result, rdflib.URIRef(SH_SOURCE_SHAPE))))
    constraint = str(results.value(result, rdflib.URIRef(SH_CONSTRAINT)))
    focus, value = given(SH_FOCUS_NODE), given(SH_VALUE)
    if isinstance(focus, (Iri, BlankNode)) and focus in case.graph.subjects:
        rule = case.shapes.shapes[shape]
        path = next(iter(iris(case.shapes.graph.objects(shape, SH_PATH))), None)
        if constraint == SH_UNIQUE_LANG and path:
            yield from _repeated_languages(case, rule, focus, path)
        else:
            yield _fault(case, shape, focus, path, value)


def _fault(case: Case, shape: Iri, focus: Node, path: Iri | None, value: Term | None) -> Fault:
    """Return the fault with the statement that the result means, as far as there is one."""
    graph = case.shapes.graph
    disjoint = next(iter(iris(graph.objects(shape, SH_DISJOINT))), None)
    facts: dict[str, str | Term] = {}
    for other in literals(graph.objects(shape, RULE_OTHER)):
        facts["other"] = other.value
    if disjoint:
        facts["other"] = disjoint
    if path is None and value == focus:
        value = None
    if path and value is None:
        # Too many: SHACL names none of them, the last one written is the one to look at.
        value = next(iter(case.graph.objects(focus, path)[1:][-1:]), None)
    if value is not None and (path is None or value not in case.graph.objects(focus, path)):
        path = disjoint or _predicate(case, focus, value)
    if path:
        facts["path"] = path
    if isinstance(value, Literal):
        facts["language"] = value.language
    return Fault(case.shapes.shapes[shape], focus, path, value, facts)


def _predicate(case: Case, subject: Node, value: Term) -> Iri | None:
    """Return the first predicate by which ``subject`` has ``value``."""
    for predicate, values in case.graph.about(subject).items():
        if value in values:
            return predicate
    return None


def _repeated_languages(case: Case, rule: str, subject: Node, path: Iri) -> Iterator[Fault]:
    """Yield one fault for each text after the first in its language: SHACL doesn't say which."""
    first: dict[str, Literal] = {}
    for literal in literals(case.graph.objects(subject, path)):
        if not literal.language:
            continue
        known = first.setdefault(literal.language, literal)
        if known is not literal:
            facts = {"language": literal.language, "other": known.value, "path": path}
            yield Fault(rule, subject, path, literal, facts)
