"""The manifest says what the service offers, and every URL in it leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from tests.web.reconcile.conftest import BASE
from tests.web.reconcile.schemas import MANIFEST, hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site
    from tests.web.reconcile.conftest import Service

ENTITY = f"{BASE}c/fosterhjem"


def local(url: str) -> str:
    """Return what a URL of the public address is on this server."""
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}/" == BASE
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.mark.parametrize("path", ["", "/nb", "/nn", "/en"])
def test_the_manifest_is_what_the_specification_asks_for(service: Service, path: str) -> None:
    """§3.1: without parameters the endpoint answers with it."""
    content = service.json(path)
    hold(content, MANIFEST)
    assert content["versions"] == ["0.2"]
    assert content["identifierSpace"] == BASE
    assert content["batchSize"] == 50
    assert "authentication" not in content


def test_the_manifest_speaks_the_language_of_its_endpoint(service: Service) -> None:
    """Names are read by people; ``lang`` chooses too, and the first language is the usual one."""
    names = [service.json(path)["name"] for path in ("", "/nb", "/nn", "/en")]
    assert names == ["Mine begreper", "Mine begreper", "Mine omgrep", "My concepts"]
    assert service.json("", lang="nn") == service.json("/nn")
    types = [each["name"] for each in service.json("/en")["defaultTypes"]]
    assert types == ["Concept", "Code", "Code list", "Concept scheme", "Concept collection"]


def test_every_url_of_the_manifest_works(service: Service) -> None:
    """Entities, features, previews, suggestions, flyouts and properties are where it says."""
    content = service.json("/nb")
    client = service.site.client

    def filled(template: str, name: str, mark: str = "{{id}}") -> str:
        return local(template.replace(mark, quote(name, safe="")))

    page = client.get(filled(content["view"]["url"], ENTITY), follow_redirects=True)
    assert page.status_code == 200
    assert page.request.path == "/nb/c/fosterhjem"
    assert client.get(filled(content["preview"]["url"], ENTITY)).status_code == 200
    for feature in service.ask("fosterhjem")[0]["features"]:
        assert client.get(filled(content["feature_view"]["url"], feature["id"])).status_code == 200
    assert client.get(filled(content["feature_view"]["url"], "pagerank")).status_code == 404
    for what, name in (("entity", ENTITY), ("type", f"{BASE}svar"), ("property", "notation")):
        offered = content["suggest"][what]
        where = offered["service_url"] + offered["service_path"]
        assert client.get(local(where) + "?prefix=s").status_code == 200
        flyout = offered["service_url"] + offered["flyout_service_path"]
        assert client.get(filled(flyout, name, "${id}")).status_code == 200
    proposing = content["extend"]["propose_properties"]
    where = local(proposing["service_url"] + proposing["service_path"])
    assert client.get(f"{where}?type=concept").status_code == 200
    assert client.get(local(content["documentation"])).status_code == 200


def test_a_type_that_nothing_is_of_is_not_offered(make_site: Callable[..., Site]) -> None:
    """A catalogue without codes offers no type of codes."""
    answer = make_site().client.get("/api/reconcile/en")
    assert answer.json is not None
    assert [each["id"] for each in answer.json["defaultTypes"]] == ["concept", "scheme"]


def test_only_languages_of_the_catalogue_are_offered(make_site: Callable[..., Site]) -> None:
    """An endpoint in another language is not there, and ``lang`` says which there are."""
    site = make_site(languages='["en"]')
    assert site.get("/api/reconcile").status_code == 200
    assert site.get("/api/reconcile/nb").status_code == 404
    refused = site.get("/api/reconcile?lang=nb")
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


def test_the_manifest_is_kept_and_revalidated(service: Service) -> None:
    """Its bytes depend on nothing but the Release and the URL."""
    first = service.get("/nb")
    again = service.site.get("/api/reconcile/nb", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert service.site.get("/api/reconcile/nb", "HEAD").status_code == 200


def test_options_tells_browsers_that_any_origin_may_ask(service: Service) -> None:
    """§3.3: a form needs no preflight, but a client that adds a header sends one."""
    for path in ("/api/reconcile", "/api/reconcile/nn"):
        answer = service.site.get(
            path, "OPTIONS", Origin="http://127.0.0.1:3333", Access_Control_Request_Method="POST"
        )
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_without_a_release_the_service_says_when_to_come_back(
    make_site: Callable[..., Site],
) -> None:
    """503, readable from any origin."""
    answer = make_site(built=False).get("/api/reconcile/nb")
    assert answer.status_code == 503
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Retry-After"]
