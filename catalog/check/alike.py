"""Definitions beside each other (Termlosen, 2.5.1): the same text twice, two in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.definitions import Definition, defining, definitions_of, terms_of
from catalog.check.finding import Facts, Fault
from catalog.check.words import WORD, Phrases, Stems, rooted
from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from catalog.check.case import Case
    from catalog.model.rdf import Literal, Node

MANY: Final = 200
"""Concepts beyond which it is no quicker to look for those that theirs can be compared with."""
FIRST: Final = 3
"""Words that tell two texts apart nearly always, and are quickly found."""
SHORTEST: Final = 3
"""Letters that Snowball leaves at least of a longer word."""
ENOUGH: Final = 200
"""Characters in which those first words stand."""


def defined_alike(case: Case) -> Iterator[Fault]:
    """Yield definitions that say what another one says already, or lead round in a circle."""
    if not case.asks("definition-copied", "definition-circle"):
        return
    stems = Stems()
    found = [
        one
        for concept in _comparable(case, stems)
        for one in definitions_of(case.everything, concept, stems)
    ]
    yield from _copies(found)
    if case.asks("definition-circle"):
        yield from _circles(found, _phrases(case, found, stems))


def _comparable(case: Case, stems: Stems) -> Sequence[Node]:
    """Return the concepts that are judged, and those that they may have a fault in common with.

    These have a definition that begins with the same words as one of theirs, or that has all
    the stems of one of their terms in it.
    """
    everything, judged = case.everything, set(case.things.concepts)
    if case.whole is None or len(judged) > MANY:
        return everything.things.concepts
    begins: set[tuple[str, ...]] = set()
    roots: dict[str, list[tuple[str, list[str]]]] = {}
    for concept in judged:
        begins.update(_begin(text) for _, _, text in defining(everything, concept))
        for term in terms_of(everything, concept):
            # The end of an English stem may be another letter than in the text: ies is y.
            phrase = [stem[:-1] for stem in stems.phrase(term.value, term.language)]
            if phrase:
                roots.setdefault(term.language, []).append((max(phrase, key=len), phrase))

    starts = tuple({begin[0] for begin in begins if begin})

    def comparable(text: Literal) -> bool:
        folded = text.value.casefold()
        # What begins with another letter or word needs no closer look, and nearly all of it does.
        if not rooted(text.language) or (
            (folded.startswith(starts) or not folded[:1].isalnum()) and _begin(text) in begins
        ):
            return True
        for longest, phrase in roots.get(text.language, ()):
            if longest in folded and all(root in folded for root in phrase):
                return True
        return False

    return [
        concept
        for concept in everything.things.concepts
        if concept in judged
        or any(comparable(text) for _, _, text in defining(everything, concept))
    ]


def _begin(text: Literal) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(text.value[:ENOUGH])[:FIRST])


def _phrases(case: Case, found: list[Definition], stems: Stems) -> Mapping[str, Phrases[Node]]:
    """Return the terms of all that is defined, as far as they can stand in one of ``found``."""
    everything, room = case.everything, _Room(found)
    phrases: dict[str, Phrases[Node]] = {}
    for concept in everything.things.concepts:
        if next(defining(everything, concept), None):
            for term in terms_of(everything, concept):
                if case.whole is None or room.has(term):
                    phrase = stems.phrase(term.value, term.language)
                    phrases.setdefault(term.language, Phrases()).add(phrase, concept)
    return phrases


class _Room:
    """The stems of some definitions: what a term must begin with to stand in one of them."""

    def __init__(self, found: list[Definition]) -> None:
        self.stems: dict[str, set[str]] = {}
        for one in found:
            self.stems.setdefault(one.text.language, set()).update(one.words.stems)
        self.lengths = {
            language: sorted({len(stem) for stem in known if len(stem) >= SHORTEST})
            if rooted(language, whole=True)
            else None
            for language, known in self.stems.items()
        }
        self.starts = {
            language: frozenset(stem[:SHORTEST] for stem in known)
            for language, known in self.stems.items()
        }

    def has(self, term: Literal) -> bool:
        """Tell whether ``term`` may stand in one of the definitions; to cut it costs more."""
        known, lengths = self.stems.get(term.language), self.lengths.get(term.language)
        if known is None or lengths is None:
            return known is not None
        folded = term.value.casefold()
        start = folded[:SHORTEST]
        if start.isalnum() and start not in self.starts[term.language]:
            return False
        return not any(
            word not in known and known.isdisjoint([word[:length] for length in lengths])
            for word in WORD.findall(folded)
        )


def _copies(found: list[Definition]) -> Iterator[Fault]:
    """Yield definitions that another concept has already, word by word."""
    first: dict[tuple[str, tuple[str, ...]], Definition] = {}
    for one in found:
        if not one.words:
            continue
        known = first.setdefault((one.text.language, one.words.plain), one)
        if known.concept != one.concept:
            facts: Facts = {"label": Iri(one.concept), "other": Iri(known.concept)}
            yield Fault("definition-copied", one.subject, one.predicate, one.text, facts)


def _circles(found: list[Definition], phrases: Mapping[str, Phrases[Node]]) -> Iterator[Fault]:
    """Yield pairs of concepts that are defined by each other's terms (2.5.1, outer circle)."""
    uses: dict[tuple[Node, Node, str], tuple[Definition, str]] = {}
    for one in found:
        language = one.text.language
        if language not in phrases:
            continue
        for first, last, things in phrases[language].found(one.words):
            if set(things) == {things[0]} and things[0] != one.concept:
                used = one.text.value[first.start : last.end]
                uses.setdefault((one.concept, things[0], language), (one, used))
    for (concept, other, language), (one, used) in uses.items():
        back = uses.get((other, concept, language))
        if back and str(other) < str(concept):
            facts: Facts = {
                "label": Iri(concept), "other": Iri(other), "detail": used, "value": back[1],
            }  # fmt: skip
            yield Fault("definition-circle", one.subject, one.predicate, one.text, facts)
