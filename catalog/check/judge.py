"""SHACL: the named shapes of ``shapes/`` asked; pySHACL judges what may break one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Fault
from catalog.check.sieve import Sieve, Unclear, targets
from catalog.check.statements import Statements, Witness
from catalog.errors import ShapesBroken
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.processes.parallel import in_order
from catalog.terms import RULE_OTHER, SH_DISJOINT, SH_PATH, SH_UNIQUE_LANG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.check.case import Case
    from catalog.check.validation import Breach, Targets
    from catalog.model.rdf import Node, Term

PIECE: Final = 250
"""Suspects that a process judges at a time: enough to be worth reading the shapes for."""

Suspects = dict["Node", list["Iri"]]
"""Who may break which shapes."""


def judge(case: Case) -> Iterator[Fault]:
    """Yield what breaks the shapes (SHACL, section 3), on subjects that the sources describe.

    Raises ShapesBroken where pySHACL can't use the shapes.
    """
    told = Statements(case)
    suspects, unclear = _suspects(case, told)
    if unclear:
        yield from _faults(case, _judged_whole(case, told, unclear))
    nodes = list(suspects)
    pieces = [nodes[start : start + PIECE] for start in range(0, len(nodes), PIECE)]
    for breaches in in_order(partial(_judged, case, told, suspects), pieces):
        yield from _faults(case, breaches)


def _suspects(case: Case, told: Statements) -> tuple[Suspects, list[Iri]]:
    """Return who may break which shapes, and the shapes that pySHACL alone understands."""
    sieve = Sieve(case.shapes.graph)
    suspects: Suspects = {}
    unclear = []
    for shape, rule in case.shapes.shapes.items():
        if not case.asks(rule):
            continue
        try:
            verdict = sieve.verdict(shape)
        except Unclear:
            unclear.append(shape)
            continue
        for node in targets(case.shapes.graph, shape, told):
            if node in case.graph.subjects and not verdict(told, node):
                suspects.setdefault(node, []).append(shape)
    return suspects, unclear


def _judged(
    case: Case, told: Statements, suspects: Suspects, nodes: Sequence[Node]
) -> list[Breach]:
    """Return what some suspects break, judged by no more statements than their shapes look at."""
    # Only here, since reading the two libraries takes longer than to find that nobody is suspect.
    from catalog.check.validation import validate  # noqa: PLC0415

    sieve, witness = Sieve(case.shapes.graph), Witness(told)
    asked: dict[Iri, list[Node]] = {}
    for node in nodes:
        for shape in suspects[node]:
            sieve.verdict(shape)(witness, node)
            asked.setdefault(shape, []).append(node)
    return validate(case.shapes.graph, asked, witness.seen)


def _judged_whole(case: Case, told: Statements, shapes: list[Iri]) -> list[Breach]:
    """Return what breaks ``shapes``, judged by all statements."""
    from catalog.check.validation import validate  # noqa: PLC0415

    own: Targets = dict.fromkeys(shapes)
    return validate(case.shapes.graph, own, told.triples())


def _faults(case: Case, breaches: list[Breach]) -> Iterator[Fault]:
    """Turn validation results into faults that name the statement to look at."""
    for shape, constraint, focus, value in breaches:
        rule = case.shapes.shapes.get(shape)
        if rule is None:
            raise ShapesBroken("shapes", reason=f"a result of {shape}, which is no rule's")
        if not isinstance(focus, (Iri, BlankNode)) or focus not in case.graph.subjects:
            continue
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
