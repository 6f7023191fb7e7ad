"""What became of a list's codes between two days: a page for people, tables for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import formats
from catalog.formats import plain, separated
from catalog.model.correspondence import UNCHANGED, Change, correspond
from catalog.model.text import best
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.lists import NEXT, SIZE, Lists
from catalog.web.problems import Problem
from catalog.web.view import look

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from catalog.formats.plain import Json
    from catalog.model.concept import Row
    from catalog.model.correspondence import Correspondence
    from catalog.release import Found, Release
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.pages import Pages

FROM: Final = "from"
TO: Final = "to"
PARAMETERS: Final = ("scheme", FROM, TO, "notation", "lang")
NOTATION_CHARACTERS: Final = 1_000
"""The longest notation that is asked for, as in ``/api/resolve``."""
CHAIN: Final = 20
"""Replacements of replacements that are followed from list to list."""
COLUMNS: Final = ("change", "oldNotation", "oldLabel", "newNotation", "newLabel", "old", "new")


class Correspondences:
    """The views of a list on two days."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits
        self._pages = pages

    def compare(self, asked: Asked, lang: str) -> Answer:
        """Answer a list on two days as a page; without days, on both sides of its newest change."""
        view = look(asked, lang, self._limits)
        release = view.release
        found = release.find_iri(asked.text("iri", self._limits.iri_characters))
        if found is None or found.kind != "code-list":
            raise Problem(404, problems.NOT_FOUND)
        turns = release.turns(found.number)
        first, last = asked.day(FROM), asked.day(TO)
        if first is None and last is None and turns:
            first, last = turns[0].before, turns[0].day
        first, last = sorted((first or view.today, last or view.today))
        told = self._correspond(release, found, first, last)
        page = self._pages.compare(view, found, told, turns)
        here = view.urls.compare(found, first, last)
        relations = (
            Relation(self._lists.origin + here, "canonical"),
            Relation(
                view.urls.api_correspondence(found, first, last), "alternate", formats.JSON_TYPE
            ),
            Relation(
                view.urls.correspondence_table(found, first, last),
                "alternate",
                formats.CSV.media_type,
            ),
        )
        about = headers.page(release.id, lang, formats.HTML_TYPE, relations)
        return Answer(200, about, page.encode(), keep=asked.has_only(("iri", FROM, TO)))

    def data(self, asked: Asked) -> Answer:
        """Answer what became of the codes, or of those with one notation, in pages."""
        parameters.strict(asked, (*PARAMETERS, SIZE, NEXT))
        release = asked.open().release
        found, told, changes = self._asked(asked)
        piece = self._lists.piece(asked, self._limits.list_offset)
        urls = parameters.urls(asked, parameters.language(asked))
        [scheme] = release.summaries([found.number])
        content: Json = {
            "scheme": plain.link(scheme.link),
            FROM: told.first.isoformat(), TO: told.last.isoformat(),
            "counts": {**told.counts(), UNCHANGED: len(told.unchanged)},
            "renamed": len(told.renamed),
            "total": len(changes), "totalExact": True,
            "items": [
                {
                    "kind": it.kind,
                    "old": [self._lists.item(row, urls) for row in it.old],
                    "new": [self._lists.item(row, urls) for row in it.new],
                    "pairs": [{"old": old, "new": new} for old, new in it.pairs],
                }
                for it in changes[piece.start : piece.stop]
            ],
        }  # fmt: skip
        return self._lists.answer(asked, content, len(changes), piece, asked.path)

    def table(self, asked: Asked) -> Answer:
        """Answer the same as CSV: every code of the first day with those that stand for it."""
        parameters.strict(asked, PARAMETERS)
        _, told, changes = self._asked(asked)
        if "notation" not in asked.parameters:
            changes = (
                *changes,
                *(Change(UNCHANGED, (it,), (it,), ((0, 0),)) for it in told.unchanged),
            )
        lines = _lines(changes, told, parameters.language(asked))
        about = headers.data(asked.open().release.id, formats.CSV.content_type)
        return Answer(200, about, separated.piece((COLUMNS, *lines)), keep=True)

    def _asked(self, asked: Asked) -> tuple[Found, Correspondence, Sequence[Change]]:
        """Return the list, all that became of it and those changes of it that are asked for."""
        release = asked.open().release
        iri = parameters.iri(asked, "scheme", self._limits)
        first, last = asked.day(FROM), asked.day(TO)
        if not iri:
            raise parameters.wrong("scheme", "https://…")
        if first is None or last is None:
            raise parameters.wrong(TO if first else FROM, "YYYY-MM-DD")
        found = release.find_iri(iri)
        if found is None:
            raise Problem(404, problems.NOT_FOUND)
        if found.kind != "code-list":
            raise parameters.wrong("scheme", "type=code-list")
        told = self._correspond(release, found, first, last)
        notation = asked.text("notation", NOTATION_CHARACTERS)
        return found, told, told.of(notation) if notation else told.changes

    def _correspond(
        self, release: Release, found: Found, first: dt.date, last: dt.date
    ) -> Correspondence:
        most = self._limits.compared_codes
        codes = release.members(found.number, "tree", 0, most)
        if codes.total > most:
            raise Problem(422, problems.TOO_MANY, {"most": most})
        return correspond(codes.rows, first, last, self._elsewhere(release, codes.rows))

    def _elsewhere(self, release: Release, codes: Sequence[Row]) -> Iterator[Row]:
        """Yield the codes of other lists that replacements lead to."""
        seen = {row.link.iri for row in codes}
        rows = codes
        for _ in range(CHAIN):
            wanted = {link.iri for row in rows for link in row.replaced_by if link.kind} - seen
            # As many as may be looked up at once; nobody keeps a list that leads to more.
            numbers = release.numbers(sorted(wanted)[: self._limits.batch_size])
            if not numbers:
                return
            seen |= wanted
            rows = release.summaries(sorted(numbers.values()))
            yield from rows


def _lines(changes: Sequence[Change], told: Correspondence, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a line for each pair, and one for each code that has no other, as called on its day."""

    def line(kind: str, old: Row | None, new: Row | None) -> tuple[str, ...]:
        old_notation, old_label, old_iri = _told(old, told.first, lang)
        new_notation, new_label, new_iri = _told(new, told.last, lang)
        return kind, old_notation, old_label, new_notation, new_label, old_iri, new_iri

    for change in changes:
        for old, new in change.pairs:
            yield line(change.kind, change.old[old], change.new[new])
        if not change.pairs:
            for row in change.old:
                yield line(change.kind, row, None)
            for row in change.new:
                yield line(change.kind, None, row)


def _told(row: Row | None, day: dt.date, lang: str) -> tuple[str, str, str]:
    if row is None:
        return "", "", ""
    name = best(row.called(day), lang)
    return row.link.notation, name.text if name else "", row.link.iri
