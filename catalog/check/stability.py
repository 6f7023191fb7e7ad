"""What may not change since the last Release, and what must be told when it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.things import find_things
from catalog.check.vanished import labels
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.terms import (
    CHANGE_NOTE,
    CODE_ELEMENT,
    CODE_LIST,
    COLLECTION,
    CONCEPT,
    CONCEPT_SCHEME,
    DEFINITION,
    EDITORIAL_NOTE,
    HISTORY_NOTE,
    IDENTIFIER,
    MODIFIED,
    NOTATION,
    ORDERED_COLLECTION,
    PREF_LABEL,
    TYPE,
    VALUE,
    VERSION,
    VERSION_INFO,
    VERSION_NOTES,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.check.case import Case
    from catalog.model.rdf import Graph, Node, Term

KINDS: Final = frozenset(
    {CONCEPT, CONCEPT_SCHEME, COLLECTION, ORDERED_COLLECTION, CODE_LIST, CODE_ELEMENT}
)
"""What a thing is for good; it may become more precisely so, but not something else."""
TOLD: Final = (CHANGE_NOTE, HISTORY_NOTE, EDITORIAL_NOTE, VERSION_NOTES, VERSION_INFO)
NUMBERS: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
LETTERS: Final = re.compile(r"\w+")


def stability(case: Case) -> Iterator[Fault]:
    """Yield what breaks a promise of the last Release (Cool URIs; DWBP 26 and 27)."""
    before = case.before
    if before is None:
        return
    for subject, was in before.subjects.items():
        now = case.graph.about(subject)
        if isinstance(subject, BlankNode) or not now or not case.things.ours(subject):
            continue
        yield from _kinds(subject, was.get(TYPE, []), now.get(TYPE, []))
        yield from _values(subject, IDENTIFIER, "identifier-changed", was, now)
        if VERSION in was:
            yield from _version(subject, was[VERSION], now.get(VERSION, []))
        if subject in case.things.codes:
            yield from _values(subject, NOTATION, "notation-changed", was, now)
            yield from _meaning(subject, was, now)
        if XL_DEFINITION in was or DEFINITION in was:
            yield from _dated(case, before, subject)
    yield from _reassigned(case, before)


def _kinds(subject: Iri, was: Sequence[Term], now: Sequence[Term]) -> Iterator[Fault]:
    lost = KINDS.intersection(iris(was)) - set(iris(now))
    gained = KINDS.intersection(iris(now)) - set(iris(was))
    if lost and gained:
        facts: Facts = {"other": min(lost), "value": min(gained)}
        yield Fault("type-changed", subject, TYPE, min(gained), facts)


def _values(
    subject: Iri, predicate: Iri, rule: str, was: dict[Iri, list[Term]], now: dict[Iri, list[Term]]
) -> Iterator[Fault]:
    """Yield a value that is there now instead of one that was there."""
    old, new = was.get(predicate, []), now.get(predicate, [])
    lost = [value for value in old if value not in new]
    gained = [value for value in new if value not in old]
    if lost and gained:
        facts: Facts = {"other": _text(lost[0]), "value": _text(gained[0])}
        yield Fault(rule, subject, predicate, gained[0], facts)


def _text(value: Term) -> str:
    return value.value if isinstance(value, Literal) else value


def _version(subject: Iri, was: Sequence[Term], now: Sequence[Term]) -> Iterator[Fault]:
    """Yield a version that comes before the one that is public: numbers are compared as such."""
    for old in literals(was):
        for new in literals(now):
            if _numbers(new.value) < _numbers(old.value):
                facts: Facts = {"other": old.value}
                yield Fault("version-backwards", subject, VERSION, new, facts)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in NUMBERS.findall(version)]


def _meaning(
    subject: Iri, was: dict[Iri, list[Term]], now: dict[Iri, list[Term]]
) -> Iterator[Fault]:
    """Yield a code whose text is another one, while nothing about the code tells of it."""
    if any(set(now.get(told, ())) - set(was.get(told, ())) for told in TOLD):
        return
    old = {label.language: label.value for label in literals(was.get(PREF_LABEL, ()))}
    for label in literals(now.get(PREF_LABEL, ())):
        known = old.get(label.language)
        if known is not None and _plain(known) != _plain(label.value):
            facts: Facts = {"other": known, "language": label.language}
            yield Fault("code-meaning-changed", subject, PREF_LABEL, label, facts)


def _plain(text: str) -> str:
    return " ".join(LETTERS.findall(text.casefold()))


def _dated(case: Case, before: Graph, subject: Iri) -> Iterator[Fault]:
    """Yield a concept whose definition is another one, and whose date of change is the same."""
    dates = case.graph.objects(subject, MODIFIED)
    if not dates or dates != before.objects(subject, MODIFIED):
        return
    old, new = _definitions(before, subject), _definitions(case.graph, subject)
    if old != new:
        language = min(
            language
            for language in old.keys() | new.keys()
            if old.get(language) != new.get(language)
        )
        facts: Facts = {"language": language}
        yield Fault("modified-unchanged", subject, MODIFIED, dates[0], facts)


def _definitions(graph: Graph, subject: Iri) -> dict[str, list[str]]:
    about = graph.about(subject)
    texts = literals(about.get(DEFINITION, ()))
    for note in iris(about.get(XL_DEFINITION, ())):
        texts += literals(graph.objects(note, VALUE))
    found: dict[str, list[str]] = {}
    for text in sorted(texts):
        found.setdefault(text.language, []).append(text.value)
    return found


def _reassigned(case: Case, before: Graph) -> Iterator[Fault]:
    """Yield code values that meant another code of the same list in the last Release."""
    then: dict[tuple[Node, Literal], Node] = {}
    things = find_things(before, case.settings.base_iri)
    for code in (node for node in things.concepts if node in things.codes):
        for notation in literals(before.objects(code, NOTATION)):
            for scheme in things.schemes_of.get(code, ()):
                then[scheme, notation] = code
    for code in (node for node in case.things.concepts if node in case.things.codes):
        for notation in literals(case.graph.objects(code, NOTATION)):
            for scheme in sorted(case.things.schemes_of.get(code, ())):
                was = then.get((scheme, notation))
                if was is not None and was != code and not _same(case, before, was, code):
                    label = next(iter(labels(before.about(was))), Literal(""))
                    facts: Facts = {"other": label.value or str(was)}
                    yield Fault("notation-reassigned", code, NOTATION, notation, facts)


def _same(case: Case, before: Graph, was: Node, code: Node) -> bool:
    """Tell whether ``was`` has the value still: that two share it is another rule's matter."""
    kept = set(before.objects(was, NOTATION)) & set(case.graph.objects(was, NOTATION))
    return bool(kept & set(case.graph.objects(code, NOTATION)))
