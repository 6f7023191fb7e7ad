"""A comparison for programs: JSON whose keys are those of ``site/schemas``, and only added to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from catalog.compare.writers.model_json import model_changes
from catalog.terms import DIFF_SCHEMA

if TYPE_CHECKING:
    from catalog.compare.comparison import Change, Comparison, Detail, Uses
    from catalog.compare.version import Version
    from catalog.model.resource import Link, Value

Json = dict[str, object]


def as_json(comparison: Comparison, before: Version, after: Version) -> str:
    """Return all of ``comparison`` as JSON; what is empty or unknown is left out of a thing."""
    counts: dict[str, dict[str, int]] = {}
    for (kind, state), number in sorted(comparison.counts().items()):
        counts.setdefault(kind, {})[state] = number
    whole: Json = {
        "$schema": DIFF_SCHEMA,
        "before": _version(before),
        "after": _version(after),
        "counts": counts,
        "definitions": comparison.definitions(),
        "unread": list(comparison.unread),
        "changes": [_change(change) for change in comparison.changes],
        "models": [model_changes(it) for it in comparison.models],
    }
    return json.dumps(whole, ensure_ascii=True, indent=2) + "\n"


def _version(version: Version) -> Json:
    return {"kind": version.kind, "name": version.name}


def _change(change: Change) -> Json:
    told: Json = {
        "iri": change.iri,
        "kind": change.kind,
        "state": change.state,
        "names": _names(change.link),
        "notation": change.link.notation,
        "within": [link.iri for link in change.within],
        "twin": change.twin.iri if change.twin else "",
        "details": [_detail(detail) for detail in change.details],
        "uses": [_uses(uses) for uses in change.uses],
    }
    always = {"iri", "kind", "state", "names", "details", "uses"}
    return {key: value for key, value in told.items() if value or key in always}


def _detail(detail: Detail) -> Json:
    told: Json = {
        "aspect": detail.aspect,
        "action": detail.action,
        "lang": detail.lang,
        "predicate": detail.predicate,
        "about": detail.about.iri if detail.about else "",
        "before": _value(detail.before),
        "after": _value(detail.after),
        "words": [{"text": piece.text, "state": piece.state} for piece in detail.pieces],
        "unseen": detail.unseen,
    }
    return {
        key: value
        for key, value in told.items()
        if value or key in {"aspect", "action"} or (key in {"before", "after"} and value == {})
    }


def _value(value: Value | None) -> Json | None:
    if value is None:
        return None
    if value.link is not None:
        return {"iri": value.link.iri, "names": _names(value.link)}
    told = {"text": value.text, "lang": value.lang, "datatype": value.datatype}
    return {key: text for key, text in told.items() if text or key == "text"}


def _uses(uses: Uses) -> Json:
    return {
        "way": uses.way,
        "total": uses.total,
        "things": [{"iri": link.iri, "names": _names(link)} for link in uses.links],
    }


def _names(link: Link) -> list[Json]:
    return [{"text": name.text, "lang": name.lang} for name in link.label]
