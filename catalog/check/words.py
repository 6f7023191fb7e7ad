"""Words of a text by their stems, so that a term is found again whatever its ending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
WORD: Final = re.compile(r"\w+(?:[-’'.&]\w+)*")
ALGORITHMS: Final = {
    "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "sv": "swedish", "da": "danish",
    "fi": "finnish", "de": "german", "fr": "french",
}  # fmt: skip
"""Snowball's analysis of a language; the words of any other are compared as they are.

English is none of them: Snowball makes one of *municipal* and *municipality*.
"""


class Word(NamedTuple):
    """One word where it stands in its text."""

    stem: str
    start: int
    end: int


class Stems:
    """Cuts words to their stems; each word once, for the same ones come back."""

    def __init__(self) -> None:
        self.cut: dict[str, Callable[[str], str]] = {}
        self.known: dict[tuple[str, str], str] = {}

    def words(self, text: str, language: str) -> tuple[Word, ...]:
        """Return the words of ``text`` in order."""
        return tuple(
            Word(self._stem(match[0].casefold(), language), match.start(), match.end())
            for match in WORD.finditer(text)
        )

    def phrase(self, text: str, language: str) -> tuple[str, ...]:
        """Return the stems of ``text``: what two spellings of one term have in common."""
        return tuple(word.stem for word in self.words(text, language))

    def _stem(self, word: str, language: str) -> str:
        key = (word, language)
        stem = self.known.get(key)
        if stem is None:
            stem = self.known[key] = self._cutter(language.partition("-")[0].lower())(word)
        return stem

    def _cutter(self, language: str) -> Callable[[str], str]:
        if language not in self.cut:
            algorithm = ALGORITHMS.get(language)
            self.cut[language] = (
                _singular if language == "en"
                else snowballstemmer.stemmer(algorithm).stemWord if algorithm
                else str
            )  # fmt: skip
        return self.cut[language]


def _singular(word: str) -> str:
    """Return an English word without the ending of the plural or the genitive (Harman 1991)."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 — not "dies"
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


class Phrases(Generic[T]):
    """Terms of one language, found in running text: the longest one at each place."""

    def __init__(self) -> None:
        self.things: dict[tuple[str, ...], list[T]] = {}
        self.lengths: dict[str, list[int]] = {}
        """How many words the terms have that begin with a stem, the most first."""

    def add(self, phrase: tuple[str, ...], thing: T) -> None:
        """Note that ``phrase`` is a term of ``thing``."""
        if not phrase:
            return
        things = self.things.setdefault(phrase, [])
        if not things:
            lengths = {len(phrase), *self.lengths.get(phrase[0], ())}
            self.lengths[phrase[0]] = sorted(lengths, reverse=True)
        things.append(thing)

    def found(self, words: tuple[Word, ...]) -> Iterator[tuple[Word, Word, list[T]]]:
        """Yield the first and last word of each term in ``words``, and what it is a term of."""
        stems = tuple(word.stem for word in words)
        at = 0
        while at < len(words):
            step = 1
            for length in self.lengths.get(stems[at], ()):
                things = self.things.get(stems[at : at + length])
                if things and at + length <= len(words):
                    yield words[at], words[at + length - 1], things
                    step = length
                    break
            at += step
