"""What the endpoint survives: killed processes, new Releases, clients that stall, its own end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import omgrep
from tests.sparql.conftest import (
    BASE,
    FOR_EVER,
    SIMPLE,
    Endpoint,
    children,
    endpoint,
    make_root,
    publish,
    triples,
    until,
)
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = f"SELECT ?o {{ ?s <{BASE}label> ?o }}"


@contextlib.contextmanager
def asking(running: Endpoint, query: str) -> Iterator[list[str]]:
    """Ask meanwhile, and put the problem's code into the list."""
    codes: list[str] = []
    thread = threading.Thread(target=lambda: codes.append(running.post(query).code))
    thread.start()
    until(lambda: running.at_work)
    yield codes
    thread.join()


def test_a_killed_query_is_told_and_the_next_one_is_answered(live: Endpoint) -> None:
    """``kill -9`` of a process at work costs that query alone."""
    keeper = live.keeper
    with asking(live, FOR_EVER) as codes:
        for process in live.at_work:
            os.kill(process, signal.SIGKILL)
    assert codes == ["unavailable"]
    assert live.post(SIMPLE).status == 200
    assert live.keeper == keeper


def test_a_killed_keeper_is_started_again(small: Path) -> None:
    """With its queries gone, and none of its processes left."""
    with endpoint(small, sparql_seconds=8.0) as it:
        keeper = it.keeper
        with asking(it, FOR_EVER) as codes:
            at_work = it.at_work
            os.kill(keeper, signal.SIGKILL)
        assert codes == ["unavailable"]
        until(lambda: it.post(SIMPLE).status == 200)
        assert it.keeper != keeper
        assert [process for process in at_work if _runs(process)] == []


def test_a_client_that_hangs_up_ends_its_query(live: Endpoint) -> None:
    """Nobody is there to read the answer."""
    with socket.create_connection(("127.0.0.1", live.port)) as connection:
        body = FOR_EVER.encode()
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: application/sparql-query\r\n\r\n"
        connection.sendall(head.encode() + body)
        until(lambda: live.at_work)
    start = time.monotonic()
    until(lambda: not live.at_work)
    assert time.monotonic() - start < 1.5


@pytest.mark.slow
def test_a_new_release_is_gone_over_to_without_a_failed_answer(tmp_path: Path) -> None:
    """Each answer belongs wholly to the Release that it names."""
    root = make_root(tmp_path / "root")
    publish(root, "r0", triples("r0", 500))
    with endpoint(root, workers=2) as it:
        stop, wrong = threading.Event(), []
        seen: set[str] = set()

        def ask() -> None:
            while not stop.is_set():
                answer = it.post(ALL)
                release = answer.headers.get("catalog-release", "")
                words = {row["o"]["value"].split()[0] for row in answer.rows}
                if answer.status != 200 or words != {release} or len(answer.rows) != 500:
                    wrong.append((answer.status, release, words))
                seen.add(release)

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        try:
            for number in range(1, 6):
                name = f"r{number}"
                publish(root, name, triples(name, 500))
                until(lambda name=name: name in seen)  # type: ignore[misc]
        finally:
            stop.set()
            for asker in askers:
                asker.join()
        assert wrong == []
        assert seen >= {f"r{number}" for number in range(6)}
        until(lambda: len(children(it.process.pid)) == 2)  # the keeper, and Python's tracker


def test_a_release_that_is_damaged_leaves_the_former_one(tmp_path: Path) -> None:
    """It is not the bytes that its manifest tells of, or no N-Triples."""
    root = make_root(tmp_path / "root")
    publish(root, "good", triples("good", 10))
    with endpoint(root, release_retry_seconds=0.3) as it:
        publish(root, "odd", "this is no N-Triples\n")
        time.sleep(1.5)
        assert it.post(ALL).headers["catalog-release"] == "good"
        publish(root, "bad", triples("bad", 10))
        (root / "release" / "bad" / "downloads" / "all.nt").write_text(triples("evil", 10))
        time.sleep(1.5)
        assert {row["o"]["value"].split()[0] for row in it.post(ALL).rows} <= {"good", "bad"}
        publish(root, "better", triples("better", 10))
        until(lambda: it.post(ALL).headers["catalog-release"] == "better")


