"""No query costs more than one process for the time allowed, and nobody else notices."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.sparql.conftest import BASE, FOR_EVER, SIMPLE, Endpoint, endpoint, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 2.0
"""What the endpoint of these tests gives a query."""
SLACK = 2.5
"""Seconds beyond it that a busy machine may take to tell of it."""
DEEP = 100_000
LETTERS = "a" * 60
DOUBLING = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}, ?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(30))
HOSTILE = {
    "product": (FOR_EVER, {"too-slow"}),
    "product-sorted": (
        FOR_EVER.replace("(COUNT(*) AS ?n)", "*") + " ORDER BY ?a",
        {"too-slow", "too-much-memory"},
    ),
    "product-sent": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {"too-large"}),
    "product-distinct": (
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
        {"too-slow", "too-much-memory"},
    ),
    "product-constructed": (
        "CONSTRUCT { [] ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
        {"too-large", "too-slow", "too-much-memory"},
    ),
    "path": (
        "SELECT (COUNT(*) AS ?n) { ?s (<a:a>|!<a:a>)* ?o }",
        {"too-slow", "too-much-memory"},
    ),
    "paths": (
        f"SELECT (COUNT(*) AS ?n) {{ ?s (<{BASE}next>+/<{BASE}next>*)+ ?o . ?o <{BASE}next>* ?p }}",
        {"too-slow", "too-much-memory"},
    ),
    "concat": (
        f'SELECT ?x {{ BIND("{LETTERS}" AS ?a0) {DOUBLING} BIND(?a30 AS ?x) }}',
        {"too-much-memory"},
    ),
    "group-concat": (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?o))) AS ?x) { ?s ?p ?o . ?a ?b ?c }",
        {"too-slow", "too-much-memory"},
    ),
    "replace": (
        (
            f'SELECT ?x {{ BIND(REPLACE("{LETTERS * 500}", "a", "{LETTERS * 500}") AS ?b) '
            'BIND(STRLEN(REPLACE(?b, "a", ?b)) AS ?x) }'
        ),
        {"too-slow", "too-much-memory"},
    ),
    "regex": (
        'SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(STR(?o), "(.{1,99}){1,99}")) }',
        {"too-slow"},
    ),
    "parser": (f"SELECT * {{ ?s ?p {'(' * 1000}{')' * 1000} }}", {"too-slow"}),
    "brackets": (f"SELECT * {{ FILTER({'(' * DEEP}1{')' * DEEP}) }}", {"too-deep"}),
    "groups": (f"SELECT * {'{' * DEEP}{'}' * DEEP}", {"too-deep"}),
    "negations": (f"SELECT * {{ FILTER({'!' * DEEP}1) }}", {"too-deep"}),
    "path-brackets": (f"SELECT * {{ ?s {'(' * 10_000}<a:b>{')*' * 10_000} ?o }}", {"too-deep"}),
    "alternatives": (f"SELECT * {{ FILTER(1{'||1' * 50_000}) }}", {"too-deep"}),
    "unions": (f"SELECT * {{ {{}}{' UNION {}' * 25_000} }}", {"too-deep", "too-slow"}),
    "long": (f"SELECT * {{ VALUES ?x {{{' 1' * 500_000} }} }}", {"query-too-long"}),
    "service-in-product": (
        FOR_EVER.replace("{", "{ SERVICE SILENT <http://127.0.0.1:9/> {} ", 1),
        {"service"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_ended_and_told_why(live: Endpoint, name: str) -> None:
    """In the time that a query has, whatever it does, and the next one is answered."""
    query, expected = HOSTILE[name]
    answer, seconds = live.timed(query)
    assert answer.code in expected
    assert seconds < SECONDS + SLACK
    assert live.post(SIMPLE).status == 200
    until(lambda: not live.at_work)


def test_ten_thousand_brackets_are_an_answer_or_a_refusal(live: Endpoint) -> None:
    """Where the stack holds them they are answered."""
    query = f"SELECT * {{ FILTER({'(' * 10_000}1{')' * 10_000}) }}"
    answer = live.post(query)
    assert answer.status == 200 or answer.code == "too-deep"
    shallow = f"SELECT * {{ FILTER({'(' * 500}1{')' * 500}) }}"
    assert live.post(shallow).status == 200


@pytest.mark.slow
def test_simple_queries_are_answered_beside_hostile_ones(small: Path) -> None:
    """One hostile query after the other on one of two workers: the other answers at once."""
    slowest = 0.0
    with endpoint(small, workers=2, sparql_seconds=2.0, sparql_memory_bytes=200_000_000) as it:
        keeper = it.keeper
        stop = threading.Event()

        def attack() -> None:
            for name in ("product", "path", "concat", "brackets", "parser", "group-concat"):
                if not stop.is_set():
                    it.post(HOSTILE[name][0])
            stop.set()

        attacker = threading.Thread(target=attack)
        attacker.start()
        try:
            asked = 0
            while not stop.is_set():
                answer, seconds = it.timed(SIMPLE)
                assert answer.status == 200
                slowest, asked = max(slowest, seconds), asked + 1
        finally:
            stop.set()
            attacker.join()
        assert it.keeper == keeper  # nothing was loaded again
        assert asked > 20
        assert slowest < 1.0, slowest


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what anybody says there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hear() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(b"somebody came")

        threading.Thread(target=hear, daemon=True).start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "query, code",
    [
        ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", "service"),
        ("SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}", "service"),
        ("ASK {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}", "service"),
        ("SELECT * {{ VALUES ?g {{ <{url}> }} SERVICE SILENT ?g {{ ?s ?p ?o }} }}", "service"),
        ("PREFIX : <{url}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}", "service"),
        ("SELECT * {{ FILTER(1<'x>') SERVICE <{url}> {{}} FILTER('y'>1) }}", "service"),
        ("CONSTRUCT {{ ?s ?p ?o }} FROM <{url}> {{ ?s ?p ?o }}", "graph"),
        ("SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}", "graph"),
        ("SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}", "graph"),
        ("DESCRIBE <{url}> FROM <{url}>", "graph"),
        ("LOAD <{url}>", "syntax"),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:b>", "syntax"),
        ("INSERT DATA {{ <a:b> <a:b> <a:b> }}", "syntax"),
        ("ASK {{}} ; DROP ALL", "syntax"),
        ("SELECT (<{url}>(1) AS ?x) {{}}", "evaluation"),
    ],
)
def test_nothing_is_fetched_and_nothing_changed(
    live: Endpoint, listener: tuple[int, list[bytes]], query: str, code: str
) -> None:
    """Whatever names another place, nobody ever connects to it."""
    port, heard = listener
    url = f"http://127.0.0.1:{port}/"
    assert live.post(query.format(url=url)).code == code
    assert live.get(query.format(url=url)).code == code
    assert heard == []


def test_a_form_with_an_update_is_refused(live: Endpoint) -> None:
    """By either of the protocol's ways."""
    form = "application/x-www-form-urlencoded"
    assert live.send("POST", body=b"update=DROP+ALL", Content_Type=form).code == "update"
    update = "application/sparql-update"
    answer = live.send("POST", body=b"DROP ALL", Content_Type=update)
    assert (answer.status, answer.code) == (403, "update")
    assert live.post(SIMPLE).rows


