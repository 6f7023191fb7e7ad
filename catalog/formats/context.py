"""The JSON-LD context, version 1: short keys for what people meet; keys are only ever added."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import terms

if TYPE_CHECKING:
    from catalog.model.rdf import Iri

VERSION: Final = "1"

TEXT: Final = "text"  # one text a language: {"nb": "…"}
TEXTS: Final = "texts"  # several texts a language: {"nb": ["…", "…"]}
LINK: Final = "link"  # one IRI
LINKS: Final = "links"  # several IRIs, always an array
DATE: Final = "date"
URI: Final = "uri"
PLAIN: Final = "plain"

KEYS: Final[dict[Iri, tuple[str, str]]] = {
    terms.IDENTIFIER: ("identifier", URI),
    terms.PREF_LABEL: ("prefLabel", TEXT),
    terms.ALT_LABEL: ("altLabel", TEXTS),
    terms.HIDDEN_LABEL: ("hiddenLabel", TEXTS),
    terms.PROPOSED_TERM: ("proposedTerm", TEXTS),
    terms.NOTATION: ("notation", PLAIN),
    terms.LABEL: ("label", TEXT),
    terms.COMMENT: ("comment", TEXTS),
    terms.TITLE: ("title", TEXT),
    terms.DESCRIPTION: ("description", TEXT),
    terms.NAME: ("name", TEXT),
    terms.FN: ("fn", TEXT),
    terms.DEFINITION: ("definition", TEXTS),
    terms.XL_DEFINITION: ("xlDefinition", LINKS),
    terms.VALUE: ("value", TEXT),
    terms.RELATIONSHIP: ("relationshipWithSource", LINK),
    terms.AUDIENCE: ("audience", LINK),
    terms.SOURCE: ("source", LINKS),
    terms.NOTE: ("note", TEXTS),
    terms.SCOPE_NOTE: ("scopeNote", TEXTS),
    terms.EXAMPLE: ("example", TEXTS),
    terms.CHANGE_NOTE: ("changeNote", TEXTS),
    terms.EDITORIAL_NOTE: ("editorialNote", TEXTS),
    terms.HISTORY_NOTE: ("historyNote", TEXTS),
    terms.SUBJECT: ("subject", TEXTS),
    terms.KEYWORD: ("keyword", TEXTS),
    terms.STATUS: ("status", LINK),
    terms.START_DATE: ("startDate", DATE),
    terms.END_DATE: ("endDate", DATE),
    terms.VALID_FROM: ("validFrom", DATE),
    terms.VALID_THROUGH: ("validThrough", DATE),
    terms.CREATED: ("created", DATE),
    terms.MODIFIED: ("modified", DATE),
    terms.ISSUED: ("issued", DATE),
    terms.POSITION: ("position", PLAIN),
    terms.NUMBER_OF_LEVELS: ("numberOfLevels", PLAIN),
    terms.REQUIRES_SPECIFICATION: ("requiresSpecification", PLAIN),
    terms.VERSION: ("version", PLAIN),
    terms.IN_SCHEME: ("inScheme", LINKS),
    terms.TOP_CONCEPT_OF: ("topConceptOf", LINKS),
    terms.HAS_TOP_CONCEPT: ("hasTopConcept", LINKS),
    terms.CONTAINS: ("contains", LINKS),
    terms.MEMBER: ("member", LINKS),
    terms.MEMBER_OF: ("memberOf", LINKS),
    terms.BROADER: ("broader", LINKS),
    terms.NARROWER: ("narrower", LINKS),
    terms.RELATED: ("related", LINKS),
    terms.SPECIALIZES: ("specializes", LINKS),
    terms.GENERALIZES: ("generalizes", LINKS),
    terms.IS_PART_OF: ("isPartOf", LINKS),
    terms.HAS_PART: ("hasPart", LINKS),
    terms.EXACT_MATCH: ("exactMatch", LINKS),
    terms.CLOSE_MATCH: ("closeMatch", LINKS),
    terms.BROAD_MATCH: ("broadMatch", LINKS),
    terms.NARROW_MATCH: ("narrowMatch", LINKS),
    terms.RELATED_MATCH: ("relatedMatch", LINKS),
    terms.GENERIC_RELATION: ("hasGenericConceptRelation", LINKS),
    terms.PARTITIVE_RELATION: ("hasPartitiveConceptRelation", LINKS),
    terms.ASSOCIATIVE_RELATION: ("isFromConceptIn", LINKS),
    terms.HAS_GENERIC: ("hasGenericConcept", LINKS),
    terms.HAS_SPECIFIC: ("hasSpecificConcept", LINKS),
    terms.HAS_COMPREHENSIVE: ("hasComprehensiveConcept", LINKS),
    terms.HAS_PARTITIVE: ("hasPartitiveConcept", LINKS),
    terms.HAS_TO_CONCEPT: ("hasToConcept", LINKS),
    terms.RELATION_ROLE: ("relationRole", TEXT),
    terms.VALUE_RANGE: ("valueRange", LINKS),
    terms.REPLACES: ("replaces", LINKS),
    terms.IS_REPLACED_BY: ("isReplacedBy", LINKS),
    terms.SEE_ALSO: ("seeAlso", LINKS),
    terms.PUBLISHER: ("publisher", LINK),
    terms.CREATOR: ("creator", LINKS),
    terms.CONTACT_POINT: ("contactPoint", LINKS),
    terms.HAS_EMAIL: ("hasEmail", LINK),
    terms.HAS_URL: ("hasURL", LINK),
    terms.LICENSE: ("license", LINK),
    terms.LANGUAGE: ("language", LINKS),
    terms.DCT_HAS_PART: ("parts", LINKS),
}
"""Predicate to (key, shape of its values)."""

TYPES: Final[dict[str, str]] = {
    terms.CONCEPT: "Concept",
    terms.CONCEPT_SCHEME: "ConceptScheme",
    terms.COLLECTION: "Collection",
    terms.ORDERED_COLLECTION: "OrderedCollection",
    terms.CODE_LIST: "CodeList",
    terms.CODE_ELEMENT: "CodeElement",
    terms.XL_NOTE: "XlNote",
    terms.SKOSNO + "GenericConceptRelation": "GenericConceptRelation",
    terms.SKOSNO + "PartitiveConceptRelation": "PartitiveConceptRelation",
    terms.SKOSNO + "AssociativeConceptRelation": "AssociativeConceptRelation",
    terms.CATALOG: "Catalog",
    terms.DATASET: "Dataset",
}

_ABOUT: Final[dict[str, object]] = {"id": "@id", "type": "@type"}


def entry(predicate: Iri) -> object:
    """Return the term definition of ``predicate``, one of KEYS (JSON-LD 1.1 §9.15.1)."""
    shape = KEYS[predicate][1]
    if shape == PLAIN:
        return predicate
    shapes: dict[str, dict[str, object]] = {
        TEXT: {"@container": "@language"},
        TEXTS: {"@container": ["@language", "@set"]},
        LINK: {"@type": "@id"},
        LINKS: {"@type": "@id", "@container": "@set"},
        DATE: {"@type": terms.DATE},
        URI: {"@type": terms.ANY_URI},
    }
    return {"@id": predicate, **shapes[shape]}


def document() -> dict[str, object]:
    """Return the whole context, as published for people and for tools that want it fixed."""
    context = dict(_ABOUT)
    context.update({name: iri for iri, name in sorted(TYPES.items(), key=lambda pair: pair[1])})
    for predicate, (key, _) in sorted(KEYS.items(), key=lambda pair: pair[1]):
        context[key] = entry(predicate)
    return {"@context": context}


@lru_cache(maxsize=4_096)
def part(
    predicates: frozenset[Iri], types: frozenset[str], prefixes: frozenset[tuple[str, str]]
) -> bytes:
    """Return what a document needs of the context, so that it reads without a second request.

    Documents of the same kind need the same, so it is worked out once.
    """
    context = dict(_ABOUT)
    context.update(sorted(prefixes))
    context.update({TYPES[iri]: iri for iri in sorted(types)})
    for predicate in sorted(predicates, key=lambda known: KEYS[known][0]):
        context[KEYS[predicate][0]] = entry(predicate)
    return msgspec.json.encode(context, enc_hook=str)
