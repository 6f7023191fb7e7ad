"""The body of a POST: read once, bounded in bytes, in time and in how many threads wait."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from catalog.web import problems
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from catalog.limits import Limits
    from catalog.web.answer import Environ

    class Source(Protocol):
        """What a body is read from (PEP 3333, ``wsgi.input``)."""

        def read(self, size: int, /) -> bytes:
            """Return so many bytes; fewer at the end alone."""
            ...


LENGTH: Final = 12
"""Digits of a Content-Length that are worth reading as a number."""


FIRST: Final = 8
"""Bytes of the first piece: after it, and each further one, is seen how fast they come."""


class Bodies:
    """Reads bodies. A client that sends slowly holds a thread, so only some may be read at once."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.body_bytes
        self._patience = limits.body_wait_seconds
        self._slots = threading.BoundedSemaphore(limits.open_bodies)
        self._seconds = limits.body_seconds
        self._rate = limits.body_rate

    def read(self, environ: Environ, most: int = 0) -> bytes:
        """Return the body. Raises Problem: 408, 413 before a larger one is read, 415, 503.

        ``most`` is what it may have, in bytes, where that isn't what others may.
        """
        most = most or self._most
        if environ.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() != "identity":
            # RFC 9110 §15.5.16; a packed body could unpack to anything.
            raise Problem(415, problems.MEDIA_TYPE, {"known": ("Content-Encoding: identity",)})
        told = environ.get("CONTENT_LENGTH", "")
        if told.isascii() and told.isdigit() and int(told[-LENGTH:]) > most:
            raise _too_large(most)
        with self.turn():
            body = self._received(environ["wsgi.input"], most + 1)
        if len(body) > most:
            raise _too_large(most)
        return body

    def _received(self, source: Source, most: int) -> bytes:
        """Return what comes, up to ``most`` bytes. Raises Problem: 400, 408.

        granian returns from a read when all that was asked for is there. So the first pieces are
        small, and each may be as large as all before: of a client that drips a little is awaited.
        One that stops altogether is let go by nobody here; docs/operating.md says by whom.
        """
        body = bytearray()
        begun = time.monotonic()
        while len(body) < most:
            try:
                piece = source.read(min(max(FIRST, len(body)), most - len(body)))
            except OSError:
                raise Problem(400, problems.BODY, {"known": ("Content-Length",)}) from None
            if not piece:
                break
            body += piece
            if time.monotonic() - begun > self._seconds + len(body) / self._rate:
                raise Problem(408, problems.SLOW_BODY)  # RFC 9110 §15.5.9
        return bytes(body)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a thread for somebody's sake; so many may be. Raises Problem: 503."""
        if not self._slots.acquire(timeout=self._patience):
            raise Problem(503, problems.BUSY, wait=5)
        try:
            yield
        finally:
            self._slots.release()


def _too_large(most: int) -> Problem:
    return Problem(413, problems.BODY_LENGTH, {"most": most})


def media_type(environ: Environ) -> str:
    """Return the type of the body in lower case, without parameters (RFC 9110 §8.3.1)."""
    told: str = environ.get("CONTENT_TYPE", "")
    return told.partition(";")[0].strip().lower()
