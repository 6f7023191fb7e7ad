"""Workbooks: text alone, the same bytes each time, and usable by people."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from catalog.formats import xlsx
from tests.conftest import PROJECT
from tests.formats.made import HOSTILE, LONG

MAKE = """
import hashlib, io
from catalog.formats import xlsx
file = io.BytesIO()
xlsx.write(file, "Koder", ["iri", "b"], [[str(n), f"æ{n}"] for n in range(50)])
print(hashlib.sha256(file.getvalue()).hexdigest())
"""


def sheet(title: str, lines: list[list[str]]) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return the one sheet of a workbook."""
    file = io.BytesIO()
    xlsx.write(file, title, ["a", "b", "c"], lines)
    book = openpyxl.load_workbook(file)
    assert len(book.worksheets) == 1
    return book.worksheets[0]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_are_the_same_whatever_the_process(seed: str) -> None:
    """Another hash seed, time zone and umask don't show."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed, "TZ": zone},
            check=True, capture_output=True, text=True, umask=mask,
        ).stdout
        for zone, mask in (("UTC", 0o022), ("Asia/Tokyo", 0o077), ("America/St_Johns", 0o000))
    }  # fmt: skip
    file = io.BytesIO()
    xlsx.write(file, "Koder", ["iri", "b"], ([str(n), f"æ{n}"] for n in range(50)))
    assert digests == {hashlib.sha256(file.getvalue()).hexdigest() + "\n"}


def test_there_is_no_formula_link_or_macro_in_it() -> None:
    """Whatever the texts are, the XML has cells of inline text and nothing that runs or fetches."""
    file = io.BytesIO()
    xlsx.write(file, "x", ["a"], [[text] for text in HOSTILE])
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        body = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not any("vba" in name or "external" in name for name in names)
    assert "<f>" not in body
    assert "<hyperlink" not in body
    assert 't="inlineStr"' in body


def test_a_person_can_use_it() -> None:
    """The head stays in sight and filters; a column with nothing in it is hidden."""
    found = sheet("Koder", [["1", "", "x"], ["2", "", ""]])
    assert found.freeze_panes == "B2"
    assert found.auto_filter.ref == "A1:C3"
    hidden = [name for name, column in found.column_dimensions.items() if column.hidden]
    assert hidden == ["B"]


@pytest.mark.parametrize(
    "title, shown",
    [("Melder", "Melder"), ("a/b:c*[d]", "a b c d"), ("x" * 99, "x" * 31), ("", "Data"),
     ("history", "Data"), ("'quoted'", "quoted"), ("\0\x1b", "Data"), ("[]", "Data")],
)  # fmt: skip
def test_a_title_is_made_fit(title: str, shown: str) -> None:
    """Excel refuses some letters and names for a sheet."""
    assert sheet(title, []).title == shown


def test_more_lines_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is left out in silence."""
    monkeypatch.setattr(xlsx, "MOST_LINES", 3)
    sheet("x", [["1"]] * 3)
    with pytest.raises(ValueError, match="more than 3 lines"):
        sheet("x", [["1"]] * 4)


def test_a_text_that_no_cell_can_hold_ends_in_an_ellipsis() -> None:
    """Excel counts UTF-16 units and calls a file with one too many broken."""
    shown = [row[0] for row in sheet("x", [[text] for text in LONG]).values][1:]
    assert shown == ["x" * 32_766 + "…", "😀" * 16_383 + "…", LONG[2]]
