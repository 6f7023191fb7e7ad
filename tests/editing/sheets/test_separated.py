"""CSV in the same columns: exact there and back, and harmless in every spreadsheet program."""

from __future__ import annotations

import csv
import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.editing.sheets.importing import understand
from catalog.editing.sheets.separated import (
    BOM,
    guarded,
    read_separated,
    unguarded,
    write_separated,
)
from catalog.editing.sheets.table import table
from catalog.errors import SheetUnreadable
from catalog.limits import LIMITS
from tests.editing.sheets.conftest import TODAY, Desk

if TYPE_CHECKING:
    from pathlib import Path


@given(st.text() | st.from_regex(r"\A'*[=+\-@\t\r\n]"))
def test_a_guarded_cell_is_no_formula_and_comes_back_exactly(text: str) -> None:
    """The apostrophe that makes a text of a formula is taken away again, and no other."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("separator", [",", ";"])
def test_an_untouched_file_changes_nothing(
    plain: Desk, tmp_path: Path, separator: str, bom: bool
) -> None:
    """Either separator, with or without a byte order mark, is known again."""
    contents = plain.contents()
    sheets = []
    for kind in contents.kinds:
        path = tmp_path / f"{kind}.csv"
        content = write_separated(table(contents, kind), separator=separator, bom=bom)
        path.write_bytes(content)
        assert content.decode().startswith(BOM) == bom
        sheets.append(read_separated(path, LIMITS))

    outcome = understand(tuple(sheets), plain.standing(), TODAY)

    assert (outcome.texts, outcome.faults) == ({}, ())


def test_an_edited_file_changes_the_sources(plain: Desk, tmp_path: Path) -> None:
    """A definition that begins like a formula is a definition, also on the way back."""
    path = tmp_path / "concepts.csv"
    content = write_separated(table(plain.contents(), "concepts")).decode()
    path.write_text(content.replace("small animal that purrs", "'=1+1 or more"), "utf-8")

    outcome = understand((read_separated(path, LIMITS),), plain.standing(), TODAY)

    assert '"=1+1 or more"@en' in outcome.texts["things.ttl"]


def test_a_formula_in_the_data_is_a_text_in_the_file(plain: Desk, tmp_path: Path) -> None:
    """What a program would run if it stood first in a cell doesn't stand first."""
    path = plain.root / "things.ttl"
    payload = "=HYPERLINK(0)"
    path.write_text(path.read_text("utf-8").replace("pussy cat", payload), encoding="utf-8")
    out = tmp_path / "concepts.csv"
    out.write_bytes(write_separated(table(plain.contents(), "concepts")))

    with out.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]

    assert any(payload in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


@pytest.mark.parametrize(
    "content,reason",
    [
        (b'"id","caf\xe9"\n', "sheet-not-utf-8"),
        (b"id\0,navn\n", "sheet-not-csv"),
        (b'"id,navn\n1,2\n', "sheet-not-csv"),
        (b"x," * 1_001 + b"\n", "sheet-too-wide"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """Another encoding, a binary file, an open quotation mark, a thousand columns."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises(SheetUnreadable) as problem:
        read_separated(path, LIMITS)

    assert problem.value.facts["reason"] == reason


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    """There is an end to what is read."""
    path = tmp_path / "x.csv"
    path.write_text("id\n" * 100, "utf-8")

    for limits in (
        dataclasses.replace(LIMITS, sheet_bytes=10),
        dataclasses.replace(LIMITS, sheet_rows=10),
    ):
        with pytest.raises(SheetUnreadable):
            read_separated(path, limits)
