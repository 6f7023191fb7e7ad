"""The members of a scheme as a tree, and the codes of a list as they stand on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.model.concept import Row


@dataclass(slots=True)
class Branch:
    """A row with the rows below it."""

    row: Row
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that stand together, with the headings that begin above them."""

    headings: tuple[Row, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """A code list on one day: valid codes by heading, those to come, and those that were."""

    valid: tuple[Group, ...]
    coming: tuple[Row, ...]
    former: tuple[Row, ...]

    @property
    def count(self) -> int:
        """Return how many codes are valid."""
        return sum(len(group.rows) for group in self.valid)

    @property
    def starts(self) -> bool:
        """Tell whether any valid code has a first day."""
        return any(row.valid[0] for group in self.valid for row in group.rows)

    @property
    def ends(self) -> bool:
        """Tell whether any valid code has a last day."""
        return any(row.valid[1] for group in self.valid for row in group.rows)


def branches(rows: Iterable[Row]) -> list[Branch]:
    """Return rows with depths, in order, as the trees that they draw."""
    trees: list[Branch] = []
    path: list[Branch] = []
    for row in rows:
        branch = Branch(row)
        del path[max(0, row.depth) :]
        (path[-1].below if path else trees).append(branch)
        path.append(branch)
    return trees


def codes_on(rows: Iterable[Row], day: dt.date) -> Codes:
    """Sort the codes of a list by whether they may be used on ``day``."""
    valid: list[Group] = []
    coming: list[Row] = []
    former: list[Row] = []
    headings: list[Row] = []
    told: set[str] = set()
    current: list[Row] = []

    def close() -> None:
        if current:
            fresh = tuple(row for row in headings if row.link.iri not in told)
            told.update(row.link.iri for row in fresh)
            valid.append(Group(fresh, tuple(current)))
            current.clear()

    iso = day.isoformat()
    for row in rows:
        if headings and row.depth <= headings[-1].depth:
            close()
            headings = [heading for heading in headings if heading.depth < row.depth]
        if not row.reportable:
            close()
            headings = [*headings, row]
            continue
        if row.holds(day):
            current.append(row)
        elif row.valid[0] > iso:
            coming.append(row)
        else:
            former.append(row)
    close()
    return Codes(tuple(valid), tuple(coming), tuple(former))
