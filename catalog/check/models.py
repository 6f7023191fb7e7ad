"""Information models as ModellDCAT-AP-NO wants them, as far as shapes can't say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.terms import (
    ATTRIBUTE,
    CONTAINS_ELEMENT,
    INFORMATION_MODEL,
    MAX_OCCURS,
    MIN_OCCURS,
    MODEL,
    MODELLDCATNO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

ELEMENTS: Final = frozenset(
    Iri(MODELLDCATNO + name)
    for name in ("ObjectType", "RootObjectType", "DataType", "SimpleType", "Module", "ModelElement")
)
"""Elements that stand in a model; a code list may stand alone."""
TYPED_BY: Final = tuple(
    Iri(MODELLDCATNO + name)
    for name in ("hasDataType", "hasSimpleType", "hasValueFrom", "containsObjectType")
)
"""How an attribute tells what its values are: exactly one of them (ModellDCAT-AP-NO, Attributt)."""
DIGITS: Final = 9


def models(case: Case) -> Iterator[Fault]:
    """Yield models that nobody will find, elements of no model, and impossible attributes."""
    listed: set[Node] = set()
    contained: set[Node] = set()
    for properties in case.graph.subjects.values():
        listed.update(iris(properties.get(MODEL, ())))
        contained.update(iris(properties.get(CONTAINS_ELEMENT, ())))
    described = any(INFORMATION_MODEL in kinds for kinds in case.things.types.values())
    for subject, kinds in case.things.types.items():
        if INFORMATION_MODEL in kinds and subject not in listed and case.complete:
            yield Fault("model-not-listed", subject)
        if described and kinds & ELEMENTS and subject not in contained and case.complete:
            yield Fault("model-element-loose", subject)
        if ATTRIBUTE in kinds:
            yield from _type(case, subject)
    for subject, properties in case.graph.subjects.items():
        if MIN_OCCURS in properties or MAX_OCCURS in properties:
            yield from _occurrence(case, subject)


def _type(case: Case, attribute: Node) -> Iterator[Fault]:
    about = case.graph.about(attribute)
    used = [predicate for predicate in TYPED_BY if predicate in about]
    if not used:
        yield Fault("attribute-type-missing", attribute)
    for predicate in used[1:]:
        facts: Facts = {"path": predicate, "other": used[0]}
        yield Fault("attribute-type-several", attribute, predicate, about[predicate][0], facts)


def _occurrence(case: Case, subject: Node) -> Iterator[Fault]:
    """Yield numbers of occurrences that are no number, or the least above the most."""
    found: dict[Iri, tuple[int, Literal]] = {}
    for predicate in (MIN_OCCURS, MAX_OCCURS):
        for value in literals(case.graph.objects(subject, predicate)):
            text = value.value
            if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
                yield Fault("occurs-form", subject, predicate, value, {"path": predicate})
            else:
                found.setdefault(predicate, (int(text), value))
    if MIN_OCCURS in found and MAX_OCCURS in found:
        (least, shown), (most, value) = found[MIN_OCCURS], found[MAX_OCCURS]
        if least > most:
            yield Fault("occurs-order", subject, MAX_OCCURS, value, {"other": shown})
