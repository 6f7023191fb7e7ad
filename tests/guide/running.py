"""Running: a command that goes on while its reader goes on reading."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

WAIT: Final = 60.0
"""Seconds that anything may take on a busy machine."""
BUILT: Final = re.compile(r"^\d\d:\d\d:\d\d  .*\n", re.MULTILINE)
SERVED: Final = re.compile(r"http://[\w.]+:\d+/")


class Differs(AssertionError):
    """The guide says other than what happens."""


@dataclass(slots=True)
class Running:
    """A command that goes on until it is stopped: the preview, or the server."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, words: list[str], root: Path, variables: Mapping[str, str]) -> Self:
        """Start it on a free port; nothing else in the command is changed."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        running = cls(
            subprocess.Popen(
                [*words, "--port", str(port)],
                cwd=root,
                env=dict(variables),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        )
        threading.Thread(target=running._read, daemon=True).start()
        return running

    @property
    def address(self) -> str:
        """Where it is, as it says itself, with a slash at the end."""
        self._wait(lambda: SERVED.search("".join(self.lines)) is not None)
        found = SERVED.search("".join(self.lines))
        return found[0] if found else ""

    def page(self, path: str = "") -> str:
        """Return a page of it, when it has begun to answer."""
        end = time.monotonic() + WAIT
        while True:
            try:
                with urlopen(self.address + path, timeout=WAIT) as page:  # noqa: S310 — our own
                    return str(page.read().decode())
            except URLError as problem:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise Differs(f"no answer: {''.join(self.lines)}") from problem
            time.sleep(0.05)

    @property
    def rounds(self) -> int:
        """How many times the preview has told that it has built."""
        return len(BUILT.findall("".join(self.lines)))

    def built(self, after: int = 0) -> str:
        """Return the last line that tells of a round, when there were more than ``after``."""
        self._wait(lambda: self.rounds > after)
        return str(BUILT.findall("".join(self.lines))[-1])

    def stop(self) -> int:
        """Stop it as Ctrl-C does, and return how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)

    def _wait(self, wanted: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT
        while not wanted():
            if time.monotonic() > end or self.process.poll() is not None:
                raise Differs(f"never said what was waited for: {''.join(self.lines)}")
            time.sleep(0.02)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
