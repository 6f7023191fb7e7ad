"""The words of the texts: terms that the catalogue itself discourages, placeholders, slips."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.discouraged import QUOTED, Text, discouraged
from catalog.check.finding import Facts, Fault
from catalog.check.retirement import retired
from catalog.check.texts import SPOKEN
from catalog.check.words import WORD
from catalog.model.rdf import Iri, literals
from catalog.terms import (
    CHANGE_NOTE,
    EDITORIAL_NOTE,
    HIDDEN_LABEL,
    HISTORY_NOTE,
    KEYWORD,
    PREF_LABEL,
    PROPOSED_TERM,
    RIGHTS,
    STATUS,
    VALUE,
    VERSION_NOTES,
    XL_NOTE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case

TELLING: Final = SPOKEN - {
    HIDDEN_LABEL, CHANGE_NOTE, HISTORY_NOTE, EDITORIAL_NOTE, VERSION_NOTES, PROPOSED_TERM, KEYWORD,
    RIGHTS, STATUS,
}  # fmt: skip
"""Texts that speak in the catalogue's own voice; the others tell of what was, or are found by."""
PLACEHOLDER: Final = re.compile(
    r"\b(?:TODO|TBD|FIXME|XXX+|LOREM IPSUM)\b|^\s*(?:\?+|\.{3}|…|-+)\s*$"
)
RUN_TOGETHER: Final = re.compile(r"[^\W\d_]{2}[,;:](?=[^\W\d_]{2})")
RARE: Final = 1
COMMON: Final = 3
LETTERS: Final = 6
ENDING: Final = 3
"""Letters at the end that must be the same: another ending is another form, not a slip."""
ALIKE: Final = 0.88


def wording(case: Case) -> Iterator[Fault]:
    """Yield texts with words that they should not have, or not in that form."""
    texts = list(_texts(case))
    for text in texts:
        yield from _slips(text)
    if case.asks("term-discouraged"):
        yield from discouraged(case, texts)
    if case.asks("written-form"):
        yield from _written(case, texts)
    if case.asks("word-misspelt"):
        yield from _misspelt(texts, list(_texts(case.everything)))


def _texts(case: Case) -> Iterator[Text]:
    for subject, properties in case.graph.subjects.items():
        note = XL_NOTE in case.things.types.get(subject, ())
        if retired(case.everything.graph, Iri(subject.partition("#")[0])):
            continue  # what is out of use keeps the words of its time
        for predicate, values in properties.items():
            if predicate in TELLING or (note and predicate == VALUE):
                for value in literals(values):
                    yield Text(subject, predicate, value)


def _slips(text: Text) -> Iterator[Fault]:
    """Yield what was left to be written, and words that have run together at a comma or colon."""
    found = PLACEHOLDER.search(text.value.value)
    if found:
        facts: Facts = {"path": text.predicate, "detail": found[0].strip()}
        yield Fault("placeholder", *text, facts)
    found = RUN_TOGETHER.search(text.value.value)
    if found and "//" not in text.value.value:
        end = WORD.match(text.value.value, found.end())
        start = text.value.value.rfind(" ", 0, found.start()) + 1
        told = text.value.value[start : end.end() if end else found.end()]
        yield Fault("words-together", *text, {"path": text.predicate, "detail": told})


def _written(case: Case, texts: list[Text]) -> Iterator[Fault]:
    """Yield texts with a word that only the other written form of Norwegian has."""
    other = dict(entry.split("=") for entry in case.shapes.rules["written-form"].allowed)
    for text in texts:
        language = text.value.language
        plain = QUOTED.sub(" ", text.value.value)
        for match in WORD.finditer(plain) if language in {"nb", "nn"} else ():
            instead = other.get(f"{language}:{match[0].casefold()}")
            if instead:
                facts: Facts = {"language": language, "detail": match[0], "nearest": instead}
                yield Fault("written-form", *text, facts)
                break


def _misspelt(texts: list[Text], everything: list[Text]) -> Iterator[Fault]:
    """Yield words that occur once and are almost one that occurs often: perhaps a slip."""
    counts: dict[str, Counter[str]] = {}
    for text in everything:
        words = {match[0].casefold() for match in WORD.finditer(text.value.value)}
        counts.setdefault(text.value.language, Counter()).update(words)
    near = {language: _Near(found) for language, found in counts.items() if language}
    for text in texts:
        if text.predicate != PREF_LABEL or text.value.language not in near:
            continue
        for match in WORD.finditer(text.value.value):
            word = match[0].casefold()
            if len(word) >= LETTERS and counts[text.value.language][word] == RARE:
                common = near[text.value.language].of(word)
                if common:
                    facts: Facts = {"detail": match[0], "nearest": common}
                    yield Fault("word-misspelt", *text, facts)


class _Near:
    """The common words of a language by their beginning and length."""

    def __init__(self, counts: Counter[str]) -> None:
        self.words: dict[str, list[str]] = {}
        for word, count in counts.items():
            if count >= COMMON and len(word) >= LETTERS and word.isalpha():
                self.words.setdefault(word[:2], []).append(word)

    def of(self, word: str) -> str:
        """Return the common word that ``word`` is almost, or nothing."""
        alike = [
            other for other in self.words.get(word[:2], ()) if other[-ENDING:] == word[-ENDING:]
        ]
        found = difflib.get_close_matches(word, alike, 1, ALIKE)
        return found[0] if found else ""
