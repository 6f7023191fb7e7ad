"""A feed fetched from a real server on loopback: what is asked, and an end to every server."""

from __future__ import annotations

import contextlib
import dataclasses
import http.server
import os
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from catalog.errors import FeedUnavailable
from catalog.fetching import fetch, is_url, read
from catalog.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BODY = "<http://a.example/blåbær> a <http://a.example/Bær> .\n".encode()
QUICK = dataclasses.replace(LIMITS, feed_seconds=1.0, feed_quiet_seconds=0.4, feed_bytes=100_000)


@contextlib.contextmanager
def serving(answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server that gives every request to ``answer``; yields its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with contextlib.suppress(OSError):
                answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def send(
    handler: http.server.BaseHTTPRequestHandler,
    status: int = 200,
    body: bytes = BODY,
    **headers: str,
) -> None:
    """Answer with a status, headers (``_`` for ``-``) and a body whose length is told."""
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def reason(url: str, *, accept: str = "text/turtle") -> str:
    """Why nothing can be had."""
    started = time.monotonic()
    with pytest.raises(FeedUnavailable) as raised:
        fetch(url, accept, QUICK)
    assert time.monotonic() - started < 5
    return str(raised.value.facts["reason"])


def test_the_request_is_the_harvester_s() -> None:
    """The registered Accept to the letter, no Accept-Encoding, no cookies, no credentials."""
    asked: dict[str, str] = {}

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.update(handler.headers.items())
        asked["path"] = handler.path
        send(handler, Content_Encoding="x")

    with serving(answer) as url:
        received = fetch(f"{url}/feed/blåbær.ttl?a=%20b&c=d#part", "text/turtle;q=0.9, */*")
    assert (received.status, received.content, received.encoding) == (200, BODY, "x")
    assert asked.pop("User-Agent").startswith("omgrep/")
    assert asked.pop("Host") in url
    assert asked == {
        "Accept": "text/turtle;q=0.9, */*",
        "Connection": "close",
        "path": "/feed/bl%C3%A5b%C3%A6r.ttl?a=%20b&c=d",
    }


def test_redirects_are_followed_within_the_protocol() -> None:
    """Relative and absolute ones; one to another protocol is told and not followed."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        where = {
            "/a": "b",
            "/b": "/c?d=e",
            "/s": "https://127.0.0.1:1/",
            "/f": "file:///etc/passwd",
        }
        location = where.get(handler.path)
        if location is None:
            send(handler)
        else:
            send(handler, 302, b"", Location=location)

    with serving(answer) as url:
        assert fetch(f"{url}/a", "text/turtle").content == BODY
        for path, target in (("/s", "https://127.0.0.1:1/"), ("/f", "file:///etc/passwd")):
            received = fetch(url + path, "text/turtle")
            assert (received.status, received.location, received.content) == (302, target, b"")


def test_redirects_without_end_are_ended() -> None:
    """After twenty, as Java's client does."""
    asked = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        send(handler, 307, b"", Location=f"/{len(asked)}")

    with serving(answer) as url:
        received = fetch(url, "text/turtle")
    assert received.status == 307
    assert received.location.endswith("/21")
    assert len(asked) == 21


@pytest.mark.parametrize("status", [204, 301, 304, 403, 404, 500, 503])
def test_another_status_has_no_content(status: int) -> None:
    """A redirect to nowhere is a status like any other; a page about an error is not read."""
    with serving(
        lambda handler: send(handler, status, b"" if status in {204, 304} else BODY)
    ) as url:
        received = fetch(url, "text/turtle")
    assert (received.status, received.content, received.location) == (status, b"", "")


@pytest.mark.parametrize("told", [True, False])
def test_a_gigabyte_is_left_at_the_limit(told: bool) -> None:
    """Told beforehand none of it is read; otherwise hardly more than the limit."""
    sent = 0

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        if told:
            handler.send_header("Content-Length", str(1024**3))
        handler.end_headers()
        for _ in range(16 * 1024):
            sent += handler.wfile.write(b"#" * 64 * 1024)

    with serving(answer) as url:
        received = fetch(url, "text/turtle", QUICK)
        assert not received.whole
        assert len(received.content) <= QUICK.feed_bytes + 64 * 1024
        time.sleep(0.1)
    assert sent < 64 * 1024**2


def test_a_feed_of_exactly_the_limit_is_whole() -> None:
    """The limit is the largest that is read."""
    body = b"#" * QUICK.feed_bytes
    with serving(lambda handler: send(handler, body=body)) as url:
        assert fetch(url, "text/turtle", QUICK).content == body
    with serving(lambda handler: send(handler, body=body + b"#")) as url:
        assert not fetch(url, "text/turtle", QUICK).whole


def test_a_server_that_says_nothing_is_left() -> None:
    """It takes the request and is silent, or is silent within the body."""

    def within(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(BODY)
        handler.wfile.flush()
        time.sleep(2)

    for answer in (lambda _handler: time.sleep(2), within):
        with serving(answer) as url:
            assert reason(url) == "feed-slow"


@pytest.mark.parametrize("where", ["status", "headers", "body"])
def test_a_server_that_drips_is_left(where: str) -> None:
    """A byte now and then is never silence; the time in all is what ends it."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        start = {"status": b"HTTP/1.0 200 ", "headers": b"HTTP/1.0 200 OK\r\nX-A: ", "body": b""}
        handler.wfile.write(start[where] or b"HTTP/1.0 200 OK\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)

    with serving(answer) as url:
        assert reason(url) == "feed-slow"


def test_an_answer_that_is_cut_is_none() -> None:
    """Half a feed would remove the other half nationally, so it is never judged."""

    def short(handler: http.server.BaseHTTPRequestHandler) -> None:
        send(handler, Content_Length="1000")

    def chunked(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\n# abc\r\n")

    for answer in (short, chunked):
        with serving(answer) as url:
            assert reason(url) == "feed-cut"


def test_what_is_no_answer_is_told() -> None:
    """A server that speaks something else, hangs up, isn't there, or has no TLS."""

    def noise(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-x\r\n")

    with serving(noise) as url:
        assert reason(url) == "feed-connection"
        assert reason(url.replace("http:", "https:")) == "feed-certificate"
    with serving(lambda handler: handler.connection.close()) as url:
        assert reason(url) == "feed-connection"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}/") == "feed-connection"
    assert reason("http://no-such-host.invalid/") == "feed-host"


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x", "file:///etc/passwd", "http://", "http:///x", "http://[::1", "http://a:b/",
     "http://a.example/\r\nX: y", "http://a.example/a b", "http://a:99999/", "data://x"],
)  # fmt: skip
def test_what_is_no_address_is_not_asked(url: str) -> None:
    """Other protocols, halves of an address, and what could smuggle a header."""
    assert is_url(url)
    assert reason(url) == "feed-address"


