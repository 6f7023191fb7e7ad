"""Exceptions in the data: whom they hold for, what they change, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from catalog.settings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

HEAD = """\
@base <https://data.example.no/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rule: <https://omgrep.example/rules#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def exception(
    resource: str, rule: str, severity: str = "off", *, name: str = "", reason: str = "Avtalt."
) -> str:
    """Return an exception of ``resource`` from ``rule``."""
    node = name or f"{resource}#unntak-{rule}"
    return (
        f"<{resource}> omgrep:exception <{node}> .\n"
        f"<{node}> a omgrep:Exception ; omgrep:rule rule:{rule} ;\n"
        f'    omgrep:severity "{severity}" ; dct:description "{reason}"@nb .\n'
    )


def found(report: Report, rule: str) -> list[tuple[str, str]]:
    """Return the resource and severity of each finding of ``rule``."""
    base = "https://data.example.no/"
    return [
        (one.resource.removeprefix(base), one.severity)
        for one in report.findings
        if one.rule == rule
    ]


SPACED = '<{0}> a skos:Concept ; skos:prefLabel " {0}"@nb .\n'


@pytest.mark.parametrize("severity", SEVERITIES)
def test_exception_changes_the_severity_for_its_resource_alone(
    severity: str, check_files: Callable[..., Report]
) -> None:
    """The finding of one concept is raised, lowered or gone; that of the next one stays."""
    text = HEAD + SPACED.format("a") + SPACED.format("b") + exception("a", "white-space", severity)
    report = check_files({"a.ttl": text}, profile="skos")
    expected = [("b", "warning")] if severity == "off" else [("a", severity), ("b", "warning")]
    assert found(report, "white-space") == expected
    assert report.counts["white-space"] == len(expected)
    assert report.errors == (severity == "error")
    assert report.warnings == sum(one == "warning" for _, one in expected)
    assert not [rule for rule in report.counts if rule.startswith("exception")]


def test_exception_can_ask_a_rule_that_is_off(check_files: Callable[..., Report]) -> None:
    """A rule that nobody else is asked is asked of this one resource."""
    text = HEAD + '<a> a skos:Concept ; skos:prefLabel "a"@nb .\n'
    text += '<b> a skos:Concept ; skos:prefLabel "b"@nb .\n'
    text += exception("a", "undocumented", "error")
    report = check_files({"a.ttl": text}, profile="skos")
    assert found(report, "undocumented") == [("a", "error")]
    assert (report.errors, report.counts["undocumented"]) == (1, 1)


def test_exception_wins_over_the_settings(check_files: Callable[..., Report]) -> None:
    """What the catalogue says of a rule holds for all but the one that says otherwise."""
    text = HEAD + SPACED.format("a") + SPACED.format("b") + exception("a", "white-space", "warning")
    report = check_files({"a.ttl": text}, profile="skos", rules={"white-space": "error"})
    assert found(report, "white-space") == [("a", "warning"), ("b", "error")]
    report = check_files({"a.ttl": text}, profile="skos", rules={"white-space": "off"})
    assert found(report, "white-space") == [("a", "warning")]


def test_exception_holds_for_the_parts(check_files: Callable[..., Report]) -> None:
    """A definition of its own and a blank node are parts of their concept."""
    text = HEAD + (
        '<a> a skos:Concept ; skos:prefLabel "a"@nb ; euvoc:xlDefinition <a#def> , [\n'
        '    a euvoc:XlNote ; rdf:value " det "@nn ] .\n'
        '<a#def> a euvoc:XlNote ; rdf:value " det "@nb .\n'
    )
    assert check_files({"a.ttl": text}, profile="skos").counts["white-space"] == 2
    report = check_files({"a.ttl": text + exception("a", "white-space")}, profile="skos")
    assert "white-space" not in report.counts


