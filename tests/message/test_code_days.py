"""Days of codes: each code is held against the day that the model asks about."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.information import ATTRIBUTE, ELEMENT, Field, InformationModel
from catalog.model.resource import Link
from tests.formats.schemas.models import ANIMAL, BORN, DATE, HOUSE, IRI, NAME, SPECIES
from tests.message.made import ZOO, json_zoo, judge_of, shipped_model

DAY = dt.date(2026, 2, 1)
BUILT = Field(f"{IRI}/Hus/bygd", "attribute", "bygd", ATTRIBUTE, max=1, simple_type=DATE)
SEEN = Field(f"{IRI}/Dyr/sett", "attribute", "sett", ATTRIBUTE, max=1, simple_type=DATE)


def model_of(*valid_on: str, **more: object) -> InformationModel:
    """Return a model in which a species is judged by the days given."""
    species = dataclasses.replace(SPECIES, valid_on=valid_on, **more)  # type: ignore[arg-type]
    animal = dataclasses.replace(ANIMAL, fields=(NAME, BORN, SEEN, species))
    house = dataclasses.replace(HOUSE, fields=(*HOUSE.fields, BUILT), unique=())
    return dataclasses.replace(ZOO, types=(house, animal))


def codes_of(model: InformationModel, text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the findings of a message."""
    found = judge_of(model=model).judge(text.encode(), DAY).findings
    return [(it.code, it.values) for it in found]


def animal(art: str, born: str = "", house: str = "", seen: str = "") -> str:
    """Return a house with one animal."""
    inner = f"<navn>A</navn>{f'<født>{born}</født>' if born else ''}"
    seen = f' sett="{seen}"' if seen else ""
    house = f' bygd="{house}"' if house else ""
    return f'<hus{house}><dyr art="{art}"{seen}>{inner}</dyr></hus>'


@given(st.dates(dt.date(2018, 1, 1), dt.date(2027, 1, 1)), st.sampled_from(["k", "k1"]))
@settings(database=None, deadline=None)
def test_a_code_is_valid_from_its_first_day_to_its_last(day: dt.date, code: str) -> None:
    """Both included: k from 2020 to 2024, k1 from 2025; before 2020 the list says nothing."""
    found = [it for it, _ in codes_of(model_of(BORN.iri), animal(code, day.isoformat()))]
    if code == "k":
        expected = ["code-expired"] * (day.year > 2024)
    else:
        expected = ["code-not-yet"] * (2020 <= day.year < 2025)
    assert found == expected


def test_a_code_that_has_ended_leads_to_its_successor() -> None:
    """With the days, and the field that the day stands in."""
    (found,) = (
        judge_of(model=model_of(BORN.iri)).judge(animal("k", "2025-01-01").encode(), DAY).findings
    )
    assert found.values == {
        "name": "art", "value": "k", "day": "2025-01-01", "where": "født", "end": "2024-12-31",
    }  # fmt: skip
    assert [it.notation for it in found.nearest] == ["k1"]
    assert found.path == "/hus/dyr[1]/@art"


def test_a_code_that_has_not_begun_leads_to_its_predecessor() -> None:
    """The one that it replaced, as long as that was valid on the day."""
    (found,) = (
        judge_of(model=model_of(BORN.iri)).judge(animal("k1", "2024-12-31").encode(), DAY).findings
    )
    assert found.values == {
        "name": "art", "value": "k1", "day": "2024-12-31", "where": "født", "start": "2025-01-01",
    }  # fmt: skip
    assert [it.notation for it in found.nearest] == ["k"]


@pytest.mark.parametrize(
    "valid_on, born, house, seen, where",
    [
        ((), "2026-01-01", "", "", None),
        ((BORN.iri,), "", "", "", None),
        ((BORN.iri, BUILT.iri), "2026-01-01", "2024-01-01", "", "født"),
        ((BUILT.iri, BORN.iri), "2024-01-01", "2026-01-01", "", "bygd"),
        ((BORN.iri, BUILT.iri), "", "2026-01-01", "", "bygd"),
        ((SEEN.iri, BUILT.iri), "2024-01-01", "2024-01-01", "2026-01-01", "sett"),
        ((SEEN.iri, BUILT.iri), "", "2026-01-01", "2024-01-01", None),
        ((BORN.iri,), "2026-01-01Z", "", "", "født"),
        (("urn:ukjent", BUILT.iri), "", "2026-01-01", "", "bygd"),
    ],
)
def test_the_day_is_the_first_that_the_message_has(
    valid_on: tuple[str, ...], born: str, house: str, seen: str, where: str | None
) -> None:
    """In the same element, or in one around it."""
    found = codes_of(model_of(*valid_on), animal("k", born, house, seen))
    assert [values["where"] for _, values in found] == ([where] if where else [])


