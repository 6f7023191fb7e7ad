"""Information models off the Graph: whole ones, for what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model import information
from catalog.model.information import (
    AdmittedCode,
    Facets,
    Field,
    InformationModel,
    ObjectType,
    SimpleType,
    Unique,
)
from catalog.model.rdf import Iri, Literal, iris
from catalog.reading import values
from catalog.reading.concepts import definitions, is_reportable, requires_specification

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.model.rdf import Properties
    from catalog.model.resource import Link
    from catalog.reading.outline import Outline

TYPES: Final = frozenset({terms.OBJECT_TYPE, terms.ROOT_OBJECT_TYPE})
SYNTAXES: Final = {
    terms.SYNTAX_XML: information.XML,
    terms.SYNTAX_JSON: information.JSON,
}
NODES: Final = {
    terms.ELEMENT_NODE: information.ELEMENT,
    terms.ATTRIBUTE_NODE: information.ATTRIBUTE,
}
FIELD_KINDS: Final = {terms.ATTRIBUTE: "attribute", terms.ROLE: "role"}
DIGITS: Final = 9
"""Digits of a number that is believed: more would be no position, length or multiplicity."""


def read_model(outline: Outline, iri: Iri) -> InformationModel:
    """Return the information model ``iri`` with all that it is made of."""
    about = outline.graph.about(iri)
    elements = iris(about.get(terms.CONTAINS_ELEMENT, ()))
    return InformationModel(
        iri=str(iri),
        name=technical_name(outline, iri),
        version=values.first_text(about, terms.VERSION_INFO, terms.VERSION),
        syntax=syntax(about),
        namespace=values.first_text(about, terms.NAMESPACE),
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        valid=values.period(about),
        types=tuple(read_type(outline, it) for it in types_in_order(outline, iri)),
        simple_types=tuple(read_simple_type(outline, it) for it in shared_types(outline, elements)),
        replaces=outline.links(outline.said_and_implied(iri, terms.REPLACES)),
        replaced_by=outline.links(outline.said_and_implied(iri, terms.IS_REPLACED_BY)),
        path=outline.paths.get(iri),
    )


def model_versions(outline: Outline) -> dict[str, list[Iri]]:
    """Return the models by technical name, those of one name newest first.

    Newer is what applies from a later day, then what has the higher version.
    """
    found: dict[str, list[Iri]] = {}
    for model in outline.models:
        found.setdefault(technical_name(outline, model), []).append(model)
    for name in sorted(found):
        found[name] = sorted(found.pop(name), key=lambda it: age(outline, it), reverse=True)
    return found


def find_model(
    outline: Outline, name: str, version: str = "", day: dt.date | None = None
) -> Iri | None:
    """Return the model called ``name`` of that version, else the newest that applies on ``day``.

    Without either it is the newest. None where there is no such model.
    """
    for iri in model_versions(outline).get(name, ()):
        about = outline.graph.about(iri)
        if version:
            if values.first_text(about, terms.VERSION_INFO, terms.VERSION) == version:
                return iri
        elif day is None or values.period(about).holds(day):
            return iri
    return None


def technical_name(outline: Outline, iri: Iri) -> str:
    """Return what ``iri`` is called in messages and programs, else the last part of its IRI."""
    stated = values.first_text(outline.graph.about(iri), terms.TECHNICAL_NAME)
    return stated or iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def syntax(about: Properties) -> str:
    """Return what a model's messages are written in: ``xml``, ``json`` or empty."""
    return next((SYNTAXES[it] for it in iris(about.get(terms.SYNTAX, ())) if it in SYNTAXES), "")


