"""Table: one sheet's rows and cells as they are exported, with the marks that tell edits later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets.cells import mark, text_mark
from catalog.editing.sheets.plan import ID, MARKS
from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from catalog.editing.sheets.cells import Cell
    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.plan import Column

MARKS_HEAD: Final = f"{MARKS}:"


@dataclass(frozen=True, slots=True)
class Row:
    """One resource; ``shut`` tells for each cell why it can't be changed, empty where it can."""

    iri: Iri
    id: str
    cells: tuple[Cell, ...]
    shut: tuple[str, ...]

    @property
    def marks(self) -> str:
        """What the row said when it was exported: a sign of its id, then one of each cell."""
        return " ".join((mark((self.iri,)), *map(cell_mark, self.cells)))


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of resource; ``reasons`` tell why a whole column can't be changed."""

    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The names by which an import knows the columns: the id, the cells, the marks."""
        own = tuple(column.key for column in self.columns)
        return (f"{self.kind}.{ID}", *own, " ".join((MARKS_HEAD, *own)))


def table(contents: Contents, kind: str) -> Table:
    """Return the sheet of a kind."""
    columns = contents.columns(kind)
    rows = []
    for iri in contents.rows[kind]:
        cells = tuple(contents.cell(iri, column) for column in columns)
        shut = tuple(
            contents.shut(iri, column, cell) for column, cell in zip(columns, cells, strict=True)
        )
        rows.append(Row(iri, contents.names.id(iri), cells, shut))
    reasons = tuple(contents.shut(None, column) for column in columns)
    return Table(kind, columns, tuple(rows), reasons)


def cell_mark(cell: Cell) -> str:
    """Return the sign of what a cell says."""
    return mark(cell.terms) if cell.exact else text_mark(cell.text)
