"""Two texts word by word: what stays, what goes, what comes."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Final

from catalog.compare.comparison import Piece

WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
MOST: Final = 4_000_000
"""Pairs of words that are compared at most: some two seconds; beyond, the middle is one change."""
SHORT: Final = 3
"""Letters of what may stand between two changes and still be told as part of one."""


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces: those not ``inserted`` spell ``before``, those not ``deleted`` ``after``.

    Punctuation counts as a word. A space or a comma between two changes joins them, so that
    people read one phrase for another, not a chequered line.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    stop_old, stop_new = len(old) - end, len(new) - end
    steps = [("equal", 0, start, 0, start)]
    if (stop_old - start) * (stop_new - start) <= MOST:
        matcher = SequenceMatcher(None, old[start:stop_old], new[start:stop_new], autojunk=False)
        steps += [
            (tag, a + start, b + start, c + start, d + start)
            for tag, a, b, c, d in matcher.get_opcodes()
        ]
    else:
        steps.append(("replace", start, stop_old, start, stop_new))
    steps.append(("equal", stop_old, len(old), stop_new, len(new)))
    spans = [
        (tag == "equal", "".join(old[a:b]), "".join(new[c:d]))
        for tag, a, b, c, d in steps
        if b > a or d > c
    ]
    return _pieces(_joined(spans))


def unseen(before: str, after: str) -> bool:
    """Tell whether two texts differ only in spaces, invisible characters or how letters are made.

    As a no-break space for a space, or an å made of two characters.
    """
    return before != after and _seen(before) == _seen(after)


def _seen(text: str) -> str:
    visible = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) not in {"Cf", "Cc"} or letter.isspace()
    )
    return " ".join(visible.split())


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many words two lists begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _joined(spans: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Join two changes that only a space or a sign stands between."""
    joined: list[tuple[bool, str, str]] = []
    for index, (same, old, new) in enumerate(spans):
        between = same and 0 < index < len(spans) - 1 and not _worded(old)
        if joined and not joined[-1][0] and (between or not same):
            joined[-1] = (False, joined[-1][1] + old, joined[-1][2] + new)
        elif joined and joined[-1][0] and same:
            joined[-1] = (True, joined[-1][1] + old, joined[-1][2] + new)
        else:
            joined.append((same, old, new))
    return joined


def _worded(text: str) -> bool:
    return len(text) > SHORT or any(letter.isalnum() for letter in text)


def _pieces(spans: list[tuple[bool, str, str]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for same, old, new in spans:
        if same:
            pieces.append(Piece(old))
        else:
            pieces += [Piece(old, "deleted")] if old else []
            pieces += [Piece(new, "inserted")] if new else []
    return tuple(pieces)
