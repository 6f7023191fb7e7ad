"""From what people write to what is meant: the API's search, suggestions and exact names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.formats import plain
from catalog.model.text import best
from catalog.release import Filter, facets
from catalog.search import Label
from catalog.web import headers, parameters
from catalog.web.answer import Answer
from catalog.web.lists import NEXT, SIZE, Lists
from catalog.web.reader import primary
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.formats.plain import Json
    from catalog.model.concept import Row
    from catalog.model.resource import Link
    from catalog.release import Release
    from catalog.search import Suggestion
    from catalog.settings import Settings
    from catalog.web.asked import Asked

SEARCH_PARAMETERS: Final = ("q", "lang", *parameters.FILTERS, SIZE, NEXT)
SUGGEST_PARAMETERS: Final = ("q", "lang", "type", "scheme", SIZE)
RESOLVE_PARAMETERS: Final = ("notation", "label", "lang", "scheme", SIZE, NEXT)
USUAL_SUGGESTIONS: Final = 10
MOST_SUGGESTIONS: Final = 50
NAME_CHARACTERS: Final = 1_000
"""The longest name that is asked for: longer than any label of a sane catalogue."""
SUCCESSORS: Final = 20
"""Replacements of replacements that are followed: a chain of more is a circle or a joke."""
NOTATION: Final = "notation"
HIDDEN: Final = "hidden"


class Find:
    """The views that find things by text."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits

    def search(self, asked: Asked) -> Answer:
        """Answer what a text finds, best first; without one, what the filters leave, by name."""
        parameters.strict(asked, SEARCH_PARAMETERS)
        text = asked.text("q", self._limits.query_characters)
        wanted = parameters.filters(asked, self._limits)
        if text:
            return self._hits(asked, text, wanted)
        piece = self._lists.piece(asked, self._limits.list_offset)
        numbers = asked.open().release.facets.chosen(wanted)
        shown = numbers[piece.start : piece.start + piece.size]
        content: Json = {
            "total": len(numbers), "totalExact": True, "query": "", "corrected": None,
            "items": self._lists.items(asked, shown),
        }  # fmt: skip
        return self._lists.answer(asked, content, len(numbers), piece, Urls("").api_search())

    def suggest(self, asked: Asked) -> Answer:
        """Answer labels that begin as the text does, for a field that completes."""
        parameters.strict(asked, SUGGEST_PARAMETERS)
        serving = asked.open()
        text = asked.text("q", self._limits.query_characters)
        lang = parameters.language(asked)
        size = asked.number(SIZE, 1, MOST_SUGGESTIONS, USUAL_SUGGESTIONS)
        wanted = parameters.filters(asked, self._limits)
        among = frozenset(serving.release.facets.chosen(wanted)) if wanted else None
        found = serving.searcher.suggest(text, lang, size=size, among=among)
        rows = serving.release.summaries([suggestion.number for suggestion in found])
        urls = parameters.urls(asked, lang)
        items = [
            {
                "label": suggestion.text,
                **({"lang": suggestion.lang} if suggestion.lang else {}),
                "role": suggestion.role,
                **plain.link(row.link),
                "url": self._lists.origin + urls.page(row.link),
            }
            for suggestion, row in zip(found, rows, strict=True)
        ]
        about = headers.data(serving.release.id, formats.JSON_TYPE)
        return Answer(200, about, msgspec.json.encode({"items": items}), keep=True)

    def resolve(self, asked: Asked) -> Answer:
        """Answer what has exactly a notation or a name, and what to use in its place."""
        parameters.strict(asked, RESOLVE_PARAMETERS)
        notation, label = (asked.text(name, NAME_CHARACTERS) for name in RESOLVE_PARAMETERS[:2])
        if not notation and not label:
            raise parameters.missing(*RESOLVE_PARAMETERS[:2])
        piece = self._lists.piece(asked, self._limits.list_offset)
        found = self._named(asked, notation, label)
        shown = found[piece.start : piece.start + piece.size]
        release = asked.open().release
        rows = release.summaries([it.number for it in shown])

        def more(place: int) -> Json:
            return _resolved(release, shown[place], rows[place])

        content: Json = {
            "total": len(found), "totalExact": True,
            "items": self._lists.items(asked, [it.number for it in shown], more),
        }  # fmt: skip
        return self._lists.answer(asked, content, len(found), piece, Urls("").api_resolve())

    def _hits(self, asked: Asked, text: str, wanted: Filter) -> Answer:
        serving = asked.open()
        piece = self._lists.piece(asked, self._limits.page_offset)
        kind = parameters.kind(asked)
        # The search knows the kinds itself; only other filters take the reading of lists.
        narrow = wanted.day or any(name != facets.KIND for name, _ in wanted.values)
        hits = serving.searcher.search(
            text,
            parameters.language(asked),
            size=piece.size,
            start=piece.start,
            kinds=frozenset({kind} - {""}),
            among=frozenset(serving.release.facets.chosen(wanted)) if narrow else None,
            thorough=bool(narrow),
        )

        def more(place: int) -> Json:
            matched = hits.items[place].matched
            return {"matched": _matched(matched)} if matched else {}

        content: Json = {
            "total": hits.total, "totalExact": not hits.more, "query": text,
            "corrected": hits.corrected,
            "items": self._lists.items(asked, [hit.number for hit in hits.items], more),
        }  # fmt: skip
        return self._lists.answer(asked, content, hits.total, piece, Urls("").api_search())

    def _named(self, asked: Asked, notation: str, label: str) -> list[Suggestion]:
        """Return what has both names where both are asked for, current things first."""
        serving = asked.open()
        wanted = parameters.filters(asked, self._limits)
        among = frozenset(serving.release.facets.chosen(wanted)) if wanted else None
        lang = primary(parameters.tag(asked))
        found: dict[int, Suggestion] = {}
        if label:
            for it in serving.searcher.named(label):
                if it.role != NOTATION and lang in {"", primary(it.lang)}:
                    found.setdefault(it.number, it)
        if notation:
            coded: dict[int, Suggestion] = {}
            for it in serving.searcher.named(notation):
                if it.role == NOTATION and (not label or it.number in found):
                    coded.setdefault(it.number, it)
            found = coded
        return [it for it in found.values() if among is None or it.number in among]


def _resolved(release: Release, found: Suggestion, row: Row) -> Json:
    """Return by which name a thing was found, and what to say or to use instead."""
    content: Json = {"matched": _matched(Label(found.role, found.lang, found.text))}
    term = best(row.link.label, found.lang)
    if found.role == HIDDEN and term is not None:
        content["useTerm"] = {"lang": term.lang, "text": term.text} if term.lang else {
            "text": term.text
        }  # fmt: skip
    if row.replaced_by:
        content["useInstead"] = [plain.link(it) for it in _current(release, row)]
    return content


def _matched(label: Label) -> Json:
    lang = {"lang": label.lang} if label.lang else {}
    return {"role": label.role, **lang, "text": label.text}


def _current(release: Release, row: Row) -> tuple[Link, ...]:
    """Return what stands at the end of the replacements; the first ones where they go in a ring."""
    seen = {row.link.iri}
    waiting = list(row.replaced_by)
    last: list[Link] = []
    while waiting and len(seen) <= SUCCESSORS:
        link = waiting.pop(0)
        if link.iri in seen:
            continue
        seen.add(link.iri)
        target = release.find_iri(link.iri)
        following = release.summaries([target.number])[0].replaced_by if target else ()
        if following:
            waiting.extend(following)
        else:
            last.append(link)
    return tuple(last) or row.replaced_by
