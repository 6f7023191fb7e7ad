"""Days and moments: what is on the calendar, and what only looks like it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.days import is_day, is_moment, nearest_day


@given(st.dates())
def test_every_day_is_a_day(day: dt.date) -> None:
    """Whatever the calendar has is accepted, with and without a time zone."""
    assert is_day(day.isoformat())
    assert is_day(f"{day.isoformat()}Z")
    assert is_moment(f"{day.isoformat()}T12:00:00")


@pytest.mark.parametrize(
    "text",
    ["2025-31-12", "2025-02-30", "2023-02-29", "0000-01-01", "25-01-01", "2025-1-1", "2025-01-01x",
     " 2025-01-01", "٢٠٢٥-01-01", ""],
)  # fmt: skip
def test_other_texts_are_no_days(text: str) -> None:
    """The mistakes that real lists have, and digits that only look like digits."""
    assert not is_day(text)


@pytest.mark.parametrize("text", ["2025-01-01", "2025-01-01T25:00:00", "2025-02-30T10:00:00"])
def test_other_texts_are_no_moments(text: str) -> None:
    """A moment has a possible day and a possible time."""
    assert not is_moment(text)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("2025-31-12", "2025-12-31"),
        ("2025-02-30", "2025-02-28"),
        ("2024-02-30", "2024-02-29"),
        ("2025-1-5", "2025-01-05"),
        ("2025/01/05", "2025-01-05"),
        ("31.12.2025", "2025-12-31"),
        ("5. 1. 2025", "2025-01-05"),
        ("12/31/2025", "2025-12-31"),
        (" 2025-03-01T10:00:00+01:00 ", "2025-03-01"),
        ("2025-13-32", ""),
        ("2025-00-10", ""),
        ("0000-01-01", ""),
        ("2025", ""),
        ("20251231", ""),
        ("i morgen", ""),
    ],
)
def test_the_day_that_was_meant(written: str, meant: str) -> None:
    """Day and month in order, with zeros, without time of day; nothing where it can't be told."""
    assert nearest_day(written) == meant


@given(st.text("0123456789-./T: ", max_size=14))
def test_what_was_meant_is_a_day_of_the_calendar(text: str) -> None:
    """Whatever is written, a suggestion is right in itself."""
    assert not nearest_day(text) or is_day(nearest_day(text))
