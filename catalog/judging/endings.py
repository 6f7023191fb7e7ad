"""How a process that judged a message may end, and what that says of the message."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

from catalog.model.requirement import FATAL
from catalog.model.verdict import Finding, Verdict
from catalog.processes.keeper import MEMORY

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.model.resource import Link

JUDGED: Final = 0
UNKNOWN: Final = 10
"""The requirement isn't in the Release that is loaded."""
REFUSED: Final = 11
"""Nobody can judge by the requirement, since its model or a rule has a fault."""
NO_ROOM: Final = frozenset({
    MEMORY,
    -signal.SIGABRT,  # what C does where it gets no memory
    -signal.SIGSEGV,  # it has outgrown the stack
    -signal.SIGKILL,  # what a system does that runs out of memory
})  # fmt: skip


def stopped(requirement: Link, version: str, status: int, limits: Limits) -> Verdict:
    """Return what is said of a message whose process ended with ``status`` and no verdict.

    The codes are those of ``catalog.message.could_not_tell``.
    """
    if status == -signal.SIGALRM:
        finding = Finding("out-of-time", FATAL, values={"seconds": f"{limits.message_seconds:g}"})
    elif status in NO_ROOM:
        finding = Finding("out-of-memory", FATAL)
    else:
        finding = Finding("stopped", FATAL, values={"status": str(status)})
    return Verdict(requirement, version, (finding,), {FATAL: 1}, told=False)
