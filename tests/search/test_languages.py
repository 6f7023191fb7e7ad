"""Languages without an analysis of their own are searchable too."""

from collections.abc import Iterator

import pytest

from catalog.search import Entry, Label, Searcher, build_index

_LABELS = {
    1: ("fr", "mesure de protection de l’enfance"),
    2: ("fr", "signalement"),
    3: ("ja", "児童福祉法"),
    4: ("ja", "相談センター"),
    5: ("ru", "опека над детьми"),
    6: ("el", "παιδική προστασία"),
    7: ("ar", "حماية الطفل"),
    8: ("hi", "बाल कल्याण"),
    9: ("se", "mánáidsuodjalus"),
    10: ("th", "การคุ้มครองเด็ก"),
    11: ("ko", "아동복지시설"),
    12: ("de", "Kinderschutzmaßnahme"),
    13: ("tr", "Irmak \u0131\u015f\u0131k"),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """One label in each of many languages, and no Norwegian one."""
    folder = tmp_path_factory.mktemp("world")
    build_index(
        [
            Entry(number, "concept", (Label("pref", lang, text),), (), ())
            for number, (lang, text) in _LABELS.items()
        ],
        folder,
    )
    searcher = Searcher.open(folder)
    yield searcher
    searcher.close()


@pytest.mark.parametrize("number", _LABELS)
def test_each_label_finds_its_own(world: Searcher, number: int) -> None:
    """The label itself comes first, in every script, also in capitals."""
    lang, text = _LABELS[number]
    for typed in (text, text.upper()):
        assert world.search(typed, lang, size=1).items[0].number == number


@pytest.mark.parametrize(
    "typed, number",
    [
        ("protection enfance", 1),
        ("lenfance", 1),
        ("signalment", 2),
        ("福祉", 3),
        ("児", 3),
        ("ｾﾝﾀｰ", 4),
        ("センター", 4),
        ("детьми", 5),
        ("опеку", 5),
        ("παιδικη", 6),
        ("الطفل", 7),
        ("कल्याण", 8),
        ("manaid", 9),
        ("เด็ก", 10),
        ("복지", 11),
        ("kinderschutzmassnahme", 12),
        ("isik", 13),
    ],
)
def test_parts_and_spellings(world: Searcher, typed: str, number: int) -> None:
    """A word, a prefix, a pair of signs, a missing accent, another width, one typo."""
    assert [hit.number for hit in world.search(typed, "nb", size=5).items] == [number]


@pytest.mark.parametrize(
    "typed, number", [("児", 3), ("福祉", 3), ("sig", 2), ("prote", 1), ("дет", 5), ("बा", 8)]
)
def test_suggestions_in_any_script(world: Searcher, typed: str, number: int) -> None:
    """From the beginning of a label, of a later word, and within a run without spaces."""
    assert [one.number for one in world.suggest(typed, "ja", size=5)] == [number]
