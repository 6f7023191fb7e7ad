"""Clean text: languages, invisible characters, white space and length of every literal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, Literal
from catalog.terms import (
    ADMS,
    ALT_LABEL,
    CHANGE_NOTE,
    DEFINITION,
    DESCRIPTION,
    EDITORIAL_NOTE,
    EXAMPLE,
    HIDDEN_LABEL,
    HISTORY_NOTE,
    KEYWORD,
    NOTE,
    PREF_LABEL,
    PROPOSED_TERM,
    RELATION_ROLE,
    RIGHTS,
    SCOPE_NOTE,
    STATUS,
    SUBJECT,
    TITLE,
    VALUE,
    VALUE_RANGE,
    XL_NOTE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

SPOKEN: Final = frozenset(
    {
        PREF_LABEL,
        ALT_LABEL,
        HIDDEN_LABEL,
        DEFINITION,
        NOTE,
        SCOPE_NOTE,
        EXAMPLE,
        CHANGE_NOTE,
        EDITORIAL_NOTE,
        HISTORY_NOTE,
        TITLE,
        DESCRIPTION,
        KEYWORD,
        RIGHTS,
        STATUS,
        SUBJECT,
        VALUE_RANGE,
        RELATION_ROLE,
        PROPOSED_TERM,
        Iri(ADMS + "versionNotes"),
    }
)
"""Properties whose texts are in a language (rdf:langString in SKOS-AP-NO)."""
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff]"
)
"""Control characters but tab and line breaks, and characters that nobody can see."""
BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
TWO_LETTERS: Final = 2
THREE_LETTERS: Final = 3


def texts(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the literals, in source order."""
    most = case.settings.limits.literal_characters
    languages = case.shapes.rules["language-invalid"].allowed
    for subject, properties in case.graph.subjects.items():
        note = XL_NOTE in case.things.types.get(subject, ())
        for predicate, values in properties.items():
            spoken = predicate in SPOKEN or (note and predicate == VALUE)
            for value in values:
                if not isinstance(value, Literal):
                    continue
                if len(value.value) > most:
                    count = len(value.value)
                    facts: Facts = {"path": predicate, "count": count, "limit": most}
                    yield Fault("literal-long", subject, predicate, value, facts)
                    continue
                yield from _characters(subject, predicate, value)
                if spoken or value.language:
                    yield from _language(subject, predicate, value, languages)


def _characters(subject: Node, predicate: Iri, literal: Literal) -> Iterator[Fault]:
    text = literal.value
    if literal.language or not literal.datatype:
        stripped = text.strip()
        if not stripped and (literal.language or predicate in SPOKEN):
            yield Fault("label-empty", subject, predicate, literal, {"path": predicate})
        elif stripped != text:
            yield Fault("white-space", subject, predicate, literal, {"path": predicate})
    if text.isascii() and text.isprintable():
        return
    for rule, pattern in (("control-character", CONTROL), ("bidi-character", BIDI)):
        found = pattern.search(text)
        if found:
            facts = {"path": predicate, "detail": named(found.group())}
            yield Fault(rule, subject, predicate, literal, facts)
    if not unicodedata.is_normalized("NFC", text):
        yield Fault("text-not-composed", subject, predicate, literal, {"path": predicate})


def _language(
    subject: Node, predicate: Iri, literal: Literal, known: frozenset[str]
) -> Iterator[Fault]:
    """Yield missing and impossible language tags (BCP 47, section 2.2.1)."""
    if not literal.language:
        yield Fault("language-missing", subject, predicate, literal, {"path": predicate})
        return
    primary = literal.language.partition("-")[0].lower()
    facts = {"path": predicate, "detail": literal.language}
    if primary == "no":
        yield Fault("language-norwegian", subject, predicate, literal, facts)
    elif primary not in {"i", "x"} and (
        len(primary) not in {TWO_LETTERS, THREE_LETTERS}
        or (len(primary) == TWO_LETTERS and primary not in known)
    ):
        yield Fault("language-invalid", subject, predicate, literal, facts)


def named(character: str) -> str:
    """Return the code point and name of ``character``, so that what can't be seen can be told."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
