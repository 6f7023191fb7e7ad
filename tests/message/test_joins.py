"""The functions of business rules that join one set of elements with another."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.message.functions import FUNCTIONS

LAST = dt.date(2024, 12, 31)
DAYS = st.integers(0, 400).map(lambda it: dt.date(2023, 6, 1) + dt.timedelta(it))
PERIODS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8)


def asked(expression: str, text: str) -> object:
    """Return what an expression says of a message."""
    return etree.XPath(expression, extensions=FUNCTIONS)(etree.fromstring(text))


def written(periods: list[tuple[dt.date, dt.date | None]]) -> str:
    """Return a message with one element a period."""
    parts = ""
    for number, (start, end) in enumerate(periods):
        inner = f'<b end="{end}"/>' if end else ""
        parts += f'<a n="{number}" start="{start}">{inner}</a>'
    return f"<all>{parts}</all>"


@given(PERIODS, st.integers(0, 120))
def test_what_overlaps_is_found(periods: list[tuple[dt.date, dt.date | None]], days: int) -> None:
    """Those and no others that share more days with one that begins earlier, or stands before."""
    expression = f"overlapping(/all/a, '@start', 'b/@end', '{LAST}', {days})/@n"
    whole = [(start, end or LAST, number) for number, (start, end) in enumerate(periods)]
    wanted = [
        str(number)
        for start, end, number in whole
        if any(
            (other_start, other) < (start, number) and (min(other_end, end) - start).days > days
            for other_start, other_end, other in whole
        )
    ]
    assert asked(expression, written(periods)) == wanted


def test_what_has_no_day_overlaps_with_nothing() -> None:
    """Neither without a start, nor without an end where no day stands for it."""
    text = '<all><a/><a start="x"/><a start="2024-01-01"/><a start="2024-01-01"/></all>'
    assert asked("overlapping(/all/a, '@start', '@end', '', 0)", text) == []
    assert len(asked("overlapping(/all/a, '@start', '@end', '2024-03-01', 0)", text)) == 1  # type: ignore[arg-type]  # elements


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abcd"), max_size=4))
def test_those_have_one_of_the_values(names: list[str], wanted: list[str]) -> None:
    """In the order of the message, each once, also where a value is asked for twice."""
    elements = [f'<a id="{it}"/>' for it in names] + [f'<b of="{it}"/>' for it in wanted]
    text = f"<all>{''.join(elements)}</all>"
    found = asked("those(/all/a, 'id', /all/b/@of)/@id", text)
    assert found == [it for it in names if it in wanted]


def test_those_take_one_text_too() -> None:
    """And what isn't there has no value, not the empty one."""
    text = '<all><a id="x"/><a/><a id=""/></all>'
    assert asked("those(/all/a, 'id', 'x')/@id", text) == ["x"]
    assert asked("count(those(/all/a, 'id', /all/none))", text) == 0
