"""What comes of an edited workbook: the changes asked for, and nothing else."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.editing.sheets.importing import judge
from catalog.editing.sheets.opening import read_workbook
from catalog.limits import LIMITS
from tests.conftest import HEAD, PROJECT
from tests.editing.sheets.conftest import PLAIN, Desk, codes, make_desk, notes

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://id.example.org/"
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def changed(desk: Desk, texts: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the lines that go and those that come."""
    gone, come = [], []
    for name, text in texts.items():
        path = desk.root / name
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        for line in difflib.ndiff(before, text.splitlines()):
            if line.startswith("- "):
                gone.append(line[2:].strip())
            elif line.startswith("+ "):
                come.append(line[2:].strip())
    return gone, come


def test_two_exports_are_equal_byte_for_byte(plain: Desk, profiled: Desk) -> None:
    """A workbook tells the same with the same bytes, whenever it is made."""
    assert plain.export() == plain.export()
    assert profiled.export("nb") == profiled.export("nb")
    assert profiled.export("nb") != profiled.export("en")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_untouched_workbook_changes_nothing(plain: Desk, profiled: Desk, lang: str) -> None:
    """What was exported in one language and read in another asks for nothing."""
    for desk in (plain, profiled):
        desk.book.write_bytes(desk.export(lang))

        outcome = desk.read()

        assert outcome.texts == {}
        assert outcome.faults == ()
        assert outcome.kept == 0


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_the_shipped_catalogue_survives_a_round_trip(tmp_path: Path, lang: str) -> None:
    """Another program saves the workbook, a reader of English imports it: nothing has changed."""
    desk = Desk(PROJECT)
    desk.book = tmp_path / "book.xlsx"
    desk.edit({}, lang)

    outcome = desk.read()

    assert outcome.texts == {}
    assert outcome.faults == ()
    assert len(desk.contents().rows["concepts"]) > 100


def test_one_edited_cell_is_one_changed_line(plain: Desk) -> None:
    """A definition changes where it stands; comments and all other lines stay."""
    outcome = plain.edited({("concepts", "cat", "definition@en"): "small animal that meows"})

    assert changed(plain, dict(outcome.texts)) == (
        ['skos:definition "small animal that purrs"@en ;'],
        ['skos:definition "small animal that meows"@en ;'],
    )


def test_a_resource_that_tells_when_it_was_modified_is_modified_today(plain: Desk) -> None:
    """Only a concept that has the date gets another."""
    outcome = plain.edited({("concepts", "dog", "definition@en"): "animal that howls"})

    _, come = changed(plain, dict(outcome.texts))

    assert 'dct:modified "2026-12-24"^^xsd:date .' in come
    assert 'skos:definition "animal that howls"@en ;  # a comment that stays' in come
    assert len(come) == 2


def test_what_fits_no_column_stays(plain: Desk) -> None:
    """A property that the sheets don't know is still there when its resource has changed."""
    outcome = plain.edited({("concepts", "cat", "altLabel@en"): "kitty\nmoggy"})

    gone, come = changed(plain, dict(outcome.texts))

    assert '"left alone"' in outcome.texts["things.ttl"]
    assert any('"kitty"@en' in line for line in come)
    assert any('"pussy cat"@en' in line for line in gone)


def test_a_row_that_is_deleted_stays_in_the_catalogue(plain: Desk) -> None:
    """Nothing is deleted: an IRI is forever."""
    plain.edit({})
    book = openpyxl.load_workbook(plain.book)
    sheet = next(one for one in book.worksheets if one["A1"].value == "concepts.id")
    sheet.delete_rows(4)
    book.save(plain.book)

    assert plain.read().texts == {}


def test_a_column_that_is_deleted_is_left_alone(plain: Desk) -> None:
    """Who sees only some columns changes only those."""
    plain.edit({("concepts", "cat", "definition@en"): "small animal"})
    book = openpyxl.load_workbook(plain.book)
    sheet = next(one for one in book.worksheets if one["A1"].value == "concepts.id")
    for key in ("altLabel@en", "broader"):
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == key))
    book.save(plain.book)

    outcome = plain.read()

    assert [edit.column.key for edit in outcome.edits] == ["definition@en"]
    assert codes(outcome) == []


def test_a_cell_changed_in_both_places_is_a_conflict(plain: Desk) -> None:
    """What somebody else wrote since the export is never overwritten."""
    plain.edit({("concepts", "cat", "definition@en"): "mine"})
    path = plain.root / "things.ttl"
    path.write_text(path.read_text("utf-8").replace("animal that purrs", "theirs"), "utf-8")

    outcome = plain.read()

    assert [code for _, code in codes(outcome)] == ["conflict"]
    assert outcome.texts == {}


