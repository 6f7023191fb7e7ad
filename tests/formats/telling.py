"""What a resource of the model says, value by value: what each format is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.model.concept import CodeList, Concept
from catalog.model.information import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.model.resource import Link, Resource
    from catalog.model.text import LangString

Texts = dict[str, list[str]]


def by_tag(texts: Iterable[LangString]) -> Texts:
    """Return texts by their language tag; one without any letter says nothing."""
    found: Texts = {}
    for text in texts:
        if text.text:
            found.setdefault(text.lang, []).append(text.text)
    return found


def names(links: Iterable[Link]) -> list[str]:
    """Return what links point at: an IRI, else a name."""
    told = (link.iri or next((text.text for text in link.label), "") for link in links)
    return [name for name in told if name]


def texts_of(resource: Resource) -> dict[str, Texts]:
    """Return all texts with a language, by property."""
    told = {"prefLabel": by_tag(resource.label), "description": by_tag(resource.description)}
    for note in getattr(resource, "notes", ()):
        if note.text.text:
            kind = told.setdefault(note.kind, {})
            kind.setdefault(note.text.lang, []).append(note.text.text)
    if isinstance(resource, Concept):
        told["altLabel"] = by_tag(resource.alt)
        told["hiddenLabel"] = by_tag(resource.hidden)
        told["definition"] = by_tag(it.text for it in resource.definitions)
    told["subject"] = by_tag(getattr(resource, "subjects", ()) or getattr(resource, "keywords", ()))
    return {key: texts for key, texts in told.items() if texts}


def related(resource: Resource, direction: str) -> list[str]:
    """Return the targets of a concept's relations in one direction, of every kind of it."""
    if not isinstance(resource, Concept):
        return []
    return [it.target.iri for it in resource.relations if it.kind.split("-")[0] == direction]


def links_of(resource: Resource) -> dict[str, list[str]]:
    """Return everything that is pointed at, by property."""
    told = {
        "source": names(resource.sources),
        "publisher": names([resource.publisher] if resource.publisher else []),
        "licence": names([resource.licence] if resource.licence else []),
    }
    if isinstance(resource, Concept):
        told |= {
            "inScheme": names(resource.schemes),
            "memberOf": names(resource.collections),
            "replaces": names(resource.replaces),
            "replacedBy": names(resource.replaced_by),
            "subjectConcept": names(resource.subject_links),
            "codeList": names(resource.value_ranges),
            "broader": related(resource, "broader"),
            "related": related(resource, "related"),
        }
        for match in resource.matches:
            told.setdefault(match.kind, []).extend(names([match.target]))
    if isinstance(resource, Model):
        told |= {
            "replaces": names(resource.replaces),
            "replacedBy": names(resource.replaced_by),
        }
    if isinstance(resource, CodeList) and resource.subject:
        told["subjectConcept"] = names([resource.subject])
    return {key: found for key, found in told.items() if found}


def same(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether two lists have the same values, in whatever order."""
    return sorted(first) == sorted(second)
