"""How like a text is to a label, as a person would say: the same, inflected, mistyped, in part."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, Self

from catalog.search.analysis import NEUTRAL, analysis_of, is_stop_word, stem
from catalog.search.folding import fold, words
from catalog.search.limits import Limits
from catalog.search.mending import SHORTEST, linking
from catalog.search.schema import PART_LENGTH

_LIMITS: Final = Limits()
_REMEMBERED: Final = 16_384
"""Labels kept as they are compared: a column of a spreadsheet asks for the same ones again."""


class Kinship(IntEnum):
    """Ways in which a text is like a label, the nearest first."""

    SAME = 0
    """The same letters; case and white space don't count."""
    SPELLED = 1
    """The same but for accents, hyphens, spaces, or how a keyboard without æ, ø and å writes."""
    INFLECTED = 2
    """The same words with other endings, with another linking letter within a compound, or
    without what the label adds in brackets: «Annet» for «Annet (krever presisering)»."""
    MISTYPED = 3
    """One word has one letter missing, added, changed, or two of them swapped."""
    PARTLY = 4
    """Some words, or parts of a compound, are the same."""
    NONE = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """The kinship, and for ``PARTLY`` the share of the letters of both that it covers (0 to 1)."""

    kinship: Kinship
    share: float = 1.0


_BRACKETS: Final = re.compile(r"\([^()]*\)")
UNLIKE: Final = Likeness(Kinship.NONE, 0.0)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: its letters, its folded key, and the words of that."""

    letters: str
    key: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text; one too long to be a name has no words, and is like nothing."""
        if len(text) > _LIMITS.characters:
            return cls("", "", ())
        letters = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        key = fold(text)
        return cls(letters, key, words(key))


def likeness(asked: Wording, label: str, lang: str) -> Likeness:
    """Return how like a text is to a label in a language."""
    found = _compare(asked, _read(label), lang)
    if found.kinship > Kinship.INFLECTED and "(" in label:
        bare = _compare(asked, _read(_BRACKETS.sub(" ", label)), lang)
        if bare.kinship < found.kinship:
            return Likeness(max(bare.kinship, Kinship.INFLECTED), bare.share)
    return found


def spelled(asked: Wording, label: str) -> bool:
    """Tell whether a text is a label, as it is or spelled otherwise; quicker than ``likeness``."""
    return _near(asked, _read(label)) <= Kinship.SPELLED


def _near(asked: Wording, known: Wording) -> Kinship:
    """Return ``SAME`` or ``SPELLED``, or ``NONE`` where it takes a closer look."""
    if asked.letters and asked.letters == known.letters:
        return Kinship.SAME
    if asked.key and asked.key.replace(" ", "") == known.key.replace(" ", ""):
        return Kinship.SPELLED
    return Kinship.NONE


def _compare(asked: Wording, known: Wording, lang: str) -> Likeness:
    near = _near(asked, known)
    if near < Kinship.NONE:
        return Likeness(near)
    if not asked.key or not known.key:
        return UNLIKE
    analysis = analysis_of(lang)
    if len(asked.words) == len(known.words):
        pairs = [
            pair
            for pair in zip(asked.words, known.words, strict=True)
            if stem(pair[0], analysis) != stem(pair[1], analysis)
        ]
        if all(linking(*pair) for pair in pairs):
            return Likeness(Kinship.INFLECTED)
        if len(pairs) == 1 and _mistyped(*pairs[0], analysis):
            return Likeness(Kinship.MISTYPED)
    share = _share(asked.words, known.words, analysis)
    return Likeness(Kinship.PARTLY, share) if share else UNLIKE


@lru_cache(maxsize=_REMEMBERED)
def _read(label: str) -> Wording:
    return Wording.read(label)


def _mistyped(one: str, other: str, analysis: str) -> bool:
    """Whether one typo lies between two words, or their stems; a number has none."""
    if min(len(one), len(other)) < SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    if is_stop_word(one, analysis) or is_stop_word(other, analysis):
        return False
    if _one_edit(one, other):
        return True
    stems = stem(one, analysis)[1:], stem(other, analysis)[1:]
    return analysis != NEUTRAL and min(map(len, stems)) >= SHORTEST and _one_edit(*stems)


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter is missing, added or changed, or two neighbours are swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])


def _share(asked: Sequence[str], known: Sequence[str], analysis: str) -> float:
    """Return which part of the letters of both texts is in words that they have in common."""
    one, other = (
        [word for word in each if not is_stop_word(word, analysis)] or list(each)
        for each in (asked, known)
    )
    shared = sum(max((_common(word, it, analysis) for it in other), default=0) for word in one)
    back = sum(max((_common(word, it, analysis) for it in one), default=0) for word in other)
    # A word said twice is not twice as like, so the side that shares least tells.
    return 2 * min(shared, back) / (sum(map(len, one)) + sum(map(len, other)))


def _common(one: str, other: str, analysis: str) -> int:
    """Return how many letters two words share: as the same word, or one within the other."""
    if stem(one, analysis) == stem(other, analysis):
        return min(len(one), len(other))
    short, long = sorted((one, other), key=len)
    if len(short) < PART_LENGTH or not short.isalpha():
        return 0
    at = long.find(short)
    if at < 0:
        short = stem(short, analysis)[1:]
        at = long.find(short) if len(short) >= PART_LENGTH else -1
    # Before a part within a word come letters enough for a word: "tale" is no part of "avtale".
    if at == 0 or at >= PART_LENGTH:
        return len(short)
    return len(short) - 1 if _mistyped(one, other, analysis) else 0
