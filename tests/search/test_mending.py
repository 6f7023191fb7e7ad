"""Mending: what counts as one typo, and which word was meant."""

import pytest

from catalog.search import Searcher
from catalog.search.mending import LONGEST, SHORTEST, Mended, linking, mend


def mended(searcher: Searcher, word: str, limit: int = 5) -> Mended | None:
    """What a folded word may stand for in the catalogue of the tests."""
    with searcher.lexicon.reading() as reading:
        return mend(word, reading, searcher.lexicon.facts, limit)


@pytest.mark.parametrize("typed", ["tiltk", "tilltak", "tiltav", "titlak", "iltak", "tiltaks"])
def test_one_letter_wrong(searcher: Searcher, typed: str) -> None:
    """Missing, doubled, changed, swapped, the first one missing, one too many."""
    answer = mended(searcher, typed)
    assert answer is not None
    assert answer.words[0].key == "tiltak"
    assert answer.corrected


@pytest.mark.parametrize(
    "typed",
    ["tilt", "itltka", "x" * (SHORTEST - 1), "a" * (LONGEST + 1), "til4ak", "12345", "tiltak2"],
)
def test_what_is_not_mended(searcher: Searcher, typed: str) -> None:
    """Two typos, words too short or too long, and anything with a digit."""
    assert mended(searcher, typed) is None


def test_an_ending_does_not_hide_a_typo(searcher: Searcher) -> None:
    """The catalogue has no such form of the word, but the stem is one letter away."""
    answer = mended(searcher, "fosterhemene")
    assert answer is not None
    assert answer.words[0].key in {"fosterheim", "fosterhjem"}


def test_the_limit_holds(searcher: Searcher) -> None:
    """No more words than asked for, the likeliest among them."""
    many, one = mended(searcher, "sal", 5), mended(searcher, "vale", 1)
    assert many is None
    assert one is not None
    assert len(one.words) == 1


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("barnevernvakt", "barnevernsvakt", True),
        ("barnevernsvakt", "barnevernvakt", True),
        ("meldplikter", "meldeplikter", True),
        ("barnevernvakt", "barnevernxvakt", False),
        ("barnevernvakt", "barnevernvakts", False),
        ("sakplan", "saksplan", False),
        ("barnevernvakt", "barnevernvakt", False),
    ],
)
def test_linking_letters(one: str, other: str, *, expected: bool) -> None:
    """An s or e within a long word joins; at its end, in a short word, another letter does not."""
    assert linking(one, other) is expected
