"""Who uses a concept, a code list or a part of a model: information models and business rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.collation import natural_key
from catalog.model.information import Use
from catalog.model.rdf import iris

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Iri
    from catalog.model.resource import Link
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


def rules_about(outline: Outline, concept: Iri) -> tuple[Link, ...]:
    """Return the business rules that are about a concept."""
    return _rules(outline, outline.pointing_at(concept, terms.SUBJECT))


def rules_on(outline: Outline, part: Iri, fields: Iterable[Iri] = ()) -> tuple[Link, ...]:
    """Return the business rules that look at a type or a property, or at any of its ``fields``.

    Those of every requirement that its model belongs to, also where they are written for the
    model of another version, which calls the part the same.
    """
    parts = (part, *fields)
    found = [rule for it in parts for rule in outline.pointing_at(it, terms.LOOKS_AT)]
    model, names = model_of(outline, part), {outline.link(it).notation for it in parts} - {""}
    for version in outline.pointing_at(model, terms.CONFORMS_TO) if model and names else ():
        if outline.kinds.get(version) == "requirement-version":
            for rule in iris(outline.graph.objects(version, terms.HAS_BUSINESS_RULE)):
                looked = iris(outline.graph.objects(rule, terms.LOOKS_AT))
                if any(outline.link(it).notation in names for it in looked):
                    found.append(rule)
    return _rules(outline, found)


def _rules(outline: Outline, found: Iterable[Iri]) -> tuple[Link, ...]:
    rules = {outline.link(it) for it in found if outline.kinds.get(it) == "business-rule"}
    return tuple(sorted(rules, key=lambda it: (natural_key(it.notation), it.iri)))
