"""What is made of the shipped models for people: examples that are right, drawings that are clear.

Three judges hold the examples against our own schemas: libxml2, xmlschema and jsonschema-rs.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import jsonschema_rs
import pytest
import xmlschema
from lxml import etree

from catalog.build.diagrams import draw_model, draw_type
from catalog.formats.examples import example, example_of
from catalog.formats.examples.writing import day_for, element_name
from catalog.formats.schemas import json_schema, xsd
from catalog.model.information import JSON, XML, InformationModel
from catalog.reading.models import read_model
from catalog.reading.outline import Outline
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.build.diagrams.test_drawing import crossed, is_sound
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.conformance

MOST: Final = 10_000
DAYS: Final = (None, dt.date(2024, 12, 31), dt.date(2025, 6, 30), dt.date(2026, 1, 1))
NAMES: Final = (
    "barnevernsregister 2.2.3", "barnevernsregister 3.0.5", "barnevernsregister 4.0.1",
    "bekymringsmelding-offentlig 1", "bekymringsmelding-offentlig 2",
    "bekymringsmelding-privat 1", "bekymringsmelding-privat 2", "kostra-15f 2024",
)  # fmt: skip


@pytest.fixture(scope="module")
def models() -> dict[str, InformationModel]:
    """The shipped models."""
    settings = read_settings(PROJECT)
    sources = read_sources(find_sources(settings), settings)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    found = (read_model(outline, it) for it in outline.models)
    return {f"{it.name} {it.version}": it for it in found if it.types}


def judge(
    model: InformationModel,
    messages: Sequence[bytes],
    day: dt.date | None = None,
    *,
    twice: bool = False,
) -> None:
    """Hold messages against the schema of a model on a day; those of XML ``twice`` if asked.

    xmlschema takes a second for the register, so not every part is worth it.
    """
    if model.syntax == JSON:
        schema = json.loads(json_schema(model, day))
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
        for message in messages:
            assert [str(it) for it in validator.iter_errors(json.loads(message))] == []
        return
    made = xsd(model, day)
    schema = etree.XMLSchema(etree.fromstring(made))
    for message in messages:
        schema.assertValid(etree.fromstring(message))
    if twice:
        other = xmlschema.XMLSchema10(made.decode())
        for message in messages:
            other.validate(message.decode().partition("\n")[2])


def test_every_model_with_messages_is_tried(models: dict[str, InformationModel]) -> None:
    """A new version needs a line above."""
    assert {name for name, model in models.items() if model.syntax} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_right_on_every_day(models: dict[str, InformationModel], name: str) -> None:
    """Whole and minimal, without a day and on those around the changes of codes."""
    model = models[name]
    for day in DAYS:
        judge(model, [example(model, day, minimal=it) for it in (True, False)], day, twice=True)
    # What is made for the page is right on the day that it is made for.
    judge(model, [example(model)], day_for(model))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_type_is_right_by_itself(
    models: dict[str, InformationModel], name: str
) -> None:
    """Each part passes a schema in which it may be the outermost."""
    model = models[name]
    for type_ in model.types:
        names = (element_name(model, type_),) if model.syntax == XML else ()
        alone = tuple(
            dataclasses.replace(it, root=it == type_, roots=names if it == type_ else ())
            for it in model.types
        )
        parts = [example_of(model, type_.iri, minimal=it) for it in (True, False)]
        judge(dataclasses.replace(model, types=alone), parts)


def test_every_model_is_drawn_clearly(models: dict[str, InformationModel]) -> None:
    """Whole and by type: all of it, no box over another, no line through one."""
    for model in models.values():
        whole = draw_model(model, MOST)
        is_sound(whole, model)
        assert crossed(whole) == [], model.iri
        for type_ in model.types:
            drawn = draw_type(model, type_.iri, MOST)
            assert drawn.drawn
            assert crossed(drawn) == [], type_.iri
