"""Days and moments: what is on the calendar, and what only looks like it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.days import is_day, is_moment


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
