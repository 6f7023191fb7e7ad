"""The files as such: those that couldn't be read, how they are stored, and how deep they nest."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import BlankNode, Iri
from catalog.terms import REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

BOM: Final = b"\xef\xbb\xbf"
PLACE: Final = re.compile(r"^Parser error (?:at|between) line [^:]{0,60}: ")
"""What the parser says of the place: the finding has it already."""
PIECE: Final = 1024 * 1024


def files(case: Case) -> Iterator[Fault]:
    """Yield every broken file (Turtle 1.1) with its place, and what is odd about the others."""
    for broken in case.broken:
        yield Fault(
            broken.reason,
            facts={"detail": PLACE.sub("", broken.detail)},
            file=broken.file,
            line=broken.line,
            column=broken.column,
        )
    if case.asks("byte-order-mark", "carriage-return"):
        for file in case.files:
            try:
                first = file.read(PIECE)
            except OSError:
                continue  # the reader has said so
            if first.startswith(BOM):
                yield Fault("byte-order-mark", file=file.name, line=1, column=1)
            end = first.find(b"\r\n")
            if end >= 0:
                line = first.count(b"\n", 0, end) + 1
                start = first.rfind(b"\n", 0, end) + 1
                column = len(first[start:end].decode("utf-8", "replace")) + 1
                yield Fault("carriage-return", file=file.name, line=line, column=column)
    yield from _nesting(case)


def _nesting(case: Case) -> Iterator[Fault]:
    """Yield each statement below which blank nodes nest too deep; a list's length is no depth."""
    limit = case.shapes.rules["nesting-deep"].limit
    seen: set[Node] = set()
    for subject, properties in case.graph.subjects.items():
        if not isinstance(subject, Iri):
            continue
        for predicate, values in properties.items():
            for value in values:
                if isinstance(value, BlankNode) and value not in seen:
                    depth = _depth(case, value, seen)
                    if depth > limit:
                        facts: Facts = {"count": depth, "limit": limit, "path": predicate}
                        yield Fault("nesting-deep", subject, predicate, value, facts)
    for subject in case.graph.subjects:
        if subject not in seen and isinstance(subject, BlankNode):
            depth = _depth(case, subject, seen)
            if depth > limit:
                yield Fault("nesting-deep", subject, facts={"count": depth, "limit": limit})


def _depth(case: Case, root: Node, seen: set[Node]) -> int:
    """Return how deep blank nodes nest below ``root``; each is looked at once."""
    deepest = 0
    waiting = deque([(root, 1)])
    seen.add(root)
    while waiting:
        node, depth = waiting.popleft()
        deepest = max(deepest, depth)
        for predicate, values in case.graph.about(node).items():
            for value in values:
                if isinstance(value, BlankNode) and value not in seen:
                    seen.add(value)
                    if predicate == REST:
                        waiting.appendleft((value, depth))
                    else:
                        waiting.append((value, depth + 1))
    return deepest
