"""Dates that exist, in the form that the standards want, and in the right order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.days import is_day, is_moment, nearest_day
from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Literal, literals
from catalog.terms import (
    CREATED,
    DATE,
    DATE_TIME,
    END_DATE,
    ISSUED,
    MODIFIED,
    START_DATE,
    VALID_FROM,
    VALID_THROUGH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Properties, Term

DAYS: Final = frozenset({START_DATE, END_DATE, VALID_FROM, VALID_THROUGH})
"""Properties of plain days, whatever has them."""
CONCEPT_DAYS: Final = frozenset({CREATED, MODIFIED})
"""Properties that are plain days on concepts; a dataset may give the time of day too (DCAT)."""
DATED: Final = DAYS | CONCEPT_DAYS | {ISSUED}
SPANS: Final = ((START_DATE, END_DATE), (VALID_FROM, VALID_THROUGH))


def dates(case: Case) -> Iterator[Fault]:
    """Yield dates that can't be, and periods that end before they start (SKOS-AP-NO 1.1)."""
    concepts = set(case.things.profile_concepts)
    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            plain = predicate in DAYS or (predicate in CONCEPT_DAYS and subject in concepts)
            for value in values:
                rule = ""
                if isinstance(value, Literal):
                    rule = _problem(value, plain=plain, dated=predicate in DATED)
                elif plain:
                    rule = "date-form"
                if rule:
                    facts: Facts = {
                        "path": predicate,
                        "value": value,
                        "suggestion": _meant(value, plain=plain),
                    }
                    yield Fault(rule, subject, predicate, value, facts)
        yield from _order(subject, properties)


def _order(subject: Node, properties: Properties) -> Iterator[Fault]:
    """Yield ends that lie before the first start."""
    for start, end in SPANS:
        starts = [day.value for day in literals(properties.get(start, ())) if is_day(day.value)]
        for day in literals(properties.get(end, ())):
            if starts and is_day(day.value) and day.value[:10] < min(starts)[:10]:
                yield Fault("date-order", subject, end, day, {"other": min(starts)})


def _meant(value: Term, *, plain: bool) -> Term | str:
    """Return the date that was probably meant, or nothing."""
    day = nearest_day(value.value) if isinstance(value, Literal) else ""
    if not isinstance(value, Literal) or (value.datatype == DATE_TIME and not plain):
        return ""
    return Literal(day, "", DATE) if day else ""


def _problem(literal: Literal, *, plain: bool, dated: bool) -> str:
    """Return the rule that a literal breaks; a datatype of its own is judged on any property."""
    if literal.datatype == DATE:
        return "" if is_day(literal.value) else "date-impossible"
    if literal.datatype == DATE_TIME and not is_moment(literal.value):
        return "date-impossible"
    if plain or (dated and not literal.datatype):
        return "date-form"
    return ""
