"""Definitions as a craft (Termlosen, chapters 2 and 6.1): no circle, no copy, one phrase each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.finding import Facts, Fault
from catalog.check.words import WORD, Phrases, Stems, Words
from catalog.model.rdf import BlankNode, Iri, Literal, literals
from catalog.terms import ALT_LABEL, DEFINITION, PREF_LABEL, VALUE, XL_DEFINITION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

SENTENCE: Final = re.compile(r"(?<=[^\W\d_]{2})[.!?][»”\")\]]*\s+(?=[«“\"(\[]?[^\W\d_a-zæøåäö])")
"""The end of a sentence with another after it: a word, a stop, and a capital letter."""
LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
LETTERS: Final = 2
"""Letters of what is no word before a full stop but an abbreviation: «m.m.», «§ 2 a.»."""
STOPS: Final = (".", ".)", ".»", ".”")
RULES: Final = (
    "definition-own-term", "definition-circle", "definition-begins", "definition-article",
    "definition-copied", "definition-sentences", "definition-full-stop", "definition-capital",
)  # fmt: skip


class Definition(NamedTuple):
    """One text that defines a concept, and the statement that gives it."""

    concept: Node
    subject: Node
    predicate: Iri
    text: Literal
    words: Words


def definitions(case: Case) -> Iterator[Fault]:
    """Yield definitions that say too little or too much, each by itself."""
    if not case.asks(*RULES):
        return
    stems = Stems()
    found = list(_definitions(case, stems))
    terms = _terms(case, found, stems)
    for one in found:
        yield from _form(case, one)
        yield from _own(one, terms.get((one.concept, one.text.language), []))


def defined_alike(case: Case) -> Iterator[Fault]:
    """Yield definitions that say what another one says already, or lead round in a circle."""
    if not case.asks("definition-copied", "definition-circle"):
        return
    stems = Stems()
    found = list(_definitions(case, stems))
    yield from _copies(found)
    if case.asks("definition-circle"):
        yield from _circles(found, _terms(case, found, stems))


def _terms(
    case: Case, found: list[Definition], stems: Stems
) -> dict[tuple[Node, str], list[tuple[str, ...]]]:
    """Return the stems of the terms of what is defined, by concept and language."""
    terms: dict[tuple[Node, str], list[tuple[str, ...]]] = {}
    for concept in dict.fromkeys(one.concept for one in found):
        for predicate in (PREF_LABEL, ALT_LABEL):
            for term in literals(case.graph.objects(concept, predicate)):
                phrase = stems.phrase(term.value, term.language)
                terms.setdefault((concept, term.language), []).append(phrase)
    return terms


def _definitions(case: Case, stems: Stems) -> Iterator[Definition]:
    for concept in case.things.concepts:
        about = case.graph.about(concept)
        for text in literals(about.get(DEFINITION, ())):
            words = stems.words(text.value, text.language)
            yield Definition(concept, concept, DEFINITION, text, words)
        for note in about.get(XL_DEFINITION, ()):
            if isinstance(note, (Iri, BlankNode)):
                for text in literals(case.everything.graph.objects(note, VALUE)):
                    words = stems.words(text.value, text.language)
                    yield Definition(concept, note, VALUE, text, words)


def _fault(rule: str, one: Definition, **facts: str) -> Fault:
    told: Facts = {"label": Iri(one.concept), "language": one.text.language, **facts}
    return Fault(rule, one.subject, one.predicate, one.text, told)


def _form(case: Case, one: Definition) -> Iterator[Fault]:
    """Yield what stands in the way of reading a definition where its term could stand."""
    text = one.text.value.strip()
    if not one.words:
        return
    language = one.text.language.partition("-")[0].lower()
    begins = WORD.search(text)
    first = begins[0] if begins and text == one.text.value else ""
    if f"{language}:{first.casefold()}" in case.shapes.rules["definition-article"].allowed:
        yield _fault("definition-article", one, detail=first)
    if len(first) > 1 and first[0].isupper() and first[1:].islower() and not _named(one, first):
        yield _fault("definition-capital", one, detail=first)
    abbreviations = case.shapes.rules["definition-sentences"].allowed
    for match in SENTENCE.finditer(text):
        before = LAST_WORD.search(text, 0, match.start())
        if before and before[0].casefold() not in abbreviations:
            yield _fault("definition-sentences", one)
            return
    last = LAST_WORD.search(text.rstrip(".»”)"))
    if (
        text.endswith(STOPS)
        and last
        and len(last[0]) > LETTERS
        and last[0].casefold() not in abbreviations
    ):
        yield _fault("definition-full-stop", one)


def _named(one: Definition, first: str) -> bool:
    """Tell whether the first word has its capital within the text too: then it is a name."""
    return re.search(rf"(?<=[\w,»] ){re.escape(first)}\b", one.text.value) is not None


def _own(one: Definition, own: list[tuple[str, ...]]) -> Iterator[Fault]:
    """Yield a definition that uses the term it defines (Termlosen, 2.5.1, inner circle)."""
    terms: Phrases[bool] = Phrases()
    for phrase in own:
        terms.add(phrase, thing=True)
    for first, last, _ in terms.found(one.words):
        used = one.text.value[first.start : last.end]
        rule = "definition-begins" if first is one.words[0] else "definition-own-term"
        yield _fault(rule, one, detail=used)
        return


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


def _circles(
    found: list[Definition], terms: dict[tuple[Node, str], list[tuple[str, ...]]]
) -> Iterator[Fault]:
    """Yield pairs of concepts that are defined by each other's terms (2.5.1, outer circle)."""
    phrases: dict[str, Phrases[Node]] = {}
    for (concept, language), own in terms.items():
        for phrase in own:
            phrases.setdefault(language, Phrases()).add(phrase, concept)
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
