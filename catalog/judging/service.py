"""Service: has messages judged beside a server, by whatever Release is current."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from catalog.errors import CatalogError, ReleaseBroken
from catalog.judging.begin import begin
from catalog.processes.keeper import spawn
from catalog.release import current_folder
from catalog.release.folder import sign
from catalog.release.requirements import stored

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from catalog.limits import Limits
    from catalog.release.folder import Sign
    from catalog.settings import Settings

LOG: Final = logging.getLogger(__name__)
DOOR: Final = "door"


class Service:
    """Starts a process that judges, again where it ends, and another for each new Release.

    All of them take orders at one door, so that nobody notices the change. ``address`` is its
    path, in a folder that only this user may enter; empty on systems without Linux' limits for a
    process, where nothing is judged.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._now: _Keeper | None = None
        self._leaving: list[_Keeper] = []
        self._refused: tuple[Sign | None, float] = (None, 0.0)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="judging", daemon=True)
        self._door = socket.socket(socket.AF_UNIX)
        self.address = ""

    def __enter__(self) -> Self:
        """Open the door, and get somebody behind it before long."""
        if sys.platform == "linux":
            folder = tempfile.mkdtemp(prefix="omgrep-")
            self.address = str(Path(folder) / DOOR)
            self._door.bind(self.address)
            self._door.listen()
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End every process."""
        self._stop.set()
        if self.address:
            self._thread.join()
        for keeper in (self._now, *self._leaving):
            if keeper is not None:
                keeper.end()
        self._door.close()
        if self.address:
            shutil.rmtree(Path(self.address).parent, ignore_errors=True)

    @property
    def process(self) -> int:
        """Return the number of the process that judges now, 0 where none does."""
        return self._now.pid if self._now else 0

    def _watch(self) -> None:
        while True:
            try:
                self._look()
            except CatalogError as problem:
                LOG.error("Messages can't be judged: %s", problem)  # noqa: TRY400 — it says what is wrong
            except Exception:
                LOG.exception("Messages can't be judged")
            if self._stop.wait(self._settings.limits.release_poll_seconds):
                return

    def _look(self) -> None:
        """Go over to the current Release, where it is another, and start again what has ended."""
        for keeper in [it for it in self._leaving if it.has_ended]:
            self._leaving.remove(keeper)
            keeper.end()
        if self._now is not None and self._now.has_ended:
            LOG.error("Process %s, which judged messages, has ended", self._now.pid)
            self._now.end()
            self._now = None
            self._refused = (None, 0.0)
        folder = current_folder(self._settings.release_folder)
        found = sign(folder)
        if (self._now is not None and self._now.sign == found) or not self._may_try(found):
            return
        newer = None
        if stored(folder):
            newer = _Keeper(self._door, folder, found, self._settings.limits)
            newer.wait(self._settings.limits.judging_load_seconds, self._stop)
        older, self._now = self._now, newer
        if older is not None:
            older.leave()
            self._leaving.append(older)

    def _may_try(self, found: Sign) -> bool:
        refused, since = self._refused
        pause = self._settings.limits.release_retry_seconds
        if refused == found and time.monotonic() - since < pause:
            return False
        self._refused = (found, time.monotonic())
        return True


class _Keeper:
    """A process that judges by one Release, as the server sees it."""

    def __init__(self, door: socket.socket, folder: Path, found: Sign, limits: Limits) -> None:
        self.sign = found
        self._folder = folder
        self._word, theirs = socket.socketpair()
        with theirs:
            self._process: BaseProcess = spawn(begin, (door, theirs, folder, folder.name, limits))

    @property
    def pid(self) -> int:
        """Return its number."""
        return self._process.pid or 0

    @property
    def has_ended(self) -> bool:
        """Tell whether it has ended."""
        return bool(connection.wait([self._process.sentinel], 0))

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Wait until it is ready. Raises ReleaseBroken where that takes too long or it ends."""
        end = time.monotonic() + seconds
        self._word.settimeout(0.1)
        said = None
        while said is None and time.monotonic() < end and not stop.is_set():
            with contextlib.suppress(TimeoutError):
                said = self._word.recv(16)
        if not said:
            self.end()
            if not stop.is_set():
                raise ReleaseBroken(
                    str(self._folder), reason="timeout" if said is None else "killed"
                )

    def leave(self) -> None:
        """Tell it that the messages that it judges now are its last."""
        with contextlib.suppress(OSError):
            self._word.sendall(b"leave")

    def end(self) -> None:
        """End it and every process of it, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._word.close()
