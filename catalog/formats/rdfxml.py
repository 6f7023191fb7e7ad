"""RDF/XML: one ``rdf:Description`` a subject (RDF 1.1 XML Syntax)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog import terms
from catalog.model.rdf import BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Iri, Term

# XML 1.0 §2.3 without the rarer ranges: a namespace is cut so that the rest is an NCName.
NAME = re.compile(r"[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff][\w.\-\u00b7]*$")
# XML 1.0 §2.2: these can't be written in a document at all, not even as a reference.
IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f&<>\ufffe\uffff]")


class Unwritable(ValueError):
    """A statement that RDF/XML has no way to say; the message is the IRI or the text."""


class Tags:
    """Predicates to qualified names; a namespace gets a prefix when it is first met."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.prefixes = prefixes.by_namespace
        self.used: dict[str, str] = {"rdf": terms.RDF}
        self.known: dict[str, str] = {}

    def __call__(self, predicate: Iri) -> str:
        """Return the element name. Raises Unwritable where the IRI ends in no XML name."""
        tag = self.known.get(predicate)
        if tag is None:
            local = NAME.search(predicate)
            if local is None or local.start() == 0:
                raise Unwritable(predicate)
            namespace = predicate[: local.start()]
            prefix = self.prefixes.get(namespace)
            if not prefix or self.used.get(prefix, namespace) != namespace:
                prefix = next(
                    (name for name, known in self.used.items() if known == namespace),
                    f"ns{len(self.used)}",
                )
            self.used[prefix] = namespace
            tag = self.known[predicate] = f"{prefix}:{local[0]}"
        return tag


def write(blocks: Iterable[Block], prefixes: Prefixes) -> bytes:
    """Return ``blocks`` as RDF/XML.

    Raises Unwritable for a predicate without an XML name or a control character in a literal.
    """
    tags = Tags(prefixes)
    lines: list[str] = []
    for subject, properties in blocks:
        if not properties:
            continue
        if isinstance(subject, BlankNode):
            lines.append(f'  <rdf:Description rdf:nodeID="{subject}">\n')
        else:
            lines.append(f'  <rdf:Description rdf:about="{_attribute(subject)}">\n')
        for predicate, objects in properties:
            tag = tags(predicate)
            lines.extend(f"    {_property(tag, value)}\n" for value in objects)
        lines.append("  </rdf:Description>\n")
    spaces = "".join(
        f'\n  xmlns:{prefix}="{_attribute(tags.used[prefix])}"' for prefix in sorted(tags.used)
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    return (head + "".join(lines) + "</rdf:RDF>\n").encode()


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
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
