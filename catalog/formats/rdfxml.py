"""RDF/XML: one ``rdf:Description`` a subject (RDF 1.1 XML Syntax)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.rdf import BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Term

# XML 1.0 §2.2: these can't be written in a document at all, not even as a reference.
IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
QUOTED = re.compile(r"[\x00-\x1f&<>\"\ufffe\uffff]")
SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f&<>\ufffe\uffff]")


class Unwritable(ValueError):
    """A statement that RDF/XML has no way to say; the message is the IRI or the text."""


Piece = tuple[frozenset[tuple[str, str]], bytes]
"""The prefixes and namespaces that a part of a document uses, and its elements."""


def write(blocks: Iterable[Block], prefixes: Prefixes) -> bytes:
    """Return ``blocks`` as RDF/XML.

    Raises Unwritable for a predicate without an XML name or a control character in a literal.
    """
    return b"".join(join([piece(blocks, prefixes)]))


def piece(blocks: Iterable[Block], prefixes: Prefixes) -> Piece:
    """Return a part of a document. Raises Unwritable as ``write`` does."""
    used: set[tuple[str, str]] = set()
    lines: list[str] = []
    for subject, properties in blocks:
        if not properties:
            continue
        if isinstance(subject, BlankNode):
            lines.append(f'  <rdf:Description rdf:nodeID="{subject}">\n')
        else:
            lines.append(f'  <rdf:Description rdf:about="{_attribute(subject)}">\n')
        for predicate, objects in properties:
            name = prefixes.xml(predicate)
            if name is None:
                raise Unwritable(predicate)
            used.add(name[1:])
            tag = name[0]
            lines.extend([f"    {_property(tag, value)}\n" for value in objects])
        lines.append("  </rdf:Description>\n")
    return frozenset(used), "".join(lines).encode()


def join(pieces: Sequence[Piece]) -> Iterator[bytes]:
    """Yield parts as one document."""
    used = {("rdf", terms.RDF)}.union(*(names for names, _ in pieces))
    spaces = "".join(
        f'\n  xmlns:{prefix}="{_attribute(namespace)}"' for prefix, namespace in sorted(used)
    )
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode()
    for _, body in pieces:
        yield body
    yield b"</rdf:RDF>\n"


def _property(tag: str, value: Term) -> str:
    if isinstance(value, Literal):
        if value.language:
            start = f'{tag} xml:lang="{value.language}"'
        elif value.datatype:
            start = f'{tag} rdf:datatype="{_attribute(value.datatype)}"'
        else:
            start = tag
        return f"<{start}>{_text(value.value)}</{tag}>"
    if isinstance(value, BlankNode):
        return f'<{tag} rdf:nodeID="{value}"/>'
    return f'<{tag} rdf:resource="{_attribute(value)}"/>'


def _text(text: str) -> str:
    if not SPECIAL.search(text):
        return text
    if IMPOSSIBLE.search(text):
        raise Unwritable(text)
    # A bare CR would be read as a line feed (XML 1.0 §2.11).
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    )


def _attribute(text: str) -> str:
    if not QUOTED.search(text):
        return text
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
