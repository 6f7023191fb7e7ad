"""What every described thing has: names, dates, people behind it, and statements of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

from catalog.model.text import LangString

RETIRED = frozenset({"RETIRED", "DEPRECATED", "CANDIDATE_DEPRECATED", "DRAFT_DEPRECATED",
                     "REVISED_DEPRECATED", "WAITING_DEPRECATED"})  # fmt: skip
"""The EU concept statuses of a thing that should no longer be used."""


@dataclass(frozen=True, slots=True)
class Period:
    """Validity, both days included (SKOS-AP-NO: gyldig fra og med, til og med); empty is open."""

    start: str = ""
    end: str = ""

    @property
    def stated(self) -> bool:
        """Tell whether any end is known; a source that names no days says nothing of any day."""
        return bool(self.start or self.end)

    def holds(self, day: dt.date) -> bool:
        """Tell whether ``day`` lies in the period."""
        iso = day.isoformat()
        return (not self.start or self.start <= iso) and (not self.end or iso <= self.end)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that is pointed at, with what is needed to show it.

    ``kind`` is empty for what this catalogue doesn't describe; ``path`` is the IRI's path below
    the base, or None where the page stands under ``/-/iri`` (or doesn't exist).
    """

    iri: str
    label: tuple[LangString, ...] = ()
    kind: str = ""
    path: str | None = None
    notation: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """An object of a statement that no field tells of: a literal, or a link."""

    text: str = ""
    lang: str = ""
    datatype: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A predicate that no field tells of, with its values."""

    predicate: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask (``vcard:Kind``); ``email`` and ``url`` are IRIs."""

    name: tuple[LangString, ...] = ()
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a thing has come: the last part of a coded status' IRI, or free text."""

    code: str = ""
    iri: str = ""
    text: tuple[LangString, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with a page of its own.

    ``kind`` is one of ``concept``, ``code``, ``code-list``, ``scheme``, ``collection``,
    ``dataset``, ``catalog``, ``model``, ``type``, ``property``, ``requirement``,
    ``requirement-version``, ``business-rule`` and ``thing``.
    """

    iri: str
    kind: str
    path: str | None = None
    types: tuple[str, ...] = ()
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    identifier: str = ""
    status: Status | None = None
    valid: Period = Period()
    created: str = ""
    modified: str = ""
    issued: str = ""
    version: str = ""
    publisher: Link | None = None
    contacts: tuple[Contact, ...] = ()
    licence: Link | None = None
    sources: tuple[Link, ...] = ()
    others: tuple[Property, ...] = ()
    file: str = ""
    """The source file to change, its path below the catalogue's root."""

    def holds(self, day: dt.date) -> bool:
        """Tell whether the thing is known to be valid on ``day``.

        One that was withdrawn without a last day isn't: nobody knows until when it was.
        """
        return self.valid.holds(day) and (bool(self.valid.end) or not self.retired)

    @property
    def retired(self) -> bool:
        """Tell whether the status says that the thing should no longer be used."""
        return self.status is not None and self.status.code in RETIRED
