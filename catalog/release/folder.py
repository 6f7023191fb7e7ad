"""Where Releases lie: one folder each, and a link named ``current`` to the one that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.errors import ReleaseMissing
from catalog.release.manifest import NAME

if TYPE_CHECKING:
    from pathlib import Path

CURRENT: Final = "current"

Sign = tuple[str, int, int]
"""A folder and its manifest's inode and time: a folder may be replaced under the same name."""


def current_folder(releases: Path) -> Path:
    """Return the folder that ``current`` points to, with the link resolved.

    Who reads several files of a Release keeps this path, or two of them could be of different
    Releases. Raises ReleaseMissing where nothing has been built.
    """
    try:
        target = (releases / CURRENT).readlink()
    except OSError:
        raise ReleaseMissing(str(releases)) from None
    return releases / target


def sign(folder: Path) -> Sign:
    """Return what tells the Release in ``folder`` apart from any other that was there."""
    try:
        status = (folder / NAME).stat()
    except OSError:
        return (folder.name, 0, 0)
    return (folder.name, status.st_ino, status.st_mtime_ns)
