"""Zip archives: files → one file, whose bytes depend on nothing but theirs."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What every file in the zip is dated: the earliest that there is (APPNOTE 4.4.6)."""
MODE: Final = 0o100644 << 16
UNIX: Final = 3

Entry = tuple[str, bytes]
"""A file by its path in the archive; nothing of the data stands in a path but by ``file_name``."""


def write_archive(file: BinaryIO, entries: Iterable[Entry]) -> None:
    """Write the files into a zip, in their order. Raises OSError."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in entries:
            info = zipfile.ZipInfo(name, TIME)
            # Whatever system this is made on; zipfile would write its own.
            info.create_system = UNIX
            info.external_attr = MODE
            archive.writestr(info, body, zipfile.ZIP_DEFLATED, compresslevel=9)
