"""The pages of reporting requirements, of their versions and of business rules, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.model.concept import Note
from catalog.model.model_changes import ModelChanges
from catalog.model.requirement import ALWAYS, BusinessRule, Example
from catalog.model.resource import Link, Period, Resource
from catalog.model.text import LangString

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the page of its requirement lists it; ``rules`` and ``computed`` are numbers."""

    link: Link
    version: str
    valid: Period = ALWAYS
    model: Link | None = None
    rules: int = 0
    computed: int = 0


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that look at one type first of all; ``part`` is None where they look at nothing."""

    part: Link | None
    rules: tuple[BusinessRule, ...]


@dataclass(frozen=True, slots=True)
class RequirementPage(Resource):
    """The page of a requirement; ``versions`` are newest first."""

    name: str = ""
    subject: Link | None = None
    keywords: tuple[LangString, ...] = ()
    notes: tuple[Note, ...] = ()
    versions: tuple[VersionRow, ...] = ()

    def applying(self, day: dt.date) -> VersionRow | None:
        """Return the newest version that applies on ``day``."""
        return next((it for it in self.versions if it.valid.holds(day)), None)

    def coming(self, day: dt.date) -> VersionRow | None:
        """Return the version that applies next after ``day``."""
        later = [it for it in self.versions if it.valid.start > day.isoformat()]
        return min(later, key=lambda it: it.valid.start, default=None)


@dataclass(frozen=True, slots=True)
class RequirementVersionPage(Resource):
    """The page of a version of a requirement.

    ``groups`` are its rules by the type that they look at, in the order of the model, without the
    texts that only the pages of the rules show. ``code_lists`` are those that the model takes
    codes from. ``changes`` is what differs from ``previous``, the version before; None where there
    is none. ``versions`` are all of the requirement, newest first.
    """

    name: str = ""
    subject: Link | None = None
    keywords: tuple[LangString, ...] = ()
    notes: tuple[Note, ...] = ()
    series: Link | None = None
    model: Link | None = None
    groups: tuple[RuleGroup, ...] = ()
    code_lists: tuple[Link, ...] = ()
    examples: tuple[Example, ...] = ()
    versions: tuple[Link, ...] = ()
    previous: Link | None = None
    changes: ModelChanges | None = None

    @property
    def rules(self) -> tuple[BusinessRule, ...]:
        """Return all rules, in their order."""
        return tuple(rule for group in self.groups for rule in group.rules)


@dataclass(frozen=True, slots=True)
class BusinessRulePage(Resource):
    """The page of a business rule; ``versions`` are those of requirements that have it."""

    rule: BusinessRule | None = None
    notes: tuple[Note, ...] = ()
    requirement: Link | None = None
    versions: tuple[Link, ...] = ()