def test_credentials_are_refused_and_not_repeated() -> None:
    """A password on a command line must not come back in a report or a log."""
    with pytest.raises(FeedUnavailable) as raised:
        fetch("https://user:secret@a.example/feed", "text/turtle")
    assert raised.value.facts["reason"] == "feed-credentials"
    assert "secret" not in str(raised.value)


def test_an_accept_can_not_smuggle_a_header() -> None:
    """A line break in it is refused."""
    with serving(send) as url:
        assert "nvalid header" in reason(url, accept="text/turtle\r\nX-A: b")


def test_a_file_is_read_as_if_it_had_been_sent(tmp_path: Path) -> None:
    """Up to the limit."""
    path = tmp_path / "feed.ttl"
    path.write_bytes(BODY)
    assert (read(path).status, read(path).content, read(path).whole) == (200, BODY, True)
    path.write_bytes(b"#" * (QUICK.feed_bytes + 5))
    assert not read(path, QUICK).whole


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, nothing, and a pipe, which would never end."""
    os.mkfifo(tmp_path / "pipe")
    for name, told in (("", "feed-folder"), ("none", "feed-missing"), ("pipe", "feed-no-file")):
        with pytest.raises(FeedUnavailable) as raised:
            read(tmp_path / name)
        assert raised.value.facts["reason"] == told
