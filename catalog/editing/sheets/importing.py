"""A spreadsheet's edits as changed sources: nothing is written here, and nothing left unchecked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.check import check
from catalog.check.changed import difference
from catalog.editing.sheets.comparing import Comparison, Spot
from catalog.editing.sheets.contents import Contents
from catalog.editing.sheets.fault import CellProblem
from catalog.editing.sheets.grid import Grid, find_grid
from catalog.editing.sheets.ledger import Ledger
from catalog.editing.sheets.making import Making
from catalog.editing.sheets.placing import Placed, Placing
from catalog.editing.sheets.plan import FORMERS, RELATIONS
from catalog.editing.sheets.posting import Posting
from catalog.editing.sheets.sheet import Sheet
from catalog.errors import SheetUnreadable
from catalog.source.edit import edit
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from catalog.check import Report
    from catalog.check.finding import Finding
    from catalog.editing.sheets.comparing import Edit
    from catalog.editing.sheets.fault import Fault
    from catalog.model.rdf import Iri
    from catalog.settings import Settings
    from catalog.source.turtle import Sources


@dataclass(frozen=True, slots=True)
class Import:
    """What a spreadsheet asks, and what comes of it.

    ``faults`` are its own; ``edits`` the cells that ask something; ``made`` the new resources;
    ``kept`` how many cells only the sources have changed since the export; ``texts`` the changed
    files by name, ``former`` what they held.
    """

    faults: tuple[Fault, ...]
    edits: tuple[Edit, ...]
    made: tuple[Iri, ...]
    touched: tuple[Iri, ...]
    kept: int
    texts: Mapping[str, str]
    former: Mapping[str, bytes | None]
    comparison: Comparison

    @property
    def wrong(self) -> bool:
        """Tell whether anything in the spreadsheet must be mended first."""
        return any(not fault.note for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of the edited sources: what is new, or concerns a row that changes."""

    report: Report
    placed: tuple[Placed, ...]

    @property
    def wrong(self) -> bool:
        """Tell whether the import brings an error."""
        return any(one.brought and one.finding.severity == "error" for one in self.placed)


@dataclass(frozen=True, slots=True)
class Standing:
    """The catalogue as it stands, and the language of who reads about it."""

    sources: Sources
    files: tuple[SourceFile, ...]
    settings: Settings
    lang: str


def understand(sheets: tuple[Sheet, ...], standing: Standing, today: dt.date) -> Import:
    """Return what ``sheets`` change in the sources.

    Raises SheetUnreadable where no sheet is one of ours, and what ``edit`` raises.
    """
    settings, files = standing.settings, standing.files
    contents = Contents(standing.sources.graph, settings, standing.lang)
    comparison = Comparison(contents)
    grids: list[Grid] = []
    for sheet in sheets:
        grid, faults = find_grid(sheet, contents)
        comparison.faults += faults
        if grid is not None:
            grids.append(grid)
    if not grids and not any(not fault.note for fault in comparison.faults):
        raise SheetUnreadable(sheets[0].title if sheets else "", reason="sheet-nothing")
    ledger = Ledger(contents, files, settings)
    making = _entered(grids, comparison, Posting(contents, ledger), today)
    texts: dict[str, str] = {}
    former: dict[str, bytes | None] = {}
    if not any(not fault.note for fault in comparison.faults):
        ledger.date(today)
        known = {file.name: file for file in files}
        for name, changes in ledger.changes().items():
            content = known[name].read() if name in known else None
            before = (content or b"").decode()
            after = edit(before, settings.base_iri, changes)
            if after != before:
                texts[name], former[name] = after, content
    return Import(
        faults=tuple(comparison.faults),
        edits=tuple(comparison.edits),
        made=tuple(iri for _, _, iri in making.made),
        touched=ledger.touched(),
        kept=comparison.kept,
        texts=texts,
        former=former,
        comparison=comparison,
    )


def _entered(grids: list[Grid], comparison: Comparison, posting: Posting, today: dt.date) -> Making:
    making = Making(comparison, posting, today)
    new = {id(grid): comparison.new(grid) for grid in grids}
    for grid in grids:
        making.name(grid, new[id(grid)])
    for grid in grids:
        for row, resource in comparison.known(grid):
            comparison.compare(grid, row, resource)
    comparison.edits += making.fill()
    for one in tuple(comparison.edits):
        try:
            posting.post(one)
        except CellProblem as problem:
            grid, row = comparison.places[one.resource]
            index = next(i for i, column in grid.columns.items() if column == one.column)
            comparison.problem(Spot(grid, row, index, one.column), problem)
    for grid in grids:
        if grid.kind == RELATIONS:
            comparison.edits += making.relations(grid, new[id(grid)])
        elif grid.kind == FORMERS:
            comparison.edits += making.formers(grid, new[id(grid)])
    return making


def edited(outcome: Import, standing: Standing) -> tuple[SourceFile, ...]:
    """Return the sources as they would be."""
    here = {file.name: file for file in standing.files}
    for name, text in outcome.texts.items():
        path = here[name].path if name in here else standing.settings.root / name
        here[name] = SourceFile(name, path, text.encode())
    return tuple(here[name] for name in sorted(here))


def judge(outcome: Import, standing: Standing, progress: Callable[[int, int], None]) -> Verdict:
    """Check the sources as they would be, and tell what is found at the cells."""
    settings, sources = standing.settings, standing.sources
    later = edited(outcome, standing)
    after = read_sources(later, settings)
    change = difference(sources.graph, after.graph, frozenset(outcome.texts))
    report = check(after, later, settings, progress, change=change)
    former: set[object] = set()
    if report.findings:
        # What was judged now must be judged as it was too, to tell what is new.
        judged = report.judged.subjects if report.judged else frozenset()
        wide = dataclasses.replace(change, subjects=change.subjects | judged)
        known = check(sources, standing.files, settings, change=wide)
        former = set(map(_key, known.findings))
    contents = Contents(after.graph, settings, standing.lang)
    edited_cells = frozenset((one.sheet, one.cell) for one in outcome.edits)
    placing = Placing(contents, outcome.comparison.places, edited_cells)
    touched = {str(iri) for iri in outcome.touched}
    placed = []
    for finding in report.findings:
        brought = _key(finding) not in former
        if brought or finding.resource.partition("#")[0] in touched or finding.resource in touched:
            placed.append(placing.placed(finding, brought=brought))
    return Verdict(report, tuple(placed))


def _key(finding: Finding) -> object:
    """Return what makes two findings the same, wherever they stand."""
    fault = finding.fault
    if fault is None or fault.subject is None:
        return (finding.rule, finding.file, finding.value)
    other = str(fault.facts.get("other", ""))
    return (finding.rule, fault.subject, fault.predicate, fault.value, other)
