"""Schemes, code lists, collections, datasets and everything else with a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from catalog import terms
from catalog.model.concept import CodeList, Collection, ConceptScheme
from catalog.model.dataset import Catalog, Dataset
from catalog.model.rdf import Iri, iris
from catalog.model.resource import Resource
from catalog.reading import values
from catalog.reading.uses import uses

if TYPE_CHECKING:
    from catalog.reading.outline import Outline

TOLD: Final = frozenset(
    {
        terms.TYPE, terms.IDENTIFIER, terms.TITLE, terms.LABEL, terms.DESCRIPTION, terms.COMMENT,
        terms.STATUS, terms.START_DATE, terms.END_DATE, terms.VALID_FROM, terms.VALID_THROUGH,
        terms.CREATED, terms.MODIFIED, terms.ISSUED, terms.VERSION, terms.VERSION_INFO,
        terms.PUBLISHER, terms.CONTACT_POINT, terms.LICENSE, terms.SOURCE, terms.DEPRECATED,
        terms.HAS_EXCEPTION,
    }
)  # fmt: skip
"""The predicates that a Resource's own fields tell of, and the one that only editors care for."""

_GROUPS: Final = TOLD | frozenset(
    {
        terms.PREF_LABEL, terms.PROPOSED_TERM, terms.HAS_TOP_CONCEPT, terms.CONTAINS, terms.MEMBER,
        terms.MEMBER_LIST, terms.NUMBER_OF_LEVELS, terms.LEVELS, *values.NOTES,
    }
)  # fmt: skip


def shared(outline: Outline, iri: Iri, kind: str, told: frozenset[Iri]) -> dict[str, Any]:
    """Return the fields that every Resource has, by name; ``told`` are shown elsewhere."""
    properties = outline.graph.about(iri)
    links, source_texts = values.sources(outline, properties.get(terms.SOURCE, ()))
    more = values.others(outline, iri, told)
    if source_texts:
        more += values.others(outline, iri, frozenset(properties) - {terms.SOURCE})
    return {
        "iri": str(iri),
        "kind": kind,
        "path": outline.paths.get(iri),
        "types": tuple(str(it) for it in iris(properties.get(terms.TYPE, ()))),
        "label": outline.name(iri),
        "description": values.texts(
            properties.get(terms.DESCRIPTION, ()) or properties.get(terms.COMMENT, ())
        ),
        "identifier": values.first_text(properties, terms.IDENTIFIER),
        "status": values.status(properties),
        "valid": values.period(properties),
        "created": values.day(properties, terms.CREATED),
        "modified": values.day(properties, terms.MODIFIED),
        "issued": values.day(properties, terms.ISSUED),
        "version": values.first_text(properties, terms.VERSION, terms.VERSION_INFO),
        "publisher": values.one_link(outline, properties.get(terms.PUBLISHER, ())),
        "contacts": values.contacts(outline, properties.get(terms.CONTACT_POINT, ())),
        "licence": values.one_link(outline, properties.get(terms.LICENSE, ())),
        "sources": links,
        "others": more,
    }


def read_thing(outline: Outline, iri: Iri, kind: str, count: int, top_count: int) -> Resource:
    """Return anything that is no concept; ``count`` and ``top_count`` are of its members."""
    properties = outline.graph.about(iri)
    proposed = values.texts(properties.get(terms.PROPOSED_TERM, ()))
    if kind in {"scheme", "code-list"}:
        told = _GROUPS | ({terms.SUBJECT} if kind == "code-list" else set())
        fields = shared(outline, iri, kind, told)
        group: dict[str, Any] = {
            "proposed": proposed,
            "notes": values.notes(outline, properties),
            "count": count,
            "top_count": top_count,
        }
        if kind == "scheme":
            return ConceptScheme(**fields, **group)
        levels = values.first_text(properties, terms.NUMBER_OF_LEVELS)
        return CodeList(
            **fields,
            **group,
            subject=values.one_link(outline, iris(properties.get(terms.SUBJECT, ()))),
            used_by=outline.links(outline.pointing_at(iri, terms.VALUE_RANGE)),
            attributes=uses(outline, iri, terms.HAS_VALUE_FROM),
            levels=int(levels) if levels.isdecimal() else 0,
            level_names=tuple(
                outline.name(level)
                for head in properties.get(terms.LEVELS, ())[:1]
                for level in values.members_of_list(outline, head)
                if isinstance(level, Iri)
            ),
        )
    if kind == "collection":
        return Collection(
            **shared(outline, iri, kind, _GROUPS),
            proposed=proposed,
            notes=values.notes(outline, properties),
            count=count,
            ordered=terms.MEMBER_LIST in properties,
        )
    if kind == "dataset":
        return Dataset(
            **shared(outline, iri, kind, TOLD | {terms.KEYWORD, terms.DCT_HAS_PART}),
            slug=dataset_slug(iri),
            keywords=values.texts(properties.get(terms.KEYWORD, ())),
            parts=outline.links(iris(properties.get(terms.DCT_HAS_PART, ()))),
        )
    if kind == "catalog":
        datasets = iris(properties.get(terms.HAS_DATASET, ()))
        return Catalog(
            **shared(outline, iri, kind, TOLD | {terms.HAS_DATASET}),
            datasets=outline.links(datasets),
        )
    return Resource(**shared(outline, iri, kind, TOLD))


def dataset_slug(iri: str) -> str:
    """Return what a dataset's files are called: the last part of its IRI, kept to safe letters."""
    last = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in last)
