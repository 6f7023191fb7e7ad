"""The index: the same entries give the same bytes, whatever surrounds the build."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.search import Entry, Label, Searcher, build_index

_BUILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:4]
from conftest import concepts
from catalog.search import build_index
entries = concepts()
build_index(entries if sys.argv[4] == "forwards" else reversed(entries), Path(sys.argv[1]))
"""


def _build(folder: Path, cwd: Path, order: str, **surroundings: str) -> dict[str, bytes]:
    folder.mkdir()
    here = Path(__file__).parent
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _BUILD, folder, here, here.parents[1], order],
        check=True,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **surroundings},
    )
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*"))}


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    """Under another hash seed, zone, locale, folder and order of the entries."""
    one = _build(
        tmp_path / "one", tmp_path, "forwards", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8"
    )
    other = _build(
        tmp_path / "another folder",
        Path("/"),
        "backwards",
        PYTHONHASHSEED="4242",
        TZ="Asia/Tokyo",
        LC_ALL="C",
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_another_label_gives_another_index(tmp_path: Path) -> None:
    """The comparison above would see a difference."""
    entries = [
        [Entry(1, "concept", (Label("pref", "nb", text),), (), ())] for text in ("sak", "dom")
    ]
    files = []
    for name, some in zip(("a", "b"), entries, strict=True):
        (tmp_path / name).mkdir()
        build_index(some, tmp_path / name)
        files.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert files[0].keys() == files[1].keys()
    assert files[0] != files[1]


def test_nothing_is_left_beside_the_index(tmp_path: Path) -> None:
    """No lock, no journal, no temporary file; and opening it writes none."""
    build_index([Entry(1, "concept", (Label("pref", "nb", "sak"),), (), ())], tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert not [name for name in names if "LOCK" in name or "tmp" in name or "journal" in name]
    Searcher.open(tmp_path).close()
    assert {path.name for path in tmp_path.iterdir()} == names


def test_an_empty_catalogue_answers(tmp_path: Path) -> None:
    """No entries is an index in which nothing is found."""
    build_index([], tmp_path)
    searcher = Searcher.open(tmp_path)
    assert searcher.search("sak og melding", "nb", size=5).total == 0
    assert searcher.suggest("sak", "nb", size=5) == ()
    searcher.close()


@pytest.mark.parametrize(
    "entry",
    [
        Entry(1, "concept", (), (), ()),
        Entry(1, "concept", (Label("pref", "nb", "!?"),), ("",), (("nb", ""),)),
        Entry(1, "concept", (Label("pref", "", "\ud800x"),), (), (("", "\x00"),)),
        Entry(2**31, "concept", (Label("pref", "nb", "a" * 70_000),), (), (("nb", "b " * 9_000),)),
    ],
)
def test_odd_entries_can_be_indexed(tmp_path: Path, entry: Entry) -> None:
    """Without labels, with signs only, with half a character, with very long texts."""
    plain = Entry(7, "concept", (Label("pref", "nb", "sak"),), (), ())
    build_index([entry, plain], tmp_path)
    searcher = Searcher.open(tmp_path)
    assert [hit.number for hit in searcher.search("sak", "nb", size=5).items] == [7]
    searcher.close()


def test_numbers_given_twice_are_refused(tmp_path: Path) -> None:
    """Two resources with one number could not be told apart in the answer."""
    entry = Entry(1, "concept", (Label("pref", "nb", "sak"),), (), ())
    with pytest.raises(ValueError, match="number 1 is given twice"):
        build_index([entry, entry], tmp_path)


def test_order_of_ties(tmp_path: Path) -> None:
    """Equal labels come by number; the shorter label first; the retired last."""
    build_index(
        [
            Entry(5, "concept", (Label("pref", "nb", "sak a"),), (), (), retired=True),
            Entry(4, "concept", (Label("pref", "nb", "sak bb"),), (), ()),
            Entry(3, "concept", (Label("pref", "nb", "sak b"),), (), ()),
            Entry(2, "concept", (Label("pref", "nb", "sak b"),), (), ()),
        ],
        tmp_path,
    )
    searcher = Searcher.open(tmp_path)
    assert [hit.number for hit in searcher.search("sak", "nb", size=5).items] == [2, 3, 4, 5]
    searcher.close()


def test_the_retired_come_last_in_any_language(tmp_path: Path) -> None:
    """A recommended label in another language goes before a retired one in the reader's."""
    build_index(
        [
            Entry(1, "concept", (Label("pref", "nb", "sakx"),), (), (), retired=True),
            Entry(2, "concept", (Label("pref", "en", "saky"),), (), ()),
        ],
        tmp_path,
    )
    searcher = Searcher.open(tmp_path)
    for found in (
        searcher.search("sak", "nb", size=5).items,
        searcher.suggest("sak", "nb", size=5),
    ):
        assert [one.number for one in found] == [2, 1]
    searcher.close()


def test_a_text_with_the_word_itself_comes_first(tmp_path: Path) -> None:
    """Before a text that only holds a longer word with the same beginning."""
    build_index(
        [
            Entry(1, "concept", (Label("pref", "nb", "alfa"),), (), (("nb", "sakkyndig ord"),)),
            Entry(2, "concept", (Label("pref", "nb", "beta"),), (), (("nb", "sak ord"),)),
        ],
        tmp_path,
    )
    searcher = Searcher.open(tmp_path)
    assert [hit.number for hit in searcher.search("sak", "nb", size=5).items] == [2, 1]
    searcher.close()
