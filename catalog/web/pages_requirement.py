"""What pages tell of reporting requirements besides their records: what applies on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.model.dataset import Dataset
from catalog.model.requirement_pages import (
    BusinessRulePage,
    RequirementPage,
    RequirementVersionPage,
)
from catalog.release.requirements import applying

if TYPE_CHECKING:
    import datetime as dt

    from catalog.model.resource import Link, Resource
    from catalog.release.requirements import StoredRequirement
    from catalog.web.view import View

Told = tuple[str, dict[str, object]]
"""The name of a template, and what it is filled with besides the record."""


@dataclass(frozen=True, slots=True)
class Applying:
    """A requirement that a dataset holds: the version of today, and the one that comes next."""

    requirement: Link
    today: StoredRequirement | None
    next: StoredRequirement | None


def reported(view: View, record: Resource, on: dt.date | None) -> Told | None:
    """Return how to show a requirement, a version or a rule; None where it is something else."""
    if isinstance(record, RequirementPage):
        day = on or view.today
        return "requirement.html", {
            "day": day, "chosen": on is not None, "applying": record.applying(day),
            "coming": record.coming(day),
        }  # fmt: skip
    if isinstance(record, RequirementVersionPage):
        today = applying(view.release.requirements, record.name, view.today)
        return "requirement_version.html", {
            "state": _state(record, view.today),
            "today": today if today and today.iri != record.iri else None,
        }
    return ("business_rule.html", {}) if isinstance(record, BusinessRulePage) else None


def held(view: View, record: Resource) -> tuple[Applying, ...]:
    """Return the requirements that a dataset holds, each with what applies today."""
    links = record.parts if isinstance(record, Dataset) else ()
    return tuple(
        Applying(link, *_versions(view, link.iri)) for link in links if link.kind == "requirement"
    )


def _versions(view: View, series: str) -> tuple[StoredRequirement | None, StoredRequirement | None]:
    versions = [it for it in view.release.requirements if it.series and it.series.iri == series]
    today = next((it for it in versions if it.valid.holds(view.today)), None)
    later = [it for it in versions if it.valid.start > view.today.isoformat()]
    return today, min(later, key=lambda it: it.valid.start, default=None)


def _state(record: RequirementVersionPage, day: dt.date) -> str:
    """Return whether a version is ``over`` or ``coming``; empty where it applies."""
    if record.valid.holds(day):
        return ""
    return "coming" if record.valid.start > day.isoformat() else "over"
