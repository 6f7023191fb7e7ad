"""XML Schema: what a model demands is what its schema demands, in any namespace and language."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import xmlschema
from lxml import etree

from catalog.errors import SchemaRefused
from catalog.formats.schemas import xsd
from catalog.model.information import ATTRIBUTE, ELEMENT, JSON, Facets, Field, SimpleType
from catalog.model.resource import Link
from tests.conformance.published_schema import Content, Part, Published, Value
from tests.conformance.published_schema import Field as Attribute
from tests.conftest import PROJECT
from tests.formats.schemas.models import (
    ANIMAL,
    ANIMALS,
    DATE,
    HOUSE,
    ID,
    IRI,
    MODEL,
    NAME,
    NUMBER,
    SPECIES,
    with_field,
)
from tests.formats.schemas.trees import model_of

if TYPE_CHECKING:
    from catalog.model.information import InformationModel

XS = "{http://www.w3.org/2001/XMLSchema}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def right(model: InformationModel, text: str, day: dt.date | None = None) -> bool:
    """Judge a message by the model's schema with two programs, which agree."""
    made = xsd(model, day)
    document = etree.fromstring(text)
    by_lxml = bool(etree.XMLSchema(etree.fromstring(made)).validate(document))
    assert xmlschema.XMLSchema10(made.decode()).is_valid(document) == by_lxml
    return by_lxml


@pytest.mark.parametrize(
    "inner, passes",
    [
        ('<dyr art="k"><navn>Pus</navn></dyr>', True),
        ("", True),
        ('<dyr art="k" nr="12a"><navn>A</navn><navn>B</navn><født>2024-02-29</født></dyr>', True),
        ('<dyr art="k"><navn>A</navn><navn>B</navn><navn>C</navn></dyr>', False),
        ('<dyr art="k"><født>2024-02-29</født><navn>A</navn></dyr>', False),
        ('<dyr art="k"><navn>A</navn><født>2023-02-29</født></dyr>', False),
        ('<dyr art="k"><navn/></dyr>', False),
        ('<dyr art="k"/>', False),
        ("<dyr><navn>A</navn></dyr>", False),
        ('<dyr art="h"><navn>A</navn></dyr>', False),
        ('<dyr art="k" nr="1234"><navn>A</navn></dyr>', False),
        ('<dyr art="k" nr="a"><navn>A</navn></dyr>', False),
        ('<dyr art="k" nr="1"><navn>A</navn></dyr><dyr art="k" nr="1"><navn>B</navn></dyr>', False),
        ('<dyr art="k" nr="1"><navn>A</navn></dyr><dyr art="k" nr="2"><navn>B</navn></dyr>', True),
        ('<dyr art="k"><navn>A</navn></dyr><dyr art="k"><navn>B</navn></dyr>', True),
        ('<dyr art="k" farge="rød"><navn>A</navn></dyr>', False),
    ],
)
@pytest.mark.parametrize("namespace", ["", "urn:dyr:1"])
def test_a_message_is_judged_as_the_model_says(namespace: str, inner: str, passes: bool) -> None:
    """Order, multiplicity, facets, codes and uniqueness; elements are in the model's namespace."""
    model = dataclasses.replace(MODEL, namespace=namespace)
    where = f' xmlns="{namespace}"' if namespace else ""
    assert right(model, f"<hus{where}>{inner}</hus>") is passes
    if namespace:
        assert not right(model, f"<hus>{inner}</hus>")


@pytest.mark.parametrize(
    "day, codes",
    [
        (None, ("k", "k1")),
        (dt.date(2024, 12, 31), ("k",)),
        (dt.date(2025, 1, 1), ("k1",)),
        (dt.date(2019, 12, 31), ()),
    ],
)
def test_codes_are_those_of_the_day(day: dt.date | None, codes: tuple[str, ...]) -> None:
    """Both days of a validity count; where no code may be used, nothing passes."""
    for code in ("k", "k1", "", "x"):
        message = f'<hus><dyr art="{code}"><navn>A</navn></dyr></hus>'
        assert right(MODEL, message, day) is (code in codes)


