"""Grid: a sheet whose columns are known again, by their keys or else by their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets import words
from catalog.editing.sheets.cells import normal
from catalog.editing.sheets.fault import Fault
from catalog.editing.sheets.plan import BY_NAME, ID, KINDS, MARKS, Column
from catalog.editing.sheets.sheet import AREA, Field, Sheet, cell_name
from catalog.editing.sheets.table import MARKS_HEAD
from catalog.settings import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.editing.sheets.contents import Contents

LOOKED_AT: Final = 10
"""Rows at the top among which the heads are looked for."""
TAG: Final = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*")
ENOUGH: Final = 2
"""Heads that must be known where there are no keys: one alone may stand in any sheet."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its id as written, its cells by column index, its marks by key."""

    number: int
    id: str
    fields: Mapping[int, Field]
    marks: Mapping[str, str] | None


@dataclass(slots=True)
class Grid:
    """One sheet of a known kind; ``columns`` has the index of each column that it has."""

    title: str
    kind: str
    id_column: int
    columns: dict[int, Column] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    marked: bool = False

    def cell(self, index: int, row: Row) -> str:
        """Return the name of a cell."""
        return cell_name(index, row.number)


def find_grid(sheet: Sheet, contents: Contents) -> tuple[Grid | None, list[Fault]]:
    """Return the sheet as a grid, or None where it is none of ours or can't be used.

    Its columns may stand in any order, with heads in any language; what isn't known is told in a
    note and left alone.
    """
    top = dict(list(sheet.rows.items())[:LOOKED_AT])
    for number, row in top.items():
        for index, head in enumerate(row):
            kind, _, name = head.text.strip().partition(".")
            if name == ID and kind in KINDS:
                return _Finding(sheet, contents, kind, number, index).done()
    stem = sheet.title.removesuffix(".csv")
    kind = words.titles().get(stem.casefold(), stem)
    if kind not in KINDS:
        known = sheet.title.casefold() in words.own_titles() or not sheet.rows
        return None, [] if known else [Fault(sheet.title, "", "unknown-sheet", note=True)]
    heads = _heads(contents, kind)
    for number, row in top.items():
        if sum(_folded(head.text) in heads for head in row) >= ENOUGH:
            ids = [index for index, head in enumerate(row) if _folded(head.text) in _id_heads()]
            if not ids:
                return None, [Fault(sheet.title, f"A{number}", "no-id-column")]
            return _Finding(sheet, contents, kind, number, ids[0]).done()
    return None, [Fault(sheet.title, "A1", "no-id-column")]


class _Finding:
    """One sheet under way."""

    def __init__(self, sheet: Sheet, contents: Contents, kind: str, top: int, id_: int) -> None:
        self.sheet = sheet
        self.contents = contents
        self.top = top
        self.faults: list[Fault] = []
        self.grid = Grid(sheet.title, kind, id_)
        self.marks: tuple[int, list[str]] | None = None

    def done(self) -> tuple[Grid | None, list[Fault]]:
        self._columns()
        self._merged()
        self._rows()
        if self.marks is None:
            self._fault(f"A{self.top}", "no-marks", note=True)
        self.grid.marked = self.marks is not None
        return self.grid, self.faults

    def _columns(self) -> None:
        known = {column.key: column for column in self.contents.columns(self.grid.kind)}
        heads = _heads(self.contents, self.grid.kind)
        seen: dict[str, int] = {}
        for index, head in enumerate(self.sheet.rows[self.top]):
            text = head.text.strip()
            if not text or index == self.grid.id_column:
                continue
            if text.startswith(MARKS_HEAD):
                self.marks = (index, text[len(MARKS_HEAD) :].split())
                continue
            column = known.get(text) or heads.get(_folded(text)) or self._other(text)
            place = cell_name(index, self.top)
            if column is None:
                if _folded(text) not in _marks_heads():
                    self._fault(place, "unknown-column", note=True, value=text)
            elif column.key in seen:
                self._fault(place, "column-twice", value=cell_name(seen[column.key], self.top))
            else:
                seen[column.key] = index
                self.grid.columns[index] = column

    def _other(self, text: str) -> Column | None:
        """Return the column of a language that the catalogue hasn't used so far."""
        name, _, language = text.partition("@")
        field_ = BY_NAME.get(name)
        if field_ is None or self.grid.kind not in field_.kinds:
            return None
        if field_.languages:
            return Column(field_, language) if TAG.fullmatch(language) else None
        return None if language else Column(field_)

    def _merged(self) -> None:
        for area in self.sheet.merged:
            found = AREA.fullmatch(area)
            last = int(found[4] or found[2]) if found else self.top
            if last >= self.top:
                self._fault(area.partition(":")[0].replace("$", ""), "merged", value=area)

    def _rows(self) -> None:
        for number, fields in self.sheet.rows.items():
            if number <= self.top:
                continue
            cells = {
                index: fields[index]
                for index in self.grid.columns
                if index < len(fields) and normal(fields[index].text)
            }
            id_ = fields[self.grid.id_column] if self.grid.id_column < len(fields) else Field()
            name = normal(id_.text)
            if not cells and not name:
                continue
            if _folded(name) in _id_heads() and number <= self.top + ENOUGH:
                continue
            if id_.kind != "text":
                self._fault(cell_name(self.grid.id_column, number), id_.kind, value=id_.text)
                continue
            self.grid.rows.append(Row(number, name, cells, self._marks(fields)))

    def _marks(self, fields: tuple[Field, ...]) -> dict[str, str] | None:
        """Return what each cell said at the export, by key; ``""`` is the sign of the id."""
        if self.marks is None:
            return None
        index, keys = self.marks
        signs = fields[index].text.split() if index < len(fields) else []
        if len(signs) != len(keys) + 1:
            return None
        return dict(zip(("", *keys), signs, strict=True))

    def _fault(self, cell: str, code: str, *, note: bool = False, **facts: str) -> None:
        self.faults.append(Fault(self.sheet.title, cell, code, facts, note))


def _heads(contents: Contents, kind: str) -> dict[str, Column]:
    heads: dict[str, Column] = {}
    for column in contents.columns(kind):
        for lang in INTERFACE_LANGUAGES:
            heads.setdefault(_folded(words.head(column, lang)), column)
    return heads


def _id_heads() -> set[str]:
    return {_folded(words.speaker(lang)(f"field.{ID}.head")) for lang in INTERFACE_LANGUAGES}


def _marks_heads() -> set[str]:
    return {_folded(words.speaker(lang)(f"field.{MARKS}.head")) for lang in INTERFACE_LANGUAGES}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
