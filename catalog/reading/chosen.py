"""Which model or requirement somebody means: by name, IRI, version or day, or what there is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.errors import ModelMissing, RequirementMissing
from catalog.reading import values
from catalog.reading.models import find_model, model_versions, syntax, technical_name
from catalog.reading.requirements import requirement_name, requirement_versions, version_of

if TYPE_CHECKING:
    from catalog.model.rdf import Iri
    from catalog.model.resource import Period
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
    told = [_with_days(_version(outline, iri), _period(outline, iri)) for iri in found[asked]]
    raise ModelMissing(f"{asked} {day}", reason="model-day", known=told)


def choose_requirement(
    outline: Outline, asked: str, version: str = "", day: dt.date | None = None
) -> Iri:
    """Return the version that ``asked`` names: a technical name, an IRI or the path of one.

    The IRI of a version names that one. A name, or the IRI of a requirement, is that of several:
    the one called ``version``, else the newest that applies on ``day``, else the newest. Raises
    RequirementMissing, which tells what there is.
    """
    found = requirement_versions(outline)
    name, stated = _named(outline, asked)
    if stated and version not in {"", stated}:
        raise RequirementMissing(f"{name} {version}", reason="requirement-version", known=[stated])
    version = version or stated
    if name not in found:
        raise RequirementMissing(asked, reason="requirement-unknown", known=list(found) or ["–"])
    known = {iri: version_of(outline, iri) for iri in found[name]}
    if version:
        for iri, called in known.items():
            if called == version:
                return iri
        raise RequirementMissing(
            f"{name} {version}", reason="requirement-version",
            known=[it or "–" for it in known.values()],
        )  # fmt: skip
    periods = {iri: _period(outline, iri) for iri in known}
    for iri, period in periods.items():
        if day is None or period.holds(day):
            return iri
    told = [_with_days(known[iri], it) for iri, it in periods.items()]
    raise RequirementMissing(f"{name} {day}", reason="requirement-day", known=told)


def _named(outline: Outline, asked: str) -> tuple[str, str]:
    """Return the name and version that an IRI or a path stands for; else ``asked`` as a name."""
    for iri, kind in outline.kinds.items():
        if asked in {iri, outline.paths.get(iri)}:
            if kind == "requirement":
                return technical_name(outline, iri), ""
            if kind == "requirement-version":
                return requirement_name(outline, iri), version_of(outline, iri)
    return asked, ""


def _version(outline: Outline, iri: Iri) -> str:
    return values.first_text(outline.graph.about(iri), terms.VERSION_INFO, terms.VERSION)


def _period(outline: Outline, iri: Iri) -> Period:
    return values.period(outline.graph.about(iri))


def _with_days(version: str, period: Period) -> str:
    return f"{version} ({period.start or '..'}/{period.end or '..'})"
