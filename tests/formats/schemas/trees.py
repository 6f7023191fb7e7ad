"""A tree of demands as an information model, and back: the schema in between must lose nothing."""

from __future__ import annotations

import dataclasses

from catalog.model.information import (
    ATTRIBUTE,
    ELEMENT,
    XML,
    AdmittedCode,
    Facets,
    Field,
    InformationModel,
    ObjectType,
    SimpleType,
    Unique,
)
from catalog.model.resource import Link
from catalog.model.text import LangString
from tests.conformance.published_schema import MANY, Content, Part, Value

BASE = "https://id.example.org/model/"
TEXT = (
    LangString("Tekst & <mer>", "nb"),
    LangString("Tekst og meir", "nn"),
    LangString("Text", "en"),
)


def model_of(root: Part, namespace: str = "") -> InformationModel:
    """Return a model of messages like ``root``; each element with parts has a type of its own."""
    types: dict[str, ObjectType] = {}
    _add_type(types, root, root.name, root=True)
    return InformationModel(
        BASE + "m", "m", "1.0", XML, namespace, label=TEXT, types=tuple(types.values())
    )


def _add_type(types: dict[str, ObjectType], part: Part, path: str, *, root: bool = False) -> Link:
    """Note the type of an element and return a link to it."""
    assert isinstance(part.content, Content)
    link = Link(f"{BASE}{path}Type")
    types[link.iri] = ObjectType(link.iri, "")
    fields = [_element(types, child, f"{path}/{child.name}") for child in part.content.parts]
    for one in part.content.fields:
        field = Field(f"{BASE}{path}/@{one.name}", "attribute", one.name, ATTRIBUTE)
        fields.append(dataclasses.replace(_valued(field, one.value), min=int(one.required), max=1))
    unique = tuple(
        Unique(
            f"{link.iri}#{number}",
            "Unik",
            f"{BASE}{path}/{selector}",
            tuple(f"{BASE}{path}/{selector}/{name}" for name in names),
        )
        for number, (selector, names) in enumerate(part.unique)
    )
    types[link.iri] = ObjectType(
        link.iri, f"{path}Type".replace("/", "."), TEXT, root=root,
        roots=(part.name,) if root else (), fields=tuple(fields), unique=unique,
    )  # fmt: skip
    return link


def _element(types: dict[str, ObjectType], part: Part, path: str) -> Field:
    most = None if part.most == MANY else part.most
    field = Field(BASE + path, "", part.name, ELEMENT, part.least, most, label=TEXT)
    if isinstance(part.content, Value):
        return _valued(field, part.content)
    return dataclasses.replace(field, kind="role", target=_add_type(types, part, path))


def _valued(field: Field, value: Value) -> Field:
    assert len(value.patterns) <= 1
    form = SimpleType(
        f"{field.iri}#type", "", base=value.base.removeprefix("xs:"), shared=False,
        facets=Facets(value.length, value.shortest, value.longest, "".join(value.patterns)),
    )  # fmt: skip
    codes = tuple(AdmittedCode(f"{BASE}list/{code}", code, TEXT) for code in value.codes)
    code_list = Link(f"{BASE}list/{field.iri}") if codes else None
    return dataclasses.replace(
        field, kind="attribute", simple_type=form, code_list=code_list, codes=codes
    )
