"""Which fact came in the place of which that went."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.compare.facts import Fact

    Pair = tuple[Fact | None, Fact | None]

SEVERAL: Final = frozenset(
    {"alternative", "hidden", "proposed", "source", "definition-source", "match", "subject",
     "values", "in", "member", "part", "see-also", "keyword", "replaces", "replaced-by"}
)  # fmt: skip
"""Aspects that a thing has several of: one that goes and one that comes may be two matters."""
ALIKE: Final = 0.5
"""From which share of letters in common two texts, one gone and one come, are one that changed."""
MOST: Final = 400
"""Pairs of texts that are tried: twenty terms for twenty others; beyond, nobody follows it."""


def pairs(gone: Sequence[Fact], come: Sequence[Fact]) -> Iterator[Pair]:
    """Yield each fact that went with the one that came in its place; alone where there is none.

    First within a language, then the same text in another language: a tag that was put right.
    """
    groups: dict[tuple[object, ...], tuple[list[Fact], list[Fact]]] = {}
    for side, facts in enumerate((gone, come)):
        for fact in facts:
            key = (fact.aspect, fact.lang, fact.predicate, fact.about)
            groups.setdefault(key, ([], []))[side].append(fact)
    left: list[Fact] = []
    right: list[Fact] = []
    for old, new in groups.values():
        for one, other in _matched(old, new):
            old.remove(one)
            new.remove(other)
            yield one, other
        left += old
        right += new
    texts = {_without_language(fact): fact for fact in right if isinstance(fact.value, Literal)}
    taken: set[Fact] = set()
    for fact in left:
        same = texts.pop(_without_language(fact), None)
        if same:
            taken.add(same)
        yield fact, same
    for fact in right:
        if fact not in taken:
            yield None, fact


def _matched(old: list[Fact], new: list[Fact]) -> list[tuple[Fact, Fact]]:
    if len(old) == len(new) == 1 and old[0].aspect not in SEVERAL:
        return [(old[0], new[0])]
    if not old or not new or len(old) * len(new) > MOST:
        return []
    tried = [
        (_likeness(one, other), one, other)
        for one in sorted(old, key=_spelt)
        for other in sorted(new, key=_spelt)
    ]
    tried.sort(key=lambda it: -it[0])
    found: list[tuple[Fact, Fact]] = []
    taken: set[Fact] = set()
    for likeness, one, other in tried:
        if likeness >= ALIKE and one not in taken and other not in taken:
            taken |= {one, other}
            found.append((one, other))
    return found


def _likeness(one: Fact, other: Fact) -> float:
    if not isinstance(one.value, Literal) or not isinstance(other.value, Literal):
        return 0.0
    matcher = SequenceMatcher(None, one.value.value[:500], other.value.value[:500], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _spelt(fact: Fact) -> str:
    return str(fact.value)


def _without_language(fact: Fact) -> tuple[object, ...]:
    value = fact.value
    text = value.value if isinstance(value, Literal) else value
    return (isinstance(value, Literal), fact.aspect, fact.predicate, fact.about, text)
