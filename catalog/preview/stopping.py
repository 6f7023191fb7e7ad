"""How the preview is stopped: by a signal, which ends what is under way even where it is lost."""

from __future__ import annotations

import contextlib
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPS: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


@dataclass(slots=True)
class Stop:
    """Whether a signal to stop has come."""

    asked: bool = False


@contextlib.contextmanager
def until_stopped() -> Iterator[Stop]:
    """Let the first signal to stop end what is within, and no further one disturb the end of it.

    The signal raises KeyboardInterrupt, and Python drops what is raised while an object is being
    thrown away (``object.__del__``). So whatever repeats itself must look at the Stop too.
    """
    told = Stop()
    unraisable = sys.unraisablehook

    def stop(_number: int, _frame: object) -> NoReturn:
        told.asked = True
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    def dropped(problem: sys.UnraisableHookArgs) -> None:
        if problem.exc_type is not KeyboardInterrupt:
            unraisable(problem)

    before = {number: signal.signal(number, stop) for number in STOPS}
    sys.unraisablehook = dropped
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield told
    finally:
        sys.unraisablehook = unraisable
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Let no signal to stop come before what is within is done; a new process inherits that."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
