"""Concept, Collection and ConceptScheme, as SKOS and SKOS-AP-NO-Begrep speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.model.information import Use
from catalog.model.resource import Link, Period, Resource
from catalog.model.text import LangString

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition in one language (SKOS-AP-NO: ``euvoc:XlNote``; SKOS: ``skos:definition``).

    ``relationship`` is ``self-composed``, ``derived-from-source``, ``direct-from-source`` or
    empty; ``audience`` is ``public``, ``specialist`` or empty.
    """

    text: LangString
    relationship: str = ""
    sources: tuple[Link, ...] = ()
    source_texts: tuple[LangString, ...] = ()
    audience: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A SKOS documentation note; ``kind`` is ``scopeNote``, ``example``, ``changeNote``, etc."""

    kind: str
    text: LangString


@dataclass(frozen=True, slots=True)
class FormerLabel:
    """A name that a thing had; ``version`` says where it stood, ``valid`` when, as far as known."""

    text: LangString
    version: str = ""
    valid: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Relation:
    """A semantic relation to another concept.

    ``kind`` is ``broader``, ``broader-generic``, ``broader-partitive``, the same with
    ``narrower``, or ``related``. ``role`` says how (associative), ``criterion`` by what
    (generic, partitive).
    """

    kind: str
    target: Link
    role: tuple[LangString, ...] = ()
    criterion: tuple[LangString, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A mapping relation; ``kind`` is ``exactMatch``, ``closeMatch``, ``broadMatch`` and so on."""

    kind: str
    target: Link


@dataclass(frozen=True, slots=True)
class Concept(Resource):
    """A unit of thought: its terms, definitions and relations."""

    alt: tuple[LangString, ...] = ()
    hidden: tuple[LangString, ...] = ()
    proposed: tuple[LangString, ...] = ()
    former: tuple[FormerLabel, ...] = ()
    notations: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    notes: tuple[Note, ...] = ()
    subjects: tuple[LangString, ...] = ()
    subject_links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    relation_counts: tuple[tuple[str, int], ...] = ()
    matches: tuple[Match, ...] = ()
    schemes: tuple[Link, ...] = ()
    collections: tuple[Link, ...] = ()
    value_ranges: tuple[Link, ...] = ()
    codes: tuple[Link, ...] = ()
    modelled: tuple[Use, ...] = ()
    """The types and properties about it, of the models that nothing has replaced."""
    rules: tuple[Link, ...] = ()
    """The business rules about it."""
    replaces: tuple[Link, ...] = ()
    replaced_by: tuple[Link, ...] = ()
    see_also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Code(Concept):
    """A Concept that stands in a code list; ``reportable`` is false for a heading."""

    position: int = 0
    reportable: bool = True
    requires_specification: bool = False


@dataclass(frozen=True, slots=True)
class ConceptScheme(Resource):
    """An aggregation of concepts; its members are rows of the Release, not fields."""

    proposed: tuple[LangString, ...] = ()
    notes: tuple[Note, ...] = ()
    count: int = 0
    top_count: int = 0


@dataclass(frozen=True, slots=True)
class CodeList(ConceptScheme):
    """A ConceptScheme of codes; ``subject`` is the concept that it is the values of."""

    subject: Link | None = None
    used_by: tuple[Link, ...] = ()
    attributes: tuple[Use, ...] = ()
    """What takes its values from the list, of the models that nothing has replaced."""
    levels: int = 0
    level_names: tuple[tuple[LangString, ...], ...] = ()
    """What the levels are called, from the top; empty where nobody says."""

    def level(self, depth: int) -> tuple[LangString, ...]:
        """Return what the level is called on which a row of this depth stands."""
        return self.level_names[depth] if 0 <= depth < len(self.level_names) else ()


@dataclass(frozen=True, slots=True)
class Collection(Resource):
    """A labelled group of concepts; its members are rows of the Release."""

    proposed: tuple[LangString, ...] = ()
    notes: tuple[Note, ...] = ()
    count: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A thing as a list or table shows it; ``depth`` is its level in a tree, from 0.

    ``lists`` are the code lists that a code stands in: its name alone says too little.
    """

    link: Link
    depth: int = 0
    definition: tuple[LangString, ...] = ()
    valid: tuple[str, str] = ("", "")
    status: str = ""
    reportable: bool = True
    requires_specification: bool = False
    replaced_by: tuple[Link, ...] = ()
    repeated: bool = False
    lists: tuple[Link, ...] = ()
    former: tuple[FormerLabel, ...] = ()

    def called(self, day: dt.date) -> tuple[LangString, ...]:
        """Return the names that it had on ``day``, as far as its former ones tell until when.

        Of several in one language the one that ended first was the name until then.
        """
        then = {
            it.text.lang: it.text
            for it in sorted(self.former, key=lambda it: it.valid[1], reverse=True)
            if it.valid[1] and Period(*it.valid).holds(day)
        }
        names = tuple(then.pop(it.lang, it) for it in self.link.label)
        return (*names, *then.values())

    def holds(self, day: dt.date) -> bool:
        """Tell whether the thing is known to be valid on ``day``, see ``Resource.holds``."""
        period = Period(*self.valid)
        return period.holds(day) and (bool(period.end) or not self.link.retired)
