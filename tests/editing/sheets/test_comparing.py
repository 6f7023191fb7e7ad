"""Cells that can't be meant, each told at its place; nothing is written then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.editing.sheets.conftest import Cells, Desk, codes, notes

if TYPE_CHECKING:
    from collections.abc import Callable

CURRENT = "http://publications.europa.eu/resource/authority/concept-status/CURRENT"


def first(book: Any, kind: str) -> Any:
    """Return the sheet of a kind."""
    return next(one for one in book.worksheets if one["A1"].value == f"{kind}.id")


def altered(desk: Desk, alter: Callable[[Any], None]) -> Desk:
    """Export, and let ``alter`` do with the workbook what it likes."""
    desk.edit({})
    book = openpyxl.load_workbook(desk.book)
    alter(book)
    book.save(desk.book)
    return desk


@pytest.mark.parametrize(
    "key,value,code",
    [
        ("definition@en", "=1+1", "formula"),
        ("definition@en", 1.1, "number"),
        ("altLabel@en", 42, "number"),
        ("broader", "no such animal", "unknown-thing"),
        ("broader", "pets (pets)", "other-kind"),
        ("broader", "Animals", "other-kind"),
        ("scopeNote@en", "another", "inexact"),
    ],
)
def test_a_cell_that_cannot_be_meant_stops_the_import(
    plain: Desk, key: str, value: object, code: str
) -> None:
    """The fault stands at the very cell, and no file is touched."""
    path = plain.root / "things.ttl"
    if code == "inexact":
        # A carriage return is nothing that a cell can hold.
        path.write_text(path.read_text("utf-8").replace("lines,\\n", "lines,\\r\\n"), "utf-8")

    outcome = plain.edited({("concepts", "cat", key): value})

    assert [found for _, found in codes(outcome)] == [code]
    assert codes(outcome)[0][0].startswith("Concepts!")
    assert outcome.texts == {}


@pytest.mark.parametrize(
    "key,value,code",
    [
        ("status", "Gjeldene", "not-a-choice"),
        ("startDate", "i fjor", "not-a-date"),
        ("startDate", "2026-02-30", "not-a-date"),
        ("startDate", 46022, "number-date"),
        ("related", "hund (begrep/hund)", "roles"),
        ("definitionRelation@nn", "self-composed", "no-text"),
    ],
)
def test_a_choice_or_date_that_is_none_stops_the_import(
    profiled: Desk, key: str, value: object, code: str
) -> None:
    """What may stand there is told in words."""
    outcome = profiled.edited({("concepts", "begrep/dyr", key): value})

    assert [found for _, found in codes(outcome)] == [code]
    if code == "number-date":
        assert outcome.faults[0].facts["known"] == "2025-12-31"
    if code == "not-a-choice":
        assert "Current" in outcome.faults[0].facts["known"]


@pytest.mark.parametrize("word", ["Gjeldende", "gjeldande", "Current", "CURRENT", CURRENT])
def test_a_status_is_known_in_any_language(profiled: Desk, word: str) -> None:
    """A workbook may wander between people who read different languages."""
    outcome = profiled.edited({("concepts", "begrep/hund", "status"): word})

    assert [edit.after for edit in outcome.edits] == [(CURRENT,)]


@pytest.mark.parametrize("written", ["2026-12-31", "31.12.2026", " 2026-12-31\u00a0"])
def test_a_date_is_known_as_people_write_it(profiled: Desk, written: str) -> None:
    """The Norwegian order is told apart by its dots."""
    outcome = profiled.edited({("concepts", "begrep/hund", "startDate"): written})

    assert [edit.after[0][0] for edit in outcome.edits] == ["2026-12-31"]


def test_a_code_that_became_a_number_is_never_guessed(profiled: Desk) -> None:
    """1.1 as a number may have been 1.10: it is right where it says the same, else refused."""
    outcome = profiled.edited({("codes", "liste/1.1", "notation"): 1.1})
    assert (codes(outcome), outcome.texts) == ([], {})

    outcome = profiled.edited({("codes", "liste/1.1", "notation"): 1.2})
    assert [code for _, code in codes(outcome)] == ["number"]


def test_a_code_keeps_its_notation(profiled: Desk) -> None:
    """What others report with is not changed once it is there."""
    outcome = profiled.edited({("codes", "liste/1.1", "notation"): "1.2"})

    assert [code for _, code in codes(outcome)] == ["locked"]


def test_white_space_that_nobody_sees_is_no_change(plain: Desk) -> None:
    """Another program's line ends, spaces and hard spaces at the ends ask for nothing."""
    outcome = plain.edited(
        {
            ("concepts", "cat", "altLabel@en"): "pussy cat \r\nmoggy\u00a0\r\n\r\n",
            ("concepts", "cat", "definition@en"): " small animal that purrs\t",
        }
    )

    assert (outcome.texts, outcome.faults) == ({}, ())


def test_typographic_signs_stay_as_they_are_written(plain: Desk) -> None:
    """Quotation marks and hard spaces within a text are the editor's own."""
    text = "“the” § 2 animal’s"
    outcome = plain.edited({("concepts", "cat", "definition@en"): text})

    assert [edit.after[0][0] for edit in outcome.edits] == [text]


