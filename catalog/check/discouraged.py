"""Terms that the catalogue itself discourages, found in its own texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.finding import Facts, Fault
from catalog.check.retirement import retired
from catalog.check.words import Phrases, Stems
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.terms import ALT_LABEL, HIDDEN_LABEL, IS_REPLACED_BY, PREF_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
"""What a text quotes it doesn't say itself."""
LONGEST: Final = 5
"""Words of a discouraged term: a longer hidden label is an old text, kept to be found by."""


class Text(NamedTuple):
    """One text in the catalogue's own voice."""

    subject: Node
    predicate: Iri
    value: Literal


class _Discouraged(NamedTuple):
    """A term that should not be used, its concept, and what to write instead."""

    concept: Node
    term: str
    instead: str

    def as_written(self, used: str) -> _Discouraged:
        """Return it with a small first letter where it is used so, in the midst of a sentence."""
        if used[:1].islower() and self.term[:1].isupper() and self.instead[1:].islower():
            return self._replace(instead=self.instead[:1].lower() + self.instead[1:])
        return self


def discouraged(case: Case, texts: Iterable[Text]) -> Iterator[Fault]:
    """Yield texts that use a term which a concept discourages (SKOS-AP-NO, frarådd term)."""
    stems = Stems()
    phrases = _terms(case.everything, stems)
    for subject, predicate, value in texts:
        terms = phrases.get(value.language)
        if terms is None:
            continue
        plain = QUOTED.sub(lambda match: " " * len(match[0]), value.value)
        for first, last, found in terms.found(stems.words(plain, value.language)):
            own = {subject, Iri(subject.partition("#")[0])}
            about = next((one for one in found if one.concept not in own), None)
            if about is None:
                continue
            used = value.value[first.start : last.end]
            about = about.as_written(used)
            facts: Facts = {"path": predicate, "detail": used, "nearest": about.instead}
            if about.instead and used.casefold() == about.term.casefold():
                facts = {**facts, "suggestion": _instead_of(value, first.start, last.end, about)}
            yield Fault("term-discouraged", subject, predicate, value, facts)


def _instead_of(value: Literal, start: int, end: int, about: _Discouraged) -> Literal:
    """Return the text with the preferred term in the place of the discouraged one."""
    return value._replace(value=value.value[:start] + about.instead + value.value[end:])


def _terms(case: Case, stems: Stems) -> dict[str, Phrases[_Discouraged]]:
    """Return the discouraged terms by language; what some other concept is called is none."""
    used: list[Literal] = []
    out: list[tuple[Node, Literal]] = []
    for concept in case.things.concepts:
        about = case.graph.about(concept)
        out += [(concept, term) for term in literals(about.get(HIDDEN_LABEL, ()))]
        if concept in case.things.codes:
            continue  # their texts are answers to choose from, no terms
        if retired(case.graph, concept):
            out += [(concept, term) for term in literals(about.get(PREF_LABEL, ()))]
            continue
        used += literals((*about.get(PREF_LABEL, ()), *about.get(ALT_LABEL, ())))
    languages = {term.language for _, term in out}
    living = {
        (term.language, stems.phrase(term.value, term.language))
        for term in used
        if term.language in languages
    }
    phrases: dict[str, Phrases[_Discouraged]] = {}
    for concept, term in out:
        phrase = stems.phrase(term.value, term.language)
        instead = _instead(case, concept, term.language)
        if (
            len(phrase) <= LONGEST
            and (term.language, phrase) not in living
            and phrase != stems.phrase(instead, term.language)
        ):
            told = _Discouraged(concept, term.value, instead)
            phrases.setdefault(term.language, Phrases()).add(phrase, told)
    return phrases


def _instead(case: Case, concept: Node, language: str) -> str:
    """Return the preferred term of ``concept``, or of what replaces it."""
    for named in (*iris(case.graph.objects(concept, IS_REPLACED_BY)), concept):
        for term in literals(case.graph.objects(named, PREF_LABEL)):
            if term.language == language:
                return term.value
    return ""
