"""The API's search, suggestions and exact names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from tests.web.api_catalogue import BASE, api_site

if TYPE_CHECKING:
    from tests.web.conftest import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue that the API is described with."""
    return api_site(tmp_path_factory.mktemp("find"))


def ask(site: Site, url: str) -> dict[str, Any]:
    """Return what a URL of the API answers."""
    answer = site.get(url)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.get_json()
    return content


def names(content: dict[str, Any]) -> list[str]:
    """Return the ends of the IRIs that were found."""
    return [item["iri"].removeprefix(BASE) for item in content["items"]]


def pages(site: Site, url: str) -> list[dict[str, Any]]:
    """Return every page of a list, as a client goes through it; Link says the same as ``next``."""
    found = []
    while url:
        answer = site.get(url)
        content = answer.get_json()
        found.append(content)
        parts = urlsplit(content.get("next", ""))
        url = f"{parts.path}?{parts.query}" if parts.query else ""
        assert answer.headers.get("Link", "") == (f'<{url}>; rel="next"' if url else "")
        assert not url or content["next"].startswith("https://id.example.org/api/")
    return found


def test_a_hit_says_what_it_is(site: Site) -> None:
    """In the words of the plain JSON, with its page; what has no value is left out."""
    answer = ask(site, "/api/search?q=katt&lang=nb&_size=20")
    assert (answer["total"], answer["totalExact"]) == (1, True)
    assert answer["items"][0] == {
        "iri": f"{BASE}c/cat",
        "type": "concept",
        "notation": "K1",
        "prefLabel": {"nb": "katt", "nn": "katt", "en": "cat"},
        "url": f"{BASE}nb/c/cat",
        "definition": {"nb": "Et lite rovdyr.", "en": "A small carnivore."},
        "status": "CURRENT",
        "matched": {"role": "pref", "lang": "nb", "text": "katt"},
    }


def test_a_discouraged_term_leads_to_the_right_one(site: Site) -> None:
    """The hit shows by which term it was found, and that it is hidden."""
    [first, *_] = ask(site, "/api/search?q=mjaukatt")["items"]
    assert first["prefLabel"]["nb"] == "katt"
    assert first["matched"] == {"role": "hidden", "lang": "nb", "text": "mjaukatt"}


@pytest.mark.parametrize(
    "query", ["q=trinn", "q=dyr", "type=concept", "validOn=2026-01-01&type=code", ""]
)
@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_follow_each_other(site: Site, query: str, size: int) -> None:
    """``next`` leads through everything once, and each page tells the same total."""
    found = pages(site, f"/api/search?{query}&_size={size}".replace("?&", "?"))
    seen = [name for page in found for name in names(page)]
    assert {page["total"] for page in found} == {len(seen)} == {len(set(seen))}
    assert all(len(page["items"]) == size for page in found[:-1])
    assert seen == [
        n for page in pages(site, f"/api/search?{query}&_size=100") for n in names(page)
    ]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("subject=Pets", {"c/cat"}),
        ("subject=pets", {"c/cat"}),
        ("subject=Kj%C3%A6ledyr", {"c/cat", "c/dog"}),
        ("subject=kj%C3%A6ledyr", {"c/cat", "c/dog"}),
        (f"subject={BASE}c/pet", {"c/dog"}),
        ("status=current", {"c/cat"}),
        ("status=RETIRED", {"c/horse", "sizes/l"}),
        ("status=RETIRED&type=code", {"sizes/l"}),
        ("status=RETIRED&validOn=2025-12-31", {"sizes/l"}),
        ("status=RETIRED&validOn=2026-01-01", set()),
        (f"scheme={BASE}sizes", {"sizes/s", "sizes/l", "sizes/xl"}),
        (f"scheme={BASE}sizes&validOn=2025-12-31", {"sizes/s", "sizes/l"}),
        (f"scheme={BASE}sizes&validOn=2026-01-01", {"sizes/s", "sizes/xl"}),
        (f"scheme={BASE}sizes&validOn=2019-12-31", set()),
        (f"scheme={BASE}marks&validOn=2019-12-31", {"marks/l"}),
        (f"scheme={BASE}animals", {"c/animal", "c/mammal", "c/pet", "c/dog"}),
        (f"scheme={BASE}empty", set()),
        (f"collection={BASE}pets", {"c/cat", "c/dog"}),
        (f"collection={BASE}pets&subject=pets", {"c/cat"}),
        ("type=scheme", {"animals", "empty"}),
        ("type=code-list", {"sizes", "marks"}),
        (f"q=dyr&scheme={BASE}animals", {"c/animal", "c/mammal", "c/pet"}),
        (f"q=katt&scheme={BASE}animals", set()),
        ("q=katt&status=current&subject=pets&type=concept", {"c/cat"}),
        ("q=katt&type=code", set()),
        (f"q=liten&validOn=2019-01-01&scheme={BASE}sizes", set()),
        (f"q=liten&validOn=2025-01-01&scheme={BASE}sizes", {"sizes/s"}),
    ],
)
def test_filters_leave_what_all_of_them_hold_for(
    site: Site, query: str, expected: set[str]
) -> None:
    """With a text and without; the total counts just that."""
    content = ask(site, f"/api/search?{query}")
    assert set(names(content)) == expected
    assert content["total"] == len(expected)


