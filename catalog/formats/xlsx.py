"""XLSX: lines of cells → a workbook of one sheet with nothing but text; the same bytes always."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, BinaryIO, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

MOST_LINES: Final = 1_048_575
"""Below the head: Excel's own limit."""
MOST_CHARACTERS: Final = 32_767
"""In a cell, counted as UTF-16 does: Excel's own limit."""
MOST_IN_TITLE: Final = 31
CREATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 — a workbook has no time zones
WIDTH: Final = 24
NO_TITLE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ufffe\uffff]+")
# XML 1.0 §2.2 has no place for these; XlsxWriter itself takes care of the other controls.
NO_TEXT: Final = re.compile("[\ufffe\uffff]")
RICH: Final = re.compile(r"<r>.*</r>", re.DOTALL)


def write(file: BinaryIO, title: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Write a workbook into ``file``, in memory that doesn't grow with its length.

    Columns with nothing in them are hidden. A text longer than a cell can be ends in ``…``.
    Raises ValueError for more lines than a sheet can have.
    """
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(_title(title))
    bold = book.add_format({"bold": True})
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    filled: set[int] = set()
    count = 0
    for count, cells in enumerate(lines, start=1):
        if count > MOST_LINES:
            book.close()
            raise ValueError(f"more than {MOST_LINES} lines")
        for column, text in enumerate(cells):
            if text:
                filled.add(column)
                _write(sheet, count, column, text)
    for column in range(len(head)):
        sheet.set_column(column, column, WIDTH, None, {"hidden": count and column not in filled})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(head) - 1)
    book.close()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    text = _fitting(NO_TEXT.sub("\ufffd", text))
    if RICH.fullmatch(text):
        # XlsxWriter takes this for the XML of its own rich texts and would let it in as it is.
        sheet.write_rich_string(row, column, text[0], text[1], text[2:])
    else:
        sheet.write_string(row, column, text)


def _fitting(text: str) -> str:
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MOST_CHARACTERS * 2:
        return text
    return units[: (MOST_CHARACTERS - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _title(title: str) -> str:
    """Return ``title`` as Excel lets a sheet be called."""
    name = NO_TITLE.sub(" ", title)[:MOST_IN_TITLE].strip(" '")
    return name if name and name.casefold() != "history" else "Data"