def test_exception_holds_for_the_parts_in_a_hash_namespace(
    check_files: Callable[..., Report],
) -> None:
    """Where every IRI has a #, what a concept points to as its own definition is its part."""
    text = HEAD + (
        '<v#a> a skos:Concept ; skos:prefLabel "a"@nb ; euvoc:xlDefinition <v#d> .\n'
        '<v#d> a euvoc:XlNote ; rdf:value " det "@nb .\n' + SPACED.format("v#b")
    )
    text += exception("v#a", "white-space", name="v#unntak")
    report = check_files({"a.ttl": text}, profile="skos")
    assert found(report, "white-space") == [("v#b", "warning")]


@pytest.mark.parametrize(
    "membership",
    [
        '<l> a skos:ConceptScheme ; skos:prefLabel "l"@nb . <a> skos:inScheme <l> .\n',
        '<l> a skos:ConceptScheme ; skos:prefLabel "l"@nb ; skos:hasTopConcept <a> .\n',
        '<l> a skos:Collection ; skos:prefLabel "l"@nb ; skos:member <a> .\n',
    ],
)
def test_exception_of_a_list_holds_for_its_members(
    membership: str, check_files: Callable[..., Report]
) -> None:
    """A scheme or collection speaks for its members and their parts, and for nobody else."""
    text = HEAD + membership + SPACED.format("a") + SPACED.format("b")
    text += '<a> euvoc:xlDefinition <a#def> . <a#def> a euvoc:XlNote ; rdf:value " det "@nb .\n'
    text += exception("l", "white-space")
    report = check_files({"a.ttl": text}, profile="skos")
    assert found(report, "white-space") == [("b", "warning")]


def test_the_nearest_exception_wins(check_files: Callable[..., Report]) -> None:
    """What a concept says of itself goes before what its scheme says of all."""
    text = HEAD + '<l> a skos:ConceptScheme ; skos:prefLabel "l"@nb .\n'
    text += SPACED.format("a") + SPACED.format("b")
    text += "<a> skos:inScheme <l> . <b> skos:inScheme <l> .\n"
    text += exception("l", "white-space") + exception("a", "white-space", "error")
    report = check_files({"a.ttl": text}, profile="skos")
    assert found(report, "white-space") == [("a", "error")]


