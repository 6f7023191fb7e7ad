"""Alphabetical order as a reader expects it: å, æ and ø are letters of their own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_AFTER_Z: Final = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})
_NAMES: Final = {"{a": "Æ", "{b": "Ø", "{c": "Å"}
_NUMBER: Final = re.compile(r"\d+")
NORDIC: Final = frozenset({"nb", "nn", "no", "da", "se", "sma", "smj"})
OTHER: Final = "#"


@lru_cache(maxsize=65_536)
def sort_key(text: str, lang: str) -> str:
    """Return a key that puts texts of ``lang`` in alphabetical order.

    Case and accents don't count, numbers do by their size; in Norwegian æ, ø and å come last.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    if lang.partition("-")[0] in NORDIC:
        lowered = lowered.translate(_AFTER_Z)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", lowered)
        if not unicodedata.combining(letter) and (letter.isalnum() or letter in " {")
    )
    return _NUMBER.sub(lambda found: found[0].zfill(9), plain).strip()


def first_letter(key: str) -> str:
    """Return the letter that a sort key stands under in an alphabetical list."""
    if key[:1] == "{":
        return _NAMES.get(key[:2], OTHER)
    return key[:1].upper() if key[:1].isalpha() else OTHER


def notation_key(notation: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 2 before 10 and 1.9 before 1.10."""
    return tuple(
        (int(part), "") if part.isdecimal() else (10**9, part)
        for part in re.split(r"[.\-/ ]", notation)
    )


def natural_key(name: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts ``rule-2a`` before ``rule-10``: any number in a name is one."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part)
        for part in re.split(r"([0-9]{1,9})", name)
    )


def slug(text: str) -> str:
    """Return ``text`` as it stands in a URL: letters, digits and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-") or "-"
