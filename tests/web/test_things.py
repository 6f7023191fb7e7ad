"""From an IRI to its documents and page: 303, suffixes, IRIs that are not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from catalog.formats import FORMATS

if TYPE_CHECKING:
    from catalog.formats import Format
    from tests.web.conftest import Site

FOREIGN = "https://elsewhere.example/x#thing"


@pytest.mark.parametrize(
    "path, accept, language, location",
    [
        ("/c/cat", "", "", "/nb/c/cat"),
        ("/c/cat", "*/*", "", "/nb/c/cat"),
        ("/c/cat", "text/html", "en-GB,en;q=0.9", "/en/c/cat"),
        ("/c/cat", "text/html", "no", "/nb/c/cat"),
        ("/c/cat", "text/turtle", "en", "/c/cat.ttl"),
        ("/c/cat", "application/ld+json", "", "/c/cat.jsonld"),
        ("/c/cat", "application/n-triples", "", "/c/cat.nt"),
        ("/c/cat", "application/rdf+xml", "", "/c/cat.rdf"),
        ("/c/cat", "application/json", "", "/c/cat.json"),
        ("/c/dog.ttl", "text/turtle", "", "/c/dog.ttl.ttl"),
        ("/c/dog.ttl", "", "", "/nb/c/dog.ttl"),
        ("/c/folder/", "", "", "/nb/c/folder/"),
        ("/c/folder/", "text/turtle", "", "/c/folder/.ttl"),
        ("/c/bl%C3%A5b%C3%A6r", "text/turtle", "", "/c/bl%C3%A5b%C3%A6r.ttl"),
        ("/-/iri?iri=" + quote(FOREIGN, safe=""), "", "nn", f"/nn/-/iri?iri={quote(FOREIGN, '')}"),
        (
            "/-/iri?iri=" + quote(FOREIGN, safe=""),
            "text/turtle",
            "",
            f"/-/iri.ttl?iri={quote(FOREIGN, '')}",
        ),
        ("/-/iri?iri=https://id.example.org/c/cat", "text/turtle", "", "/c/cat.ttl"),
        ("/-/iri?iri=https://id.example.org/c/cat%23def", "text/turtle", "", "/c/cat.ttl"),
    ],
)
def test_an_iri_sends_on_to_what_tells_of_it(
    site: Site, path: str, accept: str, language: str, location: str
) -> None:
    """303 by Accept and Accept-Language, said so in Vary, and the target is there."""
    answer = site.get(path, Accept=accept, Accept_Language=language)
    assert (answer.status_code, answer.headers["Location"]) == (303, location)
    assert answer.headers["Vary"] == "Accept, Accept-Profile, Accept-Language"
    assert site.get(location).status_code == 200


@pytest.mark.parametrize("form", FORMATS[:6], ids=lambda form: form.extension)
def test_a_document_never_negotiates(site: Site, form: Format) -> None:
    """A suffix decides whatever Accept says, so caches keep one document a URL."""
    plain = site.get(f"/c/cat.{form.extension}")
    odd = site.get(f"/c/cat.{form.extension}", Accept="image/png", Accept_Language="fr")
    assert plain.status_code == odd.status_code == 200
    assert plain.data == odd.data
    assert plain.headers["Content-Type"] == form.content_type
    assert plain.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"


def test_the_links_of_a_document_lead_to_its_other_forms(site: Site) -> None:
    """Each alternate is there and of the type that the link says (RFC 8288)."""
    links = site.get("/c/cat.ttl").headers["Link"].split(", ")
    assert '<https://id.example.org/c/cat.ttl>; rel="canonical"' in links
    assert '<https://licence.example/by>; rel="license"' in links
    alternates = [link for link in links if 'rel="alternate"' in link]
    assert len(alternates) == 9
    for link in alternates:
        url, media_type = link[1 : link.index(">")], link.split('type="')[1].split('"')[0]
        answer = site.get(url)
        assert answer.status_code == 200
        assert answer.mimetype == media_type


def test_an_iri_with_a_suffix_of_its_own_wins(site: Site) -> None:
    """``/c/dog.ttl`` is a thing here, so it isn't the Turtle of ``/c/dog``."""
    assert site.get("/c/dog.ttl").status_code == 303
    assert site.get("/c/dog.nt").status_code == 200


def test_html_by_suffix(site: Site) -> None:
    """``.html`` leads to the page in the reader's language."""
    answer = site.get("/c/cat.html", Accept_Language="nn")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/nn/c/cat")


@pytest.mark.parametrize(
    "path, location",
    [
        ("/c/cat/", "/c/cat"),
        ("/c/folder", "/c/folder/"),
        ("/nb/c/cat/", "/nb/c/cat"),
        ("/nb", "/nb/"),
        ("/-/iri.ttl?iri=https://id.example.org/c/cat", "/c/cat.ttl"),
        ("/en/-/iri?iri=https://id.example.org/c/cat", "/en/c/cat"),
    ],
)
def test_a_slash_too_many_or_too_few(site: Site, path: str, location: str) -> None:
    """One spelling of a URL has the content, the others lead to it for good."""
    answer = site.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, location)


def test_not_acceptable_names_what_there_is(site: Site) -> None:
    """406 with links to every form (RFC 9110 §15.5.7)."""
    answer = site.get("/c/cat", Accept="image/png")
    problem = answer.get_json(force=True)
    assert answer.status_code == problem["status"] == 406
    assert {"url": "/c/cat.ttl", "type": "text/turtle"} in problem["alternates"]
    assert 'rel="alternate"' in answer.headers["Link"]


@pytest.mark.parametrize(
    "path",
    [
        "/c",
        "/c/",
        "/c/cat.xyz",
        "/c/cat.TTL",
        "/c/nobody",
        "/c/nobody.ttl",
        "/.ttl",
        "/nb/c/cat.ttl",
        "/sv/c/cat",
        "/-/iri?iri=https://nobody.example/",
        "/-/iri.xyz?iri=https://id.example.org/c/cat",
        "/-/nothing",
        "/nb/-/nothing",
        "/-",
        "/api/nothing",
        "/downloads/nothing.ttl",
        "/favicon.ico",
    ],
)
def test_what_there_is_not(site: Site, path: str) -> None:
    """404, in the same words for programs and people."""
    assert site.get(path).status_code == 404
    page = site.get(path, Accept="text/html")
    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_an_iri_must_be_named(site: Site) -> None:
    """``/-/iri`` without a parameter is a mistake of the client's."""
    assert site.get("/-/iri").status_code == 400
    assert site.get("/-/iri?iri=" + "x" * 3_000).status_code == 400


def test_the_root_leads_to_a_front_page_or_to_the_catalogue(site: Site) -> None:
    """People get their language, programs what the catalogue says of itself."""
    assert site.get("/", Accept_Language="en").headers["Location"] == "/en/"
    answer = site.get("/", Accept="text/turtle")
    assert answer.headers["Location"] == "/catalog.ttl"
    assert site.get("/catalog.ttl").status_code == 200
    assert site.get("/", Accept="image/png").status_code == 406
