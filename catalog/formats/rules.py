"""Business rules as data: JSON with all that a program can judge by, and a table of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.formats import separated
from catalog.formats.tabular import joined
from catalog.formats.vendor import encoded
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.model.requirement import BusinessRule

FIRST: Final = ("name", "notation", "severity", "validFrom", "validTo", "computed")
TEXTS: Final = ("title", "description", "message", "notComputed")
LAST: Final = ("context", "test", "milder", "milderWhere", "subjects", "parts", "iri")


def rules_json(rules: Iterable[BusinessRule]) -> bytes:
    """Return every rule; empty where the catalogue says nothing."""
    return encoded({"rules": [_told(rule) for rule in rules]})


def rules_csv(rules: Iterable[BusinessRule], languages: Sequence[str]) -> bytes:
    """Return a line a rule, texts in a column for each language."""
    texts = [(key, language) for key in TEXTS for language in languages]
    lines = [(*FIRST, *(f"{key}.{language}" for key, language in texts), *LAST)]
    for rule in rules:
        told = _told(rule)
        spoken = [(told[key] or {}) for key, _ in texts]
        lines.append(
            (
                *(_cell(told[key]) for key in FIRST),
                *(
                    str(by.get(language, "")) if isinstance(by, dict) else ""
                    for by, (_, language) in zip(spoken, texts, strict=True)
                ),
                *(_cell(told[key]) for key in LAST),
            )
        )
    return separated.piece(lines)


def _told(rule: BusinessRule) -> dict[str, object]:
    return {
        "iri": rule.iri,
        "name": rule.name,
        "notation": rule.notation,
        "title": _by_language(rule.label),
        "description": _by_language(rule.description),
        "severity": rule.severity,
        "milder": rule.milder,
        "milderWhere": rule.milder_where,
        "validFrom": rule.valid.start,
        "validTo": rule.valid.end,
        "subjects": [it.iri for it in rule.subjects],
        "parts": [it.iri for it in rule.parts],
        "computed": rule.computed,
        "context": rule.context,
        "test": rule.test,
        "message": _by_language(rule.message),
        "notComputed": _by_language(rule.reason),
    }


def _by_language(texts: Iterable[LangString]) -> dict[str, str]:
    return {text.lang: text.text for text in texts}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return joined(map(str, value)) if isinstance(value, list) else str(value)
