"""From a view to an answer: what it returned, or what was wrong, whatever that was."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from catalog.web import headers, problems
from catalog.web.answer import Answer, Ready, Stream, ready
from catalog.web.front import ASKED, methods, not_allowed
from catalog.web.problems import Problem
from catalog.web.urls import SAFE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog.limits import Limits
    from catalog.web.answer import Environ, StartResponse
    from catalog.web.asked import Asked
    from catalog.web.refusals import Refusals

    View = Callable[..., Answer | Stream | Ready]

LOG: Final = logging.getLogger(__name__)
WHOLE_PATH: Final = re.compile(r"<path:\w+>")
"""The place of a pattern that takes slashes as they come: there they are a part of a name."""


class Reply(flask.Response):
    """An answer of ours on its way through Flask, which doesn't touch it."""

    default_mimetype = None

    def __init__(self, finished: Ready | Stream) -> None:
        super().__init__()
        self._finished = finished

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Send it: a list of bytes, which granian hands over without keeping a thread."""
        return self._finished.send(environ, start_response)


class Dispatch:
    """Runs views, and keeps what is worth keeping."""

    def __init__(self, refusals: Refusals, limits: Limits) -> None:
        self._refusals = refusals
        self._limits = limits

    def bound(self, view: View) -> Callable[..., Reply]:
        """Return ``view`` as Flask calls it."""
        return lambda **arguments: self._run(view, arguments)

    def astray(self, error: Exception) -> Reply:
        """Answer a request that no view was found for, or that Flask itself fell over."""
        asked: Asked = flask.request.environ[ASKED]
        if isinstance(error, MethodNotAllowed):
            problem = not_allowed(methods(error.valid_methods or ()))
            answer = self._refusals.answer(problem, asked)
        elif isinstance(error, HTTPException):
            answer = self._refusals.answer(Problem(404, problems.NOT_FOUND), asked)
        else:
            answer = self._fault(asked, error)
        return Reply(ready(answer, self._limits))

    def _run(self, view: View, arguments: dict[str, Any]) -> Reply:
        environ = flask.request.environ
        asked: Asked = environ[ASKED]
        try:
            answer = _moved(asked, environ) or view(asked, **arguments)
        except Problem as problem:
            answer = self._refusals.answer(problem, asked)
        except Exception as error:  # noqa: BLE001 — whatever it is, the client gets an answer
            answer = self._fault(asked, error)
        if isinstance(answer, Stream):
            return Reply(answer)
        finished = answer if isinstance(answer, Ready) else ready(answer, self._limits)
        # Only what a GET answers depends on nothing but the URL.
        if answer.keep and asked.serving is not None and asked.method != "POST":
            key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
            finished = finished.fitting(asked.accept_encoding)
            asked.serving.answers.put(key, finished)
        return Reply(finished)

    def _fault(self, asked: Asked, error: Exception) -> Answer:
        LOG.error("No answer for %s %r", asked.method, asked.path, exc_info=error)
        return self._refusals.answer(Problem(500, problems.INTERNAL), asked)


def _moved(asked: Asked, environ: Environ) -> Answer | None:
    """Return the way to a fixed URL that was asked for with one slash more or less at its end."""
    rule = flask.request.url_rule
    pattern = rule.rule if rule is not None else asked.path
    if pattern.endswith("/") == asked.path.endswith("/") or WHOLE_PATH.search(pattern):
        return None
    path = f"{asked.path}/" if pattern.endswith("/") else asked.path.removesuffix("/")
    query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
    release = asked.serving.release.id if asked.serving is not None else ""
    return Answer(308, headers.redirect(quote(path, safe=SAFE) + query, release, ()))
