"""The API's changes: what each Release made different, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.formats import plain
from catalog.release.archive import Archive
from catalog.release.history import Since
from catalog.web import parameters, problems
from catalog.web.lists import NEXT, SIZE, Lists
from catalog.web.problems import Facts, Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.formats.plain import Json
    from catalog.model.concept import Row
    from catalog.release.history import Change
    from catalog.settings import Settings
    from catalog.web.answer import Answer
    from catalog.web.asked import Asked

PARAMETERS: Final = ("since", "iri", "lang", SIZE, NEXT)
VERSION_CHARACTERS: Final = 1_000
"""The longest name of a version or a Release that is asked for."""


class ChangeList:
    """The view of what has changed."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits
        self._archive = Archive(settings.release_folder)

    def changes(self, asked: Asked) -> Answer:
        """Answer what happened since a version, Release or day, to everything or one resource."""
        parameters.strict(asked, PARAMETERS)
        release = asked.open().release
        history = release.history
        since = asked.text("since", VERSION_CHARACTERS)
        point = history.since(since, self._archive.published) if since else Since()
        if point is None:
            first = history.earliest or history.latest
            facts: Facts = {"parameter": "since", "value": since, "known": (first,)}
            raise Problem(404, problems.UNKNOWN_VERSION, facts)
        iri = parameters.iri(asked, "iri", self._limits)
        if iri and release.find_iri(iri) is None and not history.knows(iri):
            raise parameters.unknown("iri", iri)
        piece = self._lists.piece(asked, self._limits.list_offset)
        found = history.changes(point, iri, piece.start, piece.size)
        there = [change.number for change in found.rows if change.number is not None]
        rows = dict(zip(there, release.summaries(there), strict=True))
        urls = parameters.urls(asked, parameters.language(asked))
        content: Json = {
            "version": history.latest,
            "earliest": history.earliest,
            "total": found.total,
            "items": [
                self._item(change, rows.get(change.number or 0), urls) for change in found.rows
            ],
        }
        return self._lists.answer(asked, content, found.total, piece, urls.api_changes())

    def _item(self, change: Change, row: Row | None, urls: Urls) -> Json:
        thing: Json = {"iri": change.iri, "type": change.kind}
        if row is not None:
            thing = {**plain.link(row.link), "url": self._lists.origin + urls.page(row.link)}
        return {
            **thing,
            "version": change.version,
            "date": change.date,
            "state": change.state,
            "fields": change.fields,
        }
