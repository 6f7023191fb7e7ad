"""Reads `terms.sqlite`: which words there are, and which labels hold them, each within a limit."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, Final, Self
from urllib.parse import quote

from catalog.search.entry import Label
from catalog.search.postings import unpack
from catalog.search.schema import FILE

_LAST: Final = "\U0010ffff"
_SCANNED: Final = 4
"""A range is read up to this many times the rows wanted, before the best of them are taken."""

# The words that one of these finds; the last two take the first of a range, then its best.
_KEY: Final = "SELECT key, shown, stems, labels FROM word WHERE key = ?"
_AMONG: Final = """
SELECT key, shown, stems, labels FROM word
WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_FROM: Final = """
SELECT key, shown, stems, labels FROM word WHERE id IN (
    SELECT id FROM (SELECT id FROM word WHERE key >= ? AND key < ? LIMIT ?) ORDER BY id LIMIT ?
) ORDER BY id
"""
_WITH: Final = """
SELECT key, shown, stems, labels FROM word WHERE id IN (
    SELECT rowid FROM part WHERE part MATCH ? ORDER BY rowid LIMIT ?
) ORDER BY id
"""
_START: Final = "SELECT label FROM start WHERE key >= ? AND key < ? LIMIT ?"
_INNER: Final = "SELECT label FROM inner_start WHERE key >= ? AND key < ? LIMIT ?"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the catalogue: folded, as people wrote it, its stems, the labels that hold it."""

    key: str
    shown: str
    stems: tuple[str, ...]
    labels: "array[int]"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept in memory of each label and entry: a few bytes each."""

    langs: tuple[str, ...]
    kinds: tuple[str, ...]
    analyses: tuple[str, ...]
    letters: str
    live_entries: int
    live_labels: int
    numbers: "array[int]"
    entry_of_label: "array[int]"
    lang_of_label: "array[int]"
    role_of_label: bytes
    kind_of_entry: "array[int]"

    def kind(self, entry: int) -> str:
        """The kind of an entry by its name."""
        return self.kinds[self.kind_of_entry[entry]]


@dataclass(slots=True)
class Reading:
    """One query's look into the term table; `rows` counts what it read and looked up."""

    base: sqlite3.Connection
    rows: int = 0
    whole: bool = field(default=True)

    def phrase(self, stems: str) -> "array[int]":
        """Labels whose words have exactly these stems."""
        return self._packed("SELECT labels FROM phrase WHERE key = ?", stems)

    def stem(self, stem: str) -> "array[int] | None":
        """Labels that hold a stem; empty when only texts hold it, None when nothing does."""
        found = self._all("SELECT labels FROM stem WHERE key = ?", (stem,))
        return unpack(found[0][0]) if found else None

    def stems_known(self, stems: Iterable[str]) -> set[str]:
        """Those of the stems that the catalogue holds."""
        sql = "SELECT key FROM stem WHERE key IN (SELECT value FROM json_each(?))"
        asked = list(stems)
        self.rows += len(asked)
        return {key for (key,) in self._all(sql, (json.dumps(asked),))}

    def word(self, key: str) -> Word | None:
        """The word, if the catalogue holds it."""
        found = self._words(_KEY, key)
        return found[0] if found else None

    def words_among(self, keys: Iterable[str]) -> list[Word]:
        """Those of the words that the catalogue holds."""
        asked = list(keys)
        self.rows += len(asked)  # a look-up costs as much when it finds nothing
        return self._words(_AMONG, json.dumps(asked))

    def words_from(self, prefix: str, limit: int) -> list[Word]:
        """Words that begin with a prefix, itself included, the shortest first."""
        found = self._words(_FROM, prefix, prefix + _LAST, limit * _SCANNED, limit)
        self._note(len(found), limit)
        return found

    def words_with(self, part: str, limit: int) -> list[Word]:
        """Words that hold a part anywhere within, the shortest first."""
        # Folded words hold no quotation mark, so the part cannot leave its quotes.
        found = self._words(_WITH, f'"{part}"', limit)
        self._note(len(found), limit)
        return found

    def exactly(self, key: str, limit: int) -> list[int]:
        """Labels with this very key, by rank."""
        sql = "SELECT label FROM start WHERE key = ? ORDER BY label LIMIT ?"
        found = self._all(sql, (key, limit))
        self._note(len(found), limit)
        return [number for (number,) in found]

    def starting(self, prefix: str, limit: int, *, inner: bool = False) -> list[int]:
        """Labels that begin with a prefix, or have a later word that does."""
        found = self._all(_INNER if inner else _START, (prefix, prefix + _LAST, limit))
        self._note(len(found), limit)
        return [number for (number,) in found]

    def busy(self, prefix: str) -> list[tuple[int, "array[int]"]]:
        """The labels kept ready for a prefix that many labels begin with: place and labels."""
        sql = "SELECT place, labels FROM busy WHERE prefix = ?"
        return [(place, unpack(blob)) for place, blob in self._all(sql, (prefix,))]

    def labels(self, numbers: Iterable[int]) -> dict[int, Label]:
        """The labels of the numbers."""
        sql = "SELECT id, role, lang, text FROM label WHERE id IN (SELECT value FROM json_each(?))"
        found = self._all(sql, (json.dumps(list(numbers)),))
        return {number: Label(role, lang, text) for number, role, lang, text in found}

    def _words(self, sql: str, *values: object) -> list[Word]:
        return [
            Word(key, shown, tuple(stems.split(" ")), unpack(blob))
            for key, shown, stems, blob in self._all(sql, values)
        ]

    def _packed(self, sql: str, key: str) -> "array[int]":
        found = self._all(sql, (key,))
        return unpack(found[0][0]) if found else array("I")

    def _all(self, sql: str, values: Sequence[object]) -> list[Any]:
        found = self.base.execute(sql, values).fetchall()
        self.rows += len(found)
        return found

    def _note(self, found: int, limit: int) -> None:
        if found >= limit:
            self.whole = False


class Lexicon:
    """An open term table: its facts in memory, and a connection for each query at a time."""

    def __init__(self, path: Path) -> None:
        # Immutable: nobody writes to a Release, so SQLite need not lock or look for changes.
        self._uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._closed = False
        with self.reading() as reading:
            self.facts = _facts(reading.base)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `write_terms` wrote."""
        return cls((folder / FILE).absolute())

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A connection that no other thread has meanwhile."""
        try:
            base = self._idle.get_nowait()
        except Empty:
            base = sqlite3.connect(
                self._uri, uri=True, check_same_thread=False, isolation_level=None
            )
        try:
            yield Reading(base)
        finally:
            if self._closed:
                base.close()
            else:
                self._idle.put(base)

    def close(self) -> None:
        """Close the idle connections, and each busy one when its query is done."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return


def _facts(base: sqlite3.Connection) -> Facts:
    rows: dict[str, bytes] = dict(base.execute("SELECT name, value FROM fact"))
    return Facts(
        langs=tuple(json.loads(rows["langs"])),
        kinds=tuple(json.loads(rows["kinds"])),
        analyses=tuple(json.loads(rows["analyses"])),
        letters=json.loads(rows["letters"]),
        live_entries=json.loads(rows["live_entries"]),
        live_labels=json.loads(rows["live_labels"]),
        numbers=unpack(rows["numbers"]),
        entry_of_label=unpack(rows["entry_of_label"]),
        lang_of_label=unpack(rows["lang_of_label"]),
        role_of_label=rows["role_of_label"],
        kind_of_entry=unpack(rows["kind_of_entry"]),
    )
