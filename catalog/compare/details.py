"""Facts before and after into details: what was added, what was removed, and what became what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.compare.comparison import Detail
from catalog.compare.facts import ASPECTS, LISTED
from catalog.compare.pairs import pairs
from catalog.compare.words import unseen, word_by_word
from catalog.model.collation import sort_key
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.model.resource import Link, Value
from catalog.model.text import best
from catalog.reading import values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.compare.comparison import Piece
    from catalog.compare.facts import Fact, Facts, Statement
    from catalog.model.rdf import Node, Term
    from catalog.reading.outline import Outline

WHOLE: Final = frozenset({"term", "name", "alternative", "hidden", "proposed", "notation"})
"""Aspects whose texts are told whole: half a term is no term."""
_TOGETHER: Final = {
    **dict.fromkeys(("definition-source", "definition-basis", "definition-audience"), "definition"),
    "role": "relation",
}
"""What is told where the aspect that it belongs to is told."""
NAMED: Final = frozenset({"property", "match"})
"""Aspects of which the property tells more."""
DEEP: Final = 3
"""How far into each other blank nodes are shown where their names don't tell them apart."""


class Details:
    """What differs in one thing, told with the names that each version gives."""

    def __init__(self, before: Outline, after: Outline, languages: tuple[str, ...]) -> None:
        self.before = before
        self.after = after
        self.languages = languages

    def of(
        self, old: Facts, new: Facts, gone: set[Statement], come: set[Statement]
    ) -> tuple[Detail, ...]:
        """Return the details; ``gone`` and ``come`` are the statements that differ.

        Where they differ and no fact does, the same is said in another way, and that is told.
        """
        left = [fact for fact in old if fact not in new]
        right = [fact for fact in new if fact not in old]
        removed, added = _listed(left), _listed(right)
        told = [it for it in pairs(left, right) if not _kept(*it, removed, added)]
        details = [self._detail(one, other) for one, other in told]
        rest = (
            gone - _under(old, (one for one, _ in told if one)),
            come - _under(new, (other for _, other in told if other)),
        )
        # Where a blank node says something else, all that points at it does so by another name.
        formal = rest[0] | rest[1]
        if details and formal:
            one, other = _under(old, old), _under(new, new)
            formal = _in_excess(rest[0], one, other) | _in_excess(rest[1], other, one)
        if formal:
            details.append(self._form(formal))
        return tuple(sorted(details, key=self._order))

    def implied(self, iri: Iri) -> tuple[Detail, ...]:
        """Return the replacements that only the replacing thing tells of, and only now."""
        stated = set(self.after.graph.objects(iri, terms.IS_REPLACED_BY))
        known = set(self.before.said_and_implied(iri, terms.IS_REPLACED_BY))
        return tuple(
            Detail("replaced-by", "added", after=Value(link=self.after.link(other)))
            for other in self.after.said_and_implied(iri, terms.IS_REPLACED_BY)
            if other not in stated | known
        )

    def _detail(self, old: Fact | None, new: Fact | None) -> Detail:
        fact = new or old
        if fact is None:
            raise ValueError(fact)
        if fact.aspect == "order":
            return Detail("order", "changed", after=Value(fact.predicate))
        pieces, invisible = _words(old, new)
        here = self.after if new else self.before
        before = self._value(old.value, self.before) if old else None
        after = self._value(new.value, self.after) if new else None
        if old and new and before == after and {type(old.value), type(new.value)} == {BlankNode}:
            # Two blank nodes of one name: what else they say is what differs.
            before = Value(_whole(old.value, self.before))
            after = Value(_whole(new.value, self.after))
        return Detail(
            aspect=fact.aspect,
            action="changed" if old and new else "added" if new else "removed",
            lang=fact.lang,
            predicate=fact.predicate if fact.aspect in NAMED else "",
            about=self._link(fact.about, here) if fact.about else None,
            before=before,
            after=after,
            pieces=pieces,
            unseen=invisible,
        )

    def _form(self, statements: Iterable[Statement]) -> Detail:
        """Tell by which properties the same is said in another way."""
        named = {predicate for node, predicate, _ in statements if isinstance(node, Iri)}
        names = sorted(named or {predicate for _, predicate, _ in statements})
        return Detail("form", "changed", after=Value(" ".join(names)))

    def _link(self, node: Node, outline: Outline) -> Link:
        if isinstance(node, BlankNode):
            return Link("", outline.name(node))
        link = outline.link(node)
        other = self.before if outline is self.after else self.after
        return link if link.label else other.link(node)

    def _value(self, term: Term, outline: Outline) -> Value:
        if isinstance(term, Literal):
            return Value(term.value, term.language, term.datatype)
        if isinstance(term, Iri):
            return Value(link=self._link(term, outline))
        name = best(outline.name(term), self.languages[0])
        return Value(name.text, name.lang) if name else Value(_content(term, outline))

    def _order(self, detail: Detail) -> tuple[int, str, tuple[int, str], int, str, str]:
        shown = detail.after or detail.before or Value()
        return (
            ASPECTS.index(_TOGETHER.get(detail.aspect, detail.aspect)),
            f"{detail.predicate} {self._name(detail.about)}",
            self._language(detail.lang),
            ASPECTS.index(detail.aspect),
            sort_key(shown.text, self.languages[0]) or self._name(shown.link),
            f"{shown} {detail.before}",
        )

    def _name(self, link: Link | None) -> str:
        label = best(link.label, self.languages[0]) if link else None
        return f"{sort_key(label.text, self.languages[0])} {link}" if label else str(link or "")

    def _language(self, tag: str) -> tuple[int, str]:
        known = tag in self.languages
        return (self.languages.index(tag) if known else len(self.languages) * bool(tag), tag)


