"""Search: what is found, and what comes first."""

from pathlib import Path

import pytest

from catalog.search import Entry, Label, Searcher, build_index


def found(searcher: Searcher, names: dict[int, str], text: str, lang: str = "nb") -> list[str]:
    """The names of what a query finds, in order."""
    return [names[hit.number] for hit in searcher.search(text, lang, size=50).items]


@pytest.mark.parametrize(
    "text, first",
    [
        ("bekymringsmelding", "bekymringsmelding"),
        ("BEKYMRINGSMELDING", "bekymringsmelding"),
        ("bekymringsmeldingene", "bekymringsmelding"),
        ("bekymrings melding", "bekymringsmelding"),
        ("report of concern", "bekymringsmelding"),
        ("concern report", "bekymringsmelding"),
        ("barnevernvakt", "barnevernsvakt"),
        ("barnevernvakten", "barnevernsvakt"),
        ("barnevernstjenesten", "barnevernstjeneste"),
        ("barnevernstenesta", "barnevernstjeneste"),
        ("saksinnhald", "saksinnhold"),
        ("omradet", "område"),
        ("omraadet", "område"),
        ("området", "område"),
        ("undersøkelser", "undersøkelse"),
        ("undersøkinga", "undersøkelse"),
        ("undersoekelse", "undersøkelse"),
        ("tiltakene", "tiltak"),
        ("barna", "barn"),
        ("barnets", "barn"),
        ("children", "barn"),
        ("foreldrene", "forelder"),
        ("ansvaret", "ansvar"),
        ("myndigheitene", "myndighet"),
        ("epost", "e-post"),
        ("e-post", "e-post"),
        ("tlitak", "tiltak"),
        ("omsorgsvikt", "omsorgssvikt"),
        ("mål", "mål"),
        ("mal", "mal"),
        ("internmelding", "intern melding"),
        ("melding intern", "intern melding"),
        ("hjemmet utenfor plassering", "plassering utenfor hjemmet"),
    ],
)
def test_the_meant_concept_comes_first(
    searcher: Searcher, names: dict[int, str], text: str, first: str
) -> None:
    """However it is typed, bent, taken apart or misspelled."""
    assert found(searcher, names, text)[:1] == [first]


def test_compounds_are_found_by_their_last_part(searcher: Searcher, names: dict[int, str]) -> None:
    """The word itself comes first, then labels with the word, then compounds, then texts."""
    order = found(searcher, names, "melding")
    places = [order.index(name) for name in ("melding", "intern melding", "bekymringsmelding")]
    assert order[0] == "melding"
    assert places == sorted(places)


def test_what_was_asked_for_is_not_any_run_of_letters(
    searcher: Searcher, names: dict[int, str]
) -> None:
    """No compound with "tale" is "avtale": two letters are no first part."""
    assert found(searcher, names, "tale") == ["tale"]


def test_a_compound_taken_apart_is_the_compound(searcher: Searcher) -> None:
    """Written in two, it is a better match than two words that it happens to hold."""
    apart, words = (
        searcher.search(text, "nb", size=1).items[0]
        for text in ("bekymrings melding", "melding bekymring")
    )
    assert apart.number == words.number
    assert apart.score > words.score


def test_the_last_part_of_a_compound_is_offered_last(
    searcher: Searcher, names: dict[int, str]
) -> None:
    """Whoever asks for the compound may have use of the plain word."""
    assert found(searcher, names, "barnevernstjenesten") == ["barnevernstjeneste", "tjeneste"]


def test_the_discouraged_label_is_what_matched(searcher: Searcher) -> None:
    """A page can say which word to use instead."""
    hit = searcher.search("fylkesnemnda", "nb", size=1).items[0]
    assert hit.matched == Label("hidden", "nb", "fylkesnemnda")


def test_exact_labels_come_in_the_order_of_their_roles(searcher: Searcher) -> None:
    """The recommended before the retired, a preferred label before an alternative one."""
    numbers = [hit.number for hit in searcher.search("vedtak", "nb", size=3).items]
    assert numbers == [125, 600, 601]


def test_the_asked_language_comes_first(searcher: Searcher) -> None:
    """The label shown is the one in the reader's own language, where it matches as well."""
    for lang in ("nb", "nn"):
        matched = searcher.search("melding", lang, size=1).items[0].matched
        assert matched == Label("pref", lang, "melding")


@pytest.mark.parametrize("lang", ["no", "nb-NO"])
def test_norwegian_by_another_tag_is_bokmal(searcher: Searcher, lang: str) -> None:
    """Asked for in "no", the label in bokmål is the one shown."""
    matched = searcher.search("melding", lang, size=1).items[0].matched
    assert matched == Label("pref", "nb", "melding")


