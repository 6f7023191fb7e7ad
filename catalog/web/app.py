"""The Flask application: each kind of URL and the view that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
import msgspec
from werkzeug.exceptions import HTTPException

from catalog import formats
from catalog.formats import context
from catalog.judging.asking import Desk
from catalog.settings import program_folder
from catalog.web import headers, problems
from catalog.web.answer import Answer, Ready
from catalog.web.api import Api
from catalog.web.assets import Assets
from catalog.web.batch import Batch
from catalog.web.body import Bodies
from catalog.web.changes import ChangeList
from catalog.web.codes import Codes
from catalog.web.correspondences import Correspondences
from catalog.web.current import Current
from catalog.web.described import Described
from catalog.web.diagrams import Diagrams
from catalog.web.discovery import Discovery
from catalog.web.dispatch import Dispatch
from catalog.web.downloads import Downloads
from catalog.web.feeds import Feeds
from catalog.web.find import Find
from catalog.web.front import Front, Posting, methods
from catalog.web.health import Health
from catalog.web.pages import Pages
from catalog.web.problems import Problem
from catalog.web.ranks import Ranks
from catalog.web.reconcile import Reconcile
from catalog.web.refusals import Refusals
from catalog.web.requirements import Requirements
from catalog.web.sections import Sections
from catalog.web.things import Things
from catalog.web.urls import MESSAGES, POSTED, ROUTES
from catalog.web.validate import Validate

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.dispatch import View


def create_app(settings: Settings, judges: str = "") -> flask.Flask:
    """Return the site of one catalogue; it serves whatever Release is current, or says 503.

    ``judges`` is the address of a ``judging.service``; without one, no message is judged.
    """
    site = program_folder("site")
    limits = settings.limits
    assets = Assets(site / "static", limits)
    pages = Pages(site, assets.url)
    refusals = Refusals(settings, pages)
    current = Current(settings)
    downloads, discovery = Downloads(settings), Discovery(settings, pages)
    feeds = Feeds(settings, downloads)
    things, sections = Things(settings, pages, downloads), Sections(settings, pages)
    find, health = Find(settings), Health(current)
    reconcile = Reconcile(settings, pages)
    api, correspondences = Api(settings, site, pages), Correspondences(settings, pages)
    codes, bodies = Codes(settings), Bodies(limits)
    diagrams = Diagrams(settings, pages)
    validate = Validate(settings, site, pages, bodies, Desk(judges, limits))
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
        "compare": correspondences.compare,
        "validate": validate.page,
        "diagram": diagrams.page,
        "diagram_file": diagrams.file,
        "page_of_iri": things.page_of_iri,
        "page": things.page,
        "iri": things.iri,
        "data_of_iri": things.data_of_iri,
        "downloads": sections.downloads,
        "manifest": downloads.manifest,
        "releases": downloads.releases,
        "download": downloads.file,
        "feed": feeds.feed,
        "void": feeds.void,
        "api_search": find.search,
        "api_suggest": find.suggest,
        "api": api.index,
        "api_page": api.page,
        "openapi_yaml": api.yaml,
        "openapi_json": api.json,
        "api_resolve": find.resolve,
        "api_resource": Described(settings, things).resource,
        "api_batch": Batch(settings).batch,
        "api_hierarchy": Ranks(settings).hierarchy,
        "api_codes": codes.data,
        "codes_table": codes.table,
        "api_correspondence": correspondences.data,
        "correspondence_table": correspondences.table,
        "api_changes": ChangeList(settings).changes,
        "api_requirements": Requirements(settings).versions,
        "api_validate": validate.data,
        "reconcile": reconcile.endpoint,
        "reconcile_in": reconcile.endpoint,
        "reconcile_suggest": reconcile.suggest,
        "reconcile_flyout": reconcile.flyout,
        "reconcile_properties": reconcile.properties,
        "reconcile_preview": reconcile.preview,
        "reconcile_feature": reconcile.feature,
        "health": health.health,
        "context": _context(),
        "schema": _schema(site),
        "asset": _asset(assets),
        "problem_type": sections.problem_type,
        "robots": discovery.robots,
        "sitemaps": discovery.sitemaps,
        "sitemap": discovery.sitemap,
        "opensearch": discovery.opensearch,
        "suggestions": discovery.suggestions,
        "thing": things.thing,
    }

    dispatch = Dispatch(refusals, limits)
    app = flask.Flask("catalog.web", static_folder=None, template_folder=None)
    # Werkzeug would answer a doubled or missing slash itself, naming the Host it was asked by.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    for name, pattern in ROUTES.items():
        app.add_url_rule(
            pattern,
            endpoint=name,
            view_func=dispatch.bound(views[name]),
            # Also what only takes POST: else a GET of it would be one of the thing at that path.
            methods={"GET", *POSTED.get(name, ())},
            provide_automatic_options=False,
        )
    app.register_error_handler(Exception, dispatch.astray)
    app.extensions["catalog"] = current
    routes = app.url_map.bind("")  # a route's methods depend on the path alone

    def named(path: str) -> str:
        try:
            name, _ = routes.match(path, "GET")
        except HTTPException:
            name = ""
        return str(name)

    def allowed(path: str) -> tuple[str, ...]:
        return methods(POSTED.get(named(path), ("GET",)))

    def room(path: str) -> int:
        return validate.room() if named(path) in MESSAGES else 0

    inner = app.wsgi_app
    front = Front(inner, current, refusals, settings, Posting(allowed, room, bodies))
    app.wsgi_app = front  # type: ignore[method-assign]
    return app


def _context() -> View:
    # Not for ever: a document may use a key that was added since somebody kept the context.
    about = headers.data("", formats.JSON_LD.content_type)
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
    def view(asked: Asked, fingerprint: str, name: str) -> Ready:
        coding = asked.accept_encoding
        found = assets.find(name, coding) if fingerprint == assets.fingerprint else None
        if found is None:
            raise Problem(404, problems.NOT_FOUND)
        return found

    return view
