"""The start of the API: what there is, its description, and the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.formats import HTML, JSON
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.handbook import Handbook
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format
from catalog.web.openapi import OpenApi
from catalog.web.problems import Problem
from catalog.web.samples import values_of
from catalog.web.things import language
from catalog.web.urls import Urls
from catalog.web.view import look

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.current import Serving
    from catalog.web.pages import Pages

OFFERS: Final = (JSON, HTML)
"""A program that says nothing gets JSON; a browser asks for HTML by name."""


class Api:
    """The views that tell about the API."""

    def __init__(self, settings: Settings, site: Path, pages: Pages) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages
        self._openapi = OpenApi(site)
        self._handbook = Handbook(self._openapi, self._origin)

    def index(self, asked: Asked) -> Answer:
        """Answer where everything is, or send a reader on to the page."""
        parameters.strict(asked, ())
        serving = asked.open()
        form = best_format(asked.accept, OFFERS)
        page = Urls(language(asked)).api_page()
        if form is HTML:
            vary = ("Accept", "Accept-Language")
            return Answer(303, headers.redirect(page, serving.release.id, vary))
        if form is None:
            known = tuple(offer.media_type for offer in OFFERS)
            raise Problem(406, problems.NOT_ACCEPTABLE, {"known": known})
        content = msgspec.json.format(msgspec.json.encode(self._index(serving)), indent=2)
        about = headers.data(serving.release.id, formats.JSON_TYPE, self._services(page))
        return Answer(200, (*about, headers.BY_ACCEPT), content)

    def yaml(self, asked: Asked) -> Answer:
        """Answer the description as it is written."""
        parameters.strict(asked, ())
        return Answer(200, headers.data("", formats.YAML_TYPE), self._openapi.yaml, keep=True)

    def json(self, asked: Asked) -> Answer:
        """Answer the description as JSON."""
        parameters.strict(asked, ())
        return Answer(200, headers.data("", formats.JSON_TYPE), self._openapi.json, keep=True)

    def page(self, asked: Asked, lang: str) -> Answer:
        """Answer the description as a page."""
        view = look(asked, lang, self._limits)
        page = self._pages.render(
            view, "api.html", Urls.api_page, title=None,
            introduction=self._handbook.introduction(),
            chapters=self._handbook.chapters(values_of(view)),
            shapes=self._handbook.shapes(),
        )  # fmt: skip
        relations = (
            Relation(self._origin + view.urls.api_page(), "canonical"),
            *self._services(view.urls.api_page())[:1],
        )
        about = headers.page(view.release.id, lang, formats.HTML_TYPE, relations)
        return Answer(200, about, page.encode(), keep=asked.has_only(()))

    def _services(self, page: str) -> tuple[Relation, ...]:
        """Return where the API is described, for programs and for people (RFC 8631)."""
        return (
            Relation(Urls("").openapi(), "service-desc", formats.YAML_TYPE),
            Relation(page, "service-doc", HTML.media_type),
        )

    def _index(self, serving: Serving) -> dict[str, object]:
        manifest, urls = serving.release.manifest, Urls(serving.first_language)
        content: dict[str, object] = {
            "title": manifest.title,
            "description": manifest.description,
            "release": manifest.id,
            "version": manifest.version,
            "languages": manifest.languages,
            "counts": manifest.counts,
            "page": self._origin + urls.api_page(),
            "openapi": {
                "yaml": self._origin + urls.openapi(),
                "json": self._origin + urls.openapi_json(),
            },
            "endpoints": {
                name: self._origin + url
                for name, url in {
                    "search": urls.api_search(),
                    "suggest": urls.api_suggest(),
                    "resolve": urls.api_resolve(),
                    "resource": urls.api_resource(),
                    "batch": urls.api_batch(),
                    "hierarchy": urls.api_hierarchy(),
                    "codes": urls.api_codes(),
                    "correspondence": urls.api_correspondences(),
                    "changes": urls.api_changes(),
                    "requirements": urls.api_requirements(),
                    "reconcile": urls.reconcile(),
                }.items()
            },
            "documents": manifest.base_iri,
            "downloads": self._origin + urls.manifest(),
        }
        if serving.opened.licence:
            content["licence"] = serving.opened.licence
        return content
