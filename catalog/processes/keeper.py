"""Keeper: a process that has something loaded and forks itself for each piece of work.

A fork costs milliseconds and shares what is loaded, so nothing is read again when one has to be
killed, and no work finds anything that another one left.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import select
import signal
import socket
import struct
import time
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, Final, NoReturn

from catalog.processes.confinement import confine, memory_used

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

    from catalog.processes.confinement import Bounds

LENGTH: Final = struct.Struct("!Q")
"""Before an answer: how many bytes it has."""
ENDED: Final = struct.Struct("!i")
"""Behind an answer, from the keeper: the exit status of the process, negative for a signal."""
MEMORY: Final = 17
"""Exit status of work that found no more memory; below these, ``work`` gives its own."""
BROKEN: Final = 18
"""Exit status of work that fell over."""
GRACE: Final = 1.0
"""Seconds beyond the limit after which the keeper ends what no alarm has ended."""
PIECE: Final = 65_536


@dataclass(frozen=True, slots=True)
class Child:
    """A process at work."""

    pid: int
    line: socket.socket
    until: float


class Keeper:
    """Starts a process for each line, waits for them, and tells how each ended.

    A line is a socket: the order is read from it until its end, and the answer written to it.
    ``work`` makes of an order an exit status from 0 to 16 and the answer. Of ``most`` at a time,
    further lines wait where they come from.
    """

    def __init__(
        self, work: Callable[[bytes], tuple[int, bytes]], bounds: Bounds, most: int = 1_000_000
    ) -> None:
        self._work = work
        self._bounds = bounds
        self._most = most
        gc.collect()
        gc.freeze()
        self._loaded = memory_used()
        self._quiet = os.open(os.devnull, os.O_RDWR)
        self._children: dict[int, Child] = {}
        self._poll = select.poll()
        self._listening = False

    def run(
        self,
        door: socket.socket,
        take: Callable[[], socket.socket],
        word: socket.socket | None = None,
    ) -> None:
        """Take lines at ``door`` until ``take`` raises EOFError or the parent has gone.

        Then nobody waits for an answer any more. After anything is said on ``word``, or it is
        closed, no more lines are taken, and the work under way is the last.
        """
        woken, wakes = socket.socketpair()
        for end in (woken, wakes):
            end.settimeout(0)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        self._poll.register(woken, select.POLLIN)
        if word is not None:
            self._poll.register(word, select.POLLIN)
        parent, leaving = os.getppid(), False
        try:
            while os.getppid() == parent and not (leaving and not self._children):
                self._listen(door, wanted=not leaving and len(self._children) < self._most)
                for number, _ in self._poll.poll(GRACE * 1000):
                    if number == door.fileno():
                        with contextlib.suppress(BlockingIOError):  # another keeper took it
                            self._start(take())
                    elif number == woken.fileno():
                        woken.recv(PIECE)
                    elif number in self._children:
                        # The client has gone, and the server with its end of the line.
                        os.kill(self._children[number].pid, signal.SIGKILL)
                        self._poll.unregister(number)
                    else:
                        self._poll.unregister(number)
                        leaving = True
                self._reap()
        except EOFError:
            return
        finally:
            for child in self._children.values():
                os.kill(child.pid, signal.SIGKILL)

    def _listen(self, door: socket.socket, *, wanted: bool) -> None:
        """Hear or don't hear that somebody is at the door."""
        if wanted and not self._listening:
            self._poll.register(door, select.POLLIN)
        elif self._listening and not wanted:
            self._poll.unregister(door)
        self._listening = wanted

    def _start(self, line: socket.socket) -> None:
        pid = os.fork()
        if pid == 0:
            self._answer(line)
        until = time.monotonic() + self._bounds.seconds + GRACE
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
        """Do one piece of work; this is all that a forked process does."""
        outcome = BROKEN
        try:
            signal.set_wakeup_fd(-1)
            for standard in range(3):
                os.dup2(self._quiet, standard)
            last = os.dup2(line.fileno(), 3)
            os.closerange(last + 1, os.sysconf("SC_OPEN_MAX"))
            with socket.socket(fileno=last) as mine:
                order = b"".join(iter(lambda: mine.recv(PIECE), b""))
                confine(self._bounds, self._loaded + len(order))
                outcome, body = self._work(order)
                mine.sendall(LENGTH.pack(len(body)))
                mine.sendall(body)
        except MemoryError:
            outcome = MEMORY
        except BaseException:  # noqa: BLE001 — nothing of the keeper's may go on in here
            outcome = BROKEN
        os._exit(outcome)


def whole(content: bytes | bytearray) -> tuple[int, bytes]:
    """Return the exit status and the answer in what came through a line.

    Raises EOFError for an answer that isn't whole: that is none.
    """
    if len(content) < ENDED.size:
        raise EOFError
    (status,) = ENDED.unpack_from(content, len(content) - ENDED.size)
    answer = content[: -ENDED.size]
    if status < 0 or len(answer) < LENGTH.size:
        return status, b""
    (length,) = LENGTH.unpack_from(answer)
    if len(answer) != LENGTH.size + length:
        raise EOFError
    return status, bytes(answer[LENGTH.size :])


def spawn(target: Callable[..., None], arguments: tuple[Any, ...]) -> BaseProcess:
    """Start a process for a keeper.

    It is a new interpreter: a fork of a server would have its threads' locks and its connections.
    """
    processes = multiprocessing.get_context("spawn")
    process = processes.Process(target=target, args=arguments, daemon=True)
    # Ctrl-C must not meet the new process while it still reads its own code: a mask is inherited.
    # The tracker would take it off.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return process


def settle() -> None:
    """Begin as a keeper, in the process that ``spawn`` started.

    Ctrl-C is for the server, and the server can end the whole group at once.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
