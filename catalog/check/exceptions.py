"""Exceptions in the data: another severity of one rule for one resource, and why."""

from __future__ import annotations

import dataclasses
import difflib
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.settings import SEVERITIES
from catalog.terms import (
    ASSOCIATIVE_RELATION,
    DESCRIPTION,
    EXCEPTION,
    EXCEPTION_SEVERITY,
    GENERIC_RELATION,
    HAS_EXCEPTION,
    PARTITIVE_RELATION,
    RULE_OF_SHAPE,
    RULES,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Properties, Term

PARTS: Final = frozenset(
    {XL_DEFINITION, GENERIC_RELATION, PARTITIVE_RELATION, ASSOCIATIVE_RELATION}
)
"""Properties to what is a part of the resource whatever its IRI: in a hash namespace the ``#`` of
a part says nothing."""


class Exemption(NamedTuple):
    """What one ``omgrep:Exception`` that is complete says: a rule, its severity, and the node."""

    rule: str
    severity: str
    node: Node


class Exceptions:
    """The exceptions of one case; those that lack a rule, a severity or a reason excuse nothing."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.all = [one for node in _declared(case) for one in _complete(case, node)]
        self.by_resource: dict[tuple[Node, str], Exemption] = {}
        resources = _linked(case, frozenset({HAS_EXCEPTION})) if self.all else {}
        for one in self.all:
            for resource in resources.get(one.node, ()):
                known = self.by_resource.get((resource, one.rule), one)
                self.by_resource[resource, one.rule] = _stricter((known, one))
        self.owners = _linked(case, PARTS) if self.all else {}
        raised = {
            one.rule: one.severity
            for one in self.all
            if one.severity != "off" and not case.asks(one.rule)
        }
        self.asked = dataclasses.replace(case, severities={**case.severities, **raised})
        """The case with the rules asked too that only an exception asks."""

    def applied(self, faults: Iterable[Fault]) -> list[Fault]:
        """Return the faults that are left, with the severity that an exception gives them.

        Exceptions that excuse nothing any more are added, where everything has been judged.
        """
        if not self.all:
            return list(faults)
        used: set[Exemption] = set()
        left = []
        for fault in faults:
            exemption = self._exemption(fault)
            if exemption:
                used.add(exemption)
                fault = dataclasses.replace(fault, severity=exemption.severity)  # noqa: PLW2901
            if (fault.severity or self.case.severities[fault.rule]) != "off":
                left.append(fault)
        if self.case.complete and self.case.asks("exception-unused"):
            left.extend(
                Fault("exception-unused", one.node, facts={"value": one.rule})
                for one in self.all
                if one not in used and self.asked.judges(one.rule)
            )
        return left

    def _exemption(self, fault: Fault) -> Exemption | None:
        """Return the exception for ``fault``: that of the nearest thing that has one."""
        for resources in self._circles(fault):
            found = [
                self.by_resource[resource, fault.rule]
                for resource in resources
                if (resource, fault.rule) in self.by_resource
            ]
            if found:
                return _stricter(found)
        return None

    def _circles(self, fault: Fault) -> Iterator[Iterable[Node]]:
        """Yield what ``fault`` is about, what that is a part of, what has that for a member."""
        if fault.subject is None:
            return
        whole = self._whole(fault, fault.subject)
        for node in whole:
            yield (node,)
        things = self.case.things
        for node in whole:
            yield things.schemes_of.get(node, frozenset())
            yield things.collections_of.get(node, frozenset())

    def _whole(self, fault: Fault, subject: Node) -> list[Node]:
        """Return ``subject`` and what it is a part of, nearest first."""
        whole: list[Node] = []
        node: Node | None = subject
        while node is not None and node not in whole:
            whole.append(node)
            if isinstance(node, Iri) and "#" in node:
                whole.append(Iri(node.partition("#")[0]))
            node = next(iter(self.owners.get(node, ())), None)
        told = fault.facts.get("label")
        if isinstance(told, Iri):
            whole.append(told)
        return whole


def exceptions(case: Case) -> Iterator[Fault]:
    """Yield exceptions that lack something, or name a rule or a severity that there isn't."""
    for node in _declared(case):
        about = case.graph.about(node)
        for predicate in (RULE_OF_SHAPE, EXCEPTION_SEVERITY, DESCRIPTION):
            if not (_reasons(about) if predicate is DESCRIPTION else about.get(predicate)):
                yield Fault("exception-incomplete", node, predicate)
        for value in about.get(RULE_OF_SHAPE, ()):
            name = _name(value)
            if name not in case.shapes.rules or isinstance(value, Literal):
                near = difflib.get_close_matches(name, case.shapes.rules, 1)
                facts: Facts = {"value": name, "suggestion": Iri(RULES + near[0] if near else "")}
                yield Fault("exception-rule", node, RULE_OF_SHAPE, value, facts)
        for value in about.get(EXCEPTION_SEVERITY, ()):
            if _text(value) not in SEVERITIES:
                facts = {"value": _text(value)}
                yield Fault("exception-severity", node, EXCEPTION_SEVERITY, value, facts)


def _declared(case: Case) -> list[Node]:
    return [node for node, kinds in case.things.types.items() if EXCEPTION in kinds]


def _linked(case: Case, predicates: frozenset[Iri]) -> dict[Node, list[Node]]:
    """Return the subjects that link to each node by ``predicates``, to a blank node by any."""
    found: dict[Node, list[Node]] = {}
    for subject, predicate, value in case.graph.triples():
        if isinstance(value, BlankNode) or (predicate in predicates and isinstance(value, Iri)):
            found.setdefault(value, []).append(subject)
    return found


def _complete(case: Case, node: Node) -> list[Exemption]:
    """Return what an exception says, for each of its rules, if it says all that it must."""
    about = case.graph.about(node)
    severities = [_text(value) for value in about.get(EXCEPTION_SEVERITY, ())]
    if not severities or not _reasons(about) or not set(severities) <= set(SEVERITIES):
        return []
    severity = min(severities, key=SEVERITIES.index)
    return [
        Exemption(_name(value), severity, node)
        for value in iris(about.get(RULE_OF_SHAPE, ()))
        if _name(value) in case.shapes.rules
    ]


def _stricter(exemptions: Iterable[Exemption]) -> Exemption:
    """Return the one to hold where several things are said at the same distance."""
    return min(exemptions, key=lambda one: SEVERITIES.index(one.severity))


def _reasons(about: Properties) -> list[Literal]:
    return [text for text in literals(about.get(DESCRIPTION, ())) if text.value.strip()]


def _name(value: Term) -> str:
    return _text(value).removeprefix(RULES)


def _text(value: Term) -> str:
    return value.value if isinstance(value, Literal) else value
