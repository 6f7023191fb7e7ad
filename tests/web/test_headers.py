"""Validators, encodings, CORS and safety, the same on the first answer and on a kept one."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Site

KEPT = ["/c/cat.nt", "/nb/c/cat", "/nb/", "/api/search?q=katt", "/-/context/1.jsonld"]
DATA = ["/c/cat.ttl", "/c/cat.json", "/downloads/catalog.ttl", "/downloads/manifest.json",
        "/api/search?q=katt", "/api/suggest?q=ka", "/-/health", "/-/context/1.jsonld", "/c/cat",
        "/c/nobody"]  # fmt: skip
PAGES = ["/nb/", "/nn/c/cat", "/en/-/search?q=cat", "/nb/-/a-z", "/nb/-/subjects",
         "/nb/-/all/concept", "/nb/-/datasets", "/nb/-/about", "/nb/-/accessibility",
         "/-/problems/not-found"]  # fmt: skip


@pytest.mark.parametrize("url", KEPT)
def test_a_kept_answer_is_the_same_as_the_first(site: Site, url: str) -> None:
    """What comes from the cache in front differs in nothing."""
    first, second = site.get(url), site.get(url)
    assert first.status_code == second.status_code == 200
    assert (first.data, list(first.headers)) == (second.data, list(second.headers))


@pytest.mark.parametrize("url", [*KEPT, "/downloads/catalog.ttl"])
def test_who_has_it_already_gets_304(site: Site, url: str) -> None:
    """On the first answer and on a kept one, with the tag, the policy and nothing else to read."""
    for _ in range(2):
        site.get("/nb/")
        tag = site.get(url).headers["ETag"]
        answer = site.get(url, If_None_Match=f'"x", W/{tag}')
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Cache-Control" in answer.headers
        assert "Content-Type" not in answer.headers
        assert site.get(url, If_None_Match="*").status_code == 304
        assert site.get(url, If_None_Match='"x"').status_code == 200


@pytest.mark.parametrize("url", [*KEPT, "/downloads/catalog.ttl", "/c/cat", "/c/nobody"])
def test_head_is_get_without_the_body(site: Site, url: str) -> None:
    """RFC 9110 §9.3.2: the same status and headers, the length of the body too."""
    for _ in range(2):
        head, get = site.get(url, "HEAD"), site.get(url)
        assert head.data == b""
        assert head.status_code == get.status_code
        assert list(head.headers) == list(get.headers)


@pytest.mark.parametrize("url", KEPT)
def test_gzip_has_its_own_tag_and_the_same_content(site: Site, url: str) -> None:
    """Each form is whole, tagged on its own and chosen by Accept-Encoding alone."""
    plain, packed = site.get(url), site.get(url, Accept_Encoding="gzip")
    if "Content-Encoding" not in packed.headers:
        assert len(plain.data) < 1_000
        return
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    again = site.get(url, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"])
    assert again.status_code == 304
    other = site.get(url, Accept_Encoding="gzip", If_None_Match=plain.headers["ETag"])
    assert other.status_code == 200


@pytest.mark.parametrize("url", DATA)
def test_data_is_for_every_origin(site: Site, url: str) -> None:
    """CORS without credentials, a redirect and a problem too, or a script can't follow them."""
    headers = site.get(url, Origin="https://anyone.example").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert {"Link", "ETag"} <= set(headers["Access-Control-Expose-Headers"].split(", "))


@pytest.mark.parametrize("url", PAGES)
def test_a_page_may_load_only_its_own(site: Site, url: str) -> None:
    """The content policy names no foreign source and no inline script."""
    answer = site.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["Referrer-Policy"]


@pytest.mark.parametrize("url", [*DATA, *PAGES, "/", "/nb", "/robots.txt"])
def test_nothing_depends_on_who_asks(site: Site, url: str) -> None:
    """No cookies, no sniffing, and headers that are not keys change no byte (threats, Host)."""
    plain = site.get(url)
    odd = site.get(
        url,
        Cookie="a=b",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Proto="gopher",
        X_Original_URL="/nb/",
        Forwarded="host=evil.example",
        User_Agent="<script>",
        Host="id.example.org:1234",
    )
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in plain.headers
    assert "Cookie" not in plain.headers.get("Vary", "")
    assert (plain.status_code, plain.data) == (odd.status_code, odd.data)
    assert list(plain.headers) == list(odd.headers)


@pytest.mark.parametrize("url", ["/c/cat.ttl", "/c/cat", "/nb/c/cat", "/nb/", "/robots.txt"])
def test_an_unknown_parameter_changes_nothing(site: Site, url: str) -> None:
    """The same bytes and tag, and nothing is kept for it: a client can't fill the cache."""
    plain = site.get(url)
    serving = site.current.serving
    assert serving is not None
    before = len(serving.answers)
    for number in range(5):
        odd = site.get(f"{url}?x={number}&utm_source=y")
        assert (odd.status_code, odd.data) == (plain.status_code, plain.data)
        assert odd.headers.get("ETag") == plain.headers.get("ETag")
        assert odd.headers.get("Location") == plain.headers.get("Location")
    assert len(serving.answers) == before


@pytest.mark.parametrize("url", ["/", "/nb/", "/c/cat.ttl", "/c/cat", "/api/search", "*"])
def test_a_preflight_is_answered(site: Site, url: str) -> None:
    """OPTIONS says what may be done, to a script elsewhere too (Fetch, CORS preflight)."""
    answer = site.get(url, "OPTIONS", Origin="https://x", Access_Control_Request_Method="GET")
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "FOO"])
def test_nothing_can_be_changed(site: Site, method: str) -> None:
    """405 with Allow on every path, kept or not (RFC 9110 §15.5.6)."""
    for url in ("/nb/", "/c/cat.ttl", "/c/cat", "/api/search", "/nobody"):
        site.get(url)
        answer = site.client.open(url, method="X")
        assert answer.status_code == 405
        environ = {"REQUEST_METHOD": method}
        answer = site.client.open(url, environ_overrides=environ)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_every_answer_names_its_release(site: Site) -> None:
    """So that two answers can be told to be of one Release."""
    names = {site.get(url).headers["Catalog-Release"] for url in ("/nb/", "/c/cat", "/c/cat.ttl")}
    assert names == {site.get("/-/health").get_json()["release"]}
