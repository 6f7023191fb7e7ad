"""Content codings (RFC 9110 §8.4.1): brotli, zstd and gzip, of bytes and of streams."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli
import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

BROTLI: Final = "br"
ZSTD: Final = "zstd"
GZIP: Final = "gzip"
CODINGS: Final = (BROTLI, ZSTD, GZIP)
"""Those that are offered, the one that makes the fewest bytes first."""
EXTENSIONS: Final = {BROTLI: "br", ZSTD: "zst", GZIP: "gz"}
WINDOW_LOG: Final = 23
"""zstd may look back 8 MB and no further, so that every client has room to unpack (RFC 9659 §3)."""
WITH_HEADER: Final = 16 + zlib.MAX_WBITS
"""Tells zlib to write gzip; the time in its header is none, so the bytes are always the same."""


class Compressor(Protocol):
    """A stream that is being compressed."""

    def compress(self, piece: bytes, /) -> bytes:
        """Return what is ready after ``piece``."""

    def flush(self) -> bytes:
        """Return the rest."""


class _Brotli:
    def __init__(self, effort: int) -> None:
        self._inner = brotli.Compressor(quality=effort)

    def compress(self, piece: bytes, /) -> bytes:
        return bytes(self._inner.process(piece))

    def flush(self) -> bytes:
        return bytes(self._inner.finish())


def compress(coding: str, body: bytes, effort: int) -> bytes:
    """Return ``body`` in ``coding``, the same bytes each time."""
    if coding == BROTLI:
        return bytes(brotli.compress(body, quality=effort))
    if coding == ZSTD:
        return zstandard.ZstdCompressor(compression_params=_zstd(effort, len(body))).compress(body)
    return gzip.compress(body, effort, mtime=0)


def compressor(coding: str, effort: int) -> Compressor:
    """Return a stream that compresses into ``coding``."""
    return _COMPRESSORS[coding](effort)


def _zstd(effort: int, size: int) -> zstandard.ZstdCompressionParameters:
    chosen = zstandard.ZstdCompressionParameters.from_level(effort, source_size=size)
    return zstandard.ZstdCompressionParameters.from_level(
        effort, source_size=size, window_log=min(chosen.window_log, WINDOW_LOG)
    )


_COMPRESSORS: Final[dict[str, Callable[[int], Compressor]]] = {
    BROTLI: _Brotli,
    ZSTD: lambda effort: zstandard.ZstdCompressor(
        compression_params=_zstd(effort, 0)
    ).compressobj(),
    GZIP: lambda effort: zlib.compressobj(effort, zlib.DEFLATED, WITH_HEADER),
}
