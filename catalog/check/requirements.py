"""Reporting requirements and business rules, as far as shapes can't say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.check.days import is_day
from catalog.check.finding import Facts, Fault
from catalog.errors import ExpressionRefused
from catalog.message.expressions import compiled
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.terms import (
    BUSINESS_RULE,
    CONFORMS_TO,
    CONTAINS_ELEMENT,
    CONTEXT,
    END_DATE,
    HAS_BUSINESS_RULE,
    HAS_PROPERTY,
    IN_SERIES,
    LOOKS_AT,
    MESSAGE,
    MILDER_WHERE,
    NOT_COMPUTED,
    REQUIREMENT_VERSION,
    START_DATE,
    TEST,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

EXPRESSIONS: Final = (CONTEXT, TEST, MILDER_WHERE)
BRACES: Final = re.compile(r"\{([^{}]*)\}|[{}][^{}]*")
"""A placeholder, or what begins with a brace that has no other."""
NOTHING: Final = etree.Element("nothing")
"""What expressions are asked of, to see that there are such functions."""
FOREVER: Final = "9999-12-31"


def requirements(case: Case) -> Iterator[Fault]:
    """Yield rules that no message can be judged by, and versions that apply on the same day."""
    types = case.things.types
    rules = [it for it, kinds in types.items() if BUSINESS_RULE in kinds]
    for rule in rules:
        about = case.graph.about(rule)
        if CONTEXT not in about and TEST not in about and NOT_COMPUTED not in about:
            facts: Facts = {"path": (CONTEXT, NOT_COMPUTED)}
            yield Fault("business-rule-half", rule, facts=facts)
        for predicate in EXPRESSIONS:
            for expression in literals(about.get(predicate, ())):
                problem = _problem(expression.value)
                if problem:
                    facts = {"path": predicate, "value": expression, "detail": problem}
                    yield Fault("business-rule-xpath", rule, predicate, expression, facts)
        for text in literals(about.get(MESSAGE, ())):
            yield from _placeholders(rule, text)
    versions = [it for it, kinds in types.items() if REQUIREMENT_VERSION in kinds]
    yield from _elsewhere(case, rules, versions)
    yield from _overlapping(case, versions)


def _problem(expression: str) -> str:
    """Return what is wrong with an expression; empty where nothing is."""
    try:
        compiled(expression, "")(NOTHING)
    except ExpressionRefused as problem:
        return str(problem.facts["reason"]).rstrip(".")
    except (etree.XPathError, TypeError, ValueError) as problem:
        # Also an own function that is asked with more or less than it takes.
        return str(problem).rstrip(".")
    return ""


def _placeholders(rule: Node, text: Literal) -> Iterator[Fault]:
    """Yield what stands between braces in the sentence of a rule and can't be filled in."""
    for found in BRACES.finditer(text.value):
        expression = found[1]
        if expression is None or not expression.strip() or _problem(expression):
            facts: Facts = {"path": MESSAGE, "value": found[0].strip("{} ") or "–"}
            yield Fault("business-rule-placeholder", rule, MESSAGE, text, facts)


def _elsewhere(case: Case, rules: list[Node], versions: list[Node]) -> Iterator[Fault]:
    """Yield what rules look at that is in the model of no version that has them."""
    graph = case.graph
    parts: dict[Node, set[Iri]] = {}
    for version in versions:
        models = iris(graph.objects(version, CONFORMS_TO))
        held: set[Iri] = set()
        for element in (it for model in models for it in graph.objects(model, CONTAINS_ELEMENT)):
            if isinstance(element, Iri):
                held.update((element, *iris(graph.objects(element, HAS_PROPERTY))))
        for had in iris(graph.objects(version, HAS_BUSINESS_RULE)):
            parts.setdefault(had, set()).update(held)
    for rule in rules if case.complete else ():
        for part in iris(graph.objects(rule, LOOKS_AT)):
            # One that nothing describes is a broken link, and a rule that no version has waits.
            if rule in parts and part not in parts[rule] and part in graph.subjects:
                yield Fault("business-rule-elsewhere", rule, LOOKS_AT, part, {"value": part})


def _overlapping(case: Case, versions: list[Node]) -> Iterator[Fault]:
    """Yield versions that begin to apply while another of the same requirement still does."""
    series: dict[Iri, list[tuple[str, str, Node, Literal]]] = {}
    for version in versions:
        starts = _days(case, version, START_DATE)
        ends = _days(case, version, END_DATE)
        end = min((it.value[:10] for it in ends), default=FOREVER)
        for of in iris(case.graph.objects(version, IN_SERIES)) if starts else ():
            series.setdefault(of, []).append((starts[0].value[:10], end, version, starts[0]))
    for known in series.values():
        latest: tuple[str, Node] | None = None
        for start, end, version, told in sorted(known, key=lambda it: (it[0], it[1], str(it[2]))):
            if latest is not None and start <= latest[0]:
                facts: Facts = {"value": told, "other": latest[1]}
                yield Fault("requirement-days-overlap", version, START_DATE, told, facts)
            if latest is None or end > latest[0]:
                latest = end, version


def _days(case: Case, node: Node, predicate: Iri) -> list[Literal]:
    """Return the days that are said of ``node``; what is no day has a rule of its own."""
    return [it for it in literals(case.graph.objects(node, predicate)) if is_day(it.value)]
