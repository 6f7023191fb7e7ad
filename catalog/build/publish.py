"""From a finished folder to the Release that is served: sync, verify, one rename, roll back."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.build.archive import archive
from catalog.build.disk import FOLDER_MODE, UNFINISHED, settle, sync
from catalog.errors import BuildBusy, ReleaseBroken, ReleaseMissing, StorageFailed
from catalog.release.folder import CURRENT, current_folder
from catalog.release.manifest import NAME, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.release.manifest import Manifest

LOCK: Final = ".lock"


@contextlib.contextmanager
def workplace(releases: Path) -> Iterator[Path]:
    """Give an empty folder to build in, alone; it is gone afterwards unless it was published.

    What an interrupted build left behind is removed first. Raises BuildBusy while another build
    of the same root runs, StorageFailed where the folder can't be made.
    """
    try:
        releases.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        lock = (releases / LOCK).open("w")
    except OSError as problem:
        raise StorageFailed(str(releases), reason=problem.strerror or str(problem)) from None
    with lock:
        try:
            # The kernel drops the lock when the process dies, however it dies (flock(2)).
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildBusy(str(releases)) from None
        for rest in releases.glob(f"{UNFINISHED}*"):
            shutil.rmtree(rest, ignore_errors=True)
        try:
            folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
        except OSError as problem:
            raise StorageFailed(str(releases), reason=problem.strerror or str(problem)) from None
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(
    folder: Path, releases: Path, manifest: Manifest, kept: int, *, lasting: bool = True
) -> Path:
    """Make the finished ``folder`` the current Release, and return where it lies now.

    Every file is on the disk, verified and archived before anything changes for readers; then the
    folder gets its name, and one rename of a link switches over. A crash at any point leaves either
    the former Release or this one, whole; one that isn't to be ``lasting`` has no need of that.
    Raises StorageFailed, ReleaseBroken.
    """
    try:
        if lasting:
            settle(folder)
            verify(folder)
            archive(folder, releases, manifest)
        home, copy = releases / manifest.id, 2
        while home.exists() and not _is_whole(home, manifest):
            # A damaged one of the same content may be the one that is served: leave it alone.
            home, copy = releases / f"{manifest.id}.{copy}", copy + 1
        if not home.exists():
            folder.rename(home)
            sync(releases)
        _point_at(releases, home.name)
        _prune(releases, kept)
    except OSError as problem:
        raise StorageFailed(str(releases), reason=problem.strerror or str(problem)) from None
    return home


def roll_back(releases: Path, release: str = "") -> str:
    """Make an earlier Release current again, the one before or the one named; return its id.

    Raises ReleaseMissing where there is none, ReleaseBroken where it isn't whole.
    """
    current = current_folder(releases)
    others = [folder for folder in finished(releases) if folder.name != current.name]
    chosen = [folder for folder in others if folder.name == release] if release else others
    if not chosen:
        raise ReleaseMissing(str(releases / release) if release else str(releases))
    verify(chosen[-1])
    _point_at(releases, chosen[-1].name)
    return chosen[-1].name


def finished(releases: Path) -> list[Path]:
    """Return the Releases on disk, the one made last at the end."""
    found = [
        folder
        for folder in releases.iterdir()
        if folder.is_dir() and not folder.is_symlink() and (folder / NAME).is_file()
        and not folder.name.startswith(".")
    ]  # fmt: skip
    return sorted(found, key=lambda folder: (folder.stat().st_mtime_ns, folder.name))


def _is_whole(home: Path, manifest: Manifest) -> bool:
    try:
        return verify(home) == manifest
    except ReleaseBroken:
        return False


def _point_at(releases: Path, name: str) -> None:
    """Switch ``current`` to ``name`` in one step; ``ln -sf`` would take two."""
    link = releases / f"{UNFINISHED}link"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    link.replace(releases / CURRENT)
    sync(releases)


def _prune(releases: Path, kept: int) -> None:
    """Remove the oldest Releases beyond ``kept``; never the current one."""
    current = current_folder(releases).name
    for folder in finished(releases)[:-kept]:
        if folder.name != current:
            # Out of sight first, so that a crash leaves no half Release under a good name.
            grave = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
            folder.rename(grave / folder.name)
            shutil.rmtree(grave, ignore_errors=True)
