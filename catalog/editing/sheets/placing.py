"""Findings of the check told at the cell that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.editing.sheets.sheet import cell_name
from catalog.model.rdf import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.check.finding import Fault, Finding
    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.grid import Grid, Row
    from catalog.editing.sheets.plan import Column
    from catalog.model.rdf import Node


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, its place, and what stands there; ``brought`` where it is of the import."""

    finding: Finding
    place: str
    text: str
    brought: bool


class Placing:
    """Knows which cell tells of which statement; ``contents`` are the sources as edited."""

    def __init__(
        self,
        contents: Contents,
        rows: Mapping[Iri, tuple[Grid, Row]],
        edited: frozenset[tuple[str, str]],
    ) -> None:
        self.contents = contents
        self.rows = rows
        self.edited = edited
        self.wholes: dict[Iri, Node] = dict(contents.formers)
        self.wholes |= {node: relation.subject for node, relation in contents.relations.items()}

    def placed(self, finding: Finding, *, brought: bool) -> Placed:
        """Return a finding at its cell; at its line in the sources where no cell tells of it."""
        fault = finding.fault
        resource = self._resource(fault.subject) if fault else None
        if fault is None or resource is None:
            place = f"{finding.file}:{finding.line}:{finding.column}"
            return Placed(finding, place, "", brought)
        grid, row = self.rows[resource]
        index = self._index(fault, resource, grid, row)
        text = row.fields[index].text if index in row.fields else ""
        place = f"{grid.title}!{cell_name(index, row.number)}"
        return Placed(finding, place, row.id if index == grid.id_column else text, brought)

    def _resource(self, subject: Node | None) -> Iri | None:
        """Return the resource with a row that ``subject`` is, or is a part of."""
        if not isinstance(subject, Iri):
            return None
        for node in (subject, self.wholes.get(subject), Iri(subject.partition("#")[0])):
            if isinstance(node, Iri) and node in self.rows:
                return node
        return None

    def _index(self, fault: Fault, resource: Iri, grid: Grid, row: Row) -> int:
        """Return the column that fits a fault best; that of the id where none fits at all."""
        best, found = (0, 0, 0, 0), grid.id_column
        for index, column in grid.columns.items():
            told = self._told(fault, resource, column)
            if told:
                holds = _holds(fault, row, index)
                edited = (grid.title, cell_name(index, row.number)) in self.edited
                score = (told, _language(fault, column), int(holds), int(edited))
                if score > best:
                    best, found = score, index
        return found

    def _told(self, fault: Fault, resource: Iri, column: Column) -> int:
        """Return how well a column tells of a fault's statement: 2 by the property, 1 nearly."""
        field = column.field
        if field.part:
            if fault.subject in self.contents.parts(resource, column):
                own = fault.predicate == field.predicate
                return 2 if own else int(field.predicate == field.part.value)
            main = field.predicate == field.part.value
            return 2 if main and fault.predicate == field.part.link else 0
        if fault.subject == resource:
            if fault.predicate == field.predicate:
                return 2
            return int(bool(field.objects and fault.predicate == field.objects.link))
        relation = self.contents.relations.get(Iri(fault.subject or ""))
        return 2 if relation and relation.direct == field.predicate else 0


def _language(fault: Fault, column: Column) -> int:
    """Return whether a column is of the language that a fault tells of."""
    wanted = fault.value.language if isinstance(fault.value, Literal) else ""
    wanted = wanted or str(fault.facts.get("language", ""))
    return int(bool(wanted) and wanted == column.language)


def _holds(fault: Fault, row: Row, index: int) -> bool:
    """Tell whether the value at fault stands in a cell."""
    cell = row.fields.get(index)
    value = fault.value.value if isinstance(fault.value, Literal) else str(fault.value or "")
    return bool(cell and value and value.rpartition("/")[2] in cell.text)
