"""The functions of business rules that join one set of elements with another."""

from __future__ import annotations

import datetime as dt

import pytest
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


ROWS = st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from("abc")), max_size=6)


def rows(name: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return elements as text, each with the part that it stands in."""
    return [(part, f'<{name} n="{at}" id="{id_}"/>') for at, (part, id_) in enumerate(found)]


@given(ROWS, ROWS)
def test_paired_are_those_with_a_value_in_common(
    ones: list[tuple[str, str]], others: list[tuple[str, str]]
) -> None:
    """In one part of the message; all that aren't are unpaired, in the order of the message."""
    told = [*rows("a", ones), *rows("b", others)]
    parts = "".join(
        f"<part>{''.join(it for where, it in told if where == part)}</part>" for part in "xy"
    )
    order = sorted(range(len(ones)), key=lambda it: (ones[it][0], it))
    text = f"<all>{parts}</all>"
    found = asked("paired(//a/@id, //b/@id)/@n", text)
    assert found == [str(it) for it in order if ones[it] in others]
    found = asked("unpaired(//a/@id, //b/@id)/@n", text)
    assert found == [str(it) for it in order if ones[it] not in others]


LINKS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=5)
TOLD = st.lists(
    st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("123"), max_size=3)), max_size=5
)


@given(TOLD, LINKS, TOLD)
def test_disagreeing_are_those_that_tell_another_thing(
    ends: list[tuple[str, list[str]]],
    links: list[tuple[str, str]],
    starts: list[tuple[str, list[str]]],
) -> None:
    """Than any that a link leads to; what tells nothing agrees with all."""
    text = "".join(
        f'<{name} id="{id_}" n="{at}">{"".join(f"<t>{it}</t>" for it in texts)}</{name}>'
        for name, some in (("end", ends), ("start", starts))
        for at, (id_, texts) in enumerate(some)
    )
    text += "".join(f'<link to="{to}" back="{back}"/>' for to, back in links)
    wanted = [
        str(at)
        for at, (id_, texts) in enumerate(ends)
        if any(
            one != other
            for start, others in starts
            if (id_, start) in links
            for one in texts
            for other in others
        )
    ]
    expression = "disagreeing(/all/end/@id, /all/link/@to, /all/link/@back, /all/start/@id, 'u t')"
    assert asked(f"{expression}/@n", f"<all>{text}</all>") == wanted


def test_a_join_is_of_attributes() -> None:
    """Elements and texts have no value that stands beside another."""
    for wrong in ("paired(/all, /all/@id)", "unpaired(/all/@id, 'x')"):
        with pytest.raises(TypeError):
            asked(wrong, '<all id="x"/>')
