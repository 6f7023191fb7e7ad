"""The open index of one Release: what `search` and `suggest` are asked of."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from catalog.search.fulltext import FullText
from catalog.search.hits import Hits, Suggestion
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

    def search(
        self,
        text: str,
        lang: str,
        *,
        size: int,
        start: int = 0,
        kinds: frozenset[str] = frozenset(),
    ) -> Hits:
        """What answers a query, best first; any text is a query, and none is an error."""
        query = read_query(text, self.lexicon.facts.analyses, self.limits)
        if not query.words:
            return Hits(0, ())
        with self.lexicon.reading() as reading:
            ranking = Ranking(self.lexicon.facts, lang, kinds, self.limits.ranked)
            plan = Plan(self.lexicon, self.text, reading, ranking, self.limits)
            return plan.answer(query, size=max(0, min(size, self.limits.page)), start=max(0, start))

    def suggest(self, text: str, lang: str, *, size: int) -> tuple[Suggestion, ...]:
        """Labels that answer what has been typed so far, one for each resource."""
        with self.lexicon.reading() as reading:
            completion = Completion(self.lexicon.facts, reading, lang)
            return completion.complete(text, size, self.limits)

    def close(self) -> None:
        """Let go of the files; queries under way finish first."""
        self.lexicon.close()
        self.text.close()
