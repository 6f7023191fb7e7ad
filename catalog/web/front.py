"""The door in front of Flask: finished answers at once, and no entry for what isn't a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.web import headers, problems
from catalog.web.answer import Answer, ready
from catalog.web.asked import read_asked, unreadable
from catalog.web.hosts import guard, trusted_hosts
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog.settings import Settings
    from catalog.web.answer import Environ, StartResponse
    from catalog.web.asked import Asked
    from catalog.web.current import Current, Serving
    from catalog.web.refusals import Refusals

ASKED: Final = "omgrep.asked"
"""The key of the environment under which Flask's views find the request as plain values."""
READING: Final = ("GET", "HEAD")
READY_OPTIONS: Final = Answer(204, headers.options())


class Front:
    """WSGI middleware; the first lines of ``__call__`` are most of what a busy server runs."""

    def __init__(
        self,
        inner: Callable[[Environ, StartResponse], Iterable[bytes]],
        current: Current,
        refusals: Refusals,
        settings: Settings,
    ) -> None:
        self._inner = inner
        self._current = current
        self._refusals = refusals
        self._limits = settings.limits
        self._trusts = guard(trusted_hosts(settings))
        self._options = ready(READY_OPTIONS, settings.limits)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333) from what is kept, else let Flask find the answer."""
        serving = self._current.serving
        if serving is not None:
            kept = serving.answers.get((environ["PATH_INFO"], environ.get("QUERY_STRING", "")))
            if (
                kept is not None
                and environ["REQUEST_METHOD"] in READING
                and self._trusts(environ.get("HTTP_HOST", ""))
            ):
                return kept.send(environ, start_response)
        return self._enter(environ, start_response, serving)

    def _enter(
        self, environ: Environ, start_response: StartResponse, serving: Serving | None
    ) -> Iterable[bytes]:
        try:
            asked = self._examine(environ, serving)
        except Problem as problem:
            asked = unreadable(environ, serving, self._limits)
            answer = self._refusals.answer(problem, asked)
            return ready(answer, self._limits).send(environ, start_response)
        if asked.method == "OPTIONS":
            return self._options.send(environ, start_response)
        environ[ASKED] = asked
        return self._inner(environ, start_response)

    def _examine(self, environ: Environ, serving: Serving | None) -> Asked:
        # RFC 9112 §3.2: no Host, two of them or somebody else's is a bad request.
        if not self._trusts(environ.get("HTTP_HOST", "")):
            raise Problem(400, problems.HOST)
        method = environ["REQUEST_METHOD"]
        if method not in READING and method != "OPTIONS":
            raise Problem(405, problems.METHOD)
        if method == "OPTIONS" and environ["PATH_INFO"] == "*":
            environ["PATH_INFO"] = "/"
        return read_asked(environ, serving, self._limits)
