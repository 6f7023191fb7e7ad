"""What a process that works on somebody's text may do: compute, for a while, in some memory."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NICENESS: Final = 10
"""Everything else on the machine, the site too, goes before such work."""
KILL_FIRST: Final = "1000"
"""Where the system runs out of memory it is these that it ends (proc(5))."""
PAGES_OF_DATA: Final = 5
"""Which number of ``/proc/self/statm`` is the memory that ``RLIMIT_DATA`` counts."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one piece of work may take, and how much memory and stack."""

    seconds: float
    memory_bytes: int
    stack_bytes: int


def memory_used() -> int:
    """Return the bytes that ``RLIMIT_DATA`` counts of this process now."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[PAGES_OF_DATA]
    return int(pages) * resource.getpagesize()


def confine(bounds: Bounds, loaded: int) -> None:
    """Let this process compute and nothing else, from now on; the system sees to it.

    It can open no file and no socket, so that even a text that names another place reaches
    nobody; write no file; start no process. Beyond the memory allowed above what was ``loaded``
    it is aborted, and beyond the time an alarm ends it, whether or not anybody watches.
    """
    with contextlib.suppress(OSError):  # not in every container
        Path("/proc/self/oom_score_adj").write_text(KILL_FIRST, encoding="ascii")
    os.nice(NICENESS)
    restrain(bounds, loaded)
    for nothing in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):
        _at_most(nothing, 0)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)


def restrain(bounds: Bounds, loaded: int) -> None:
    """Bound the memory and stack of this process from now on; an alarm that is set ends it.

    It leaves no picture of its memory behind, in which somebody's text could be read.
    """
    _at_most(resource.RLIMIT_STACK, bounds.stack_bytes)
    _at_most(resource.RLIMIT_DATA, loaded + bounds.memory_bytes)
    _at_most(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _at_most(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most))
