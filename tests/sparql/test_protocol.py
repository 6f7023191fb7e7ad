"""The endpoint over HTTP: answers in every format, descriptions, headers and problems."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from defusedxml import ElementTree

from catalog.settings import program_folder
from catalog.sparql.refusal import STATUS
from catalog.web.i18n import Translator
from tests.conftest import PROJECT
from tests.sparql.conftest import BASE, SIMPLE, THINGS, Endpoint, endpoint, make_root, publish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.release import Release

ODD = rf"""
<{BASE}odd> <{BASE}text> "a, \"b\" & <c>\n\u00E5 \u6F22 \U0001F600"@nb .
<{BASE}odd> <{BASE}number> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<{BASE}odd> <{BASE}blank> _:b .
_:b <{BASE}text> "inside" .
"""
# rdflib reads JSON-LD into what it has itself renamed.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?p ?o"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An endpoint with the letters and kinds of terms that writers stumble over."""
    root = make_root(tmp_path_factory.mktemp("odd"))
    publish(root, "odd", ODD.lstrip())
    with endpoint(root) as running:
        yield running


def test_a_query_is_answered_alike_by_get_and_both_kinds_of_post(live: Endpoint) -> None:
    """SPARQL 1.1 Protocol §2.1."""
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    asked = [
        live.get(SIMPLE),
        live.post(SIMPLE),
        live.send("POST", body=b"query=" + SIMPLE.replace("+", "%2B").encode(), **form),
    ]
    assert {answer.status for answer in asked} == {200}
    assert {answer.type for answer in asked} == {"application/sparql-results+json"}
    assert {answer.body for answer in asked} == {asked[0].body}
    assert asked[0].rows == [{"o": {"type": "literal", "value": "ting 1", "xml:lang": "nb"}}]


def test_every_format_of_solutions_says_the_same(odd: Endpoint) -> None:
    """JSON, XML, CSV and TSV are read by readers of others."""
    as_json = odd.get(ALL, "application/sparql-results+json")
    as_xml = odd.get(ALL, "application/sparql-results+xml")
    values = [row["o"]["value"] for row in as_json.rows if row["o"]["type"] != "bnode"]
    assert 'a, "b" & <c>\nå 漢 😀' in values
    assert "1.5" in values
    theirs = rdflib.query.Result.parse(io.BytesIO(as_xml.body), format="xml").bindings
    terms = [{str(name): term for name, term in row.items()}["o"] for row in theirs]
    assert [str(term) for term in terms if not isinstance(term, rdflib.BNode)] == values
    as_csv = odd.get(ALL, "text/csv")
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(as_csv.body.decode(), newline="")))
    column = [row["o"] for row in rows if not row["o"].startswith("_:")]
    assert column == values
    as_tsv = odd.get(ALL, "text/tab-separated-values")
    found = pyoxigraph.parse_query_results(as_tsv.body, format=pyoxigraph.QueryResultsFormat.TSV)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [
        term.value
        for term in (solution["o"] for solution in found)
        if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal)
    ] == values


