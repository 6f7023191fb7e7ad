"""Which model somebody means: by name or IRI, by version or day, or what there is instead."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.errors import ModelMissing
from catalog.reading import values
from catalog.reading.models import find_model, model_versions, syntax

if TYPE_CHECKING:
    from catalog.model.rdf import Iri
    from catalog.reading.outline import Outline

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> dt.date | None:
    """Return the day that ``text`` writes, None where it is empty. Raises ModelMissing."""
    if not text:
        return None
    try:
        if DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ModelMissing(text, reason="model-date")


def choose_model(
    outline: Outline, asked: str, version: str = "", day: dt.date | None = None
) -> Iri:
    """Return the model that ``asked`` names: its technical name, its IRI or the path of that.

    An IRI names one version. A name is that of several: the one called ``version``, else the newest
    that applies on ``day``, else the newest. Raises ModelMissing, which tells what there is.
    """
    found = model_versions(outline)
    for name, versions in found.items():
        for iri in versions:
            if asked in {iri, outline.paths.get(iri)}:
                called = _version(outline, iri)
                if version not in {"", called}:
                    raise ModelMissing(f"{name} {version}", reason="model-version", known=[called])
                return iri
    if asked not in found:
        told = sorted(name for name, of in found.items() if syntax(outline.graph.about(of[0])))
        raise ModelMissing(asked, reason="model-unknown", known=told or ["–"])
    chosen = find_model(outline, asked, version, day)
    if chosen is not None:
        return chosen
    if version:
        known = [_version(outline, iri) or "–" for iri in found[asked]]
        raise ModelMissing(f"{asked} {version}", reason="model-version", known=known)
    periods = [
        f"{_version(outline, iri)} ({period.start or '..'}/{period.end or '..'})"
        for iri in found[asked]
        for period in [values.period(outline.graph.about(iri))]
    ]
    raise ModelMissing(f"{asked} {day}", reason="model-day", known=periods)


def _version(outline: Outline, iri: Iri) -> str:
    return values.first_text(outline.graph.about(iri), terms.VERSION_INFO, terms.VERSION)
