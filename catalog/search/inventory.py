"""Everything the entries can be found by, gathered and numbered in the order of their rank."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from catalog.search.analysis import analysis_of, is_stop_word, stem
from catalog.search.entry import Entry, Label
from catalog.search.folding import fold, words

NOTATION: Final = "notation"
ROLES: Final = ("pref", "alt", "hidden", NOTATION)
KEY_LENGTH: Final = 200
"""A query is no longer than this, so no more of a label need be compared."""


@dataclass(frozen=True, slots=True)
class NumberedLabel:
    """A label with its folded key and the ordinal of its resource; its place is its number."""

    ordinal: int
    label: Label
    key: str


@dataclass(slots=True)
class Inventory:
    """What the two indexes are written from, while it is gathered.

    Resources and labels are numbered by rank: recommended ones first, then preferred labels,
    then the short. A list of numbers in order is therefore already a ranking.
    """

    entries: list[Entry]
    labels: list[NumberedLabel] = field(default_factory=list)
    live_labels: int = 0
    live_entries: int = 0
    words: dict[str, "array[int]"] = field(default_factory=dict)
    stems: dict[str, "array[int]"] = field(default_factory=dict)
    phrases: dict[str, "array[int]"] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    stems_of: dict[str, set[str]] = field(default_factory=dict)
    _tokens: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def terms(self) -> Iterable[Counter[str]]:
        """The stems of each resource with how often they stand in it, for the full-text index."""
        for entry in self.entries:
            counts: Counter[str] = Counter()
            for lang, text in (*((label.lang, label.text) for label in entry.labels), *entry.texts):
                counts.update(self._stems(text, analysis_of(lang)))
            for notation in entry.notations:
                counts.update(self._stems(notation, analysis_of("")))
            yield counts

    def all_stems(self) -> dict[str, "array[int]"]:
        """Every stem with the labels that hold it: none for one that only texts hold."""
        everywhere = {one: array("I") for stems in self.stems_of.values() for one in stems}
        return {**everywhere, **self.stems}

    def _stems(self, text: str, analysis: str) -> list[str]:
        return [
            stem(word, analysis) for word in self.read(text) if not is_stop_word(word, analysis)
        ]

    def read(self, text: str) -> list[str]:
        """The folded words of a text, remembering how each was really written."""
        found: list[str] = []
        for token in text.split():
            pieces = self._tokens.get(token)
            if pieces is None:
                pieces = self._tokens[token] = words(fold(token))
                if len(pieces) == 1:
                    self.shown.setdefault(pieces[0], _bare(token))
            found.extend(pieces)
        return found


def gather(entries: Iterable[Entry]) -> Inventory:
    """Number the entries and their labels, and note which label holds which word."""
    ranked = sorted(entries, key=lambda entry: (entry.retired, _shortest(entry), entry.number))
    for number, count in Counter(entry.number for entry in ranked).items():
        if count > 1:
            raise ValueError(f"number {number} is given twice")
    inventory = Inventory(ranked)
    _number_labels(inventory)
    for number, numbered in enumerate(inventory.labels):
        _note_label(inventory, number, numbered)
    for entry in inventory.entries:
        for lang, text in entry.texts:
            analysis = analysis_of(lang)
            for word in inventory.read(text):
                if word not in inventory.words:
                    inventory.words[word] = array("I")
                _note_stem(inventory, word, analysis)
    return inventory


def key_of(text: str) -> str:
    """What a label is compared by; one of nothing but signs, as "+", can only be named exactly."""
    return fold(text)[:KEY_LENGTH] or text.strip()[:KEY_LENGTH]


def _number_labels(inventory: Inventory) -> None:
    rows: list[tuple[bool, int, int, int, str, str, int, str]] = []
    for ordinal, entry in enumerate(inventory.entries):
        inventory.live_entries += not entry.retired
        named = {*entry.labels, *(Label(NOTATION, "", text) for text in entry.notations)}
        for label in named:
            key = key_of(label.text)
            if key:
                role = ROLES.index(label.role)
                rank = (entry.retired, role, len(key), entry.number, label.lang, label.text)
                rows.append((*rank, ordinal, key))
    rows.sort()
    for retired, role, _, _, lang, text, ordinal, key in rows:
        inventory.live_labels += not retired
        inventory.labels.append(NumberedLabel(ordinal, Label(ROLES[role], lang, text), key))


def _note_label(inventory: Inventory, number: int, numbered: NumberedLabel) -> None:
    analysis = analysis_of(numbered.label.lang)
    read = inventory.read(numbered.label.text)
    stems = [_note_stem(inventory, word, analysis) for word in read]
    inventory.phrases.setdefault(" ".join(stems), array("I")).append(number)
    glued = _glued(numbered.label.text)
    read += glued
    stems += [_note_stem(inventory, word, analysis) for word in glued]
    for word in dict.fromkeys(read):
        inventory.words.setdefault(word, array("I")).append(number)
    for one in dict.fromkeys(stems):
        inventory.stems.setdefault(one, array("I")).append(number)


def _glued(text: str) -> list[str]:
    """Words with hyphens as they are also written: "epost" for "e-post"."""
    tokens = (token.strip("-") for token in text.split())
    return [
        word
        for token in tokens
        if "-" in token
        for word in words(fold(token.replace("-", "")))
        if word.isalpha()
    ]


def _note_stem(inventory: Inventory, word: str, analysis: str) -> str:
    stemmed = stem(word, analysis)
    inventory.stems_of.setdefault(word, set()).add(stemmed)
    return stemmed


def _shortest(entry: Entry) -> int:
    return min((len(label.text) for label in entry.labels if label.role == "pref"), default=0)


def _bare(token: str) -> str:
    """A token without the punctuation around it, in lower case: what a correction shows."""
    start, end = 0, len(token)
    while start < end and not token[start].isalnum():
        start += 1
    while end > start and not token[end - 1].isalnum():
        end -= 1
    return token[start:end].lower()
