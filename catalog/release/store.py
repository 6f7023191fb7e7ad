"""Reading one Release. Nothing here parses RDF or writes; every answer is an indexed look-up."""

from __future__ import annotations

import datetime as dt
import functools
import sqlite3
import threading
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
import zstandard

from catalog.errors import ReleaseBroken
from catalog.model.concept import Row
from catalog.model.correspondence import Turn
from catalog.release import schema
from catalog.release.facets import Facets
from catalog.release.hierarchy import Hierarchy
from catalog.release.history import History
from catalog.release.manifest import verify
from catalog.release.requirements import stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from catalog.model.dataset import Download
    from catalog.model.resource import Resource
    from catalog.release.manifest import Manifest
    from catalog.release.requirements import StoredRequirement

CACHE_KIB = 8_192
"""SQLite's own page cache for each thread; the system's cache holds the rest, once for all."""


@dataclass(frozen=True, slots=True)
class Found:
    """A resource that the Release has; ``path`` is None where its page stands under ``/-/iri``."""

    number: int
    iri: str
    kind: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The stored bytes of a resource in one format, and the hash that makes their ETag."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list, and how long the whole list is."""

    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the alphabet: a term that leads to a concept; ``role`` is pref or alt."""

    text: str
    lang: str
    role: str
    row: Row


class Release:
    """An open Release, safe to read from several threads."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Use ``open``; this only remembers."""
        self.folder = folder
        self.manifest = manifest
        self._threads = threading.local()
        # Each thread has its own connection; they all end with the Release, whoever lets go last.
        self._connections: list[sqlite3.Connection] = []
        self._end = weakref.finalize(self, _close_all, self._connections)
        self._records = {
            kind: msgspec.json.Decoder(model) for kind, model in schema.CLASSES.items()
        }
        self._row = msgspec.json.Decoder(Row)
        self._bodies = msgspec.msgpack.Decoder(schema.Bodies)

    @classmethod
    def open(cls, folder: Path) -> Release:
        """Open the Release in ``folder``; sizes are compared with its manifest.

        Raises ReleaseBroken where a file is missing or is not what was written.
        """
        release = cls(folder, verify(folder, thorough=False))
        try:
            release._all("SELECT number FROM resource LIMIT 1")
        except sqlite3.Error as problem:
            raise ReleaseBroken(str(folder / schema.FILE), reason=str(problem)) from None
        return release

    @property
    def id(self) -> str:
        """Return the Release's id."""
        return self.manifest.id

    @property
    def facets(self) -> Facets:
        """Return what filters the resources."""
        return Facets(self._all)

    @property
    def hierarchy(self) -> Hierarchy:
        """Return what is above and below what."""
        return Hierarchy(self._each)

    @property
    def history(self) -> History:
        """Return what each Release made different."""
        return History(self.id, self.manifest.version, self._all)

    @functools.cached_property
    def requirements(self) -> tuple[StoredRequirement, ...]:
        """Return the versions of reporting requirements, by name, newest first."""
        return stored(self.folder)

    def download_path(self, download: Download) -> Path:
        """Return where a file of the Release lies."""
        return self.folder / schema.DOWNLOADS / download.file

    def find(self, path: str) -> Found | None:
        """Return what stands at an IRI path below the base (decoded, without a leading slash)."""
        return self._found("SELECT number, iri, kind, path FROM resource WHERE path = ?", path)

    def find_iri(self, iri: str) -> Found | None:
        """Return what an IRI names."""
        return self._found("SELECT number, iri, kind, path FROM resource WHERE iri = ?", iri)

    def numbers(self, iris: Sequence[str]) -> dict[str, int]:
        """Return the numbers of those of ``iris`` that name something here."""
        marks = ",".join("?" * len(iris))
        found = self._all(
            f"SELECT iri, number FROM resource WHERE iri IN ({marks})",  # noqa: S608
            *iris,
        )
        return dict(found)

    def record(self, found: Found) -> Resource:
        """Return all that a page shows of ``found``."""
        [(record,)] = self._all("SELECT record FROM resource WHERE number = ?", found.number)
        return self._records[found.kind].decode(self._unpack(record))

    def records(self, numbers: Sequence[int]) -> tuple[Resource, ...]:
        """Return all that is known of the resources with these numbers, in that order."""
        marks = ",".join("?" * len(numbers))
        rows = {
            number: (kind, record)
            for number, kind, record in self._all(
                f"SELECT number, kind, record FROM resource WHERE number IN ({marks})",  # noqa: S608
                *numbers,
            )
        }
        return tuple(
            self._records[kind].decode(self._unpack(record))
            for kind, record in (rows[number] for number in numbers)
        )

    def document(self, number: int, form: str) -> Document | None:
        """Return the stored document of a resource in the format named ``form``."""
        rows = self._all("SELECT formats, bodies FROM document WHERE number = ?", number)
        names = rows[0][0].split() if rows else []
        if form not in names:
            return None
        etag, body = self._bodies.decode(self._unpack(rows[0][1]))[names.index(form)]
        return Document(body, etag)

    def formats(self, number: int) -> tuple[str, ...]:
        """Return the names of the formats that a resource can be had in."""
        rows = self._all("SELECT formats FROM document WHERE number = ?", number)
        return tuple(rows[0][0].split()) if rows else ()

    def summaries(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """Return the rows of ``numbers``, in that order."""
        marks = ",".join("?" * len(numbers))
        rows = dict(
            self._all(
                f"SELECT number, summary FROM resource WHERE number IN ({marks})",  # noqa: S608
                *numbers,
            )
        )
        return tuple(self._row.decode(rows[number]) for number in numbers)

    def members(self, number: int, role: str, start: int = 0, size: int = 100) -> Page:
        """Return a resource's member rows in their order.

        ``role`` is ``tree`` or ``top`` (a scheme's tree, or only its top concepts), ``members``
        (a collection's) or ``parts`` (a dataset's, or what a document describes).
        """
        total = self._count(
            "SELECT count(*) FROM member WHERE owner = ? AND role = ?", number, role
        )
        rows = self._all(
            "SELECT summary, depth, repeated FROM member JOIN resource USING (number)"
            " WHERE owner = ? AND role = ? AND member.position >= ? AND member.position < ?"
            " ORDER BY member.position",
            number, role, start, start + size,
        )  # fmt: skip
        return Page(
            total,
            tuple(
                replace(self._row.decode(summary), depth=depth, repeated=bool(repeated))
                for summary, depth, repeated in rows
            ),
        )

    def member_numbers(self, number: int) -> frozenset[int] | None:
        """Return the numbers of all members, None for a scheme too large to have them listed."""
        rows = self._all("SELECT DISTINCT number, role FROM member WHERE owner = ?", number)
        if any(role == "top" for _, role in rows):
            return None
        return frozenset(member for member, _ in rows)

    def turns(self, number: int) -> tuple[Turn, ...]:
        """Return the days on which a code list became another, the newest first."""
        rows = self._all(
            "SELECT day, came, went FROM turn WHERE owner = ? ORDER BY day DESC", number
        )
        return tuple(Turn(dt.date.fromisoformat(day), *counts) for day, *counts in rows)

    def newest_turns(self) -> tuple[tuple[Row, Turn], ...]:
        """Return the code lists that changed on the newest day on which any did, by name."""
        rows = self._all(
            "SELECT summary, day, came, went FROM turn JOIN resource ON number = owner"
            " WHERE day = (SELECT max(day) FROM turn) ORDER BY position"
        )
        return tuple(
            (self._row.decode(summary), Turn(dt.date.fromisoformat(day), *counts))
            for summary, day, *counts in rows
        )

    def places(self, start: int, size: int) -> tuple[tuple[Found, str], ...]:
        """Return a piece of everything that has a page, each with the day it was modified."""
        rows = self._all(
            "SELECT number, iri, kind, path, record FROM resource ORDER BY number LIMIT ? OFFSET ?",
            size, start,
        )  # fmt: skip
        return tuple(
            (Found(*about), self._records[about[2]].decode(self._unpack(record)).modified)
            for *about, record in rows
        )

    def of_kind(self, kind: str, start: int = 0, size: int = 100) -> Page:
        """Return the resources of one kind by name in the catalogue's first language."""
        total = self._count("SELECT count(*) FROM resource WHERE kind = ?", kind)
        rows = self._all(
            "SELECT summary FROM resource WHERE kind = ? AND position >= ? AND position < ?"
            " ORDER BY position",
            kind, start, start + size,
        )  # fmt: skip
        return Page(total, tuple(self._row.decode(summary) for (summary,) in rows))

    def letters(self, lang: str) -> tuple[tuple[str, int], ...]:
        """Return the first letters of the terms in ``lang``, in its alphabet, with counts."""
        rows = self._all(
            "SELECT letter, count(*) FROM heading WHERE lang = ? GROUP BY letter"
            " ORDER BY min(position)",
            lang,
        )
        return tuple((letter, count) for letter, count in rows)

    def headings(
        self, lang: str, letter: str, start: int = 0, size: int = 100
    ) -> tuple[Heading, ...]:
        """Return the terms of ``lang`` that begin with ``letter``, in alphabetical order."""
        rows = self._all(
            "SELECT text, text_lang, role, summary FROM heading JOIN resource USING (number)"
            " WHERE lang = ? AND letter = ? ORDER BY heading.position LIMIT ? OFFSET ?",
            lang, letter, size, start,
        )  # fmt: skip
        return tuple(
            Heading(text, text_lang, role, self._row.decode(summary))
            for text, text_lang, role, summary in rows
        )

    def topics(self, lang: str) -> tuple[tuple[str, str, str, int], ...]:
        """Return the subject fields for a reader of ``lang``: slug, text, its language, count."""
        rows = self._all(
            "SELECT slug, text, text_lang, count(*) FROM topic WHERE lang = ?"
            " GROUP BY slug ORDER BY slug",
            lang,
        )
        return tuple((slug, text, text_lang, count) for slug, text, text_lang, count in rows)

    def topic(self, lang: str, slug: str, start: int = 0, size: int = 100) -> Page:
        """Return the concepts of a subject field, by name in ``lang``."""
        total = self._count("SELECT count(*) FROM topic WHERE lang = ? AND slug = ?", lang, slug)
        rows = self._all(
            "SELECT summary FROM topic JOIN resource USING (number)"
            " WHERE lang = ? AND slug = ? ORDER BY topic.position LIMIT ? OFFSET ?",
            lang, slug, size, start,
        )  # fmt: skip
        return Page(total, tuple(self._row.decode(summary) for (summary,) in rows))

    def close(self) -> None:
        """Close the connections of all threads; nothing can be read afterwards."""
        self._end()

    def _found(self, query: str, key: str) -> Found | None:
        rows = self._all(query, key)
        return Found(*rows[0]) if rows else None

    def _count(self, query: str, *values: str | int) -> int:
        [(count,)] = self._all(query, *values)
        return int(count)

    def _unpack(self, packed: bytes) -> bytes:
        # A decompressor is not for two threads at once (python-zstandard, "Thread Safety").
        threads = self._threads
        unpacker = getattr(threads, "unpacker", None)
        if unpacker is None:
            unpacker = threads.unpacker = zstandard.ZstdDecompressor()
        result: bytes = unpacker.decompress(packed)
        return result

    def _all(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        return list(self._each(query, *values))

    def _each(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
        """Return the rows one by one, for who may not want them all."""
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            # immutable: a published Release never changes, so SQLite needs no locks at all.
            connection = sqlite3.connect(
                f"file:{quote(str(self.folder / schema.FILE))}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._connections.append(connection)
            self._threads.connection = connection
        return connection.execute(query, values)


def _close_all(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()
