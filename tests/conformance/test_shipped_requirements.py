"""The shipped requirements: facts as their source has them, and rules that do what they say."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.limits import Limits
from catalog.message.judge import Judge
from catalog.message.rules import compile_rules
from catalog.model.requirement import WARNING
from catalog.reading.chosen import choose_requirement
from catalog.reading.outline import Outline
from catalog.reading.requirements import (
    read_requirement,
    requirement_versions,
)
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conformance.register_message import case, ended, person
from tests.conformance.requirement_cases import CASES
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.message.rules import Broken
    from catalog.model.requirement import BusinessRule, Requirement

pytestmark = pytest.mark.conformance

NAME = "barnevernsregister"
VERSIONS = {"4.0.1": 79, "3.0.5": 79, "2.2.3": 76}
"""Of the register, with how many rules each has."""
SEVERITIES = {"FATAL": "fatal", "ERROR": "error", "WARNING": "warning", "INFO": "information"}
WITHOUT_DAY = {
    # A sex isn't used from a day on: the list begins with the register, the child before it.
    "SakPersonaliaType/Kjonn",
    # A relation has no day of its own, and none around it but the case's.
    *("RelasjonType/FraType", "RelasjonType/TilType"),
    # A measure ends on a day that stands beside the reason for its ending, not around it.
    "OpphevelseType/Kode",
}
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
BIRTHS = st.builds(
    lambda day, more, month: f"{day.day + more:02}{day.month + month:02}{day:%y}",
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from([0, 40]),
    # A month above 80 is a test number, which nobody has.
    st.sampled_from([40, 80]),
)
"""The first six digits of a number: in a D number 40 is added to the day."""


def outline_of_shipped() -> Outline:
    """Read the shipped catalogue."""
    settings = read_settings(PROJECT)
    sources = read_sources(find_sources(settings), settings)
    return Outline(sources.graph, settings.base_iri, settings.languages[0])


@pytest.fixture(scope="module")
def outline() -> Outline:
    """The shipped catalogue."""
    return outline_of_shipped()


@pytest.fixture(scope="module")
def register(outline: Outline) -> dict[str, Requirement]:
    """The versions of the register's requirement."""
    return {
        version: read_requirement(outline, choose_requirement(outline, NAME, version))
        for version in VERSIONS
    }


@pytest.fixture(scope="module")
def rules(register: dict[str, Requirement]) -> dict[str, BusinessRule]:
    """Every rule of any version, by name."""
    return {rule.name: rule for it in register.values() for rule in it.rules}


def broken(rule: BusinessRule, message: str) -> list[Broken]:
    """Return where a message breaks one rule."""
    found = list(compile_rules([rule]).broken(etree.fromstring(message)))
    assert all(it.node is not None for it in found), "the rule could not be asked"
    return found


