"""The last State, for many threads that wait for the next one."""

from __future__ import annotations

import threading

from catalog.preview.state import State


class Board:
    """Shows one State; whoever waits is woken by a new one."""

    def __init__(self) -> None:
        self.state = State(run="")
        self._changed = threading.Condition()

    def put(self, state: State) -> None:
        """Show ``state`` from now on."""
        with self._changed:
            self.state = state
            self._changed.notify_all()

    def wait(self, name: str, seconds: float) -> State | None:
        """Return a State that isn't called ``name``, or None where none came in time."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.name != name, seconds)
            return self.state if self.state.name != name else None
