"""The Flask application: each kind of URL and the view that answers it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import flask
import msgspec
from werkzeug.exceptions import HTTPException

from catalog import formats
from catalog.formats import context
from catalog.settings import program_folder
from catalog.web import headers, problems
from catalog.web.answer import Answer, Ready, Stream, ready
from catalog.web.assets import Assets
from catalog.web.current import Current
from catalog.web.downloads import Downloads
from catalog.web.find import Find
from catalog.web.front import ASKED, Front
from catalog.web.health import Health, robots
from catalog.web.pages import Pages
from catalog.web.problems import Problem
from catalog.web.refusals import Refusals
from catalog.web.sections import Sections
from catalog.web.things import Things
from catalog.web.urls import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.web.answer import Environ, StartResponse
    from catalog.web.asked import Asked

    View = Callable[..., Answer | Stream | Ready]

LOG: Final = logging.getLogger(__name__)


class Reply(flask.Response):
    """An answer of ours on its way through Flask, which doesn't touch it."""

    default_mimetype = None

    def __init__(self, finished: Ready | Stream) -> None:
        super().__init__()
        self._finished = finished

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Send it: a list of bytes, which granian hands over without keeping a thread."""
        return self._finished.send(environ, start_response)


def create_app(settings: Settings) -> flask.Flask:
    """Return the site of one catalogue; it serves whatever Release is current, or says 503."""
    site = program_folder("site")
    limits = settings.limits
    assets = Assets(site / "static", limits)
    pages = Pages(site, assets.url)
    refusals = Refusals(settings, pages)
    current = Current(settings)
    things, sections = Things(settings, pages), Sections(settings, pages)
    find, downloads, health = Find(settings), Downloads(settings), Health(current)
    views: dict[str, View] = {
        "home": sections.home,
        "front": sections.front,
        "search": sections.search,
        "letters": sections.letters,
        "topics": sections.topics,
        "listing": sections.listing,
        "datasets": sections.datasets,
        "about": sections.about,
        "accessibility": sections.accessibility,
        "suggest": things.suggest,
        "page_of_iri": things.page_of_iri,
        "page": things.page,
        "iri": things.iri,
        "data_of_iri": things.data_of_iri,
        "manifest": downloads.manifest,
        "download": downloads.file,
        "api_search": find.search,
        "api_suggest": find.suggest,
        "health": health.health,
        "context": _context(),
        "schema": _schema(site),
        "asset": _asset(assets),
        "problem_type": sections.problem_type,
        "robots": robots,
        "thing": things.thing,
    }

    def run(view: View, arguments: dict[str, Any]) -> Reply:
        environ = flask.request.environ
        asked: Asked = environ[ASKED]
        try:
            answer = view(asked, **arguments)
        except Problem as problem:
            answer = refusals.answer(problem, asked)
        except Exception as error:  # noqa: BLE001 — whatever it is, the client gets an answer
            answer = fault(asked, error)
        if isinstance(answer, Stream):
            return Reply(answer)
        finished = answer if isinstance(answer, Ready) else ready(answer, limits)
        if answer.keep and asked.serving is not None:
            key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
            asked.serving.answers.put(key, finished)
        return Reply(finished)

    def fault(asked: Asked, error: Exception) -> Answer:
        LOG.error("No answer for %s %r", asked.method, asked.path, exc_info=error)
        return refusals.answer(Problem(500, problems.INTERNAL), asked)

    def astray(error: Exception) -> Reply:
        asked: Asked = flask.request.environ[ASKED]
        if isinstance(error, HTTPException):
            answer = refusals.answer(Problem(404, problems.NOT_FOUND), asked)
        else:
            answer = fault(asked, error)
        return Reply(ready(answer, limits))

    app = flask.Flask("catalog.web", static_folder=None, template_folder=None)
    # Werkzeug would answer a doubled or missing slash itself, naming the Host it was asked by.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    for name, pattern in ROUTES.items():
        app.add_url_rule(
            pattern,
            endpoint=name,
            view_func=_bound(run, views[name]),
            methods=("GET",),
            provide_automatic_options=False,
        )
    app.register_error_handler(Exception, astray)
    app.extensions["catalog"] = current
    app.wsgi_app = Front(app.wsgi_app, current, refusals, settings)  # type: ignore[method-assign]
    return app


def _bound(run: Callable[[View, dict[str, Any]], Reply], view: View) -> Callable[..., Reply]:
    return lambda **arguments: run(view, arguments)


def _context() -> View:
    about = headers.data("", formats.JSON_LD.content_type, lasting=headers.FOREVER)
    body = msgspec.json.format(msgspec.json.encode(context.document(), enc_hook=str), indent=2)
    answer = Answer(200, about, body, keep=True)
    return lambda _asked: answer


def _schema(site: Path) -> View:
    answers = {
        path.name: Answer(200, headers.data("", formats.SCHEMA_TYPE), path.read_bytes(), keep=True)
        for path in (site / "schemas").glob("*.schema.json")
    }

    def view(_asked: Asked, name: str) -> Answer:
        if name not in answers:
            raise Problem(404, problems.NOT_FOUND)
        return answers[name]

    return view


def _asset(assets: Assets) -> View:
    def view(_asked: Asked, fingerprint: str, name: str) -> Ready:
        found = assets.find(name) if fingerprint == assets.fingerprint else None
        if found is None:
            raise Problem(404, problems.NOT_FOUND)
        return found

    return view
