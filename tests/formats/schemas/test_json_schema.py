"""JSON Schema: what a model demands is what its schema demands of any validator."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import jsonschema_rs
import pytest

from catalog.errors import SchemaRefused
from catalog.formats.schemas import json_schema
from catalog.model.information import MEMBER, Facets, Field, SimpleType
from catalog.model.resource import Link
from tests.formats.schemas.models import (
    ANIMAL,
    HOUSE,
    IRI,
    MODEL,
    NAME,
    SPECIES,
    as_json,
    with_field,
)

if TYPE_CHECKING:
    from catalog.model.information import InformationModel

FORMATS = jsonschema.FormatChecker(["date"])


def schema_of(model: InformationModel, day: dt.date | None = None, lang: str = "nb") -> Any:
    """Return the schema, which is one by its own metaschema."""
    schema = json.loads(json_schema(model, day, lang))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def right(model: InformationModel, message: object, day: dt.date | None = None) -> bool:
    """Judge a message with two programs, which agree."""
    schema = schema_of(model, day)
    one = jsonschema.Draft202012Validator(schema, format_checker=FORMATS).is_valid(message)
    other = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(message)
    assert one == other
    return bool(one)


def animal(**members: object) -> dict[str, object]:
    """Return a message of one animal, changed."""
    whole = {"art": "k", "navn": ["A"], **members}
    return {"dyr": [{name: value for name, value in whole.items() if value is not None}]}


@pytest.mark.parametrize(
    "message, passes",
    [
        ({}, True),
        ({"dyr": []}, True),
        (animal(), True),
        (animal(nr="12a", født="2024-02-29"), True),
        (animal(navn=["A", "B"]), True),
        (animal(navn=["A", "B", "C"]), False),
        (animal(navn=[]), False),
        (animal(navn=[""]), False),
        (animal(navn="A"), False),
        (animal(navn=None), False),
        (animal(art=None), False),
        (animal(art="h"), False),
        (animal(nr="1234"), False),
        (animal(nr="a"), False),
        (animal(nr=1), False),
        (animal(født="2023-02-29"), False),
        (animal(farge="rød"), False),
        ([], False),
    ],
)
@pytest.mark.parametrize("model", [MODEL, as_json()], ids=["xml", "json"])
def test_a_message_is_judged_as_the_model_says(
    model: InformationModel, message: object, passes: bool
) -> None:
    """Members, multiplicity, facets and codes, of a model of JSON and of one of XML alike."""
    assert right(model, message) is passes


@pytest.mark.parametrize(
    "day, codes",
    [
        (None, {"k", "k1"}),
        (dt.date(2024, 12, 31), {"k"}),
        (dt.date(2025, 1, 1), {"k1"}),
        (dt.date(2019, 12, 31), set()),
    ],
)
def test_codes_are_those_of_the_day(day: dt.date | None, codes: set[str]) -> None:
    """Both days of a validity count; where no code may be used, nothing passes."""
    assert {code for code in ("k", "k1", "") if right(MODEL, animal(art=code), day)} == codes


def test_everything_leads_back_and_is_told_in_each_language() -> None:
    """In ``x-model``; ``title`` and ``description`` are in the language asked for."""
    schema = schema_of(MODEL, dt.date(2024, 1, 1), "en")
    assert schema["x-model"] == {
        "iri": IRI,
        "version": "1",
        "valid": "2020-01-01/..",
        "codes": "2024-01-01",
        "title": {"nb": "Husdyr"},
    }
    kinds = schema["$defs"]
    name = kinds["DyrType"]["properties"]["navn"]
    assert (name["title"], name["description"]) == ("Name", "What it obeys.")
    assert name["x-model"] == {
        "iri": NAME.iri,
        "node": "element",
        "title": {"nb": "Navn", "nn": "Namn", "en": "Name"},
        "description": {"nb": "Det som dyret lyder.", "en": "What it obeys."},
    }
    species = kinds["DyrType"]["properties"]["art"]
    assert species["x-model"]["concept"] == "https://id.example.org/begrep/art"
    assert kinds["HusType"]["x-model"]["unique"] == [
        {"iri": f"{IRI}/Hus#u", "among": "dyr", "by": ["nr"]}
    ]
    assert kinds["arter"]["x-model"]["codes"] == [
        {
            "code": "k",
            "iri": "https://id.example.org/arter/k",
            "valid": "2020-01-01/2024-12-31",
            "replacedBy": ["k1"],
            "title": {"nb": "katt", "en": "cat"},
            "description": {"nb": "Dyr som maler."},
        }
    ]


def test_an_open_type_takes_what_the_model_does_not_tell_of() -> None:
    """And a closed one doesn't."""
    types = (HOUSE, dataclasses.replace(ANIMAL, open=True))
    assert right(dataclasses.replace(as_json(), types=types), animal(farge="rød"))


