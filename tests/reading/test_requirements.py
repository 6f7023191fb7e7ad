"""Reporting requirements: read whole from sources, chosen by name, version or day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import RequirementMissing
from catalog.model.collation import natural_key
from catalog.model.rdf import Iri
from catalog.model.requirement import ERROR, FATAL, INFORMATION, WARNING
from catalog.model.requirement_pages import (
    BusinessRulePage,
    RequirementPage,
    RequirementVersionPage,
)
from catalog.reading import Catalogue, read_catalogue
from catalog.reading.chosen import choose_requirement
from catalog.reading.contexts import Contexts
from catalog.reading.requirements import (
    former_version,
    read_requirement,
    requirement_versions,
)
from catalog.reading.uses import rules_about, rules_on
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources
from tests.browser.sample_catalogue import SAMPLE

BASE: Final = "https://id.example.org/"
FRUIT: Final = "models/order/2/FruitInTheOrderWithAVeryLongNameType"


def read(more: str = "", *, sample: bool = True) -> Catalogue:
    """Return the sample catalogue with more Turtle, or that Turtle alone."""
    prefixes = (SAMPLE / "requirement.ttl").read_text(encoding="utf-8").partition("\n\n")[0]
    files = sorted(SAMPLE.glob("*.ttl")) if sample else []
    parts = [SourceFile(path.name, path, path.read_bytes()) for path in files]
    text = f"{prefixes}\n{more}"
    parts.append(SourceFile("more.ttl", Path("more.ttl"), text.encode()))
    settings = Settings(root=SAMPLE, base_iri=BASE, title={"nb": "Prøve"})
    sources = read_sources(tuple(parts), settings)
    assert sources.broken == ()
    return read_catalogue(sources.graph, settings)


ORDER: Final = read()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The sample catalogue, which has a requirement in three versions."""
    return ORDER


def test_a_version_is_read_with_its_model_rules_and_examples(catalogue: Catalogue) -> None:
    """All that a message is judged by, and what the concepts in it mean."""
    found = read_requirement(catalogue.outline, Iri(BASE + "reports/order/2"))
    assert (found.name, found.version) == ("order", "2")
    assert (found.valid.start, found.valid.end) == ("2026-01-01", "2027-12-31")
    assert found.model.iri == BASE + "models/order/2"
    assert [example.right for example in found.examples] == [True, False]
    assert "<script>" in found.examples[1].text
    meanings = {it.iri.removeprefix(BASE): it for it in found.meanings}
    assert set(meanings) == {"concept/apple", "concept/medlar"}
    assert any("epletreet" in text.text for text in meanings["concept/apple"].definition)


def test_rules_stand_in_the_order_of_the_model_and_numbers_count(catalogue: Catalogue) -> None:
    """By what they look at first, then 2 before 10; those that look at nothing come last."""
    found = read_requirement(catalogue.outline, Iri(BASE + "reports/order/2"))
    assert [rule.name for rule in found.rules] == ["order-2", "order-10", "fruit-1", "whole"]
    assert [rule.severity for rule in found.rules] == [ERROR, FATAL, WARNING, INFORMATION]
    assert [rule.computed for rule in found.rules] == [True, True, False, False]
    first = found.rules[0]
    assert (first.milder, first.milder_where) == (WARNING, "@Old")
    assert first.valid.start == "2024-01-01"


@pytest.mark.parametrize(
    "context, type_",
    [
        ("/Order", "OrderType"),
        ("o:Order", "OrderType"),
        ("/o:Order/o:Fruit", FRUIT),
        ("/Order/Fruit[@Colour = '/Order' or ../@Sent[. = \"]\"]]", FRUIT),
        ("//Fruit", FRUIT),
        ("repeated(/Order/Fruit[@Id], 'Id')", FRUIT),
        ("/Order/*[self::Fruit]", "OrderType"),
        ("/Order/Pear", "OrderType"),
        ("/Pear", None),
        ("@Sent", None),
        ("", None),
        ("[[[", None),
        ("/", None),
    ],
)
def test_a_context_leads_to_a_type(catalogue: Catalogue, context: str, type_: str | None) -> None:
    """By its names of elements, whatever stands in brackets and strings."""
    contexts = Contexts(catalogue.outline, Iri(BASE + "models/order/2"))
    found = contexts.leads_to(context)
    assert (found and found.rpartition("/")[2]) == (type_ and type_.rpartition("/")[2])


