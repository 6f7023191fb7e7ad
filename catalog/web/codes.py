"""A code list as it is on a day, whole and in its own order: for programs and for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import formats
from catalog.formats import plain, separated, tabular
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.lists import NEXT, SIZE, Lists
from catalog.web.problems import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from catalog.formats.plain import Json
    from catalog.model.concept import Row
    from catalog.release import Found, Release
    from catalog.settings import Settings
    from catalog.web.asked import Asked

PARAMETERS: Final = ("scheme", "on", "lang")
READ: Final = 500
"""Records that are read at a time; SQLite takes no more than some thousand values in a query."""


class Listed(NamedTuple):
    """A list on a day: its headings and valid codes, in order."""

    found: Found
    day: dt.date
    rows: Sequence[Row]


class Codes:
    """The views of the codes of a day."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits

    def data(self, asked: Asked) -> Answer:
        """Answer headings and codes in short, in pages."""
        parameters.strict(asked, (*PARAMETERS, SIZE, NEXT))
        listed = self._listed(asked)
        release = asked.open().release
        piece = self._lists.piece(asked, self._limits.list_offset)
        urls = parameters.urls(asked, parameters.language(asked))
        [scheme] = release.summaries([listed.found.number])
        content: Json = {
            "scheme": plain.link(scheme.link), "on": listed.day.isoformat(),
            "total": len(listed.rows), "totalExact": True,
            "items": [
                self._lists.item(row, urls) for row in listed.rows[piece.start : piece.stop]
            ],
        }  # fmt: skip
        return self._lists.answer(asked, content, len(listed.rows), piece, asked.path)

    def table(self, asked: Asked) -> Answer:
        """Answer the same as CSV with every column of the list's own file."""
        parameters.strict(asked, PARAMETERS[:2])
        listed = self._listed(asked)
        release = asked.open().release
        lines = [tabular.head(release.manifest.languages), *_lines(release, listed.rows)]
        about = headers.data(release.id, formats.CSV.content_type)
        return Answer(200, about, separated.piece(lines), keep=True)

    def _listed(self, asked: Asked) -> Listed:
        """Return what is asked for. Raises Problem where that is no list, or too long a one."""
        serving = asked.open()
        iri = parameters.iri(asked, "scheme", self._limits)
        if not iri:
            raise parameters.wrong("scheme", "https://…")
        day = asked.day("on") or serving.today
        found = serving.release.find_iri(iri)
        if found is None:
            raise Problem(404, problems.NOT_FOUND)
        if found.kind != "code-list":
            raise parameters.wrong("scheme", "type=code-list")
        most = self._limits.compared_codes
        page = serving.release.members(found.number, "tree", 0, most)
        if page.total > most:
            raise Problem(422, problems.TOO_MANY, {"most": most})
        return Listed(found, day, _valid(page.rows, day))


def _valid(rows: Sequence[Row], day: dt.date) -> list[Row]:
    """Return the codes that are valid on ``day``, and the headings that any of them stands under.

    From the end, a heading of less depth than what was kept last is one that it stands under.
    """
    kept: list[Row] = []
    wanted = -1
    for row in reversed(rows):
        if row.holds(day) if row.reportable else row.depth < wanted:
            kept.append(row)
            wanted = row.depth
        elif row.depth < wanted:
            wanted = row.depth
    return kept[::-1]


def _lines(release: Release, rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    languages = release.manifest.languages
    for start in range(0, len(rows), READ):
        part = rows[start : start + READ]
        numbers = release.numbers([row.link.iri for row in part])
        records = release.records([numbers[row.link.iri] for row in part])
        for record, row in zip(records, part, strict=True):
            yield tabular.line(record, row.depth, languages)