@pytest.mark.parametrize(
    "path, query, name, known",
    [
        ("search", f"scheme={BASE}nothing", "scheme", None),
        ("search", f"scheme={BASE}c/cat", "scheme", None),
        ("search", f"scheme={BASE}pets", "scheme", None),
        ("search", f"q=katt&scheme={BASE}nothing", "scheme", None),
        ("suggest", f"q=ka&scheme={BASE}nothing", "scheme", None),
        ("resolve", f"notation=L&scheme={BASE}nothing", "scheme", None),
        ("search", f"collection={BASE}nothing", "collection", None),
        ("search", f"collection={BASE}sizes", "collection", None),
        ("search", "status=XX", "status", ["CURRENT", "RETIRED"]),
        ("search", "subject=Plants", "subject", ["kjæledyr"]),
        ("search", f"subject={BASE}c/nothing", "subject", ["kjæledyr"]),
        ("search", "lang=en&subject=Plants", "subject", ["pet", "Pets"]),
    ],
)
def test_a_slip_in_a_filter_is_no_answer(
    site: Site, path: str, query: str, name: str, known: list[str] | None
) -> None:
    """404 with what there is: an empty list would say that no code applies."""
    answer = site.get(f"/api/{path}?{query}", Accept_Language="en")
    told = answer.get_json(force=True)
    assert (answer.status_code, told["parameter"]) == (404, name)
    assert told["type"].endswith("/-/problems/unknown-value")
    assert told.get("known") == known
    assert told["value"] in told["detail"]
    for value in known or ():
        assert value in told["detail"]


@pytest.mark.parametrize(
    "url, code, sentence",
    [
        ("/api/search?_next=abc", "bad-page-token", "is not a page token of this list"),
        ("/api/search?validOn=", "empty-parameter", "“validOn” has no value"),
        ("/api/search?type=code&type=code", "repeated-parameter", "“type” may be given only once"),
        ("/api/resolve", "missing-parameter", "at least one of these parameters: notation, label"),
        ("/api/resource", "missing-parameter", "must have the parameter “iri”"),
        ("/api/hierarchy", "missing-parameter", "must have the parameter “iri”"),
        ("/-/iri", "missing-parameter", "must have the parameter “iri”"),
        ("/api/search?q=" + "x" * 201, "bad-parameter", "“q” may have at most 200 characters"),
        ("/api/search?_size=0", "bad-parameter", "“_size” must be: 1–100"),
        ("/api/search?type=x", "bad-parameter", "“type” must be: concept, code, code-list"),
        ("/api/search?sise=1", "unknown-parameter", "These exist: q, lang, type"),
        ("/api/search?q=%FF", "bad-path", "characters that do not belong"),
        (f"/api/resource?iri={BASE}c/nobody", "unknown-value", "c/nobody”, which is not in"),
        (f"/-/iri.ttl?iri={BASE}c/nobody", "unknown-value", "c/nobody”, which is not in"),
        ("/-/iri?iri=x", "bad-parameter", "“iri” must be: https://…"),
        ("/api/resource?iri=x", "bad-parameter", "“iri” must be: https://…"),
        ("/api/search?" + "&".join(f"a{n}=1" for n in range(99)), "bad-parameter", "parameters"),
    ],
)
def test_a_problem_says_what_is_wrong(site: Site, url: str, code: str, sentence: str) -> None:
    """In a sentence that a person understands, on data and page alike; lists are lists."""
    told = site.get(url, Accept_Language="en").get_json(force=True)
    assert told["type"].endswith(f"/-/problems/{code}")
    assert sentence in told["detail"]
    assert isinstance(told.get("known", []), list)
    assert isinstance(told.get("most", 0), int)
    assert sentence in site.get(url, Accept_Language="en", Accept="text/html").text