def test_what_only_the_sources_changed_is_kept(plain: Desk) -> None:
    """An old workbook doesn't take the catalogue back to what it was."""
    plain.edit({("concepts", "dog", "definition@en"): "mine"})
    path = plain.root / "things.ttl"
    path.write_text(path.read_text("utf-8").replace("animal that purrs", "theirs"), "utf-8")

    outcome = plain.read()

    assert outcome.kept == 1
    assert [edit.resource for edit in outcome.edits] == [f"{BASE}dog"]


def test_both_changed_to_the_same_is_no_conflict(plain: Desk) -> None:
    """Two who agree have nothing to settle."""
    plain.edit({("concepts", "cat", "definition@en"): "ours"})
    path = plain.root / "things.ttl"
    path.write_text(
        path.read_text("utf-8").replace("small animal that purrs", "ours"), encoding="utf-8"
    )

    outcome = plain.read()

    assert (outcome.texts, outcome.faults, outcome.kept) == ({}, (), 0)


def test_without_marks_cells_are_compared_with_the_sources(plain: Desk) -> None:
    """A program that drops the hidden column is told of, and the edits still count."""
    plain.edit({("concepts", "cat", "definition@en"): "small animal"})
    book = openpyxl.load_workbook(plain.book)
    for sheet in book.worksheets:
        for cell in sheet[1]:
            if str(cell.value or "").startswith("marks:"):
                sheet.delete_cols(cell.column)
    book.save(plain.book)

    outcome = plain.read()

    assert set(notes(outcome)) == {"no-marks"}
    assert [edit.after[0][0] for edit in outcome.edits] == ["small animal"]


def test_a_finding_stands_at_its_cell(plain: Desk) -> None:
    """The check's own sentence is told at the sheet and cell that brought it."""
    plain.edit({("concepts", "dog", "definition@en"): "animal that barks\u202e"})
    standing = plain.standing()

    verdict = judge(plain.read(), standing, lambda _done, _total: None)

    assert verdict.wrong
    found = {one.finding.rule: one for one in verdict.placed if one.brought}
    assert found["bidi-character"].place == "Concepts!D5"
    book = openpyxl.load_workbook(plain.book)
    assert book["Concepts"]["D5"].value == found["bidi-character"].text


def test_what_was_wrong_before_stops_nothing(tmp_path: Path) -> None:
    """Who mends one thing needn't mend all: an old error elsewhere is not the import's."""
    desk = make_desk(tmp_path / "old", PLAIN.replace('"Animals"@en', '"Ani\\u202Emals"@en'))
    desk.edit({("concepts", "cat", "definition@en"): "small animal with claws"})

    verdict = judge(desk.read(), desk.standing(), lambda _done, _total: None)

    assert not verdict.wrong


TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf"),
        exclude_characters="↳",
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: "x005F" not in text and "_x" not in text and not text.startswith("="))


@FEW
@given(
    st.fixed_dictionaries(
        {},
        optional={
            ("concepts", id_, key): st.lists(TEXTS, min_size=1, max_size=3, unique=True)
            for id_ in ("cat", "dog", "animal")
            for key in ("altLabel@en", "scopeNote@en")
        },
    ),
    st.fixed_dictionaries(
        {}, optional={("concepts", id_, "definition@en"): TEXTS for id_ in ("cat", "dog")}
    ),
)
def test_what_is_written_in_cells_is_what_the_next_export_shows(
    plain: Desk,
    several: dict[tuple[str, str, str], list[str]],
    single: dict[tuple[str, str, str], str],
) -> None:
    """Export, edit, import, export: the cells show what was written, the others what they did."""
    (plain.root / "things.ttl").write_text(HEAD + PLAIN, encoding="utf-8")
    before = plain.cells("concepts")
    written = {**{key: "\n".join(values) for key, values in several.items()}, **single}

    outcome = plain.edited(dict(written))
    edited = {key.partition("@")[0] for _, _, key in written}
    for line in changed(plain, dict(outcome.texts))[0]:
        # The lines that go are those of the properties that were written, and of the date.
        assert any(f"skos:{name}" in line for name in edited) or "dct:modified" in line
    plain.save(outcome)

    expected = before | {(id_, key): text for (_, id_, key), text in written.items()}
    after = plain.cells("concepts")
    assert {key: set(text.split("\n")) for key, text in after.items()} == {
        key: set(text.split("\n")) for key, text in expected.items()
    }
    plain.book.write_bytes(plain.export())
    assert plain.read().texts == {}


def test_reading_the_workbook_back_shows_every_sheet(profiled: Desk) -> None:
    """There is a sheet to read first, one a kind, and the hidden lists of the drop-downs."""
    profiled.book.write_bytes(profiled.export("nb"))

    titles = [sheet.title for sheet in read_workbook(profiled.book, LIMITS)]

    assert titles == ["Les meg", "Begreper", "Kodelister", "Koder", "Relasjoner", "Lister"]
