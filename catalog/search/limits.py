"""The bounds of the search room, each with its reason; settings may hand in others."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may ask for: no bound here depends on the clock."""

    characters: int = 200
    """Longest label of the shipped catalogue is far below it; the rest is cut, not refused."""

    words: int = 10
    """Each word costs a handful of look-ups; the words after these are not looked at."""

    page: int = 100
    """Hits in one answer: what a page can show, whatever `size` asks for."""

    labels: int = 2_000
    """Labels that one prefix may reach in the term table; at a microsecond each, 2 ms."""

    ranked: int = 5_000
    """Resources ranked for one way of matching, the best first; nobody pages through more."""

    expansions: int = 1_000
    """Words that the prefixes and the compound parts of a query stand for, the shortest first;
    shared among its words."""

    mended: int = 3
    """Words of a query that are looked for with a typo, at up to a thousand look-ups each."""

    terms: int = 8
    """Terms that one word becomes in the full-text index, the nearest first."""

    postings: int = 2_000
    """Resources whose text is read and scored by Whoosh, at about 2 microseconds each."""

    corrections: int = 3
    """Words that one typo may stand for; more would drown what was meant."""

    thoroughness: int = 12
    """So many times as much may be looked at where a filter is: else it would leave nothing of
    what was looked at, though there is more."""

    suggestions: int = 50
    """Suggestions in one answer: more than any list box shows."""

    def thorough(self) -> Self:
        """The limits of a search that filters leave little of."""
        return replace(
            self,
            labels=self.labels * self.thoroughness,
            expansions=self.expansions * self.thoroughness,
            postings=self.postings * self.thoroughness,
        )
