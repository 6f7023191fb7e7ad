"""What became of the business rules of a requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.compare.models.codes import day_after, overlap
from catalog.model.model_changes import BREAKS, FREE, LOOK, RULES, ModelChange
from catalog.model.requirement import ERROR, FATAL, INFORMATION, SEVERITIES
from catalog.model.resource import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.requirement import BusinessRule, Requirement

GRAVE: Final = frozenset({FATAL, ERROR})
"""A message that breaks such a rule is wrong."""


def changes(old: Requirement, new: Requirement) -> Iterator[ModelChange]:
    """Tell of every rule, by its technical name; only those that apply while a version does."""
    was = {it.name: it for it in old.rules if overlap(it.valid, old.valid)}
    now = {it.name: it for it in new.rules if overlap(it.valid, new.valid)}
    for name, rule in was.items():
        if name not in now:
            yield _change("rule-removed", FREE, rule, rule.severity)
    for name, rule in now.items():
        if name in was:
            yield from _both(was[name], rule)
        else:
            day = rule.valid.start if rule.valid.start > new.valid.start else ""
            yield _change("rule-added", _impact(rule.severity), rule, "", rule.severity, day=day)


def _both(old: BusinessRule, new: BusinessRule) -> Iterator[ModelChange]:
    if old.severity != new.severity:
        worse = SEVERITIES.index(new.severity) < SEVERITIES.index(old.severity)
        kind = "rule-graver" if worse else "rule-milder"
        # From fatal to error or back, a message that breaks it is wrong either way.
        impact = BREAKS if new.severity in GRAVE and old.severity not in GRAVE else LOOK
        yield _change(kind, impact if worse else FREE, new, old.severity, new.severity)
    if old.valid.start != new.valid.start:
        sooner = new.valid.start < old.valid.start
        impact = _impact(new.severity) if sooner else FREE
        kind = "rule-sooner" if sooner else "rule-later"
        yield _change(kind, impact, new, old.valid.start, new.valid.start, day=new.valid.start)
    if old.valid.end != new.valid.end:
        sooner = bool(new.valid.end) and (not old.valid.end or new.valid.end < old.valid.end)
        kind, impact = ("rule-ends", FREE) if sooner else ("rule-stays", _impact(new.severity))
        day = day_after(new.valid.end) if sooner else ""
        yield _change(kind, impact, new, old.valid.end, new.valid.end, day=day)
    if (old.context, old.test) != (new.context, new.test):
        if old.computed and new.computed:
            yield _change("rule-condition", _looked(new), new, old.test, new.test)
        else:
            yield _change("rule-computed" if new.computed else "rule-not-computed", LOOK, new)
    if (old.milder, old.milder_where) != (new.milder, new.milder_where):
        yield _change("rule-exception", _looked(new), new, old.milder_where, new.milder_where)


def _impact(severity: str) -> str:
    """Return what a rule that comes means: wrong messages, or a remark at some."""
    if severity in GRAVE:
        return BREAKS
    return FREE if severity == INFORMATION else LOOK


def _looked(rule: BusinessRule) -> str:
    """Return what a rule means that is no longer as it was: whether for better nobody knows."""
    return FREE if rule.severity == INFORMATION else LOOK


def _change(kind: str, impact: str, rule: BusinessRule, *values: str, day: str = "") -> ModelChange:
    """Return a change of a rule; ``values`` are the one before and the one after."""
    called = rule.notation or rule.name
    link = Link(rule.iri, rule.label, "business-rule", rule.path, called)
    before, after = (*values, "", "")[:2]
    return ModelChange(kind, RULES, impact, link, called, before, after, day, parts=rule.parts)
