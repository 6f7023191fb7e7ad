"""Which files the preview follows, and the thread that hears when one of them is saved."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import watchfiles

from catalog.settings import FILE_NAME, program_folder
from catalog.source.files import IGNORED, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.settings import Settings

SITE: Final = ("templates", "translations", "static", "pages")

LISTENING: Final = 1_000
"""Milliseconds after which a thread that hears nothing looks whether it should end."""

Sign = tuple[tuple[str, int, int], ...]
"""Each followed folder and the settings file, with what tells one from the next."""


class Watch:
    """Follows the sources of one catalogue, and the program's own site and shapes.

    ``saved`` is set when the data, the rules or the settings changed, ``site`` when templates,
    texts or styles did.
    """

    def __init__(self, settings: Settings) -> None:
        self.saved = threading.Event()
        self.site = threading.Event()
        self._settings = settings
        self._stop = threading.Event()
        self._sign = self._look()
        self._followed: Sign = ()
        self._always = threading.Event()
        self._start([program_folder("shapes")], _is_turtle, self.saved, self._always)
        self._start(
            [program_folder("site") / name for name in SITE], _is_kept, self.site, self._always
        )
        self.follow(settings)

    def follow(self, settings: Settings) -> None:
        """Follow the folders of ``settings`` from now on, where they are others than before."""
        self._settings = settings
        self._sign = self._look()
        followed = self._sign[1:]
        if followed == self._followed:
            return
        self._followed = followed
        self._stop.set()
        self._stop = threading.Event()
        root, releases = settings.root, settings.release_folder.resolve()

        def source(path: str) -> bool:
            return _is_source(Path(path), root) and not Path(path).is_relative_to(releases)

        self._start(self._folders(), source, self.saved, self._stop)

    def look(self) -> None:
        """Notice what no folder tells: the settings, and folders that came, went or were moved."""
        sign = self._look()
        if sign != self._sign:
            self._sign = sign
            self.saved.set()

    def close(self) -> None:
        """Follow nothing any more."""
        self._stop.set()
        self._always.set()

    def _folders(self) -> list[Path]:
        starts = [(self._settings.root / source).resolve() for source in self._settings.sources]
        return sorted({start.parent if start.is_file() else start for start in starts})

    def _look(self) -> Sign:
        return tuple(
            _sign(path, whole=path.name == FILE_NAME)
            for path in (self._settings.root / FILE_NAME, *self._folders())
        )

    def _start(
        self,
        folders: list[Path],
        wanted: Callable[[str], bool],
        heard: threading.Event,
        stop: threading.Event,
    ) -> None:
        there = [folder for folder in folders if folder.is_dir()]
        if there:
            quiet = self._settings.limits.preview_quiet_milliseconds
            arguments = (there, wanted, heard, stop, quiet)
            threading.Thread(target=_listen, args=arguments, daemon=True).start()


def _listen(
    folders: list[Path],
    wanted: Callable[[str], bool],
    heard: threading.Event,
    stop: threading.Event,
    quiet: int,
) -> None:
    # A folder that goes away ends this; `look` sees that, and the next round follows anew.
    with contextlib.suppress(OSError):
        for _ in watchfiles.watch(
            *folders,
            watch_filter=lambda _change, path: wanted(path),
            step=quiet,
            rust_timeout=LISTENING,
            stop_event=stop,
            ignore_permission_denied=True,
        ):
            heard.set()


def _sign(path: Path, *, whole: bool) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), status.st_ino, status.st_mtime_ns if whole else 0)


def _is_source(path: Path, root: Path) -> bool:
    """Tell whether a change at ``path`` may be one of a source: a file, or a folder of them."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts[-1:]
    if any(part.startswith(".") or part in IGNORED for part in parts):
        return False
    return path.suffix in SUFFIXES or not path.suffix


def _is_turtle(path: str) -> bool:
    return path.endswith(SUFFIXES)


def _is_kept(path: str) -> bool:
    """Tell whether ``path`` isn't one of those that an editor writes beside what it saves."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith("~")
