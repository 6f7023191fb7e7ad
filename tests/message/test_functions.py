"""The functions of business rules that know of days, and of what is told twice."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.message.functions import FUNCTIONS

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
LAYOUTS = st.sampled_from(
    [
        "{}",
        " {}\n",
        "{}Z",
        "{}+01:00",
        "\t{}-14:00 ",
        "{}T08:00:00Z",
        "{}T23:59:59.5+02:00",
        "{}T00:00:00",
    ]
)


def asked(expression: str, text: str = "<a/>") -> object:
    """Return what an expression says of a message."""
    return etree.XPath(expression, extensions=FUNCTIONS)(etree.fromstring(text))


@given(DAYS, DAYS, LAYOUTS)
def test_days_can_be_taken_from_each_other(one: dt.date, other: dt.date, layout: str) -> None:
    """With a time zone, a time of day and white space around, as XML Schema has them."""
    text = f'<a b="{layout.format(one.isoformat())}"><c>{other.isoformat()}</c></a>'
    assert asked("day(@b) - day(c)", text) == (one - other).days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-31-12",
        "2026-02-29",
        "1.2.2026",
        "26-01-01",
        "2026-1-1",
        "-2026-01-01",
        "x2026-01-01",
        "2026-01-01x",
        "2026-01-01T25:00:00Z",
        "2026-01-01+1:00",
        "\u0662026-01-01",
        "12026-01-01",
        "0000-01-01",
        "2026-01-01 2026-01-02",
    ],
)
def test_what_is_no_day_is_no_number(text: str) -> None:
    """And neither before nor after any day, so a rule with ``not`` around it keeps silent."""
    assert math.isnan(float(str(asked(f"day('{text}')"))))
    for sign in ("<", ">", "=", "<=", ">="):
        assert asked(f"day('{text}') {sign} day('2026-01-01')") is False


def test_nothing_is_no_day() -> None:
    """An attribute that isn't there."""
    assert asked("day(@b) > 0 or day(@b) <= 0") is False
    assert asked("years(@b, '2026-01-01') >= 0") is False


@given(DAYS, DAYS)
def test_years_and_months_are_whole(one: dt.date, other: dt.date) -> None:
    """As birthdays count them: one that falls on 29 February comes on 1 March in other years."""
    start, end = min(one, other), max(one, other)
    years = asked(f"years('{start}', '{end}')")
    assert years == end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    months = asked(f"months('{start}', '{end}')")
    assert isinstance(months, float)
    assert months // 12 == years
    assert asked(f"months('{end}', '{start}')") == -months
    assert asked(f"years('{end}', '{start}')") == -years


def test_a_birthday_counts() -> None:
    """The day itself, and not the day before."""
    assert asked("years('2008-02-29', '2026-02-28')") == 17
    assert asked("years('2008-02-29', '2026-03-01')") == 18
    assert asked("months('2026-01-31', '2026-02-28')") == 0
    assert asked("months('2026-01-31', '2026-03-31')") == 2


@pytest.mark.parametrize(
    "one, other, same",
    [
        ('<b i="1" x="2"/>', '<b i="2" x="2"/>', True),
        ('<b i="1" x="2"/>', '<b x="2"/>', True),
        ('<b x="1" y="2"/>', '<b y="2" x="1"/>', True),
        ("<b>\n <c/></b>", "<b><c/></b>", True),
        ("<b><!-- a --><c>1</c></b>", "<b><c>1</c></b>", True),
        ('<b x="1"/>', '<b x="2"/>', False),
        ("<b><c/><d/></b>", "<b><d/><c/></b>", False),
        ("<b><c><d/></c></b>", "<b><c/><d/></b>", False),
        ("<b><c/></b>", "<b><c/><c/></b>", False),
        ("<b>1</b>", "<b>2</b>", False),
        ("<b>1<c/></b>", "<b><c>1</c></b>", False),
        # What is ignored on the element itself counts further in.
        ('<b><c i="1"/></b>', '<b><c i="2"/></b>', False),
    ],
)
def test_what_is_told_twice_is_found(one: str, other: str, same: bool) -> None:
    """By all of its content but the attributes named."""
    text = f"<a>{one}<b odd='1'/>{other}</a>"
    expected = [0, 2] if same else []
    found = asked("repeated(/a/b, 'i n')", text)
    assert isinstance(found, list)
    assert [it.getparent().index(it) for it in found] == expected


def test_one_alone_is_not_told_twice() -> None:
    """Nor is nothing, nor a text."""
    assert asked("repeated(/a/b, '')", "<a><b/></a>") == []
    assert asked("repeated(/a/c, '')") == []
    assert asked("repeated('x', '')") == []
