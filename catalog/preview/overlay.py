"""What the preview adds in front of the site: a bar on every page, an overview, and events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from catalog.formats import HTML, HTML_TYPE
from catalog.model.address import LANGUAGES, OWN
from catalog.preview.pages import PreviewPages
from catalog.preview.state import State
from catalog.settings import program_folder
from catalog.web import headers
from catalog.web.asked import read_asked
from catalog.web.assets import Assets
from catalog.web.hosts import OWN as OWN_HOSTS
from catalog.web.hosts import guard
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.preview.board import Board
    from catalog.settings import Settings
    from catalog.web.answer import Environ, StartResponse
    from catalog.web.asked import Asked
    from catalog.web.current import Current
    from catalog.web.headers import Headers

    Application = Callable[[Environ, StartResponse], Iterable[bytes]]

EVENTS: Final = f"/{OWN}/preview/events"
OVERVIEW: Final = {f"/{lang}/{OWN}/preview": lang for lang in LANGUAGES}
ASSETS: Final = f"/{OWN}/static/"
RETRY: Final = 300
"""Milliseconds after which a browser asks again where the server was started anew."""
ALONE: Final = ("Cross-Origin-Resource-Policy", "same-origin")
"""What is being written is for this page alone: no other site may embed it (Fetch §3.6)."""
FRESH: Final = ("Cache-Control", "no-cache")
EVENT_HEADERS: Final = (
    ("Content-Type", "text/event-stream; charset=utf-8"),
    ("Cache-Control", headers.NEVER),
    headers.NOSNIFF,
    ALONE,
)
OF_THE_BODY: Final = frozenset({"content-length", "etag", "vary"})
"""Headers that hold for a page without the bar only."""


class Overlay:
    """WSGI middleware (PEP 3333) that lies over the site."""

    def __init__(
        self, site: Application, current: Current, board: Board, settings: Settings
    ) -> None:
        folder = program_folder("site")
        self._site = site
        self._current = current
        self._board = board
        self._limits = settings.limits
        self._pages = PreviewPages(folder, Assets(folder / "static", settings.limits).url, EVENTS)
        # Not even the base IRI's own host: a name that leads to this machine was made to.
        self._trusts = guard(frozenset(OWN_HOSTS))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: the site's own answer, with the bar where it is a page."""
        if not self._trusts(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = ""  # which the site refuses, in its own words
        elif environ["REQUEST_METHOD"] == "GET":
            if environ["PATH_INFO"] == EVENTS:
                start_response("200 OK", list(EVENT_HEADERS))
                return self._events()
            lang, serving = OVERVIEW.get(environ["PATH_INFO"]), self._current.serving
            if lang and serving is not None and lang in serving.languages:
                page = self._pages.overview(serving, lang, self._board.state)
                about = headers.page(serving.release.id, lang, HTML_TYPE, ())
                start_response("200 OK", _private(about, OF_THE_BODY))
                return [page]
        # Always the whole answer, and as it is: a browser's own copy has another bar.
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        environ.pop("HTTP_IF_NONE_MATCH", None)
        return self._dressed(environ, start_response)

    def _dressed(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        told: list[tuple[str, Headers]] = []
        body = self._site(environ, lambda status, about: told.append((status, tuple(about))))
        [(status, about)] = told
        named = {name.lower(): value for name, value in about}
        if environ["PATH_INFO"].startswith(ASSETS) or not named.get("content-type", "").startswith(
            HTML.media_type
        ):
            start_response(status, _private(about))
            return body
        start_response(status, _private(about, OF_THE_BODY))
        lang = named.get("content-language", "")
        page = b"".join(body)
        asked = self._read(environ)
        return [self._pages.dress(page, lang, self._board.state, asked)] if page else []

    def _read(self, environ: Environ) -> Asked | None:
        try:
            return read_asked(environ, self._current.serving, self._limits)
        except Problem:
            return None

    def _events(self) -> Iterator[bytes]:
        """Tell which pages and which state there are now, and each time there are others.

        Server-sent events: HTML, section 9.2.
        """
        yield f"retry: {RETRY}\n\n".encode()
        name = State(run="").name
        while True:
            state = self._board.wait(name, self._limits.preview_beat_seconds)
            if state is None:
                yield b":\n\n"
                continue
            name = state.name
            told = json.dumps({"pages": state.pages, "state": state.name})
            yield f"data: {told}\n\n".encode()


def _private(about: Headers, dropped: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return headers of the site for this machine alone: nothing is kept, no other origin reads."""
    lasting = any(value == headers.FOREVER for _, value in about)
    kept = [
        (name, value)
        for name, value in about
        if name.lower() not in dropped
        and not name.lower().startswith("access-control-")
        and (lasting or name.lower() != "cache-control")
    ]
    return [*kept, ALONE] if lasting else [*kept, FRESH, ALONE]
