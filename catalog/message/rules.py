"""Business rules: XPath 1.0 compiled once, asked of each message.

Some rules at a time are one question: for the elements that break any of them. Only where there are
such elements is it asked which rule it was, so a message with nothing wrong costs few questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message.expressions import compiled, counts_positions, everywhere, names_in
from catalog.message.placeholders import sentences_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from catalog.message.placeholders import Sentence
    from catalog.model.requirement import BusinessRule

TOGETHER: Final = 10
"""Rules in one expression: where one of them is broken, no more than these are asked again."""
FAILURES: Final = (
    etree.XPathError, ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip
"""What a rule that is XPath but makes no sense may raise when it is asked: a number where nodes are
meant, or a function with too little."""
ROUNDS: Final = 64
"""Days whose rules are kept ready: a run of messages is judged on one."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An element that breaks a rule; ``node`` is None where the rule could not be asked."""

    compiled: CompiledRule
    node: etree._Element | None = None
    name: str = ""

    @property
    def rule(self) -> BusinessRule:
        """The rule as the requirement has it."""
        return self.compiled.rule

    @property
    def severity(self) -> str:
        """How bad it is here."""
        rule, where = self.rule, self.compiled.milder_where
        if rule.milder and where is not None and self.node is not None:
            try:
                return rule.milder if where(self.node) else rule.severity
            except FAILURES:
                return rule.severity
        return rule.severity


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule that can be asked.

    ``failing`` gives the elements that break it. Where the test counts positions, each element of
    the context is ``tested`` by itself instead, as it must stand first among none.
    """

    rule: BusinessRule
    failing_text: str
    failing: etree.XPath
    tested: etree.XPath | None
    milder_where: etree.XPath | None
    sentences: tuple[Sentence, ...]
    names: frozenset[str]
    """Of the elements and attributes that it looks at."""

    def broken(self, root: etree._Element) -> Iterator[Broken]:
        """Yield each element below ``root`` that breaks the rule, in their order."""
        try:
            nodes = self.failing(root)
            if self.tested is not None:
                nodes = [node for node in nodes if not self.tested(node)]
            for node in nodes:
                if etree.iselement(node):
                    yield Broken(self, node)
                elif node.getparent() is not None:
                    yield Broken(self, node.getparent(), node.attrname or "")
        except FAILURES:
            yield Broken(self)


@dataclass(frozen=True, slots=True)
class _Round:
    """The rules of a day: groups with one question each, and those that are asked alone."""

    questions: list[tuple[etree.XPath, list[CompiledRule]]]
    alone: list[CompiledRule]


@dataclass(slots=True)
class Rules:
    """All rules of a requirement that can be computed."""

    rules: tuple[CompiledRule, ...]
    namespace: str = ""
    _rounds: dict[dt.date | None, _Round] = field(default_factory=dict)

    def broken(self, root: etree._Element, day: dt.date | None = None) -> Iterator[Broken]:
        """Yield what breaks the rules that apply on ``day``, rule by rule; of all without one.

        Never raises.
        """
        asked = self._rounds.get(day) or self._round(day)
        for question, rules in asked.questions:
            try:
                kept = not question(root)
            except FAILURES:
                kept = False
            if not kept:
                for it in rules:
                    yield from it.broken(root)
        for it in asked.alone:
            yield from it.broken(root)

    def _round(self, day: dt.date | None) -> _Round:
        if len(self._rounds) >= ROUNDS:
            self._rounds.clear()
        asked = [it for it in self.rules if day is None or it.rule.valid.holds(day)]
        together = [it for it in asked if it.tested is None]
        groups = [together[at : at + TOGETHER] for at in range(0, len(together), TOGETHER)]
        questions = [
            (compiled(" | ".join(it.failing_text for it in group), group[0].rule.iri,
                      self.namespace), group)
            for group in groups
        ]  # fmt: skip
        made = _Round(questions, [it for it in asked if it.tested is not None])
        self._rounds[day] = made
        return made


def compile_rules(
    rules: Sequence[BusinessRule], namespace: str = "", hidden: Collection[str] = ()
) -> Rules:
    """Return the computed ones of ``rules``, in their order, ready to be asked.

    ``namespace`` is the model's, to which the prefix ``m`` leads; ``hidden`` are names of
    attributes and elements whose values no sentence repeats. Raises ExpressionRefused for what
    isn't XPath 1.0.
    """
    return Rules(tuple(_compile(it, namespace, hidden) for it in rules if it.computed), namespace)


def _compile(rule: BusinessRule, namespace: str, hidden: Collection[str]) -> CompiledRule:
    context = everywhere(rule.context)
    # Each by itself, or a bracket too many could be one that the whole lacks.
    compiled(context, rule.iri, namespace)
    compiled(rule.test, rule.iri, namespace)
    counting = counts_positions(rule.test)
    failing = f"({context})" if counting else f"({context})[not({rule.test})]"
    alone = f"self::node()[boolean({rule.test})]"
    tested = compiled(alone, rule.iri, namespace) if counting else None
    return CompiledRule(
        rule,
        failing,
        compiled(failing, rule.iri, namespace, smart=True),
        tested,
        compiled(rule.milder_where, rule.iri, namespace) if rule.milder_where else None,
        sentences_of(rule, namespace, hidden),
        names_in(rule.context) | names_in(rule.test),
    )
