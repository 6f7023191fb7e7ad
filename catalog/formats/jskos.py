"""JSKOS 0.6: SKOS as plain JSON with the keys that library tools know (gbv.github.io/jskos)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import terms
from catalog.model.concept import Code, CodeList, Collection, Concept, ConceptScheme
from catalog.model.dataset import Catalog, Dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.model.concept import Match, Note, Row
    from catalog.model.resource import Link, Resource
    from catalog.model.text import LangString

Json = dict[str, object]
TYPES: Final = {
    "concept": [terms.CONCEPT],
    "code": [terms.CONCEPT],
    "scheme": [terms.CONCEPT_SCHEME],
    "code-list": [terms.CONCEPT_SCHEME],
    # A registry of concepts is what JSKOS calls a collection; a skos:Concept, as its bundles are,
    # it may not be (SKOS S37).
    "collection": [terms.CATALOG, terms.COLLECTION],
    "dataset": [terms.CATALOG, terms.DATASET],
    "catalog": [terms.CATALOG],
}
"""The item type that each kind begins with (JSKOS, "Item types"), and its own where it differs."""
SCHEMES: Final = frozenset({"scheme", "code-list"})
CONCEPTS: Final = frozenset({"concept", "code"})
NOTES: Final = {
    "scopeNote": "scopeNote",
    "example": "example",
    "note": "note",
    "changeNote": "changeNote",
    "historyNote": "historyNote",
    "editorialNote": "editorialNote",
    "versionNotes": "note",
}
FINER: Final = {
    "broader-generic": terms.SPECIALIZES,
    "broader-partitive": terms.IS_PART_OF,
    "narrower-generic": terms.GENERALIZES,
    "narrower-partitive": terms.HAS_PART,
}
"""What kind of broader and narrower, as qualified relations: JSKOS itself has but the two."""
LANGUAGE: Final = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")


def write(resource: Resource, members: Sequence[Row] = ()) -> bytes:
    """Return ``resource`` as a JSKOS object; ``members`` are its own, in their order."""
    body = msgspec.json.encode(describe(resource, members), enc_hook=str)
    return msgspec.json.format(body, indent=2) + b"\n"


def piece(resources: Iterable[Resource]) -> bytes:
    """Return resources one a line: a part of a list."""
    return b",\n".join(msgspec.json.encode(describe(it), enc_hook=str) for it in resources)


def join(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield parts as one JSON array."""
    yield b"[\n"
    between = b""
    for part in pieces:
        if part:
            yield between + part
            between = b",\n"
    yield b"\n]\n"


def describe(resource: Resource, members: Sequence[Row] = ()) -> Json:
    """Return what JSKOS has a field for; what is not there, is not said (open world).

    A set ends in null where the record holds but a part of it (JSKOS, "Closed world statements").
    """
    content: Json = {
        "@context": terms.JSKOS_CONTEXT,
        "uri": resource.iri,
        "type": list(TYPES.get(resource.kind, ())),
        "identifier": [resource.identifier] if resource.identifier != resource.iri else [],
        "prefLabel": _one(resource.label),
        "startDate": _day(resource.valid.start),
        "endDate": _day(resource.valid.end),
        "created": _day(resource.created),
        "issued": _day(resource.issued),
        "modified": _day(resource.modified),
        "publisher": _set([resource.publisher] if resource.publisher else []),
        "source": _set(resource.sources),
        "version": _text(resource.version),
    }
    if isinstance(resource, Concept):
        content |= _concept(resource)
    else:
        content["definition"] = _many(resource.description)
        content["license"] = _set([resource.licence] if resource.licence else [])
    if isinstance(resource, ConceptScheme | Collection):
        content |= _notes(resource.notes)
        content["extent"] = str(resource.count or "")
    if isinstance(resource, ConceptScheme):
        content |= _members(members, resource.iri)
        if isinstance(resource, CodeList):
            content["subject"] = _set([resource.subject] if resource.subject else [])
    elif isinstance(resource, Collection):
        content["concepts"] = [_member(row) for row in members]
    elif isinstance(resource, Dataset):
        content["subject"] = _topics(resource.keywords)
        content |= _parts(resource.parts)
    elif isinstance(resource, Catalog):
        content |= _parts(resource.datasets)
    return _said(content)


def _concept(concept: Concept) -> Json:
    content: Json = {
        "notation": [_text(notation) for notation in concept.notations if notation],
        "altLabel": _many(concept.alt),
        "hiddenLabel": _many(concept.hidden),
        "definition": _many(it.text for it in concept.definitions),
        **_notes(concept.notes, concept.description),
        "subject": [*_set(concept.subject_links), *_topics(concept.subjects)],
        "source": _set(
            (*concept.sources, *(link for it in concept.definitions for link in it.sources))
        ),
        "inScheme": _set(concept.schemes),
        "partOf": _set(concept.collections),
        "replacedBy": _set(concept.replaced_by),
        "deprecated": concept.retired or None,
        "mappings": [_mapping(concept, match) for match in concept.matches],
    }
    if isinstance(concept, Code) and not concept.reportable:
        content["type"] = [terms.CONCEPT, terms.NON_INDEXING]
    cut = {kind.partition("-")[0] for kind, _ in concept.relation_counts}
    for direction in ("broader", "narrower", "related"):
        targets = _set(
            it.target for it in concept.relations if it.kind.partition("-")[0] == direction
        )
        content[direction] = [*targets, None] if direction in cut else targets
    qualified: dict[str, list[Json]] = {
        terms.STATUS: [{"uri": concept.status.iri}] if concept.status else [],
        terms.REPLACES: _set(concept.replaces),
        terms.SEE_ALSO: _set(concept.see_also),
        terms.VALUE_RANGE: _set(concept.value_ranges),
    }
    for kind, predicate in FINER.items():
        qualified[predicate] = _set(it.target for it in concept.relations if it.kind == kind)
    content["qualifiedRelations"] = {
        str(predicate): [{"resource": it} for it in found if it.get("uri")]
        for predicate, found in qualified.items()
        if any(it.get("uri") for it in found)
    }
    return content


