"""Conditional and range requests (RFC 9110 §13, §14): does the client have it, which part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ETAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
STRONG: Final = re.compile(r'(?<!W/)("[\x21\x23-\x7e\x80-\xff]*")')
BYTES: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file: its first byte and the one after its last."""

    start: int
    stop: int


def has_already(if_none_match: str, etag: str) -> bool:
    """Tell whether ``If-None-Match`` names ``etag``, by weak comparison (RFC 9110 §13.1.2)."""
    if etag in if_none_match:
        return etag in ETAG.findall(if_none_match)
    return if_none_match.strip() == "*"


def still_has(if_match: str, etag: str) -> bool:
    """Tell whether ``If-Match`` names ``etag``, by strong comparison (RFC 9110 §13.1.1)."""
    return if_match.strip() == "*" or etag in STRONG.findall(if_match)


def wanted_part(header: str, if_range: str, etag: str, size: int) -> Part | None:
    """Return the part that ``Range`` asks for; None means the whole (RFC 9110 §14.2).

    Several ranges, another unit and what can't be read are answered with the whole, as the RFC
    allows; so is an ``If-Range`` with another validator than the strong ``etag`` (§13.1.5).
    Raises ValueError where no byte of the file is asked for (416).
    """
    match = BYTES.fullmatch(header.strip())
    if match is None or (if_range and if_range.strip() != etag):
        return None
    first, last = match[1], match[2]
    if not first:
        if not last:
            return None
        part = Part(max(size - int(last), 0), size)
    else:
        if last and int(last) < int(first):
            return None
        part = Part(int(first), min(int(last) + 1, size) if last else size)
    if part.start >= part.stop:
        raise ValueError(header)
    return part
