"""Words of a text by their stems, so that a term is found again whatever its ending."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar, overload

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

ROOTED: Final = frozenset({"norwegian", "swedish", ""})
"""Those that only cut: the others write some letters of a stem in another way."""


class Word(NamedTuple):
    """One word where it stands in its text."""

    stem: str
    start: int
    end: int


class Words(Sequence[Word]):
    """The words of a text in order; where each stands is looked up only when it is asked."""

    def __init__(self, text: str, plain: tuple[str, ...], stems: tuple[str, ...]) -> None:
        self.text = text
        self.plain = plain
        """The words in small letters."""
        self.stems = stems
        self.placed: tuple[Word, ...] | None = None

    def __len__(self) -> int:
        return len(self.stems)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | Sequence[Word]:
        if self.placed is None:
            places = zip(self.stems, WORD.finditer(self.text), strict=True)
            self.placed = tuple(Word(stem, *match.span()) for stem, match in places)
        return self.placed[index]


class Stems:
    """Cuts words to their stems; each word once, for the same ones come back."""

    def __init__(self) -> None:
        self.known: dict[str, _Known] = {}

    def words(self, text: str, language: str) -> Words:
        """Return the words of ``text`` in order."""
        known = self.known.get(language)
        if known is None:
            known = self.known[language] = _Known(language.partition("-")[0].lower())
        plain = tuple([word.casefold() for word in WORD.findall(text)])
        return Words(text, plain, tuple([known[word] for word in plain]))

    def phrase(self, text: str, language: str) -> tuple[str, ...]:
        """Return the stems of ``text``: what two spellings of one term have in common."""
        return self.words(text, language).stems


class _Known(dict[str, str]):
    """The stems of one language's words, each cut when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        stem = self[word] = _stem(word, self.language)
        return stem


@functools.lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    cut = _cutter(language)
    stem = cut(word)
    while stem != (shorter := cut(stem)):
        stem = shorter  # Snowball takes one ending: «melderen» is «melder» is «meld»
    return stem


@functools.cache
def _cutter(language: str) -> Callable[[str], str]:
    if language == "en":
        return _singular
    algorithm = ALGORITHMS.get(language)
    return snowballstemmer.stemmer(algorithm).stemWord if algorithm else str


def rooted(language: str, *, whole: bool = False) -> bool:
    """Tell whether a word begins with its stem: the ``whole`` of it, or all but its last letter."""
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower(), "")
    return algorithm in ROOTED and not (whole and language.partition("-")[0].lower() == "en")


def _singular(word: str) -> str:
    """Return an English word without the ending of the plural or the genitive (Harman 1991)."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 — not "dies"
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
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

    def found(self, words: Words) -> Iterator[tuple[Word, Word, list[T]]]:
        """Yield the first and last word of each term in ``words``, and what it is a term of."""
        stems, at = words.stems, 0
        while at < len(stems):
            step = 1
            for length in self.lengths.get(stems[at], ()):
                things = self.things.get(stems[at : at + length])
                if things and at + length <= len(stems):
                    yield words[at], words[at + length - 1], things
                    step = length
                    break
            at += step
