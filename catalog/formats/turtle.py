"""Turtle: prefixes, then each subject with one value a line (RDF 1.1 Turtle)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog import terms
from catalog.formats import ntriples
from catalog.model.rdf import BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog.formats.order import Block
    from catalog.model.rdf import Node, Term

# Narrower than PN_LOCAL: what needs no escape and never ends in a dot.
LOCAL = re.compile(r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$")
INTEGER = re.compile(r"^(?:0|-?[1-9][0-9]*)$")


class Names:
    """IRIs to prefixed names; remembers which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.used: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        """Return ``iri`` as Turtle writes it, short where a prefix fits."""
        name = self.known.get(iri)
        if name is None:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self.namespaces.get(iri[:cut])
            if prefix is not None and LOCAL.match(iri[cut:]):
                self.used[prefix] = iri[:cut]
                name = f"{prefix}:{iri[cut:]}"
            else:
                name = f"<{ntriples.iri(iri)}>"
            if len(self.known) < 10_000:  # noqa: PLR2004 — predicates and types, not subjects
                self.known[iri] = name
        elif not name.startswith("<"):
            prefix = name.partition(":")[0]
            if prefix not in self.used:
                self.used[prefix] = iri[: len(iri) - len(name) + len(prefix) + 1]
        return name


def write(blocks: Iterable[Block], prefixes: Mapping[str, str]) -> bytes:
    """Return ``blocks`` as Turtle; only the prefixes that are used are declared."""
    names = Names(prefixes)
    parts: list[str] = []
    for subject, properties in blocks:
        if not properties:
            continue
        lines = [_node(subject, names)]
        last = len(properties) - 1
        for index, (predicate, objects) in enumerate(properties):
            verb = "a" if predicate == terms.TYPE else names(predicate)
            end = " ." if index == last else " ;"
            if len(objects) == 1:
                lines.append(f"    {verb} {_term(objects[0], names)}{end}")
            else:
                lines.append(f"    {verb}")
                lines.extend(f"        {_term(value, names)} ," for value in objects[:-1])
                lines.append(f"        {_term(objects[-1], names)}{end}")
        parts.append("\n".join(lines) + "\n")
    head = "".join(
        f"@prefix {prefix}: <{ntriples.iri(names.used[prefix])}> .\n"
        for prefix in sorted(names.used)
    )
    return "\n".join([head, *parts] if head else parts).encode()


def _node(value: Node, names: Names) -> str:
    return f"_:{value}" if isinstance(value, BlankNode) else names(value)


def _term(value: Term, names: Names) -> str:
    if not isinstance(value, Literal):
        return _node(value, names)
    if value.datatype == terms.INTEGER and INTEGER.match(value.value):
        return value.value
    if value.datatype == terms.BOOLEAN and value.value in {"true", "false"}:
        return value.value
    text = f'"{ntriples.escape(value.value)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{names(value.datatype)}" if value.datatype else text
