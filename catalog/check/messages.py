"""Information models that messages are to be made by, as far as shapes can't say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.circles import circles
from catalog.check.finding import Facts, Fault
from catalog.check.hierarchy import told
from catalog.model.rdf import Iri, iris, literals
from catalog.terms import (
    ADMITS,
    CODE_ELEMENT,
    CONTAINS_ELEMENT,
    HAS_OBJECT_TYPE,
    HAS_PROPERTY,
    HAS_VALUE_FROM,
    MIN_OCCURS,
    NODE,
    OBJECT_TYPE,
    ROOT_OBJECT_TYPE,
    SYNTAX,
    SYNTAX_XML,
    TECHNICAL_NAME,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.check.case import Case
    from catalog.model.rdf import Node

OBJECT_TYPES: Final = frozenset({OBJECT_TYPE, ROOT_OBJECT_TYPE})


def messages(case: Case) -> Iterator[Fault]:
    """Yield what no schema can be made of, and what no message could keep."""
    things = case.everything.things
    filled = {scheme for code in things.codes for scheme in things.schemes_of.get(code, ())}
    for subject, properties in case.graph.subjects.items():
        if SYNTAX in properties:
            yield from _incomplete(case, subject)
        if HAS_PROPERTY in properties:
            yield from _named_twice(case, subject)
        if HAS_VALUE_FROM in properties:
            yield from _codes(case, subject, filled)
    yield from _endless(case)


def _incomplete(case: Case, model: Node) -> Iterator[Fault]:
    """Yield types and properties of a model with a syntax that lack what the syntax needs."""
    graph = case.graph
    about = graph.about(model)
    needed = [TECHNICAL_NAME, NODE] if SYNTAX_XML in about[SYNTAX] else [TECHNICAL_NAME]
    for type_ in iris(about.get(CONTAINS_ELEMENT, ())):
        if not case.things.types.get(type_, frozenset()) & OBJECT_TYPES:
            continue
        if TECHNICAL_NAME not in graph.about(type_):
            yield Fault("message-incomplete", type_, facts={"path": TECHNICAL_NAME})
        for field in iris(graph.objects(type_, HAS_PROPERTY)):
            said = graph.subjects.get(field)
            for predicate in needed if said else ():
                if said is not None and predicate not in said:
                    yield Fault("message-incomplete", field, facts={"path": predicate})


def _named_twice(case: Case, type_: Node) -> Iterator[Fault]:
    """Yield properties of a type with one name; an attribute may be called what an element is."""
    taken: dict[tuple[str, Iri | None], Iri] = {}
    for field in dict.fromkeys(iris(case.graph.objects(type_, HAS_PROPERTY))):
        about = case.graph.about(field)
        node = next(iter(iris(about.get(NODE, ()))), None)
        for name in literals(about.get(TECHNICAL_NAME, ())):
            first = taken.setdefault((name.value, node), field)
            if first != field:
                facts: Facts = {"other": first}
                yield Fault("message-name-twice", field, TECHNICAL_NAME, name, facts)


def _codes(case: Case, attribute: Node, filled: set[Node]) -> Iterator[Fault]:
    """Yield codes of another list, and a list of ours that has none."""
    things = case.everything.things
    lists = set(iris(case.graph.objects(attribute, HAS_VALUE_FROM)))
    for code in iris(case.graph.objects(attribute, ADMITS)):
        known = CODE_ELEMENT in things.types.get(code, frozenset())
        if known and not things.schemes_of.get(code, frozenset()) & lists:
            facts: Facts = {"other": tuple(sorted(lists))}
            yield Fault("message-code-elsewhere", attribute, ADMITS, code, facts)
    for listed in sorted((lists & things.code_lists) - filled) if case.complete else ():
        yield Fault("message-codes-missing", attribute, HAS_VALUE_FROM, listed)


def _endless(case: Case) -> Iterator[Fault]:
    """Yield circles of types in which each must contain the next."""
    graph = case.graph
    needs: dict[Node, Sequence[Iri]] = {}
    for subject, properties in graph.subjects.items():
        if HAS_PROPERTY in properties:
            needs[subject] = [
                target
                for field in iris(properties[HAS_PROPERTY])
                if any(it.value.strip("0") for it in literals(graph.objects(field, MIN_OCCURS)))
                for target in iris(graph.objects(field, HAS_OBJECT_TYPE))
            ]
    itself = [[node, node] for node, targets in needs.items() if node in targets]
    for walk in [*itself, *circles(needs)]:
        facts: Facts = {"detail": told(walk)}
        yield Fault("message-endless", walk[0], HAS_PROPERTY, facts=facts)