@pytest.mark.parametrize(
    "text, first", [("2.3", 500), ("24", 501), ("melder 23", 500), ("23 sakstype", 502)]
)
def test_codes_are_found_by_notation(searcher: Searcher, text: str, first: int) -> None:
    """By notation alone, and by the words around it; no label matched, so none is named."""
    hit = searcher.search(text, "nb", size=1).items[0]
    assert (hit.number, hit.matched) == (first, None)


def test_text_matches_after_labels(searcher: Searcher, names: dict[int, str]) -> None:
    """A word of a definition finds its concept, and no label is named for it."""
    hits = searcher.search("beredskap kontortid", "nb", size=5)
    assert [names[hit.number] for hit in hits.items] == ["barnevernsvakt"]
    assert hits.items[0].matched is None


def test_all_words_may_stand_in_label_and_text(searcher: Searcher, names: dict[int, str]) -> None:
    """One word of the label and one of the definition make a hit."""
    assert found(searcher, names, "institusjon bo") == ["barnevernsinstitusjon"]


def test_some_words_are_better_than_nothing(searcher: Searcher, names: dict[int, str]) -> None:
    """When no resource has all the words, those with most of them are shown."""
    hits = searcher.search("xyzzy fosterhjem", "nb", size=5)
    assert names[hits.items[0].number] == "fosterhjem"
    assert hits.items[0].score < searcher.search("fosterhjem", "nb", size=1).items[0].score


def test_stop_words_need_not_be_found(searcher: Searcher, names: dict[int, str]) -> None:
    """With a preposition between them, two words are asked for, not three."""
    assert found(searcher, names, "barn i fosterhjem")[0] == "fosterhjem"


def test_a_correction_is_told(searcher: Searcher) -> None:
    """The page can say what it shows hits for, in the catalogue's spelling."""
    assert searcher.search("barns omsorgsvikk", "nb", size=5).corrected is None
    assert searcher.search("barns omsorgssvikk", "nb", size=5).corrected == "barns omsorgssvikt"
    assert searcher.search("undersøkkelse", "nb", size=5).corrected == "undersøkelse"


@pytest.mark.parametrize("text", ["barnevernvakt", "bekymringmelding", "tiltak", "epost"])
def test_other_spellings_are_not_corrected(searcher: Searcher, text: str) -> None:
    """A linking letter left out, or a hyphen, is no mistake to point at."""
    hits = searcher.search(text, "nb", size=5)
    assert hits.total
    assert hits.corrected is None


@pytest.mark.parametrize("text", ["25", "xyz", "tlitka", "qwertyuiop"])
def test_what_is_not_there_is_not_found(searcher: Searcher, text: str) -> None:
    """Digits are never mended, and two typos are not a typo."""
    assert searcher.search(text, "nb", size=5).total == 0


def test_kinds_narrow_the_hits(searcher: Searcher, names: dict[int, str]) -> None:
    """Only resources of the kinds asked for are counted and shown."""
    hits = searcher.search("meldinger", "nb", size=50, kinds=frozenset({"dataset"}))
    assert (hits.total, [names[hit.number] for hit in hits.items]) == (1, ["meldinger per år"])
    assert searcher.search("meldinger", "nb", size=5, kinds=frozenset({"nothing"})).total == 0


def test_pages_follow_each_other(searcher: Searcher) -> None:
    """Pages put together are the whole list, each resource once, scores falling."""
    whole = searcher.search("barn", "nb", size=50)
    paged = [
        hit
        for start in range(0, whole.total, 3)
        for hit in searcher.search("barn", "nb", size=3, start=start).items
    ]
    assert paged == list(whole.items)
    assert len({hit.number for hit in paged}) == whole.total
    scores = [hit.score for hit in paged]
    assert scores == sorted(scores, reverse=True)


def test_a_concept_by_any_of_its_names_comes_before_a_code(tmp_path: Path) -> None:
    """A value in some list that is called just so stands after the concept that it may mean."""
    entries = [
        Entry(1, "code", (Label("pref", "nb", "Melding"),), ("Melding",), ()),
        Entry(2, "concept", (Label("pref", "nb", "bekymringsmelding"),
                             Label("alt", "nb", "melding")), (), ()),
        Entry(3, "concept", (Label("pref", "nb", "varsel"),
                             Label("hidden", "nb", "melding")), (), ()),
    ]  # fmt: skip
    build_index(entries, tmp_path)
    searcher = Searcher.open(tmp_path)
    assert [hit.number for hit in searcher.search("melding", "nb", size=3).items] == [2, 3, 1]
    searcher.close()