@pytest.mark.parametrize(
    "simple, passes, fails",
    [
        (SimpleType("i", "", base="boolean"), [True, False], ["true", 1]),
        (SimpleType("i", "", base="integer"), [1, -1], [1.5, "1"]),
        (SimpleType("i", "", base="byte"), [127, -128], [128, -129]),
        (
            SimpleType("i", "", base="byte", facets=Facets(min_inclusive="0", total_digits=2)),
            [0, 99],
            [-1, 100],
        ),
        (
            SimpleType("i", "", base="decimal", facets=Facets(max_exclusive="2.5")),
            [2.4, 0],
            [2.5, "1"],
        ),
        (SimpleType("i", "", base="decimal", facets=Facets(fraction_digits=1)), [2.5, 2], [2.55]),
        (SimpleType("i", "", facets=Facets(length=2)), ["ab", "æø"], ["a", "abc"]),
        (SimpleType("i", "", base="gYear"), ["2024", "-0044", "2024Z"], ["24", "02024", "2024-01"]),
        (SimpleType("i", "", base="gMonth"), ["--12"], ["--13", "12"]),
        (SimpleType("i", "", base="gDay"), ["---31+01:00"], ["---32", "31"]),
        (SimpleType("i", "", base="gYearMonth"), ["2024-02"], ["2024-13", "2024"]),
        (SimpleType("i", "", base="time"), ["23:59:59.5", "00:00:00Z"], ["24:00:01", "12:00"]),
        (SimpleType("i", "", base="hexBinary"), ["", "0aF1"], ["0", "0g"]),
        (
            SimpleType("i", "", base="gYear", facets=Facets(pattern=r"20\d\d")),
            ["2024"],
            ["1999", "20"],
        ),
        (SimpleType("i", "", base="anyType"), [1, "a", None, {}, [1]], []),
        (SimpleType("i", "", base="anySimpleType"), [1, "a", True], [None, {}, []]),
    ],
)
def test_values_are_what_json_calls_them(
    simple: SimpleType, passes: list[object], fails: list[object]
) -> None:
    """A number is a number and a truth a truth, with bounds and digits."""
    simple = dataclasses.replace(simple, shared=False)
    model = with_field(Field("x", "attribute", "x", MEMBER, max=1, simple_type=simple))
    assert [right(model, animal() | _with(value)) for value in passes] == [True] * len(passes)
    assert [right(model, animal() | _with(value)) for value in fails] == [False] * len(fails)


def _with(value: object) -> dict[str, object]:
    return {"dyr": [{"art": "k", "navn": ["A"], "x": value}]}


def _field(simple: SimpleType) -> InformationModel:
    return with_field(Field("x", "attribute", "x", MEMBER, max=1, simple_type=simple))


@pytest.mark.parametrize(
    "model, reason",
    [
        (dataclasses.replace(MODEL, syntax=""), "schema-syntax"),
        (dataclasses.replace(MODEL, types=(ANIMAL,)), "schema-root"),
        (with_field(dataclasses.replace(SPECIES, iri="x", codes=())), "schema-codes"),
        (with_field(dataclasses.replace(NAME, iri="x")), "schema-name-taken"),
        (with_field(Field("x", "role", "x", MEMBER, target=Link("y"))), "schema-target"),
        (with_field(Field("x", "attribute", "x", MEMBER)), "schema-untyped"),
        (_field(SimpleType("i", "", base="QName")), "schema-base"),
        (_field(SimpleType("i", "", facets=Facets(pattern=r"\p{IsLatin}"))), "pattern-block"),
        (_field(SimpleType("i", "", facets=Facets(min_inclusive="1"))), "schema-facet"),
        (_field(SimpleType("i", "", base="integer", facets=Facets(pattern=r"\d"))), "schema-facet"),
        (
            _field(SimpleType("i", "", base="date", facets=Facets(min_inclusive="2020-01-01"))),
            "schema-facet",
        ),
        (
            _field(SimpleType("i", "", base="integer", facets=Facets(total_digits=10**8))),
            "schema-facet",
        ),
        (
            _field(SimpleType("i", "", base="decimal", facets=Facets(fraction_digits=10**8))),
            "schema-facet",
        ),
        (
            _field(SimpleType("i", "", base="decimal", facets=Facets(max_inclusive="1e99999999"))),
            "schema-facet",
        ),
        (
            with_field(
                dataclasses.replace(
                    SPECIES, iri="x", name="x", simple_type=SimpleType("i", "", base="integer")
                )
            ),
            "schema-base",
        ),
    ],
)
def test_what_json_schema_cannot_say_is_refused(model: InformationModel, reason: str) -> None:
    """With the IRI of what is at fault, and without counting to a hundred million."""
    with pytest.raises(SchemaRefused) as refused:
        json_schema(model)
    assert refused.value.facts["reason"] == reason
    assert refused.value.place
