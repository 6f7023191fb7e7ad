"""Business rules: what breaks them is found wherever it stands, with the sentence filled in."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalog.message.expressions import branches, counts_positions, everywhere
from catalog.message.rules import TOGETHER, Rules, compile_rules
from catalog.model.requirement import ERROR, WARNING, BusinessRule
from catalog.model.resource import Period
from catalog.model.text import LangString
from tests.message.made import judge_of, rule

DAY = dt.date(2026, 2, 1)
TREE = etree.fromstring(
    '<hus><dyr art="k" nr="1"><navn>A</navn></dyr>'
    '<rom><dyr art="h" m="x"><navn>B</navn></dyr></rom></hus>'
)


def broken(*rules: BusinessRule, day: dt.date | None = None) -> list[tuple[str, str]]:
    """Return which rules the tree breaks, and where."""
    found = compile_rules(rules).broken(TREE, day)
    tree = TREE.getroottree()
    return [(it.rule.name, tree.getpath(it.node) if it.node is not None else "") for it in found]


@pytest.mark.parametrize(
    "context, test, places",
    [
        ("/hus/dyr", "@art = 'h'", ["/hus/dyr"]),
        ("dyr", "@art = 'x'", ["/hus/dyr", "/hus/rom/dyr"]),
        ("rom/dyr | hus", "false()", ["/hus", "/hus/rom/dyr"]),
        ("dyr[@art = '|'] | navn", "string-length() > 1", ["/hus/dyr/navn", "/hus/rom/dyr/navn"]),
        ("dyr/@art", "true()", []),
        ("repeated(//dyr, 'art nr m') | /hus", "true()", []),
        ("//dyr[last()]", "count(navn[last()]) = 1", []),
        ("ukjent", "false()", []),
        ("dyr", "position() = 1 and last() = 1", []),
        ("dyr", "position() = 2", ["/hus/dyr", "/hus/rom/dyr"]),
        ("dyr", "day(@art) > 1 or not(day(@art) > 1)", []),
    ],
)
def test_elements_that_break_a_rule(context: str, test: str, places: list[str]) -> None:
    """A context that begins with a name is looked for everywhere, as in Schematron."""
    assert [place for _, place in broken(rule(context, test))] == places


def test_an_attribute_may_break_a_rule() -> None:
    """Then it is what the finding points at."""
    (found,) = (
        judge_of(rule("//dyr/@art", ". != 'k'"))
        .judge(b'<hus><dyr art="k"><navn>A</navn></dyr></hus>', DAY)
        .findings
    )
    assert (found.path, found.column) == ("/hus/dyr[1]/@art", 11)


@given(st.integers(0, 3 * TOGETHER), st.sets(st.integers(0, 3 * TOGETHER)))
@settings(database=None, deadline=None)
def test_rules_asked_together_are_told_apart(number: int, wrong: set[int]) -> None:
    """However many there are, and whichever are broken; those that can't be asked disturb none."""
    rules = [
        rule("//rom", "false()" if it in wrong else "true()", f"r{it}") for it in range(number)
    ]
    rules.append(rule("//rom", "count('x') = 1", "odd"))
    expected = [(f"r{it}", "/hus/rom") for it in range(number) if it in wrong]
    assert broken(*rules) == [*expected, ("odd", "")]


@pytest.mark.parametrize(
    "test",
    ["count('x') = 1", "ukjent(.)", "day()", "day(1, 2, 3)", "overlapping(//dyr, ']', '', '', 'x')",
     "paired(1, 2)", "m:dyr"],
)  # fmt: skip
def test_a_rule_that_cannot_be_asked_is_told_and_breaks_nothing(test: str) -> None:
    """It is XPath, but makes no sense of this message: a warning, and the message is right."""
    verdict = judge_of(rule("//dyr", test), rule("//dyr", "@art", "r2")).judge(
        b'<hus><dyr art="k"><navn>A</navn></dyr></hus>', DAY
    )
    assert verdict.right
    assert [(it.code, it.severity) for it in verdict.findings] == [("rule-failed", WARNING)]


def test_rules_begin_and_end_to_apply() -> None:
    """Both days included; without a day all are asked."""
    timed = dataclasses.replace(rule("//rom", "false()"), valid=Period("2026-01-01", "2026-01-31"))
    days = ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")
    counts = [len(broken(timed, day=dt.date.fromisoformat(it))) for it in days]
    assert counts == [0, 1, 1, 0]
    assert len(broken(timed)) == 1


def test_a_rule_is_milder_where_it_says_so() -> None:
    """By a question of its own, at each element."""
    mild = dataclasses.replace(rule("dyr", "false()"), milder=WARNING, milder_where="@m")
    found = compile_rules([mild]).broken(TREE)
    assert [it.severity for it in found] == [ERROR, WARNING]


