"""Names letter by letter, and searches among some resources only."""

from pathlib import Path

import pytest

from catalog.search import Entry, Label, Searcher, build_index
from catalog.search.schema import BUSY_FROM


def numbers(searcher: Searcher, text: str) -> list[tuple[int, str]]:
    """What has just this name, and by which role."""
    return [(one.number, one.role) for one in searcher.named(text)]


@pytest.mark.parametrize(
    "text, found",
    [
        ("23", [(500, "notation"), (502, "notation")]),
        ("fylkesnemnda", [(124, "hidden")]),
        ("Fylkesnemnda", []),
        ("fylkesnemnd", []),
        ("vedtak", [(125, "pref"), (125, "pref"), (601, "alt"), (600, "pref")]),
        ("", []),
        ("%", []),
        ("x" * 100_000, []),
    ],
)
def test_a_name_is_what_is_written(
    searcher: Searcher, text: str, found: list[tuple[int, str]]
) -> None:
    """Current resources first, recommended names before others; nothing is folded or mended."""
    assert numbers(searcher, text) == found


def test_a_name_of_nothing_but_signs(tmp_path: Path) -> None:
    """Can be asked for exactly, though no search can find it and no suggestion offers it."""
    entries = [
        Entry(1, "code", (Label("pref", "nb", "pluss"),), ("+",), ()),
        Entry(2, "code", (Label("pref", "nb", "ja"), Label("pref", "en", "✓")), ("++",), ()),
    ]
    build_index(entries, tmp_path)
    searcher = Searcher.open(tmp_path)
    assert numbers(searcher, "+") == [(1, "notation")]
    assert numbers(searcher, "++") == [(2, "notation")]
    assert numbers(searcher, "✓") == [(2, "pref")]
    assert searcher.search("+", "nb", size=5).total == 0
    assert searcher.suggest("+", "nb", size=5) == ()
    assert searcher.search("pluss", "nb", size=5).total == 1
    searcher.close()


def test_more_alike_than_a_search_looks_at(tmp_path: Path) -> None:
    """Every one is named, however many there are."""
    many = 3_000
    entries = [Entry(at, "code", (Label("pref", "nb", "annet"),), ("9",), ()) for at in range(many)]
    build_index(entries, tmp_path)
    searcher = Searcher.open(tmp_path)
    assert len(numbers(searcher, "annet")) == len(numbers(searcher, "9")) == many
    searcher.close()


def test_only_some_may_be_found(searcher: Searcher, entries: list[Entry]) -> None:
    """What is found among some is what is found of them among all, in the same order."""
    everything = {entry.number for entry in entries}
    for text in ("melding", "barn", "vedtak", "tiltka", "Melder 23"):
        whole = [hit.number for hit in searcher.search(text, "nb", size=100).items]
        for among in (everything, set(whole[::2]), {101, 500, 601}, set[int]()):
            hits = searcher.search(text, "nb", size=100, among=among)
            assert {hit.number for hit in hits.items} >= {it for it in whole if it in among}
            assert {hit.number for hit in hits.items} <= among
            assert hits.total == len(hits.items)


def test_only_some_may_be_suggested(tmp_path: Path) -> None:
    """Also where so many begin that way that the best of all are kept ready."""
    many = BUSY_FROM * 3
    entries = [
        Entry(at, "concept", (Label("pref", "nb", f"felles{at:05}"),), (), ()) for at in range(many)
    ]
    build_index(entries, tmp_path)
    searcher = Searcher.open(tmp_path)
    last = frozenset({many - 1})
    assert [one.number for one in searcher.suggest("fel", "nb", size=5, among=last)] == [many - 1]
    assert searcher.suggest("fel", "nb", size=5, among=frozenset()) == ()
    searcher.close()
