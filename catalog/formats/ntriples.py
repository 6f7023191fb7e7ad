"""N-Triples: one statement a line (RDF 1.1 N-Triples)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog.model.rdf import BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.formats.order import Block
    from catalog.model.rdf import Node, Term

ESCAPED = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
# Other controls are written as they are in no format: \u keeps a terminal and a reader safe.
_ODD = re.compile(r'[\\"\x00-\x1f\x7f]')
_ODD_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write(blocks: Iterable[Block]) -> bytes:
    """Return ``blocks`` as N-Triples."""
    lines: list[str] = []
    for subject, properties in blocks:
        start = node(subject)
        for predicate, objects in properties:
            middle = f"{start} <{iri(predicate)}> "
            lines.extend(f"{middle}{term(value)} .\n" for value in objects)
    return "".join(lines).encode()


def term(value: Term) -> str:
    """Return an object as N-Triples writes it."""
    if isinstance(value, Literal):
        text = f'"{escape(value.value)}"'
        if value.language:
            return f"{text}@{value.language}"
        return f"{text}^^<{iri(value.datatype)}>" if value.datatype else text
    return node(value)


def node(value: Node) -> str:
    """Return a subject as N-Triples writes it."""
    return f"_:{value}" if isinstance(value, BlankNode) else f"<{iri(value)}>"


def iri(value: str) -> str:
    """Return ``value`` with what may not stand between ``<`` and ``>`` escaped."""
    if _ODD_IRI.search(value):
        return _ODD_IRI.sub(lambda found: f"\\u{ord(found[0]):04X}", value)
    return value


def escape(text: str) -> str:
    """Return ``text`` as it stands between quotes."""
    if _ODD.search(text):
        return _ODD.sub(lambda found: ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04X}", text)
    return text
