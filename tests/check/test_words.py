"""Words: every one in its place, and a term found again whatever its ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.words import Phrases, Stems

LANGUAGES = st.sampled_from(("nb", "nn", "en", "en-GB", "se", "", "x-odd"))


@given(text=st.text(), language=LANGUAGES)
def test_words_stand_where_they_say(text: str, language: str) -> None:
    """Whatever the text, the words come in order, apart, and are within it."""
    end = 0
    for word in Stems().words(text, language):
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(
    before=st.lists(st.sampled_from(("alfa", "beta", "gamma"))),
    term=st.lists(st.sampled_from(("alfa", "beta", "delta")), min_size=1, max_size=3),
    after=st.lists(st.sampled_from(("alfa", "beta", "gamma"))),
)
def test_a_term_is_found_wherever_it_stands(
    before: list[str], term: list[str], after: list[str]
) -> None:
    """A term in a text is found at least once, and what is found is the term."""
    stems = Stems()
    phrases: Phrases[int] = Phrases()
    phrases.add(tuple(term), 1)
    words = stems.words(" ".join([*before, *term, *after]), "")
    found = list(phrases.found(words))
    assert found
    for first, last, things in found:
        at = words.index(first)
        assert [word.stem for word in words[at : words.index(last) + 1]] == term
        assert things == [1]


def test_the_longest_term_wins() -> None:
    """A term within a term is not meant."""
    stems = Stems()
    phrases: Phrases[str] = Phrases()
    phrases.add(("plan",), "short")
    phrases.add(("plan", "for", "barn"), "long")
    words = stems.words("plan for barn og plan", "")
    assert [things for _, _, things in phrases.found(words)] == [["long"], ["short"]]


@pytest.mark.parametrize(
    "language, one, other, same",
    [
        ("nb", "fylkesnemnd", "fylkesnemnda", True),
        ("nb", "melding", "meldingene", True),
        ("nb", "melder", "melderen", True),
        ("nn", "melding", "meldingane", True),
        ("nb", "melder", "melding", False),
        ("en", "municipality", "municipalities", True),
        ("en", "municipality", "municipal", False),
        ("en", "process", "processes", True),
        ("en", "child's", "child", True),
        ("se", "mánná", "mánát", False),
    ],
)
def test_endings_make_no_other_word(language: str, one: str, other: str, same: bool) -> None:
    """What only differs in its ending is one word, and nothing else is."""
    stems = Stems()
    assert (stems.phrase(one, language) == stems.phrase(other, language)) is same