def _mapping(concept: Concept, match: Match) -> Json:
    content: Json = {
        "type": [terms.SKOS + match.kind],
        "from": {"memberSet": [{"uri": concept.iri}]},
        "to": {"memberSet": [_item(match.target)]},
    }
    if len(concept.schemes) == 1:
        content["fromScheme"] = {"uri": concept.schemes[0].iri}
    return content


def _members(rows: Sequence[Row], scheme: str) -> Json:
    """Return a scheme's concepts, each once with all that it stands below, and its top ones."""
    concepts: dict[str, Json] = {}
    broader: dict[str, dict[str, None]] = {}
    above: list[str] = []
    for row in rows:
        iri = row.link.iri
        concepts.setdefault(iri, _member(row, scheme))
        del above[row.depth :]
        if above:
            broader.setdefault(iri, {})[above[-1]] = None
        above.append(iri)
    for iri, parents in broader.items():
        concepts[iri]["broader"] = [{"uri": parent} for parent in parents]
    top = dict.fromkeys(row.link.iri for row in rows if not row.depth)
    return {"topConcepts": [{"uri": iri} for iri in top], "concepts": list(concepts.values())}


def _member(row: Row, scheme: str = "") -> Json:
    content = _item(row.link)
    content["type"] = list(TYPES.get(row.link.kind, ()))
    if not row.reportable:
        content["type"] = [terms.CONCEPT, terms.NON_INDEXING]
    content["definition"] = _many(row.definition)
    content["startDate"], content["endDate"] = map(_day, row.valid)
    content["replacedBy"] = _set(row.replaced_by)
    if row.link.kind in CONCEPTS:
        content["deprecated"] = row.link.retired or None
        content["inScheme"] = [{"uri": scheme}] if scheme else []
    return _said(content)


def _parts(links: Sequence[Link]) -> Json:
    """Return what a dataset or a catalogue holds, in the fields of a registry."""
    return {
        "schemes": _set(link for link in links if link.kind in SCHEMES),
        "concepts": _set(link for link in links if link.kind in CONCEPTS),
        "registries": _set(
            link for link in links if link.kind not in SCHEMES and link.kind not in CONCEPTS
        ),
    }


def _set(links: Iterable[Link]) -> list[Json]:
    """Return things that are pointed at, each once (JSKOS, "Set")."""
    found: dict[str, Json] = {}
    nameless: list[Json] = []
    for link in links:
        item = _item(link)
        if link.iri:
            found.setdefault(link.iri, item)
        elif item:
            nameless.append(item)
    return [*found.values(), *nameless]


def _item(link: Link) -> Json:
    return _said(
        {
            "uri": link.iri,
            "notation": [_text(link.notation)] if link.notation else [],
            "prefLabel": _one(link.label),
        }
    )


def _topics(texts: Iterable[LangString]) -> list[Json]:
    """Return subjects that are told by text alone."""
    return [{"prefLabel": told} for text in texts if (told := _one([text]))]


def _notes(notes: Iterable[Note], more: Iterable[LangString] = ()) -> Json:
    by_key: dict[str, list[LangString]] = {"note": list(more)}
    for note in notes:
        by_key.setdefault(NOTES[note.kind], []).append(note.text)
    return {key: _many(texts) for key, texts in by_key.items()}


def _one(texts: Iterable[LangString]) -> dict[str, str]:
    """Return the first text of each language."""
    return {language: found[0] for language, found in _many(texts).items()}


def _many(texts: Iterable[LangString]) -> dict[str, list[str]]:
    """Return all texts of each language, its tag in small letters (JSKOS, "Language map")."""
    found: dict[str, list[str]] = {}
    for text in texts:
        if text.text:
            tag = text.lang.lower()
            language = tag if LANGUAGE.fullmatch(tag) else "und"
            found.setdefault(language, []).append(_text(text.text))
    return found


def _text(text: str) -> str:
    """Return ``text`` in Normalization Form C, as JSKOS wants it ("Data types")."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _day(day: str) -> str:
    """Return a date that is one, else an empty text (JSKOS, "Date")."""
    if not DATE.fullmatch(day):
        return ""
    try:
        dt.date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return ""
    return day


def _said(content: Json) -> Json:
    """Return the fields that have a value."""
    return {key: value for key, value in content.items() if value not in ("", None, {}, [])}