def test_an_answer_at_the_limit_is_whole_and_one_beyond_it_is_none(small: Path) -> None:
    """There is no answer of which the end is missing."""
    query = "SELECT ?o {{ ?s ?p ?o }} ORDER BY ?o LIMIT {}"
    with endpoint(small, sparql_answer_bytes=100_000) as it:
        whole, refused = 0, 0
        for rows in range(1_400, 2_000, 50):
            answer = it.get(query.format(rows), "text/csv")
            if answer.status == 200:
                assert len(answer.body) <= 100_000
                assert len(answer.body.splitlines()) == rows + 1
                assert int(answer.headers["content-length"]) == len(answer.body)
                whole += 1
            else:
                assert answer.code == "too-large"
                refused += 1
        rows = 5_999
        assert it.get(query.format(rows), "text/csv").code == "too-large"
        assert whole


def test_those_beyond_the_queue_are_told_to_come_back(small: Path) -> None:
    """At once, with the time after which it is worth it."""
    with endpoint(small, workers=1, sparql_waiting=1, sparql_seconds=3.0) as it:
        holders = [threading.Thread(target=it.post, args=(FOR_EVER,)) for _ in range(2)]
        for holder in holders:
            holder.start()
        until(lambda: it.at_work)
        time.sleep(0.3)
        answer, seconds = it.timed(SIMPLE)
        assert (answer.status, answer.code) == (503, "busy")
        assert int(answer.headers["retry-after"]) >= 1
        assert seconds < 1
        for holder in holders:
            holder.join()
        assert it.post(SIMPLE).status == 200


def test_a_body_without_an_end_is_cut_off(live: Endpoint) -> None:
    """Two megabytes are refused before they are read."""
    answer = live.send(
        "POST", body=b"x" * 2_000_000, Content_Type="application/x-www-form-urlencoded"
    )
    assert (answer.status, answer.code) == (413, "query-too-long")
