"""Looking up many IRIs at once, and every way to ask for it wrongly."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.web.api_catalogue import BASE, api_site
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.web.conftest import Live, Site

CAT, DOG = f"{BASE}c/cat", f"{BASE}c/dog"
PATIENCE = 2.0
"""Seconds for a refusal; it takes milliseconds, but machines that test are busy."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue that the API is described with."""
    return api_site(tmp_path_factory.mktemp("batch"))


@pytest.fixture(scope="module")
def live(site: Site) -> Iterator[Live]:
    """The same, served."""
    with serving(site.settings.root) as server:
        yield server


def post(site: Site, body: bytes | str, content_type: str = "application/json") -> TestResponse:
    """Send a body, and see that the answer comes at once."""
    before = time.monotonic()
    answer = site.client.post("/api/batch", data=body, content_type=content_type)
    assert time.monotonic() - before < PATIENCE
    return answer


def test_the_answer_is_in_the_order_of_the_question(site: Site) -> None:
    """Each once; what there is not is told."""
    asked = [DOG, "urn:x:1", CAT, DOG, f"{BASE}c/unicorn"]
    content = post(site, json.dumps({"iris": asked})).get_json()
    assert [item["iri"] for item in content["items"]] == [DOG, CAT]
    assert content["missing"] == ["urn:x:1", f"{BASE}c/unicorn"]


def test_a_thousand_and_nothing(site: Site) -> None:
    """As many as may be asked for, and an empty list, are answered."""
    asked = [f"{BASE}deep/{number}" for number in range(1_000)]
    content = post(site, json.dumps({"iris": asked})).get_json()
    assert len(content["items"]) + len(content["missing"]) == 1_000
    assert [item["iri"] for item in content["items"]] == asked[:300]
    assert post(site, '{"iris": []}').get_json() == {"items": [], "missing": []}


def test_nothing_of_a_post_is_kept(site: Site) -> None:
    """Its answer is for no cache, and for any origin."""
    answer = post(site, json.dumps({"iris": [CAT]}))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Catalog-Release"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "body, status",
    [
        (b"", 400),
        (b"{}", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"iris": null}', 400),
        (b'{"iris": {}}', 400),
        (b'{"iris": "x:y"}', 400),
        (b'{"iris": [1]}', 400),
        (b'{"iris": [null]}', 400),
        (b'{"iris": [["x:y"]]}', 400),
        (b'{"iris": ["x:\\ud800"]}', 400),
        (b'{"iris": [], "more": 1}', 400),
        (b'{"iris": [], "iris": ["x:y"]}', 400),
        (b'{"iris": NaN}', 400),
        (b'{"iris": [Infinity]}', 400),
        (b'{"iris": [' + b"9" * 100_000 + b"]}", 400),
        (b'{"iris": ["x:y",]}', 400),
        (b'{"iris": ["x:y"]} trailing', 400),
        (b"{'iris': []}", 400),
        (b"\xff\xfe{\x00}\x00", 400),
        (b'{"iris": ["x:\xff"]}', 400),
        (b'\xef\xbb\xbf{"iris": []}', 400),
        (b"[" * 10_000 + b"]" * 10_000, 400),
        (b'{"iris": ' * 10_000 + b"[]" + b"}" * 10_000, 400),
        (b"[" * 400_000, 400),
        (b'{"a":' * 150_000, 400),
        (b'{"iris": ["x:y", ' + b"1" * 4_000 + b"]}", 400),
        (json.dumps({"iris": [f"x:{n}" for n in range(1_001)]}).encode(), 422),
        (json.dumps({"iris": ["x:1"] * 1_001}).encode(), 422),
        (b" " * 2_000_000, 413),
        (json.dumps({"iris": ["x:" + "y" * 1_900] * 1_000}).encode(), 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_body_is_refused_at_once(site: Site, body: bytes, status: int) -> None:
    """With a problem that says what was wrong, whose type has a page."""
    answer = post(site, body)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    told = answer.get_json(force=True)
    assert told["status"] == status
    assert site.get(told["type"].removeprefix(BASE.rstrip("/"))).status_code == 200


@pytest.mark.parametrize(
    "text", ["no iri", "", "x:\u0000", "x:<script>", "cat", "x:" + "y" * 2_000, "x:" * 450_000]
)
def test_what_is_no_iri_names_nothing(site: Site, text: str) -> None:
    """One slip in a thousand must not cost the answer to all the others."""
    content = post(site, json.dumps({"iris": [CAT, text]})).get_json()
    assert [item["iri"] for item in content["items"]] == [CAT]
    assert content["missing"] == [text]


@pytest.mark.parametrize("wrong", [1, None, ["x:y"], "x:\ud800"])
def test_what_is_no_text_is_told_by_its_place(site: Site, wrong: object) -> None:
    """The place is a key, and the sentence says what to send there."""
    told = post(site, json.dumps({"iris": [CAT, DOG, wrong]})).get_json(force=True)
    assert (told["parameter"], told["known"]) == ("iris[2]", ['"https://…"'])
    assert "iris[2]" in told["detail"]


def test_how_many_is_a_number(site: Site) -> None:
    """A program compares it; people read it in the sentence."""
    told = post(site, json.dumps({"iris": ["x:1"] * 1_001})).get_json(force=True)
    assert told["most"] == 1_000
    assert "1\xa0000" in told["detail"]


def test_a_parameter_where_there_is_none(site: Site) -> None:
    """The sentence doesn't end in an empty list."""
    answer = site.client.post(
        "/api/batch?x=1", json={"iris": []}, headers={"Accept-Language": "en"}
    )
    told = answer.get_json(force=True)
    assert (told["parameter"], told["known"]) == ("x", [])
    assert told["detail"] == "There is no “x” here. The address takes no parameters."


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "multipart/x",
        ";",
    ],
)
def test_only_json_is_read(site: Site, content_type: str) -> None:
    """415: what a form of another site could send is not taken for JSON."""
    answer = post(site, json.dumps({"iris": [CAT]}), content_type)
    assert answer.status_code == 415
    assert answer.get_json(force=True)["known"] == ["application/json"]