def sentence(text: str, hidden: frozenset[str] = frozenset()) -> str:
    """Return the sentence of a rule about the first animal."""
    made = compile_rules(
        [rule("/hus/dyr", "false()", message=(LangString(text, "nb"),))], "", hidden
    )
    (found,) = made.broken(TREE)
    assert found.node is not None
    return found.compiled.sentences[0].filled(found.node, 20).text


@pytest.mark.parametrize(
    "text, filled",
    [
        ("{@art} og {navn}", "k og A"),
        ("{count(../dyr) + 1} {1 div 3} {1 div 0}", "2 0.333333333333333 inf"),
        ("{@ukjent}", "–"),
        ("{boolean(@art)}", "true"),
        ("{day('x')}", "–"),
        ("{} {{@art}} {", "{} {k} {"),
        # The text of what has parts is everything in it.
        ("{..}", "•••"),
        ("{'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}", "xxxxxxxxxxxxxxxxxxx…"),
        ("{count('x')}", "–"),
        ("{name()}", "dyr"),
    ],
)
def test_placeholders_are_questions_to_the_element(text: str, filled: str) -> None:
    """Texts, numbers, nothing at all."""
    assert sentence(text) == filled


@pytest.mark.parametrize(
    "expression, hides",
    [("@art", True), ("string(../dyr/@art)", True), ("@*", True), (".", True), ("..", True),
     ("navn/text()", True), ("translate(@art, 'k', '1')", True), ("@nr", False), ("navn", False),
     ("../dyr/@nr", False), ("./@nr", False), ("'art'", False), ("count(navn)", False),
     ("name()", False), ("local-name(.)", False), ("1.5", False)],
)  # fmt: skip
def test_what_is_personal_is_hidden_in_sentences(expression: str, hides: bool) -> None:
    """By its name, and wherever anything at all could be meant."""
    found = sentence(f"{{{expression}}}", frozenset({"art"}))
    assert ("•••" in found) == hides


def test_branches_are_told_apart_outside_of_brackets_only() -> None:
    """A bar in a text or in brackets is none of them."""
    assert branches("a[b | c] | d(e | f) | '|'") == ["a[b | c]", "d(e | f)", "'|'"]
    assert everywhere("a | /b | m:c | @d | repeated(//e, '') | * | (f)") == (
        "//a | /b | //m:c | //@d | repeated(//e, '') | //* | (f)"
    )
    assert counts_positions("a[last()]") is False
    assert counts_positions("position() = 1") is True
    assert counts_positions("my-position() = 'last()'") is False


def test_a_namespace_has_a_prefix() -> None:
    """The model's is ``m`` in rules."""
    tree = etree.fromstring('<hus xmlns="urn:d"><dyr/></hus>')
    made = compile_rules([rule("/m:hus/m:dyr", "false()"), rule("/hus", "false()", "r2")], "urn:d")
    assert [it.rule.name for it in made.broken(tree)] == ["r1"]


def test_a_rule_about_what_is_faulty_is_held_back_there() -> None:
    """A day that is none is neither before nor after another; elsewhere the rule is asked."""
    late = rule("//dyr", "day(født) < day('2020-01-01')")
    named = rule("//dyr", "navn != 'A'", "r2")
    text = (
        '<hus><dyr art="hund"><navn>A</navn><født>2025-31-12</født></dyr>'
        '<dyr art="hund"><navn>B</navn><født>2021-01-01</født></dyr></hus>'
    )
    verdict = judge_of(late, named).judge(text.encode(), DAY)
    assert [(it.code, it.path) for it in verdict.findings] == [
        ("rule", "/hus/dyr[1]"),
        ("value-date", "/hus/dyr[1]/født[1]"),
        ("rule", "/hus/dyr[2]"),
    ]
    assert [it.rule.notation for it in verdict.findings if it.rule] == ["Dyr r2", "Dyr r1"]


def test_a_finding_of_a_rule_leads_to_it() -> None:
    """With its sentence in every language, and its description."""
    told = (LangString("Dyret {navn}", "nb"), LangString("The animal {navn}", "en"))
    said = (LangString("Slik er det.", "nb"),)
    (found,) = (
        judge_of(rule("//dyr", "false()", message=told, description=said))
        .judge(b'<hus><dyr art="k"><navn>Pus</navn></dyr></hus>', DAY)
        .findings
    )
    assert found.values == {"name": "Dyr r1"}
    assert [it.text for it in found.message] == ["Dyret Pus", "The animal Pus"]
    assert found.said == said
    assert found.rule is not None
    assert (found.rule.iri, found.rule.kind) == ("urn:r1", "business-rule")


def test_nothing_is_asked_where_there_are_no_rules() -> None:
    """A requirement may have none."""
    assert list(Rules(()).broken(TREE, DAY)) == []
