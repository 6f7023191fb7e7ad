"""Tables as CSV (RFC 4180) and back; no cell can be taken for a formula, and none is changed."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets.sheet import Field, Sheet
from catalog.errors import SheetUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.editing.sheets.table import Table
    from catalog.limits import Limits

BOM: Final = "\ufeff"
SEPARATORS: Final = (",", ";", "\t")
TAKEN_FOR_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n]")
"""CWE-1236: what a spreadsheet program may run; an apostrophe before it makes it a text."""
GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")


def write_separated(table: Table, *, separator: str = ",", bom: bool = False) -> bytes:
    """Return one kind as CSV; the first row has the names of the columns."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.keys)
    for row in table.rows:
        writer.writerow(map(guarded, (row.id, *(cell.text for cell in row.cells), row.marks)))
    return ((BOM if bom else "") + stream.getvalue()).encode()


def read_separated(path: Path, limits: Limits) -> Sheet:
    """Read a CSV file with ``,``, ``;`` or tab between its cells, with a BOM or without.

    Raises SheetUnreadable where it is too large, isn't UTF-8, or isn't CSV.
    """
    try:
        if path.stat().st_size > limits.sheet_bytes:
            raise SheetUnreadable(str(path), reason="sheet-too-large")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetUnreadable(str(path), reason="sheet-not-utf-8") from None
    except OSError as problem:
        raise SheetUnreadable(str(path), reason=problem.strerror or str(problem)) from None
    if "\0" in text:
        raise SheetUnreadable(str(path), reason="sheet-not-csv")
    rows = {}
    former = csv.field_size_limit(limits.sheet_bytes)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        for number, row in enumerate(reader, start=1):
            if len(row) > limits.sheet_columns:
                raise SheetUnreadable(f"{path}:{number}", reason="sheet-too-wide")
            if any(row):
                rows[number] = tuple(Field(unguarded(text)) for text in row)
            if len(rows) > limits.sheet_rows:
                raise SheetUnreadable(str(path), reason="sheet-too-long")
    except csv.Error as problem:
        raise SheetUnreadable(str(path), reason="sheet-not-csv", detail=str(problem)) from None
    finally:
        csv.field_size_limit(former)
    return Sheet(path.name, rows)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if TAKEN_FOR_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text[1:] if GUARDED.match(text) else text


def _separator(text: str) -> str:
    """Return what stands between the cells of the first row, outside of quotation marks."""
    outside = re.sub(r'"(?:[^"]|"")*"', "", text[:65_536]).partition("\n")[0]
    return max(SEPARATORS, key=outside.count)
