"""What a process that evaluates somebody's query may do: compute, for a while, in some memory."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from catalog.settings import Limits

NICENESS: Final = 10
"""Everything else on the machine, the site too, goes before a query."""
KILL_FIRST: Final = "1000"
"""Where the system runs out of memory it is the queries that it ends (proc(5))."""
PAGES_OF_DATA: Final = 5
"""Which number of ``/proc/self/statm`` is the memory that ``RLIMIT_DATA`` counts."""


def memory_used() -> int:
    """Return the bytes that ``RLIMIT_DATA`` counts of this process now."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[PAGES_OF_DATA]
    return int(pages) * resource.getpagesize()


def confine(limits: Limits, loaded: int) -> None:
    """Let this process compute and nothing else, from now on; the system sees to it.

    It can open no file and no socket, so that even a query that asks for a service reaches
    nobody; write no file; start no process. Beyond the memory allowed above what was ``loaded``
    it is aborted, and beyond the time an alarm ends it, whether or not anybody watches.
    """
    with contextlib.suppress(OSError):  # not in every container
        Path("/proc/self/oom_score_adj").write_text(KILL_FIRST, encoding="ascii")
    os.nice(NICENESS)
    _at_most(resource.RLIMIT_STACK, limits.sparql_stack_bytes)
    _at_most(resource.RLIMIT_DATA, loaded + limits.sparql_memory_bytes)
    for nothing in (
        resource.RLIMIT_NOFILE,
        resource.RLIMIT_NPROC,
        resource.RLIMIT_FSIZE,
        resource.RLIMIT_CORE,
    ):
        _at_most(nothing, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.sparql_seconds)


def _at_most(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most))
