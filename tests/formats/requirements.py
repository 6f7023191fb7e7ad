"""A small requirement with a little of everything, to be changed by tests."""

from __future__ import annotations

import dataclasses

from catalog.model.information import ATTRIBUTE, Field
from catalog.model.requirement import BusinessRule, Example, Meaning, Requirement
from catalog.model.resource import Link, Period
from catalog.model.text import LangString
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from tests.formats.schemas.models import ANIMAL, BORN, HOUSE, IRI, MODEL, SPECIES

KRAV = "https://id.example.org/krav/husdyr/1"
DATED = dataclasses.replace(SPECIES, valid_on=(BORN.iri,))
SECRET = Field(
    f"{IRI}/Dyr/eier",
    "attribute",
    "eier",
    ATTRIBUTE,
    max=1,
    simple_type=BORN.simple_type,
    personal=True,
)
RULES = (
    BusinessRule(
        "https://id.example.org/krav/husdyr/regler/dyr-1",
        "dyr-1",
        "Dyr 1",
        (LangString("Født | før i dag", "nb"), LangString("Born before today", "en")),
        (LangString("Dyret må være født.", "nb"),),
        valid=Period("2022-01-01"),
        subjects=(Link("https://id.example.org/begrep/art"),),
        parts=(Link(BORN.iri),),
        context="/hus/dyr",
        test="født",
        message=(LangString("{navn} er ikke født.", "nb"),),
        milder="warning",
        milder_where="@nr",
    ),
    BusinessRule(
        "https://id.example.org/krav/husdyr/regler/dyr-2",
        "dyr-2",
        severity="information",
        valid=Period("", "2030-12-31"),
        reason=(LangString("Ingen vet det.", "nb"),),
    ),
)
REQUIREMENT = Requirement(
    KRAV,
    "husdyr",
    "1",
    dataclasses.replace(
        MODEL,
        types=(
            HOUSE,
            dataclasses.replace(
                ANIMAL,
                fields=(*(DATED if it is SPECIES else it for it in ANIMAL.fields), SECRET),
            ),
        ),
    ),
    label=(LangString("Telling av husdyr", "nb"), LangString("Count of pets", "en")),
    description=(LangString("Alle dyr i huset.", "nb"),),
    valid=Period("2024-01-01", "2025-12-31"),
    rules=RULES,
    meanings=(
        Meaning(
            "https://id.example.org/begrep/art",
            (LangString("art", "nb"),),
            (LangString("det som dyr av samme slag er", "nb"),),
        ),
    ),
    examples=(
        Example(f"{KRAV}#eksempel-1", "<hus>\n  <dyr/>\n</hus>\n", right=False,
                description=(LangString("Dyret mangler navn.", "nb"),)),
    ),
)  # fmt: skip


def speaker(lang: str) -> Translator:
    """Return who speaks the document's sentences in a language."""
    return Translator(program_folder("site"), lang, "document")
