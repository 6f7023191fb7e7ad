"""Whether a keyword is used is told by the parser, however the word is written or hidden."""

from __future__ import annotations

import pyoxigraph
import pytest

from catalog.sparql.keywords import FROM, SERVICE, uses, without_graph

STORE = pyoxigraph.Store()


def parses(query: str) -> bool:
    """Ask the parser of the endpoint."""
    try:
        STORE.query(query)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        return True
    return True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o .SERVICE?p{ ?s ?p ?o } }",
        "SELECT * { SERVICE#<x>\n<http://127.0.0.1:9/>{} }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p ?o . SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <a:b> PREFIX service: <a:c> SELECT * { ?s ?p ?o ~ SERVICE:x { SERVICE :x {} } }",
        "SELECT * { FILTER(1<'x>') SERVICE <http://127.0.0.1:9/> {} FILTER('y'>1) }",
        "SELECT * { FILTER EXISTS { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT ?p { ?s ?p ?o } } } } }",
        "SELECT (EXISTS { SERVICE SILENT <http://127.0.0.1:9/> {} } AS ?x) {}",
        "ASK { SERVICE SILENT <http://127.0.0.1:9/service> { ?s ?p 'service' } } # service",
    ],
)
def test_a_service_is_seen_however_it_is_written(query: str) -> None:
    """Each of these would ask another server."""
    assert parses(query)
    assert uses(query, SERVICE, parses)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?Service { ?service ?p ?Service }",
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' } # SERVICE <http://x/> {}",
        'SELECT * { <http://service.example/service> ?p """\nSERVICE <x>\n""" }',
        "PREFIX service: <a:b> SELECT * { ?s service:service service:SERVICE }",
        "SELECT * { _:service ?p ?o . ?o ?p 'x'@service }",
        "SELECT (1 AS ?service1) { }",
        r"SELECT * { ?s ?p '\service' }".replace("\\s", "\\tS"),
    ],
)
def test_the_word_alone_is_no_service(query: str) -> None:
    """In texts, comments, addresses and names it is a word as any other."""
    assert parses(query)
    assert not uses(query, SERVICE, parses)


def test_no_escape_hides_a_keyword() -> None:
    r"""The parser takes ``\u0053`` for a letter in texts and addresses only."""
    assert not parses(r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert not parses("SELECT * { \u017fERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_an_escape_before_the_word_is_left_whole() -> None:
    r"""``\f`` and ``rom`` are no FROM, and replacing it would make another escape of it."""
    query = r"SELECT * { ?s ?p 'a\from' }"
    assert parses(query)
    assert not uses(query, FROM, parses)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <https://id.example.org/>",
        "from\n named <https://id.example.org/>",
        "FROM<https://id.example.org/> FROM # all of it\n NAMED <https://id.example.org/>",
    ],
)
def test_the_graph_that_is_loaded_may_be_named(clause: str) -> None:
    """Its clauses are found, and no other is left."""
    query = f"SELECT * {clause} {{ ?s ?p ?o }}"
    assert uses(query, FROM, parses)
    assert not uses(without_graph(query, "https://id.example.org/"), FROM, parses)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <file:///etc/passwd>",
        "FROM <https://id.example.org/> FROM <http://127.0.0.1/>",
        "FROM <https://id.example.org/x>",
        "FROM # FROM <https://id.example.org/>\n <file:///etc/passwd>",
        "FROM NAMED <https://elsewhere.example/>",
    ],
)
def test_no_other_graph_goes_through(clause: str) -> None:
    """Whatever stands beside the one that is loaded is still seen."""
    query = f"SELECT * {clause} {{ ?s ?p ?o }}"
    assert parses(query)
    assert uses(without_graph(query, "https://id.example.org/"), FROM, parses)
