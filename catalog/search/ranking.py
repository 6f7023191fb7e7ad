"""Which of two hits comes first: the bands of a match, and the order within a band."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import nsmallest
from typing import Final

from catalog.search.hits import Hit
from catalog.search.inventory import NOTATION
from catalog.search.lexicon import Facts, Reading


class Band(IntEnum):
    """How a resource came to match, the best first; the first four are the roles of a label.

    From `SOME` on, each band holds one word less of the query than the one before.
    """

    PREFERRED = 0
    ALTERNATIVE = 1
    HIDDEN = 2
    NOTATION = 3
    INFLECTED = 4
    STARTING = 5
    WORDS = 6
    COMPOUND = 7
    TEXT = 8
    BOTH_PARTS = 9
    LAST_PART = 10
    SOME = 11


CODE: Final = "code"
_RETIRED: Final = 1 << 40
_VARIANT: Final = 1 << 39
_BAND: Final = 1 << 41
_LANG: Final = 1 << 36
_SPREAD: Final = float(2 * Band.SOME * _BAND)

# Bokmål and nynorsk stand nearer to each other than to the rest; "no" is read as bokmål.
_NORWEGIAN: Final = frozenset({"nb", "nn"})
_MOST_SPECIFIC: Final = {"no": "nb"}


@dataclass(slots=True)
class Ranking:
    """The best place of each resource, as one number: band, retired, variant, language, rank."""

    facts: Facts
    lang: str
    kinds: frozenset[str]
    limit: int
    among: Container[int] | None = None
    whole: bool = True
    work: int = 0
    _distance: list[int] = field(init=False)
    _places: dict[int, int] = field(default_factory=dict)
    _labels: dict[int, int] = field(default_factory=dict)
    _wanted: frozenset[int] | None = field(init=False)

    def __post_init__(self) -> None:
        self._distance = [_LANG * distance(self.lang, lang) for lang in self.facts.langs]
        wanted = (at for at, kind in enumerate(self.facts.kinds) if kind in self.kinds)
        self._wanted = frozenset(wanted) if self.kinds else None

    def __len__(self) -> int:
        return len(self._places)

    def offer(
        self, band: int, labels: Collection[int], variants: frozenset[int] = frozenset()
    ) -> None:
        """Labels that match in one way; `variants` of them are not spelled as it was typed."""
        facts, places, wanted = self.facts, self._places, self._wanted
        entries, langs, kinds = facts.entry_of_label, facts.lang_of_label, facts.kind_of_entry
        base, live, far = band * _BAND, facts.live_labels, self._distance
        among, numbers = self.among, facts.numbers
        left = self.limit
        for label in labels if len(labels) <= left else sorted(labels):
            entry = entries[label]
            held = places.get(entry)
            if held is not None and held < base:
                continue
            place = base + far[langs[label]] + label
            if label >= live:
                place += _RETIRED
            if label in variants:
                place += _VARIANT
            if (
                (held is None or place < held)
                and (wanted is None or kinds[entry] in wanted)
                and (among is None or numbers[entry] in among)
            ):
                if not left:
                    self.whole = False
                    break
                left -= 1
                places[entry] = place
                self._labels[entry] = label
        self.work += self.limit - left

    def offer_exact(self, labels: Iterable[int], variants: frozenset[int]) -> None:
        """Labels that are what was typed, each in the band of its role.

        A code's come after every concept's: who types a word means what it means, and only
        then a value of that name in some list.
        """
        facts = self.facts
        for label in labels:
            kind = facts.kinds[facts.kind_of_entry[facts.entry_of_label[label]]]
            role = facts.role_of_label[label]
            self.offer(max(role, Band.NOTATION) if kind == CODE else role, (label,), variants)

    def offer_texts(self, band: int, scores: Mapping[int, float]) -> None:
        """Wanted entries whose text matches, by their scores; what a label found stays."""
        new = [entry for entry in scores if entry not in self._places]
        ordered = sorted(new, key=lambda entry: (-scores[entry], entry))
        for rank, entry in enumerate(ordered):
            retired = entry >= self.facts.live_entries
            self._places[entry] = band * _BAND + rank + _RETIRED * retired

    def wants(self, entry: int) -> bool:
        """Whether an entry is of a kind that was asked for, and among those that may be found."""
        return (self._wanted is None or self.facts.kind_of_entry[entry] in self._wanted) and (
            self.among is None or self.facts.numbers[entry] in self.among
        )

    def page(self, reading: Reading, start: int, size: int) -> tuple[Hit, ...]:
        """So many hits from a place on, with the labels that made them match."""
        order = nsmallest(start + size, self._places.items(), key=lambda pair: (pair[1], pair[0]))
        shown = order[start:]
        labels = reading.labels(self._labels[entry] for entry, _ in shown if entry in self._labels)
        hits = []
        for entry, place in shown:
            label = labels.get(self._labels.get(entry, -1))
            if label is not None and label.role == NOTATION:
                label = None
            hits.append(Hit(self.facts.numbers[entry], round(1 - place / _SPREAD, 9), label))
        return tuple(hits)


def distance(asked: str, lang: str) -> int:
    """How far a label's language is from the one asked for: 0, 1 or 2."""
    one, other = _plain(asked), _plain(lang)
    if one == other:
        return 0
    return 1 if {one, other} == _NORWEGIAN else 2


def _plain(lang: str) -> str:
    lang = lang.partition("-")[0].lower()
    return _MOST_SPECIFIC.get(lang, lang)
