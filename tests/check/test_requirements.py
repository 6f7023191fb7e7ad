"""Requirements and business rules: what can go wrong beside the examples in ``data/``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

DATA = Path(__file__).parent / "data"
RULE = (DATA / "business-rule-xpath" / "valid.ttl").read_text("utf-8")
VERSIONS = (DATA / "requirement-days-overlap" / "valid.ttl").read_text("utf-8")
LOOKING = (DATA / "business-rule-elsewhere" / "valid.ttl").read_text("utf-8")
TEST = "not(day(@Start) > day(@Slutt))"
SENTENCE = "Saken begynner {@Start}, etter at den er avsluttet {@Slutt}."
FIRST = 'euvoc:startDate "2024-01-01"^^xsd:date ; euvoc:endDate "2024-12-31"^^xsd:date ;'


def rules(report: Report) -> list[str]:
    """Return the rules of this file that a report has findings of."""
    ours = ("business-rule", "requirement", "message-example")
    return [it.rule for it in report.findings if it.rule.startswith(ours)]


@pytest.mark.parametrize(
    "expression",
    [
        "date(@Start) < 1",
        "day() > 1",
        "day(@Start, @Slutt) > 1",
        "@Start @Slutt",
        "x:Start",
        "$start > 1",
        "",
        "(" * 10_000 + ")" * 10_000,
        "not(" * 500 + "1" + ")" * 500,
    ],
    ids=[
        "function",
        "too few",
        "too many",
        "syntax",
        "prefix",
        "variable",
        "empty",
        "deep",
        "calls",
    ],
)
def test_what_is_no_xpath_is_one_finding(
    expression: str, check_files: Callable[..., Report]
) -> None:
    """Also what compiles, but asks for what there isn't; whatever the parser makes of it."""
    report = check_files({"a.ttl": RULE.replace(TEST, expression)})
    assert rules(report) == ["business-rule-xpath"]


@pytest.mark.parametrize(
    "expression",
    [
        "repeated(Melding, 'Id')",
        "unpaired(Melding/@Id, paired(Relasjon/@FraId, Tiltak/@Id)/@TilId)",
        "overlapping(Tiltak, '@Start', 'Konklusjon/@Slutt', '2024-01-01', 90)",
        "years(@Start, @Slutt) < 1 and months(@Start, @Slutt) < 12",
    ],
)
def test_our_own_functions_are_known(expression: str, check_files: Callable[..., Report]) -> None:
    """Those of docs/vocabulary.md."""
    assert rules(check_files({"a.ttl": RULE.replace(TEST, expression)})) == []


@pytest.mark.parametrize(
    "braces", ["{@Start", "@Start}", "{}", "{ }", "{{@Start}}", "{@Start dato}"]
)
def test_braces_that_cannot_be_filled_are_found(
    braces: str, check_files: Callable[..., Report]
) -> None:
    """One that is open, empty, doubled, or holds something else than XPath."""
    report = check_files({"a.ttl": RULE.replace("{@Start}", braces)})
    assert set(rules(report)) == {"business-rule-placeholder"}


def test_a_rule_without_test_and_reason_is_half(check_files: Callable[..., Report]) -> None:
    """A reader must know why nobody asks it."""
    text = "\n".join(
        line
        for line in RULE.splitlines()
        if not line.strip().startswith(("omgrep:test", "omgrep:context", "omgrep:message"))
    )
    assert rules(check_files({"a.ttl": text})) == ["business-rule-half"]


@pytest.mark.parametrize(
    "days, overlap",
    [
        ('euvoc:endDate "2024-12-31"^^xsd:date ;', False),
        ('euvoc:startDate "2025-06-01"^^xsd:date ;', True),
        ('euvoc:startDate "2024-01-01"^^xsd:date ;', True),
        ('euvoc:startDate "2023-01-01"^^xsd:date ;', True),
        ('euvoc:startDate "x"^^xsd:date ;', False),
        (FIRST.replace("12-31", "01-01"), False),
    ],
    ids=["no start", "later, at once", "no end", "before, no end", "no day", "one day"],
)
def test_versions_that_apply_on_one_day_are_found(
    days: str, overlap: bool, check_files: Callable[..., Report]
) -> None:
    """The second one applies from 2025; a version without a first day is never in force."""
    report = check_files({"a.ttl": VERSIONS.replace(FIRST, days)})
    assert rules(report) == ["requirement-days-overlap"] * overlap


def test_a_rule_that_no_version_has_may_look_anywhere(check_files: Callable[..., Report]) -> None:
    """It waits for the version that takes it in."""
    text = LOOKING.replace("    omgrep:businessRule <krav/sak/regler/1> ;\n", "")
    text = text.replace("omgrep:looksAt <modeller/sak/1/Sak/Start>", "omgrep:looksAt <krav/sak>")
    assert text != LOOKING
    assert "business-rule-elsewhere" not in rules(check_files({"a.ttl": text}))
