"""What became of a list's codes: properties over made-up lists, and every list that is shipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.concept import FormerLabel, Row
from catalog.model.correspondence import (
    ENDED,
    KINDS,
    MERGED,
    NEW,
    REGROUPED,
    REPLACED,
    SPLIT,
    UNCHANGED,
    Correspondence,
    correspond,
    turns,
)
from catalog.model.resource import Link
from catalog.model.text import LangString

if TYPE_CHECKING:
    from catalog.release import Release

DAY = dt.timedelta(days=1)
ZERO = dt.date(2020, 1, 1)


def code(name: str, start: str = "", end: str = "", *then: str, retired: bool = False) -> Row:
    """Return a code that stands in no other list, replaced by the codes named ``then``."""
    link = Link(f"x:{name}", notation=name, retired=retired)
    return Row(link, valid=(start, end), replaced_by=tuple(Link(f"x:{it}") for it in then))


def told(found: Correspondence) -> list[tuple[str, str, str]]:
    """Return the changes as kind, old and new notations."""

    def names(rows: tuple[Row, ...]) -> str:
        return " ".join(row.link.notation for row in rows)

    return [(it.kind, names(it.old), names(it.new)) for it in found.changes]


def between(*codes: Row, first: str = "2025-12-31", last: str = "2026-01-01") -> Correspondence:
    """Compare two days of a list."""
    return correspond(codes, dt.date.fromisoformat(first), dt.date.fromisoformat(last))


OLD = ("", "2025-12-31")
FRESH = "2026-01-01"


@pytest.mark.parametrize(
    "codes, expected",
    [
        ([code("a", *OLD, "b"), code("b", FRESH)], [(REPLACED, "a", "b")]),
        ([code("a", *OLD, "b", "c"), code("b", FRESH), code("c", FRESH)], [(SPLIT, "a", "b c")]),
        ([code("a", *OLD, "c"), code("b", *OLD, "c"), code("c", FRESH)], [(MERGED, "a b", "c")]),
        (
            [code("a", *OLD, "c", "d"), code("b", *OLD, "d"), code("c", FRESH), code("d", FRESH)],
            [(REGROUPED, "a b", "c d")],
        ),
        ([code("a", *OLD)], [(ENDED, "a", "")]),
        ([code("b", FRESH)], [(NEW, "", "b")]),
        ([code("a")], []),
    ],
    ids=["one to one", "split", "merge", "many to many", "ended", "new", "unchanged"],
)
def test_each_kind_of_change_is_known(
    codes: list[Row], expected: list[tuple[str, str, str]]
) -> None:
    """What replaces what decides the kind."""
    assert told(between(*codes)) == expected


def test_a_code_that_stays_and_takes_over_is_part_of_a_merge() -> None:
    """Its new meaning is wider, so whoever counts must know; by itself it is unchanged."""
    found = between(code("a", *OLD, "b"), code("b"))

    assert told(found) == [(MERGED, "a b", "b")]
    assert found.unchanged == ()
    assert [it.kind for it in found.of("b")] == [UNCHANGED]
    assert [it.kind for it in found.of("a")] == [REPLACED]


def test_a_replacement_that_ended_is_followed() -> None:
    """What counts is what can be used on the last day."""
    codes = [code("a", "", "2024-12-31", "b"), code("b", "2025-01-01", "2025-12-31", "c"),
             code("c", FRESH)]  # fmt: skip

    assert told(between(*codes, first="2024-06-01")) == [(REPLACED, "a", "c")]


def test_circles_end() -> None:
    """Codes that replace each other and have ended have no successor."""
    codes = [code("a", *OLD, "b", "a"), code("b", *OLD, "c"), code("c", *OLD, "a")]

    assert told(between(*codes)) == [(ENDED, "a", ""), (ENDED, "b", ""), (ENDED, "c", "")]


def test_a_chain_of_100_000_codes_is_followed_to_its_end() -> None:
    """No recursion: the depth of a chain is not that of a stack."""
    last = 100_000
    codes = [code(str(n), *OLD, str(n + 1)) for n in range(1)]
    codes += [code(str(n), "2020-01-01", "2020-01-02", str(n + 1)) for n in range(1, last)]

    assert told(between(*codes, code(str(last), FRESH))) == [(REPLACED, "0", str(last))]


def test_replacements_in_another_list_count() -> None:
    """A code may live on elsewhere; the other list's own changes are not told."""
    there = [code("y", FRESH), code("z", FRESH)]
    found = correspond([code("a", *OLD, "y")], dt.date(2025, 1, 1), dt.date(2026, 1, 1), there)

    assert told(found) == [(REPLACED, "a", "y")]


