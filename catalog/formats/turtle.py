"""Turtle: prefixes, then each subject with one value a line (RDF 1.1 Turtle)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog import terms
from catalog.formats import ntriples
from catalog.model.rdf import BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Node, Term

INTEGER = re.compile(r"^(?:0|-?[1-9][0-9]*)$")


Piece = tuple[frozenset[str], bytes]
"""The prefixes that a part of a document uses, and its statements."""


def write(blocks: Iterable[Block], prefixes: Prefixes) -> bytes:
    """Return ``blocks`` as Turtle; only the prefixes that are used are declared."""
    return b"".join(join([piece(blocks, prefixes)], prefixes))


def piece(blocks: Iterable[Block], prefixes: Prefixes) -> Piece:
    """Return a part of a document."""
    used: set[str] = set()

    def short(iri: str) -> str:
        name, prefix = prefixes.turtle(iri)
        if prefix is not None:
            used.add(prefix)
        return name

    parts: list[str] = []
    for subject, properties in blocks:
        if not properties:
            continue
        lines = [_node(subject, short)]
        last = len(properties) - 1
        for index, (predicate, objects) in enumerate(properties):
            verb = "a" if predicate == terms.TYPE else short(predicate)
            end = " ." if index == last else " ;"
            if len(objects) == 1:
                lines.append(f"    {verb} {_term(objects[0], short)}{end}")
            else:
                lines.append(f"    {verb}")
                lines.extend([f"        {_term(value, short)} ," for value in objects[:-1]])
                lines.append(f"        {_term(objects[-1], short)}{end}")
        parts.append("\n".join(lines) + "\n")
    return frozenset(used), "\n".join(parts).encode()


def join(pieces: Sequence[Piece], prefixes: Prefixes) -> Iterator[bytes]:
    """Yield parts as one document."""
    used = sorted(frozenset[str]().union(*(names for names, _ in pieces)))
    yield "".join(
        f"@prefix {prefix}: <{ntriples.iri(prefixes.by_prefix[prefix])}> .\n" for prefix in used
    ).encode()
    between = b"\n" if used else b""
    for _, body in pieces:
        if body:
            yield between + body
            between = b"\n"


def _node(value: Node, short: Callable[[str], str]) -> str:
    return f"_:{value}" if isinstance(value, BlankNode) else short(value)


def _term(value: Term, short: Callable[[str], str]) -> str:
    if not isinstance(value, Literal):
        return _node(value, short)
    if value.datatype == terms.INTEGER and INTEGER.match(value.value):
        return value.value
    if value.datatype == terms.BOOLEAN and value.value in {"true", "false"}:
        return value.value
    text = f'"{ntriples.escape(value.value)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{short(value.datatype)}" if value.datatype else text
