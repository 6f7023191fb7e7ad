"""The workbook as a spreadsheet program opens it: locks, drop-downs, help, and no formulas."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.editing.sheets.conftest import PLAIN, Desk, make_desk

if TYPE_CHECKING:
    from pathlib import Path


def opened(desk: Desk, lang: str = "en") -> Any:
    """Return the workbook as another program reads it."""
    desk.book.write_bytes(desk.export(lang))
    return openpyxl.load_workbook(desk.book)


def column(sheet: Any, key: str) -> int:
    """Return the number of a column."""
    return next(int(cell.column) for cell in sheet[1] if cell.value == key)


def test_what_may_not_change_is_locked(profiled: Desk) -> None:
    """Ids, notations that are there and the hidden columns are; terms and new rows aren't."""
    codes = opened(profiled)["Codes"]
    notation, label = column(codes, "notation"), column(codes, "prefLabel@nb")

    assert codes.protection.sheet
    assert codes.protection.password is None
    assert codes["A3"].protection.locked
    assert codes.cell(3, notation).protection.locked
    assert not codes.cell(3, label).protection.locked
    new_rows = next(
        area for area in codes.column_dimensions.values() if area.min <= notation <= area.max
    )
    assert not new_rows.protection.locked


def test_what_a_cell_cannot_show_exactly_is_locked(tmp_path: Path) -> None:
    """Two definitions in one language are shown, but can't be changed there."""
    desk = make_desk(
        tmp_path / "two",
        PLAIN.replace('"small animal that purrs"@en', '"small animal"@en , "purring animal"@en'),
    )
    sheet = opened(desk)["Concepts"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "cat")

    cell = sheet.cell(row, column(sheet, "definition@en"))

    assert cell.value == "small animal\npurring animal"
    assert cell.protection.locked
    assert desk.read().texts == {}


def test_drop_downs_have_plain_words_and_reach_new_rows(profiled: Desk) -> None:
    """A status is chosen in the reader's language, a concept by its name and id."""
    book = opened(profiled, "nb")
    sheet, lists = book["Begreper"], book["Lister"]
    formulas = {}
    for validation in sheet.data_validations.dataValidation:
        area = re.fullmatch(r"([A-Z]+)3:([A-Z]+)1048576", str(validation.sqref))
        assert area
        key = sheet[f"{area[1]}1"].value
        names = re.fullmatch(r"'Lister'!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)", validation.formula1 or "")
        if names:
            cells = lists[f"{names[1]}1:{names[1]}{names[2]}"]
            formulas[key] = [cell.value for (cell,) in cells]

    assert formulas["status"][:3] == ["Utkast", "Kandidat", "Gjeldende"]
    assert formulas["specializes"] == [
        "dyr (begrep/dyr)",
        "hund (begrep/hund)",
        "katt (begrep/katt)",
    ]
    assert lists.sheet_state == "hidden"


def test_every_head_is_plain_and_has_help(profiled: Desk) -> None:
    """The reader's language above, the property and what to write in the comment."""
    sheet = opened(profiled, "nn")["Omgrep"]

    heads = [cell for cell in sheet[2] if cell.value][:-1]

    assert heads[1].value == "Tilrådd term (bokmål)"
    assert "skos:prefLabel" in heads[1].comment.text
    assert all(head.comment and head.comment.text for head in heads)
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"


def test_why_related_is_shut_is_told(profiled: Desk) -> None:
    """Where relations have roles, the help says where to change them."""
    sheet = opened(profiled, "nb")["Begreper"]
    head = sheet.cell(2, column(sheet, "related"))

    assert "«Relasjoner»" in head.comment.text


@pytest.mark.parametrize(
    "payload",
    ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(0)", "\\t=1", "{=1}", "https://x.example"],
)
def test_nothing_in_the_data_is_a_formula_or_a_link(tmp_path: Path, payload: str) -> None:
    """A text is a text, whatever it begins with (CWE-1236)."""
    desk = make_desk(tmp_path / "hostile", PLAIN.replace("pussy cat", payload))
    desk.book.write_bytes(desk.export())

    with zipfile.ZipFile(desk.book) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        xml = b"".join(archive.read(name) for name in sheets if name.endswith(".xml"))

    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml
    assert desk.read().texts == {}


def test_a_text_longer_than_a_cell_is_shown_cut_and_kept_whole(tmp_path: Path) -> None:
    """Excel holds 32,767 characters in a cell; what has more is changed in the file."""
    desk = make_desk(tmp_path / "long", PLAIN.replace("animal that barks", "animal " * 6_000))
    sheet = opened(desk)["Concepts"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "dog")

    cell = sheet.cell(row, column(sheet, "definition@en"))

    assert len(cell.value) == 32_767
    assert cell.protection.locked
    assert desk.read().texts == {}


@pytest.mark.parametrize("odd", ["_x0041_", "a\\u0001b", "x005F_", "a\\u2028b", " edges ", ""])
def test_what_a_workbook_would_garble_is_kept(tmp_path: Path, odd: str) -> None:
    """Signs that the format itself uses, control characters and spaces at the ends stay."""
    desk = make_desk(tmp_path / "odd", PLAIN.replace("moggy", odd))
    desk.edit({})

    assert desk.read().texts == {}
    assert desk.read().faults == ()