@given(first=strategies.sampled_from(SEVERITIES), second=strategies.sampled_from(SEVERITIES))
@settings(max_examples=9, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_two_exceptions_the_stricter_holds(
    check_files: Callable[..., Report], first: str, second: str
) -> None:
    """Whichever stands first in the file, nobody gets a milder judgement by saying it twice."""
    text = HEAD + SPACED.format("a")
    text += exception("a", "white-space", first, name="a#1")
    text += exception("a", "white-space", second, name="a#2")
    report = check_files({"a.ttl": text}, profile="skos")
    stricter = min(first, second, key=SEVERITIES.index)
    expected = [] if stricter == "off" else [("a", stricter)]
    assert found(report, "white-space") == expected


@pytest.mark.parametrize(
    "old, new, rule",
    [
        ("omgrep:rule rule:white-space ;", "", "exception-incomplete"),
        ('omgrep:severity "off" ;', "", "exception-incomplete"),
        ('dct:description "Avtalt."@nb', 'dct:title "x"@nb', "exception-incomplete"),
        ('"Avtalt."@nb', '" "@nb', "exception-incomplete"),
        ("rule:white-space", "rule:white-spaces", "exception-rule"),
        ("rule:white-space", '"white-space"', "exception-rule"),
        ('"off"', '"OFF"', "exception-severity"),
    ],
)
def test_incomplete_exception_excuses_nothing(
    old: str, new: str, rule: str, check_files: Callable[..., Report]
) -> None:
    """Half an exception is an error of its own, and the finding stays."""
    excused = exception("a", "white-space")
    assert old in excused
    report = check_files(
        {"a.ttl": HEAD + SPACED.format("a") + excused.replace(old, new)}, profile="skos"
    )
    assert ("a", "warning") in found(report, "white-space")
    assert "exception-unused" not in report.counts
    assert [severity for _, severity in found(report, rule)] == ["error"]


def test_one_exception_may_name_several_rules(check_files: Callable[..., Report]) -> None:
    """The reason is written once; each rule must still be needed."""
    excused = exception("a", "white-space").replace(
        "omgrep:rule ", "omgrep:rule rule:language-norwegian , rule:skos-s14 , "
    )
    text = HEAD + SPACED.format("a").replace("@nb", "@no") + excused
    report = check_files({"a.ttl": text}, profile="skos")
    assert dict(report.counts) == {"exception-unused": 1}
    assert "skos-s14" in report.findings[0].message("en")


def test_unknown_rule_gets_the_nearest_name(check_files: Callable[..., Report]) -> None:
    """A slip in the name of a rule is answered with the right one."""
    text = HEAD + SPACED.format("a") + exception("a", "white-spaec")
    report = check_files({"a.ttl": text}, profile="skos")
    finding = next(one for one in report.findings if one.rule == "exception-rule")
    assert "white-spaec" in finding.message("nb")
    assert any("white-space" in text.text for text in finding.mend)


def test_exception_that_is_not_needed_is_told(check_files: Callable[..., Report]) -> None:
    """An exception that excuses nothing hides the next mistake, and one that is loose does too."""
    text = HEAD + '<a> a skos:Concept ; skos:prefLabel "a"@nb .\n'
    loose = exception("a", "white-space").partition("\n")[2]
    for excused in (exception("a", "white-space"), loose):
        report = check_files({"a.ttl": text + excused}, profile="skos")
        assert found(report, "exception-unused") == [("a#unntak-white-space", "warning")]


def test_need_is_not_told_where_not_all_was_judged(check_files: Callable[..., Report]) -> None:
    """With a file that cannot be read, or a rule that is not asked, nobody can tell the need."""
    text = HEAD + '<a> a skos:Concept ; skos:prefLabel "a"@nb .\n' + exception("a", "white-space")
    broken = check_files({"a.ttl": text, "b.ttl": "<b> a"}, profile="skos")
    assert "exception-unused" not in broken.counts
    report = check_files({"a.ttl": text, "b.ttl": ""}, profile="skos", rules={"white-space": "off"})
    assert "exception-unused" not in report.counts


def test_rules_on_what_was_released_are_excused_only_where_that_is_known(
    check_files: Callable[..., Report],
) -> None:
    """Without the last Release nobody can say that such an exception is not needed."""
    code = (
        HEAD + "@prefix modelldcatno: <https://data.norge.no/vocabulary/modelldcatno#> .\n"
        "<l> a skos:ConceptScheme , modelldcatno:CodeList .\n"
        "<a> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ;\n"
        '    skos:prefLabel "a"@nb ; skos:notation "{}" .\n'
    )
    now, past = code.format(2), code.format(1)
    excused = now + exception("a", "notation-changed")
    assert check_files({"a.ttl": now}, before=past).counts["notation-changed"] == 1
    for before, unused in ((past, False), ("", False), (now, True)):
        report = check_files({"a.ttl": excused}, before=before)
        assert "notation-changed" not in report.counts
        assert ("exception-unused" in report.counts) == unused


def test_a_file_cannot_be_excused(check_files: Callable[..., Report]) -> None:
    """What is wrong with a file as such is nobody's resource."""
    text = HEAD + '<a> a skos:Concept ; skos:prefLabel "a"@nb .\n' + exception("a", "syntax")
    report = check_files({"a.ttl": text, "b.ttl": "<b> a"}, profile="skos")
    assert [one.severity for one in report.findings if one.rule == "syntax"] == ["error"]


def test_exception_disturbs_no_other_rule(check_files: Callable[..., Report]) -> None:
    """Our own words for exceptions are known, and an exception is neither a lack nor a stranger."""
    text = HEAD + SPACED.format("a") + exception("a", "white-space")
    before = check_files({"a.ttl": HEAD + SPACED.format("a")})
    after = check_files({"a.ttl": text})
    assert dict(after.counts) == {
        rule: count for rule, count in before.counts.items() if rule != "white-space"
    }
