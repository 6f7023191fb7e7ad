"""The door in front of Flask: finished answers at once, and no entry for what isn't a request."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    from catalog.web.body import Bodies
    from catalog.web.current import Current, Serving
    from catalog.web.refusals import Refusals

ASKED: Final = "omgrep.asked"
"""The key of the environment under which Flask's views find the request as plain values."""
READING: Final = ("GET", "HEAD")
POST: Final = "POST"
OPTIONS: Final = "OPTIONS"
ORDER: Final = (*READING, POST, OPTIONS)


@dataclass(frozen=True, slots=True)
class Posting:
    """What may be done at a path, how many bytes may be sent there, and who reads them."""

    allowed: Callable[[str], tuple[str, ...]]
    room: Callable[[str], int]
    bodies: Bodies


class Front:
    """WSGI middleware; the first lines of ``__call__`` are most of what a busy server runs."""

    def __init__(
        self,
        inner: Callable[[Environ, StartResponse], Iterable[bytes]],
        current: Current,
        refusals: Refusals,
        settings: Settings,
        posting: Posting,
    ) -> None:
        self._inner = inner
        self._current = current
        self._refusals = refusals
        self._limits = settings.limits
        self._trusts = guard(trusted_hosts(settings))
        self._allowed = posting.allowed
        self._room = posting.room
        self._bodies = posting.bodies

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333) from what is kept, else let Flask find the answer."""
        serving = self._current.serving
        if serving is not None:
            key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
            kept = serving.answers.get(key)
            if (
                kept is not None
                and environ["REQUEST_METHOD"] in READING
                and "HTTP_RANGE" not in environ  # the views know what may be had in parts
                and self._trusts(environ.get("HTTP_HOST", ""))
            ):
                fitting = kept.fitting(environ.get("HTTP_ACCEPT_ENCODING", ""))
                if fitting is not kept:
                    serving.answers.put(key, fitting)
                return fitting.send(environ, start_response)
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
        if asked.method == OPTIONS:
            preflight = "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ
            answer = Answer(204, headers.options(self._allowed(asked.path), preflight=preflight))
            return ready(answer, self._limits).send(environ, start_response)
        environ[ASKED] = asked
        return self._inner(environ, start_response)

    def _examine(self, environ: Environ, serving: Serving | None) -> Asked:
        # RFC 9112 §3.2: no Host, two of them or somebody else's is a bad request.
        if not self._trusts(environ.get("HTTP_HOST", "")):
            raise Problem(400, problems.HOST)
        method = environ["REQUEST_METHOD"]
        if method == OPTIONS and environ["PATH_INFO"] == "*":
            environ["PATH_INFO"] = "/"
        asked = read_asked(environ, serving, self._limits)
        if method in READING or method == OPTIONS:
            return asked
        may = self._allowed(asked.path)
        if method not in may:
            raise not_allowed(may)
        return replace(asked, body=self._bodies.read(environ, self._room(asked.path)))


def not_allowed(may: tuple[str, ...]) -> Problem:
    """Return the refusal of a method where only others are allowed (RFC 9110 §15.5.6)."""
    return Problem(405, problems.METHOD, {"known": may}, special=headers.allow(may))


def methods(routed: Iterable[str]) -> tuple[str, ...]:
    """Return what may be done at a URL, in one order.

    What may be had may be asked for without its body, and asking what may be done always may.
    """
    taken = {*routed, OPTIONS}
    if "GET" in taken:
        taken.add("HEAD")
    return tuple(method for method in ORDER if method in taken)
