"""The body of a POST: bounded before it is read, and in how many are read at once."""

from __future__ import annotations

import dataclasses
import io
import threading
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
