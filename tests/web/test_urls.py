"""What ``Urls`` makes, the router understands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from werkzeug.exceptions import HTTPException

from catalog.model.resource import Link
from catalog.web.urls import CONTEXT_VERSION, ROUTES, Urls

if TYPE_CHECKING:
    from tests.web.conftest import Site

URLS = Urls("nn")
DAY = dt.date(2026, 1, 1)
HERE = Link("https://id.example.org/c/æ", path="c/æ ?#%")
THERE = Link("https://elsewhere.example/x?a=b&c#d")

MADE = {
    "home": URLS.home(),
    "front": URLS.front(),
    "search": URLS.search("a b", 20, "concept"),
    "letters": URLS.letters("Å", 100),
    "topics": URLS.topics("barn", 100),
    "listing": URLS.listing("code-list", 100),
    "datasets": URLS.datasets(),
    "about": URLS.about(),
    "accessibility": URLS.accessibility(),
    "suggest": URLS.suggest(THERE),
    "compare": URLS.compare(THERE, DAY, DAY),
    "diagram": URLS.diagram(THERE),
    "diagram_file": URLS.diagram_file(THERE),
    "validate": URLS.validate_page("house", "6"),
    "page_of_iri": URLS.page(THERE),
    "page": URLS.page(HERE),
    "iri": URLS.thing(THERE),
    "data_of_iri": URLS.data(THERE, "ttl"),
    "downloads": URLS.downloads(),
    "manifest": URLS.manifest(),
    "releases": URLS.releases(),
    "download": URLS.download("catalog.ttl"),
    "api_search": URLS.api_search(),
    "api_suggest": URLS.api_suggest(),
    "api": URLS.api(),
    "api_page": URLS.api_page(),
    "openapi_yaml": URLS.openapi(),
    "openapi_json": URLS.openapi_json(),
    "api_resolve": URLS.api_resolve(),
    "api_resource": URLS.api_resource({"iri": THERE.iri}),
    "api_batch": URLS.api_batch(),
    "api_hierarchy": URLS.api_hierarchy(),
    "api_codes": URLS.api_codes(THERE, DAY),
    "codes_table": URLS.codes_table(THERE, DAY),
    "api_correspondence": URLS.api_correspondence(THERE, DAY, DAY),
    "correspondence_table": URLS.correspondence_table(THERE, DAY, DAY),
    "api_changes": URLS.api_changes({"iri": THERE.iri}),
    "api_requirements": URLS.api_requirements({"requirement": "æ", "on": "2026-01-01"}),
    "api_validate": URLS.api_validate("house"),
    "reconcile": URLS.reconcile(),
    "reconcile_in": URLS.reconcile_in(),
    "reconcile_suggest": URLS.reconcile_suggest("type"),
    "reconcile_flyout": URLS.reconcile_flyout("entity", "x"),
    "reconcile_properties": URLS.reconcile_properties(),
    "reconcile_preview": URLS.reconcile_preview("x"),
    "reconcile_feature": URLS.reconcile_feature("in_use"),
    "health": URLS.health(),
    "context": URLS.context(CONTEXT_VERSION),
    "schema": URLS.schema("diff-1.schema.json"),
    "asset": URLS.static("0123456789abcdef", "built/site.css"),
    "problem_type": URLS.problem("not-found"),
    "robots": URLS.robots(),
    "sitemaps": URLS.sitemaps(),
    "sitemap": URLS.sitemap(1),
    "opensearch": URLS.opensearch(),
    "suggestions": URLS.suggestions(),
    "feed": URLS.feed("begrep", "ttl"),
    "void": URLS.void(),
    "thing": URLS.thing(HERE),
}


def test_every_kind_of_url_is_tried() -> None:
    """A new route needs a line here."""
    assert set(MADE) == set(ROUTES)


@pytest.mark.parametrize("name, url", MADE.items())
def test_a_url_leads_to_its_view(site: Site, name: str, url: str) -> None:
    """Made and read by the same table; always a path on this server."""
    assert url.startswith("/")
    assert not url.startswith("//")
    router = site.app.url_map.bind("localhost")
    environ_path = url.partition("?")[0]
    try:
        endpoint, _ = router.match(environ_path, method="GET")
    except HTTPException as problem:
        pytest.fail(f"{url}: {problem}")
    assert endpoint == name
