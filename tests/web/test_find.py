"""The API's search and suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Site


def test_a_hit_says_what_it_is(site: Site) -> None:
    """The issue's keys, the best hit first."""
    answer = site.get("/api/search?q=katt&lang=nb&_size=20").get_json()
    assert answer["total"] >= 1
    assert answer["items"][0] == {
        "iri": "https://id.example.org/c/cat",
        "type": "concept",
        "prefLabel": {"nb": "katt", "nn": "katt", "en": "cat"},
        "url": "https://id.example.org/nb/c/cat",
        "definition": {"nb": "Et lite rovdyr.", "en": "A small carnivore."},
        "status": "",
        "notation": "K1",
        "codeLists": [],
        "matched": {"role": "pref", "lang": "nb", "text": "katt"},
    }


def test_a_discouraged_term_leads_to_the_right_one(site: Site) -> None:
    """The hit shows by which term it was found, and that it is hidden."""
    [first, *_] = site.get("/api/search?q=kj%C3%B8ter").get_json()["items"]
    assert first["prefLabel"]["nb"] == "katt"
    assert first["matched"] == {"role": "hidden", "lang": "nb", "text": "kjøter"}


def test_pages_follow_each_other(site: Site) -> None:
    """``next`` leads through all hits once, and Link says the same (RFC 8288)."""
    everything = site.get("/api/search?q=hund&_size=100").get_json()
    assert everything["total"] >= 2
    assert "next" not in everything
    url, seen = "/api/search?q=hund&_size=1", []
    while url:
        answer = site.get(url)
        seen += [item["iri"] for item in answer.get_json()["items"]]
        following = answer.get_json().get("next", "")
        url = following.removeprefix("https://id.example.org")
        assert (f'<{url}>; rel="next"' == answer.headers["Link"]) if url else True
    assert seen == [item["iri"] for item in everything["items"]]


def test_only_one_kind(site: Site) -> None:
    """``type`` narrows the search."""
    items = site.get("/api/search?q=dyr&type=scheme").get_json()["items"]
    assert [item["type"] for item in items] == ["scheme"]


def test_nothing_found_and_nothing_asked(site: Site) -> None:
    """Both are answers, not problems."""
    for query in ("?q=xyzzyxyzzy", "?q=", ""):
        answer = site.get(f"/api/search{query}")
        assert answer.status_code == 200
        assert (answer.get_json()["total"], answer.get_json()["items"]) == (0, [])


def test_the_url_is_in_the_language_that_was_asked_for(site: Site) -> None:
    """A hit leads to the page that its reader can read."""
    [item, *_] = site.get("/api/search?q=cat&lang=en").get_json()["items"]
    assert item["url"] == "https://id.example.org/en/c/cat"


def test_suggestions(site: Site) -> None:
    """What has been typed is completed."""
    items = site.get("/api/suggest?q=ka&lang=nb").get_json()["items"]
    assert {
        "label": "katt",
        "lang": "nb",
        "role": "pref",
        "iri": "https://id.example.org/c/cat",
        "type": "concept",
        "prefLabel": {"nb": "katt", "nn": "katt", "en": "cat"},
        "url": "https://id.example.org/nb/c/cat",
    } in items
    assert len(site.get("/api/suggest?q=k&_size=1").get_json()["items"]) == 1


@pytest.mark.parametrize("path", ["/api/search", "/api/suggest"])
@pytest.mark.parametrize(
    "query, parameter",
    [
        ("_size=0", "_size"),
        ("_size=101", "_size"),
        ("_size=-1", "_size"),
        ("_size=1e1", "_size"),
        ("_size=%D9%A1", "_size"),
        ("lang=xx", "lang"),
        ("lang=../en", "lang"),
        ("q=" + "x" * 201, "q"),
        ("size=10", "size"),
        ("callback=alert", "callback"),
    ],
)
def test_a_wrong_parameter_is_named(site: Site, path: str, query: str, parameter: str) -> None:
    """400 with the parameter and what it may be; a misspelt one doesn't pass unseen."""
    answer = site.get(f"{path}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.get_json(force=True)["parameter"] == parameter


@pytest.mark.parametrize("query", ["_start=10001", "_start=x", "type=nothing"])
def test_a_wrong_parameter_of_the_search(site: Site, query: str) -> None:
    """Only the search can be paged and narrowed."""
    assert site.get(f"/api/search?{query}").status_code == 400


def test_the_answer_is_json_in_utf_8(site: Site) -> None:
    """RFC 8259 §8.1; letters are letters, not escapes."""
    answer = site.get("/api/search?q=bl%C3%A5b%C3%A6r")
    assert answer.headers["Content-Type"] == "application/json"
    assert "blåbær".encode() in answer.data
