"""What the pages of an information model, its types and their properties show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from catalog import terms
from catalog.model.information import Model, ModelProperty, ModelType, TypeRow
from catalog.model.rdf import Iri, iris
from catalog.reading import models, values
from catalog.reading.things import TOLD, shared
from catalog.reading.uses import model_of, owner_of, rules_on

if TYPE_CHECKING:
    from catalog.model.resource import Link, Resource
    from catalog.reading.outline import Outline

_PARTS: Final = TOLD | {terms.SUBJECT, terms.TECHNICAL_NAME}
_MODEL: Final = _PARTS | {
    terms.CONTAINS_ELEMENT, terms.MODEL_IDENTIFIER, terms.SYNTAX, terms.NAMESPACE, terms.REPLACES,
    terms.IS_REPLACED_BY,
}  # fmt: skip
_TYPE: Final = _PARTS | {
    terms.HAS_PROPERTY, terms.ROOT_ELEMENT, terms.UNORDERED, terms.OPEN, terms.TYPE_DEFINITION,
}  # fmt: skip
_PROPERTY: Final = _PARTS | {
    terms.HAS_OBJECT_TYPE, terms.HAS_SIMPLE_TYPE, terms.HAS_VALUE_FROM, terms.CODE_FORM,
    terms.ADMITS, terms.VALID_ON, terms.PERSONAL, terms.MIN_OCCURS, terms.MAX_OCCURS,
    terms.SEQUENCE_NUMBER, terms.NODE,
}  # fmt: skip


def read_page(outline: Outline, iri: Iri, kind: str) -> Resource:
    """Return what the page of a model, a type or a property shows; ``kind`` tells which it is."""
    return {"model": _model, "type": _type, "property": _property}[kind](outline, iri)


def _model(outline: Outline, iri: Iri) -> Model:
    about = outline.graph.about(iri)
    elements = iris(about.get(terms.CONTAINS_ELEMENT, ()))
    name = models.technical_name(outline, iri)
    versions = models.model_versions(outline).get(name, [])
    return Model(
        **_shared(outline, iri, "model", _MODEL),
        name=name,
        syntax=models.syntax(about),
        namespace=values.first_text(about, terms.NAMESPACE),
        subject=models.concept_of(outline, about),
        elements=tuple(_row(outline, it) for it in models.types_in_order(outline, iri)),
        simple_types=tuple(
            models.read_simple_type(outline, it) for it in models.shared_types(outline, elements)
        ),
        code_lists=outline.links(it for it in elements if outline.kinds.get(it) == "code-list"),
        versions=outline.links(versions if len(versions) > 1 else ()),
        replaces=outline.links(outline.said_and_implied(iri, terms.REPLACES)),
        replaced_by=outline.links(outline.said_and_implied(iri, terms.IS_REPLACED_BY)),
        requirements=outline.links(
            it
            for it in sorted(outline.pointing_at(iri, terms.CONFORMS_TO))
            if outline.kinds.get(it) == "requirement-version"
        ),
    )


def _row(outline: Outline, iri: Iri) -> TypeRow:
    about = outline.graph.about(iri)
    return TypeRow(
        outline.link(iri),
        models.technical_name(outline, iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        concept=models.concept_of(outline, about),
        roots=models.roots(about),
        fields=len(models.fields_in_order(outline, iri)),
    )


def _type(outline: Outline, iri: Iri) -> ModelType:
    simple = terms.SIMPLE_TYPE in outline.graph.objects(iri, terms.TYPE)
    whole = models.read_type(outline, iri)
    users = terms.HAS_SIMPLE_TYPE if simple else terms.HAS_OBJECT_TYPE
    return ModelType(
        **_shared(outline, iri, "type", _TYPE),
        name=whole.name,
        model=_linked(outline, model_of(outline, iri)),
        concept=whole.concept,
        roots=whole.roots,
        ordered=whole.ordered,
        open=whole.open,
        # The codes stand on the pages of the attributes; here they would be most of the record.
        fields=tuple(replace(field, codes=()) for field in whole.fields),
        unique=whole.unique,
        used_in=outline.links(models.in_order(outline, outline.pointing_at(iri, users))),
        simple=models.read_simple_type(outline, iri) if simple else None,
        rules=rules_on(outline, iri, models.fields_in_order(outline, iri)),
    )


def _property(outline: Outline, iri: Iri) -> ModelProperty:
    owner = owner_of(outline, iri)
    rules = models.read_unique(outline, owner) if owner else ()
    return ModelProperty(
        **_shared(outline, iri, "property", _PROPERTY),
        model=_linked(outline, model_of(outline, iri)),
        owner=_linked(outline, owner),
        field=models.read_field(outline, iri),
        unique=tuple(it for it in rules if it.among == iri),
        rules=rules_on(outline, iri),
    )


def _linked(outline: Outline, iri: Iri | None) -> Link | None:
    return outline.link(iri) if iri else None


def _shared(outline: Outline, iri: Iri, kind: str, told: frozenset[Iri]) -> dict[str, Any]:
    facets = {it for it in outline.graph.about(iri) if it.startswith(terms.XSD)}
    return shared(outline, iri, kind, told | facets)