def test_slow_clients_do_not_hold_others_up(small: Path) -> None:
    """Two hundred half requests, headers and bodies, and each is hung up on after a while."""
    with endpoint(small, header_seconds=2.0) as it, contextlib.ExitStack() as stack:
        slow = []
        for number in range(200):
            connection = socket.create_connection(("127.0.0.1", it.port), timeout=20)
            stack.enter_context(connection)
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
            if number < 10:
                head += b"Content-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK"
            connection.sendall(head)
            slow.append(connection)
        answer, seconds = it.timed(SIMPLE)
        assert answer.status == 200
        assert seconds < 1
        for number, connection in enumerate(slow):
            said = connection.recv(65_536)
            assert (b" 408 " in said) == (number < 10), (number, said)


def test_a_client_that_does_not_read_is_hung_up_on(small: Path) -> None:
    """What came of the answer is less than it said, so it can't pass for the whole."""
    query = b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    with endpoint(small, workers=1, sparql_waiting=0, sparql_send_seconds=2.0) as it:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(20)
            connection.connect(("127.0.0.1", it.port))
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(query), query)
            )
            time.sleep(1.0)
            assert it.post(SIMPLE).code == "busy"  # its answer is in memory, so it holds a seat
            until(lambda: it.post(SIMPLE).status == 200, 5)
            said = b""
            with contextlib.suppress(ConnectionError):
                while piece := connection.recv(65_536):
                    said += piece
        head, _, body = said.partition(b"\r\n\r\n")
        length = next(
            int(row.partition(b":")[2])
            for row in head.splitlines()
            if row.lower().startswith(b"content-length")
        )
        assert len(body) < length


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(small: Path, word: signal.Signals) -> None:
    """However it ends, in the midst of a query: every process goes with it."""
    with endpoint(small, sparql_seconds=6.0) as it:
        thread = threading.Thread(target=_ask_in_vain, args=(it,))
        thread.start()
        until(lambda: it.at_work)
        family = [it.keeper, *it.at_work]
        start = time.monotonic()
        it.process.send_signal(word)
        status = it.process.wait(10)
        assert status == (-signal.SIGKILL if word == signal.SIGKILL else 0)
        until(lambda: not any(_runs(process) for process in family))
        assert time.monotonic() - start < 5
        thread.join()


@pytest.mark.slow
def test_the_site_does_not_notice(tmp_path: Path) -> None:
    """``serve`` of the same root answers as fast while hostile queries are evaluated."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "omgrep.toml").write_text(
        f'[catalog]\nbase_iri = "{BASE}"\ntitle = {{ en = "T" }}\nlanguages = ["en"]\n'
    )
    (root / "all.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + "".join(
            f'<{BASE}c/{n}> a skos:Concept ; skos:prefLabel "term {n}"@en .\n' for n in range(300)
        )
    )
    made = omgrep(root, "build", "--no-check")
    assert made.returncode == 0, made.stderr
    page = "/c/1.ttl"
    with serving(root) as site, endpoint(root, workers=2, sparql_memory_bytes=10**9) as it:
        alone = _slowest(site.get, page)
        attackers = [threading.Thread(target=it.post, args=(FOR_EVER,)) for _ in range(2)]
        for attacker in attackers:
            attacker.start()
        until(lambda: len(it.at_work) == 2)
        beside = _slowest(site.get, page)
        assert len(it.at_work) == 2
        for process in it.at_work:
            os.kill(process, signal.SIGKILL)
        for attacker in attackers:
            attacker.join()
    assert beside < alone + 0.1, (alone, beside)


def test_the_command_serves_a_release_that_was_built(tmp_path: Path) -> None:
    """``omgrep sparql`` finds the dump that ``omgrep build`` has made; without one it says so."""
    root = tmp_path / "root"
    make_root(root)
    (root / "all.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{BASE}c/cat> a skos:Concept ; skos:prefLabel "cat"@en .\n'
    )
    refused = omgrep(root, "sparql", "--lang", "en", "--port", "0")
    assert (refused.returncode, refused.stderr[:20]) == (2, "There is no Release ")
    assert omgrep(root, "build", "--no-check").returncode == 0
    with endpoint(root) as it:
        found = it.get(f"SELECT ?l {{ <{BASE}c/cat> ?p ?l FILTER(ISLITERAL(?l)) }}")
        assert [row["l"]["value"] for row in found.rows] == ["cat"]


def _slowest(get: object, page: str) -> float:
    slowest = 0.0
    assert callable(get)
    for _ in range(200):
        start = time.monotonic()
        status, _, _ = get(page)
        assert status == 200
        slowest = max(slowest, time.monotonic() - start)
    return slowest


def _ask_in_vain(running: Endpoint) -> None:
    with contextlib.suppress(OSError, EOFError):
        running.post(FOR_EVER)


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
