"""What each Release made different, as far as the Release that is served knows it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AFTER: Final = "place > ?"
_AFTER_OF_ONE: Final = "place > ? AND iri = ?"
_COUNT: Final = "SELECT count(*) FROM change WHERE {}"
_ROWS: Final = (
    "SELECT name, date, iri, number, kind, state, fields FROM change JOIN published USING (place)"
    " WHERE {} ORDER BY position DESC LIMIT ? OFFSET ?"
)


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

    def __init__(self, version: str, query: Callable[..., list[tuple[Any, ...]]]) -> None:
        self._version = version
        self._query = query

    @property
    def earliest(self) -> str | None:
        """Return the version with which the knowledge begins; None where there is none."""
        rows = self._query("SELECT name FROM published ORDER BY place LIMIT 1")
        return rows[0][0] if rows else None

    def place(self, since: str) -> int | None:
        """Return the place of the last Release that ``since`` leaves out.

        ``since`` is a version, for what came later, or a day, for what came then or later. None
        where it is neither.
        """
        rows = self._query("SELECT place FROM published WHERE name = ?", since)
        if rows:
            return int(rows[0][0])
        if since == self._version:
            return self._last("9999-12-31")
        return self._last(since) if _is_day(since) else None

    def changes(self, place: int, iri: str, start: int, size: int) -> Changes:
        """Return what happened after a place, to one resource where ``iri`` isn't empty."""
        wanted, values = (_AFTER_OF_ONE, (place, iri)) if iri else (_AFTER, (place,))
        [(total,)] = self._query(_COUNT.format(wanted), *values)
        rows = self._query(_ROWS.format(wanted), *values, size, start)
        return Changes(
            total,
            tuple(
                Change(version, date, about, number, kind, state, tuple(fields.split()))
                for version, date, about, number, kind, state, fields in rows
            ),
        )

    def _last(self, day: str) -> int:
        """Return the place of the last Release before a day, 0 where there is none."""
        [(place,)] = self._query("SELECT max(place) FROM published WHERE date < ?", day)
        return int(place or 0)


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
