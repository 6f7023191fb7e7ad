"""Codes in their lists: one value each, as many levels as are told, all of them listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.check.finding import Facts, Fault
from catalog.check.hierarchy import broader
from catalog.check.succession import meet
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.terms import (
    CONTAINS,
    END_DATE,
    IS_REPLACED_BY,
    NOTATION,
    NUMBER_OF_LEVELS,
    PREF_LABEL,
    VALID_THROUGH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Node


def codes(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with codes as members of a list (XKOS-AP-NO, ModellDCAT-AP-NO)."""
    yield from _notations(case)
    for code in case.things.codes:
        about = case.graph.about(code)
        successors = iris(about.get(IS_REPLACED_BY, ()))
        if successors and END_DATE not in about and VALID_THROUGH not in about:
            facts = {"value": successors[0]}
            yield Fault("replaced-still-valid", code, IS_REPLACED_BY, successors[0], facts)
        spoken = {text.language for text in literals(about.get(PREF_LABEL, ()))}
        if "nn" not in spoken:
            yield Fault("code-label-nynorsk", code, PREF_LABEL, facts={"language": "nn"})
    if case.complete:
        yield from _contents(case)


def _notations(case: Case) -> Iterator[Fault]:
    """Yield notations that two concepts of one scheme share (SKOS 6.5; qSKOS anr).

    One after the other is less grave, and another rule.
    """
    first: dict[tuple[Node, Literal], Node] = {}
    for concept in case.things.concepts:
        for notation in literals(case.graph.objects(concept, NOTATION)):
            for scheme in sorted(case.things.schemes_of.get(concept, ())):
                known = first.setdefault((scheme, notation), concept)
                if known != concept and meet(case.graph, known, concept):
                    facts = {"other": Iri(known)}
                    yield Fault("notation-repeated", concept, NOTATION, notation, facts)


def _contents(case: Case) -> Iterator[Fault]:
    members: dict[Node, list[Node]] = {}
    for concept in case.things.concepts:
        for scheme in case.things.schemes_of.get(concept, ()):
            members.setdefault(scheme, []).append(concept)
    above = broader(case.graph)
    for code_list in case.things.schemes:
        found = members.get(code_list, [])
        if code_list not in case.things.code_lists or not found:
            continue
        levels = literals(case.graph.objects(code_list, NUMBER_OF_LEVELS))
        deepest = _levels(above, found)
        if levels and levels[0].value.isdecimal() and levels[0].value.lstrip("0") != str(deepest):
            meant = Literal(str(deepest), "", levels[0].datatype)
            facts: Facts = {"count": deepest, "suggestion": meant}
            yield Fault("levels-differ", code_list, NUMBER_OF_LEVELS, levels[0], facts)
        listed = set(case.graph.objects(code_list, CONTAINS))
        for concept in found:
            if listed and concept in case.things.codes and concept not in listed:
                yield Fault("contents-differ", concept, facts={"other": Iri(code_list)})


def _levels(above: Mapping[Node, Mapping[Node, object]], members: list[Node]) -> int:
    """Return on how many levels ``members`` stand; what stands in a circle counts once."""
    within = set(members)
    depth: dict[Node, int] = {}
    for member in members:
        walk = [member]
        onto = {member}
        while walk:
            node = walk[-1]
            parents = [parent for parent in above.get(node, ()) if parent in within]
            waiting = [parent for parent in parents if parent not in depth and parent not in onto]
            if node in depth or not waiting:
                depth.setdefault(node, 1 + max((depth.get(up, 0) for up in parents), default=0))
                onto.discard(walk.pop())
            else:
                walk.append(waiting[0])
                onto.add(waiting[0])
    return max(depth.values(), default=0)
