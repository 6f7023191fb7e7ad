"""Crew: many messages on all cores, of which none can hold up or end the others."""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import os
import signal
import sys
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from catalog.processes.confinement import memory_used, restrain
from catalog.processes.keeper import BROKEN, MEMORY
from catalog.processes.parallel import MOST, cores, may_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext

    from catalog.processes.confinement import Bounds

AT_ONCE: Final = 16
"""Answers that are sent together: each for itself would cost a tenth of the time."""

Job = TypeVar("Job")
Done = TypeVar("Done")


def judge_all(
    work: Callable[[Job], Done],
    jobs: Sequence[Job],
    lost: Callable[[Job, int], Done],
    bounds: Bounds,
) -> Iterator[Done]:
    """Yield ``work`` of each job, in the order of ``jobs``.

    Each job may cost what ``bounds`` allow. One that needs more ends its process; ``lost`` makes
    what is yielded for it, of the job and the exit status, and a new process does the rest. Where
    this process may not fork, or isn't on Linux, the jobs are done in it, without bounds.
    """
    if sys.platform != "linux" or not may_fork():
        yield from map(work, jobs)
        return
    count = min(cores(), MOST, len(jobs))
    hands = [_Hand(work, jobs[number::count], bounds) for number in range(count)]
    try:
        for hand in hands:
            hand.start()
        for index, job in enumerate(jobs):
            hand = hands[index % count]
            done, status = hand.next()
            yield lost(job, status) if done is None else done
    finally:
        for hand in hands:
            hand.end()


class _Hand(Generic[Job, Done]):
    """A process that does its share of the jobs, or those that come after one after the other."""

    _context: ForkContext = multiprocessing.get_context("fork")

    def __init__(self, work: Callable[[Job], Done], jobs: Sequence[Job], bounds: Bounds) -> None:
        self._work = work
        self._jobs = jobs
        self._bounds = bounds
        self._next = 0
        self._first = 0
        self._singly = False
        self._ready: collections.deque[Done] = collections.deque()

    def start(self, *, singly: bool = False) -> None:
        """Begin with the first job that isn't done; ``singly`` where it may be one that ends us."""
        self._first = self._next
        self._singly = singly
        self._answers, told = self._context.Pipe(duplex=False)
        self._process = self._context.Process(
            target=_do,
            args=(self._work, self._jobs[self._next :], self._bounds, told, singly),
            daemon=True,
        )
        # An interrupt between the fork and the assignment would leave a process nobody knows.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        told.close()

    def next(self) -> tuple[Done | None, int]:
        """Return the next job's result, or None and the exit status of the process it ended."""
        if not self._ready:
            try:
                self._ready.extend(self._answers.recv())
            except (EOFError, OSError):
                return self._over()
        self._next += 1
        return self._ready.popleft(), 0

    def end(self) -> None:
        """Let nothing go on."""
        with contextlib.suppress(AttributeError):  # it was never started
            self._process.kill()
            self._process.join()
            self._answers.close()

    def _over(self) -> tuple[Done | None, int]:
        self._process.join()
        status = self._process.exitcode or BROKEN
        self._answers.close()
        alone = self._next == self._first
        if not self._singly or (not alone and status != -signal.SIGALRM):
            # It isn't known which of several it was, or those before left too little memory.
            self.start(singly=True)
            return self.next()
        self._next += 1
        if self._next < len(self._jobs):
            self.start(singly=True)
        return None, status


def _do(
    work: Callable[[Job], Done],
    jobs: Sequence[Job],
    bounds: Bounds,
    told: Connection,
    singly: bool,  # noqa: FBT001 — a process is given its arguments by place
) -> None:
    """Do ``jobs`` in a forked process. An interrupt ends it at once: its parent tells of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    status = 0
    ready: list[Done] = []
    try:
        restrain(bounds, memory_used())
        for number, job in enumerate(jobs):
            signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
            ready.append(work(job))
            signal.setitimer(signal.ITIMER_REAL, 0)
            if len(ready) == AT_ONCE or (singly and number < AT_ONCE):
                told.send(ready)
                ready = []
    except MemoryError:
        status = MEMORY
    except Exception:  # noqa: BLE001 — whatever it is, the job can't be done and others can
        status = BROKEN
    signal.setitimer(signal.ITIMER_REAL, 0)
    with contextlib.suppress(BrokenPipeError):
        if ready:
            told.send(ready)
    # Not through what Python does in the end: that may need the memory that isn't there.
    told.close()
    os._exit(status)
