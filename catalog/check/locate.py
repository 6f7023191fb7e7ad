"""The place of each fault: the very value where it stands, else the nearest that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.implied import Implied
from catalog.model.rdf import BlankNode
from catalog.source.places import ANY_BLANK, Places, find_places
from catalog.terms import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.check.case import Case
    from catalog.check.finding import Fault
    from catalog.model.rdf import Iri, Node, Term
    from catalog.source.walk import Ends

WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins: what Windows programs mean by "Unicode"."""


class Located(NamedTuple):
    """Where a fault is: the file, the token in it, and whether it is the very one."""

    file: str
    places: Places
    ends: Ends
    exact: bool = False
    """Whether the token is what the fault names, and no neighbour of it."""
    before: int = 0
    """An earlier line that helps to understand this one; 0 for none."""


class Locator:
    """Finds places; reads only the files that faults are in, each of them once."""

    def __init__(self, case: Case, faults: Iterable[Fault]) -> None:
        self.case = case
        self.files = {file.name: file for file in case.files}
        self.implied = Implied(case.shapes)
        self.known: dict[str, Places] = {}
        self.wanted: dict[str, set[Node]] = {}
        for fault in faults:
            if fault.subject is not None and not fault.line:
                wanted = ANY_BLANK if isinstance(fault.subject, BlankNode) else fault.subject
                for file in self._files(fault):
                    self.wanted.setdefault(file, set()).add(wanted)

    def locate(self, fault: Fault) -> Located:
        """Return what to look at."""
        if fault.line or fault.subject is None:
            places = self._places(fault.file)
            line = fault.line or 1
            ends = places.token(places.offset(line, fault.column or 1))
            return Located(fault.file, places, ends, before=line - 1)
        for exact, file, places, ends in self._candidates(fault):
            before = 0
            if fault.value is not None and fault.predicate is not None:
                predicate = places.find(fault.subject, fault.predicate)
                before = places.place(predicate[0]).line if exact and predicate else 0
            return Located(file, places, ends, exact, before)
        file = next(iter(self._files(fault)), fault.file)
        return Located(file, self._places(file), (0, 0))

    def _candidates(self, fault: Fault) -> Iterator[tuple[bool, str, Places, Ends]]:
        """Yield what there is in any file: the value, the predicate, the subject."""
        subject, files = fault.subject, self._files(fault)
        if subject is None:
            return
        if isinstance(subject, BlankNode):
            for file in files:
                yield False, file, self._places(file), self._blank(file, subject)
        asked: list[tuple[Node, Iri | None, Term | None]] = []
        if fault.predicate is None:
            kinds = self.implied.types(fault.rule)
            there = self.case.things.types.get(subject, frozenset())
            asked.extend((subject, TYPE, kind) for kind in kinds if kind in there)
        asked.append((subject, fault.predicate, fault.value))
        if fault.value is not None:
            asked.append((subject, fault.predicate, None))
        if fault.predicate is not None:
            asked.append((subject, None, None))
        for key in asked:
            for file in files:
                places = self._places(file)
                ends = places.find(*key)
                if ends:
                    yield key == asked[0], file, places, ends

    def _blank(self, file: str, node: BlankNode) -> Ends:
        """Return where a blank node is, by what it says: the last of it is its own alone."""
        places = self._places(file)
        found = [
            places.find(ANY_BLANK, predicate, value)
            for predicate, values in self.case.graph.about(node).items()
            for value in values
            if not isinstance(value, BlankNode)
        ]
        return max((ends for ends in found if ends), default=(0, 0))

    def _files(self, fault: Fault) -> tuple[str, ...]:
        if fault.file or fault.subject is None:
            return (fault.file,)
        return self.case.graph.files_of(fault.subject)

    def _places(self, file: str) -> Places:
        known = self.known.get(file)
        if known is None:
            wanted = self.wanted.get(file, set())
            known = find_places(self._text(file), self.case.settings.base_iri, wanted)
            self.known[file] = known
        return known

    def _text(self, name: str) -> str:
        """Return the text of a file, as well as it can be read; nothing of one too large."""
        file = self.files.get(name)
        try:
            if file is None or file.size() > self.case.settings.limits.file_bytes:
                return ""
            content = file.read()
        except OSError:
            return ""
        return decoded(content)


def decoded(content: bytes) -> str:
    """Return the text of a file whose encoding may be wrong, as well as it can be read."""
    return content.decode("utf-16" if content.startswith(WIDE) else "utf-8-sig", "replace")