@given(st.text(alphabet="/[]'\"|*@:() Fruito.Or-", max_size=60))
def test_any_context_is_read(context: str) -> None:
    """As far as it can be; no expression is too odd."""
    outline = ORDER.outline
    assert Contexts(outline, Iri(BASE + "models/order/2")).leads_to(context) in {
        None,
        *map(Iri, (BASE + "models/order/2/OrderType", BASE + FRUIT)),
    }


def test_a_rule_looks_at_the_parts_of_the_versions_own_model() -> None:
    """It is written for one model; another version's model has parts that are called the same."""
    catalogue = read(
        """@prefix m: <https://data.norge.no/vocabulary/modelldcatno#> .
        <reports/order/4> a omgrep:RequirementVersion ; dcat:version "4" ;
            dcat:inSeries <reports/order> ; dct:conformsTo <models/order/4> ;
            omgrep:businessRule <reports/order/rules/order-10>, <reports/order/rules/order-2> .
        <models/order/4> a m:InformationModel ;
            m:containsModelElement <models/order/4/T> .
        <models/order/4/T> a m:ObjectType ;
            omgrep:technicalName "OrderType" .
        """
    )
    found = read_requirement(catalogue.outline, Iri(BASE + "reports/order/4"))
    parts = {rule.name: [it.iri.removeprefix(BASE) for it in rule.parts] for rule in found.rules}
    assert parts["order-10"] == ["models/order/4/T", "models/order/2/OrderType/Fruit"]
    assert parts["order-2"] == ["models/order/2/OrderType/Sent"]
    own = rules_on(catalogue.outline, Iri(BASE + "models/order/4/T"))
    assert [it.notation for it in own] == ["Bestilling 10"]


def test_who_looks_at_a_part_or_is_about_a_concept(catalogue: Catalogue) -> None:
    """The rules of a property, a type and a concept, in order, each once."""
    outline = catalogue.outline
    sent = rules_on(outline, Iri(BASE + "models/order/2/OrderType/Sent"))
    assert [it.notation for it in sent] == ["Bestilling 2"]
    assert [it.notation for it in rules_on(outline, Iri(BASE + "models/order/2/OrderType"))] == [
        "Bestilling 10"
    ]
    about = rules_about(outline, Iri(BASE + "concept/apple"))
    assert [it.notation for it in about] == ["Bestilling 2", "Frukt 1"]
    assert rules_on(outline, Iri(BASE + "models/order/1")) == ()


def test_the_pages_are_of_their_own_kinds(catalogue: Catalogue) -> None:
    """A version is a dataset too, but its page is that of a version; an example has none."""
    kinds = {iri.removeprefix(BASE): kind for iri, kind in catalogue.outline.kinds.items()}
    assert kinds["reports/order"] == "requirement"
    assert kinds["reports/order/2"] == "requirement-version"
    assert kinds["reports/order/rules/fruit-1"] == "business-rule"
    assert "reports/order/2#example-1" not in kinds
    page = catalogue.record(Iri(BASE + "reports/order"), None)
    assert isinstance(page, RequirementPage)
    assert [row.version for row in page.versions] == ["3", "2", "1"]
    assert [(row.rules, row.computed) for row in page.versions] == [(0, 0), (4, 2), (1, 1)]
    version = catalogue.record(Iri(BASE + "reports/order/2"), None)
    assert isinstance(version, RequirementVersionPage)
    groups = [(it.part and it.part.notation, len(it.rules)) for it in version.groups]
    assert groups == [
        ("OrderType", 2), (FRUIT.rpartition("/")[2], 1), (None, 1),
    ]  # fmt: skip
    assert [it.iri.removeprefix(BASE) for it in version.code_lists] == ["lists/colour"]
    rule = catalogue.record(Iri(BASE + "reports/order/rules/order-2"), None)
    assert isinstance(rule, BusinessRulePage)
    assert [it.iri.removeprefix(BASE) for it in rule.versions] == [
        "reports/order/2", "reports/order/1",
    ]  # fmt: skip


def test_a_dataset_holds_its_requirements_whole(catalogue: Catalogue) -> None:
    """With their versions and rules, so that its files have them."""
    held = {it.removeprefix(BASE) for it in catalogue.contents(Iri(BASE + "dataset/fruit"))}
    assert {
        "reports/order",
        "reports/order/1",
        "reports/order/2",
        "reports/order/rules/whole",
    } < held


