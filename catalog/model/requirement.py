"""Reporting requirements: what must be reported from which day, by which model and which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from catalog.model.information import InformationModel
from catalog.model.resource import Link, Period
from catalog.model.text import LangString

ALWAYS: Final = Period()
FATAL: Final = "fatal"
ERROR: Final = "error"
WARNING: Final = "warning"
INFORMATION: Final = "information"
SEVERITIES: Final = (FATAL, ERROR, WARNING, INFORMATION)
"""From the worst; the first two make a message wrong."""


@dataclass(frozen=True, slots=True)
class BusinessRule:
    """A rule that a message must keep besides its schema (``omgrep:BusinessRule``).

    ``name`` is its technical name (``melding-2a``), ``notation`` what its source calls it
    (``Melding 2a``). ``valid`` is when it applies; both ends may be open.

    A rule that can be computed has ``context``, an XPath 1.0 expression for the elements that it
    is about, and ``test``, an XPath that must be true of each (as ``rule`` and ``assert`` of
    Schematron, ISO/IEC 19757-3 §5.4). ``message`` tells what is wrong; each ``{XPath}`` in it
    stands for a value at that element. One that can't be computed has ``reason`` instead.

    ``milder`` is its severity where ``milder_where`` (XPath) is true of the element.
    """

    iri: str
    name: str
    notation: str = ""
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    severity: str = ERROR
    valid: Period = ALWAYS
    subjects: tuple[Link, ...] = ()
    """The concepts that it is about."""
    parts: tuple[Link, ...] = ()
    """The types and properties of a model that it looks at."""
    context: str = ""
    test: str = ""
    message: tuple[LangString, ...] = ()
    milder: str = ""
    milder_where: str = ""
    reason: tuple[LangString, ...] = ()
    path: str | None = None

    @property
    def computed(self) -> bool:
        """Tell whether a program can judge by it."""
        return bool(self.context and self.test)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a concept means, for whoever meets it in a finding."""

    iri: str
    label: tuple[LangString, ...] = ()
    definition: tuple[LangString, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A message to try things with; ``right`` tells whether it keeps the requirement."""

    iri: str
    text: str
    right: bool = True
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A version of a reporting requirement, with all that a message is judged by.

    ``name`` is what all its versions are called (``barnevernsregister``); ``valid`` the days on
    which this one applies. ``rules`` are in the order of the requirement; ``meanings`` are of
    every concept that the model or a rule is about, by IRI.
    """

    iri: str
    name: str
    version: str
    model: InformationModel
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    valid: Period = ALWAYS
    rules: tuple[BusinessRule, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    examples: tuple[Example, ...] = ()
    path: str | None = None
