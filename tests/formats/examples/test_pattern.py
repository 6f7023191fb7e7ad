"""Samples of patterns: what is found keeps the pattern, and whoever counts gets another."""

from __future__ import annotations

import re

import hypothesis
import pytest
from elementpath.regex import translate_pattern
from hypothesis import strategies as st

from catalog.formats.examples.pattern import LONGEST, keeps, samples
from catalog.formats.schemas.pattern import PatternRefused


def judged(pattern: str, text: str) -> bool:
    """Tell whether elementpath, which xmlschema asks, thinks that ``text`` keeps ``pattern``.

    libxml2 slips on patterns whose sets overlap.
    """
    said = translate_pattern(pattern, back_references=False, lazy_quantifiers=False, anchors=False)
    return re.search(said, text) is not None


@pytest.mark.parametrize(
    "pattern, sample",
    [
        (r"\d{11}", "00000000007"),
        ("[0-9a-f]{8}-[0-9a-f]{4}", "00000000-0007"),
        (r"\d+[a-z]?", "7"),
        (r"\p{Lu}\p{Ll}+", "Ah"),
        (r"[\p{L}-[\p{Ll}]]\P{L}", "A7"),
        (r"(ab|c){2}x", "ababx"),
        (r"[^0-9]\.\\", "h.\\"),
        (r"\i\c*", "h"),
        ("[a&&b]", "b"),
    ],
)
def test_a_sample_is_short_and_plain(pattern: str, sample: str) -> None:
    """Few signs, zeros where there may be, the number at the end."""
    assert sample in samples(pattern, 0, None, 7)
    assert keeps(pattern, sample)


ATOMS = st.sampled_from(
    ["a", r"\d", "[a-f]", r"\.", "[^x]", r"\s", r"\w", r"\p{Lu}", "[a-z-[aeiou]]", "(b|cd)", "-"]
)
TIMES = st.sampled_from(["", "?", "*", "+", "{2}", "{1,3}", "{2,}"])
PATTERNS = st.lists(
    st.lists(st.tuples(ATOMS, TIMES).map("".join), max_size=5).map("".join),
    min_size=1,
    max_size=3,
).map("|".join)


@hypothesis.given(PATTERNS, st.integers(0, 30), st.integers(0, 10**6))
def test_whatever_is_found_keeps_the_pattern_and_the_lengths(
    pattern: str, shortest: int, number: int
) -> None:
    """As another reader of such patterns judges it."""
    for text in samples(pattern, shortest, shortest + 10, number):
        assert shortest <= len(text) <= shortest + 10
        assert judged(pattern, text), (pattern, text)


@hypothesis.given(st.integers(0, 9_999), st.integers(0, 9_999))
def test_other_numbers_give_other_texts_as_long_as_there_is_room(one: int, other: int) -> None:
    """So that ids made from a pattern are ids."""
    pattern = "[0-9a-f]{4}-x"
    assert (samples(pattern, 0, None, one) == samples(pattern, 0, None, other)) == (one == other)


@pytest.mark.parametrize("pattern", ["[a-[a]]", "a{1000000}", "(a{1000}){1000}", "\u4e00"])
def test_what_has_no_short_plain_text_has_no_sample(pattern: str) -> None:
    """At once, however many signs it asks for."""
    assert samples(pattern, 0, None, 1) == []
    assert samples("a*", LONGEST + 1, None, 1) == []


@pytest.mark.parametrize("pattern", ["(", "a)", "[", "a{2", r"\q", "(" * 500 + ")" * 500])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    """As the schema of it would be."""
    with pytest.raises(PatternRefused):
        samples(pattern, 0, None, 1)
