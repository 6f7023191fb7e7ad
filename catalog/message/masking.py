"""Masking: what tells who somebody is never leaves a message."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = "•••"
"""What stands instead of a value that is hidden, whatever its length."""
NOTHING: Final = "–"
"""Where a sentence has a place for something and there is nothing."""
DIGITS: Final = 11
"""How many digits a national identity number has."""
BETWEEN: Final = r"[\s._/\-\u00ad\u200b-\u200f\u2010-\u2015\u2060-\u2064\u2212\ufeff]"
"""What people write between digits of one number: spaces, also those of no width, and signs."""
DAY: Final = r"(?:\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.(?:19|20)\d{2})"
MOMENT: Final = DAY + r"(?:T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?"
NUMBER: Final = re.compile(
    r"((?<![0-9a-fA-F])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9a-fA-F])"
    rf"|(?<!\d){MOMENT}(?:{BETWEEN}{{1,3}}{MOMENT})*(?!{BETWEEN}{{0,3}}\d))"
    rf"|\d(?:{BETWEEN}{{0,3}}\d){{{DIGITS - 1},}}"
    r"|\d{6}\W{1,3}\d{5,}"
)
"""A UUID (RFC 9562 §4) and days and moments, left alone where no more digits follow; or 11 digits
and more, or six and five with any signs between: what a person is known by."""
LAST: Final = re.compile(rf"(?:\d|{BETWEEN})+\Z")


def mask(text: str) -> str:
    """Return ``text`` with every number of 11 digits or more hidden, but in UUIDs and days.

    Up to three spaces or signs may stand between any two digits.
    """
    if len(text) < DIGITS:
        return text
    return NUMBER.sub(lambda found: found[1] or HIDDEN, text)


def excerpt(text: str, characters: int) -> str:
    """Return ``text`` masked, on one line, and cut to ``characters``."""
    # Masked before it is cut; digits at the end may be the first ones of a longer number.
    most = 2 * characters + 64
    short = text[:most]
    if len(text) > most:
        short = LAST.sub("", short)
    short = mask(" ".join(short.split()))
    if len(text) <= most and len(short) <= characters:
        return short
    return short[: characters - 1] + "…"


def quoted(text: str, characters: int) -> str:
    """Return an excerpt of a value, with a space where white space stands before or after it."""
    short = excerpt(text, characters)
    if not short:
        return short
    return " " * text[0].isspace() + short + " " * text[-1].isspace()
