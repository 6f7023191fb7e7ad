"""What one word of a query stands for: labels by the way they hold it, terms for the texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from catalog.search.analysis import COMPOUNDING, stem
from catalog.search.folding import unspaced
from catalog.search.lexicon import Lexicon, Reading, Word
from catalog.search.limits import Limits
from catalog.search.mending import LINKS, mend
from catalog.search.schema import PART_LENGTH

SHORTEST_PREFIX: Final = 2
"""One letter begins thousands of words: it stands for itself, and for labels it begins."""


@dataclass(slots=True)
class Resolved:
    """One word, found: `labels` hold it in some form, `partly` within a longer word."""

    word: str
    labels: set[int] = field(default_factory=set)
    partly: set[int] = field(default_factory=set)
    terms: tuple[str, ...] = ()
    shown: str | None = None
    corrected: bool = False


@dataclass(slots=True)
class Resolver:
    """Resolves the words of one query against a lexicon, within its limits."""

    lexicon: Lexicon
    reading: Reading
    limits: Limits
    expansions: int = field(init=False)
    mended: int = 0

    def resolve_all(self, words: Sequence[str]) -> list[Resolved]:
        """Each word, with an equal share of the expansions; half are for prefixes."""
        self.expansions = max(1, self.limits.expansions // (2 * max(1, len(words))))
        return [self.resolve(word) for word in words]

    def resolve(self, word: str) -> Resolved:
        """The word as it stands, inflected, as a prefix, as a part; else one typo away."""
        resolved = Resolved(word)
        terms = self._held(word, resolved)
        if not terms and self.mended < self.limits.mended:
            self.mended += 1
            facts = self.lexicon.facts
            mended = mend(word, self.reading, facts, self.limits.corrections)
            if mended is not None:
                best = mended.words[0]
                resolved.word, resolved.shown = best.key, best.shown
                resolved.corrected = mended.corrected
                for one in mended.words:
                    terms.extend(self._held(one.key, resolved))
        resolved.partly -= resolved.labels
        resolved.terms = tuple(dict.fromkeys(terms))[: self.limits.terms]
        return resolved

    def _held(self, word: str, resolved: Resolved) -> list[str]:
        """Add the labels that hold a word or a longer one; the terms for it, nearest first."""
        terms = self._known_stems(word, resolved)
        for one in self._longer(word):
            resolved.partly.update(one.labels)
            terms.extend(one.stems)
        return terms

    def _known_stems(self, word: str, resolved: Resolved) -> list[str]:
        exact = self.reading.word(word)
        terms: list[str] = []
        if exact is not None:
            resolved.labels.update(exact.labels)
            terms.extend(exact.stems)
        for analysis in self.lexicon.facts.analyses:
            stemmed = stem(word, analysis)
            held = self.reading.stem(stemmed)
            if held is not None:
                resolved.labels.update(held)
                terms.append(stemmed)
        return terms

    def _longer(self, word: str) -> list[Word]:
        """Words that begin with the word, or are compounds with it."""
        if len(word) < SHORTEST_PREFIX and not unspaced(word):
            return []
        limit = self.expansions
        found = {one.key: one for one in self.reading.words_from(word, limit)}
        if unspaced(word) or not word.isalpha():
            return list(found.values())
        for part in self._parts(word):
            for one in self.reading.words_with(part, limit):
                if one.key not in found and is_compound(one, word, part):
                    found[one.key] = one
        return list(found.values())

    def _parts(self, word: str) -> list[str]:
        """What to look for within compounds: the word's stem, or the word where none is cut."""
        stems = {
            stem(word, analysis)[1:]
            for analysis in self.lexicon.facts.analyses
            if analysis in COMPOUNDING
        }
        return sorted(part for part in stems or {word} if len(part) >= PART_LENGTH)


def is_compound(word: Word, asked: str, part: str) -> bool:
    """Whether a word is a compound with what was asked for, of which `part` is the stem.

    As the last part it may have an ending; before others it stands as asked or with a link.
    Before it come letters enough for a word: "tale" is no part of "avtale".
    """
    # A stem is headed by the letter of its analysis, which is not a letter of the word.
    if any(one.endswith(part) and len(one) - 1 - len(part) >= PART_LENGTH for one in word.stems):
        return True
    return any(_within(word.key, one) for one in (asked, *(part + link for link in LINKS)))


def _within(word: str, part: str) -> bool:
    """Whether the part begins the word or a later joint, with letters enough after it."""
    at = word.find(part)
    while at >= 0:
        if (at == 0 or at >= PART_LENGTH) and len(word) - at - len(part) >= PART_LENGTH:
            return True
        at = word.find(part, at + 1)
    return False
