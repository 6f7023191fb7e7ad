"""Content codings say the same bytes, the same way each time, and no more than clients can take."""

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats.coding import CODINGS, GZIP, ZSTD, compress, compressor

EFFORT = 4
UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
}


@given(st.sampled_from(CODINGS), st.lists(st.binary(max_size=3_000), max_size=6))
def test_what_is_compressed_comes_back(coding: str, pieces: list[bytes]) -> None:
    """At once or piece by piece, and the same bytes each time."""
    body = b"".join(pieces)
    made = []
    for _ in range(2):
        stream = compressor(coding, EFFORT)
        made.append(b"".join([*(stream.compress(piece) for piece in pieces), stream.flush()]))
    assert made[0] == made[1]
    assert UNPACK[coding](made[0]) == body
    assert UNPACK[coding](compress(coding, body, EFFORT)) == body
    assert compress(coding, body, EFFORT) == compress(coding, body, EFFORT)


@pytest.mark.parametrize("effort", [1, 4, 7, 19, 22])
@pytest.mark.parametrize("size", [10, 100_000, 20_000_000])
def test_no_window_is_larger_than_clients_must_have(effort: int, size: int) -> None:
    """RFC 9659 §3: a zstd window of more than 8 MB may be refused."""
    stream = compressor(ZSTD, effort)
    streamed = stream.compress(b"a" * size) + stream.flush()
    for body in (streamed, compress(ZSTD, b"a" * size, effort)):
        assert zstandard.get_frame_parameters(body).window_size <= 8 * 1024 * 1024


def test_no_time_stands_in_gzip() -> None:
    """RFC 1952 §2.3.1, MTIME: the same Release has the same bytes on any day."""
    stream = compressor(GZIP, EFFORT)
    for body in (stream.compress(b"x") + stream.flush(), compress(GZIP, b"x", EFFORT)):
        assert body[4:8] == b"\0\0\0\0"
