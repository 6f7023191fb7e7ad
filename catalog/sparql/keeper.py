"""The process that keeps one Release loaded and forks itself for each query.

A fork costs milliseconds and shares what is loaded, so nothing is read again when a query has to
be killed, and no query finds anything that another one left.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec
import pyoxigraph

from catalog.release.manifest import fingerprint
from catalog.sparql.confinement import confine, memory_used
from catalog.sparql.evaluation import Catalogue, Order, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.settings import Limits

READY: Final = b"ready "
"""Said when the Release is loaded, with the number of its statements behind it."""
LENGTH: Final = struct.Struct("!Q")
"""Before an answer: how many bytes it has."""
ENDED: Final = struct.Struct("!i")
"""Behind an answer, from the keeper: the exit status of the process, negative for a signal."""
GRACE: Final = 1.0
"""Seconds beyond the limit after which the keeper ends what no alarm has ended."""
PIECE: Final = 65_536


def keep(wire: socket.socket, dump: Path, sha256: str, graph: str, limits: Limits) -> None:
    """Load ``dump`` and answer until the other end of ``wire`` is closed.

    Each message on the wire brings one end of a line: the order is read from it until its end,
    and the answer written to it.
    """
    os.setsid()  # Ctrl-C is for the server, and the server can end the whole group at once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        if fingerprint(dump) != sha256:
            wire.sendall(b"sha256")
            return
        store = pyoxigraph.Store()
        name = pyoxigraph.NamedNode(graph)
        store.load(path=dump, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)
    except (OSError, SyntaxError, ValueError) as problem:
        wire.sendall((getattr(problem, "strerror", None) or str(problem)).encode()[:PIECE])
        return
    gc.collect()
    gc.freeze()
    wire.sendall(READY + str(len(store)).encode())
    with contextlib.suppress(ConnectionError):
        Keeper(wire, Catalogue(store, graph), limits).run()


@dataclass(frozen=True, slots=True)
class Child:
    """A process at work on one query."""

    pid: int
    line: socket.socket
    until: float


class Keeper:
    """Starts a process for each line, waits for them, and tells how each ended."""

    def __init__(self, wire: socket.socket, catalogue: Catalogue, limits: Limits) -> None:
        self._wire = wire
        self._catalogue = catalogue
        self._limits = limits
        self._loaded = memory_used()
        self._quiet = os.open(os.devnull, os.O_RDWR)
        self._children: dict[int, Child] = {}
        self._poll = select.poll()

    def run(self) -> None:
        """Work until the server has gone; then nobody waits for an answer any more."""
        woken, wakes = socket.socketpair()
        for end in (woken, wakes):
            end.settimeout(0)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        self._poll.register(self._wire, select.POLLIN)
        self._poll.register(woken, select.POLLIN)
        try:
            while True:
                for number, _ in self._poll.poll(GRACE * 1000 if self._children else None):
                    if number == self._wire.fileno():
                        message, lines, _, _ = socket.recv_fds(self._wire, 1, 1)
                        if not message:
                            return
                        self._start(socket.socket(fileno=lines[0]))
                    elif number == woken.fileno():
                        woken.recv(PIECE)
                    elif number in self._children:
                        # The client has gone, and the server with its end of the line.
                        os.kill(self._children[number].pid, signal.SIGKILL)
                        self._poll.unregister(number)
                self._reap()
        finally:
            for child in self._children.values():
                os.kill(child.pid, signal.SIGKILL)

    def _start(self, line: socket.socket) -> None:
        pid = os.fork()
        if pid == 0:
            self._answer(line)
        until = time.monotonic() + self._limits.sparql_seconds + GRACE
        self._children[line.fileno()] = Child(pid, line, until)
        self._poll.register(line, 0)  # hanging up is told without being asked for

    def _reap(self) -> None:
        for number, child in list(self._children.items()):
            if time.monotonic() > child.until:
                os.kill(child.pid, signal.SIGKILL)
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if not pid:
                continue
            del self._children[number]
            with contextlib.suppress(KeyError):
                self._poll.unregister(number)
            with contextlib.suppress(OSError), child.line:
                # The server reads all the time; it may be behind by what a socket holds.
                child.line.settimeout(GRACE)
                child.line.sendall(ENDED.pack(os.waitstatus_to_exitcode(status)))

    def _answer(self, line: socket.socket) -> NoReturn:
        """Do one query; this is all that a forked process does."""
        outcome = Outcome.BROKEN
        try:
            signal.set_wakeup_fd(-1)
            for standard in range(3):
                os.dup2(self._quiet, standard)
            last = os.dup2(line.fileno(), 3)
            os.closerange(last + 1, os.sysconf("SC_OPEN_MAX"))
            with socket.socket(fileno=last) as mine:
                order = b"".join(iter(lambda: mine.recv(PIECE), b""))
                confine(self._limits, self._loaded)
                outcome, body = self._catalogue.evaluate(
                    msgspec.json.decode(order, type=Order), self._limits.sparql_answer_bytes
                )
                mine.sendall(LENGTH.pack(len(body)))
                mine.sendall(body)
        except MemoryError:
            outcome = Outcome.MEMORY
        except BaseException:  # noqa: BLE001 — nothing of the keeper's may go on in here
            outcome = Outcome.BROKEN
        os._exit(outcome)