def weighed(digits: str, weights: tuple[int, ...]) -> int:
    """Return the check sum of digits."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def numbered(nine: str) -> list[str]:
    """Return the number that nine digits begin, if there is one, with its check digits."""
    return [
        number
        for number in (f"{nine}{it:02}" for it in range(100))
        if weighed(number[:10], FIRST) == 0 and weighed(number, SECOND) == 0
    ]


def test_rules_are_those_of_the_source(rules: dict[str, BusinessRule], reference: Path) -> None:
    """Title, severity, also with MigrertId, and first day of all 80 are as published."""
    path = reference / "domain" / "validation_rules.json"
    published = {
        it["title"]: (
            SEVERITIES[it["severity"]],
            SEVERITIES.get(it["severityWithMigrertId"], ""),
            it["validFrom"] or "",
        )
        for it in json.loads(path.read_text("utf-8"))["rules"]
    }
    ours = {
        next(label.text for label in it.label if label.lang == "nb"): (
            it.severity,
            it.milder,
            it.valid.start,
        )
        for it in rules.values()
    }
    assert len(ours) == 80
    assert ours == published


def test_each_version_has_its_rules(register: dict[str, Requirement], reference: Path) -> None:
    """A rule that was withdrawn is in no version that is in use."""
    assert {version: len(it.rules) for version, it in register.items()} == VERSIONS
    path = reference / "domain" / "validation_rules.json"
    withdrawn = {
        it["title"] for it in json.loads(path.read_text("utf-8"))["rules"] if it["retired"]
    }
    for version in ("4.0.1", "3.0.5"):
        titles = {label.text for rule in register[version].rules for label in rule.label}
        assert withdrawn
        assert titles.isdisjoint(withdrawn)


def test_only_the_schema_itself_is_not_computed(rules: dict[str, BusinessRule]) -> None:
    """Every other rule can be asked of one message, and has cases here."""
    assert {name for name, rule in rules.items() if not rule.computed} == {"filbeskrivelse"}
    assert rules["filbeskrivelse"].reason
    assert CASES.keys() == rules.keys() - {"filbeskrivelse"}


@pytest.mark.parametrize("name", sorted(CASES))
def test_rule_lets_pass_what_keeps_it(name: str, rules: dict[str, BusinessRule]) -> None:
    """Also what lies just within its limit."""
    for message in CASES[name][0]:
        assert broken(rules[name], message) == [], message


@pytest.mark.parametrize("name", sorted(CASES))
def test_rule_finds_what_breaks_it(name: str, rules: dict[str, BusinessRule]) -> None:
    """Also what lies just beyond its limit; the sentence is whole in each language."""
    for message in CASES[name][1]:
        found = broken(rules[name], message)
        assert found, message
        sentences = [
            sentence.filled(it.node, 100)
            for it in found
            for sentence in it.compiled.sentences
            if it.node is not None
        ]
        assert {it.lang for it in sentences} == {"nb", "nn", "en"}
        assert not [it.text for it in sentences if "{" in it.text or not it.text.endswith(".")]


@pytest.mark.parametrize("name", sorted(CASES))
def test_rule_says_nothing_of_an_empty_case(name: str, rules: dict[str, BusinessRule]) -> None:
    """What isn't there breaks no rule but those that ask for it."""
    expected = {"sak-6", "sak-21", "personalia-11"}
    assert bool(broken(rules[name], case())) == (name in expected)


@pytest.mark.parametrize("name", ["melding-2c", "undersokelse-2c", "plan-2c", "flytting-2c"])
def test_rule_is_milder_on_what_was_migrated(name: str, rules: dict[str, BusinessRule]) -> None:
    """With MigrertId it is a warning."""
    element = name.partition("-")[0].capitalize()
    inner = f'<{element} SluttDato="2024-07-01"><Konklusjon SluttDato="2024-07-01"/></{element}>'
    [found] = broken(rules[name], ended(inner))
    assert found.severity == "error"
    [found] = broken(rules[name], ended(inner.replace(" Slutt", ' MigrertId="1" Slutt', 1)))
    assert found.severity == WARNING


@given(BIRTHS, st.text("0123456789", min_size=5, max_size=5))
def test_check_digits_are_those_of_identity_numbers(born: str, digits: str) -> None:
    """The rule agrees with the check sums, as the register's own program counts them."""
    rule = read_rules_once()["personalia-12"]
    number = born + digits
    kept = weighed(number[:10], FIRST) == 0 and weighed(number, SECOND) == 0
    assert (broken(rule, case(person(Fodselsnummer=number))) == []) == kept


@given(BIRTHS, st.text("0123456789", min_size=3, max_size=3))
def test_an_identity_number_with_right_check_digits_keeps_the_rule(born: str, three: str) -> None:
    """And one with another last digit breaks it."""
    rule = read_rules_once()["personalia-12"]
    for number in numbered(born + three):
        assert broken(rule, case(person(Fodselsnummer=number))) == []
        other = number[:10] + str((int(number[10]) + 1) % 10)
        assert broken(rule, case(person(Fodselsnummer=other)))


@given(st.text("0123456789", min_size=9, max_size=9))
def test_an_identity_number_begins_with_a_day(nine: str) -> None:
    """Right check digits don't help where the calendar has no such day."""
    rule = read_rules_once()["personalia-12"]
    day, month = int(nine[:2]), int(nine[2:4])
    try:
        dt.date(2000 + int(nine[4:6]), month % 40, day % 40)
        real = day < 80
    except ValueError:
        real = False
    for number in numbered(nine):
        assert (broken(rule, case(person(Fodselsnummer=number))) == []) == real


@given(st.text("0123456789", min_size=10, max_size=10))
def test_check_digits_are_those_of_duf_numbers(digits: str) -> None:
    """The last two digits are the rest of the sum by 11."""
    rule = read_rules_once()["personalia-17"]
    right = f"{weighed(digits, DUF):02}"
    assert broken(rule, case(person(DUFnummer=digits + right))) == []
    assert broken(rule, case(person(DUFnummer=f"{digits}{(int(right) + 1) % 100:02}")))


