"""Suggestions: what is offered while somebody types."""

from pathlib import Path

import pytest

from catalog.search import Entry, Label, Searcher, build_index
from catalog.search.schema import BUSY_FROM


def offered(searcher: Searcher, text: str, lang: str = "nb", size: int = 8) -> list[str]:
    """The texts that are suggested, in order."""
    return [one.text for one in searcher.suggest(text, lang, size=size)]


@pytest.mark.parametrize(
    "text, first",
    [
        ("meld", "melder"),
        ("melding", "melding"),
        ("omra", "område"),
        ("OMRÅ", "område"),
        ("omraa", "område"),
        ("barnevernsva", "barnevernsvakt"),
        ("plassering ut", "plassering utenfor hjemmet"),
        ("utenfor hj", "plassering utenfor hjemmet"),
        ("fylkesn", "fylkesnemnda"),
        ("23", "23"),
        ("e-p", "e-post"),
    ],
)
def test_the_first_suggestion(searcher: Searcher, text: str, first: str) -> None:
    """The shortest label that begins so, in whatever letters it is typed."""
    assert offered(searcher, text)[:1] == [first]


def test_beginnings_before_later_words_before_compounds(searcher: Searcher) -> None:
    """A label that begins so, then one with a later word that does, then one with such a part."""
    texts = offered(searcher, "melding")
    places = [texts.index(name) for name in ("melding", "intern melding", "bekymringsmelding")]
    assert places == sorted(places)


def test_each_resource_is_suggested_once(searcher: Searcher) -> None:
    """Although its label begins the same in three languages."""
    numbers = [one.number for one in searcher.suggest("t", "nb", size=50)]
    assert len(numbers) == len(set(numbers)) > 1


def test_the_asked_language_is_suggested(searcher: Searcher) -> None:
    """The text begins both the bokmål and the nynorsk label; the reader's own is shown."""
    assert {one.lang for one in searcher.suggest("barnevernste", "nn", size=5)} == {"nn"}


def test_a_suggestion_tells_its_role_and_kind(searcher: Searcher) -> None:
    """So that the page can add the recommended term to a discouraged one."""
    one = searcher.suggest("fylkesnemnda", "nb", size=1)[0]
    assert (one.role, one.kind, one.lang) == ("hidden", "concept", "nb")


@pytest.mark.parametrize("text", ["", "   ", "?*", "\x00", "\ud800", "zzzz"])
def test_nothing_to_suggest(searcher: Searcher, text: str) -> None:
    """Signs and unknown beginnings suggest nothing."""
    assert searcher.suggest(text, "nb", size=5) == ()


@pytest.mark.parametrize("size", [-1, 0, 1, 3, 10_000])
def test_never_more_than_asked_for(searcher: Searcher, size: int) -> None:
    """A size is a bound, and has a bound itself."""
    suggestions = searcher.suggest("b", "nb", size=size)
    assert len(suggestions) <= max(0, min(size, searcher.limits.suggestions))


def test_a_busy_prefix_keeps_the_best(tmp_path: Path) -> None:
    """With many labels behind a prefix, the shortest in the asked language still comes first."""
    many = [
        Entry(number, "concept", (Label("pref", lang, f"sak{number:05}x"),), (), ())
        for number, lang in enumerate(["nb", "en"] * BUSY_FROM)
    ]
    short = [
        Entry(90_001, "concept", (Label("pref", "nb", "sakz"),), (), ()),
        Entry(90_002, "concept", (Label("pref", "en", "saky"),), (), ()),
        Entry(90_003, "concept", (Label("pref", "en", "ny sakø"),), (), ()),
    ]
    build_index([*many, *short], tmp_path)
    searcher = Searcher.open(tmp_path)
    for text in ("s", "sa", "sak"):
        assert offered(searcher, text, "nb")[0] == "sakz"
        assert offered(searcher, text, "en")[0] == "saky"
        assert len(offered(searcher, text, size=50)) == 50
    searcher.close()
