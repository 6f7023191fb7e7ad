"""One resource over the API: the document that its own address has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.api_catalogue import BASE, api_site

if TYPE_CHECKING:
    from tests.web.conftest import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue that the API is described with."""
    return api_site(tmp_path_factory.mktemp("described"))


@pytest.mark.parametrize(
    "more, extension",
    [
        ("", "json"),
        ("&_format=json", "json"),
        ("&_format=ttl", "ttl"),
        ("&_format=turtle", "ttl"),
        ("&_format=json-ld", "jsonld"),
        ("&_format=nt", "nt"),
        ("&_format=rdf-xml", "rdf"),
        ("&_format=jskos", "jskos"),
        ("&_profile=jskos", "jskos"),
        ("&_profile=skos&_format=nt", "nt?_profile=skos"),
    ],
)
def test_the_document_is_the_stored_one(site: Site, more: str, extension: str) -> None:
    """Byte for byte, with the same ETag, and where it stands itself."""
    answer = site.get(f"/api/resource?iri={BASE}c/cat{more}", Accept="text/html")
    stored = site.get(f"/c/cat.{extension}")
    assert answer.status_code == 200
    assert (answer.data, answer.mimetype) == (stored.data, stored.mimetype)
    assert answer.headers["ETag"] == stored.headers["ETag"]
    assert answer.headers["Content-Location"] == f"/c/cat.{extension}"
    assert 'rel="alternate"' in answer.headers["Link"]
    assert site.get(answer.headers["Content-Location"]).data == answer.data


def test_an_iri_that_lies_elsewhere(site: Site) -> None:
    """And one with a fragment, which the document of its page describes."""
    answer = site.get(f"/api/resource?iri={quote('https://elsewhere.example/x#thing', safe='')}")
    assert answer.get_json()["iri"] == "https://elsewhere.example/x#thing"
    answer = site.get(f"/api/resource?iri={BASE}c/cat%23def-nb")
    assert answer.get_json()["iri"] == f"{BASE}c/cat"


@pytest.mark.parametrize(
    "query, status",
    [
        ("", 400),
        ("iri=", 400),
        ("iri=cat", 400),
        (f"iri={BASE}c/unicorn", 404),
        (f"iri={BASE}c/cat&_format=", 400),
        (f"iri={BASE}c/cat&_format=word", 404),
        (f"iri={BASE}c/cat&_format=html", 404),
        (f"iri={BASE}c/cat&_format=csv", 404),
        (f"iri={BASE}c/cat&_profile=dcat-ap-no", 404),
        (f"iri={BASE}c/cat&_profile=skos&_format=json", 404),
        (f"iri={BASE}c/cat&_mediatype=text/turtle", 400),
        (f"iri={BASE}c/cat&lang=nb", 400),
        (f"iri={BASE}c/cat&iri={BASE}c/dog", 400),
        ("iri=x:" + "y" * 2_000, 400),
        ("iri=x:" + "y" * 1_000_000, 414),
    ],
)
def test_what_there_is_not(site: Site, query: str, status: int) -> None:
    """404 for a document that doesn't exist; nothing is negotiated, so it is never a 406."""
    answer = site.get(f"/api/resource?{query}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