def test_requirements_applying_on_a_day() -> None:
    """On every day it is the newest version whose days it is among; newer is the later start."""
    outline = read().outline
    assert [it.rpartition("/")[2] for it in requirement_versions(outline)["order"]] == [
        "3", "2", "1",
    ]  # fmt: skip
    days = {
        "2019-01-01": "1", "2025-12-31": "1", "2026-01-01": "2", "2027-12-31": "2",
        "2028-01-01": "3",
    }  # fmt: skip
    for day, version in days.items():
        chosen = choose_requirement(outline, "order", day=dt.date.fromisoformat(day))
        assert chosen == f"{BASE}reports/order/{version}"


@pytest.mark.parametrize(
    "asked, version, chosen",
    [
        ("order", "", "3"),
        ("order", "1", "1"),
        (BASE + "reports/order", "", "3"),
        ("reports/order", "2", "2"),
        (BASE + "reports/order/2", "", "2"),
        ("reports/order/1", "", "1"),
        ("reports/order/1", "1", "1"),
    ],
)
def test_a_version_is_chosen(catalogue: Catalogue, asked: str, version: str, chosen: str) -> None:
    """By a name, or by the IRI or path of a requirement or a version."""
    found = choose_requirement(catalogue.outline, asked, version)
    assert found == f"{BASE}reports/order/{chosen}"


@pytest.mark.parametrize(
    "asked, version, reason, known",
    [
        ("orders", "", "requirement-unknown", ["order"]),
        ("order", "9", "requirement-version", ["3", "2", "1"]),
        ("reports/order/1", "3", "requirement-version", ["1"]),
        (BASE + "reports/order/2", "3", "requirement-version", ["2"]),
        ("", "", "requirement-unknown", ["order"]),
        ("reports/order/rules/order-2", "", "requirement-unknown", ["order"]),
    ],
)
def test_what_there_is_not_is_told(
    catalogue: Catalogue, asked: str, version: str, reason: str, known: list[str]
) -> None:
    """With what there is instead."""
    with pytest.raises(RequirementMissing) as raised:
        choose_requirement(catalogue.outline, asked, version)
    assert raised.value.facts["reason"] == reason
    assert raised.value.facts["known"] == known


def test_a_day_on_which_none_applies_is_told() -> None:
    """With the days of each version."""
    outline = read(
        """<r> a omgrep:Requirement ; omgrep:technicalName "r" .
        <r/1> a omgrep:RequirementVersion ; dcat:inSeries <r> ; dcat:version "1" ;
            euvoc:startDate "2026-01-01"^^xsd:date .""",
        sample=False,
    ).outline
    with pytest.raises(RequirementMissing) as raised:
        choose_requirement(outline, "r", day=dt.date(2025, 12, 31))
    assert raised.value.facts["known"] == ["1 (2026-01-01/..)"]


def test_half_a_requirement_is_read_as_far_as_it_goes() -> None:
    """No series, no version, no model, rules and examples that nobody describes."""
    catalogue = read(
        """<a> a omgrep:RequirementVersion ; omgrep:businessRule <nothing>, <b>, "text" ;
            omgrep:example <nowhere> ; dct:conformsTo <nomodel> ; dcat:previousVersion <b> .
        <b> a omgrep:BusinessRule ; omgrep:looksAt <c> .
        <empty> a omgrep:Requirement .""",
        sample=False,
    )
    a = Iri(BASE + "a")
    assert requirement_versions(catalogue.outline) == {"a": [a]}
    assert former_version(catalogue.outline, a) is None
    page = catalogue.record(a, None)
    assert isinstance(page, RequirementVersionPage)
    assert [rule.name for rule in page.rules] == ["b"]
    assert page.rules[0].severity == ERROR
    assert [example.text for example in page.examples] == [""]
    assert isinstance(catalogue.record(Iri(BASE + "empty"), None), RequirementPage)
    with pytest.raises(RequirementMissing, match="requirement-model"):
        read_requirement(catalogue.outline, a)


def test_versions_that_come_before_each_other_end() -> None:
    """A circle of former versions is what is stated, and no more."""
    outline = read(
        """<a> a omgrep:RequirementVersion ; dcat:previousVersion <b> .
        <b> a omgrep:RequirementVersion ; dcat:previousVersion <a> .""",
        sample=False,
    ).outline
    assert former_version(outline, Iri(BASE + "a")) == BASE + "b"
    assert former_version(outline, Iri(BASE + "b")) == BASE + "a"


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=6))
def test_numbers_in_names_are_compared_as_numbers(numbers: list[int]) -> None:
    """Whatever stands around them."""
    short = [number % 10**9 for number in numbers]
    names = [f"rule-{number}a" for number in short]
    assert sorted(names, key=natural_key) == [f"rule-{number}a" for number in sorted(short)]
