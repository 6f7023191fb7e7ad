"""Ledger: what edited cells say and unsay, told as changes to each source file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.rdf import Iri, Literal, literals
from catalog.source.edit import Change
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from catalog.editing.sheets.contents import Contents
    from catalog.model.rdf import Graph, Term
    from catalog.settings import Settings
    from catalog.source.files import SourceFile

Triple = tuple[Iri, Iri, "Term"]


class Ledger:
    """Statements to be added (``True``) and to be removed (``False``)."""

    def __init__(
        self, contents: Contents, files: tuple[SourceFile, ...], settings: Settings
    ) -> None:
        self.contents = contents
        self.graph = contents.graph
        self.settings = settings
        self.files = {file.name: file for file in files}
        self.entries: dict[Iri, dict[Iri, dict[Term, bool]]] = {}
        self.last: dict[str, int] = {}
        self.owners: dict[Iri, Iri] = {}
        self.homes: dict[Iri, str] = {}
        self.single: dict[str, Graph] = {}

    def say(self, subject: Iri, predicate: Iri, *values: Term, of: Iri | None = None) -> None:
        """Add statements; ``of`` is the resource that a new part belongs to."""
        self._enter(subject, predicate, values, of, said=True)

    def unsay(self, subject: Iri, predicate: Iri, *values: Term, of: Iri | None = None) -> None:
        """Remove statements, as far as they are there."""
        self._enter(subject, predicate, values, of, said=False)

    def unsay_all(self, subject: Iri, of: Iri) -> None:
        """Remove whatever is said of a part, also what this ledger adds."""
        self.entries.pop(subject, None)
        for predicate, values in self.graph.about(subject).items():
            self.unsay(subject, predicate, *values, of=of)

    def take_over(self, file: str, changes: Iterable[Change], new: Iri) -> None:
        """Say what a draft of a new resource says."""
        for change in changes:
            if change.subject not in self.graph.subjects:
                self.homes[change.subject] = file
                if change.subject != new:
                    self.owners.setdefault(change.subject, new)
            self.say(change.subject, change.predicate, *change.add)

    def without_default(self, subject: Iri, predicate: Iri) -> None:
        """Drop what a draft said of a property that a cell tells too."""
        self.entries.get(subject, {}).pop(predicate, None)

    def free(self, stem: str) -> Iri:
        """Return an IRI of that stem and a number that nothing has yet."""
        number = self.last.get(stem, 0) + 1
        while Iri(f"{stem}{number}") in self.graph.subjects:
            number += 1
        self.last[stem] = number
        return Iri(f"{stem}{number}")

    def touched(self) -> tuple[Iri, ...]:
        """Return the resources whose statements, or whose parts' statements, will be others."""
        subjects = {triple[0]: None for triple, _ in self.triples()}
        return tuple(dict.fromkeys(self.owners.get(subject, subject) for subject in subjects))

    def triples(self) -> Iterator[tuple[Triple, bool]]:
        """Yield each statement with whether it is added."""
        for subject, about in self.entries.items():
            for predicate, values in about.items():
                for value, said in values.items():
                    yield (subject, predicate, value), said

    def date(self, today: dt.date) -> None:
        """Say of every resource that is touched and tells when it was modified: today."""
        day = Literal(today.isoformat(), "", terms.DATE)
        for resource in self.touched():
            days = literals(self.graph.objects(resource, terms.MODIFIED))
            if len(days) == 1 and days[0].datatype == terms.DATE and days[0] != day:
                self.unsay(resource, terms.MODIFIED, days[0])
                self.say(resource, terms.MODIFIED, day)

    def changes(self) -> Mapping[str, list[Change]]:
        """Return the changes of each file, by its name; those of a file are in the order made."""
        grouped: dict[str, dict[tuple[Iri, Iri], tuple[list[Term], list[Term]]]] = {}
        for triple, said in self.triples():
            of_file = grouped.setdefault(self._file(triple, said=said), {})
            removed, added = of_file.setdefault(triple[:2], ([], []))
            (added if said else removed).append(triple[2])
        return {
            file: [
                Change(subject, predicate, tuple(removed), tuple(added))
                for (subject, predicate), (removed, added) in of_file.items()
            ]
            for file, of_file in sorted(grouped.items())
        }

    def _enter(
        self,
        subject: Iri,
        predicate: Iri,
        values: Iterable[Term],
        owner: Iri | None,
        *,
        said: bool,
    ) -> None:
        if owner is not None:
            self.owners[subject] = owner
        here = self.graph.objects(subject, predicate)
        entries = self.entries.setdefault(subject, {}).setdefault(predicate, {})
        for value in values:
            if (value in here) == said:
                entries.pop(value, None)
            else:
                entries[value] = said

    def _file(self, triple: Triple, *, said: bool) -> str:
        """Return the file that a statement stands in, or is to stand in."""
        subject = triple[0]
        owner = self.owners.get(subject, subject)
        for known in (subject, owner):
            if known in self.homes:
                return self.homes[known]
        files = self.graph.files_of(subject) or self.graph.files_of(owner)
        if len(files) == 1:
            return files[0]
        for file in files:
            about = self._alone(file).about(subject)
            values = about.get(triple[1], ())
            if triple[2] in values or (said and values):
                return file
        return files[0]

    def _alone(self, file: str) -> Graph:
        """Return what one file says; only asked of resources that several files describe."""
        if file not in self.single:
            self.single[file] = read_sources((self.files[file],), self.settings).graph
        return self.single[file]
