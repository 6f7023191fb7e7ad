"""What became of models and requirements for programs: JSON whose keys are only added to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from catalog.terms import MODEL_DIFF_SCHEMA

if TYPE_CHECKING:
    from catalog.model.model_changes import ModelChange, ModelChanges, Side
    from catalog.model.text import LangString

Json = dict[str, object]


def models_as_json(changes: ModelChanges, unread: tuple[str, ...] = ()) -> str:
    """Return all of ``changes`` as JSON; what is empty or unknown is left out of a part.

    ``unread`` are the source files that can't be read.
    """
    whole: Json = {
        "$schema": MODEL_DIFF_SCHEMA, **model_changes(changes), "unread": list(unread),
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=True, indent=2) + "\n"


def model_changes(changes: ModelChanges) -> Json:
    """Return ``changes`` as values of JSON."""
    return {
        "before": _side(changes.before),
        "after": _side(changes.after),
        "counts": dict(changes.counts()),
        "breaks": changes.breaks,
        "changes": [_change(it) for it in changes.changes],
    }


def _side(side: Side) -> Json:
    told: Json = {
        "iri": side.iri,
        "name": side.name,
        "version": side.version,
        "names": _names(side.label),
        "from": side.valid.start,
        "to": side.valid.end,
    }
    return {key: value for key, value in told.items() if value or key in {"iri", "name"}}


def _change(change: ModelChange) -> Json:
    told: Json = {
        "kind": change.kind,
        "topic": change.topic,
        "impact": change.impact,
        "place": change.place,
        "iri": change.link.iri if change.link else "",
        "before": change.before,
        "after": change.after,
        "from": change.day,
        "codes": [
            {
                "notation": it.notation,
                "iri": it.iri,
                "names": _names(it.label),
                **({"from": it.valid.start} if it.valid.start else {}),
                **({"to": it.valid.end} if it.valid.end else {}),
                **({"use": list(it.replaced_by)} if it.replaced_by else {}),
            }
            for it in change.codes
        ],
        "parts": [{"iri": it.iri, "place": it.notation} for it in change.parts],
    }
    always = {"kind", "topic", "impact", "place"}
    return {key: value for key, value in told.items() if value or key in always}


def _names(label: tuple[LangString, ...]) -> list[Json]:
    return [{"text": name.text, "lang": name.lang} for name in label]
