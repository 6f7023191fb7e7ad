"""The whole server on loopback: its processes, and Releases that come and go under load."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from catalog.release import current_folder
from tests.conftest import build
from tests.web.conftest import serving, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Live

ONE = '<c/cat> a skos:Concept ; skos:prefLabel "name {}"@en .'
BUILD = "import sys, pathlib; from tests.conftest import build; build(pathlib.Path(sys.argv[1]))"


def test_head_and_304_go_through_the_server(live: Live) -> None:
    """The server adds no body and keeps the length that HEAD tells."""
    status, headers, body = live.get("/c/cat.nt")
    assert status == 200
    assert int(headers["content-length"]) == len(body)
    status, head, nothing = live.get("/c/cat.nt", "HEAD")
    assert (status, nothing) == (200, b"")
    assert head["content-length"] == headers["content-length"]
    status, unchanged, nothing = live.get("/c/cat.nt", If_None_Match=headers["etag"])
    assert (status, nothing, unchanged["etag"]) == (304, b"", headers["etag"])
    assert live.get("/c/cat.nt", "OPTIONS")[0] == 204


def test_connections_are_kept_open(live: Live) -> None:
    """Several requests go over one connection, 304 and HEAD and problems between them."""
    request = b"%b HTTP/1.1\r\nHost: localhost\r\n%b\r\n"
    raw = b"".join(
        [
            request % (b"GET /c/cat.nt", b""),
            request % (b"HEAD /c/cat.nt", b""),
            request % (b"GET /c/cat.nt", b"If-None-Match: *\r\n"),
            request % (b"OPTIONS /c/cat.nt", b""),
            request % (b"GET /nobody", b""),
            request % (b"GET /-/health", b"Connection: close\r\n"),
        ]
    )
    answer = live.raw(raw)
    statuses = re.findall(rb"HTTP/1\.1 ([0-9]{3}) ", answer)
    assert statuses == [b"200", b"200", b"304", b"204", b"404", b"200"]
    assert answer.rstrip().endswith(b"}")


def test_the_first_answer_comes_soon_and_a_stop_is_clean(small_root: Path) -> None:
    """SIGTERM ends every process, and the port is free again."""
    with serving(small_root, workers=2) as server:
        assert server.get("/-/health")[0] == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0
        assert is_free(server.port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_every_process_stops_the_server(
    small_root: Path, number: signal.Signals
) -> None:
    """Ctrl-C and systemd signal the workers as well as their parent; they must not hang."""
    with serving(small_root, workers=4) as server:
        assert server.get("/-/health")[0] == 200
        os.killpg(server.process.pid, number)
        assert server.process.wait(5) == 0


def test_no_worker_outlives_its_parent(small_root: Path) -> None:
    """After a SIGKILL of the parent the port is soon free, so it can be started again."""
    with serving(small_root, workers=2) as server:
        assert server.get("/-/health")[0] == 200
        server.process.kill()
        deadline = time.monotonic() + 10
        while not is_free(server.port):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_server_without_a_release_waits_for_one(tmp_path: Path) -> None:
    """503 until the first build, and then the answer, without a restart."""
    write_root(tmp_path)
    with serving(tmp_path) as server:
        assert server.get("/-/health")[0] == 503
        build(tmp_path)
        assert wait_for_release(server, current_folder(tmp_path / "release").name)


def test_a_worker_that_dies_is_started_again(small_root: Path) -> None:
    """SIGKILL of a worker costs its own connections and nothing more."""
    with serving(small_root, workers=2) as server:
        assert server.get("/-/health")[0] == 200
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(server.process.pid)],
            capture_output=True, text=True, check=True,
        ).stdout.split()  # fmt: skip
        os.kill(int(children[-2]), signal.SIGKILL)
        deadline = time.monotonic() + 20
        good = 0
        while good < 20 and time.monotonic() < deadline:
            try:
                good += server.get("/-/health")[0] == 200
            except OSError:
                good = 0
            time.sleep(0.02)
        assert good == 20


def test_releases_come_and_builds_die_without_a_failed_request(tmp_path: Path) -> None:
    """Under load each answer is whole and of one Release, and in the end all are of the newest.

    Between the builds that finish, others are killed (SIGKILL) somewhere on their way.
    """
    write_root(tmp_path, ONE.format(0))
    names = {build(tmp_path).name: "name 0"}
    with serving(tmp_path, workers=2) as server:
        answers: list[tuple[int, str, str]] = []
        failures: list[str] = []
        done = threading.Event()

        def ask(url: str) -> None:
            while not done.is_set():
                try:
                    status, headers, body = server.get(url)
                    answers.append((status, headers.get("catalog-release", ""), body.decode()))
                except OSError as problem:
                    failures.append(repr(problem))

        urls = ["/c/cat.ttl", "/en/c/cat", "/api/search?q=name", "/c/cat.json?x=1"]
        threads = [threading.Thread(target=ask, args=(url,)) for url in urls]
        for thread in threads:
            thread.start()
        try:
            for number in range(1, 7):
                write_root(tmp_path, ONE.format(number))
                if number % 3 == 0:
                    kill_a_build(tmp_path, after=0.15 * number)
                names[build(tmp_path).name] = f"name {number}"
                time.sleep(0.3)
            newest = current_folder(tmp_path / "release").name
            assert wait_for_release(server, newest)
        finally:
            done.set()
            for thread in threads:
                thread.join()
        assert not failures
        assert {status for status, _, _ in answers} == {200}
        for _, release, body in answers:
            assert names[release] in body
        assert len({release for _, release, _ in answers}) > 3


def is_free(port: int) -> bool:
    """Tell whether nobody listens at ``port``."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == errno.ECONNREFUSED


def kill_a_build(root: Path, after: float) -> None:
    """Start a build and kill it on its way, as power failures and out-of-memory killers do."""
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(root)])
    time.sleep(after)
    process.kill()
    process.wait()


def wait_for_release(server: Live, release: str) -> bool:
    """Tell whether every worker comes to serve ``release`` within some seconds."""
    deadline, seen = time.monotonic() + 20, 0
    while seen < 10 and time.monotonic() < deadline:
        status, _, body = server.get("/-/health")
        seen = seen + 1 if status == 200 and json.loads(body)["release"] == release else 0
        time.sleep(0.02)
    return seen == 10
