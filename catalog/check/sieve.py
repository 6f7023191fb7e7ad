"""The sieve before SHACL: it acquits what surely keeps a shape, so that pySHACL judges the rest.

A shape (SHACL, sections 2 to 4) becomes a function over our own Graph, which answers in
microseconds where pySHACL needs milliseconds. Whatever it doesn't know well it leaves to pySHACL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check import paths
from catalog.check.translation import datatype
from catalog.model.rdf import BlankNode, Iri, Literal, iris
from catalog.terms import FIRST, REST, SH, SH_PATH, SH_PROPERTY_SHAPE, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from catalog.check.statements import Statements
    from catalog.model.rdf import Graph, Node, Term

    Test = Callable[[Statements, Term, Collection[Term]], "bool | None"]
    """Whether the values of a focus node keep one constraint; None where that isn't known."""
    Verdict = Callable[[Statements, Term], "bool | None"]
    """Whether a focus node keeps a shape; None where that isn't known."""

TARGETS: Final = frozenset({"targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"})
SILENT: Final = TARGETS | {
    "path", "severity", "message", "name", "description", "order", "group",
    "defaultValue", "flags", "qualifiedMinCount", "qualifiedMaxCount",
}  # fmt: skip
"""Parameters that forbid nothing, or nothing by themselves."""
EACH: Final = frozenset(
    {
        "minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "minLength", "maxLength",
        "languageIn", "lessThan", "lessThanOrEquals",
    }
)  # fmt: skip
"""Constraints on each value that pySHACL alone judges; without values they are kept."""
PLAIN: Final = re.compile(r"#(?:string|langString|anyURI|boolean|integer|positiveInteger)$")
"""Datatypes in which our idea of what is well-formed and rdflib's are the same."""
IRI_KINDS: Final = frozenset({"IRI", "BlankNodeOrIRI", "IRIOrLiteral"})
LITERAL_KINDS: Final = frozenset({"Literal", "BlankNodeOrLiteral", "IRIOrLiteral"})


class Unclear(Exception):
    """A shape that the sieve doesn't know how to read."""


def targets(graph: Graph, shape: Node, statements: Statements) -> dict[Node, None]:
    """Return the focus nodes of ``shape`` (SHACL, section 2.1.3), each once."""
    found: dict[Node, None] = {}
    about = graph.about(shape)
    for name, find in (
        ("targetClass", statements.of_class),
        ("targetSubjectsOf", statements.having),
        ("targetObjectsOf", statements.had),
        ("targetNode", lambda node: (node,)),
    ):
        for value in iris(about.get(Iri(SH + name), ())):
            found.update(dict.fromkeys(find(value)))
    return found


