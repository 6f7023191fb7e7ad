"""The same work on all cores: forks inherit what is read, since to send it would take longer."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST: Final = 8
"""Beyond this the one process that writes is what the others wait for."""

Job = TypeVar("Job")
Done = TypeVar("Done")

_work: Callable[..., object] | None = None
"""What a forked process does; set only while there are forks."""


def in_order(work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
    """Yield ``work`` of each job, in the order of ``jobs``."""
    processes = min(len(os.sched_getaffinity(0)), MOST, len(jobs))
    if processes < 2:  # noqa: PLR2004 — one is alone
        yield from map(work, jobs)
        return
    global _work  # noqa: PLW0603 — a fork inherits it
    _work = work
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_do, jobs)
    finally:
        _work = None


@contextlib.contextmanager
def no_collecting() -> Iterator[None]:
    """Collect no garbage meanwhile: nearly all that a build makes stays until it is written.

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


def _do(job: object) -> object:
    assert _work is not None  # noqa: S101 — set before the fork
    return _work(job)