def test_without_a_text_things_are_listed_by_name(site: Site) -> None:
    """In the alphabet of the catalogue's first language, whatever they are."""
    items = [item for page in pages(site, "/api/search?_size=100") for item in page["items"]]
    labels = [item.get("prefLabel", {}).get("nb", "") for item in items]
    wanted = ["blå", "dyr", "dyr", "katt", "pattedyr", "trinn 9", "trinn 10", "øyk", ""]
    assert [label for label in labels if label in wanted] == wanted


def test_nothing_found_is_an_answer(site: Site) -> None:
    """Not a problem, also where the text is nothing but signs."""
    for query in ("q=xyzzyxyzzy", "q=%3F%21"):
        content = ask(site, f"/api/search?{query}")
        assert (content["total"], content["items"]) == (0, [])


def test_the_url_is_in_the_language_that_was_asked_for(site: Site) -> None:
    """A hit leads to the page that its reader can read; the first one where there is none."""
    for lang, expected in (("en", "en"), ("en-GB", "nb"), ("fi", "nb")):
        [item, *_] = ask(site, f"/api/search?q=cat&lang={lang}")["items"]
        assert item["url"] == f"{BASE}{expected}/c/cat"


def test_suggestions(site: Site) -> None:
    """What has been typed is completed."""
    assert {
        "label": "katt",
        "lang": "nb",
        "role": "pref",
        "iri": f"{BASE}c/cat",
        "type": "concept",
        "notation": "K1",
        "prefLabel": {"nb": "katt", "nn": "katt", "en": "cat"},
        "url": f"{BASE}nb/c/cat",
    } in ask(site, "/api/suggest?q=ka&lang=nb")["items"]


def test_suggestions_can_be_narrowed(site: Site) -> None:
    """To a type or a scheme, as a field for one code list wants."""
    assert set(names(ask(site, "/api/suggest?q=l&type=code"))) == {"marks/l", "sizes/l", "sizes/s"}
    assert set(names(ask(site, f"/api/suggest?q=l&scheme={BASE}sizes"))) == {"sizes/l", "sizes/s"}
    assert names(ask(site, f"/api/suggest?q=dyr&scheme={BASE}sizes")) == []


@pytest.mark.parametrize(
    "query, expected",
    [
        ("notation=L", ["marks/l", "sizes/l"]),
        (f"notation=L&scheme={BASE}sizes", ["sizes/l"]),
        ("notation=l", []),
        ("notation=%2B", ["c/plus"]),
        ("label=katt", ["c/cat"]),
        ("label=Katt", []),
        ("label=katt&lang=nb", ["c/cat"]),
        ("label=katt&lang=en", []),
        ("label=cat&lang=en-GB", ["c/cat"]),
        ("label=pus", ["c/cat"]),
        ("label=lav&notation=L", ["marks/l"]),
        ("label=katt&notation=L", []),
        ("label=L", []),
        ("label=kat", []),
    ],
)
def test_a_name_is_resolved_exactly(site: Site, query: str, expected: list[str]) -> None:
    """Letter by letter: nothing is guessed."""
    content = ask(site, f"/api/resolve?{query}")
    assert names(content) == expected
    assert content["total"] == len(expected)


def test_letters_may_come_composed_or_not(site: Site) -> None:
    """Which of the two a keyboard sends, nobody sees (Unicode Standard Annex 15)."""
    for text in ("bl\u00e5", "bla\u030a"):
        assert names(ask(site, f"/api/resolve?label={quote(text)}")) == ["c/blue"]
    assert names(ask(site, "/api/resolve?label=bla")) == []


@pytest.mark.parametrize(
    "query, use",
    [
        ("notation=L&lang=nb", None),
        (f"notation=L&scheme={BASE}sizes", ["sizes/xl"]),
        ("label=%C3%B8yk", ["c/equine"]),
        ("label=ponni", ["c/equine"]),
        ("label=rart", ["c/even"]),
        ("label=hest", None),
    ],
)
def test_what_was_replaced_tells_what_to_use(site: Site, query: str, use: list[str] | None) -> None:
    """At the end of the chain; where it goes in a ring, the next one."""
    item = ask(site, f"/api/resolve?{query}")["items"][0]
    told = [link["iri"].removeprefix(BASE) for link in item.get("useInstead", ())]
    assert told == (use or [])


