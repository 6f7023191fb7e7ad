"""The API's search and suggestions, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.model.address import LANGUAGES
from catalog.release.schema import CLASSES
from catalog.web import headers
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.concept import Row
    from catalog.model.text import LangString
    from catalog.search import Hit
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.current import Serving

SEARCH_PARAMETERS: Final = ("q", "lang", "type", "_size", "_start")
SUGGEST_PARAMETERS: Final = ("q", "lang", "_size")
UNDETERMINED: Final = "und"
"""BCP 47's tag for a text whose language nobody has told."""
USUAL_SIZE: Final = 20
USUAL_SUGGESTIONS: Final = 10


class Find:
    """The views of the API."""

    def __init__(self, settings: Settings) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits

    def search(self, asked: Asked) -> Answer:
        """Answer what a text finds, best first, a page at a time."""
        asked.only(SEARCH_PARAMETERS)
        serving = asked.open()
        text = asked.text("q", self._limits.query_characters)
        lang = _language(asked, serving)
        kind = asked.choice("type", tuple(CLASSES), "")
        size = asked.number("_size", 1, self._limits.page_size, USUAL_SIZE)
        start = asked.number("_start", 0, self._limits.page_offset, 0)
        hits = serving.searcher.search(
            text, lang, size=size, start=start, kinds=frozenset({kind} - {""})
        )
        rows = serving.release.summaries([hit.number for hit in hits.items])
        urls = Urls(lang if lang in serving.languages else serving.first_language)
        content: dict[str, object] = {
            "total": hits.total,
            "query": text,
            "corrected": hits.corrected,
            "items": [
                self._item(urls, hit, row) for hit, row in zip(hits.items, rows, strict=True)
            ],
        }
        after = start + size
        relations: tuple[Relation, ...] = ()
        if after < hits.total and after <= self._limits.page_offset:
            wanted = {**asked.parameters, "_start": str(after)}
            content["next"] = self._origin + urls.api_search(wanted)
            relations = (Relation(urls.api_search(wanted), "next"),)
        return self._json(serving, content, relations)

    def suggest(self, asked: Asked) -> Answer:
        """Answer labels that begin as the text does, for a field that completes."""
        asked.only(SUGGEST_PARAMETERS)
        serving = asked.open()
        text = asked.text("q", self._limits.query_characters)
        lang = _language(asked, serving)
        size = asked.number("_size", 1, self._limits.page_size, USUAL_SUGGESTIONS)
        found = serving.searcher.suggest(text, lang, size=size)
        rows = serving.release.summaries([suggestion.number for suggestion in found])
        urls = Urls(lang if lang in serving.languages else serving.first_language)
        items = [
            {
                "label": suggestion.text,
                "lang": suggestion.lang,
                "role": suggestion.role,
                **self._about(urls, row),
            }
            for suggestion, row in zip(found, rows, strict=True)
        ]
        return self._json(serving, {"items": items}, ())

    def _item(self, urls: Urls, hit: Hit, row: Row) -> dict[str, object]:
        matched = hit.matched
        return {
            **self._about(urls, row),
            "definition": by_language(row.definition),
            "status": row.status,
            "notation": row.link.notation,
            "codeLists": [link.iri for link in row.lists],
            "matched": matched
            and {"role": matched.role, "lang": matched.lang, "text": matched.text},
        }

    def _about(self, urls: Urls, row: Row) -> dict[str, object]:
        return {
            "iri": row.link.iri,
            "type": row.link.kind,
            "prefLabel": by_language(row.link.label),
            "url": self._origin + urls.page(row.link),
        }

    def _json(
        self, serving: Serving, content: dict[str, object], relations: tuple[Relation, ...]
    ) -> Answer:
        about = headers.data(serving.release.id, formats.JSON_TYPE, relations)
        return Answer(200, about, msgspec.json.encode(content), keep=True)


def by_language(texts: Iterable[LangString]) -> dict[str, str]:
    """Return the first text in each language."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.lang or UNDETERMINED, text.text)
    return found


def _language(asked: Asked, serving: Serving) -> str:
    written = serving.release.manifest.languages
    known = tuple(dict.fromkeys((*written, *LANGUAGES)))
    return asked.choice("lang", known, known[0])
