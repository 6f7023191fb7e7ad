"""What differs between two versions of a model or a requirement, and what it means for senders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.information import ALWAYS, AdmittedCode
from catalog.model.resource import Link, Period
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Mapping

BREAKS: Final = "breaks"
LOOK: Final = "look"
FREE: Final = "free"
IMPACTS: Final = (BREAKS, LOOK, FREE)
"""What a change means for who sends messages: a message that was right may now be wrong; it may
concern them, but no message is wrong for it alone; every message that was right still is."""

STRUCTURE: Final = "structure"
CODES: Final = "codes"
RULES: Final = "rules"
TOPICS: Final = (STRUCTURE, CODES, RULES)
"""What a change is about, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class ModelChange:
    """One change. ``kind`` is stable and names its sentence (``property-required``).

    ``topic`` is one of ``TOPICS``, ``impact`` of ``IMPACTS``. ``link`` is the part as it is now,
    or as it was where it is gone: a type, a property, a code list or a business rule. ``place`` is
    what programs call it (``MeldingType/@StartDato``). ``before`` and ``after`` are the two values,
    as the sentence needs them. ``day`` is the first day on which it matters, empty where that is
    as soon as the new version applies. ``codes`` are the codes that it is about, in the order of
    their list, and ``parts`` the properties that take them.
    """

    kind: str
    topic: str
    impact: str
    link: Link | None = None
    place: str = ""
    before: str = ""
    after: str = ""
    day: str = ""
    codes: tuple[AdmittedCode, ...] = ()
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions that are compared; ``name`` is what all versions are called."""

    iri: str
    name: str
    version: str
    label: tuple[LangString, ...] = ()
    valid: Period = ALWAYS
    path: str | None = None


@dataclass(frozen=True, slots=True)
class ModelChanges:
    """All that differs, by topic; within one, what breaks messages comes first."""

    before: Side
    after: Side
    changes: tuple[ModelChange, ...] = ()

    def of(self, topic: str) -> tuple[ModelChange, ...]:
        """Return the changes of one topic."""
        return tuple(it for it in self.changes if it.topic == topic)

    def counts(self) -> Mapping[str, int]:
        """Return how many changes there are of each impact that there is."""
        counted = Counter(it.impact for it in self.changes)
        return {impact: counted[impact] for impact in IMPACTS if counted[impact]}

    @property
    def breaks(self) -> bool:
        """Tell whether a message that was right may now be wrong."""
        return any(it.impact == BREAKS for it in self.changes)
