"""Plain JSON for those who want no RDF: the model's fields, texts by language; keys only grow."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.model.concept import Code, CodeList, Collection, Concept, ConceptScheme
from catalog.model.dataset import Catalog, Dataset
from catalog.model.information import Model, ModelProperty, ModelType
from catalog.model.requirement_pages import (
    BusinessRulePage,
    RequirementPage,
    RequirementVersionPage,
)
from catalog.model.resource import Link, Resource
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.model.concept import Definition, FormerLabel, Note, Relation, Row
    from catalog.model.information import Use
    from catalog.model.resource import Contact, Property

Json = dict[str, object]
RENAMED: Final = {
    "elements": "types", "fields": "properties", "target": "objectType", "owner": "typeOf",
    "label": "prefLabel", "subject": "concept",
}  # fmt: skip
"""What fields of an information model are called, where it is not as in Python."""
PARTICULAR: Final = (
    Model, ModelType, ModelProperty, RequirementPage, RequirementVersionPage, BusinessRulePage,
)  # fmt: skip
"""Kinds whose own fields are all told, as they are."""


def write(resource: Resource, members: Iterable[Row] = ()) -> bytes:
    """Return ``resource`` as a JSON object; ``members`` are listed under ``members``."""
    content = describe(resource)
    rows = [row(member) for member in members]
    if rows:
        content["members"] = rows
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def piece(resources: Iterable[Resource]) -> bytes:
    """Return full descriptions, one a line: a part of a set, where members are items themselves."""
    return b",\n".join(msgspec.json.encode(describe(resource)) for resource in resources)


def join(pieces: Iterable[bytes], total: int) -> Iterator[bytes]:
    """Yield parts as one JSON object with ``total`` and ``items``."""
    yield b'{"total": %d, "items": [\n' % total
    between = b""
    for part in pieces:
        if part:
            yield between + part
            between = b",\n"
    yield b"\n]}\n"


def describe(resource: Resource) -> Json:
    """Return all fields that have a value."""
    content: Json = {
        "iri": resource.iri,
        "type": resource.kind,
        "prefLabel": by_language(resource.label),
        "identifier": resource.identifier,
        "version": resource.version,
        "status": resource.status.code if resource.status else "",
        "statusIri": resource.status.iri if resource.status else "",
        "statusText": by_language(resource.status.text) if resource.status else {},
        "validFrom": resource.valid.start,
        "validTo": resource.valid.end,
        "description": by_language(resource.description),
        "created": resource.created,
        "modified": resource.modified,
        "issued": resource.issued,
        "publisher": link(resource.publisher) if resource.publisher else None,
        "contacts": [_contact(it) for it in resource.contacts],
        "licence": resource.licence.iri if resource.licence else "",
        "sources": [link(it) for it in resource.sources],
    }
    if isinstance(resource, Concept):
        content |= _concept(resource)
    elif isinstance(resource, ConceptScheme | Collection):
        content["proposed"] = lists_by_language(resource.proposed)
        content["count"] = resource.count
        content |= _notes(resource.notes)
        if isinstance(resource, CodeList):
            content["concept"] = link(resource.subject) if resource.subject else None
            content["usedBy"] = [link(it) for it in resource.used_by]
            content["attributes"] = [_use(it) for it in resource.attributes]
            content["levels"] = resource.levels
            content["levelNames"] = [by_language(it) for it in resource.level_names]
        elif isinstance(resource, Collection):
            content["ordered"] = resource.ordered or None
    elif isinstance(resource, Dataset):
        content["keywords"] = lists_by_language(resource.keywords)
        content["parts"] = [link(it) for it in resource.parts]
    elif isinstance(resource, Catalog):
        content["datasets"] = [link(it) for it in resource.datasets]
    elif isinstance(resource, PARTICULAR):
        content |= _particular(resource)
    content["other"] = {it.predicate: _values(it) for it in resource.others}
    return {key: value for key, value in content.items() if value not in ("", None, {}, [], 0)}


def row(member: Row) -> Json:
    """Return a thing in short, as it stands in a list."""
    start, end = member.valid
    content: Json = {
        **link(member.link),
        "definition": by_language(member.definition),
        "status": member.status,
        "validFrom": start,
        "validTo": end,
        "level": member.depth + 1 if member.depth else 0,
        "requiresSpecification": member.requires_specification or None,
        "heading": None if member.reportable else True,
        "replacedBy": [link(it) for it in member.replaced_by],
    }
    return {key: value for key, value in content.items() if value not in ("", None, {}, [], 0)}


def link(target: Link) -> Json:
    """Return a thing that is pointed at: its IRI, type, notation and names."""
    content: Json = {
        "iri": target.iri,
        "type": target.kind,
        "notation": target.notation,
        "prefLabel": by_language(target.label),
    }
    return {key: value for key, value in content.items() if value}


def by_language(texts: Iterable[LangString]) -> dict[str, str]:
    """Return the first text of each language; ``und`` where a text has none (ISO 639-2)."""
    found: dict[str, str] = {}
    for text in texts:
        if text.text:
            found.setdefault(text.lang or "und", text.text)
    return found


def lists_by_language(texts: Iterable[LangString]) -> dict[str, list[str]]:
    """Return all texts of each language."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(text.lang or "und", []).append(text.text)
    return found


