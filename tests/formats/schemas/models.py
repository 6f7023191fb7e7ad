"""A small model with a little of everything, to be changed by tests."""

from __future__ import annotations

import dataclasses

from catalog.model.information import (
    ATTRIBUTE,
    ELEMENT,
    JSON,
    MEMBER,
    XML,
    AdmittedCode,
    Facets,
    Field,
    InformationModel,
    ObjectType,
    SimpleType,
    Unique,
)
from catalog.model.resource import Link, Period
from catalog.model.text import LangString

IRI = "https://id.example.org/modell/1"
DATE = SimpleType(f"{IRI}/Dato", "Dato", base="date")
ID = SimpleType(
    f"{IRI}/Nummer",
    "Nummer",
    (LangString("Nummer", "nb"), LangString("Number", "en")),
    facets=Facets(max_length=3, pattern=r"\d+[a-z]?"),
)
TEXT = SimpleType(f"{IRI}/Dyr/navn#type", "", facets=Facets(min_length=1), shared=False)
CODES = (
    AdmittedCode(
        "https://id.example.org/arter/k",
        "k",
        (LangString("katt", "nb"), LangString("cat", "en")),
        (LangString("Dyr som maler.", "nb"),),
        Period("2020-01-01", "2024-12-31"),
        replaced_by=("k1",),
    ),
    AdmittedCode("https://id.example.org/arter/k1", "k1", valid=Period("2025-01-01")),
)
SPECIES = Field(
    f"{IRI}/Dyr/art",
    "attribute",
    "art",
    ATTRIBUTE,
    min=1,
    max=1,
    concept=Link("https://id.example.org/begrep/art"),
    code_list=Link("https://id.example.org/arter", (LangString("Arter", "nb"),)),
    codes=CODES,
)
NAME = Field(
    f"{IRI}/Dyr/navn",
    "attribute",
    "navn",
    ELEMENT,
    min=1,
    max=2,
    label=(LangString("Navn", "nb"), LangString("Namn", "nn"), LangString("Name", "en")),
    description=(LangString("Det som dyret lyder.", "nb"), LangString("What it obeys.", "en")),
    simple_type=TEXT,
)
NUMBER = Field(f"{IRI}/Dyr/nr", "attribute", "nr", ATTRIBUTE, max=1, simple_type=ID)
BORN = Field(f"{IRI}/Dyr/født", "attribute", "født", ELEMENT, max=1, simple_type=DATE)
ANIMAL = ObjectType(
    f"{IRI}/Dyr",
    "DyrType",
    (LangString("Dyr", "nb"),),
    fields=(NAME, BORN, NUMBER, SPECIES),
)
ANIMALS = Field(f"{IRI}/Hus/dyr", "role", "dyr", ELEMENT, min=0, target=Link(ANIMAL.iri))
HOUSE = ObjectType(
    f"{IRI}/Hus",
    "HusType",
    root=True,
    roots=("hus",),
    fields=(ANIMALS,),
    unique=(Unique(f"{IRI}/Hus#u", "NrUnik", ANIMALS.iri, (NUMBER.iri,)),),
)
MODEL = InformationModel(
    IRI,
    "husdyr",
    "1",
    XML,
    label=(LangString("Husdyr", "nb"),),
    valid=Period("2020-01-01"),
    types=(HOUSE, ANIMAL),
    simple_types=(DATE, ID),
)


def with_field(field: Field, model: InformationModel = MODEL) -> InformationModel:
    """Return the model with one more property of the animal."""
    animal = dataclasses.replace(ANIMAL, fields=(*ANIMAL.fields, field))
    return dataclasses.replace(model, types=(HOUSE, animal))


def as_json() -> InformationModel:
    """Return the model as one of JSON messages."""
    types = tuple(
        dataclasses.replace(
            type_, fields=tuple(dataclasses.replace(it, node=MEMBER) for it in type_.fields)
        )
        for type_ in MODEL.types
    )
    return dataclasses.replace(MODEL, syntax=JSON, types=types)