def test_a_text_of_several_lines_stays_one_text(plain: Desk) -> None:
    """A line that goes on with the one above is marked, and read so again."""
    assert plain.cells("concepts")["cat", "scopeNote@en"] == "Two lines,\n↳ as it happens."

    outcome = plain.edited(
        {("concepts", "cat", "scopeNote@en"): "Two lines,\n↳ as it happens.\nAnother."}
    )

    assert [set(edit.after) - set(edit.before) for edit in outcome.edits] == [
        {("Another.", "en", "")}
    ]


@pytest.mark.parametrize("head", [False, True])
@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_columns_are_known_in_any_order_by_key_or_head(plain: Desk, lang: str, head: bool) -> None:
    """Columns may be moved, and the hidden row of keys may be lost."""
    plain.edit({("concepts", "cat", "definition@en"): "small animal"}, lang)
    book = openpyxl.load_workbook(plain.book)
    sheet = first(book, "concepts")
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for row in rows[1:] if head else rows:
        sheet.append(row)
    book.save(plain.book)

    outcome = plain.read()

    assert [edit.column.key for edit in outcome.edits] == ["definition@en"]
    assert notes(outcome) == (["no-marks"] if head else [])


def test_a_sheet_without_ids_is_refused(plain: Desk) -> None:
    """Without ids nobody can know what a row is about."""

    def alter(book: Any) -> None:
        first(book, "concepts").delete_cols(1)

    assert [code for _, code in codes(altered(plain, alter).read())] == ["no-id-column"]


def test_strange_sheets_and_columns_are_told_of_and_left_alone(plain: Desk) -> None:
    """People keep notes of their own in a workbook, with formulas too."""

    def alter(book: Any) -> None:
        book.create_sheet("Mine").append(["=1+1"])
        sheet = first(book, "concepts")
        sheet.insert_cols(2)
        sheet.cell(2, 2).value = sheet.cell(1, 2).value = "Ask Kari"
        sheet.cell(3, 2).value = "=1+1"

    outcome = altered(plain, alter).read()

    assert sorted(notes(outcome)) == ["unknown-column", "unknown-sheet"]
    assert codes(outcome) == []


def test_a_column_that_stands_twice_is_refused(plain: Desk) -> None:
    """Nobody can know which of them counts."""

    def alter(book: Any) -> None:
        sheet = first(book, "concepts")
        sheet.insert_cols(2)
        sheet.cell(1, 2).value = "definition@en"

    assert [code for _, code in codes(altered(plain, alter).read())] == ["column-twice"]


def test_merged_cells_are_refused_at_their_first(plain: Desk) -> None:
    """A merged cell has emptied its neighbours."""

    def alter(book: Any) -> None:
        first(book, "concepts").merge_cells("B4:B5")

    assert ("Concepts!B4", "merged") in codes(altered(plain, alter).read())


def test_an_id_that_stands_twice_is_refused(plain: Desk) -> None:
    """The second row is told where the first is."""

    def alter(book: Any) -> None:
        first(book, "concepts")["A5"].value = first(book, "concepts")["A4"].value

    outcome = altered(plain, alter).read()

    assert codes(outcome) == [("Concepts!A5", "id-twice")]
    assert outcome.faults[0].facts["other"] == "A4"


def test_an_id_that_is_not_there_is_refused(plain: Desk) -> None:
    """A row that was exported had an id that is known; what it says now is a slip."""

    def alter(book: Any) -> None:
        first(book, "concepts")["A4"].value = "catt"

    assert codes(altered(plain, alter).read()) == [("Concepts!A4", "id-unknown")]


def test_rows_that_were_sorted_without_their_marks_are_told_of(plain: Desk) -> None:
    """Marks of another row would call everything a conflict, so they don't count."""

    def alter(book: Any) -> None:
        sheet = first(book, "concepts")
        last = sheet.max_column
        sheet.cell(4, last).value, sheet.cell(5, last).value = (
            sheet.cell(5, last).value,
            sheet.cell(4, last).value,
        )

    outcome = altered(plain, alter).read()

    assert notes(outcome) == ["marks-moved", "marks-moved"]
    assert outcome.texts == {}


def test_names_that_several_have_must_be_told_apart(plain: Desk) -> None:
    """The name alone will do where one has it; else the id is asked for."""
    path = plain.root / "things.ttl"
    path.write_text(
        path.read_text("utf-8")
        + '<https://id.example.org/beast> a skos:Concept ; skos:prefLabel "Creature"@en .\n'
        + '<https://id.example.org/being> a skos:Concept ; skos:prefLabel "creature"@en .\n',
        encoding="utf-8",
    )
    cells: Cells = {("concepts", "beast", "related"): "dog"}
    assert [edit.after for edit in plain.edited(cells).edits] == [("https://id.example.org/dog",)]

    outcome = plain.edited({("concepts", "cat", "related"): "creature"})

    assert [code for _, code in codes(outcome)] == ["several-have-name"]
    assert "(beast)" in outcome.faults[0].facts["known"]
