"""What the last Release described and the sources don't any more: gone, or moved elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.settings import FILE_NAME
from catalog.terms import (
    BROADER,
    CONTAINS,
    HAS_TOP_CONCEPT,
    IN_SCHEME,
    IS_PART_OF,
    MEMBER,
    MEMBER_OF,
    NAME,
    PREF_LABEL,
    SPECIALIZES,
    TITLE,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Graph, Node, Properties

HELD_BY: Final = (IN_SCHEME, MEMBER_OF, SPECIALIZES, IS_PART_OF, BROADER)
HOLDS: Final = (CONTAINS, HAS_TOP_CONCEPT, MEMBER)
NAMED_BY: Final = (PREF_LABEL, TITLE, NAME)


def vanished(case: Case) -> Iterator[Fault]:
    """Yield things that people could look up and can't any more (Cool URIs).

    The place is that of the new address, else what listed the thing, else the settings. Parts
    (``#``) go with what they are parts of: a removed relation breaks no promise.
    """
    before = case.before
    if before is None or not case.complete:
        return
    lost = [subject for subject in before.subjects if _lost(case, before, subject)]
    if not lost:
        return
    moved, holders = _new(case, before), _holders(case, before)
    for subject in lost:
        names = labels(before.about(subject))
        here = next((moved[name] for name in map(_key, names) if name in moved), None)
        if here is not None:
            yield Fault("iri-moved", here, facts={"detail": subject})
            continue
        told = names[0].value if names else subject.rpartition("/")[2]
        facts: Facts = {"detail": subject, "other": told}
        holder = holders.get(subject)
        if holder is not None:
            yield Fault("iri-vanished", holder, facts=facts)
        else:
            yield Fault("iri-vanished", facts=facts, file=FILE_NAME, line=1, column=1)


def labels(about: Properties) -> list[Literal]:
    """Return what a thing is called, the preferred term first."""
    return [label for named in NAMED_BY for label in literals(about.get(named, ()))]


def _key(label: Literal) -> tuple[str, str]:
    return label.value.casefold(), label.language


def _lost(case: Case, before: Graph, subject: Node) -> bool:
    if subject in case.graph.subjects or not isinstance(subject, Iri):
        return False
    whole = Iri(subject.partition("#")[0])
    return (
        TYPE in before.about(subject)
        and case.things.ours(subject)
        and (whole == subject or whole not in before.subjects)
    )


def _new(case: Case, before: Graph) -> dict[tuple[str, str], Iri]:
    """Return the things that are new, by what they are called."""
    found: dict[tuple[str, str], Iri] = {}
    for subject, about in case.graph.subjects.items():
        if subject not in before.subjects and isinstance(subject, Iri):
            for label in labels(about):
                found.setdefault(_key(label), subject)
    return found


def _holders(case: Case, before: Graph) -> dict[Node, Node]:
    """Return what listed each thing in the last Release, and is still there."""
    found: dict[Node, Node] = {}
    for subject, about in before.subjects.items():
        for predicate in HOLDS if subject in case.graph.subjects else ():
            for value in iris(about.get(predicate, ())):
                found.setdefault(value, subject)
        for predicate in HELD_BY:
            for value in iris(about.get(predicate, ())):
                if value in case.graph.subjects:
                    found.setdefault(subject, value)
    return found
