"""Things of the right kind in the right place, and words that the standards really have."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.outdated import instead_of
from catalog.model.rdf import Iri, iris
from catalog.terms import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.check.shapes import Vocabulary
    from catalog.model.rdf import Node

NEAR_MISS: Final = 0.83
"""How much alike two names are of which one is the other misspelt."""
LIKELY: Final = 0.6
"""The same for a name that is known to be wrong."""


def kinds(case: Case) -> Iterator[Fault]:
    """Yield objects of the wrong class, and resources of none (SKOS S4, S19; SKOS-AP-NO ranges)."""
    types = case.things.types
    subjects = case.graph.subjects
    for subject, properties in subjects.items():
        if TYPE not in properties and isinstance(subject, Iri) and case.things.ours(subject):
            yield Fault("type-missing", subject)
        for predicate, values in properties.items():
            expected = case.shapes.expects.get(predicate, ())
            for value in iris(values) if expected else ():
                if value in types and not types[value].intersection(expected):
                    facts: Facts = {
                        "path": predicate,
                        "value": value,
                        "other": expected,
                        "suggestion": _whole(types, value, expected),
                    }
                    yield Fault("wrong-kind", subject, predicate, value, facts)


def spelling(case: Case) -> Iterator[Fault]:
    """Yield properties and classes that the known standards don't have (qSKOS usr)."""
    # What a standard has given up is known too, and has a rule of its own.
    known: dict[Iri, tuple[str, str] | None] = dict.fromkeys(instead_of(case.shapes))

    def problem(term: Iri) -> tuple[str, str] | None:
        if term not in known:
            known[term] = _problem(term, case.shapes.vocabularies)
        return known[term]

    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            found = problem(predicate)
            if found:
                yield _fault(found, subject, predicate, None, predicate)
            if predicate == TYPE:
                for value in iris(values):
                    found = problem(value)
                    if found:
                        yield _fault(found, subject, predicate, value, value)


def _fault(
    problem: tuple[str, str], subject: Node, predicate: Iri, value: Iri | None, term: Iri
) -> Fault:
    rule, nearest = problem
    meant = Iri(nearest)
    facts: Facts = {"value": term, "nearest": meant, "suggestion": meant}
    if rule == "namespace-unknown":
        namespace = Iri(nearest[: max(nearest.rfind("#"), nearest.rfind("/")) + 1])
        facts = {
            "value": str(term), "nearest": nearest, "suggestion": meant, "namespace": namespace,
        }  # fmt: skip
    return Fault(rule, subject, predicate, value, facts)


def _problem(term: Iri, vocabularies: tuple[Vocabulary, ...]) -> tuple[str, str] | None:
    """Return the rule that ``term`` breaks and what was probably meant."""
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    namespace, local = term[:cut], term[cut:]
    for vocabulary in vocabularies:
        if vocabulary.namespace == namespace:
            if local in vocabulary.terms:
                return None
            near = difflib.get_close_matches(local, sorted(vocabulary.terms), 1, NEAR_MISS)
            if near:
                return "term-unknown", namespace + near[0]
            return (
                ("term-unknown", _elsewhere(local, vocabulary, vocabularies))
                if (vocabulary.closed)
                else None
            )
    plain = _plain(namespace)
    for vocabulary in vocabularies:
        if namespace in vocabulary.misspelt or plain == _plain(vocabulary.namespace):
            return "namespace-unknown", vocabulary.namespace + local
    return None


def _elsewhere(local: str, vocabulary: Vocabulary, vocabularies: tuple[Vocabulary, ...]) -> str:
    """Return the word of that very name in another standard, else one like it in this one."""
    for other in vocabularies:
        if local in other.terms:
            return other.namespace + local
    near = difflib.get_close_matches(local, sorted(vocabulary.terms), 1, LIKELY)
    return vocabulary.namespace + near[0] if near else ""


def _whole(types: Mapping[Node, frozenset[str]], value: Iri, expected: tuple[Iri, ...]) -> Iri:
    """Return what ``value`` is a part of, where that is of the right kind."""
    whole = Iri(value.partition("#")[0])
    return whole if types.get(whole, frozenset()).intersection(expected) else Iri("")


def _plain(namespace: str) -> str:
    """Return ``namespace`` without what is mistaken most often: https, capitals, the last sign."""
    return namespace.lower().replace("https://", "http://", 1).rstrip("#/")
