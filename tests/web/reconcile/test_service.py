"""The endpoint is asked by GET or POST, for one thing at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.web.reconcile.conftest import Service

BATCH: Final = '{"q0": {"query": "fosterhjem"}}'
EXTEND: Final = '{"ids": [], "properties": []}'
FORM: Final = "application/x-www-form-urlencoded"


def test_get_and_post_answer_the_same(service: Service) -> None:
    """§4.3, §7.3: POST is the usual way, GET is for a browser's address bar."""
    for field, content in (("queries", BATCH), ("extend", EXTEND)):
        posted = service.post(**{field: content})
        asked = service.get("/nb", **{field: content})
        assert (posted.status_code, posted.data) == (200, asked.data)
        assert posted.headers["Content-Type"] == asked.headers["Content-Type"]


def test_a_language_can_be_named_beside_a_form(service: Service) -> None:
    """In the URL, as everywhere; the form itself is the specification's alone."""
    answer = service.site.client.post("/api/reconcile?lang=en", data={"queries": BATCH})
    assert json.loads(answer.data)["q0"]["result"][0]["name"] == "foster home"
    assert answer.data == service.post("en", queries=BATCH).data


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "queries",
        "query=x",
        f"queries={quote(BATCH)}&extend={quote(EXTEND)}",
        f"queries={quote(BATCH)}&queries={quote(BATCH)}",
        f"queries={quote(BATCH)}&lang=nb",
        f"queries={quote(BATCH)}&callback=run",
        "queries=%ff",
        "queries=%7b%22q%22%3a%7b%22query%22%3a%22%e6%22%7d%7d",  # æ in Latin-1
        "&".join(f"a{n}=1" for n in range(50)),
        BATCH,
    ],
)
def test_a_wrong_form_is_refused(service: Service, body: str) -> None:
    """Nothing asked, two things asked, something else, or not in UTF-8."""
    answer = service.site.client.post("/api/reconcile", data=body, content_type=FORM)
    service.refused(answer)


@pytest.mark.parametrize("body", [b"\xff", b"\x00", b"queries=" + b"\x80" * 10])
def test_bytes_that_are_no_form_are_refused(service: Service, body: bytes) -> None:
    """Not UTF-8, or not of this world."""
    service.refused(service.site.client.post("/api/reconcile", data=body, content_type=FORM))


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "", "multipart/form-data"]
)
def test_another_type_of_body_is_refused(service: Service, content_type: str) -> None:
    """415 says what to send instead (RFC 9110 §15.5.16)."""
    answer = service.site.client.post("/api/reconcile", data=BATCH, content_type=content_type)
    assert service.refused(answer, 415)["known"] == [FORM]


@pytest.mark.parametrize(
    "query",
    [
        "callback=jQuery1",
        "queries=%7B%7D&extend=%7B%7D",
        "lang=de",
        "lang=nb&type=concept",
        "queries=%7B%7D&callback=run",
        "queries=%7B%7D&queries=%7B%7D",
        "lang=nb&lang=nn",
        "lang=",
    ],
)
def test_a_wrong_parameter_is_refused(service: Service, query: str) -> None:
    """JSONP among them: 0.2 leaves it to the service (§3.3), and CORS does the same safely."""
    service.refused(service.site.client.get(f"/api/reconcile?{query}"))


@pytest.mark.parametrize("path", ["/de", "/nb/suggest", "/nb/suggest/all", "/nb/flyout/x"])
def test_what_the_service_has_not_is_not_found(service: Service, path: str) -> None:
    """404, as everywhere."""
    service.refused(service.get(path), 404)


def test_only_the_endpoint_takes_a_form(service: Service) -> None:
    """405 names what may be done."""
    answer = service.site.client.post("/api/reconcile/nb/properties", data={"type": "concept"})
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    service.refused(answer, 405)
    assert service.site.get("/api/reconcile", "PUT").headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_answers_to_queries_are_not_kept(service: Service) -> None:
    """A column of cells would push everything else out of what is kept ready."""
    serving = service.site.current.serving
    assert serving is not None
    before = len(serving.answers)
    service.get("/nb", queries='{"q0": {"query": "søsken"}}')
    service.post(queries=BATCH)
    assert len(serving.answers) == before


def test_a_browser_gets_a_refusal_as_a_page(service: Service) -> None:
    """Who types a query into the address bar reads what is wrong."""
    answer = service.site.get("/api/reconcile?queries=x", Accept="text/html")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