class Sieve:
    """The shapes of one graph as functions, each made when it is first asked."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = shapes
        self.made: dict[Node, Verdict] = {}
        self.under_way: set[Node] = set()
        self.makers: dict[str, Callable[[Node, Term], Test]] = {
            "minCount": _least,
            "maxCount": _most,
            "uniqueLang": _languages,
            "datatype": _datatype,
            "nodeKind": _kind,
            "class": _class,
            "pattern": self._pattern,
            "in": self._among,
            "hasValue": _has,
            "disjoint": _disjoint,
            "equals": _equals,
            "not": lambda _, value: _each(_denied(self.verdict(_node(value)))),
            "node": lambda _, value: _each(self.verdict(_node(value))),
            "property": lambda _, value: _each(self.verdict(_node(value))),
            "and": lambda _, value: _each(_all(self._several(value))),
            "or": lambda _, value: _each(_any(self._several(value))),
            "xone": lambda _, value: _each(_one(self._several(value))),
            "qualifiedValueShape": self._qualified,
        }

    def verdict(self, shape: Node) -> Verdict:
        """Return the function that tells whether a node keeps ``shape``. Raises Unclear."""
        known = self.made.get(shape)
        if known is None:
            if shape in self.under_way or shape not in self.shapes.subjects:
                raise Unclear(shape)
            self.under_way.add(shape)
            try:
                known = self.made[shape] = self._made(shape)
            finally:
                self.under_way.discard(shape)
        return known

    def _made(self, shape: Node) -> Verdict:
        about = self.shapes.about(shape)
        tests = [test for predicate in about for test in self._tests(shape, predicate)]
        path = about.get(SH_PATH)
        if path is None:
            if SH_PROPERTY_SHAPE in about.get(TYPE, ()):
                raise Unclear(shape)
            return lambda told, focus: _conjunction(test(told, focus, (focus,)) for test in tests)
        walk = paths.walk(self.shapes, path[0])
        if walk is None or len(path) > 1:
            raise Unclear(shape)
        if len(tests) == 1:
            only = tests[0]
            return lambda told, focus: only(told, focus, walk(told, focus))

        def verdict(told: Statements, focus: Term) -> bool | None:
            values = walk(told, focus)
            return _conjunction(test(told, focus, values) for test in tests)

        return verdict

    def _tests(self, shape: Node, predicate: Iri) -> list[Test]:
        name, values = predicate.removeprefix(SH), self.shapes.objects(shape, predicate)
        if name == predicate or name in SILENT:
            return []
        if name in EACH:
            return [_doubted(value) for value in values]
        if name in self.makers:
            return [self.makers[name](shape, value) for value in values]
        raise Unclear(name)

    def _items(self, head: Term) -> list[Term]:
        """Return what stands in an ``rdf:List``. Raises Unclear for one that is no list."""
        items: list[Term] = []
        cell = _node(head)
        while FIRST in self.shapes.about(cell) and len(items) <= len(self.shapes.subjects):
            items += self.shapes.objects(cell, FIRST)
            cell = _node(next(iter(self.shapes.objects(cell, REST)), Literal("")))
        if not items:
            raise Unclear(str(head))
        return items

    def _several(self, head: Term) -> list[Verdict]:
        return [self.verdict(_node(item)) for item in self._items(head)]

    def _among(self, _shape: Node, head: Term) -> Test:
        allowed = frozenset(self._items(head))
        return lambda _told, _focus, values: allowed.issuperset(values)

    def _pattern(self, shape: Node, value: Term) -> Test:
        if Iri(SH + "flags") in self.shapes.about(shape):
            raise Unclear(shape)
        pattern = re.compile(_text(value))

        def test(_told: Statements, _focus: Term, values: Collection[Term]) -> bool | None:
            if any(isinstance(one, BlankNode) for one in values):
                return None
            texts = (one.value if isinstance(one, Literal) else one for one in values)
            return all(pattern.match(text) for text in texts)

        return test

    def _qualified(self, shape: Node, value: Term) -> Test:
        about = self.shapes.about(shape)
        least, most = (
            int(_text(about[name][0])) if name in about else None
            for name in (Iri(SH + "qualifiedMinCount"), Iri(SH + "qualifiedMaxCount"))
        )
        verdict = self.verdict(_node(value))

        def test(told: Statements, _focus: Term, values: Collection[Term]) -> bool | None:
            verdicts = [verdict(told, one) for one in values]
            if None in verdicts:
                return None
            return (least is None or verdicts.count(True) >= least) and (
                most is None or verdicts.count(True) <= most
            )

        return test


def _node(term: Term) -> Node:
    if isinstance(term, Literal):
        raise Unclear(term.value)
    return term


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _conjunction(verdicts: Iterable[bool | None]) -> bool | None:
    """Return what all say together (Kleene's logic): False if one does, else None if one does."""
    found = set(verdicts)
    return False if False in found else None if None in found else True


def _denied(verdict: Verdict) -> Verdict:
    def denied(told: Statements, node: Term) -> bool | None:
        found = verdict(told, node)
        return None if found is None else not found

    return denied


def _all(verdicts: Sequence[Verdict]) -> Verdict:
    return lambda told, node: _conjunction(verdict(told, node) for verdict in verdicts)


def _any(verdicts: Sequence[Verdict]) -> Verdict:
    return _denied(_all([_denied(verdict) for verdict in verdicts]))


def _one(verdicts: Sequence[Verdict]) -> Verdict:
    def one(told: Statements, node: Term) -> bool | None:
        found = [verdict(told, node) for verdict in verdicts]
        return None if None in found else found.count(True) == 1

    return one


def _each(verdict: Verdict) -> Test:
    return lambda told, _focus, values: _conjunction(verdict(told, value) for value in values)


def _doubted(value: Term) -> Test:
    def test(told: Statements, focus: Term, values: Collection[Term]) -> bool | None:
        if isinstance(value, Iri):
            told.objects(focus, value)  # what sh:lessThan compares with
        return None if values else True

    return test


def _least(_shape: Node, value: Term) -> Test:
    count = int(_text(value))
    return lambda _told, _focus, values: len(values) >= count


def _most(_shape: Node, value: Term) -> Test:
    count = int(_text(value))
    return lambda _told, _focus, values: len(values) <= count


def _languages(_shape: Node, _value: Term) -> Test:
    def test(_told: Statements, _focus: Term, values: Collection[Term]) -> bool:
        if len(values) < 2:  # noqa: PLR2004 — one is alone in its language
            return True
        spoken = [
            one.language.lower() for one in values if isinstance(one, Literal) and one.language
        ]
        return len(spoken) == len(set(spoken))

    return test


def _datatype(_shape: Node, value: Term) -> Test:
    wanted = _text(value)
    sure = PLAIN.search(wanted) is not None

    def test(_told: Statements, _focus: Term, values: Collection[Term]) -> bool | None:
        kept = all(isinstance(one, Literal) and datatype(one) == wanted for one in values)
        return None if kept and values and not sure else kept

    return test


def _kind(_shape: Node, value: Term) -> Test:
    kind = _text(value).removeprefix(SH)
    literal, node = kind in LITERAL_KINDS, kind in IRI_KINDS

    def test(_told: Statements, _focus: Term, values: Collection[Term]) -> bool:
        return all(literal if isinstance(one, Literal) else node for one in values)

    return test


def _class(_shape: Node, value: Term) -> Test:
    def test(told: Statements, _focus: Term, values: Collection[Term]) -> bool:
        found = [value in told.objects(one, TYPE) for one in values]
        return all(found)

    return test


def _has(_shape: Node, value: Term) -> Test:
    return lambda _told, _focus, values: value in values


def _disjoint(_shape: Node, value: Term) -> Test:
    other = Iri(_text(value))
    return lambda told, focus, values: set(told.objects(focus, other)).isdisjoint(values)


def _equals(_shape: Node, value: Term) -> Test:
    other = Iri(_text(value))
    return lambda told, focus, values: set(told.objects(focus, other)) == set(values)
