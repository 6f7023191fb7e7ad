"""The body of a POST: bounded before it is read, and in how many are read at once."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import threading
import time
from typing import TYPE_CHECKING

import pytest

from catalog.limits import LIMITS
from catalog.web.body import Bodies, media_type
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.web.answer import Environ
    from tests.web.conftest import Live

SMALL = dataclasses.replace(LIMITS, body_bytes=10, open_bodies=1, body_wait_seconds=0.01)


class Sent(io.BytesIO):
    """A body that tells how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read like a file."""
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def environ(body: bytes, **more: str) -> Environ:
    """Return a request with a body."""
    return {"wsgi.input": Sent(body), "CONTENT_LENGTH": str(len(body)), **more}


def test_a_body_within_bounds_is_read_whole() -> None:
    """Up to the very last byte that is allowed."""
    assert Bodies(SMALL).read(environ(b"0123456789")) == b"0123456789"
    assert Bodies(SMALL).read(environ(b"")) == b""


def test_a_large_body_is_refused_before_it_is_read() -> None:
    """What it says of its length is enough (RFC 9110 §15.5.14)."""
    asked = environ(b"x" * 1_000_000)
    with pytest.raises(Problem) as refused:
        Bodies(SMALL).read(asked)
    assert refused.value.status == 413
    assert asked["wsgi.input"].taken == 0


@pytest.mark.parametrize("told", ["", "3", "-1", "٣", "1e9"])
def test_a_body_that_says_less_than_it_is_is_read_no_further(told: str) -> None:
    """One byte too many is enough to know."""
    asked = environ(b"x" * 1_000_000, CONTENT_LENGTH=told)
    with pytest.raises(Problem) as refused:
        Bodies(SMALL).read(asked)
    assert refused.value.status == 413
    assert asked["wsgi.input"].taken == 11


@pytest.mark.parametrize("told", ["9" * 30, "9" * 100_000])
def test_a_length_of_any_length_is_refused(told: str) -> None:
    """No number is too long to be understood as too much."""
    with pytest.raises(Problem) as refused:
        Bodies(SMALL).read(environ(b"", CONTENT_LENGTH=told))
    assert refused.value.status == 413


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "identity, gzip"])
def test_a_packed_body_is_refused(coding: str) -> None:
    """It could unpack to anything (RFC 9110 §15.5.16)."""
    with pytest.raises(Problem) as refused:
        Bodies(SMALL).read(environ(b"x", HTTP_CONTENT_ENCODING=coding))
    assert refused.value.status == 415


def test_a_slow_body_keeps_only_its_own_slot() -> None:
    """While one client dawdles another is told to come back, and then served."""
    bodies, started, go_on = Bodies(SMALL), threading.Event(), threading.Event()

    class Slow(Sent):
        def read(self, size: int | None = -1, /) -> bytes:
            started.set()
            go_on.wait(10)
            return super().read(size)

    slow = environ(b"slow") | {"wsgi.input": Slow(b"slow")}
    thread = threading.Thread(target=bodies.read, args=(slow,))
    thread.start()
    started.wait(10)
    with pytest.raises(Problem) as refused:
        bodies.read(environ(b"next"))
    assert (refused.value.status, refused.value.wait) == (503, 5)
    go_on.set()
    thread.join()
    assert bodies.read(environ(b"next")) == b"next"


class Dripping(Sent):
    """A body that comes a piece at a time, with a pause before each."""

    def __init__(self, pieces: list[bytes], pause: float) -> None:
        super().__init__()
        self.pieces, self.pause = pieces, pause

    def read(self, size: int | None = -1, /) -> bytes:
        """Wait, and give what comes next."""
        del size
        time.sleep(self.pause)
        return self.pieces.pop(0) if self.pieces else b""


def test_a_body_that_comes_too_slowly_is_given_up() -> None:
    """Long before its end; the next one is read at once."""
    bodies = Bodies(dataclasses.replace(SMALL, body_seconds=0.2, body_rate=1_000_000))
    source = Dripping([b"x"] * 9, 0.1)
    with pytest.raises(Problem) as refused:
        bodies.read({"wsgi.input": source})
    assert refused.value.status == 408
    assert len(source.pieces) >= 5
    assert bodies.read(environ(b"next")) == b"next"


def test_so_little_is_asked_for_that_a_dripping_client_is_noticed() -> None:
    """No piece is larger than all before it, so that none takes longer than they did."""
    asked: list[int] = []

    class Telling(Sent):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    limits = dataclasses.replace(SMALL, body_bytes=1_000_000)
    assert len(Bodies(limits).read({"wsgi.input": Telling(b"x" * 900_000)})) == 900_000
    assert asked[0] <= 8
    assert all(size <= max(8, sum(asked[:place])) for place, size in enumerate(asked))
    assert len(asked) < 30


def test_a_long_body_has_the_time_that_it_takes() -> None:
    """What comes fast enough may come for longer than a short one may."""
    limits = dataclasses.replace(SMALL, body_bytes=100_000, body_seconds=0.15, body_rate=20_000)
    pieces = [b"x" * 2_000] * 10
    assert len(Bodies(limits).read({"wsgi.input": Dripping(pieces, 0.05)})) == 20_000


def test_a_body_that_breaks_off_is_never_taken_for_a_whole_one() -> None:
    """The client is told, if it still listens."""

    class Broken(Sent):
        def read(self, size: int | None = -1, /) -> bytes:
            del size
            if self.taken:
                raise OSError
            return super().read(2)

    with pytest.raises(Problem) as refused:
        Bodies(SMALL).read({"wsgi.input": Broken(b"half")})
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "told, expected",
    [
        ("", ""),
        ("application/json", "application/json"),
        ("Application/JSON; charset=utf-8", "application/json"),
        (" text/plain ;x", "text/plain"),
    ],
)
def test_the_type_of_a_body_has_no_parameters(told: str, expected: str) -> None:
    """It is compared in lower case (RFC 9110 §8.3.1)."""
    assert media_type({"CONTENT_TYPE": told}) == expected


def test_clients_that_never_send_their_body_stop_nobody(live: Live) -> None:
    """A real server goes on to answer others while bodies are awaited on many connections."""
    import socket  # noqa: PLC0415 — for this test alone

    head = (
        b"POST /api/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 1000\r\n\r\n{"
    )
    waiting = [socket.create_connection(("127.0.0.1", live.port)) for _ in range(20)]
    try:
        for connection in waiting:
            connection.sendall(head)
        for _ in range(20):
            assert live.get("/nb/c/cat")[0] == 200
    finally:
        for connection in waiting:
            connection.close()


def test_clients_that_drip_do_not_stop_those_who_post(live: Live) -> None:
    """More than there are slots send a byte now and then: others are soon served all the same."""
    import socket  # noqa: PLC0415 — for this test alone

    head = (
        b"POST /api/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 1000\r\n\r\n{"
    )
    dripping = [socket.create_connection(("127.0.0.1", live.port)) for _ in range(4)]
    try:
        for connection in dripping:
            connection.sendall(head)
        deadline = time.monotonic() + 20
        while _posted(live.port) != 200:
            assert time.monotonic() < deadline, "they hold every slot"
            for connection in dripping:
                with contextlib.suppress(OSError):  # it was answered and hung up on
                    connection.sendall(b" ")
            time.sleep(0.2)
    finally:
        for connection in dripping:
            connection.close()


def _posted(port: int) -> int:
    """Return the status of a small POST."""
    import http.client  # noqa: PLC0415

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        body = '{"iris": ["https://id.example.org/c/cat"]}'
        connection.request("POST", "/api/batch", body, {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()
