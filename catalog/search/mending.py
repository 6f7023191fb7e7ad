"""Words one typo away: one letter missing, added, changed, or two of them swapped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from catalog.search.analysis import NEUTRAL, is_stop_word, stem
from catalog.search.lexicon import Facts, Reading, Word

SHORTEST: Final = 4
"""In a shorter word, one letter makes another word, not a typo."""
LONGEST: Final = 40
"""A word has about 54 neighbours a letter; a longer one would have thousands."""
LINKS: Final = ("s", "e")
"""The letters that join the parts of a Norwegian compound."""
_LINKED: Final = 8
"""A compound has at least this many letters."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The words that a word may stand for, and whether that is a correction.

    A linking s or e put in or left out of a compound is another spelling, not a mistake.
    """

    words: tuple[Word, ...]
    corrected: bool


def mend(word: str, reading: Reading, facts: Facts, limit: int) -> Mended | None:
    """The known words one typo from a word that is not known, the likeliest first."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return None
    found = _telling(reading.words_among(dict.fromkeys(neighbours(word, facts.letters))), facts)
    linked = [one for one in found if linking(word, one.key)]
    for analysis in facts.analyses if not found else ():
        if analysis != NEUTRAL:
            stemmed = stem(word, analysis)[1:]
            for known, forms in _inflected(stemmed, analysis, reading, facts.letters, limit):
                telling = _telling(forms, facts)[:1]
                found += telling
                linked += telling if linking(stemmed, known) else []
    found.sort(key=lambda one: _unlikeliness(word, one))
    if not found:
        return None
    return Mended(tuple((linked or found)[:limit]), corrected=not linked)


def _telling(found: list[Word], facts: Facts) -> list[Word]:
    """The words that say something: nobody misspells a preposition and means it."""
    return [
        one
        for one in found
        if not any(is_stop_word(one.key, analysis) for analysis in facts.analyses)
    ]


def _inflected(
    stemmed: str, analysis: str, reading: Reading, letters: str, limit: int
) -> Iterator[tuple[str, list[Word]]]:
    """Stems one typo away, for an ending that the catalogue does not have; words with each."""
    if len(stemmed) < SHORTEST:
        return
    near = reading.stems_known(analysis + one for one in neighbours(stemmed, letters))
    for known in sorted(near)[:limit]:
        forms = reading.words_from(known[1:], limit)
        yield known[1:], [one for one in forms if known in one.stems]


def neighbours(word: str, letters: str) -> Iterator[str]:
    """Every text one typo away."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in letters:
            yield before + letter + after
        if not after:
            continue
        yield before + after[1:]
        for letter in letters:
            if letter != after[0]:
                yield before + letter + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


def linking(one: str, other: str) -> bool:
    """Whether two spellings differ by one linking letter within a compound."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or len(short) < _LINKED:
        return False
    places: Sequence[int] = range(3, len(short) - 2)
    return any(long[at] in LINKS and long[:at] + long[at + 1 :] == short for at in places)


def _unlikeliness(typed: str, word: Word) -> tuple[bool, bool, int, str]:
    """Typos seldom hit the first letter, often swap; words of many labels are meant more often."""
    swapped = sorted(typed) == sorted(word.key)
    return (typed[0] != word.key[0], not swapped, -len(word.labels), word.key)
