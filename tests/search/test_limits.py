"""Limits: no text raises, and none makes the search work more than it may."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.search import Entry, Label, Limits, Searcher, build_index
from catalog.search.mending import LONGEST, neighbours
from catalog.search.schema import BUSY_FROM

_LIMITS = Limits()
_WORDS = ("barn", "sak", "melding", "tiltk", "23", "xyz", "i", "og", "e", "児童", "undersøkelser")


def most_work(limits: Limits) -> int:
    """What a query can at most read and look up, added up from the limits.

    For each word its own rows and its expansions; for mended words their neighbours, twice for
    the stems of two languages; for the texts what is read and looked up; for the page its labels;
    and in each of the bands what is ranked.
    """
    letters = 64
    around = 2 * (LONGEST + 1) * letters + 2 * LONGEST
    words = limits.words * 20 + 2 * limits.expansions
    mending = limits.mended * (3 * around + limits.corrections * (20 + 2 * limits.expansions))
    texts = limits.postings * 4 * 2
    labels = 25 * limits.labels + 3 * limits.page + 12 * limits.ranked
    return words + mending + texts + labels + 1_000


HOSTILE = [
    "a" * 100_000,
    "ab " * 40_000,
    "????????",
    "[a TO z]",
    "*a*",
    "a*",
    "NOT " * 2_000,
    "(a+)+$",
    "((((((((((",
    '"melding',
    'melding" OR part MATCH "x',
    "'; DROP TABLE label; --",
    "%",
    "_",
    "\x00\x01\x1b[2J",
    "\ud800\udfff",
    "ﷺ" * 200,
    "e\u0301\u0301\u0301" * 500,
    "児" * 5_000,
    "🧒" * 500,
    "\u202eabc\u2066",
    "melding~2",
    "melding^1e308",
    "label:melding",
    "1" * 300,
    "me ba sa ko li vi ty fo re sk",
    "mel ing ell lse und sok oks els rap ort",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_queries_like_any(searcher: Searcher, text: str) -> None:
    """Wildcards, operators, control characters and 100 kB have no power."""
    hits = searcher.search(text, "nb", size=10)
    assert hits.work <= most_work(_LIMITS)
    assert len(searcher.suggest(text, "nb", size=10)) <= 10


@settings(deadline=None)  # work is what is bounded, and counted
@given(
    st.text(max_size=400),
    st.text(max_size=12),
    st.integers(-5, 10**9),
    st.integers(-5, 10**12),
)
def test_any_text_is_answered(
    searcher: Searcher, text: str, lang: str, size: int, start: int
) -> None:
    """Whatever the text, language, size and place: a page within its bounds, and bounded work."""
    hits = searcher.search(text, lang, size=size, start=start)
    assert len(hits.items) <= min(max(size, 0), _LIMITS.page, hits.total)
    assert hits.work <= most_work(_LIMITS)
    assert len(searcher.suggest(text, lang, size=size)) <= max(size, 0)


@settings(deadline=None)  # work is what is bounded, and counted
@given(st.lists(st.sampled_from(_WORDS)))
def test_any_words_are_answered(searcher: Searcher, words: list[str]) -> None:
    """Words that are known, misspelled and unknown, in any number and order."""
    hits = searcher.search(" ".join(words), "nb", size=20)
    assert hits.work <= most_work(_LIMITS)
    assert all(0 < hit.score <= 1 for hit in hits.items)


def test_a_text_is_cut_not_refused(searcher: Searcher) -> None:
    """What stands within the limit is searched for, what stands after it is not."""
    within = "fosterhjem " + " " * 10_000 + "qwertyuiop"
    assert searcher.search(within, "nb", size=1) == searcher.search("fosterhjem", "nb", size=1)


def test_words_after_the_limit_are_not_asked_for(tmp_path: Path) -> None:
    """With room for two words, the third cannot spoil the answer."""
    build_index([Entry(1, "concept", (Label("pref", "nb", "alfa beta"),), (), ())], tmp_path)
    searcher = Searcher.open(tmp_path, Limits(words=2))
    two, three = (searcher.search(text, "nb", size=1) for text in ("beta alfa", "beta alfa gamma"))
    assert two.total == 1
    assert three.items == two.items
    searcher.close()


def test_the_best_is_ranked_when_not_all_is(tmp_path: Path) -> None:
    """Of many labels that begin so, the shortest comes first, however few are read or ranked."""
    many = [
        Entry(number, "concept", (Label("pref", "nb", f"sak{number:04}"),), (), ())
        for number in range(BUSY_FROM + 100)
    ]
    last = Entry(9_000, "concept", (Label("pref", "nb", "sakz"),), (), ())
    build_index([*many, last], tmp_path)
    for limits in (Limits(labels=20), Limits(ranked=10)):
        searcher = Searcher.open(tmp_path, limits)
        hits = searcher.search("sak", "nb", size=5)
        assert (hits.items[0].number, hits.more) == (9_000, True)
        searcher.close()


def test_limits_bound_the_work_and_are_told(tmp_path: Path) -> None:
    """Where a limit is met, the total is a lower bound, the best is still there, `more` is set."""
    entries = [
        Entry(number, "concept", (Label("pref", "nb", f"sak{number:04}"),), (), (("nb", "felles"),))
        for number in range(300)
    ]
    build_index(entries, tmp_path)
    narrow = Searcher.open(tmp_path, Limits(labels=20, expansions=20, postings=30, terms=2))
    wide = Searcher.open(tmp_path)
    for text, total in (("sak", 300), ("felles", 300)):
        few, all_of_them = (one.search(text, "nb", size=5) for one in (narrow, wide))
        assert (all_of_them.total, all_of_them.more) == (total, False)
        assert few.more
        assert few.total < total
        assert few.work < all_of_them.work
        assert few.items[0].number == all_of_them.items[0].number == 0
    ranked = Searcher.open(tmp_path, Limits(ranked=10))
    assert ranked.search("sak", "nb", size=1).more
    for one in (narrow, wide, ranked):
        one.close()


def test_a_rare_kind_is_found_behind_many_others(tmp_path: Path) -> None:
    """The limit counts what was asked for: other kinds are passed by, not scored."""
    build_index(
        [
            Entry(at, kind, (Label("pref", "nb", f"{kind} {at}"),), (), (("nb", "felles"),))
            for at, kind in enumerate(["code"] * 100 + ["dataset"])
        ],
        tmp_path,
    )
    searcher = Searcher.open(tmp_path, Limits(postings=30))
    hits = searcher.search("felles", "nb", size=5, kinds=frozenset({"dataset"}))
    assert [hit.number for hit in hits.items] == [100]
    assert searcher.search("felles", "nb", size=5).total == 30
    searcher.close()


def test_neighbours_are_bounded_and_distinct_from_the_word() -> None:
    """A typo has a known number of ways, and none of them is no typo."""
    around = list(neighbours("tiltak", "abcdefghijklmnopqrstuvwxyz"))
    assert "tiltak" not in around
    assert len(around) == 7 * 26 + 6 + 6 * 25 + 5
    assert {"tilta", "tiltakk", "tlitak", "tilsak"} <= set(around)


def test_threads_get_the_answers_of_one_thread(searcher: Searcher) -> None:
    """One searcher serves several threads at once."""
    texts = ["melding", "barn", "tlitak", "sak barn", "vedtak", "omsorg hjem", "i"] * 20
    alone = [searcher.search(text, "nb", size=10) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: searcher.search(text, "nb", size=10), texts))
    assert together == alone
