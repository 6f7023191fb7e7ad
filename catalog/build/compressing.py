"""Large files in every content coding: made once, since nobody waits for hundreds of megabytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from catalog.formats import FILES_BY_NAME
from catalog.formats.coding import BROTLI, EXTENSIONS, GZIP, ZSTD, compressor
from catalog.model.dataset import Encoded

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.limits import Limits
    from catalog.model.dataset import Download

LARGE: Final = 16 * 1024 * 1024
EFFORT: Final = {BROTLI: 6, ZSTD: 7, GZIP: 6}
EFFORT_OF_LARGE: Final = {BROTLI: 5, ZSTD: 4, GZIP: 4}
"""Levels: the files of 100,000 concepts take a tenth of the build; what the higher ones take
longer is more than they save."""
PIECE: Final = 1024 * 1024
"""Bytes that are read at a time."""


def worth_compressing(file: Download, limits: Limits) -> bool:
    """Tell whether a file is text and too large to be compressed when it is asked for."""
    return FILES_BY_NAME[file.format].text and file.size > limits.cached_answer_bytes


def compressed(path: Path, coding: str) -> Encoded:
    """Write ``path`` in ``coding`` beside it and return what that is. Raises OSError."""
    effort = EFFORT if path.stat().st_size <= LARGE else EFFORT_OF_LARGE
    stream = compressor(coding, effort[coding])
    target = path.with_name(f"{path.name}.{EXTENSIONS[coding]}")
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            made = stream.compress(piece)
            digest.update(made)
            file.write(made)
        made = stream.flush()
        digest.update(made)
        file.write(made)
        size = file.tell()
    return Encoded(coding, target.name, size, digest.hexdigest())
