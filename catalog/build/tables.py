"""Filling ``catalog.sqlite``: records, rows, documents, members, the alphabet and the subjects."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.build.filtering import Filtering
from catalog.build.packing import Packed
from catalog.errors import StorageFailed
from catalog.processes import parallel
from catalog.release import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from catalog.build.changes import History
    from catalog.build.packing import Packer
    from catalog.model.rdf import Iri
    from catalog.search import Entry

PIECE: Final = 250
"""Resources that a process packs at a time."""
SHARED_FROM: Final = 2_000
"""Resources from which starting processes costs less than it saves."""


_DECODER: Final = msgspec.msgpack.Decoder(list[Packed])


class Tables:
    """A ``catalog.sqlite`` under way."""

    def __init__(self, path: Path, packer: Packer, history: History) -> None:
        self.path = path
        self.packer = packer
        self.history = history
        self.counts: dict[str, int] = {}
        self.unwritable: dict[str, str] = {}
        self.headings: list[tuple[str, str, str, str, str, str, int]] = []
        self.topics: list[tuple[str, str, str, str, str, int]] = []
        self.filtering = Filtering()

    def write(self, progress: Callable[[int, int], None]) -> list[Entry]:
        """Write every table, and return what the search index is to hold.

        Raises StorageFailed where the disk doesn't take it.
        """
        resources = self.packer.catalogue.resources
        entries: list[Entry] = []
        try:
            connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                # Nobody reads the file before it is whole and synced, so it needs no journal.
                connection.executescript(
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;"
                )
                connection.executescript(schema.TABLES)
                connection.execute("BEGIN")
                for piece in _packed(self.packer, resources):
                    self._store(connection, piece)
                    entries += [packed.entry for packed in piece]
                    if len(entries) < len(resources):
                        progress(len(entries), len(resources))
                self._lists(connection)
                connection.executemany(
                    "INSERT INTO published VALUES (?, ?, ?)", self.history.published
                )
                connection.executemany("INSERT INTO mark VALUES (?, ?, ?)", self.history.marks)
                connection.executemany(
                    "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self.history.changes
                )
                number = self.packer.catalogue.number
                self.filtering.write(connection, [number(iri) for iri in self.packer.order])
                connection.execute("COMMIT")
                connection.executescript(schema.INDEXES)
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as problem:
            raise StorageFailed(str(self.path), reason=str(problem)) from None
        progress(len(resources), len(resources))
        return entries

    def _store(self, connection: sqlite3.Connection, piece: list[Packed]) -> None:
        connection.executemany(
            "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?)", [it.resource for it in piece]
        )
        connection.executemany(
            "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)",
            [member for it in piece for member in it.members],
        )
        connection.executemany(
            "INSERT INTO document VALUES (?, ?, ?)", [it.documents for it in piece]
        )
        connection.executemany(
            "INSERT INTO hierarchy VALUES (?, ?, ?, ?, ?)",
            [step for it in piece for step in it.hierarchy],
        )
        connection.executemany(
            "INSERT INTO turn VALUES (?, ?, ?, ?)", [turn for it in piece for turn in it.turns]
        )
        for packed in piece:
            number, iri, *_ = packed.resource
            self.filtering.add(number, packed.facets, packed.valid)
            if packed.kind == "collection":
                self.filtering.gather(iri, (member for _, _, _, member, _, _ in packed.members))
            self.counts[packed.kind] = self.counts.get(packed.kind, 0) + 1
            self.headings += packed.headings
            self.topics += packed.topics
            if packed.unwritable:
                self.unwritable[packed.resource[1]] = packed.unwritable

    def _lists(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO heading VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (lang, letter, place, text, text_lang, role, number)
                for place, (lang, _, letter, text, text_lang, role, number) in enumerate(
                    sorted(set(self.headings))
                )
            ),
        )
        seen: set[tuple[str, str, int]] = set()
        for place, (lang, name, _, text, text_lang, number) in enumerate(sorted(self.topics)):
            if (lang, name, number) not in seen:
                seen.add((lang, name, number))
                connection.execute(
                    "INSERT INTO topic VALUES (?, ?, ?, ?, ?, ?)",
                    (lang, name, place, text, text_lang, number),
                )


def _packed(packer: Packer, resources: Sequence[Iri]) -> Iterator[list[Packed]]:
    """Yield every resource packed, piece by piece in order; a large catalogue's on all cores."""
    pieces = [resources[start : start + PIECE] for start in range(0, len(resources), PIECE)]
    if len(resources) < SHARED_FROM:
        yield from ([packer.pack(iri) for iri in piece] for piece in pieces)
        return
    # MessagePack, because to pickle a frozen dataclass takes longer than to make it.
    for packed in parallel.in_order(
        lambda piece: msgspec.msgpack.encode([packer.pack(iri) for iri in piece]), pieces
    ):
        yield _DECODER.decode(packed)
