"""The preview's own pieces of HTML: the bar and panel of a page, and the overview of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.limits import LIMITS
from catalog.model.address import LANGUAGES, OWN
from catalog.web.i18n import Translator
from catalog.web.pages import Pages
from catalog.web.reader import Reader
from catalog.web.urls import Urls
from catalog.web.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.preview.state import State
    from catalog.web.asked import Asked
    from catalog.web.current import Serving

HEAD: Final = b"</head>"
MAIN: Final = b"<main "
PAGE_OF_IRI: Final = f"{OWN}/iri"
AT_ONCE: Final = 5
"""Findings of a page that are unfolded; of more, the first ones are worked off first."""


class PreviewPages:
    """Renders what the preview adds, in the language of the page around it."""

    def __init__(self, site: Path, asset: Callable[[str], str], events: str) -> None:
        self._pages = Pages(site, asset)
        self._say = {lang: Translator(site, lang, part="preview") for lang in LANGUAGES}
        self._tell = {lang: Translator(site, lang, part="command") for lang in LANGUAGES}
        self._events = events
        self._head = self._pages.fragment("preview_head.html").encode() + b"\n" + HEAD

    def dress(self, page: bytes, lang: str, state: State, asked: Asked | None) -> bytes:
        """Return a page of the site with the bar, and with what is to tell of its thing."""
        lang = lang if lang in self._say else "en"
        serving = asked.serving if asked else None
        iri = _iri(asked) if asked and serving else ""
        return self._put(
            page, lang, state, serving,
            notices=[notice for notice in state.notices if iri and iri in notice.pages],
            entries=state.differences.here(iri, lang),
            iri=iri,
        )  # fmt: skip

    def overview(self, serving: Serving, lang: str, state: State) -> bytes:
        """Return the page of all findings and differences."""
        view = View(
            serving.release, serving.searcher, lang, serving.languages, Urls(lang),
            serving.today, LIMITS,
        )  # fmt: skip
        page = self._pages.render(
            view, "preview.html", _here, title=None, **self._words(lang, state, serving)
        )
        return self._put(page.encode(), lang, state, serving, notices=[], entries=(), iri="")

    def _put(
        self, page: bytes, lang: str, state: State, serving: Serving | None, **more: object
    ) -> bytes:
        t = self._pages.translators[lang]
        languages = serving.languages if serving else LANGUAGES
        context: dict[str, object] = {
            **self._words(lang, state, serving), "t": t, "lang": lang, "urls": Urls(lang),
            "reader": Reader(lang, languages), "events": self._events, "unfolded": AT_ONCE,
            "overview": _here(Urls(lang)) if serving else "",
        }  # fmt: skip
        bar = self._pages.fragment("preview_bar.html", **context, **more).encode()
        # Text of the data can hold neither: it is escaped (OWASP, output encoding).
        return page.replace(HEAD, self._head, 1).replace(MAIN, bar + MAIN, 1)

    def _words(self, lang: str, state: State, serving: Serving | None) -> dict[str, object]:
        def url(iri: str) -> str:
            found = serving.release.find_iri(iri) if serving and iri else None
            return Urls(lang).page(found) if found else ""

        return {"say": self._say[lang], "tell": self._tell[lang], "state": state, "url": url}


def _here(urls: Urls) -> str:
    return f"/{urls.lang}/{OWN}/preview"


def _iri(asked: Asked) -> str:
    """Return the IRI of the thing whose page was asked for, empty for a page of something else."""
    release = asked.open().release
    _, _, path = asked.path[1:].partition("/")
    if path == PAGE_OF_IRI:
        iri = asked.parameters.get("iri", "")
        found = release.find_iri(iri) or release.find_iri(iri.partition("#")[0])
    else:
        found = release.find(path)
    return found.iri if found else ""