def _words(old: Fact | None, new: Fact | None) -> tuple[tuple[Piece, ...], bool]:
    """Return a changed text word by word where it is prose, and whether nobody sees the change."""
    if not old or not new or not isinstance(old.value, Literal):
        return (), False
    if not isinstance(new.value, Literal) or old.value.value == new.value.value:
        return (), False
    before, after = old.value.value, new.value.value
    prose = new.aspect not in WHOLE and " " in before + after
    return word_by_word(before, after) if prose else (), unseen(before, after)


def _kept(old: Fact | None, new: Fact | None, removed: set[str], added: set[str]) -> bool:
    """Tell whether a list that differs has what it kept in the order that it had.

    Then it differs by what was ``removed`` and ``added`` alone, which is told by itself. An item
    that came or went while something else still says that it is one got or lost its place.
    """
    if "order" not in {it.aspect for it in (old, new) if it}:
        return False
    one, other = _items(old), _items(new)
    shared = set(one) & set(other)
    untold = (set(one) - shared - removed) | (set(other) - shared - added)
    if old is None or new is None:
        return len(untold) < 2  # noqa: PLR2004 — one alone has no order
    same = [it for it in one if it in shared] == [it for it in other if it in shared]
    return same and not untold


def _items(fact: Fact | None) -> list[str]:
    text = fact.value.value if fact and isinstance(fact.value, Literal) else ""
    return text.split("\n") if text else []


def _listed(facts: Iterable[Fact]) -> set[str]:
    """Return the values, as a list spells them, that differ by themselves."""
    return {str(fact.value) for fact in facts if fact.aspect in LISTED}


def _in_excess(
    rest: set[Statement], here: Iterable[Statement], there: Iterable[Statement]
) -> set[Statement]:
    """Return what of ``rest``, blank nodes unnamed, is said more often ``here`` than ``there``."""
    more = Counter(map(_unnamed, here))
    more.subtract(map(_unnamed, there))
    return {it for it in rest if more[_unnamed(it)] > 0}


def _unnamed(statement: Statement) -> tuple[Node | None, Iri, Term | None]:
    """Return a statement without the names of blank nodes; an empty list is as good as one."""
    node, predicate, value = statement
    nameless = isinstance(value, BlankNode) or value == terms.NIL
    return (
        None if isinstance(node, BlankNode) else node,
        predicate,
        None if nameless else value,
    )


def _under(facts: Facts, differing: Iterable[Fact]) -> set[Statement]:
    """Return the statements that the differing facts stand on."""
    sets = {id(found): found for fact in differing for found in facts[fact]}
    under: set[Statement] = set()
    return under.union(*sets.values())


def _content(node: BlankNode, outline: Outline) -> str:
    """Tell a nameless blank node by what it says, one step deep."""
    return "; ".join(
        f"{it.name}: "
        + ", ".join(value.text or (value.link.iri if value.link else "…") for value in it.values)
        for it in values.others(outline, node, frozenset({terms.TYPE}))
    )


def _whole(term: Term, outline: Outline, depth: int = DEEP) -> str:
    """Tell all that a blank node says, and those in it."""
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    if isinstance(term, Iri):
        return term
    if not depth:
        return "…"
    told = (
        f"{predicate.rpartition('#')[2].rpartition('/')[2]}: "
        + ", ".join(sorted(_whole(it, outline, depth - 1) for it in objects))
        for predicate, objects in sorted(outline.graph.about(term).items())
    )
    return "[" * (depth < DEEP) + "; ".join(told) + "]" * (depth < DEEP)