@pytest.mark.parametrize("born", ["2025-31-12", "x", "2025"])
def test_a_day_that_is_none_judges_no_code(born: str) -> None:
    """It is a fault of its own."""
    assert [it for it, _ in codes_of(model_of(BORN.iri), animal("k", born))] == ["value-date"]


def test_the_nearest_around_counts() -> None:
    """Of elements within each other, the innermost that has the day."""
    inner = Field(f"{IRI}/unge", "role", "unge", ELEMENT, target=Link(ANIMAL.iri))
    model = model_of(SEEN.iri)
    house, kind = model.types
    fields = (*kind.fields[:3], inner, *kind.fields[3:])
    model = dataclasses.replace(model, types=(house, dataclasses.replace(kind, fields=fields)))
    text = (
        '<hus><dyr art="k" sett="2024-01-01"><navn>A</navn>'
        '<unge art="k" sett="2026-01-01"><navn>B</navn><unge art="k"><navn>C</navn></unge></unge>'
        '<unge art="k"><navn>D</navn></unge></dyr></hus>'
    )
    found = judge_of(model=model).judge(text.encode(), DAY).findings
    assert [it.path for it in found] == [
        "/hus/dyr[1]/unge[1]/@art",
        "/hus/dyr[1]/unge[1]/unge[1]/@art",
    ]


def test_codes_in_elements_are_judged_too() -> None:
    """And in a namespace."""
    model = model_of(BORN.iri, node=ELEMENT, max=2, min=0)
    model = dataclasses.replace(model, namespace="urn:d")
    text = (
        '<hus xmlns="urn:d"><dyr><navn>A</navn><født>2026-01-01</født>'
        "<art>k1</art><art>k</art></dyr></hus>"
    )
    found = judge_of(model=model).judge(text.encode(), DAY).findings
    assert [(it.code, it.path) for it in found] == [("code-expired", "/hus/dyr[1]/art[2]")]


def test_codes_in_json_are_judged_too() -> None:
    """By the same days, each at its pointer."""
    message = {
        "dyr": [{"art": "k", "navn": ["A"], "født": day} for day in ("2024-01-01", "2026-01-01")]
    }
    text = json.dumps(message, indent=1)
    found = judge_of(model=json_zoo()).judge(text.encode(), DAY).findings
    assert [(it.code, it.path) for it in found] == [("code-expired", "/dyr/1/art")]
    assert text.splitlines()[found[0].line - 1].endswith('"k",')


def test_the_shipped_register_asks_about_its_days() -> None:
    """Each code list that changes has a day it is judged by."""
    model = shipped_model("barnevernsregister", "4.0.1")
    fields = {it.iri for type_ in model.types for it in type_.fields}
    asked = [it for type_ in model.types for it in type_.fields if it.valid_on]
    assert asked
    assert all(iri in fields for it in asked for iri in it.valid_on)


def test_what_was_right_before_changes_no_later_verdict() -> None:
    """One judge of many messages says what a new judge says of each, and keeps only codes."""
    model = model_of(SEEN.iri, BORN.iri)
    judge = judge_of(model=model)
    days = ["2019-12-31", "2024-12-31", "2025-01-01", " 2025-01-01", "2025-01-01Z", "12025-01-01",
            "2025-02-30", "", "x"]  # fmt: skip
    for _ in range(2):
        for code in ("k", "k1", "hund", "zz"):
            for day in days:
                for text in (animal(code, seen=day), animal(code, day), animal(code, day, "", day)):
                    found = judge.judge(text.encode(), DAY).findings
                    assert [(it.code, it.values) for it in found] == codes_of(model, text)
    kept = judge._by.days.kept  # noqa: SLF001 — nothing of a message may outlive it
    assert kept
    assert {code for _, code, _ in kept} <= {"k", "k1"}
    assert {day for _, _, day in kept} <= {"2019-12-31", "2024-12-31", "2025-01-01"}
