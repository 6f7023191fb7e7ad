"""Where Releases lie: one folder each, and a link named ``current`` to the one that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.errors import ReleaseMissing

if TYPE_CHECKING:
    from pathlib import Path

CURRENT: Final = "current"


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
