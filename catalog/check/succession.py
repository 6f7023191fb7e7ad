"""When codes are valid, and what follows them: no overlap, no gap, nothing outside the list."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.days import is_day
from catalog.check.finding import Facts, Fault
from catalog.check.hierarchy import broader
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.terms import (
    END_DATE,
    IN_SCHEME,
    IS_REPLACED_BY,
    NOTATION,
    NUMBER_OF_LEVELS,
    PREF_LABEL,
    START_DATE,
    VALID_FROM,
    VALID_THROUGH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Graph, Node

ONE_DAY: Final = dt.timedelta(days=1)


class Period(NamedTuple):
    """From when to when something is valid, both days included; an empty end is open."""

    start: Literal | None
    end: Literal | None

    @property
    def first(self) -> str:
        """The first day, or what comes before all days."""
        return self.start.value[:10] if self.start else ""

    @property
    def last(self) -> str:
        """The last day, or what comes after all days."""
        return self.end.value[:10] if self.end else "~"

    def meets(self, other: Period) -> bool:
        """Tell whether there is a day on which both are valid."""
        return self.first <= other.last and other.first <= self.last


def period(graph: Graph, node: Node) -> Period:
    """Return when ``node`` is valid; dates that can't be are none."""

    def day(*predicates: Iri) -> Literal | None:
        for predicate in predicates:
            for value in literals(graph.objects(node, predicate)):
                if is_day(value.value):
                    return value
        return None

    return Period(day(START_DATE, VALID_FROM), day(END_DATE, VALID_THROUGH))


def succession(case: Case) -> Iterator[Fault]:
    """Yield codes that do not follow each other as they should, and those without a group."""
    codes = [concept for concept in case.things.concepts if concept in case.things.codes]
    for code in codes:
        own = period(case.graph, code)
        for successor in iris(case.graph.objects(code, IS_REPLACED_BY)):
            if successor in case.graph.subjects and successor != code:
                yield from _followed(case, code, own, successor)
        for scheme in iris(case.graph.objects(code, IN_SCHEME)):
            yield from _within(case, code, own, scheme)
        spoken = {text.language for text in literals(case.graph.objects(code, PREF_LABEL))}
        first = case.settings.languages[0]
        if spoken and first not in spoken:
            yield Fault("code-label-missing", code, PREF_LABEL, facts={"language": first})
    yield from _notations(case, codes)
    if case.complete:
        yield from _ungrouped(case, codes)


def _followed(case: Case, code: Node, own: Period, successor: Iri) -> Iterator[Fault]:
    """Yield what is odd about one code and the one that replaces it."""
    facts: Facts = {"other": successor}
    theirs = period(case.graph, successor)
    schemes = case.things.schemes_of
    here, there = schemes.get(code, frozenset()), schemes.get(successor, frozenset())
    if here and there and not here & there:
        yield Fault("successor-elsewhere", code, IS_REPLACED_BY, successor, facts)
    if own.end is None or theirs.start is None:
        return
    facts = {**facts, "value": own.end, "detail": theirs.first}
    if theirs.last <= own.last:
        facts = {**facts, "detail": theirs.last}
        yield Fault("successor-ended", code, IS_REPLACED_BY, successor, facts)
    elif theirs.first <= own.last:
        yield Fault("succession-overlap", code, END_DATE, own.end, facts)
    elif dt.date.fromisoformat(own.last) + ONE_DAY < dt.date.fromisoformat(theirs.first):
        yield Fault("succession-gap", code, END_DATE, own.end, facts)


def _within(case: Case, code: Node, own: Period, scheme: Iri) -> Iterator[Fault]:
    """Yield dates of a code on which its list is not valid."""
    whole = period(case.graph, scheme)
    facts: Facts = {"other": scheme}
    if own.start and own.first < whole.first:
        yield Fault(
            "code-outside-list", code, START_DATE, own.start, {**facts, "detail": whole.first}
        )
    if whole.end and own.end and own.last > whole.last:
        yield Fault("code-outside-list", code, END_DATE, own.end, {**facts, "detail": whole.last})


def _notations(case: Case, codes: list[Node]) -> Iterator[Fault]:
    """Yield code values that two codes of one list had, one after the other."""
    first: dict[tuple[Node, Literal], list[Node]] = {}
    for code in codes:
        for notation in literals(case.graph.objects(code, NOTATION)):
            for scheme in sorted(case.things.schemes_of.get(code, ())):
                first.setdefault((scheme, notation), []).append(code)
    for (_, notation), users in first.items():
        for earlier, later in itertools.pairwise(users):
            if earlier != later and not meet(case.graph, earlier, later):
                facts: Facts = {"other": Iri(earlier)}
                yield Fault("notation-used-again", later, NOTATION, notation, facts)


def meet(graph: Graph, one: Node, other: Node) -> bool:
    """Tell whether both are valid on some day."""
    return period(graph, one).meets(period(graph, other))


def _ungrouped(case: Case, codes: list[Node]) -> Iterator[Fault]:
    """Yield codes on the outermost level of a list whose other codes stand in groups."""
    above = broader(case.graph)
    groups = {parent for parents in above.values() for parent in parents}
    members: dict[Node, list[Node]] = {}
    for code in codes:
        for scheme in case.things.schemes_of.get(code, ()):
            members.setdefault(scheme, []).append(code)
    for scheme, listed in members.items():
        levels = literals(case.graph.objects(scheme, NUMBER_OF_LEVELS))
        if not levels or not levels[0].value.isdecimal() or int(levels[0].value[:3]) < 2:  # noqa: PLR2004 — a list of one level has no groups
            continue
        for code in listed:
            if not above.get(code) and code not in groups:
                yield Fault("code-ungrouped", code, facts={"other": Iri(scheme)})
