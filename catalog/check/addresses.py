"""IRIs that are safe to show and to follow: scheme, length and visible characters."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.texts import BIDI, CONTROL, named
from catalog.model.rdf import Iri, Literal
from catalog.terms import ANY_URI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Term

NEAR: Final = 0.7
"""How much of a scheme must be right: htps and https, but not ftp and http."""

Problem = tuple[str, Facts]


def addresses(case: Case) -> Iterator[Fault]:
    """Yield IRIs (RFC 3987) that no page should link to, and ``xsd:anyURI`` values like them."""
    allowed = case.shapes.rules["iri-scheme"].allowed
    longest = case.settings.limits.iri_characters
    known: dict[str, Problem | None] = {}

    def problem(address: str) -> Problem | None:
        if address not in known:
            known[address] = _problem(address, allowed, longest)
        return known[address]

    for subject, properties in case.graph.subjects.items():
        if isinstance(subject, Iri):
            found = problem(subject)
            if found:
                yield Fault(found[0], subject, facts=found[1])
        for predicate, values in properties.items():
            found = problem(predicate)
            if found:
                yield Fault(found[0], subject, predicate, facts=found[1])
            for value in values:
                address = _address(value)
                found = problem(address) if address else None
                if found:
                    yield Fault(found[0], subject, predicate, value, _as(value, found[1]))


def _address(value: Term) -> str:
    if isinstance(value, Literal):
        return value.value if value.datatype == ANY_URI else value.datatype
    return value if isinstance(value, Iri) else ""


def _as(value: Term, facts: Facts) -> Facts:
    """Return ``facts`` with the suggestion written as ``value`` is: as an IRI, or as text."""
    meant = facts.get("suggestion")
    if isinstance(value, Literal) and isinstance(meant, Iri) and meant:
        inside = value.datatype == ANY_URI
        return {**facts, "suggestion": value._replace(value=meant) if inside else ""}
    return facts


def _problem(address: str, allowed: frozenset[str], longest: int) -> Problem | None:
    scheme, colon, _ = address.partition(":")
    if colon and scheme.lower() not in allowed:
        near = difflib.get_close_matches(scheme.lower(), sorted(allowed), 1, NEAR)
        meant = Iri(f"{near[0]}:{address[len(scheme) + 1 :]}" if near else "")
        return "iri-scheme", {"other": scheme, "detail": address, "suggestion": meant}
    if len(address) > longest:
        return "iri-long", {"count": len(address), "limit": longest, "detail": address}
    if not address.isascii():
        found = BIDI.search(address) or CONTROL.search(address)
        if found:
            meant = Iri(BIDI.sub("", CONTROL.sub("", address)))
            facts = {"value": named(found.group()), "detail": address, "suggestion": meant}
            return "iri-unreadable", facts
    return None
