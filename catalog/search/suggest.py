"""Suggestions while somebody types: from the term table alone, Whoosh is never asked."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final

from catalog.search.analysis import COMPOUNDING, stem
from catalog.search.folding import fold
from catalog.search.hits import Suggestion
from catalog.search.lexicon import Facts, Reading
from catalog.search.limits import Limits
from catalog.search.ranking import distance
from catalog.search.resolution import is_compound
from catalog.search.schema import BUSY_FROM, PART_LENGTH

_FEW: Final = 60
"""Compounds looked at when too little begins with what was typed."""


_FILTERED: Final = 20_000
"""Labels behind a prefix that are looked at where only some resources may be suggested."""
_COMPOUND: Final = 2
"""The place of a compound, after a label's first word (0) and its later ones (1)."""


@dataclass(slots=True)
class Completion:
    """One text being typed: each resource's best label for it, by place and rank."""

    facts: Facts
    reading: Reading
    lang: str
    among: Container[int] | None = None
    placed: dict[int, tuple[int, bool, int, int]] = field(default_factory=dict)

    def complete(self, text: str, size: int, limits: Limits) -> tuple[Suggestion, ...]:
        """Labels that begin with the text, then those with a later word that does; compounds."""
        size = max(0, min(size, limits.suggestions))
        key = fold(text[: limits.characters])[: limits.characters]
        if not key or not size:
            return ()
        # What is kept ready for a prefix is the best of all, of which a filter may leave nothing.
        ready = self.reading.busy(key) if self.among is None else []
        most = BUSY_FROM + 1 if self.among is None else _FILTERED
        for place, labels in ready:
            self._place(place, labels)
        for place in {0, 1}.difference(place for place, _ in ready):
            self._place(place, self.reading.starting(key, most, inner=bool(place)))
        if len(self.placed) < size and key.isalpha():
            self._compounds(key)
        return self._best(size)

    def _compounds(self, key: str) -> None:
        for part in {stem(key, one)[1:] for one in self.facts.analyses if one in COMPOUNDING}:
            if len(part) >= PART_LENGTH:
                for word in self.reading.words_with(part, _FEW):
                    if is_compound(word, key, part):
                        self._place(_COMPOUND, word.labels)

    def _place(self, place: int, labels: Iterable[int]) -> None:
        facts = self.facts
        far = [distance(self.lang, one) for one in facts.langs]
        for label in labels:
            entry = facts.entry_of_label[label]
            if self.among is not None and facts.numbers[entry] not in self.among:
                continue
            rank = (place, label >= facts.live_labels, far[facts.lang_of_label[label]], label)
            if entry not in self.placed or rank < self.placed[entry]:
                self.placed[entry] = rank

    def _best(self, size: int) -> tuple[Suggestion, ...]:
        best = nsmallest(size, ((rank, entry) for entry, rank in self.placed.items()))
        labels = self.reading.labels(rank[-1] for rank, _ in best)
        found = []
        for rank, entry in best:
            label, kind = labels[rank[-1]], self.facts.kind(entry)
            number = self.facts.numbers[entry]
            found.append(Suggestion(number, label.text, label.lang, label.role, kind))
        return tuple(found)
