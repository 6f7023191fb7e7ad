"""What was probably meant, as the Turtle to write instead and what of the file it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.check.finding import Suggestion
from catalog.model.rdf import Iri, Literal
from catalog.source.layout.spelling import Spelling

if TYPE_CHECKING:
    from catalog.check.finding import Fault
    from catalog.check.implied import Implied
    from catalog.check.locate import Located
    from catalog.model.rdf import Term
    from catalog.source.places import Places
    from catalog.source.walk import Ends


def suggestion(fault: Fault, located: Located, implied: Implied) -> Suggestion | None:
    """Return the fact ``suggestion`` of ``fault``, else what the shapes imply, as Turtle.

    None where there is neither, and where what it should replace isn't in the file.
    """
    term = fault.facts.get("suggestion") or implied.value(fault)
    if not located.exact or not isinstance(term, (Iri, Literal)) or not term:
        return None
    there = fault.value if fault.value is not None else fault.predicate or fault.subject
    text, ends = _written(term, there, fault.facts.get("namespace"), located)
    return Suggestion(text, *located.places.span(ends))


def _written(
    term: Iri | Literal, there: Term | None, namespace: object, located: Located
) -> tuple[str, Ends]:
    """Return the Turtle to write, and the offsets of what it replaces."""
    places, ends = located.places, located.ends
    if isinstance(term, Literal) and isinstance(there, Literal):
        languages = bool(term.language and there.language)
        if languages and term.value == there.value:
            return f"@{term.language}", places.tag(ends)
    declared = _declaration(places, ends) if isinstance(namespace, Iri) else None
    if declared:
        return f"<{namespace}>", declared
    return Spelling(places.namespaces, places.base).term(term), ends


def _declaration(places: Places, ends: Ends) -> Ends | None:
    """Return where the prefix of the name at ``ends`` is declared."""
    token = places.text[slice(*ends)]
    return None if token.startswith("<") else places.declared.get(token.partition(":")[0])
