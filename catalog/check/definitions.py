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
    "definition-own-term", "definition-begins", "definition-article", "definition-sentences",
    "definition-full-stop", "definition-capital",
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
    for concept in case.things.concepts:
        terms: dict[str, list[tuple[str, ...]]] = {}
        for term in terms_of(case, concept):
            phrase = stems.phrase(term.value, term.language)
            terms.setdefault(term.language, []).append(phrase)
        for one in definitions_of(case.everything, concept, stems):
            yield from _form(case, one)
            yield from _own(one, terms.get(one.text.language, []))


def definitions_of(case: Case, concept: Node, stems: Stems) -> Iterator[Definition]:
    """Yield every text that defines ``concept``."""
    for subject, predicate, text in defining(case, concept):
        yield Definition(concept, subject, predicate, text, stems.words(text.value, text.language))


def defining(case: Case, concept: Node) -> Iterator[tuple[Node, Iri, Literal]]:
    """Yield the statements whose texts define ``concept``."""
    about = case.graph.about(concept)
    for text in literals(about.get(DEFINITION, ())):
        yield concept, DEFINITION, text
    for note in about.get(XL_DEFINITION, ()):
        if isinstance(note, (Iri, BlankNode)):
            for text in literals(case.graph.objects(note, VALUE)):
                yield note, VALUE, text


def terms_of(case: Case, concept: Node) -> tuple[Literal, ...]:
    """Return the terms that stand for ``concept``."""
    about = case.graph.about(concept)
    return literals((*about.get(PREF_LABEL, ()), *about.get(ALT_LABEL, ())))


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