def test_a_discouraged_term_tells_the_recommended_one(site: Site) -> None:
    """In the same language; an allowed one may be used as it is."""
    [item] = ask(site, "/api/resolve?label=mjaukatt")["items"]
    assert item["useTerm"] == {"lang": "nb", "text": "katt"}
    [item] = ask(site, "/api/resolve?label=pus")["items"]
    assert "useTerm" not in item


@pytest.mark.parametrize("path", ["/api/search", "/api/suggest", "/api/resolve"])
@pytest.mark.parametrize(
    "query, parameter",
    [
        ("_size=0", "_size"),
        ("_size=101", "_size"),
        ("_size=-1", "_size"),
        ("_size=1e1", "_size"),
        ("_size=%D9%A1", "_size"),
        ("_size=", "_size"),
        ("_size=5&_size=6", "_size"),
        ("lang=../en", "lang"),
        ("lang=e", "lang"),
        ("lang=", "lang"),
        ("scheme=sizes", "scheme"),
        ("scheme=", "scheme"),
        ("scheme=http%3A%2F%2Fx%20y", "scheme"),
        ("scheme=x:" + "y" * 2_000, "scheme"),
        ("size=10", "size"),
        ("callback=alert", "callback"),
    ],
)
def test_a_wrong_parameter_is_named(site: Site, path: str, query: str, parameter: str) -> None:
    """400 with the parameter and what it may be; a misspelt one doesn't pass unseen."""
    more = "label=x&" if path == "/api/resolve" else ""
    answer = site.get(f"{path}?{more}{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.get_json(force=True)["parameter"] == parameter


@pytest.mark.parametrize(
    "url",
    [
        "/api/search?_start=1", "/api/search?type=nothing", "/api/search?validOn=2026-02-30",
        "/api/search?validOn=now", "/api/search?status=", "/api/search?subject=",
        "/api/search?collection=x", "/api/search?q=" + "x" * 201, "/api/suggest?_size=51",
        "/api/suggest?subject=x", "/api/resolve", "/api/resolve?lang=nb",
        "/api/resolve?label=" + "x" * 1_001, "/api/resolve?label=&notation=1",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(site: Site, url: str) -> None:
    """400: an answer to it would be an answer to something else."""
    assert site.get(url).status_code == 400


def test_a_page_token_is_of_one_list(site: Site) -> None:
    """Of another query, or made up: 400. Another size of the pages is the same list."""
    token = ask(site, "/api/search?type=concept&_size=1")["next"].rpartition("=")[2]
    assert site.get(f"/api/search?type=concept&_size=3&_next={token}").status_code == 200
    for url in (
        f"/api/search?type=code&_next={token}",
        f"/api/search?_next={token}",
        f"/api/resolve?label=katt&_next={token}",
        f"/api/search?type=concept&_next={token[:-1]}",
        f"/api/search?type=concept&_next={token}A",
        f"/api/search?type=concept&_next={'A' * len(token)}",
        f"/api/search?type=concept&_next={'%C3%A6' * len(token)}",
        f"/api/search?type=concept&_next={'!' * len(token)}",
        "/api/search?type=concept&_next=",
        "/api/search?type=concept&_next=0",
    ):
        assert site.get(url).status_code == 400, url


def test_the_answer_is_json_in_utf_8(site: Site) -> None:
    """RFC 8259 §8.1; letters are letters, not escapes."""
    answer = site.get("/api/search?q=%C3%B8yk")
    assert answer.headers["Content-Type"] == "application/json"
    assert "øyk".encode() in answer.data


def test_an_answer_is_kept_and_known_again(site: Site) -> None:
    """The same bytes and ETag, 304 to who has it, and nothing but the URL decides."""
    url = "/api/search?q=katt"
    first = site.get(url)
    assert site.get(url, Accept_Language="en", Accept="text/turtle").data == first.data
    assert site.get(url, If_None_Match=first.headers["ETag"]).status_code == 304
    assert "Vary" not in first.headers or first.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in first.headers
    assert first.headers["Access-Control-Allow-Origin"] == "*"
