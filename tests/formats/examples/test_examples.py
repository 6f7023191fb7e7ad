"""Examples: what is made passes the schema made from the same model, or is refused with reason."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
from hypothesis import strategies as st
from lxml import etree

from catalog.errors import ExampleRefused
from catalog.formats.examples import example, example_of
from catalog.formats.examples.values import keeps_to, value_of
from catalog.formats.schemas import json_schema, xsd
from catalog.formats.schemas.json_values import BASES
from catalog.model.information import (
    ELEMENT,
    JSON,
    XML,
    Facets,
    Field,
    InformationModel,
    ObjectType,
    SimpleType,
    Unique,
)
from catalog.model.resource import Link
from tests.formats.schemas.models import (
    ANIMAL,
    ANIMALS,
    HOUSE,
    IRI,
    MODEL,
    NAME,
    NUMBER,
    as_json,
    with_field,
)

OLD = dt.date(2022, 2, 2)
NEW = dt.date(2026, 1, 1)


def is_right(model: InformationModel, message: bytes, day: dt.date | None = None) -> None:
    """Hold a message against the schema of its model on a day."""
    if model.syntax == JSON:
        schema = json.loads(json_schema(model, day))
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
        assert [str(it) for it in validator.iter_errors(json.loads(message))] == []
        return
    schema = etree.XMLSchema(etree.fromstring(xsd(model, day)))
    schema.assertValid(etree.fromstring(message))


def one_value(simple: SimpleType, syntax: str) -> InformationModel:
    """Return a model of messages that hold one value."""
    field = Field(f"{IRI}/T/v", "attribute", "v", ELEMENT, min=1, max=1, simple_type=simple)
    root = ObjectType(f"{IRI}/T", "T", root=True, roots=("t",), fields=(field,))
    return InformationModel(IRI, "m", "1", syntax, types=(root,))


@pytest.mark.parametrize("model", [MODEL, as_json()], ids=["xml", "json"])
@pytest.mark.parametrize("day", [None, OLD, NEW])
@pytest.mark.parametrize("minimal", [True, False])
def test_a_message_passes_the_schema_of_its_day(
    model: InformationModel, day: dt.date | None, minimal: bool
) -> None:
    """Whole and minimal; codes are those of the day, and so are the dates."""
    message = example(model, day, minimal=minimal)
    is_right(model, message, day)
    assert message == example(model, day, minimal=minimal)
    text = message.decode()
    assert ("dyr" in text) == (not minimal)
    if not minimal:
        assert str(day or dt.date(2020, 1, 1)) in text
        assert ('"k1"' in text) == (day == NEW)


def test_a_part_is_an_element_as_a_message_has_it() -> None:
    """By the name of the role that leads to it, in the model's namespace."""
    model = dataclasses.replace(MODEL, namespace="https://id.example.org/ns")
    part = etree.fromstring(example_of(model, ANIMAL.iri, NEW))
    assert part.tag == "{https://id.example.org/ns}dyr"
    assert etree.fromstring(example(model, NEW)).tag == "{https://id.example.org/ns}hus"
    alone = dataclasses.replace(ANIMAL, root=True, roots=("dyr",))
    as_root = dataclasses.replace(model, types=(HOUSE, alone))
    is_right(as_root, etree.tostring(part, encoding="UTF-8"), NEW)


BASE_NAMES = st.sampled_from(sorted(set(BASES) - {"anyType", "anySimpleType"}))
BOUND = st.one_of(st.just(""), st.integers(-5, 400).map(str))
SIMPLE = st.one_of(
    st.builds(SimpleType, st.just(f"{IRI}/S"), st.just("S"), base=BASE_NAMES),
    st.builds(
        lambda least, more, pattern: SimpleType(
            f"{IRI}/S", "S",
            facets=Facets(min_length=least, max_length=least + more, pattern=pattern),
        ),
        st.integers(0, 60), st.integers(0, 20),
        st.sampled_from(["", r"\d*", "[a-c]+(-[0-9]{2})?", r"\p{Lu}.*", "x{2,9}|y{5}"]),
    ),
    st.builds(
        lambda base, low, high: SimpleType(
            f"{IRI}/S", "S", base=base, facets=Facets(min_inclusive=low, max_inclusive=high)
        ),
        st.sampled_from(["integer", "decimal", "positiveInteger", "short"]), BOUND, BOUND,
    ),
)  # fmt: skip


@hypothesis.given(SIMPLE, st.sampled_from([XML, JSON]))
def test_a_value_keeps_to_its_type_or_is_refused(simple: SimpleType, syntax: str) -> None:
    """Any datatype and its facets, by libxml2 and jsonschema-rs."""
    model = one_value(simple, syntax)
    try:
        message = example(model, NEW)
    except ExampleRefused as refusal:
        hypothesis.event(str(refusal.facts["reason"]))
        return
    is_right(model, message, NEW)


@pytest.mark.parametrize("base", sorted(set(BASES) - {"anyType", "anySimpleType"}))
def test_every_datatype_has_a_value(base: str) -> None:
    """None is left out because it is seldom met."""
    simple = SimpleType(f"{IRI}/S", "S", base=base)
    assert value_of(simple, "v", NEW, 1, XML) is not None


def test_facets_that_contradict_each_other_have_no_value() -> None:
    """Nothing is made rather than something wrong."""
    facets = Facets(min_inclusive="7", max_inclusive="3")
    assert value_of(SimpleType("s", "s", base="integer", facets=facets), "v", NEW, 1, XML) is None
    assert not keeps_to(SimpleType("s", "s", facets=Facets(pattern="(")), "x")