def test_json_may_have_parameters(site: Site) -> None:
    """RFC 9110 §8.3.1: a charset is no other type, and its name's case means nothing."""
    body = json.dumps({"iris": [CAT]})
    for content_type in ("application/json; charset=utf-8", "Application/JSON"):
        assert post(site, body, content_type).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"])
def test_it_takes_nothing_but_post(site: Site, method: str) -> None:
    """405 with what it takes; a resource that has this path would not be found here either."""
    answer = site.get("/api/batch", method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST, OPTIONS"


def test_parameters_are_refused(site: Site) -> None:
    """There are none."""
    assert site.client.post("/api/batch?iri=x:y", json={"iris": []}).status_code == 400


def test_a_browser_may_ask_from_another_site(site: Site) -> None:
    """The preflight of a POST with JSON (Fetch §4.8) says so."""
    answer = site.get(
        "/api/batch", "OPTIONS", Origin="https://elsewhere.example",
        Access_Control_Request_Method="POST", Access_Control_Request_Headers="content-type",
    )  # fmt: skip
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] in {"*", "content-type", "Content-Type"}


def test_a_large_body_is_not_waited_for(live: Live) -> None:
    """Two megabytes that are only announced are refused, though none of them has come."""
    before = time.monotonic()
    answer = live.raw(
        b"POST /api/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{"
    )
    assert answer.startswith(b"HTTP/1.1 413")
    assert time.monotonic() - before < PATIENCE


def test_bodies_in_chunks(live: Live) -> None:
    """One that doesn't tell its length is read as far as any other (RFC 9112 §7.1)."""
    body = json.dumps({"iris": [CAT]}).encode()
    head = (
        b"POST /api/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    answer = live.raw(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
    assert answer.startswith(b"HTTP/1.1 200")
    assert CAT.encode() in answer
    large = b"x" * 200_000
    answer = live.raw(head + b"%x\r\n%s\r\n" % (len(large), large) * 8 + b"0\r\n\r\n")
    assert not answer or answer.startswith(b"HTTP/1.1 413")
    assert live.get("/-/health")[0] == 200
