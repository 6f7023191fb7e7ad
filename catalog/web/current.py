"""Which Release is served: opened when ``current`` points to it, swapped in one assignment."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import threading
import time
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.errors import CatalogError, ReleaseMissing
from catalog.model.address import interface_languages
from catalog.release import Release, current_folder
from catalog.release.folder import sign as release_sign
from catalog.release.schema import SEARCH
from catalog.search import Searcher
from catalog.web.answers import Answers

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.release.folder import Sign
    from catalog.settings import Settings

LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Opened:
    """A Release and its search index; the index is closed when the last request lets go of it.

    ``files`` are the names of the downloads, by what they hold and by format.
    """

    release: Release
    searcher: Searcher
    languages: tuple[str, ...]
    first_language: str
    licence: str
    files: dict[str, dict[str, str]]
    sign: Sign


@dataclass(frozen=True, slots=True)
class Serving:
    """All that one answer is made of: a request keeps it from its start to its end."""

    opened: Opened
    today: dt.date
    answers: Answers

    @property
    def release(self) -> Release:
        """Return the Release."""
        return self.opened.release

    @property
    def searcher(self) -> Searcher:
        """Return the search of the Release."""
        return self.opened.searcher

    @property
    def first_language(self) -> str:
        """Return the language for readers who haven't said which."""
        return self.opened.first_language

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the catalogue that the interface is offered in."""
        return self.opened.languages


class Current:
    """Holds what is served now; ``serving`` is None until there is a Release."""

    def __init__(self, settings: Settings) -> None:
        """Open the current Release, if there is one."""
        self.serving: Serving | None = None
        self.waiting = ""
        self._left = False
        self._settings = settings
        self._refused: tuple[Sign | None, float] = (None, 0.0)
        self._lock = threading.Lock()
        self.look()

    def watch(self) -> None:
        """Look for a new Release from now on, in a thread of its own, as long as this lives."""
        thread = threading.Thread(
            target=_watch,
            args=(weakref.ref(self), self._settings.limits.release_poll_seconds),
            name="release-watch",
            daemon=True,
        )
        thread.start()

    def look(self) -> None:
        """Go over to the Release that ``current`` points to, and to a new day.

        One that can't be opened is logged and asked again a little later; what was served until
        now stays, whole, with its own index.
        """
        with self._lock:
            if self._left:
                # Rendered pages leave cycles that hold their Release, and with it open files.
                self._left = False
                gc.collect()
            serving = self.serving
            opened = serving.opened if serving else None
            name = ""
            try:
                folder = current_folder(self._settings.release_folder)
                name, sign = folder.name, release_sign(folder)
                if opened is None or opened.sign != sign:
                    if not self._may_try(sign):
                        return
                    opened = _open(folder, sign)
                    self._refused = (None, 0.0)
                self.waiting = ""
            except ReleaseMissing:
                # Between two Releases there is always one; without any, keep what we have.
                self.waiting = "missing"
            except CatalogError as problem:
                self._refuse(problem, name)
            except Exception as problem:  # noqa: BLE001 — a broken file fails in many ways
                self._refuse(problem, name)
            today = _today()
            if opened is not None and (
                serving is None or serving.opened is not opened or serving.today != today
            ):
                self.serving = Serving(opened, today, Answers(self._settings.limits))
                self._left = serving is not None

    def _may_try(self, sign: Sign) -> bool:
        refused, since = self._refused
        pause = self._settings.limits.release_retry_seconds
        if refused == sign and time.monotonic() - since < pause:
            return False
        self._refused = (sign, time.monotonic())
        return True

    def _refuse(self, problem: Exception, name: str) -> None:
        if self.waiting != name:
            LOG.error("Release %s can't be opened, the former one stays: %s", name, problem)
        self.waiting = name


def _watch(holder: weakref.ref[Current], pause: float) -> None:
    while True:
        time.sleep(pause)
        current = holder()
        if current is None:
            return
        current.look()
        del current


def _open(folder: Path, sign: Sign) -> Opened:
    release = Release.open(folder)
    searcher = Searcher.open(folder / SEARCH)
    written = release.manifest.languages
    offered = interface_languages(written)
    first = next((lang for lang in written if lang in offered), offered[0])
    opened = Opened(release, searcher, offered, first, _licence(release), _files(release), sign)
    # Requests under way hold `opened`; when the last one drops it, nothing asks the index again.
    weakref.finalize(opened, searcher.close).atexit = False
    return opened


def _files(release: Release) -> dict[str, dict[str, str]]:
    """Return the names of what can be downloaded, by what it holds and by format."""
    files: dict[str, dict[str, str]] = {}
    for file in release.manifest.downloads:
        if not file.profile:
            files.setdefault(file.owner, {})[file.format] = file.name
    return files


def _licence(release: Release) -> str:
    for row in release.of_kind("catalog", 0, 1).rows:
        found = release.find_iri(row.link.iri)
        licence = release.record(found).licence if found else None
        if licence is not None:
            return licence.iri
    return ""


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
