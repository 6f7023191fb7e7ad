"""Two texts word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.compare.words import unseen, word_by_word

TEXTS = st.text(st.sampled_from("ab cæ,. §\n\u00a0\u0301"), max_size=40)


def marked(before: str, after: str) -> str:
    """Return the pieces in one line, with signs around what goes and what comes."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(signs[it.state].format(it.text) for it in word_by_word(before, after))


@given(TEXTS, TEXTS)
def test_the_pieces_spell_both_texts(before: str, after: str) -> None:
    """Whatever the texts, no letter is lost and none is made up; no piece is empty."""
    pieces = word_by_word(before, after)
    assert "".join(it.text for it in pieces if it.state != "inserted") == before
    assert "".join(it.text for it in pieces if it.state != "deleted") == after
    assert all(it.text for it in pieces)
    assert (before == after) == all(it.state == "same" for it in pieces)


@pytest.mark.parametrize(
    "before, after, shown",
    [
        ("melding om et barn", "melding om ett barn", "melding om [-et-]{+ett+} barn"),
        ("barn under 18 år", "barn under 18 år.", "barn under 18 år{+.+}"),
        ("en som sier fra", "noen som melder fra", "[-en-]{+noen+} som [-sier-]{+melder+} fra"),
        # One phrase for another, not a chequered line.
        ("a b, c d", "x y, z w", "[-a b, c d-]{+x y, z w+}"),
    ],
)
def test_people_read_words_not_letters(before: str, after: str, shown: str) -> None:
    """A word is changed as a whole, and changes that touch are told as one."""
    assert marked(before, after) == shown


def test_pasted_documents_are_compared_in_bounded_time() -> None:
    """Two texts of the greatest length, with nothing in common but their ends."""
    before = "start " + " ".join(f"a{number}" for number in range(9_000)) + " end"
    after = "start " + " ".join(f"b{number}" for number in range(9_000)) + " end"
    begun = time.perf_counter()
    pieces = word_by_word(before, after)
    assert time.perf_counter() - begun < 5
    assert (pieces[0].text, pieces[-1].text) == ("start ", " end")


@pytest.mark.parametrize(
    "before, after, told",
    [
        ("a b", "a\u00a0b", True),
        ("å", "a\u030a", True),
        ("ab", "a\u200bb", True),
        ("a b", "a  b", True),
        ("ab", "ac", False),
        ("ab", "ab", False),
    ],
)
def test_what_nobody_sees_is_told(before: str, after: str, told: bool) -> None:
    """A no-break space, a letter made of two characters, a character without width."""
    assert unseen(before, after) == told