def types_in_order(outline: Outline, model: Iri) -> list[Iri]:
    """Return the object types of ``model`` as a reader meets them: from the roots, each once."""
    kinds = {
        it: set(iris(outline.graph.objects(it, terms.TYPE)))
        for it in iris(outline.graph.objects(model, terms.CONTAINS_ELEMENT))
    }
    own = sorted(it for it, types in kinds.items() if types & TYPES)
    own.sort(key=lambda it: terms.ROOT_OBJECT_TYPE not in kinds[it])
    found: dict[Iri, None] = {}
    for start in own:
        # A stack, not recursion: the sources may hold a chain of any length, or a circle.
        stack = [start]
        while stack:
            it = stack.pop()
            if it in found or it not in kinds:
                continue
            found[it] = None
            targets = [
                target
                for field in fields_in_order(outline, it)
                for target in iris(outline.graph.objects(field, terms.HAS_OBJECT_TYPE))
            ]
            stack.extend(reversed(targets))
    return list(found)


def shared_types(outline: Outline, elements: Iterable[Iri]) -> list[Iri]:
    """Return those of ``elements`` that are simple types of more than one attribute alone."""
    return sorted(
        it
        for it in elements
        if "#" not in it and terms.SIMPLE_TYPE in outline.graph.objects(it, terms.TYPE)
    )


def fields_in_order(outline: Outline, type_: Iri) -> list[Iri]:
    """Return the properties of a type by ``sequenceNumber``, then by IRI."""
    return list(in_order(outline, set(iris(outline.graph.objects(type_, terms.HAS_PROPERTY)))))


def read_type(outline: Outline, iri: Iri) -> ObjectType:
    """Return the object type ``iri`` with its properties and what must be unique in it."""
    about = outline.graph.about(iri)
    return ObjectType(
        iri=str(iri),
        name=technical_name(outline, iri),
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        concept=concept_of(outline, about),
        root=terms.ROOT_OBJECT_TYPE in about.get(terms.TYPE, ()),
        roots=roots(about),
        ordered=not _is_true(about, terms.UNORDERED),
        open=_is_true(about, terms.OPEN),
        fields=tuple(read_field(outline, it) for it in fields_in_order(outline, iri)),
        unique=read_unique(outline, iri),
        path=outline.paths.get(iri),
    )


def roots(about: Properties) -> tuple[str, ...]:
    """Return the names of the elements of a type that a message may begin with."""
    return tuple(text.text for text in values.texts(about.get(terms.ROOT_ELEMENT, ())))


def concept_of(outline: Outline, about: Properties) -> Link | None:
    """Return the concept that a model, type or property is about."""
    return values.one_link(outline, iris(about.get(terms.SUBJECT, ())))


def read_field(outline: Outline, iri: Iri) -> Field:
    """Return the property ``iri`` of a type, with its codes."""
    about = outline.graph.about(iri)
    types = about.get(terms.TYPE, ())
    kind = next((name for type_, name in FIELD_KINDS.items() if type_ in types), "other")
    lists = iris(about.get(terms.HAS_VALUE_FROM, ()))
    forms = iris((*about.get(terms.HAS_SIMPLE_TYPE, ()), *about.get(terms.CODE_FORM, ())))
    nodes = (NODES[it] for it in iris(about.get(terms.NODE, ())) if it in NODES)
    return Field(
        iri=str(iri),
        kind=kind,
        name=technical_name(outline, iri),
        node=next(nodes, information.MEMBER),
        min=_number(about, terms.MIN_OCCURS) or 0,
        max=_number(about, terms.MAX_OCCURS),
        position=_number(about, terms.SEQUENCE_NUMBER) or 0,
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        concept=concept_of(outline, about),
        target=values.one_link(outline, iris(about.get(terms.HAS_OBJECT_TYPE, ()))),
        simple_type=read_simple_type(outline, forms[0]) if forms else None,
        code_list=outline.link(lists[0]) if lists else None,
        codes=_codes(outline, about, lists[0]) if lists else (),
        valid_on=tuple(str(it) for it in iris(about.get(terms.VALID_ON, ()))),
        personal=_is_true(about, terms.PERSONAL),
        path=outline.paths.get(iri),
    )


