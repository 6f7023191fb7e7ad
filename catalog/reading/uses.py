"""Who uses a concept or a code list in an information model, and which model a part is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.information import Use

if TYPE_CHECKING:
    from catalog.model.rdf import Iri
    from catalog.reading.outline import Outline


def owner_of(outline: Outline, field: Iri) -> Iri | None:
    """Return the type that ``field`` is a property of; the first by IRI where it is of several."""
    return min(outline.pointing_at(field, terms.HAS_PROPERTY), default=None)


def model_of(outline: Outline, part: Iri) -> Iri | None:
    """Return the model that a type or property is of; the first by IRI where several have it."""
    owner = owner_of(outline, part)
    element = part if owner is None else owner
    return min(outline.pointing_at(element, terms.CONTAINS_ELEMENT), default=None)


def uses(outline: Outline, iri: Iri, predicate: Iri) -> tuple[Use, ...]:
    """Return the parts of models that say ``predicate`` of ``iri``, each with its model.

    Only of models that nothing has replaced: what holds no more would say it all once again.
    """
    found = []
    for part in sorted(outline.pointing_at(iri, predicate)):
        if outline.kinds.get(part) in {"type", "property"}:
            model = model_of(outline, part)
            if model and not outline.said_and_implied(model, terms.IS_REPLACED_BY):
                found.append((model, part))
    return tuple(Use(outline.link(part), outline.link(model)) for model, part in sorted(found))
