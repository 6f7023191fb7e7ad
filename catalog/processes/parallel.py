"""The same work on all cores: forks inherit what is read, since to send it would take longer."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

MOST: Final = 8
"""Beyond this the one process that writes is what the others wait for."""

Job = TypeVar("Job")
Done = TypeVar("Done")


def in_order(work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
    """Yield ``work`` of each job, in the order of ``jobs``.

    One after the other in this process where it may not fork. What ``work`` raises is raised here,
    and a process that the system ends is a MemoryError: that is why a system ends one.
    """
    processes = min(cores(), MOST, len(jobs))
    if processes < 2 or not may_fork():  # noqa: PLR2004 — one is alone
        yield from map(work, jobs)
        return
    context = multiprocessing.get_context("fork")
    others: list[tuple[ForkProcess, Connection]] = []
    try:
        for number in range(processes):
            answers, told = context.Pipe(duplex=False)
            mine = jobs[number::processes]
            other = context.Process(target=_do, args=(work, mine, told), daemon=True)
            # An interrupt between the fork and the list would leave a process that nobody knows.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            other.start()
            others.append((other, answers))
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            told.close()
        for index in range(len(jobs)):
            done, problem = others[index % processes][1].recv()
            if problem is not None:
                raise problem
            yield done
    except EOFError as problem:
        raise MemoryError from problem
    finally:
        # Also when interrupted: nobody waits for what the others are in the middle of.
        for other, answers in others:
            other.kill()
            other.join()
            answers.close()


def may_fork() -> bool:
    """Tell whether this process can be forked without harm.

    A fork has only one of its parent's threads, and locks that the others held stay locked. On
    macOS the system's own libraries start threads unseen.
    """
    return (
        "fork" in multiprocessing.get_all_start_methods()
        and sys.platform != "darwin"
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


@contextlib.contextmanager
def no_collecting() -> Iterator[None]:
    """Collect no garbage meanwhile: nearly all that is made stays until the work is done.

    Looking through millions of objects again and again would cost half the time, and in a fork
    it would write to, and so copy, every page that is shared with its parent.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def cores() -> int:
    """Return how many cores this process may use; ``taskset`` and containers give fewer."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _do(work: Callable[[Job], Done], jobs: Sequence[Job], told: Connection) -> None:
    """Do ``jobs`` in a forked process. An interrupt ends it at once: its parent tells of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for job in jobs:
        try:
            told.send((work(job), None))
        except BrokenPipeError:
            return
        except Exception as problem:  # noqa: BLE001 — whatever it is, it is raised there
            told.send((None, problem))
            return
