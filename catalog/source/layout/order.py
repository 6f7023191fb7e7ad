"""The order in which a subject's properties are written: the profile's, the rest behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms

if TYPE_CHECKING:
    from catalog.model.rdf import Iri

PROPERTIES: Final = (
    # What it is called.
    terms.TYPE, terms.IDENTIFIER, terms.NOTATION, terms.TITLE, terms.NAME, terms.FN, terms.LABEL,
    terms.PREF_LABEL, terms.ALT_LABEL, terms.HIDDEN_LABEL, terms.PROPOSED_TERM,
    # What a relation is between.
    terms.HAS_GENERIC, terms.HAS_SPECIFIC, terms.HAS_COMPREHENSIVE, terms.HAS_PARTITIVE,
    terms.HAS_TO_CONCEPT, terms.RELATION_ROLE,
    # What it means.
    terms.DESCRIPTION, terms.VALUE, terms.DEFINITION, terms.XL_DEFINITION, terms.RELATIONSHIP,
    terms.SCOPE_NOTE, terms.EXAMPLE, terms.NOTE, terms.COMMENT, terms.CHANGE_NOTE,
    terms.HISTORY_NOTE, terms.EDITORIAL_NOTE, terms.SUBJECT, terms.KEYWORD,
    # Where it stands in its list, and from when to when.
    terms.IN_SCHEME, terms.TOP_CONCEPT_OF, terms.BROADER, terms.NARROWER, terms.POSITION,
    terms.START_DATE, terms.END_DATE, terms.VALID_FROM, terms.VALID_THROUGH, terms.STATUS,
    terms.ADMS_STATUS, terms.DEPRECATED, terms.REPLACES, terms.IS_REPLACED_BY,
    # What it hangs together with.
    terms.SPECIALIZES, terms.GENERALIZES, terms.IS_PART_OF, terms.HAS_PART, terms.RELATED,
    terms.GENERIC_RELATION, terms.PARTITIVE_RELATION, terms.ASSOCIATIVE_RELATION,
    terms.VALUE_RANGE, terms.REQUIRES_SPECIFICATION,
    terms.EXACT_MATCH, terms.CLOSE_MATCH, terms.BROAD_MATCH, terms.NARROW_MATCH,
    terms.RELATED_MATCH, terms.NUMBER_OF_LEVELS, terms.SEE_ALSO, terms.SOURCE,
    # Whose it is, and since when.
    terms.CONTACT_POINT, terms.HAS_EMAIL, terms.HAS_URL, terms.PUBLISHER, terms.CREATOR,
    terms.LICENSE, terms.RIGHTS, terms.LANGUAGE, terms.AUDIENCE, terms.MEMBER_OF,
    terms.VERSION, terms.VERSION_INFO, terms.VERSION_NOTES, terms.CREATED, terms.ISSUED,
    terms.MODIFIED,
    # What it holds: long lists, behind what fits on a screen.
    terms.HAS_DATASET, terms.HAS_TOP_CONCEPT, terms.CONTAINS, terms.DCT_HAS_PART, terms.MEMBER,
    terms.MEMBER_LIST,
)  # fmt: skip
_RANK: Final = {predicate: rank for rank, predicate in enumerate(PROPERTIES)}


def rank(predicate: Iri) -> tuple[int, str]:
    """Return what to sort ``predicate`` by; one that the table doesn't have goes by its IRI."""
    return _RANK.get(predicate, len(_RANK)), predicate
