"""Masking: what tells who somebody is never leaves a message."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = "•••"
"""What stands instead of a value that is hidden, whatever its length."""
NOTHING: Final = "–"
"""Where a sentence has a place for something and there is nothing."""
NUMBER: Final = re.compile(
    r"([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})|\d{6}[\s\-–.]?\d{5,}"
)
"""A UUID (RFC 9562 §4), which is left alone, or 11 digits and more: what a person is known by."""

FIVE: Final = re.compile(r"\d{5}")
"""What every such number has in it, and few texts have: looked for in a fourth of the time."""


def mask(text: str) -> str:
    """Return ``text`` with every run of 11 digits or more hidden, but in UUIDs.

    A space, a full stop or a hyphen may stand after the first six.
    """
    if not FIVE.search(text):
        return text
    return NUMBER.sub(lambda found: found[1] or HIDDEN, text)


def excerpt(text: str, characters: int) -> str:
    """Return ``text`` masked, on one line, and cut to ``characters``."""
    # Masked before it is cut, with room for a number that lies across the cut.
    short = mask(" ".join(text[: 2 * characters + 64].split()))
    return short if len(short) <= characters else short[: characters - 1] + "…"
