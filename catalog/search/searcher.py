"""The open index of one Release: what `search` and `suggest` are asked of."""

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from catalog.search.fulltext import FullText
from catalog.search.hits import Hits, Suggestion
from catalog.search.inventory import key_of
from catalog.search.lexicon import Lexicon
from catalog.search.limits import Limits
from catalog.search.plan import Plan
from catalog.search.query import read_query
from catalog.search.ranking import Ranking
from catalog.search.suggest import Completion

_DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers queries from several threads at once; opened once for each Release."""

    lexicon: Lexicon
    text: FullText
    limits: Limits

    @classmethod
    def open(cls, folder: Path, limits: Limits = _DEFAULT) -> Self:
        """Open what `build_index` wrote into the folder."""
        return cls(Lexicon.open(folder), FullText.open(folder), limits)

    def search(  # noqa: PLR0913 — what narrows a search is told by name
        self,
        text: str,
        lang: str,
        *,
        size: int,
        start: int = 0,
        kinds: frozenset[str] = frozenset(),
        among: Container[int] | None = None,
        texts: bool = True,
        thorough: bool = False,
    ) -> Hits:
        """What answers a query, best first; any text is a query, and none is an error.

        ``among`` are the only resources that may be found, by their numbers in the Release.
        Without ``texts`` they are found by their names and notations alone. A ``thorough`` search
        looks further for the few that a filter leaves of many.
        """
        query = read_query(text, self.lexicon.facts.analyses, self.limits)
        if not query.words:
            return Hits(0, ())
        limits = self.limits.thorough() if thorough else self.limits
        with self.lexicon.reading() as reading:
            ranking = Ranking(self.lexicon.facts, lang, kinds, limits.ranked, among)
            plan = Plan(self.lexicon, self.text, reading, ranking, limits, texts)
            return plan.answer(query, size=max(0, min(size, self.limits.page)), start=max(0, start))

    def suggest(
        self, text: str, lang: str, *, size: int, among: Container[int] | None = None
    ) -> tuple[Suggestion, ...]:
        """Labels that answer what has been typed so far, one for each resource.

        ``among`` are the only resources that may be suggested, by their numbers in the Release.
        """
        with self.lexicon.reading() as reading:
            completion = Completion(self.lexicon.facts, reading, lang, among)
            return completion.complete(text, size, self.limits)

    def named(self, text: str) -> tuple[Suggestion, ...]:
        """Every label and notation that is exactly this text, current resources first."""
        facts = self.lexicon.facts
        asked = unicodedata.normalize("NFC", text)
        with self.lexicon.reading() as reading:
            numbers = reading.exactly(key_of(text), len(facts.entry_of_label))
            labels = reading.labels(numbers)
        return tuple(
            Suggestion(facts.numbers[entry], label.text, label.lang, label.role, facts.kind(entry))
            for label, entry in ((labels[it], facts.entry_of_label[it]) for it in numbers)
            if unicodedata.normalize("NFC", label.text) == asked
        )

    def close(self) -> None:
        """Let go of the files; queries under way finish first."""
        self.lexicon.close()
        self.text.close()
