"""A sample of ``make mutations``: facts of the shipped catalogue broken, and harmless edits."""

from __future__ import annotations

import pytest

from benchmarks.breakages import WAYS
from benchmarks.harmless import EDITS
from benchmarks.mutations import Catalogue, Outcome
from catalog.settings import read_settings
from tests.conftest import PROJECT

SAMPLE = (
    "vocab/begrep/akuttvedtak.ttl",
    "vocab/kodelister/kjonn.ttl",
    "vocab/samlinger/tiltak.ttl",
    "vocab/catalog.ttl",
)
"""A concept, a code list, a collection, and the datasets."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped catalogue, in memory."""
    return Catalogue(read_settings(PROJECT))


@pytest.fixture(scope="module")
def outcomes(catalogue: Catalogue) -> list[Outcome]:
    """What became of every way to break a file, each in the first file that has such a fact."""
    found: list[Outcome] = []
    for name in SAMPLE:
        found += catalogue.break_in(name, sorted(set(WAYS) - {one.way for one in found}))
    return found


def test_each_way_to_break_a_fact_is_tried(outcomes: list[Outcome]) -> None:
    """The sample has a place for all of them."""
    assert {one.way for one in outcomes} == set(WAYS)


def test_what_is_broken_is_found_at_its_line(outcomes: list[Outcome]) -> None:
    """95 % of all breakages are; what isn't is told with what was found instead."""
    wrong = [one for one in outcomes if one.outcome != "found"]
    assert len(wrong) <= len(outcomes) // 20, wrong


@pytest.mark.parametrize("number", range(len(EDITS)), ids=[edit.__name__ for edit in EDITS])
def test_an_edit_that_changes_nothing_gives_no_finding(number: int, catalogue: Catalogue) -> None:
    """Order, white space, comments, prefixes and quotation marks are nobody's fault."""
    assert catalogue.leave_alone(number) == ""
