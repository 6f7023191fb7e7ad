"""Requirements made for tests: the small model of houses and animals, with rules of its own."""

from __future__ import annotations

import dataclasses
import functools

from catalog.limits import LIMITS, Limits
from catalog.message import Judge
from catalog.model.information import ATTRIBUTE, AdmittedCode, Field, InformationModel
from catalog.model.requirement import BusinessRule, Meaning, Requirement
from catalog.model.text import LangString
from catalog.reading.chosen import choose_model, choose_requirement
from catalog.reading.models import read_model
from catalog.reading.outline import Outline
from catalog.reading.requirements import read_requirement
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import PROJECT
from tests.formats.schemas.models import (
    ANIMAL,
    BORN,
    HOUSE,
    IRI,
    MODEL,
    NAME,
    NUMBER,
    SPECIES,
    as_json,
)

OWNER = Field(
    f"{IRI}/Dyr/eier", "attribute", "eier", ATTRIBUTE, max=1, personal=True,
    simple_type=dataclasses.replace(NAME.simple_type, iri=f"{IRI}/e") if NAME.simple_type else None,
)  # fmt: skip
DATED = dataclasses.replace(
    SPECIES,
    valid_on=(BORN.iri,),
    codes=(
        *SPECIES.codes,
        AdmittedCode("https://id.example.org/arter/hund", "hund", (LangString("Hund", "nb"),)),
    ),
)
PET = dataclasses.replace(ANIMAL, fields=(NAME, BORN, NUMBER, DATED, OWNER))
ZOO = dataclasses.replace(MODEL, types=(HOUSE, PET))
MEANING = Meaning(
    "https://id.example.org/begrep/art",
    (LangString("art", "nb"),),
    (LangString("Det dyret er.", "nb"),),
)


def rule(context: str, test: str, name: str = "r1", **more: object) -> BusinessRule:
    """Return a rule that is computed."""
    made = BusinessRule(f"urn:{name}", name, f"Dyr {name}", context=context, test=test)
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def required(*rules: BusinessRule, model: InformationModel = ZOO, **more: object) -> Requirement:
    """Return a requirement."""
    made = Requirement("urn:krav", "husdyr", "1", model, rules=rules, meanings=(MEANING,))
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def judge_of(*rules: BusinessRule, model: InformationModel = ZOO, limits: Limits = LIMITS) -> Judge:
    """Return the judge of a requirement."""
    return Judge(required(*rules, model=model), limits)


def json_zoo() -> InformationModel:
    """Return the model as one of JSON messages."""
    made = as_json()
    house, _ = made.types
    fields = tuple(dataclasses.replace(it, node="member", max=it.max) for it in PET.fields)
    return dataclasses.replace(made, types=(house, dataclasses.replace(PET, fields=fields)))


@functools.cache
def outline() -> Outline:
    """Return the shipped catalogue."""
    settings = read_settings(PROJECT)
    sources = read_sources(find_sources(settings), settings)
    return Outline(sources.graph, settings.base_iri, settings.languages[0])


@functools.cache
def shipped_model(name: str, version: str) -> InformationModel:
    """Return a model of the shipped catalogue."""
    return read_model(outline(), choose_model(outline(), name, version))


@functools.cache
def shipped_requirement(name: str, version: str) -> Requirement:
    """Return a requirement of the shipped catalogue."""
    return read_requirement(outline(), choose_requirement(outline(), name, version))