def test_codes_are_written_as_their_form_says() -> None:
    """A code of a number is a number: 07 is the code 7."""
    codes = tuple(dataclasses.replace(it, notation=it.notation[1:] or "7") for it in SPECIES.codes)
    form = SimpleType("i", "", base="integer", shared=False)
    species = dataclasses.replace(SPECIES, simple_type=form, codes=codes)
    animal = dataclasses.replace(ANIMAL, fields=(NAME, NUMBER, species))
    model = dataclasses.replace(MODEL, types=(HOUSE, animal))
    for code, passes in (("7", True), ("07", True), ("1", True), ("8", False), ("k", False)):
        message = f'<hus><dyr art="{code}"><navn>A</navn></dyr></hus>'
        assert right(model, message) is passes


def test_everything_leads_back_and_is_told_in_each_language() -> None:
    """``appinfo`` holds the IRI, ``documentation`` the texts, a code its validity."""
    tree = etree.fromstring(xsd(MODEL, dt.date(2024, 1, 1)))
    back = {(one.get("source"), one.text) for one in tree.iter(f"{XS}appinfo")}
    assert {
        (IRI, "model"),
        (None, "codes 2024-01-01"),
        (HOUSE.iri, "type"),
        (ANIMALS.iri, "element"),
        (NUMBER.iri, "attribute"),
        (ID.iri, "type"),
        (f"{IRI}/Hus#u", "unique"),
        ("https://id.example.org/begrep/art", "concept"),
        ("https://id.example.org/arter", "code-list"),
        ("https://id.example.org/arter/k", "code 2020-01-01/2024-12-31"),
    } <= back
    (name,) = tree.xpath("//*[@name='navn']")
    told = [(one.get(LANG), one.text) for one in name.iter(f"{XS}documentation")]
    assert told == [
        ("nb", "Navn"),
        ("nn", "Namn"),
        ("en", "Name"),
        ("nb", "Det som dyret lyder."),
        ("en", "What it obeys."),
    ]
    (code,) = tree.iter(f"{XS}enumeration")
    assert [one.text for one in code.iter(f"{XS}documentation")] == [
        "katt",
        "cat",
        "Dyr som maler.",
    ]


def test_elements_without_order_may_come_as_they_like() -> None:
    """Which XML Schema 1.0 can say of elements that come once at most."""
    animal = dataclasses.replace(
        ANIMAL, ordered=False, fields=(dataclasses.replace(NAME, max=1), *ANIMAL.fields[1:])
    )
    model = dataclasses.replace(MODEL, types=(HOUSE, animal))
    born = "<født>2024-02-29</født>"
    assert right(model, f'<hus><dyr art="k">{born}<navn>A</navn></dyr></hus>')
    assert right(model, f'<hus><dyr art="k"><navn>A</navn>{born}</dyr></hus>')
    with pytest.raises(SchemaRefused) as refused:
        xsd(dataclasses.replace(MODEL, types=(HOUSE, dataclasses.replace(ANIMAL, ordered=False))))
    assert refused.value.facts["reason"] == "schema-unordered-many"


def test_types_may_be_of_themselves() -> None:
    """A model whose parts go round in a circle is a schema all the same."""
    model = with_field(Field(f"{IRI}/Dyr/unge", "role", "unge", ELEMENT, target=Link(ANIMAL.iri)))
    young = '<unge art="k"><navn>B</navn></unge>'
    assert right(model, f'<hus><dyr art="k"><navn>A</navn>{young}</dyr></hus>')
    assert not right(model, '<hus><dyr art="k"><navn>A</navn><unge/></dyr></hus>')


def test_a_role_used_twice_keeps_what_is_unique_in_it() -> None:
    """The constraint stands at each element of the type, with a name of its own."""
    model = with_field(Field(f"{IRI}/Dyr/hytte", "role", "hytte", ELEMENT, target=Link(HOUSE.iri)))
    assert len(etree.fromstring(xsd(model)).xpath("//*[local-name()='unique']/@name")) == 2
    twice = '<dyr art="k" nr="1"><navn>A</navn></dyr>' * 2
    shed = f'<hus><dyr art="k"><navn>A</navn><hytte>{twice}</hytte></dyr></hus>'
    assert not right(model, shed)
    assert right(model, shed.replace('nr="1"', 'nr="2"', 1))


