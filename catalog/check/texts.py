"""Clean text: languages, invisible characters, white space and length of every literal."""

from __future__ import annotations

import dataclasses
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, Literal, literals
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
    from collections.abc import Iterator, Sequence

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Term

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
NORWEGIAN: Final = ("nb", "nn")
LANGUAGE_WORD: Final = "language-"
"""How the names of the languages are called among the words of the report."""
ALIKE: Final = 0.7
"""How much of a language's name must be right."""
HALF: Final = 0.5
"""The same for a tag of two letters, of which the first is right."""
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
                    for fault in _language(subject, predicate, value, languages):
                        meant = _tagged(case, fault.rule, value, values)
                        yield dataclasses.replace(fault, facts={**fault.facts, "suggestion": meant})


def _characters(subject: Node, predicate: Iri, literal: Literal) -> Iterator[Fault]:
    text = literal.value
    if literal.language or not literal.datatype:
        stripped = text.strip()
        if not stripped and (literal.language or predicate in SPOKEN):
            yield Fault("label-empty", subject, predicate, literal, {"path": predicate})
        elif stripped != text:
            yield _text(Fault("white-space", subject, predicate, literal), stripped)
    if text.isascii() and text.isprintable():
        return
    for rule, pattern in (("control-character", CONTROL), ("bidi-character", BIDI)):
        found = pattern.search(text)
        if found:
            facts: Facts = {"detail": named(found.group())}
            fault = Fault(rule, subject, predicate, literal, facts)
            yield _text(fault, pattern.sub("", text))
    if not unicodedata.is_normalized("NFC", text):
        fault = Fault("text-not-composed", subject, predicate, literal)
        yield _text(fault, unicodedata.normalize("NFC", text))


def _text(fault: Fault, meant: str) -> Fault:
    """Return ``fault`` with the text that was probably meant, if anything is left of it."""
    literal = fault.value
    facts = {"path": fault.predicate or "", **fault.facts}
    if isinstance(literal, Literal) and meant.strip():
        facts["suggestion"] = literal._replace(value=meant)
    return dataclasses.replace(fault, facts=facts)


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
        yield Fault("language-norwegian", subject, predicate, literal, facts, tag=True)
    elif primary not in {"i", "x"} and (
        len(primary) not in {TWO_LETTERS, THREE_LETTERS}
        or (len(primary) == TWO_LETTERS and primary not in known)
    ):
        yield Fault("language-invalid", subject, predicate, literal, facts, tag=True)


def _tagged(case: Case, rule: str, literal: Literal, values: Sequence[Term]) -> Literal | str:
    """Return ``literal`` in the language that was probably meant, or nothing.

    That is one by whose name people know it; else one of the catalogue's that the property lacks.
    """
    languages = case.settings.languages
    taken = {text.language for text in literals(values)}
    free = [language for language in languages if language not in taken]
    wrong = literal.language.lower()
    if rule == "language-missing":
        meant = languages[0] if len(languages) == 1 else ""
    elif rule == "language-norwegian":
        meant = next((language for language in free if language in NORWEGIAN), "")
    else:
        meant = _by_name(case, wrong) or _near(wrong, free) or _near(wrong, languages)
    return Literal(literal.value, meant) if meant else ""


def _by_name(case: Case, wrong: str) -> str:
    """Return the language whose name in words is most like ``wrong``."""
    names = {
        label.text.casefold(): name.removeprefix(LANGUAGE_WORD)
        for name, labels in case.shapes.words.items()
        if name.startswith(LANGUAGE_WORD) and name != LANGUAGE_WORD
        for label in labels
    }
    found = difflib.get_close_matches(wrong, names, 1, ALIKE)
    return names[found[0]] if found else ""


def _near(wrong: str, languages: Sequence[str]) -> str:
    """Return the one of ``languages`` that is most like ``wrong``; the first letter is right."""
    near = [language for language in languages if language[:1] == wrong[:1]]
    found = difflib.get_close_matches(wrong, near, 1, HALF)
    return found[0] if found else ""


def named(character: str) -> str:
    """Return the code point and name of ``character``, so that what can't be seen can be told."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
