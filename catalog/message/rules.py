"""Business rules: XPath 1.0 compiled once, asked of each message.

Some rules at a time are one question, made of their sieves: may there be anything that breaks any
of them? Only where there may be is each asked, so a message with nothing wrong costs few questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message.expressions import compiled, counts_positions, everywhere, names_in
from catalog.message.pairs import sieve_of_pairs
from catalog.message.placeholders import sentences_of
from catalog.message.sieves import joined, sieve_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from catalog.message.placeholders import Sentence
    from catalog.message.sieves import Sieve
    from catalog.model.requirement import BusinessRule

TOGETHER: Final = 12
"""Rules in one question, or as many as look at one thing: where one may be broken, no more than
these are asked again."""
MOST: Final = 32
"""Of them: a number of XPath holds 53 bits."""
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
    failing: etree.XPath
    tested: etree.XPath | None
    sieve: Sieve
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
class Group:
    """Rules that are asked together, each with its number among all.

    ``anything`` asks for their sieves as one. ``each`` asks for them one by one, and gives a number
    in which a rule that may be broken is a bit.
    """

    rules: list[tuple[int, CompiledRule]]
    anything: etree.XPath
    each: etree.XPath

    @classmethod
    def of(cls, rules: list[tuple[int, CompiledRule]], namespace: str) -> Group:
        """Make the questions ready."""
        sieves, iri = [it.sieve for _, it in rules], rules[0][1].rule.iri
        bits = " + ".join(f"{1 << at} * {it.text}" for at, it in enumerate(sieves))
        return cls(rules, compiled(joined(sieves), iri, namespace), compiled(bits, iri, namespace))

    def suspected(self, root: etree._Element) -> list[tuple[int, CompiledRule]]:
        """Return the rules that may be broken."""
        try:
            if not self.anything(root):
                return []
            bits = int(self.each(root))
        except FAILURES:
            return self.rules
        return [one for at, one in enumerate(self.rules) if bits >> at & 1]


@dataclass(frozen=True, slots=True)
class _Round:
    """The rules of a day: in groups, and those that are asked alone."""

    groups: list[Group]
    alone: list[CompiledRule]


@dataclass(slots=True)
class Rules:
    """All rules of a requirement that can be computed."""

    rules: tuple[CompiledRule, ...]
    namespace: str = ""
    _rounds: dict[dt.date | None, _Round] = field(default_factory=dict)

    def broken(
        self, root: etree._Element, day: dt.date | None = None, *, sieved: bool = True
    ) -> Iterator[Broken]:
        """Yield what breaks the rules that apply on ``day``, rule by rule; of all without one.

        A large message is better not ``sieved``: there what is asked takes the time, not to ask.
        Never raises.
        """
        asked = self._rounds.get(day) or self._round(day)
        suspected = [
            one
            for group in asked.groups
            for one in (group.suspected(root) if sieved else group.rules)
        ]
        # The sooner is told first, however they are put together.
        for _, it in sorted(suspected, key=itemgetter(0)):
            yield from it.broken(root)
        for it in asked.alone:
            yield from it.broken(root)

    def _round(self, day: dt.date | None) -> _Round:
        if len(self._rounds) >= ROUNDS:
            self._rounds.clear()
        asked = [it for it in self.rules if day is None or it.rule.valid.holds(day)]
        together = [it for it in asked if it.tested is None]
        made = _Round(
            [Group.of(group, self.namespace) for group in _groups(together)],
            [it for it in asked if it.tested is not None],
        )
        self._rounds[day] = made
        return made


def _groups(rules: Sequence[CompiledRule]) -> list[list[tuple[int, CompiledRule]]]:
    """Return rules with their numbers in groups; what looks at one part stays together."""
    places: dict[tuple[str, ...], list[tuple[int, CompiledRule]]] = {}
    for number, it in enumerate(rules):
        places.setdefault(it.sieve.place, []).append((number, it))
    groups: list[list[tuple[int, CompiledRule]]] = []
    # What is about the whole message goes with whatever has room for it.
    for _, some in sorted(places.items(), key=lambda it: not it[0]):
        if groups and len(groups[-1]) + len(some) <= TOGETHER:
            groups[-1] += some
        else:
            groups += [some[at : at + MOST] for at in range(0, len(some), MOST)]
    return groups


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
    sieve = sieve_of_pairs(context, rule.test) or sieve_of(context, rule.test)
    return CompiledRule(
        rule,
        compiled(failing, rule.iri, namespace, smart=True),
        tested,
        sieve,
        compiled(rule.milder_where, rule.iri, namespace) if rule.milder_where else None,
        sentences_of(rule, namespace, hidden),
        names_in(rule.context) | names_in(rule.test),
    )