def test_what_must_differ_differs() -> None:
    """Three of a role whose numbers are unique have three numbers."""
    several = dataclasses.replace(ANIMALS, min=3)
    number = dataclasses.replace(NUMBER, min=1)
    animal = dataclasses.replace(
        ANIMAL, fields=tuple(number if it == NUMBER else it for it in ANIMAL.fields)
    )
    rule = Unique(f"{IRI}/Hus#u", "NrUnik", several.iri, (number.iri,))
    house = dataclasses.replace(HOUSE, fields=(several,), unique=(rule,))
    model = dataclasses.replace(MODEL, types=(house, animal))
    message = etree.fromstring(example(model, NEW, minimal=True))
    assert len({it.get("nr") for it in message}) == 3
    is_right(model, etree.tostring(message, encoding="UTF-8"), NEW)


def test_too_few_codes_for_what_must_differ_is_refused() -> None:
    """There is one code that day, and two must be there with a code each."""
    several = dataclasses.replace(ANIMALS, min=2)
    rule = Unique(f"{IRI}/Hus#u", "ArtUnik", several.iri, (f"{IRI}/Dyr/art",))
    house = dataclasses.replace(HOUSE, fields=(several,), unique=(rule,))
    model = dataclasses.replace(MODEL, types=(house, ANIMAL))
    with pytest.raises(ExampleRefused) as refusal:
        example(model, NEW)
    assert refusal.value.facts["reason"] == "example-unique"


def test_a_circle_ends_where_it_may() -> None:
    """A type within itself is left out at the first place where it is optional."""
    child = Field(f"{IRI}/Dyr/unge", "role", "unge", ELEMENT, target=Link(ANIMAL.iri))
    model = with_field(child)
    message = example(model, NEW)
    is_right(model, message, NEW)
    assert b"unge" not in message


@pytest.mark.parametrize(
    "model, reason",
    [
        (dataclasses.replace(MODEL, syntax=""), "example-syntax"),
        (dataclasses.replace(MODEL, types=(ANIMAL,)), "schema-root"),
        (
            with_field(Field(f"{IRI}/Dyr/i", "role", "i", ELEMENT, min=1, target=Link(ANIMAL.iri))),
            "example-endless",
        ),
        (
            with_field(Field(f"{IRI}/Dyr/x", "role", "x", ELEMENT, min=1, target=Link("x:y"))),
            "schema-target",
        ),
        (with_field(Field(f"{IRI}/Dyr/u", "attribute", "u", ELEMENT, min=1)), "schema-untyped"),
        (with_field(dataclasses.replace(NAME, name="a b")), "schema-name"),
    ],
)
def test_what_no_message_can_hold_is_refused(model: InformationModel, reason: str) -> None:
    """With the thing at fault, and in bounded time."""
    if reason.startswith(("schema-t", "schema-u", "schema-n", "example-e")):
        house = dataclasses.replace(HOUSE, fields=(dataclasses.replace(ANIMALS, min=1),))
        model = dataclasses.replace(model, types=(house, *model.types[1:]))
    with pytest.raises(ExampleRefused) as refusal:
        example(model, NEW)
    assert refusal.value.facts["reason"] == reason
    assert refusal.value.place


def test_a_code_that_must_be_there_is_of_the_day_or_nothing_is_made() -> None:
    """Before the first code there is no message with an animal; without a day there is one."""
    house = dataclasses.replace(HOUSE, fields=(dataclasses.replace(ANIMALS, min=1),))
    model = dataclasses.replace(MODEL, types=(house, ANIMAL))
    with pytest.raises(ExampleRefused) as refusal:
        example(model, dt.date(1999, 1, 1))
    assert refusal.value.facts["reason"] == "example-codes"
    is_right(model, example(model))


def test_types_that_ask_for_each_other_doubly_stay_small() -> None:
    """Optional ones are left out after a while; what must be there in such numbers is refused."""

    def chain(least: int) -> InformationModel:
        def fields(place: int) -> tuple[Field, ...]:
            if place == 29:
                return ()
            to = Link(f"{IRI}/T{place + 1}")
            return tuple(
                Field(f"{IRI}/T{place}/{n}", "role", n, ELEMENT, min=least, max=1, target=to)
                for n in ("a", "b")
            )

        types = tuple(
            ObjectType(f"{IRI}/T{n}", f"T{n}", root=n == 0, roots=("t",) if n == 0 else (),
                       fields=fields(n))
            for n in range(30)
        )  # fmt: skip
        return InformationModel(IRI, "m", "1", XML, types=types)

    message = example(chain(0))
    is_right(chain(0), message)
    assert len(message) < 200_000
    with pytest.raises(ExampleRefused) as refusal:
        example(chain(1))
    assert refusal.value.facts["reason"] == "example-large"


def test_json_has_numbers_truth_and_lists() -> None:
    """What a schema of JSON tells apart."""

    def of(base: str, most: int | None = 1) -> Field:
        simple = SimpleType(f"{IRI}/{base}", base, base=base)
        return Field(f"{IRI}/T/{base}", "attribute", base, "member", 1, most, simple_type=simple)

    fields = (of("integer"), of("boolean"), of("decimal"), of("string", None))
    root = ObjectType(f"{IRI}/T", "T", root=True, fields=fields)
    model = InformationModel(IRI, "m", "1", JSON, types=(root,))
    message: dict[str, Any] = json.loads(example(model))
    assert message == {"integer": 1, "boolean": False, "decimal": 1, "string": ["string"]}
