"""What a grid's cells want changed: each cell held against the sources, now and at the export."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets import words
from catalog.editing.sheets.cells import mark, normal, text_mark, told
from catalog.editing.sheets.fault import CellProblem, Fault
from catalog.editing.sheets.plan import CHOICES, KINDS, PARTS, Shape
from catalog.editing.sheets.sheet import Field, cell_name
from catalog.editing.sheets.table import cell_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.editing.sheets.cells import Cell
    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.grid import Grid, Row
    from catalog.editing.sheets.plan import Column
    from catalog.model.rdf import Iri, Term

EMPTY: Final = Field()
FIRST_DAY: Final = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers (ECMA-376-1, 18.17.4.1)."""
SERIALS: Final = range(20_000, 80_000)
"""The years 1954 to 2119: other numbers are no days that anybody means."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell whose terms are to be others."""

    sheet: str
    cell: str
    kind: str
    resource: Iri
    column: Column
    before: tuple[Term, ...]
    after: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a grid, in a column that is known."""

    grid: Grid
    row: Row
    index: int
    column: Column

    @property
    def name(self) -> str:
        """The name of the cell, as ``D17``."""
        return cell_name(self.index, self.row.number)

    @property
    def field(self) -> Field:
        """What stands in it."""
        return self.row.fields.get(self.index, EMPTY)


class Comparison:
    """The edits and the faults of one spreadsheet.

    ``places`` tells which row each resource stands in, edited or not; ``kept`` counts
    the cells that only the sources have changed since the export.
    """

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.edits: list[Edit] = []
        self.faults: list[Fault] = []
        self.places: dict[Iri, tuple[Grid, Row]] = {}
        self.kept = 0

    def known(self, grid: Grid) -> Iterator[tuple[Row, Iri]]:
        """Yield the rows of resources that are there; what is wrong with ids is a fault."""
        by_id = {self.contents.names.id(iri): iri for iri in self.contents.rows[grid.kind]}
        seen: dict[str, str] = {}
        for row in grid.rows:
            if not row.id:
                continue
            place = cell_name(grid.id_column, row.number)
            iri = by_id.get(row.id) or by_id.get(
                row.id.removeprefix(self.contents.settings.base_iri)
            )
            if row.id in seen:
                self._fault(grid, place, "id-twice", value=row.id, other=seen[row.id])
                continue
            seen[row.id] = place
            if iri is not None:
                self.places[iri] = (grid, row)
                yield row, iri
            elif row.marks is not None or not grid.marked or grid.kind in PARTS:
                self._fault(grid, place, "id-unknown", value=row.id)

    def new(self, grid: Grid) -> list[Row]:
        """Return the rows of resources that are to be made."""
        ids = {self.contents.names.id(iri) for iri in self.contents.rows[grid.kind]}
        return [
            row
            for row in grid.rows
            if not row.id
            or (row.id not in ids and row.marks is None and grid.marked and grid.kind not in PARTS)
        ]

    def compare(self, grid: Grid, row: Row, resource: Iri) -> None:
        """Hold each cell of a row against the sources."""
        marks = row.marks
        if marks is not None and marks.get("") != mark((resource,)):
            self._fault(grid, cell_name(grid.id_column, row.number), "marks-moved", note=True)
            marks = None
        for index, column in grid.columns.items():
            if index not in row.fields and not self.contents.terms(resource, column):
                continue
            spot = Spot(grid, row, index, column)
            cell = self.contents.cell(resource, column)
            try:
                after = self._after(spot, resource, cell, (marks or {}).get(column.key))
            except CellProblem as problem:
                self.problem(spot, problem)
                continue
            if after is not None:
                self.edits.append(
                    Edit(grid.title, spot.name, grid.kind, resource, column, cell.terms, after)
                )

    def term_of(self, spot: Spot) -> tuple[Term, ...]:
        """Return what a cell of a new row tells; nothing where it can't be understood."""
        try:
            after = told(spot.column, self._text(spot, ""), (), self.contents.names)
            _single(spot.column, after)
        except CellProblem as problem:
            self.problem(spot, problem)
            return ()
        return after

    def problem(self, spot: Spot, problem: CellProblem) -> None:
        """Make a fault of what is wrong with a cell, with words for what may stand there."""
        facts = {"value": "", **problem.facts}
        lang = self.contents.lang
        if "choices" in facts:
            name = facts.pop("choices")
            facts["known"] = "; ".join(words.choice(name, iri, lang) for iri in CHOICES[name])
        if "kinds" in facts:
            kinds = (kind for kind in facts.pop("kinds").split() if kind in KINDS)
            facts["known"] = ", ".join(words.speaker(lang)(f"kind.{kind}") for kind in kinds)
        facts["column"] = words.head(spot.column, lang)
        self.faults.append(Fault(spot.grid.title, spot.name, problem.code, facts))

    def _after(
        self, spot: Spot, resource: Iri, cell: Cell, base: str | None
    ) -> tuple[Term, ...] | None:
        """Return the terms that a cell asks for, None where it asks nothing.

        ``base`` is the mark of what it said when it was exported. Raises CellProblem.
        """
        text = self._text(spot, cell.text)
        if normal(text) == normal(cell.text):
            return None
        shut = self.contents.shut(resource, spot.column, cell)
        if not cell.exact:
            # A cell that doesn't tell its terms can only be the same as it was or not.
            if base == text_mark(text):
                return None
            raise CellProblem(shut)
        after = told(spot.column, text, cell.terms, self.contents.names)
        if set(after) == set(cell.terms):
            return None
        if base is not None and base == mark(after):
            self.kept += 1
            return None
        if shut:
            raise CellProblem(shut)
        if base is not None and base != cell_mark(cell):
            raise CellProblem("conflict", value=_short(cell))
        _single(spot.column, after)
        return after

    def _text(self, spot: Spot, current: str) -> str:
        """Return the text of a cell. Raises CellProblem where it isn't one."""
        field, shape = spot.field, spot.column.field.shape
        if field.kind == "number":
            whole = field.text.removesuffix(".0")
            if shape is Shape.WHOLE and whole.isdecimal():
                return whole
            if field.text == normal(current):
                return current
            if shape is Shape.DATE and whole.isdecimal() and int(whole) in SERIALS:
                day = FIRST_DAY + dt.timedelta(days=int(whole))
                raise CellProblem("number-date", value=whole, known=day.isoformat())
            raise CellProblem("number", value=field.text)
        if field.kind != "text":
            raise CellProblem(field.kind, value=field.text[:60])
        return field.text

    def _fault(self, grid: Grid, cell: str, code: str, *, note: bool = False, **facts: str) -> None:
        self.faults.append(Fault(grid.title, cell, code, facts, note))


def _single(column: Column, after: tuple[Term, ...]) -> None:
    if not column.field.several and len(after) > 1:
        raise CellProblem("one-only")


def _short(cell: Cell) -> str:
    text = " / ".join(cell.text.split("\n"))
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 — a line of a terminal
