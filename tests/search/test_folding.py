"""Folding: what people type differently and mean the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.search.folding import WORD_LENGTH, fold, words


@pytest.mark.parametrize("typed", ["området", "omradet", "omraadet", "OMRÅDET", "omra\u030adet"])
def test_one_word_however_typed(typed: str) -> None:
    """Å may be typed as å, a, aa, a capital, or a letter with a ring after it."""
    assert fold(typed) == "omradet"


@pytest.mark.parametrize(
    "one, other",
    [
        ("undersøkelse", "undersoekelse"),
        ("undersøkelse", "undersokelse"),
        ("lærer", "laerer"),
        ("lærer", "larer"),
        ("åe", "aae"),
        ("Straße", "STRASSE"),
        ("Äpple", "apple"),
        ("čáhci", "cahci"),
        ("ﬁl", "fil"),
        ("barnets\u00adbeste", "barnetsbeste"),
        ("child’s", "childs"),
        ("児童ﾌｸｼ", "児童フクシ"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_spellings_that_meet(one: str, other: str) -> None:
    """Ligatures, accents, soft hyphens, apostrophes, width and vowel points do not matter."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("one, other", [("か", "が"), ("कल", "काल"), ("mal", "male")])
def test_spellings_that_stay_apart(one: str, other: str) -> None:
    """Marks that make another letter are not accents."""
    assert fold(one) != fold(other)


def test_punctuation_separates() -> None:
    """A notation and a sentence come apart the same way."""
    assert words(fold("§ 4-2, (2.3) e-post_kode")) == ("4", "2", "2", "3", "e", "post", "kode")


def test_script_without_spaces_becomes_pairs() -> None:
    """A run of kana and Han is read as overlapping pairs, Latin words beside it stay whole."""
    assert words(fold("児童福祉law")) == ("児童", "童福", "福祉", "law")


def test_long_words_are_cut() -> None:
    """A word is never longer than the limit."""
    assert [len(word) for word in words(fold("bé" * 500))] == [WORD_LENGTH]


@settings(deadline=None)
@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    """A folded text folds to itself, so index and query cannot disagree."""
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_folded_text_has_no_signs(text: str) -> None:
    """Only letters, digits and marks are left, with single spaces: nothing can be an operator."""
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("\"'*?()[]{}^:~!&|\\%_\x00\n\t")