def test_headings_are_no_codes() -> None:
    """Nobody reports a heading, so its days change nothing."""
    heading = replace(code("g", FRESH), reportable=False)

    assert told(between(heading)) == []
    assert turns([heading, code("a")]) == ()


def test_a_list_tells_when_it_changed() -> None:
    """The day on which it began is none of them; a withdrawn code without a last day is none."""
    codes = [code("a", "2013-01-01", "2025-12-31"), code("b", "2013-01-01"), code("c", FRESH),
             code("d", FRESH, retired=True), code("e", "2020-02-30", "9999-12-31")]  # fmt: skip

    assert [(it.day.isoformat(), it.new, it.ended) for it in turns(codes)] == [(FRESH, 1, 1)]
    assert turns(codes)[0].before == dt.date(2025, 12, 31)


DAYS = st.integers(0, 12)


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    """Any list, with circles, gaps, successors that ended and such as don't exist."""
    size = draw(st.integers(0, 7))
    names = st.sampled_from([str(it) for it in range(size + 1)])
    return [
        code(
            str(name),
            draw(st.just("") | DAYS.map(_text)),
            draw(st.just("") | DAYS.map(_text)),
            *draw(st.lists(names, max_size=3)),
            retired=draw(st.booleans()),
        )
        for name in range(size)
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """A list whose codes are replaced, if at all, by such as are valid on the day after."""
    spans: list[tuple[int, int]] = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(DAYS)
        spans.append((start, draw(st.integers(start, 14))))
    return [
        code(
            str(name), _text(start), _text(end),
            *draw(st.sets(st.sampled_from(later)) if (later := [
                str(other) for other, (begin, stop) in enumerate(spans) if begin <= end + 1 <= stop
            ]) else st.just(set())),
        )
        for name, (start, end) in enumerate(spans)
    ]  # fmt: skip


def _text(day: int) -> str:
    return (ZERO + day * DAY).isoformat()


def _leads(found: Correspondence) -> dict[str, set[str]]:
    """Return what each old code leads to."""
    leads = {row.link.iri: {row.link.iri} for row in found.unchanged}
    for change in found.changes:
        leads |= {row.link.iri: set() for row in change.old}
        for old, new in change.pairs:
            leads[change.old[old].link.iri].add(change.new[new].link.iri)
    return leads


@given(lists(), DAYS, DAYS)
def test_every_code_of_both_days_is_told_of_once(codes: list[Row], one: int, two: int) -> None:
    """Nothing that was valid gets lost, nothing that is valid comes from nowhere."""
    first, last = ZERO + one * DAY, ZERO + two * DAY
    found = correspond(codes, first, last)

    old = [row.link.iri for change in found.changes for row in change.old]
    new = [row.link.iri for change in found.changes for row in change.new]
    same = [row.link.iri for row in found.unchanged]
    assert sorted(old + same) == sorted(it.link.iri for it in codes if it.holds(first))
    assert sorted(new + same) == sorted(it.link.iri for it in codes if it.holds(last))
    for change in found.changes:
        assert change.kind in KINDS
        assert {it for it, _ in change.pairs} in (set(), set(range(len(change.old))))
        assert {it for _, it in change.pairs} in (set(), set(range(len(change.new))))


def test_a_text_that_changed_between_two_days_is_told() -> None:
    """By the days until which a former text was the newest; one of unknown days says nothing."""

    def former(text: str, end: str, start: str = "", lang: str = "nb") -> FormerLabel:
        return FormerLabel(LangString(text, lang), valid=(start, end))

    label = (LangString("ny", "nb"), LangString("new", "en"))
    row = Row(
        Link("x:1", label, notation="1"),
        former=(former("eldst", "2020-12-31"), former("gammel", "2022-12-31"),
                former("ukjent", ""), former("gamal", "2022-12-31", lang="nn")),
    )  # fmt: skip
    days = [dt.date(year, 6, 1) for year in (2020, 2021, 2023)]
    called = [[it.text for it in row.called(day)] for day in days]
    assert called == [["eldst", "new", "gamal"], ["gammel", "new", "gamal"], ["ny", "new"]]
    found = correspond([row, code("2")], days[1], days[2])
    assert found.changes == ()
    [renamed] = found.renamed
    assert [it.text for it in renamed.before] == ["gammel", "gamal"]
    assert [it.text for it in renamed.after] == ["ny"]
    [back] = correspond([row], days[2], days[1]).renamed
    assert (back.before, back.after) == (renamed.after, renamed.before)
    assert correspond([row], days[2], days[2]).renamed == ()


@given(lists(), DAYS)
def test_a_day_is_like_itself(codes: list[Row], day: int) -> None:
    """Between a day and the same day nothing changed."""
    found = correspond(codes, ZERO + day * DAY, ZERO + day * DAY)

    assert found.changes == ()


@given(lists(), DAYS, DAYS)
def test_the_way_back_is_the_way_there(codes: list[Row], one: int, two: int) -> None:
    """The same codes stand for each other, whichever is asked for."""
    there, back = (
        correspond(codes, ZERO + first * DAY, ZERO + last * DAY)
        for first, last in ((one, two), (two, one))
    )

    def pairs(found: Correspondence) -> set[tuple[Row, Row]]:
        return {(it.old[old], it.new[new]) for it in found.changes for old, new in it.pairs}

    assert pairs(back) == {(new, old) for old, new in pairs(there)}
    assert [told(back), told(there)].count([]) != 1


@given(histories(), st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_two_steps_lead_where_one_does(codes: list[Row], days: list[int]) -> None:
    """Where replacements follow without a gap, a stop on the way makes no difference."""
    start, middle, end = (ZERO + day * DAY for day in days)
    one, two = _leads(correspond(codes, start, middle)), _leads(correspond(codes, middle, end))
    through = {iri: {far for near in many for far in two[near]} for iri, many in one.items()}

    assert through == _leads(correspond(codes, start, end))


@given(histories())
def test_between_two_turns_nothing_changes(codes: list[Row]) -> None:
    """The days of change are all of them: on each something differs, on no other anything."""
    told = {turn.day for turn in turns(codes)}
    begun = min(it.valid[0] for it in codes)
    for place in range(-1, 16):
        day = ZERO + place * DAY
        found = correspond(codes, day, day + DAY)
        if (day + DAY).isoformat() != begun:
            assert bool(found.changes) == (day + DAY in told)


def test_every_shipped_list_can_be_followed(shipped: Release) -> None:
    """On each day of change of each list, old and new codes add up, and the counts agree."""
    seen = 0
    for listed in shipped.of_kind("code-list").rows:
        found = shipped.find_iri(listed.link.iri)
        assert found
        rows = shipped.members(found.number, "tree", 0, 2_000).rows
        for turn in turns(rows):
            change = correspond(rows, turn.before, turn.day)
            new = {row.link.iri for it in change.changes for row in it.new}
            old = {row.link.iri for it in change.changes for row in it.old}
            assert (len(new - old), len(old - new)) == (turn.new, turn.ended), listed.link.iri
            seen += 1
    assert seen > 5


def test_the_register_of_2026_is_told(shipped: Release) -> None:
    """The showcase: what replaced the codes that ended with 2025."""
    days = dt.date(2025, 12, 31), dt.date(2026, 1, 1)
    counts = {}
    for name in ("saksinnhold", "melding-konklusjon", "tiltak-kategori"):
        found = shipped.find(f"kodelister/{name}")
        assert found
        counts[name] = correspond(
            shipped.members(found.number, "tree", 0, 2_000).rows, *days
        ).counts()

    assert counts == {
        "saksinnhold": {ENDED: 33, NEW: 57},
        "melding-konklusjon": {SPLIT: 1},
        "tiltak-kategori": {SPLIT: 1},
    }
