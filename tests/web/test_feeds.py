"""The addresses that harvesters have been given: they always answer, and always with everything."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
import rdflib

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Live, Site

FEEDS = ("begrep", "modeller", "datasett")
TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
PARSED = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("name", [*FEEDS, "void"])
@pytest.mark.parametrize("extension", TYPES)
def test_a_suffix_names_a_document_whatever_is_accepted(
    site: Site, name: str, extension: str
) -> None:
    """Always 200, the whole, in the format of the suffix: a harvester never meets HTML."""
    url = f"/feed/{name}.{extension}"
    whole = site.get(url).data
    for accept in ("", "*/*", "text/html", "text/turtle", "application/rdf+xml", BROWSER):
        answer = site.get(url, Accept=accept)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == TYPES[extension]
        assert answer.data == whole
        assert "Content-Encoding" not in answer.headers
        assert "Accept" not in answer.headers.get("Vary", "").replace("Accept-Encoding", "")
    if extension in PARSED and name != "modeller":
        assert len(rdflib.Graph().parse(data=whole, format=PARSED[extension])) > 0


@pytest.mark.parametrize(
    "accept, extension",
    [
        ("text/turtle", "ttl"),
        ("application/turtle", "ttl"),
        ("", "ttl"),
        ("*/*", "ttl"),
        (BROWSER, "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/html, application/rdf+xml;q=0.3", "rdf"),
    ],
)
@pytest.mark.parametrize("url, name", [("/feed/begrep", "begrep"), ("/.well-known/void", "void")])
def test_without_a_suffix_accept_decides_where_to_go(
    site: Site, url: str, name: str, accept: str, extension: str
) -> None:
    """303 to the document in the format that is wanted most; caches are told what it was by."""
    answer = site.get(url, Accept=accept)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/feed/{name}.{extension}"
    assert answer.headers["Vary"] == "Accept"
    assert answer.headers["Link"].count('rel="alternate"') == 4


def test_the_query_wins_over_the_header(site: Site) -> None:
    """What the URL says needs no Vary, since nothing else was looked at."""
    for query in ("_format=rdf", "_format=rdf-xml", "_mediatype=application/rdf%2Bxml"):
        answer = site.get(f"/feed/begrep?{query}", Accept="text/turtle")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/feed/begrep.rdf")
        assert "Vary" not in answer.headers


def test_who_wants_only_html_is_told_what_there_is(site: Site) -> None:
    """There is no page of a feed: 406 with every form, not a page in place of data."""
    answer = site.get("/feed/begrep", Accept="text/html")
    assert answer.status_code == 406
    for extension in TYPES:
        assert f"</feed/begrep.{extension}>" in answer.headers["Link"]


@pytest.mark.parametrize(
    "url",
    [
        "/feed/", "/feed", "/feed/begrep.", "/feed/begrep.html", "/feed/begrep.json",
        "/feed/begrep.ttl.br", "/feed/nothing", "/feed/nothing.ttl", "/feed/../begrep.ttl",
        "/feed/%2e%2e/manifest.json", "/feed/begrep.ttl/x", "/feed/BEGREP.ttl", "/feed/.ttl",
    ],
)  # fmt: skip
def test_other_addresses_below_feed_are_not_found(site: Site, url: str) -> None:
    """No text of a request becomes a path."""
    assert site.get(url, Accept="text/turtle").status_code == 404


def test_a_feed_has_a_strong_tag_and_the_lifetime_of_a_document(site: Site) -> None:
    """Who has it already gets 304; HEAD tells the same without the bytes."""
    answer = site.get("/feed/begrep.ttl")
    etag = answer.headers["ETag"]
    assert etag.startswith('"')
    assert answer.headers["Cache-Control"] == site.get("/c/cat.ttl").headers["Cache-Control"]
    assert answer.headers["Catalog-Release"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = site.get("/feed/begrep.ttl", If_None_Match=etag)
    assert (again.status_code, again.data) == (304, b"")
    head = site.get("/feed/begrep.ttl", method="HEAD")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(answer.data))
    assert head.headers["ETag"] == etag


def test_a_feed_is_packed_only_for_who_asks(site: Site) -> None:
    """The national harvester takes Content-Encoding for a charset, and asks for none."""
    plain = site.get("/feed/begrep.ttl")
    packed = site.get("/feed/begrep.ttl", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert zlib.decompress(packed.data, 31) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_a_part_of_a_feed_can_be_had(site: Site) -> None:
    """An interrupted download goes on where it stopped."""
    whole = site.get("/feed/begrep.ttl").data
    part = site.get("/feed/begrep.ttl", Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"


def test_a_feed_links_to_its_other_forms(site: Site) -> None:
    """Canonical by the public URL, and an alternate for each other format."""
    link = site.get("/feed/datasett.ttl").headers["Link"]
    assert '<https://id.example.org/feed/datasett.ttl>; rel="canonical"' in link
    for extension in ("jsonld", "nt", "rdf"):
        assert f'</feed/datasett.{extension}>; rel="alternate"' in link
    assert "</feed/datasett.ttl>" not in link


def test_nobody_can_post_to_a_feed(site: Site) -> None:
    """Only reading is allowed."""
    assert site.get("/feed/begrep.ttl", method="POST").status_code == 405


def test_without_a_release_there_is_no_answer_yet(make_site: Callable[..., Site]) -> None:
    """503 and not an empty feed: what is missing would be taken for removed."""
    site = make_site(built=False)
    for url in ("/feed/begrep.ttl", "/feed/begrep", "/.well-known/void"):
        assert site.get(url).status_code == 503


def test_a_harvester_reads_every_feed_from_a_running_server(live: Live) -> None:
    """As fdk-harvester asks: a GET with one Accept and nothing else, twice with the same bytes."""
    for name in FEEDS:
        first = live.get(f"/feed/{name}.ttl", Accept="text/turtle")
        second = live.get(f"/feed/{name}.ttl", Accept="text/turtle")
        assert first[0] == second[0] == 200
        assert "content-encoding" not in first[1]
        assert first[2] == second[2]
        graph = rdflib.Graph().parse(data=first[2], format="turtle", publicID="http://example.com/")
        graph.serialize(format="xml")
        for triple in graph:
            for term in triple:
                assert not str(term).startswith("http://example.com/")
                assert not isinstance(term, rdflib.BNode)