@pytest.mark.parametrize(
    "accept",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_ask_is_answered_in_every_format(live: Endpoint, accept: str) -> None:
    """Also in CSV and TSV, where the answer is a word."""
    yes = live.get(f"ASK {{ <{BASE}c/1> ?p ?o }}", accept)
    no = live.get(f"ASK {{ <{BASE}nothing> ?p ?o }}", accept)
    assert (yes.status, yes.type, no.status) == (200, accept, 200)
    assert b"true" in yes.body
    assert b"false" in no.body


@pytest.mark.parametrize(
    "accept, name",
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{BASE}odd>"])
def test_every_format_of_graphs_says_the_same(
    odd: Endpoint, accept: str, name: str, query: str
) -> None:
    """What rdflib reads of each is the graph itself."""
    answer = odd.get(query, accept)
    assert (answer.status, answer.type) == (200, accept)
    expected = rdflib.Graph().parse(data=ODD, format="nt")
    assert rdflib.Graph().parse(data=answer.body, format=name).isomorphic(expected)


def test_what_xml_cannot_write_is_refused(odd: Endpoint) -> None:
    """Half a name or a control character would make a document that nobody can read."""
    bad = "CONSTRUCT { <a:b> <http://x.example/1> 'c' } {}"
    assert odd.get(bad, "application/rdf+xml").code == "unwritable"
    control = r"SELECT ('\u0001' AS ?x) {}"
    assert odd.get(control, "application/sparql-results+xml").code == "unwritable"
    assert odd.get(bad, "text/turtle").status == 200
    assert odd.get(control).rows == [{"x": {"type": "literal", "value": "\x01"}}]


def test_the_dataset_may_be_named_but_nothing_else(live: Endpoint) -> None:
    """The one graph is the default and goes by the catalogue's base IRI."""
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    named = "SELECT (COUNT(*) AS ?n) {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    all_of_it = str(2 * THINGS)
    for query, expected in [
        (count.format(""), all_of_it),
        (named.format(""), all_of_it),
        (count.format(f"FROM <{BASE}>"), all_of_it),
        (count.format(f"FROM NAMED <{BASE}>"), "0"),
        (named.format(f"FROM NAMED <{BASE}>"), all_of_it),
        (named.format(f"FROM <{BASE}>"), "0"),
    ]:
        assert live.get(query).rows[0]["n"]["value"] == expected, query
    plain = count.format("")
    assert live.get(plain, default_graph_uri=BASE).rows[0]["n"]["value"] == all_of_it
    assert live.get(plain, named_graph_uri=BASE).rows[0]["n"]["value"] == "0"
    # The request's dataset wins over the query's (§2.1.4).
    elsewhere = count.format(f"FROM NAMED <{BASE}>")
    assert live.get(elsewhere, default_graph_uri=BASE).rows[0]["n"]["value"] == all_of_it
    for unknown in ("file:///etc/passwd", "http://127.0.0.1:9/", f"{BASE}other", ""):
        assert live.get(plain, default_graph_uri=[BASE, unknown]).code == "graph"
        assert live.get(plain, named_graph_uri=unknown).code == "graph"
    assert live.get(count.format("FROM <a:b>"), default_graph_uri=BASE).code == "graph"


@pytest.mark.parametrize(
    "accept, name",
    [("", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")],
)
def test_an_empty_get_describes_the_service(live: Endpoint, accept: str, name: str) -> None:
    """SPARQL 1.1 Service Description, in the formats of any graph."""
    answer = live.send("GET", Accept=accept)
    graph = rdflib.Graph().parse(data=answer.body, format=name)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert str(graph.value(service, sd.endpoint)).endswith("/sparql")
    assert len(set(graph.objects(service, sd.resultFormat))) == 8
    named = graph.value(graph.value(service, sd.defaultDataset), sd.namedGraph)
    assert graph.value(named, sd.name) == rdflib.URIRef(BASE)


def test_a_browser_gets_a_page_without_script(live: Endpoint) -> None:
    """In its language, with a form that a query can be sent from, and everything escaped."""
    answer = live.send("GET", Accept="text/html,*/*;q=0.8", Accept_Language="nn-NO,en;q=0.5")
    assert (answer.status, answer.type) == (200, "text/html")
    page = answer.body.decode()
    assert answer.headers["content-language"] == "nn"
    assert '<html lang="nn">' in page
    assert '<form action="/sparql" method="get">' in page
    assert "My &lt;terms&gt;" in page
    assert "script" not in page
    assert "style" not in page
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_address_alone_leads_to_the_endpoint(live: Endpoint) -> None:
    """Who types the host only finds it."""
    answer = live.send("GET", "/")
    assert (answer.status, answer.headers["location"]) == (303, "/sparql")
    assert live.send("GET", "/else").code == "not-found"


def test_head_says_what_get_would(live: Endpoint) -> None:
    """Without the body."""
    url = "/sparql?query=ASK%7B%7D"
    get, head = live.send("GET", url), live.send("HEAD", url)
    assert head.status == 200
    assert head.body == b""
    kept = {name: value for name, value in get.headers.items() if name != "date"}
    assert {name: value for name, value in head.headers.items() if name != "date"} == kept


def test_any_origin_may_ask(live: Endpoint) -> None:
    """A preflight is answered, and every answer may be read from any page; no cookie is set."""
    asked = live.send(
        "OPTIONS", Origin="https://elsewhere.example", Access_Control_Request_Method="POST"
    )
    assert asked.status == 204
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    for answer in (asked, live.get(SIMPLE), live.get("nonsense"), live.send("GET", "/else")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "method, accept, status, code",
    [
        ("PUT", "*/*", 405, "method"),
        ("DELETE", "*/*", 405, "method"),
        ("GET", "image/png", 406, "not-acceptable"),
        ("GET", "text/turtle", 406, "not-acceptable"),
    ],
)
def test_what_is_not_answered(
    live: Endpoint, method: str, accept: str, status: int, code: str
) -> None:
    """With a problem document; a SELECT isn't a graph."""
    answer = live.send(method, "/sparql?query=SELECT*%7B%7D", Accept=accept)
    assert (answer.status, answer.code) == (status, code)
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_query_that_is_none_is_told_with_the_place(live: Endpoint) -> None:
    """In the language of who asks, and with what the parser said."""
    answer = live.send("GET", "/sparql?query=SELEKT", Accept_Language="nb")
    assert answer.status == 400
    assert answer.code == "syntax"
    problem = json.loads(answer.body)
    assert problem["title"] == "Dette er ikke en SPARQL-spørring"
    assert problem["reason"].startswith("error at 1:")
    meaning = live.send("GET", problem["type"], Accept_Language="nb")
    assert (meaning.status, meaning.body.decode()) == (200, problem["title"])


def test_xml_answers_hold_no_entity(live: Endpoint) -> None:
    """What is sent as XML is plain elements and text."""
    answer = live.get(SIMPLE, "application/sparql-results+xml")
    assert b"<!" not in answer.body
    assert (
        ElementTree.fromstring(answer.body).tag == "{http://www.w3.org/2005/sparql-results#}sparql"
    )


def test_the_examples_of_the_guide_find_something(shipped: Release) -> None:
    """Each of them, in the shipped catalogue."""
    guide = (PROJECT / "docs" / "sparql.md").read_text(encoding="utf-8")
    examples = re.findall(r"```sparql\n(.*?)```", guide, re.DOTALL)
    assert len(examples) == 5
    with endpoint(PROJECT, releases=shipped.folder.parent) as it:
        for example in examples:
            answer = it.post(example, "text/csv, text/turtle")
            assert answer.status == 200, answer.body
            assert answer.headers["catalog-release"] == shipped.id
            assert len(answer.body.splitlines()) > 3, example


@pytest.mark.parametrize("code", STATUS)
def test_every_problem_can_be_told_in_every_language(code: str) -> None:
    """With the facts that it has, and no other."""
    facts: dict[str, str | int | dt.date] = {"reason": "R", "graph": "G", "seconds": 1, "bytes": 2}
    for lang in ("nb", "nn", "en"):
        say = Translator(program_folder("site"), lang, part="command")
        assert say(f"sparql.problem.{code}.title")
        assert "{" not in say(f"sparql.problem.{code}.detail", **facts)
