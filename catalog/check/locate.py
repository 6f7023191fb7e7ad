"""The place of each fault: the value's own line where there is one, else the nearest before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.model.rdf import BlankNode
from catalog.source.places import ANY_BLANK, Place, Places, find_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.check.case import Case
    from catalog.check.finding import Fault
    from catalog.model.rdf import Node


class Locator:
    """Finds places; reads only the files that faults are in, each of them once."""

    def __init__(self, case: Case, faults: Iterable[Fault]) -> None:
        self.case = case
        self.files = {file.name: file for file in case.files}
        self.known: dict[str, Places] = {}
        self.wanted: dict[str, set[Node]] = {}
        for fault in faults:
            if fault.subject is not None and not fault.line:
                wanted = ANY_BLANK if isinstance(fault.subject, BlankNode) else fault.subject
                for file in self._files(fault):
                    self.wanted.setdefault(file, set()).add(wanted)

    def locate(self, fault: Fault) -> tuple[str, Place]:
        """Return the file and place to look at."""
        if fault.line or fault.subject is None:
            return fault.file, Place(fault.line or 1, fault.column or 1)
        files = self._files(fault)
        if isinstance(fault.subject, BlankNode) and files:
            return files[0], self._blank(files[0], fault.subject)
        if len(files) > 1 and fault.predicate is not None and fault.value is not None:
            for file in files:
                place = self._places(file).exact(fault.subject, fault.predicate, fault.value)
                if place:
                    return file, place
        for file in files:
            place = self._places(file).find(fault.subject, fault.predicate, fault.value)
            if place:
                return file, place
        return (files[0] if files else fault.file), Place(1, 1)

    def _blank(self, file: str, node: BlankNode) -> Place:
        """Return where a blank node is, by what it says: the last of it is its own alone."""
        places = self._places(file)
        found = [
            places.exact(ANY_BLANK, predicate, value)
            for predicate, values in self.case.graph.about(node).items()
            for value in values
            if not isinstance(value, BlankNode)
        ]
        return max((place for place in found if place), default=Place(1, 1))

    def _files(self, fault: Fault) -> tuple[str, ...]:
        if fault.file or fault.subject is None:
            return (fault.file,)
        return self.case.graph.files_of(fault.subject)

    def _places(self, file: str) -> Places:
        known = self.known.get(file)
        if known is None:
            try:
                text = self.files[file].read().decode("utf-8-sig", "replace")
            except (OSError, KeyError):
                text = ""
            known = find_places(text, self.case.settings.base_iri, self.wanted.get(file, set()))
            self.known[file] = known
        return known
