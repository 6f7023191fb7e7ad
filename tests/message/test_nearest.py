"""Nearest codes: by label, by what they are written with, and as many as somebody reads."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.message.nearest import Nearest, distance
from catalog.model.information import AdmittedCode
from catalog.model.resource import Period
from catalog.model.text import LangString
from tests.formats.schemas.models import SPECIES

CODES = (
    AdmittedCode("1", "1", (LangString("Barnet selv", "nb"), LangString("The child", "en"))),
    AdmittedCode("15", "15", (LangString("Lege", "nb"),), valid=Period("", "2024-12-31")),
    AdmittedCode("16", "16", (LangString("Andre offentlige instanser", "nb"),)),
    AdmittedCode("k", "1.1.01", (LangString("Trygghet", "nb"),)),
    AdmittedCode("l", "1.1.02"),
    AdmittedCode("b", "BVL", (LangString("Barnevernloven", "nb"),)),
)
FIELD = dataclasses.replace(SPECIES, codes=CODES)


@pytest.mark.parametrize(
    "value, expected",
    [
        ("lege", ["15"]),
        ("The child ", ["1"]),
        ("Andre off", ["16"]),
        ("1.1.1", ["1.1.01", "1.1.02"]),
        ("01", ["1"]),
        ("bvl", ["BVL"]),
        ("1.1.011", ["1.1.01", "1.1.02"]),
        ("", []),
        ("æ", []),
        ("x" * 10_000_000, []),
        ("18", ["1", "16", "15"]),
    ],
)
def test_the_most_likely_comes_first(value: str, expected: list[str]) -> None:
    """A label, a code but for zeros, then by letters to change; of equals those that are valid."""
    found = Nearest(10).to(FIELD, value, dt.date(2026, 1, 1))
    assert [it.notation for it in found][: len(expected)] == expected
    assert bool(found) == bool(expected)
    assert len(found) <= 3


def test_only_so_many_are_looked_for() -> None:
    """Each once; beyond the limit nothing is found, but what was is kept."""
    nearest = Nearest(2)
    assert nearest.to(FIELD, "lege", None)
    assert nearest.to(FIELD, "bvl", None)
    assert nearest.to(FIELD, "the child", None) == ()
    assert nearest.to(FIELD, "lege", None)


SHORT = st.text("ab1.", max_size=6)


@given(SHORT, SHORT, SHORT)
def test_a_distance_is_one(one: str, other: str, third: str) -> None:
    """None to itself, the same both ways, and never longer by a third."""
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= distance(one, third) + distance(third, other)
    assert distance(one, other) <= max(len(one), len(other))
