"""What crawlers and browsers find the site by: robots.txt, sitemaps, OpenSearch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.web import headers, problems
from catalog.web.answer import Answer
from catalog.web.problems import Problem
from catalog.web.reader import Reader
from catalog.web.urls import Urls
from catalog.web.view import look

if TYPE_CHECKING:
    from catalog.release import Release
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.pages import Pages

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What a sitemap takes as a date (sitemaps.org, lastmod: W3C Datetime)."""
SHORT_NAME: Final = 16
"""Characters of an OpenSearch ShortName (OpenSearch 1.1 §ShortName)."""


class Discovery:
    """The views for who doesn't know the site yet."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages

    def robots(self, asked: Asked) -> Answer:
        """Answer what crawlers should leave out: pages without end and without own words."""
        urls = Urls("")
        paths = [urls.api_search(), urls.api_suggest()]
        lines = ["User-agent: *"]
        if asked.serving:
            languages = [Urls(lang) for lang in asked.serving.languages]
            paths += [url.search() for url in languages] + [url.suggestions() for url in languages]
        lines += [f"Disallow: {path}" for path in paths]
        lines += ["", f"Sitemap: {self._origin}{urls.sitemaps()}", ""]
        about = headers.data("", formats.TEXT_TYPE)
        return Answer(200, about, "\n".join(lines).encode(), keep=asked.has_only(()))

    def sitemaps(self, asked: Asked) -> Answer:
        """Answer the index of the sitemaps (sitemaps.org §index)."""
        release = asked.open().release
        size = self._limits.sitemap_things
        parts = max(1, -(-sum(release.manifest.counts.values()) // size))
        text = self._pages.fragment(
            "sitemap_index.xml", origin=self._origin, urls=Urls(""), parts=parts,
            modified=_day(_catalogue_day(release)),
        )  # fmt: skip
        return self._xml(asked, text)

    def sitemap(self, asked: Asked, number: int) -> Answer:
        """Answer a part of the pages, each in every language that it is offered in."""
        serving = asked.open()
        release, size = serving.release, self._limits.sitemap_things
        found = release.places((number - 1) * size, size) if number else ()
        if not found and number != 1:
            raise Problem(404, problems.NOT_FOUND)
        everywhere = [Urls(lang) for lang in serving.languages]
        entries = [
            ([(urls.lang, urls.page(thing)) for urls in everywhere], _day(modified))
            for thing, modified in found
        ]
        if number == 1:
            for page in (Urls.front, Urls.datasets, Urls.about):
                entries.insert(0, ([(urls.lang, page(urls)) for urls in everywhere], ""))
        text = self._pages.fragment("sitemap.xml", origin=self._origin, entries=entries)
        return self._xml(asked, text)

    def opensearch(self, asked: Asked, lang: str) -> Answer:
        """Answer how a browser searches here (OpenSearch 1.1)."""
        view = look(asked, lang, self._limits)
        name = Reader(lang, view.languages).choose(view.release.manifest.title)
        text = self._pages.fragment(
            "opensearch.xml", origin=self._origin, urls=view.urls, lang=lang,
            t=self._pages.translators[lang], name=_short(name.text), title=name.text,
        )  # fmt: skip
        about = headers.data(view.release.id, formats.OPENSEARCH_TYPE)
        return Answer(200, about, text.encode(), keep=asked.has_only(()))

    def suggestions(self, asked: Asked, lang: str) -> Answer:
        """Answer what a browser shows below its search field (OpenSearch Suggestions 1.1)."""
        view = look(asked, lang, self._limits)
        text = asked.text("q", self._limits.query_characters)
        found = view.searcher.suggest(text, lang, size=self._limits.opensearch_suggestions)
        rows = view.release.summaries([suggestion.number for suggestion in found])
        reader = Reader(lang, view.languages)
        content = [
            text,
            [suggestion.text for suggestion in found],
            [reader.best(row.definition).text for row in rows],
            [self._origin + view.urls.page(row.link) for row in rows],
        ]
        about = headers.data(view.release.id, formats.SUGGESTIONS_TYPE)
        return Answer(200, about, msgspec.json.encode(content), keep=asked.has_only(("q",)))

    def _xml(self, asked: Asked, text: str) -> Answer:
        about = headers.data(asked.open().release.id, formats.XML_TYPE)
        return Answer(200, about, text.encode(), keep=asked.has_only(()))


def _catalogue_day(release: Release) -> str:
    """Return when the catalogue was last changed, as it says itself."""
    for row in release.of_kind("catalog", 0, 1).rows:
        found = release.find_iri(row.link.iri)
        if found is not None:
            record = release.record(found)
            return record.modified or record.issued
    return ""


def _short(name: str) -> str:
    """Return as many whole words of a name as fit, and what fits of a long first one."""
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > SHORT_NAME:
        words.pop()
    return " ".join(words)[:SHORT_NAME]


def _day(text: str) -> str:
    return text[:10] if DAY.match(text) else ""
