"""Lists of row numbers as bytes: how the term table keeps which labels hold a word."""

import sys
from array import array
from collections.abc import Iterable


def pack(numbers: Iterable[int]) -> bytes:
    """The numbers as little-endian 32-bit integers, the same bytes on every machine."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(blob: bytes) -> "array[int]":
    """The numbers that `pack` wrote; a plain copy of memory, so long lists cost little."""
    numbers = array("I")
    numbers.frombytes(blob)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
