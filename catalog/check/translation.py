"""Our statements as an rdflib Graph for pySHACL: nothing in it is parsed, fetched or typed.

rdflib turns the text of a literal into a Python value: dates and numbers (with a warning on the
terminal where that fails), but XML and HTML too. Only values that are known to be well-formed
keep their datatype here; the others get one that rdflib does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import rdflib

from catalog.check.days import is_day
from catalog.model.rdf import BlankNode, Literal
from catalog.terms import (
    ANY_URI,
    BOOLEAN,
    DATE,
    INTEGER,
    LANG_STRING,
    OPAQUE,
    POSITIVE_INTEGER,
    STAND_IN,
    STRING,
    SUB_CLASS_OF,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Iri, Node, Term

NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
LANGUAGE: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*", re.ASCII)


class Translation:
    """An rdflib graph and the way back from its terms to ours.

    With ``stand_ins`` every blank node becomes an IRI of no meaning, so that what pySHACL does with
    blank nodes (it writes out all that hangs on them) can't be made slow by deep nesting.
    """

    def __init__(self, triples: Iterable[tuple[Node, Iri, Term]], *, stand_ins: bool) -> None:
        self.stand_ins = stand_ins
        self.terms: dict[Term, rdflib.term.IdentifiedNode | rdflib.Literal] = {}
        self.rdf = rdflib.Graph(bind_namespaces="none")
        add = self.rdf.store.add
        for subject, predicate, value in triples:
            if stand_ins and predicate == SUB_CLASS_OF:
                continue  # changes nothing that is asked, and rdflib follows a chain by recursion
            add((self.of(subject), self.of(predicate), self.of(value)), self.rdf)

    def of(self, term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
        """Return ``term`` as rdflib's."""
        known = self.terms.get(term)
        if known is None:
            known = self.terms[term] = self._made(term)
        return known

    def back(self) -> dict[rdflib.term.Node, Term]:
        """Return our term for each of rdflib's."""
        return {theirs: ours for ours, theirs in self.terms.items()}

    def _made(self, term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
        if isinstance(term, Literal):
            return _literal(term)
        if isinstance(term, BlankNode):
            return rdflib.URIRef(STAND_IN + term) if self.stand_ins else rdflib.BNode(term)
        return rdflib.URIRef(term)


def datatype(literal: Literal) -> str:
    """Return the datatype that pySHACL is told of; two that differ here differ there."""
    if literal.language:
        if LANGUAGE.fullmatch(literal.language):
            return LANG_STRING
    elif not literal.datatype:
        return STRING
    elif _well_formed(literal):
        return literal.datatype
    return f"{OPAQUE}/{quote(literal.language or literal.datatype, safe='')}"


def _literal(literal: Literal) -> rdflib.Literal:
    known = datatype(literal)
    if known == LANG_STRING:
        return rdflib.Literal(literal.value, lang=literal.language)
    if known == STRING:
        return rdflib.Literal(literal.value)
    return rdflib.Literal(literal.value, datatype=known, normalize=False)


def _well_formed(literal: Literal) -> bool:
    """Tell whether rdflib can make a Python value of ``literal`` without harm (XSD 1.1, part 2)."""
    if literal.datatype == ANY_URI:
        return True
    if literal.datatype == DATE:
        return is_day(literal.value)
    if literal.datatype == BOOLEAN:
        return literal.value in {"true", "false", "1", "0"}
    if literal.datatype == INTEGER:
        return NUMBER.fullmatch(literal.value) is not None
    if literal.datatype == POSITIVE_INTEGER:
        return NUMBER.fullmatch(literal.value) is not None and int(literal.value) > 0
    return False