def _concept(concept: Concept) -> Json:
    content: Json = {
        "altLabel": lists_by_language(concept.alt),
        "hiddenLabel": lists_by_language(concept.hidden),
        "proposed": lists_by_language(concept.proposed),
        "formerLabels": [_former(it) for it in concept.former],
        "notation": concept.notations[0] if len(concept.notations) == 1 else concept.notations,
        "definition": by_language(it.text for it in concept.definitions),
        "definitions": [_definition(it) for it in concept.definitions],
        "subjects": lists_by_language(concept.subjects),
        "subjectConcepts": [link(it) for it in concept.subject_links],
        "schemes": [link(it) for it in concept.schemes],
        "collections": [link(it) for it in concept.collections],
        "codeLists": [link(it) for it in concept.value_ranges],
        "codes": [link(it) for it in concept.codes],
        "modelled": [_use(it) for it in concept.modelled],
        "rules": [link(it) for it in concept.rules],
        "replaces": [link(it) for it in concept.replaces],
        "replacedBy": [link(it) for it in concept.replaced_by],
        "seeAlso": [link(it) for it in concept.see_also],
    }
    content |= _notes(concept.notes)
    content["relations"] = [_relation(it) for it in concept.relations]
    # Of these kinds the record holds but a part; here is how many there are.
    content["relationCounts"] = dict(concept.relation_counts)
    content["mappings"] = [{"kind": it.kind, **link(it.target)} for it in concept.matches]
    if isinstance(concept, Code):
        content["position"] = concept.position
        content["heading"] = None if concept.reportable else True
        content["requiresSpecification"] = concept.requires_specification or None
    return {key: value for key, value in content.items() if value != ()}


def _particular(part: Resource) -> Json:
    """Return what a kind of resource has and others don't, all of it."""
    names = {it.name for it in fields(part)} - {it.name for it in fields(Resource)}
    told = {
        RENAMED.get(name, _camel(name)): _whole(getattr(part, name))
        for name in sorted(names - {"keywords", "notes"})
    }
    told["keywords"] = lists_by_language(getattr(part, "keywords", ()))
    told |= _notes(getattr(part, "notes", ()))
    # The page of one thing: what is told of it is told of the resource itself.
    for name in ("field", "rule"):
        field = told.pop(name, None)
        told |= field if isinstance(field, dict) else {}
    return told


def _notes(notes: Sequence[Note]) -> Json:
    return {
        kind: lists_by_language(note.text for note in notes if note.kind == kind)
        for kind in dict.fromkeys(note.kind for note in notes)
    }


def _whole(value: object) -> object:
    """Return a value with all that it is made of; what says nothing is left out."""
    if isinstance(value, Link):
        return link(value)
    if isinstance(value, tuple):
        if value and all(isinstance(it, LangString) for it in value):
            return by_language(value)
        return [_whole(it) for it in value]
    if not is_dataclass(value):
        return value
    told = {
        RENAMED.get(it.name, _camel(it.name)): _whole(getattr(value, it.name))
        for it in fields(value)
        if it.name != "path"
    }
    return {key: it for key, it in told.items() if it not in ("", None, {}, [], False)}


def _camel(name: str) -> str:
    head, *words = name.split("_")
    return head + "".join(word.title() for word in words)


def _use(use: Use) -> Json:
    return {**link(use.link), "model": link(use.model)}


def _former(label: FormerLabel) -> Json:
    content: Json = {
        "text": label.text.text,
        "language": label.text.lang,
        "version": label.version,
        "validFrom": label.valid[0],
        "validTo": label.valid[1],
    }
    return {key: value for key, value in content.items() if value}


def _definition(definition: Definition) -> Json:
    content: Json = {
        "iri": definition.iri,
        "text": definition.text.text,
        "language": definition.text.lang,
        "relationshipWithSource": definition.relationship,
        "sources": [link(it) for it in definition.sources]
        + [{"text": it.text, "language": it.lang} for it in definition.source_texts],
        "audience": definition.audience,
    }
    return {key: value for key, value in content.items() if value}


def _contact(contact: Contact) -> Json:
    content: Json = {
        "name": by_language(contact.name),
        "email": contact.email,
        "url": contact.url,
    }
    return {key: value for key, value in content.items() if value}


def _relation(relation: Relation) -> Json:
    content: Json = {
        "kind": relation.kind,
        **link(relation.target),
        "role": by_language(relation.role),
        "criterion": by_language(relation.criterion),
    }
    return {key: value for key, value in content.items() if value}


def _values(said: Property) -> list[object]:
    return [
        value.link.iri
        if value.link
        else {"text": value.text, "language": value.lang}
        if value.lang
        else value.text
        for value in said.values
    ]
