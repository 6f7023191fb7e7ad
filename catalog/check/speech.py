"""Sentences for people: the templates of ``shapes/`` filled with names instead of IRIs."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Said
from catalog.model.rdf import BlankNode, Iri, Literal, Node, literals
from catalog.model.text import LangString, best
from catalog.terms import FN, LABEL, NAME, PREF_LABEL, PREFIXES, TITLE

if TYPE_CHECKING:
    from catalog.check.case import Case
    from catalog.check.finding import Fault
    from catalog.model.rdf import Term

HOLE: Final = re.compile(r"\{([a-z]+)\}")
NAMED_BY: Final = (PREF_LABEL, TITLE, NAME, FN, LABEL)
SHORT: Final = 100
"""Characters of a text within a sentence: enough to know it again."""
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode of which nothing is seen, or something else than what is there."""
LEGACY: Final = "##["
"""How older workflow commands begin, anywhere in a line that a step prints."""
BREAKS: Final = re.compile(r"[\t\r\n]+")


class Speech:
    """Speaks of the things of one case, in every language of the interface."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.words = case.shapes.words
        self.owners: dict[Node, Node] | None = None
        prefixes = {**case.graph.prefixes, **PREFIXES}
        self.curies = sorted(
            ((namespace, prefix) for prefix, namespace in prefixes.items() if namespace),
            key=lambda pair: (-len(pair[0]), pair[1]),
        )

    def sentences(self, fault: Fault) -> tuple[LangString, ...]:
        """Return the sentence on what is wrong, in each language."""
        return self._filled(fault, self.case.shapes.rules[fault.rule].messages)

    def why(self, fault: Fault) -> tuple[LangString, ...]:
        """Return the sentence on why that is wrong, in each language."""
        return self._filled(fault, self.case.shapes.rules[fault.rule].why)

    def mend(self, fault: Fault) -> tuple[LangString, ...]:
        """Return the sentence on how to mend it, in each language."""
        return self._filled(fault, self.case.shapes.rules[fault.rule].mend)

    def _filled(self, fault: Fault, texts: tuple[LangString, ...]) -> tuple[LangString, ...]:
        return tuple(
            LangString(HOLE.sub(partial(self._hole, fault, text.lang), text.text), text.lang)
            for text in texts
        )

    def _hole(self, fault: Fault, lang: str, hole: re.Match[str]) -> str:
        return self._fact(fault, hole[1], lang)

    def label(self, node: Node, lang: str) -> str:
        """Return what people call ``node``; a part of a concept goes by the concept's name."""
        for named in (node, self._owner(node)):
            about = self.case.graph.about(named)
            for predicate in NAMED_BY:
                texts = [
                    LangString(text.value, text.language)
                    for text in literals(about.get(predicate, ()))
                    if text.value.strip()
                ]
                chosen = best(texts, lang)
                if chosen:
                    return shortened(chosen.text)
        return self.short(node)

    def short(self, node: Node) -> str:
        """Return ``node`` as Turtle would have it: a prefixed name, or an IRI below the base."""
        if isinstance(node, BlankNode):
            return "[]"
        base = self.case.things.base_iri
        if node.startswith(base):
            return f"<{shortened(node[len(base) :])}>"
        for namespace, prefix in self.curies:
            if node.startswith(namespace) and re.fullmatch(r"[\w.-]*", node[len(namespace) :]):
                return f"{prefix}:{node[len(namespace) :]}"
        return f"<{shortened(node)}>"

    def _fact(self, fault: Fault, hole: str, lang: str) -> str:
        """Return what fills ``hole``; a fact that isn't given is taken from the statement."""
        fact = fault.facts.get(hole)
        if hole in {"label", "iri"}:
            named = (fact if isinstance(fact, Iri) else fault.subject) or Iri("")
            return self.label(named, lang) if hole == "label" else plain(named)
        if hole == "language":
            return self._word(f"language-{fact}", lang) or shortened(str(fact))
        if hole == "suggestion":
            near = self._word("suggestion", lang)
            return (
                near.replace("{value}", self.short(fact)) if isinstance(fact, Iri) and fact else ""
            )
        if fact is None:
            fact = {"value": fault.value, "detail": fault.subject, "path": fault.predicate}.get(
                hole
            )
        return self._said(fact, hole, lang)

    def _said(self, fact: object, hole: str, lang: str) -> str:
        if isinstance(fact, Said):
            return self._word(fact.word, lang).replace("{value}", shortened(fact.value))
        if isinstance(fact, Literal):
            return shortened(fact.value)
        if isinstance(fact, tuple):
            return self._several(fact, hole, lang)
        return self._node(fact, hole, lang) if isinstance(fact, Node) else shortened(str(fact))

    def _several(self, facts: tuple[Term, ...], hole: str, lang: str) -> str:
        name = self.label if hole == "detail" else self._property
        names = [fact.value if isinstance(fact, Literal) else name(fact, lang) for fact in facts]
        return (" → " if hole == "detail" else f" {self._word('or', lang)} ").join(names)

    def _node(self, node: Node, hole: str, lang: str) -> str:
        if hole in {"detail", "nearest"}:
            return self.short(node) if node else self._word("unknown", lang)
        if hole != "path" and node in self.case.graph.subjects:
            return self.label(node, lang)
        return self._property(node, lang)

    def _property(self, node: Node, lang: str) -> str:
        """Return a property or class by its name and, for the one who edits, as Turtle has it."""
        word = best(self.words.get(node, ()), lang)
        short = self.short(node)
        return f"{word.text} ({short})" if word else short

    def _word(self, name: str, lang: str) -> str:
        word = best(self.words.get(name, ()), lang)
        return word.text if word else ""

    def _owner(self, node: Node) -> Node:
        """Return what ``node`` is a part of: the IRI before its ``#``, else what links to it."""
        whole = Iri(node.partition("#")[0])
        if whole != node and whole in self.case.graph.subjects:
            return whole
        if self.owners is None:
            self.owners = {}
            for subject, _, value in self.case.graph.triples():
                if isinstance(value, (Iri, BlankNode)):
                    self.owners.setdefault(value, subject)
        return self.owners.get(node, node)


def plain(text: str) -> str:
    """Return ``text`` on one line, with the code of what can't be seen instead of itself."""
    text = BREAKS.sub(" ", text).replace(LEGACY, "##\\u005b")
    if text.isprintable():
        return text
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in UNSEEN else letter
        for letter in text
    )


def shortened(text: str) -> str:
    """Return ``text`` plain, and cut where a sentence would drown in it."""
    if len(text) > SHORT:
        text = text[: SHORT - 1].rstrip() + "…"
    return plain(text)
