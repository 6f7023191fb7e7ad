"""Asking for a verdict: from a process that knows nothing of judging, through a socket."""

from __future__ import annotations

import errno
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.judging.endings import JUDGED, REFUSED, UNKNOWN, stopped
from catalog.model.verdict import Verdict
from catalog.processes.keeper import GRACE, PIECE, whole

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.model.resource import Link

TURNS: Final = 3
"""How many times the time for one message somebody waits for a verdict: others come before."""


class Absent(Exception):
    """Nobody judges here, or by this requirement."""


class Busy(Exception):
    """Nobody has time to judge, or who judged has ended: it is worth asking again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a message is to be judged by; the message stands behind it, on the next line.

    ``day`` (ISO 8601) is when it is sent, by which it is told which rules apply.
    """

    name: str
    version: str
    day: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the id of the Release whose requirement it was judged by."""

    release: str
    verdict: Verdict


class Desk:
    """Where verdicts are had. ``address`` is the path of a socket; empty where nobody judges."""

    def __init__(self, address: str, limits: Limits) -> None:
        self._address = address
        self._limits = limits
        self._patience = TURNS * limits.message_seconds + GRACE

    def ask(self, requirement: Link, order: Order, message: bytes) -> Judged:
        """Return the verdict on a message; one that could not be told says why.

        Raises Absent, and Busy where the answer doesn't come.
        """
        status, body = self._send(msgspec.json.encode(order) + b"\n" + message)
        if status == UNKNOWN:
            raise Busy  # There is a new Release, and one of us hasn't gone over to it yet.
        if status == REFUSED:
            raise Absent
        if status == JUDGED:
            return msgspec.json.decode(body, type=Judged)
        return Judged("", stopped(requirement, order.version, status, self._limits))

    def _send(self, order: bytes) -> tuple[int, bytes]:
        if not self._address:
            raise Absent
        end = time.monotonic() + self._patience
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(self._patience)
                line.connect(self._address)
                line.sendall(order)
                line.shutdown(socket.SHUT_WR)
                content = bytearray()
                while True:
                    line.settimeout(max(end - time.monotonic(), 0.01))
                    piece = line.recv(PIECE)
                    if not piece:
                        return whole(content)
                    content += piece
        except (BlockingIOError, BrokenPipeError, ConnectionResetError, EOFError, TimeoutError):
            raise Busy from None
        except OSError as problem:
            if problem.errno in {errno.ENOENT, errno.ECONNREFUSED}:
                raise Absent from None
            raise
