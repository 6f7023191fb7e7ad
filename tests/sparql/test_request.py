"""What a request asks, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import pytest

from catalog.sparql.app import best
from catalog.sparql.evaluation import GRAPHS, RESULTS
from catalog.sparql.refusal import Refusal
from catalog.sparql.request import Dataset, Query, read

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@pytest.mark.parametrize(
    "method, query_string, content_type, body, expected",
    [
        ("GET", b"", "", b"", None),
        ("HEAD", b"", "", b"", None),
        ("GET", b"format=json", "", b"", None),
        ("GET", b"query=ASK%20%7B%7D", "", b"", Query("ASK {}")),
        ("GET", b"query=ASK+%7B%7D&format=json&timeout=9", "", b"", Query("ASK {}")),
        ("GET", "query=ASK+{?s+?p+'å'}".encode(), "", b"", Query("ASK {?s ?p 'å'}")),
        ("POST", b"", FORM, b"query=ASK+%7B%7D", Query("ASK {}")),
        ("POST", b"", f"{FORM}; charset=UTF-8", b"query=%C3%A5", Query("å")),
        ("POST", b"", DIRECT, "å".encode(), Query("å")),
        ("POST", b"", f'{DIRECT};charset="utf-8"', b"ASK {}", Query("ASK {}")),
        (
            "POST",
            b"default-graph-uri=a:b&default-graph-uri=a:c",
            DIRECT,
            b"ASK {}",
            Query("ASK {}", Dataset(("a:b", "a:c"), ())),
        ),
        (
            "GET",
            b"query=ASK{}&named-graph-uri=a:b",
            "",
            b"",
            Query("ASK{}", Dataset((), ("a:b",))),
        ),
    ],
)
def test_what_is_asked(
    method: str, query_string: bytes, content_type: str, body: bytes, expected: Query | None
) -> None:
    """GET, a form and the query itself mean the same (§2.1)."""
    assert read(method, query_string, content_type, body) == expected


@pytest.mark.parametrize(
    "method, query_string, content_type, body, code",
    [
        ("GET", b"query=ASK{}&query=ASK{}", "", b"", "repeated-query"),
        ("POST", b"query=ASK{}", FORM, b"query=ASK{}", "repeated-query"),
        ("POST", b"query=ASK{}", DIRECT, b"ASK{}", "repeated-query"),
        ("POST", b"", FORM, b"", "missing-query"),
        ("POST", b"", FORM, b"update=CLEAR+ALL", "update"),
        ("GET", b"update=CLEAR+ALL", "", b"", "update"),
        ("GET", b"query=ASK{}&update=CLEAR+ALL", "", b"", "update"),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", "update"),
        ("POST", b"", "text/plain", b"ASK{}", "content-type"),
        ("POST", b"", "", b"query=ASK{}", "content-type"),
        ("POST", b"", f"{DIRECT}; charset=utf-16", "ASK{}".encode("utf-16"), "encoding"),
        ("POST", b"", DIRECT, b"\xff\xfe", "encoding"),
        ("GET", b"query=%FF", "", b"", "encoding"),
        ("GET", b"query=\xff", "", b"", "encoding"),
    ],
)
def test_what_is_no_query(
    method: str, query_string: bytes, content_type: str, body: bytes, code: str
) -> None:
    """Each is told as what it is."""
    with pytest.raises(Refusal) as caught:
        read(method, query_string, content_type, body)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "accept, results, graph",
    [
        ("", "sparql-json", "turtle"),
        ("*/*", "sparql-json", "turtle"),
        ("application/sparql-results+xml", "sparql-xml", None),
        ("application/json", "sparql-json", "json-ld"),
        ("text/csv;q=0.5, text/tab-separated-values", "sparql-tsv", None),
        ("text/turtle, application/sparql-results+json;q=0.9", "sparql-json", "turtle"),
        ("application/rdf+xml;q=0.2, application/ld+json;q=0.8", None, "json-ld"),
        ("application/n-triples", None, "n-triples"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "sparql-xml", "turtle"),
        ("image/png", None, None),
        ("nonsense", None, None),
        # Apache Jena, SPARQLWrapper, a browser
        (
            (
                "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
                "text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, "
                "application/xml;q=0.2, */*;q=0.1"
            ),
            "sparql-json",
            "json-ld",
        ),
        (
            "application/sparql-results+json,application/json,text/javascript",
            "sparql-json",
            "json-ld",
        ),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "sparql-xml",
            "rdf-xml",
        ),
    ],
)
def test_the_format_that_is_wanted(accept: str, results: str | None, graph: str | None) -> None:
    """For either kind of answer, since only the query tells which one it has."""
    found = best(accept, RESULTS), best(accept, GRAPHS)
    assert tuple(form and form.name for form in found) == (results, graph)
