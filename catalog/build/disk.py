"""Files that are to last: their modes, whatever the umask, and waiting until the disk has them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

UNFINISHED: Final = ".new-"
"""What everything begins with that isn't finished; the next build removes it."""
FOLDER_MODE: Final = 0o755
FILE_MODE: Final = 0o644


def settle(folder: Path) -> None:
    """Give every file the same mode whatever the umask, and wait until the disk has it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(FILE_MODE)
            sync(path)
    for path in [folder, *(it for it in folder.rglob("*") if it.is_dir())]:
        path.chmod(FOLDER_MODE)
        sync(path)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
