"""Concepts as SKOS-AP-NO wants them: terms and definitions by language, identity, collections."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    ALT_LABEL,
    ANY_URI,
    AUDIENCE,
    DEFINITION,
    END_DATE,
    HIDDEN_LABEL,
    IDENTIFIER,
    PREF_LABEL,
    PROPOSED_TERM,
    PUBLISHER,
    START_DATE,
    TITLE,
    VALUE,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Term

WRITTEN: Final = ("nb", "nn")
"""The languages that SKOS-AP-NO wants terms in (section 1.1)."""
LABELS: Final = (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, TITLE)
LOOSE: Final = BlankNode("")
"""Stands for no scheme and no collection."""
ORGANISATION: Final = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])", re.ASCII)


class Text(NamedTuple):
    """A definition's text and the statement that gives it."""

    subject: Node
    predicate: Iri
    value: Literal
    audience: frozenset[Term]


def concepts(case: Case) -> Iterator[Fault]:
    """Yield what SKOS-AP-NO asks of concepts and can't be said in SHACL Core (section 1.1)."""
    for concept in case.things.profile_concepts:
        yield from _languages(case, concept)
    for subject in (*case.things.profile_concepts, *case.things.profile_collections):
        yield from _identity(case, subject)
    yield from _proposals(case)
    if case.complete:
        for concept in case.things.profile_concepts:
            if not case.things.collections_of.get(concept):
                yield Fault("collection-missing", concept)


def alike(case: Case) -> Iterator[Fault]:
    """Yield what several concepts have in common: a publisher without a number, a term."""
    yield from _publishers(case)
    yield from _overlaps(case)


def _languages(case: Case, concept: Iri) -> Iterator[Fault]:
    terms = {text.language for text in literals(case.graph.objects(concept, PREF_LABEL))}
    if terms:
        for language in WRITTEN:
            if language not in terms:
                yield Fault("term-language", concept, PREF_LABEL, facts={"language": language})
    definitions = _definitions(case, concept)
    if not definitions:
        return
    spoken = {text.value.language for text in definitions}
    if not spoken & terms - {""}:
        first = min(definitions, key=lambda text: text.value.language)
        facts = {"label": concept, "language": first.value.language}
        yield Fault("definition-language", first.subject, first.predicate, first.value, facts)
    for language in WRITTEN:
        if language in terms and language not in spoken:
            predicate = DEFINITION if case.graph.objects(concept, DEFINITION) else XL_DEFINITION
            yield Fault("definition-nynorsk", concept, predicate, facts={"language": language})
    yield from _repeated(concept, definitions)


def _repeated(concept: Iri, definitions: list[Text]) -> Iterator[Fault]:
    """Yield definitions whose language has one already, for the same audience or in both forms."""
    first: dict[tuple[str, frozenset[Term]], Text] = {}
    direct = {text.value.language for text in definitions if text.predicate == DEFINITION}
    for text in definitions:
        language = text.value.language
        facts = {"label": concept, "language": language}
        if text.predicate != DEFINITION and language in direct:
            yield Fault("definition-twice", text.subject, text.predicate, text.value, facts)
            continue
        known = first.setdefault((language, text.audience), text)
        if known is not text:
            yield Fault(
                "definition-repeated",
                text.subject,
                text.predicate,
                text.value,
                {**facts, "other": known.value.value},
            )


def _definitions(case: Case, concept: Iri) -> list[Text]:
    found = [
        Text(concept, DEFINITION, text, frozenset())
        for text in literals(case.graph.objects(concept, DEFINITION))
    ]
    graph = case.everything.graph
    for note in case.graph.objects(concept, XL_DEFINITION):
        if isinstance(note, str):
            audience = frozenset(graph.objects(note, AUDIENCE))
            found.extend(
                Text(note, VALUE, text, audience) for text in literals(graph.objects(note, VALUE))
            )
    return found


def _identity(case: Case, subject: Iri) -> Iterator[Fault]:
    for identifier in case.graph.objects(subject, IDENTIFIER):
        text = identifier.value if isinstance(identifier, Literal) else identifier
        if text != subject:
            meant = Literal(subject, "", ANY_URI) if isinstance(identifier, Literal) else subject
            facts: Facts = {"value": str(text), "suggestion": meant}
            yield Fault("identifier-differs", subject, IDENTIFIER, identifier, facts)


def _publishers(case: Case) -> Iterator[Fault]:
    """Yield each publisher whose organisation number can't be told, once."""
    seen: set[Term] = set()
    subjects = (*case.things.profile_concepts, *case.things.profile_collections)
    for subject in (*subjects, *case.things.schemes):
        for publisher in iris(case.graph.objects(subject, PUBLISHER)):
            if publisher in seen:
                continue
            seen.add(publisher)
            about = case.graph.about(publisher)
            told = [publisher, *(text.value for text in literals(about.get(IDENTIFIER, ())))]
            if not any(ORGANISATION.search(text) for text in told):
                facts = {"value": publisher}
                if about:
                    yield Fault("publisher-number", publisher, facts=facts)
                else:
                    yield Fault("publisher-number", subject, PUBLISHER, publisher, facts)


def _overlaps(case: Case) -> Iterator[Fault]:
    """Yield terms that two concepts of one scheme or collection share (qSKOS ol).

    Codes that were never valid on the same day may share a text: a new code often takes it over.
    """
    things = case.things
    first: dict[tuple[Node, str, str], list[Node]] = {}
    for concept in things.concepts:
        groups = things.schemes_of.get(concept, frozenset()) | things.collections_of.get(
            concept, frozenset()
        )
        coded = concept in things.codes or concept in things.headings
        told: set[tuple[Node, str]] = set()
        for predicate in (PREF_LABEL,) if coded else (PREF_LABEL, ALT_LABEL):
            for text in literals(case.graph.objects(concept, predicate)):
                for group in sorted(groups) or (LOOSE,):
                    others = first.setdefault((group, text.language, text.value.casefold()), [])
                    if others and others[-1] == concept:
                        continue
                    for other in others[-3:]:
                        if (other, text.value) in told or not _together(case, concept, other):
                            continue
                        told.add((other, text.value))
                        facts = {"other": Iri(other), "language": text.language}
                        yield Fault("label-overlap", concept, predicate, text, facts)
                        break
                    others.append(concept)


def _together(case: Case, one: Node, other: Node) -> bool:
    if one not in case.things.codes and other not in case.things.codes:
        # A heading and the code below it often say the same.
        return not {one, other} & case.things.headings or {one, other} <= case.things.headings
    if {one, other} & case.things.headings:
        return False

    def day(node: Node, predicate: Iri, missing: str) -> str:
        return next((text.value for text in literals(case.graph.objects(node, predicate))), missing)

    return day(one, START_DATE, "") <= day(other, END_DATE, "~") and day(
        other, START_DATE, ""
    ) <= day(one, END_DATE, "~")


def _proposals(case: Case) -> Iterator[Fault]:
    for subject, properties in case.graph.subjects.items():
        proposed = literals(properties.get(PROPOSED_TERM, ()))
        if proposed:
            terms = {text for label in LABELS for text in properties.get(label, ())}
            for text in proposed:
                if text not in terms:
                    alike = {
                        term.value: term
                        for term in literals(terms)
                        if term.language == text.language
                    }
                    near = difflib.get_close_matches(text.value, sorted(alike), 1)
                    facts: Facts = {
                        "language": text.language,
                        "suggestion": alike[near[0]] if near else "",
                    }
                    yield Fault("proposed-term", subject, PROPOSED_TERM, text, facts)
