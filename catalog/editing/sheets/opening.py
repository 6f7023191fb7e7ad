"""A workbook read as cells: no formula is run, no macro looked at, no more unpacked than is due."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from catalog.editing.sheets.sheet import Field, Sheet
from catalog.errors import SheetUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

    from catalog.limits import Limits

OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
"""What an old workbook (.xls) begins with, and one that is locked with a password."""
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
MACROS: Final = re.compile(r"vbaproject|vbadata|macrosheets/|/activex/", re.IGNORECASE)
MACRO_TYPES: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
TYPES: Final = "[Content_Types].xml"
MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z$0-9:]+)[\"']")
FORBIDDEN: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""OPC allows no document type declaration (ECMA-376-2, 8.1.4), so no entity either."""
PIECE: Final = 1 << 20
OVERLAP: Final = 512
EMPTY: Final = Field()
KINDS: Final = {"f": "formula", "e": "error"}


def read_workbook(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of an ``.xlsx`` file in their order.

    Raises SheetUnreadable where it is no such file, has macros or a password, or is larger than
    ``limits`` allow, unpacked too.
    """
    merged = _inspected(path, limits)
    sheets = []
    try:
        # openpyxl leaves a file open that it can't read, if it has opened it.
        with path.open("rb") as stream, warnings.catch_warnings():
            # openpyxl warns of what it leaves out: drop-downs, comments, colours of others.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            try:
                for sheet in book.worksheets:
                    part = str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001 — no public name
                    sheet.reset_dimensions()
                    rows = _rows(sheet.iter_rows(), path, limits)
                    sheets.append(Sheet(str(sheet.title), rows, merged.get(part, ())))
            finally:
                book.close()
    except SheetUnreadable:
        raise
    except (InvalidFileException, OSError, KeyError, ValueError, TypeError, AttributeError,
            IndexError, OverflowError, SyntaxError, EOFError, zipfile.BadZipFile, zlib.error,
            RecursionError, NotImplementedError) as problem:  # fmt: skip
        # openpyxl raises whatever its parts raise on what isn't as it should be.
        raise SheetUnreadable(
            str(path), reason="sheet-broken", detail=f"{type(problem).__name__}: {problem}"[:200]
        ) from None
    return tuple(sheets)


def _inspected(path: Path, limits: Limits) -> dict[str, tuple[str, ...]]:
    """Look into the file before anybody parses it; return the merged areas by part."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(OLE))
            if start == OLE:
                locked = ENCRYPTED in stream.read(limits.sheet_bytes)
                raise SheetUnreadable(
                    str(path), reason="sheet-encrypted" if locked else "sheet-old-format"
                )
        with zipfile.ZipFile(path) as archive:
            _admitted(archive, path, limits)
            return {
                part.filename: _areas(archive, part, path)
                for part in archive.infolist()
                if part.filename.lower().endswith((".xml", ".rels", ".vml"))
            }
    except FileNotFoundError:
        raise SheetUnreadable(str(path), reason="sheet-missing") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise SheetUnreadable(str(path), reason="sheet-broken") from None
    except OSError as problem:
        raise SheetUnreadable(str(path), reason=problem.strerror or str(problem)) from None


def _admitted(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    """Refuse what is no workbook, is locked, has macros, or unpacks to too much."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    size = sum(part.file_size for part in parts)
    reason = ""
    if len(parts) > limits.sheet_parts or size > limits.sheet_bytes:
        reason = "sheet-too-large"
    elif any(part.flag_bits & 1 for part in parts):
        reason = "sheet-encrypted"
    elif "mimetype" in names and archive.read("mimetype").startswith(OPEN_DOCUMENT):
        reason = "sheet-open-document"
    elif TYPES not in names:
        reason = "sheet-broken"
    elif any(map(MACROS.search, names)) or MACRO_TYPES.search(archive.read(TYPES)):
        reason = "sheet-macros"
    if reason:
        raise SheetUnreadable(str(path), reason=reason)


def _areas(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> tuple[str, ...]:
    """Return the merged areas of a part; refuse one that isn't plain XML in UTF-8."""
    found: list[str] = []
    kept = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            text = kept + piece
            if FORBIDDEN.search(text) or b"\0" in text:
                raise SheetUnreadable(str(path), reason="sheet-broken", detail=part.filename)
            found += (area.decode() for area in MERGED.findall(text))
            kept = text[-OVERLAP:]
    return tuple(dict.fromkeys(found))


def _rows(
    rows: Iterable[Sequence[ReadOnlyCell | EmptyCell]], path: Path, limits: Limits
) -> dict[int, tuple[Field, ...]]:
    found: dict[int, tuple[Field, ...]] = {}
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        fields = tuple(map(_field, row))
        width = max((index for index, field in enumerate(fields, 1) if field != EMPTY), default=0)
        if not width:
            continue
        if width > limits.sheet_columns:
            raise SheetUnreadable(str(path), reason="sheet-too-wide")
        if len(found) >= limits.sheet_rows:
            raise SheetUnreadable(str(path), reason="sheet-too-long")
        found[number] = fields[:width]
    return found


def _field(cell: ReadOnlyCell | EmptyCell) -> Field:
    value = cell.value
    kind = KINDS.get(cell.data_type)
    if value is None or value == "":
        return EMPTY
    if kind:
        return Field(str(getattr(value, "text", value)), kind)
    if isinstance(value, bool):
        return Field(str(value).lower())
    if isinstance(value, dt.date):
        return Field(str(value).removesuffix(" 00:00:00"))
    return Field(str(value), "text" if isinstance(value, str) else "number")
