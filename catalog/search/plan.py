"""How one query is answered: from exact labels outwards, until something has been found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.search.analysis import COMPOUNDING, stem
from catalog.search.folding import fold
from catalog.search.fulltext import FullText
from catalog.search.hits import Hits
from catalog.search.lexicon import Lexicon, Reading
from catalog.search.limits import Limits
from catalog.search.mending import LINKS
from catalog.search.query import Query
from catalog.search.ranking import Band, Ranking
from catalog.search.resolution import Resolved, Resolver
from catalog.search.schema import PART_LENGTH


@dataclass(slots=True)
class Plan:
    """One query on its way through the bands; it counts its work and stops at the limits.

    Without `texts` only names count: Whoosh is not asked, and names with some of the words are
    offered even where others hold all of them, since who compares names wants the likest.
    """

    lexicon: Lexicon
    text: FullText
    reading: Reading
    ranking: Ranking
    limits: Limits
    texts: bool = True
    work: int = 0
    whole: bool = True

    def answer(self, query: Query, *, size: int, start: int) -> Hits:
        """Ask for the words of the query, all of them if that finds anything, else some."""
        resolver = Resolver(self.lexicon, self.reading, self.limits)
        resolved = resolver.resolve_all(query.required)
        mended = {
            word: one for word, one in zip(query.required, resolved, strict=True) if one.shown
        }
        spelled = [mended[word].word if word in mended else word for word in query.words]
        key = " ".join(spelled) if mended else query.key
        self._phrases(query, key, spelled)
        self._words(resolved)
        if len(resolved) > 1 and not (self.texts and len(self.ranking)):
            self._some(resolved)
        if len(query.words) == 1:
            self._parts(query.key)
        items = self.ranking.page(self.reading, start, size)
        return Hits(
            total=len(self.ranking),
            items=items,
            corrected=_corrected(query, mended) if len(self.ranking) else None,
            more=not (self.whole and self.reading.whole and self.ranking.whole),
            work=self.work + self.reading.rows + self.ranking.work,
        )

    def _phrases(self, query: Query, key: str, spelled: Sequence[str]) -> None:
        """Labels that are the query, are it inflected, or begin with it."""
        exact = self.reading.exactly(key, self.limits.labels)
        glued = key.replace(" ", "")
        if glued != key:
            exact += self.reading.exactly(glued, self.limits.labels)
        typed = query.typed.casefold()
        texts = self.reading.labels(exact[: self.limits.page])
        variants = frozenset(at for at, label in texts.items() if label.text.casefold() != typed)
        self.ranking.offer_exact(exact, variants)
        for analysis in self.lexicon.facts.analyses:
            stems = " ".join(stem(word, analysis) for word in spelled)
            self.ranking.offer(Band.INFLECTED, self.reading.phrase(stems))
        self.ranking.offer(Band.STARTING, self.reading.starting(key, self.limits.labels))
        for place, labels in self.reading.busy(key):  # the best of them, when not all were read
            if place == 0:
                self.ranking.offer(Band.STARTING, labels)

    def _words(self, resolved: Sequence[Resolved]) -> None:
        """Labels that hold every word, as such or in compounds; then texts that do."""
        if not all(one.terms for one in resolved):
            return
        self.ranking.offer(Band.WORDS, _in_all([one.labels for one in resolved]))
        self.ranking.offer(Band.COMPOUND, _in_all([one.labels | one.partly for one in resolved]))
        if not self.texts:
            return
        found = self.text.all_of(
            [one.terms for one in resolved], self.limits.postings, self.ranking.wants
        )
        self.work += found.work
        self.whole &= found.whole
        codes = self._codes(resolved)
        self.ranking.offer_texts(
            Band.WORDS, {entry: score for entry, score in found.scores.items() if entry in codes}
        )
        self.ranking.offer_texts(Band.TEXT, found.scores)

    def _codes(self, resolved: Sequence[Resolved]) -> set[int]:
        """Entries of which the first or the last words are the notation: "melder 23"."""
        words = [one.word for one in resolved]
        keys = {" ".join(part) for at in range(1, len(words)) for part in (words[:at], words[at:])}
        return {
            self.lexicon.facts.entry_of_label[label]
            for key in sorted(keys)
            for label in self.reading.exactly(key, self.limits.labels)
            if self.lexicon.facts.role_of_label[label] == Band.NOTATION
        }

    def _some(self, resolved: Sequence[Resolved]) -> None:
        """Labels and texts that hold some of the words, those with the most words first."""
        counts: Counter[int] = Counter()
        for one in resolved:
            counts.update(one.labels | one.partly)
        by_count: dict[int, list[int]] = {}
        for label, count in counts.items():
            by_count.setdefault(count, []).append(label)
        for step, count in enumerate(sorted(by_count, reverse=True)):
            self.ranking.offer(Band.SOME + step, by_count[count])
        known = [one.terms for one in resolved if one.terms]
        if known and self.texts:
            found = self.text.any_of(known, self.limits.postings, self.ranking.wants)
            self.work += found.work
            self.whole &= found.whole
            self.ranking.offer_texts(Band.SOME + len(by_count), found.scores)

    def _parts(self, word: str) -> None:
        """For a compound of two known parts: labels that hold both, and those of its last part."""
        for analysis in COMPOUNDING.intersection(self.lexicon.facts.analyses):
            whole = stem(word, analysis)[1:]
            splits = {
                analysis + whole[at:]: _modifiers(word[:at], analysis)
                for at in range(PART_LENGTH, len(whole) - PART_LENGTH + 1)
            }
            parts = {*splits, *(one for modifiers in splits.values() for one in modifiers)}
            known = self.reading.stems_known(parts)
            for head, modifiers in splits.items():
                if head not in known or known.isdisjoint(modifiers):
                    continue
                held = set(self.reading.stem(head) or ())
                for modifier in modifiers:
                    both = held.intersection(self.reading.stem(modifier) or ())
                    self.ranking.offer(Band.BOTH_PARTS, both)
                self.ranking.offer(Band.LAST_PART, self.reading.phrase(head))


def _modifiers(text: str, analysis: str) -> tuple[str, ...]:
    """The stems that the first part of a compound may have, without its linking letter."""
    bare = tuple(text[:-1] for link in LINKS if text.endswith(link) and len(text) > PART_LENGTH)
    return tuple(analysis + one for one in (text, *bare))


def _in_all(sets: Sequence[set[int]]) -> set[int]:
    return set.intersection(*sorted(sets, key=len)) if sets else set()


def _corrected(query: Query, mended: dict[str, Resolved]) -> str | None:
    """The query as it was understood, in the letters that the catalogue writes."""
    if not any(one.corrected for one in mended.values()):
        return None
    right = {word: one.shown for word, one in mended.items() if one.corrected and one.shown}
    tokens = query.typed.split()
    if right.keys() <= {fold(token) for token in tokens}:
        return " ".join(right.get(fold(token), token) for token in tokens)
    return " ".join(right.get(word, word) for word in query.words)  # "tlitak/plan"