def test_numbers_and_anything_have_their_types() -> None:
    """Bounds, digits, and a value that may be anything at all."""
    facets = Facets(min_inclusive="0", max_exclusive="10", fraction_digits=1, total_digits=2)
    weight = SimpleType("i", "", base="decimal", facets=facets, shared=False)
    other = SimpleType("j", "", base="anyType")
    model = with_field(Field("v", "attribute", "vekt", ATTRIBUTE, max=1, simple_type=weight))
    model = dataclasses.replace(
        model,
        types=(
            *model.types[:1],
            dataclasses.replace(
                model.types[1],
                fields=(
                    *model.types[1].fields,
                    Field("x", "attribute", "alt", ELEMENT, max=1, simple_type=other),
                    Field("y", "attribute", "noe", ATTRIBUTE, max=1, simple_type=other),
                    Field("z", "other", "intet", ELEMENT),
                    Field("w", "attribute", "aldri", ELEMENT, max=0, simple_type=other),
                ),
            ),
        ),
    )
    for value, passes in (
        ("9.9", True),
        ("0", True),
        ("10", False),
        ("-1", False),
        ("1.25", False),
    ):
        message = (
            f'<hus><dyr art="k" vekt="{value}" noe="1"><navn>A</navn><alt><b/></alt></dyr></hus>'
        )
        assert right(model, message) is passes


@pytest.mark.parametrize(
    "model, reason",
    [
        (dataclasses.replace(MODEL, syntax=JSON), "schema-syntax"),
        (dataclasses.replace(MODEL, syntax=""), "schema-syntax"),
        (with_field(dataclasses.replace(SPECIES, iri="x", codes=())), "schema-codes"),
        (with_field(Field("x", "attribute", "1x", ELEMENT, simple_type=DATE)), "schema-name"),
        (with_field(Field("x", "attribute", "a:b", ELEMENT, simple_type=DATE)), "schema-name"),
        (with_field(dataclasses.replace(NAME, iri="x")), "schema-name-taken"),
        (dataclasses.replace(MODEL, types=(HOUSE, ANIMAL, ANIMAL)), "schema-name-taken"),
        (dataclasses.replace(MODEL, namespace="urn:\x01"), "schema-sign"),
        (with_field(Field("x", "role", "x", ELEMENT, target=Link("y"))), "schema-target"),
        (with_field(Field("x", "attribute", "x", ELEMENT)), "schema-untyped"),
        (with_field(Field("x", "attribute", "x", ATTRIBUTE, simple_type=DATE)), "schema-attribute"),
        (
            with_field(Field("x", "role", "x", ATTRIBUTE, max=1, target=Link(ANIMAL.iri))),
            "schema-attribute",
        ),
        (
            with_field(
                Field("x", "attribute", "x", ELEMENT, simple_type=SimpleType("b", "b", base="b"))
            ),
            "schema-base",
        ),
        (
            with_field(
                Field("x", "attribute", "x", ELEMENT, simple_type=SimpleType(
                    "b", "", facets=Facets(pattern="[0-9-_]"), shared=False))
            ),
            "pattern-set",
        ),
        (
            dataclasses.replace(MODEL, types=(dataclasses.replace(HOUSE, fields=()), ANIMAL)),
            "schema-target",
        ),
    ],
)  # fmt: skip
def test_what_xml_schema_cannot_say_is_refused(model: InformationModel, reason: str) -> None:
    """With the IRI of what is at fault."""
    with pytest.raises(SchemaRefused) as refused:
        xsd(model)
    assert refused.value.facts["reason"] == reason
    assert refused.value.place


def test_a_schema_of_a_schema_demands_the_same() -> None:
    """Whatever a tree of elements demands, the schema of the model of it demands just that."""
    code = Attribute("Kode", Value("xs:string", codes=("a", "b")), required=True)
    number = Attribute("Id", Value("xs:string", patterns=(r"\d",)), required=False)
    leaf = Part("Blad", Content((number, code)), 0, 3)
    root = Part("Rot", Content((), (leaf, Part("Slutt", Value("xs:date"), 1, -1))),
                unique=(("Blad", ("@Id", "@Kode")),))  # fmt: skip
    assert Published.of(xsd(model_of(root))).root == root


def test_bytes_are_the_same_in_every_process() -> None:
    """Whatever the hash seed and the locale are."""
    code = (
        "import sys; from tests.formats.schemas.models import MODEL;"
        "from catalog.formats.schemas import xsd, json_schema;"
        "sys.stdout.buffer.write(xsd(MODEL) + json_schema(MODEL))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("2", "C"))
    }
    assert len(made) == 1