_KEPT: dict[str, BusinessRule] = {}


def read_rules_once() -> dict[str, BusinessRule]:
    """Return the rules of 4.0.1; hypothesis takes no fixture of a module."""
    if not _KEPT:
        outline = outline_of_shipped()
        requirement = read_requirement(outline, choose_requirement(outline, NAME, "4.0.1"))
        _KEPT.update({rule.name: rule for rule in requirement.rules})
    return _KEPT


def test_every_example_is_what_it_says(outline: Outline) -> None:
    """The right ones keep schema, codes and rules; the wrong ones don't."""
    told = []
    for versions in requirement_versions(outline).values():
        for iri in versions:
            requirement = read_requirement(outline, iri)
            for example in requirement.examples:
                verdict = Judge(requirement, Limits()).judge(example.text.encode())
                worst = [it for it in verdict.findings if it.severity != "information"]
                assert verdict.told
                assert verdict.right == example.right, (example.iri, worst)
                assert bool(worst) != example.right, (example.iri, worst)
                assert {text.lang for text in example.label} == {"nb", "nn", "en"}
                assert {text.lang for text in example.description} == {"nb", "nn", "en"}
                told.append((requirement.name, requirement.version, example.right))
    assert sorted(told) == [
        (NAME, "3.0.5", True),
        (NAME, "4.0.1", False),
        (NAME, "4.0.1", True),
        (NAME, "4.0.1", True),
        ("bekymringsmelding-offentlig", "2", True),
    ]


def test_the_wrong_example_has_the_faults_that_it_tells_of(
    register: dict[str, Requirement],
) -> None:
    """Expired codes, one that doesn't exist, a text that is missing, days and a relation."""
    [wrong] = [it for it in register["4.0.1"].examples if not it.right]
    verdict = Judge(register["4.0.1"], Limits()).judge(wrong.text.encode())
    found = {it.rule.notation if it.rule else it.code for it in verdict.findings}
    assert {"code-expired", "code-unknown"} <= found
    assert {"Melder 2", "Melding 2a", "Undersøkelse 20"} <= found


@pytest.mark.parametrize("version", VERSIONS)
def test_each_code_is_judged_on_a_day(version: str, register: dict[str, Requirement]) -> None:
    """Those that aren't are listed above, with the reason."""
    model = register[version].model
    undated = {
        f"{type_.name}/{field.name}"
        for type_ in model.types
        for field in type_.fields
        if field.code_list and not field.valid_on
    }
    assert undated == WITHOUT_DAY


def test_a_version_applies_on_the_days_of_its_model(register: dict[str, Requirement]) -> None:
    """Requirement and model agree, and on each day at most one version applies."""
    for requirement in register.values():
        assert requirement.valid == requirement.model.valid
    periods = sorted((it.valid.start, it.valid.end) for it in register.values())
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(periods))


def test_whoever_a_message_is_about_is_marked_personal(outline: Outline) -> None:
    """Numbers of persons, names, addresses and free texts, in every model."""
    marked: dict[str, set[str]] = {}
    for name, versions in requirement_versions(outline).items():
        for iri in versions:
            model = read_requirement(outline, iri).model
            marked.setdefault(name, set()).update(
                field.name for type_ in model.types for field in type_.fields if field.personal
            )
    assert {"Fodselsnummer", "DUFnummer", "Fodseldato", "Presisering"} <= marked[NAME]
    assert {"Fodselsnummer", "DUFnummer", "Saksbehandler"} <= marked["kostra-15f"]
    for name in ("bekymringsmelding-offentlig", "bekymringsmelding-privat"):
        assert {"personnavn", "telefonnummer", "adresselinje1", "melding"} <= marked[name]
    assert "fnr" in marked["bekymringsmelding-offentlig"]


def test_a_placement_from_before_the_lists_is_right(register: dict[str, Requirement]) -> None:
    """Its code has been in use all the time; the list only begins later."""
    [example, *_] = register["4.0.1"].examples
    text = example.text.replace('StartDato="2026-0', 'StartDato="2010-0').replace("BVL2021", "BVL")
    verdict = Judge(register["4.0.1"], Limits()).judge(text.encode())
    assert not [it.values for it in verdict.findings if it.code == "code-not-yet"]
