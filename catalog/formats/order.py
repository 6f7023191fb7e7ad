"""The order in which statements are written: the same for every format, run and machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.rdf import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Node, Properties, Term

Block = tuple["Node", list[tuple["Iri", list["Term"]]]]
"""A subject and its statements in writing order."""

_FIRST = (
    terms.TYPE, terms.IDENTIFIER, terms.TITLE, terms.NOTATION, terms.PREF_LABEL, terms.ALT_LABEL,
    terms.HIDDEN_LABEL, terms.PROPOSED_TERM, terms.LABEL, terms.NAME, terms.FN, terms.DEFINITION,
    terms.XL_DEFINITION, terms.VALUE, terms.RELATIONSHIP, terms.DESCRIPTION, terms.COMMENT,
    terms.SCOPE_NOTE, terms.EXAMPLE, terms.NOTE, terms.CHANGE_NOTE, terms.HISTORY_NOTE,
    terms.EDITORIAL_NOTE, terms.SUBJECT, terms.STATUS, terms.START_DATE, terms.END_DATE,
    terms.VALID_FROM, terms.VALID_THROUGH, terms.IN_SCHEME, terms.TOP_CONCEPT_OF,
    terms.POSITION, terms.BROADER, terms.NARROWER, terms.RELATED, terms.SPECIALIZES,
    terms.GENERALIZES, terms.IS_PART_OF, terms.HAS_PART,
)  # fmt: skip
_RANK = {predicate: rank for rank, predicate in enumerate(_FIRST)}
_LAST = len(_FIRST)
_LANGUAGE = {"nb": "0", "nn": "1", "en": "2"}


def block(subject: Node, properties: Properties) -> Block:
    """Return the statements about ``subject`` in writing order: type and terms first."""
    predicates = sorted(properties, key=_predicate)
    return subject, [
        (
            predicate,
            objects if len(objects := properties[predicate]) == 1 else sorted(objects, key=_object),
        )
        for predicate in predicates
    ]


def blocks(subjects: Iterable[tuple[Node, Properties]]) -> list[Block]:
    """Return every subject's block, in the given order."""
    return [block(subject, properties) for subject, properties in subjects]


def _predicate(predicate: Iri) -> tuple[int, str]:
    return _RANK.get(predicate, _LAST), predicate


def _object(term: Term) -> tuple[int, str, str, str]:
    if isinstance(term, Literal):
        language = term.language
        return 0, _LANGUAGE.get(language, language or "~"), term.value, term.datatype
    return (1 if isinstance(term, Iri) else 2), term, "", ""
