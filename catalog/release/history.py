"""What each Release made different, as far as the Release that is served knows it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AFTER: Final = "(mark = 0 AND place > ? OR mark = ?)"
_OF_ONE: Final = " AND iri = ?"
_COUNT: Final = "SELECT count(*) FROM change WHERE {}"
_ROWS: Final = (
    "SELECT name, date, iri, number, kind, state, fields FROM change JOIN published USING (place)"
    " WHERE {} ORDER BY position DESC LIMIT ? OFFSET ?"
)


@dataclass(frozen=True, slots=True)
class Since:
    """A point in the history: a Release by its ``place``, or a ``mark`` before that Release.

    A mark is something else that may have been served, between two Releases.
    """

    place: int = 0
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Change:
    """What one Release did to one resource.

    ``version`` and ``date`` are the Release's; ``number`` is None for what is no longer there.
    ``state`` is ``created``, ``changed``, ``retired`` or ``removed``; ``fields`` are the keys of
    the plain JSON whose values differ.
    """

    version: str
    date: str
    iri: str
    number: int | None
    kind: str
    state: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A piece of the changes, the newest first."""

    total: int
    rows: tuple[Change, ...]


class History:
    """The changes that one Release knows of, read by ``query``; there may be none."""

    def __init__(self, release: str, version: str, query: Callable[..., list[Any]]) -> None:
        """Read by ``query`` the history of the Release with that id and version."""
        self._release = release
        self._version = version
        self._query = query

    @property
    def earliest(self) -> str | None:
        """Return the version with which the knowledge begins; None where there is none."""
        rows = self._query("SELECT name FROM published ORDER BY place LIMIT 1")
        return rows[0][0] if rows else None

    @property
    def latest(self) -> str:
        """Return what ``since`` takes later, for what came after the Release that is served."""
        rows = self._query("SELECT name FROM published ORDER BY place DESC LIMIT 1")
        return rows[0][0] if rows else self._version or self._release

    def since(self, name: str, archived: Callable[[str], str] = lambda _: "") -> Since | None:
        """Return the point that a name means, which is the first of these that there is.

        A version, with the commit after it where there is one; a Release by its id, of which
        ``archived`` tells what it was called here; a day, for what came then or later. None where
        it is none of these.
        """
        found = self._named(name)
        if found is None and name in {self._version, self._release}:
            return Since(self._last())
        found = found or self._named(archived(name))
        return found or (self._before(name) if _is_day(name) else None)

    def knows(self, iri: str) -> bool:
        """Tell whether anything is known to have happened to a resource."""
        return bool(self._query("SELECT 1 FROM change WHERE mark = 0 AND iri = ? LIMIT 1", iri))

    def changes(self, since: Since, iri: str, start: int, size: int) -> Changes:
        """Return what happened after a point, to one resource where ``iri`` isn't empty."""
        wanted = _AFTER + _OF_ONE if iri else _AFTER
        values = (since.place, since.mark, *((iri,) if iri else ()))
        [(total,)] = self._query(_COUNT.format(wanted), *values)
        rows = self._query(_ROWS.format(wanted), *values, size, start)
        return Changes(
            total,
            tuple(
                Change(version, date, about, number, kind, state, tuple(fields.split()))
                for version, date, about, number, kind, state, fields in rows
            ),
        )

    def _named(self, name: str) -> Since | None:
        rows = self._query("SELECT place FROM published WHERE name = ?", name)
        if rows:
            return Since(rows[0][0])
        rows = self._query("SELECT place, number FROM mark WHERE name = ?", name)
        return Since(*rows[0]) if rows else None

    def _last(self) -> int:
        """Return the place of the last Release, 0 where there is none."""
        [(place,)] = self._query("SELECT max(place) FROM published")
        return int(place or 0)

    def _before(self, day: str) -> Since:
        """Return the point before the first Release of a day or later.

        Commits needn't be in the order of their days: rather something twice than nothing of it.
        """
        [(place,)] = self._query("SELECT min(place) FROM published WHERE date >= ?", day)
        return Since(place - 1 if place else self._last())


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
