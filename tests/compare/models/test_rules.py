"""What became of business rules, and whether messages break on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from catalog.compare.models import compare_requirements
from catalog.model.model_changes import BREAKS, FREE, LOOK
from catalog.model.requirement import BusinessRule, Requirement
from catalog.model.resource import Period
from tests.compare.models.small_models import BASE, model

if TYPE_CHECKING:
    from collections.abc import Sequence


def rule(name: str = "r", **more: Any) -> BusinessRule:
    """Return a business rule."""
    told: dict[str, Any] = {"context": "//a", "test": "b", **more}
    return BusinessRule(f"{BASE}rules/{name}", name, name.title(), **told)


def rules_told(old: Sequence[BusinessRule], new: Sequence[BusinessRule]) -> list[tuple[str, ...]]:
    """Return what became of rules in short."""
    one = Requirement("1", "m", "1", model(), valid=Period("2024-01-01", "2025-12-31"),
                      rules=tuple(old))  # fmt: skip
    other = Requirement("2", "m", "2", model(), valid=Period("2026-01-01"), rules=tuple(new))
    return [(it.kind, it.impact, it.day) for it in compare_requirements(one, other).changes]


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ([], [rule()], ("rule-added", BREAKS, "")),
        ([], [rule(severity="warning")], ("rule-added", LOOK, "")),
        ([], [rule(valid=Period("2026-07-01"))], ("rule-added", BREAKS, "2026-07-01")),
        ([rule()], [], ("rule-removed", FREE, "")),
        ([rule(severity="warning")], [rule()], ("rule-graver", BREAKS, "")),
        ([rule()], [rule(severity="fatal")], ("rule-graver", LOOK, "")),
        ([rule()], [rule(severity="warning")], ("rule-milder", FREE, "")),
        ([rule()], [rule(test="c")], ("rule-condition", LOOK, "")),
        ([rule()], [rule(context="", test="")], ("rule-not-computed", LOOK, "")),
        ([rule(test="")], [rule()], ("rule-computed", LOOK, "")),
        ([rule()], [rule(milder="warning", milder_where="@M")], ("rule-exception", LOOK, "")),
        (
            [rule(valid=Period(end="2026-12-31"))],
            [rule(valid=Period(end="2026-06-30"))],
            ("rule-ends", FREE, "2026-07-01"),
        ),
        (
            [rule(valid=Period(end="2026-06-30"))], [rule()], ("rule-stays", BREAKS, ""),
        ),
    ],
)  # fmt: skip
def test_rules_are_told_by_what_they_do_to_messages(
    old: list[BusinessRule], new: list[BusinessRule], expected: tuple[str, ...]
) -> None:
    """A rule that comes or gets graver may make a message wrong; one that goes never does."""
    assert rules_told(old, new) == [expected]


def test_a_rule_that_never_applied_with_the_version_is_no_change() -> None:
    """It ended before the new version began: it is gone; it began after the old one: it is new."""
    ended, coming = rule(valid=Period(end="2025-06-30")), rule("s", valid=Period("2026-01-01"))
    assert rules_told([ended, coming], [ended, coming]) == [
        ("rule-added", BREAKS, ""), ("rule-removed", FREE, ""),
    ]  # fmt: skip
