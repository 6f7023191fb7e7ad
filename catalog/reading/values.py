"""Single values off a subject: texts, dates, status, people, sources and whatever else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model.concept import Note
from catalog.model.rdf import BlankNode, Iri, Literal, iris
from catalog.model.resource import Contact, Link, Period, Property, Status, Value
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Node, Properties, Term
    from catalog.reading.outline import Outline

ISO_DAY: Final = 10
"""``2026-11-21``: what is left of an ``xsd:dateTime`` when only the day is told."""
LONGEST_LIST: Final = 100_000
"""Cells of an ``rdf:List`` that are followed, so that a circular one ends."""

NOTES: Final = {
    terms.SCOPE_NOTE: "scopeNote",
    terms.EXAMPLE: "example",
    terms.NOTE: "note",
    terms.CHANGE_NOTE: "changeNote",
    terms.HISTORY_NOTE: "historyNote",
    terms.EDITORIAL_NOTE: "editorialNote",
    terms.VERSION_NOTES: "versionNotes",
}
"""The documentation properties, and what each is called in the model."""


def texts(values: Iterable[Term]) -> tuple[LangString, ...]:
    """Return the literals of ``values`` as texts, in order."""
    return tuple(LangString(it.value, it.language) for it in values if isinstance(it, Literal))


def note_texts(outline: Outline, values: Iterable[Term]) -> tuple[LangString, ...]:
    """Return notes given as literals or as nodes with ``rdf:value`` (SKOS §7, three patterns)."""
    found: list[LangString] = []
    for value in values:
        if isinstance(value, Literal):
            found.append(LangString(value.value, value.language))
        else:
            found.extend(texts(outline.graph.objects(value, terms.VALUE)))
    return tuple(found)


def notes(outline: Outline, properties: Properties) -> tuple[Note, ...]:
    """Return the documentation notes by kind."""
    return tuple(
        Note(kind, text)
        for predicate, kind in NOTES.items()
        for text in note_texts(outline, properties.get(predicate, ()))
    )


def first_text(properties: Properties, *predicates: Iri) -> str:
    """Return the first literal of the first of ``predicates`` that has one, else an empty text."""
    for predicate in predicates:
        for value in properties.get(predicate, ()):
            if isinstance(value, Literal):
                return value.value
    return ""


def day(properties: Properties, *predicates: Iri) -> str:
    """Return a date as ``YYYY-MM-DD``."""
    return first_text(properties, *predicates)[:ISO_DAY]


def period(properties: Properties) -> Period:
    """Return the validity, said with SKOS-AP-NO's or with schema.org's properties."""
    return Period(
        day(properties, terms.START_DATE, terms.VALID_FROM),
        day(properties, terms.END_DATE, terms.VALID_THROUGH),
    )


def status(properties: Properties) -> Status | None:
    """Return the status: coded where it is, ``owl:deprecated`` as DEPRECATED, else text."""
    for predicate in (terms.STATUS, terms.ADMS_STATUS):
        values = properties.get(predicate, ())
        for iri in iris(values):
            return Status(iri.rpartition("/")[2].rpartition("#")[2], str(iri))
        if found := texts(values):
            return Status(text=found)
    deprecated = properties.get(terms.DEPRECATED, ())
    if any(isinstance(value, Literal) and value.value in {"true", "1"} for value in deprecated):
        return Status("DEPRECATED")
    return None


def one_link(outline: Outline, values: Iterable[Term]) -> Link | None:
    """Return the first IRI or named text of ``values`` as a link."""
    for value in values:
        if isinstance(value, Iri):
            return outline.link(value)
        if isinstance(value, Literal):
            return Link("", (LangString(value.value, value.language),))
        return Link("", outline.name(value))
    return None


def contacts(outline: Outline, values: Iterable[Term]) -> tuple[Contact, ...]:
    """Return whom to ask."""
    found = []
    for value in values:
        if not isinstance(value, Literal):
            about = outline.graph.about(value)
            email = next(iter(iris(about.get(terms.HAS_EMAIL, ()))), "")
            url = next(iter(iris(about.get(terms.HAS_URL, ()))), "")
            name = outline.name(value)
            if name or email or url:
                found.append(Contact(name, str(email), str(url)))
    return tuple(found)


def members_of_list(outline: Outline, head: Term) -> list[Term]:
    """Return the items of an ``rdf:List``; a circular or broken one ends where it breaks."""
    items: list[Term] = []
    seen: set[Term] = set()
    while not isinstance(head, Literal) and head != terms.NIL and head not in seen:
        if len(items) >= LONGEST_LIST:
            break
        seen.add(head)
        items.extend(outline.graph.objects(head, terms.FIRST)[:1])
        following = outline.graph.objects(head, terms.REST)
        if not following:
            break
        head = following[0]
    return items


def sources(
    outline: Outline, values: Iterable[Term]
) -> tuple[tuple[Link, ...], tuple[LangString, ...]]:
    """Return sources as links and as texts; an ordered list of them is a list too."""
    links: list[Link] = []
    found: list[LangString] = []
    for value in values:
        if isinstance(value, Literal):
            found.append(LangString(value.value, value.language))
        elif terms.FIRST in outline.graph.about(value):
            inner_links, inner_texts = sources(
                outline,
                [it for it in members_of_list(outline, value) if not isinstance(it, BlankNode)],
            )
            links.extend(inner_links)
            found.extend(inner_texts)
        elif isinstance(value, Iri):
            links.append(outline.link(value))
        else:
            found.extend(outline.name(value) or texts(outline.graph.objects(value, terms.VALUE)))
    return tuple(links), tuple(found)


def others(outline: Outline, subject: Node, told: frozenset[Iri]) -> tuple[Property, ...]:
    """Return every statement about ``subject`` whose predicate isn't in ``told``."""
    properties = outline.graph.about(subject)
    return tuple(
        Property(
            str(predicate),
            predicate.rpartition("#")[2].rpartition("/")[2] or str(predicate),
            tuple(_value(outline, value) for value in properties[predicate]),
        )
        for predicate in sorted(it for it in properties if it not in told)
    )


def _value(outline: Outline, value: Term) -> Value:
    if isinstance(value, Literal):
        return Value(value.value, value.language, value.datatype)
    if isinstance(value, Iri):
        return Value(link=outline.link(value))
    inner = outline.name(value) or texts(outline.graph.objects(value, terms.VALUE))
    if inner:
        return Value(inner[0].text, inner[0].lang)
    parts = [
        f"{predicate.rpartition('#')[2].rpartition('/')[2]}: "
        + ", ".join(it.value if isinstance(it, Literal) else str(it) for it in values)
        for predicate, values in sorted(outline.graph.about(value).items())
        if predicate != terms.TYPE
    ]
    return Value("; ".join(parts))
