"""Page tokens: where the next page of a list begins, bound to one Release and one query."""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from enum import Enum
from typing import Final

_LAYOUT: Final = struct.Struct(">I8s8s")
"""Where the page begins, and hashes of the Release and of the query."""


class Refusal(Enum):
    """Why a token is of no use."""

    FOREIGN = "not a token of this query"
    FORMER = "of another Release"


def write_token(start: int, release: str, query: str) -> str:
    """Return the token of the page that begins at ``start``."""
    packed = _LAYOUT.pack(start, _hash(release), _hash(query))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def read_token(token: str, release: str, query: str) -> int | Refusal:
    """Return where a page begins, or why that can't be told.

    Anybody can make a token up, which leads to nothing but another page of the same list.
    """
    if not token.isascii() or len(token) != len(write_token(0, release, query)):
        return Refusal.FOREIGN
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return Refusal.FOREIGN
    start, of_release, of_query = _LAYOUT.unpack(packed)
    if of_query != _hash(query):
        return Refusal.FOREIGN
    return int(start) if of_release == _hash(release) else Refusal.FORMER


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