def read_simple_type(outline: Outline, iri: Iri) -> SimpleType:
    """Return the simple type ``iri`` with its facets."""
    about = outline.graph.about(iri)
    base = values.first_text(about, terms.TYPE_DEFINITION).rpartition("#")[2]
    return SimpleType(
        iri=str(iri),
        name=technical_name(outline, iri),
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        base=base or "string",
        facets=Facets(
            length=_number(about, _facet("length")),
            min_length=_number(about, _facet("minLength")),
            max_length=_number(about, _facet("maxLength")),
            pattern=values.first_text(about, _facet("pattern")),
            min_inclusive=values.first_text(about, _facet("minInclusive")),
            max_inclusive=values.first_text(about, _facet("maxInclusive")),
            min_exclusive=values.first_text(about, _facet("minExclusive")),
            max_exclusive=values.first_text(about, _facet("maxExclusive")),
            total_digits=_number(about, _facet("totalDigits")),
            fraction_digits=_number(about, _facet("fractionDigits")),
        ),
        shared="#" not in iri,
    )


def read_unique(outline: Outline, type_: Iri) -> tuple[Unique, ...]:
    """Return what must be unique within an instance of ``type_``, in the order of the roles."""
    found: dict[Iri, list[Unique]] = {}
    for iri in sorted(outline.pointing_at(type_, terms.CONSTRAINS)):
        about = outline.graph.about(iri)
        among = iris(about.get(terms.UNIQUE_AMONG, ()))
        by = iris(about.get(terms.UNIQUE_BY, ()))
        if among and by:
            unique = Unique(
                iri=str(iri),
                name=technical_name(outline, iri),
                among=str(among[0]),
                by=tuple(str(it) for it in in_order(outline, by)),
                label=outline.name(iri),
                description=values.texts(about.get(terms.DESCRIPTION, ())),
            )
            found.setdefault(among[0], []).append(unique)
    return tuple(it for among in in_order(outline, found) for it in found[among])


def in_order(outline: Outline, fields: Iterable[Iri]) -> tuple[Iri, ...]:
    """Return properties by ``sequenceNumber``, then by IRI."""
    return tuple(sorted(fields, key=lambda it: (_position(outline.graph.about(it)), it)))


def _codes(outline: Outline, about: Properties, code_list: Iri) -> tuple[AdmittedCode, ...]:
    """Return the codes that an attribute knows, in the order of their list."""
    admitted = set(iris(about.get(terms.ADMITS, ()))) or {
        it
        for it in outline.pointing_at(code_list, terms.IN_SCHEME)
        if is_reportable(outline.graph.about(it))
    }
    order = sorted(admitted, key=lambda it: (_place(outline.graph.about(it)), it))
    return tuple(_code(outline, it) for it in order)


def _code(outline: Outline, iri: Iri) -> AdmittedCode:
    about = outline.graph.about(iri)
    return AdmittedCode(
        iri=str(iri),
        notation=values.first_text(about, terms.NOTATION),
        label=outline.name(iri),
        definition=tuple(it.text for it in definitions(outline, about)),
        valid=values.period(about),
        requires_specification=requires_specification(about),
        replaced_by=tuple(
            values.first_text(outline.graph.about(it), terms.NOTATION)
            for it in outline.said_and_implied(iri, terms.IS_REPLACED_BY)
        ),
    )


def age(outline: Outline, iri: Iri) -> tuple[str, list[tuple[int, str]], str]:
    """Return what newer versions have more of; numbers of a version are compared as numbers."""
    about = outline.graph.about(iri)
    version = values.first_text(about, terms.VERSION_INFO, terms.VERSION)
    parts = [(int(it) if it.isdecimal() else -1, it) for it in version.split(".")]
    return values.period(about).start, parts, iri


def _facet(name: str) -> Iri:
    return Iri(terms.XSD + name)


def _number(about: Properties, predicate: Iri) -> int | None:
    text = values.first_text(about, predicate)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def _position(about: Properties) -> int:
    """Return the place among the properties of a type; what has none comes last."""
    return _number(about, terms.SEQUENCE_NUMBER) or 10**DIGITS


def _place(about: Properties) -> int:
    return _number(about, terms.POSITION) or 10**DIGITS


def _is_true(about: Properties, predicate: Iri) -> bool:
    return any(
        isinstance(it, Literal) and it.value in {"true", "1"} for it in about.get(predicate, ())
    )
