"""Workbooks from anywhere: what can be read is read, and the rest is refused by its name."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.xml import DEFUSEDXML

from catalog.editing.sheets.opening import read_workbook
from catalog.errors import SheetUnreadable
from catalog.limits import LIMITS

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.limits import Limits


def book(**parts: bytes) -> bytes:
    """Return a small workbook; ``parts`` replace or add files in it, ``__`` is a slash."""
    stream = io.BytesIO()
    whole = xlsxwriter.Workbook(stream, {"in_memory": True})
    whole.add_worksheet("Ark").write_string(0, 0, "tekst")
    whole.close()
    return packed(stream.getvalue(), parts)


def packed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip file with some of its files exchanged."""
    exchanged = {name.replace("__", "/"): part for name, part in parts.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, exchanged.pop(name) if name in exchanged else old.read(name))
        for name, part in exchanged.items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet(rows: str, after: str = "") -> bytes:
    """Return the XML of a sheet, as another program than ours writes it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def refused(path: Path, content: bytes, limits: Limits = LIMITS) -> str:
    """Return why a workbook is refused."""
    path.write_bytes(content)
    with pytest.raises(SheetUnreadable) as problem:
        read_workbook(path, limits)
    return str(problem.value.facts["reason"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a workbook lies."""
    return tmp_path / "book.xlsx"


def test_a_workbook_is_read_as_cells(path: Path) -> None:
    """The title and the cells come as they are."""
    path.write_bytes(book())

    (only,) = read_workbook(path, LIMITS)

    assert only.title == "Ark"
    assert [field.text for field in only.rows[1]] == ["tekst"]


def test_xml_is_read_by_the_safe_parser() -> None:
    """The library that refuses entities is in effect."""
    assert DEFUSEDXML


@pytest.mark.parametrize(
    "content,reason",
    [
        (b"", "sheet-broken"),
        (b"id;navn\n1;2\n", "sheet-broken"),
        (b"PK\x03\x04" + b"\0" * 100, "sheet-broken"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"Workbook", "sheet-old-format"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "sheet-encrypted",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(path: Path, content: bytes, reason: str) -> None:
    """An empty file, text, a broken archive, the old format, and a locked file are told apart."""
    assert refused(path, content) == reason


@pytest.mark.parametrize(
    "parts,reason",
    [
        ({"xl__vbaProject.bin": b"macro"}, "sheet-macros"),
        ({"xl__macrosheets__sheet1.xml": b"<a/>"}, "sheet-macros"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "sheet-open-document"),
        ({"xl__workbook.xml": b"<not closed"}, "sheet-broken"),
        ({"xl__worksheets__sheet1.xml": b"<worksheet"}, "sheet-broken"),
    ],
)
def test_a_workbook_with_more_or_less_than_cells_is_refused(
    path: Path, parts: dict[str, bytes], reason: str
) -> None:
    """Macros are never looked at, and what is damaged is never guessed at."""
    assert refused(path, book(**parts)) == reason


def test_a_type_that_may_hold_macros_is_refused(path: Path) -> None:
    """A workbook that says it has macros is refused though its file has another name."""
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        types = archive.read("[Content_Types].xml")
    types = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")

    assert refused(path, packed(book(), {"[Content_Types].xml": types})) == "sheet-macros"


@pytest.mark.parametrize("entity", ["&b;", "&x;"])
def test_entities_are_refused(path: Path, entity: str) -> None:
    """A billion laughs and a file of this machine are refused before any parser sees them."""
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{entity}</t></is></c></row>'
        "</sheetData></worksheet>"
    ).encode()

    assert refused(path, book(xl__worksheets__sheet1=b"x", **{"xl__worksheets__sheet1.xml": bomb}))
    assert refused(path, book(**{"xl__worksheets__sheet1.xml": bomb})) == "sheet-broken"
    assert refused(path, book(**{"xl__worksheets__sheet1.xml": bomb.decode().encode("utf-16")}))


def test_a_small_file_that_unpacks_to_much_is_refused_unopened(path: Path) -> None:
    """A bomb is known by what the archive says it unpacks to."""
    limits = dataclasses.replace(LIMITS, sheet_bytes=1_000_000)
    bomb = book(**{"xl__worksheets__sheet1.xml": sheet(" " * 2_000_000)})

    assert len(bomb) < 50_000
    assert refused(path, bomb, limits) == "sheet-too-large"
    many = book(**{f"xl__media__{number}.png": b"" for number in range(30)})
    assert refused(path, many, dataclasses.replace(LIMITS, sheet_parts=20)) == "sheet-too-large"


def test_too_many_rows_or_columns_are_refused(path: Path) -> None:
    """There is an end to what is read."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 40))
    content = book(**{"xl__worksheets__sheet1.xml": sheet(rows)})
    assert refused(path, content, dataclasses.replace(LIMITS, sheet_rows=20)) == "sheet-too-long"
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert refused(path, book(**{"xl__worksheets__sheet1.xml": sheet(wide)})) == "sheet-too-wide"


def test_a_sheet_saved_by_libreoffice_is_read(path: Path) -> None:
    """Inline texts, no dimensions, empty rows to the very end, a lone style at the far right."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><v>a\u00a0b </v></c><c r="B2" t="b"><v>1</v></c></row>'
        '<row r="1048575"><c r="AMJ1048575" s="0"/></row><row r="1048576"/>'
    )
    path.write_bytes(book(**{"xl__worksheets__sheet1.xml": sheet(rows)}))

    (only,) = read_workbook(path, LIMITS)

    assert {number: [field.text for field in row] for number, row in only.rows.items()} == {
        1: ["id"],
        2: ["a\u00a0b ", "true"],
    }


def test_formulas_errors_numbers_and_dates_are_known_for_what_they_are(path: Path) -> None:
    """A formula is never run: its text is there to tell of; a date is its day."""
    whole = openpyxl.Workbook()
    whole.active.append(["=1+1", 1.1, dt.datetime(2026, 12, 31), dt.date(2026, 1, 2), "#N/A"])  # noqa: DTZ001
    whole.active["E1"].data_type = "e"
    whole.save(path)

    ((row,),) = (only.rows.values() for only in read_workbook(path, LIMITS))

    assert [(field.kind, field.text) for field in row] == [
        ("formula", "=1+1"),
        ("number", "1.1"),
        ("text", "2026-12-31"),
        ("text", "2026-01-02"),
        ("error", "#N/A"),
    ]


def test_merged_cells_are_told_of(path: Path) -> None:
    """Where cells are merged, only the first has the text; nobody can know what was meant."""
    whole = openpyxl.Workbook()
    whole.active["A1"] = "x"
    whole.active.merge_cells("A1:B3")
    whole.save(path)

    assert [only.merged for only in read_workbook(path, LIMITS)] == [("A1:B3",)]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(path: Path, at: int, noise: bytes) -> None:
    """Whatever is written over a workbook, there is a clear answer and never another error."""
    content = bytearray(book())
    at %= len(content)
    content[at : at + len(noise)] = noise
    path.write_bytes(bytes(content))

    with contextlib.suppress(SheetUnreadable):
        assert isinstance(read_workbook(path, LIMITS), tuple)
