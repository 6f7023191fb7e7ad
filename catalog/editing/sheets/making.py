"""New rows: each becomes a resource made as its likes are made, then its cells are posted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.editing.draft import CodeWanted, Wanted, draft
from catalog.editing.home import find_home, pick_id, to_id
from catalog.editing.sheets.comparing import Edit, Spot
from catalog.editing.sheets.fault import CellProblem, Fault
from catalog.editing.sheets.plan import BY_NAME, CODES, CONCEPTS, FORMERS, LISTS, PARTS, RELATIONS
from catalog.editing.sheets.posting import RELATION_FIELDS
from catalog.editing.sheets.sheet import cell_name
from catalog.errors import DraftRefused
from catalog.model.rdf import Iri, Literal, literals
from catalog.reading import read_catalogue
from catalog.source.edit import Change

if TYPE_CHECKING:
    import datetime as dt

    from catalog.editing.draft import Draft
    from catalog.editing.home import Home
    from catalog.editing.sheets.comparing import Comparison
    from catalog.editing.sheets.grid import Grid, Row
    from catalog.editing.sheets.plan import Column
    from catalog.editing.sheets.posting import Posting
    from catalog.model.rdf import Node, Term
    from catalog.reading.catalogue import Catalogue

KINDS: Final = {CONCEPTS: "concept", LISTS: "code-list"}
"""What can be made of a row, by the name that ``omgrep new`` has for it."""
NAMES: Final = ("prefLabel", "title")
OPEN: Final = Literal("", "und")
"""Stands in a pattern where the names go."""


class Making:
    """Makes what new rows tell of; first all IRIs, so that rows can name each other."""

    def __init__(self, comparison: Comparison, posting: Posting, today: dt.date) -> None:
        self.comparison = comparison
        self.contents = comparison.contents
        self.posting = posting
        self.today = today
        self.taken: dict[Node, object] = dict.fromkeys(self.contents.graph.subjects)
        self.made: list[tuple[Grid, Row, Iri]] = []
        self.read: Catalogue | None = None
        self.patterns: dict[str, tuple[Home, Draft]] = {}

    def name(self, grid: Grid, rows: list[Row]) -> None:
        """Give each new row its IRI and what every resource of its kind says."""
        if grid.kind in KINDS:
            for row in rows:
                self._thing(grid, row)
        elif grid.kind == CODES:
            self._codes(grid, rows)
        elif grid.kind not in PARTS:
            for row in rows:
                self._fault(grid, row, grid.id_column, "no-new-here")

    def fill(self) -> list[Edit]:
        """Post the cells of what was made."""
        edits = []
        for grid, row, iri in self.made:
            for index, column in grid.columns.items():
                if index not in row.fields or column.field.name == "codeList":
                    continue
                after = self._terms(grid, row, index, column)
                reason = self.contents.shut(None, column)
                if reason:
                    self._fault(grid, row, index, reason)
                elif after:
                    cell = cell_name(index, row.number)
                    edits.append(Edit(grid.title, cell, grid.kind, iri, column, (), after))
        for edit in edits:
            if not edit.column.field.part:
                self.posting.ledger.without_default(edit.resource, edit.column.field.predicate)
        return edits

    def relations(self, grid: Grid, rows: list[Row]) -> list[Edit]:
        """Make the relations that new rows of their sheet tell of; return their cells."""
        edits: list[Edit] = []
        for row in rows:
            ends = [self._end(grid, row, name) for name in ("from", "relation", "to")]
            if not all(ends):
                continue
            subject, direct, target = (Iri(str(end)) for end in ends)
            field = RELATION_FIELDS[direct]
            if self.posting.object_of(subject, field, target):
                self._fault(grid, row, grid.id_column, "relation-there")
                continue
            # A role tells of one direction; the way back has another and a row of its own.
            related = direct == terms.RELATED
            node = self.posting.relate(subject, field, target, back=not related)
            if node is not None:
                self.made.append((grid, row, node))
                self.comparison.places[node] = (grid, row)
                self.contents.names.add(node, RELATIONS, ())
                edits += self._texts(grid, row, node, subject)
        return edits

    def formers(self, grid: Grid, rows: list[Row]) -> list[Edit]:
        """Make the former texts that new rows of their sheet tell of; return their cells."""
        edits: list[Edit] = []
        for row in rows:
            owner = self._end(grid, row, "formerOf")
            told = [
                (index, column, self._terms(grid, row, index, column))
                for index, column in grid.columns.items()
                if index in row.fields and column.field.name != "formerOf"
            ]
            if owner is None:
                continue
            if not any(after for _, column, after in told if column.field.name == "formerText"):
                self._fault(grid, row, grid.id_column, "former-open")
                continue
            node = self.posting.former(Iri(str(owner)))
            self.made.append((grid, row, node))
            self.comparison.places[node] = (grid, row)
            self.contents.names.add(node, FORMERS, ())
            for index, column, after in told:
                self.posting.ledger.say(node, column.field.predicate, *after, of=Iri(str(owner)))
                cell = cell_name(index, row.number)
                edits.append(Edit(grid.title, cell, grid.kind, node, column, (), after))
        return edits

    def _texts(self, grid: Grid, row: Row, node: Iri, subject: Iri) -> list[Edit]:
        edits = []
        for index, column in grid.columns.items():
            if index in row.fields:
                after = self._terms(grid, row, index, column)
                if column.field.languages:
                    self.posting.ledger.say(node, column.field.predicate, *after, of=subject)
                cell = cell_name(index, row.number)
                edits.append(Edit(grid.title, cell, grid.kind, node, column, (), after))
        return edits

    def _end(self, grid: Grid, row: Row, name: str) -> Term | None:
        index = _index(grid, name)
        if index is None or index not in row.fields:
            place = grid.id_column if index is None else index
            if grid.kind == FORMERS:
                self._fault(grid, row, place, "former-open")
            else:
                self._fault(grid, row, place, "relation-open")
            return None
        found = self._terms(grid, row, index, grid.columns[index])
        return found[0] if found else None

    def _thing(self, grid: Grid, row: Row) -> None:
        names = self._names(grid, row)
        if not names:
            self._fault(grid, row, _index(grid, NAMES[0]) or grid.id_column, "no-term")
            return
        home, pattern = self._pattern(KINDS[grid.kind])
        base = self.contents.settings.base_iri
        asked = row.id.removeprefix(base).removeprefix(home.namespace.removeprefix(base))
        name = asked or pick_id((text.value for text in names), home.namespace, self.taken)
        iri = Iri(home.namespace + name)
        if iri in self.taken or to_id(name) != name:
            reason = "new-id-taken" if iri in self.taken else "new-id-form"
            self._fault(grid, row, grid.id_column, reason, value=name)
            return
        self.taken[iri] = None
        for file, changes in pattern.changes.items():
            own = home.file_of(name) if file == pattern.file else file
            told = [_like(change, pattern.iri, iri, names) for change in changes]
            self.posting.ledger.take_over(own, told, iri)
        self._known(grid, row, iri, names)

    def _pattern(self, kind: str) -> tuple[Home, Draft]:
        """Return where things of a kind go, and what every new one says, its name left open."""
        if kind not in self.patterns:
            catalogue = self._catalogue()
            kinds = catalogue.outline.kinds
            home = find_home(kind, kinds, self.contents.graph, self.contents.settings)
            name = pick_id(["pattern"], home.namespace, self.taken)
            made = draft(Wanted(kind, (OPEN,), id=name), catalogue, self.today)
            self.patterns[kind] = (home, made)
        return self.patterns[kind]

    def _codes(self, grid: Grid, rows: list[Row]) -> None:
        listed: dict[Iri, list[tuple[Row, CodeWanted]]] = {}
        for row in rows:
            within = self._required(grid, row, "codeList")
            notation = self._required(grid, row, "notation")
            if within and notation and isinstance(notation[0], Literal):
                code = CodeWanted(notation[0].value, self._names(grid, row))
                listed.setdefault(Iri(str(within[0])), []).append((row, code))
        for group, codes in listed.items():
            try:
                wanted = Wanted("code", group=group, codes=tuple(code for _, code in codes))
                made = draft(wanted, self._catalogue(), self.today)
            except DraftRefused as refusal:
                same = (row for row, code in codes if code.notation == refusal.place)
                self._refused(grid, next(same, codes[0][0]), refusal)
                continue
            by_notation = {
                text.value: change.subject
                for changes in made.changes.values()
                for change in changes
                if change.predicate == terms.NOTATION
                for text in literals(change.add)
            }
            for file, changes in made.changes.items():
                for change in changes:
                    self.posting.ledger.take_over(file, [change], change.subject)
            for row, code in codes:
                self._known(grid, row, by_notation[code.notation], code.labels)

    def _required(self, grid: Grid, row: Row, name: str) -> tuple[Term, ...]:
        index = _index(grid, name)
        if index is None or index not in row.fields:
            self._fault(grid, row, grid.id_column if index is None else index, "code-open")
            return ()
        return self._terms(grid, row, index, grid.columns[index])

    def _known(self, grid: Grid, row: Row, iri: Iri, names: tuple[Literal, ...]) -> None:
        self.made.append((grid, row, iri))
        self.comparison.places[iri] = (grid, row)
        self.contents.names.add(iri, grid.kind, (text.value for text in names))

    def _names(self, grid: Grid, row: Row) -> tuple[Literal, ...]:
        for name in NAMES:
            found = tuple(
                literal
                for index, column in grid.columns.items()
                if column.field.name == name and index in row.fields
                for literal in literals(self._terms(grid, row, index, column))
            )
            if found:
                return found
        return ()

    def _terms(self, grid: Grid, row: Row, index: int, column: Column) -> tuple[Term, ...]:
        return self.comparison.term_of(Spot(grid, row, index, column))

    def _catalogue(self) -> Catalogue:
        if self.read is None:
            self.read = read_catalogue(self.contents.graph, self.contents.settings)
        return self.read

    def _refused(self, grid: Grid, row: Row, refusal: DraftRefused) -> None:
        reason = str(refusal.facts.get("reason", ""))
        self._fault(grid, row, grid.id_column, f"new-{reason}", value=refusal.place)

    def _fault(self, grid: Grid, row: Row, index: int, code: str, **facts: str) -> None:
        column = grid.columns.get(index)
        if column is not None:
            self.comparison.problem(Spot(grid, row, index, column), CellProblem(code, **facts))
            return
        place = cell_name(index, row.number)
        self.comparison.faults.append(Fault(grid.title, place, code, {"value": "", **facts}))


def _index(grid: Grid, name: str) -> int | None:
    """Return the first column of a field."""
    field = BY_NAME[name]
    return next((index for index, column in grid.columns.items() if column.field == field), None)


def _like(change: Change, pattern: Iri, iri: Iri, names: tuple[Literal, ...]) -> Change:
    """Return what the pattern says, said of another resource with names of its own."""

    def own(text: str) -> str:
        part = text.startswith(f"{pattern}#")
        return text.replace(pattern, iri, 1) if part or text == pattern else text

    def exchanged(value: Term) -> tuple[Term, ...]:
        if value == OPEN:
            return names
        if isinstance(value, Literal):
            return (value._replace(value=own(value.value)),)
        return (Iri(own(value)) if isinstance(value, Iri) else value,)

    return Change(
        Iri(own(change.subject)),
        change.predicate,
        (),
        tuple(new for value in change.add for new in exchanged(value)),
    )
