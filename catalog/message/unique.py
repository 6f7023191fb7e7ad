"""Uniqueness: keys that two elements have, where no two may (XML Schema part 1, §3.11)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from catalog.model.information import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from catalog.message.parts import Parts, TypeParts
    from catalog.model.information import Field, Unique

BOOLEANS: Final = {"1": "true", "0": "false"}
NUMBERS: Final = frozenset({"decimal", "integer", "int", "long", "short", "byte"})


def repeated_keys(
    element: etree._Element, made: TypeParts, parts: Parts
) -> Iterator[tuple[Unique, etree._Element, str]]:
    """Yield each child of ``element`` with a key that one before it has, and the key as text."""
    for unique in made.type.unique:
        seen: set[tuple[str, ...]] = set()
        fields = [parts.fields[iri] for iri in unique.by]
        for child in element.iterchildren(parts.tag(parts.fields[unique.among].name)):
            key = tuple(_value(child, it, parts) for it in fields)
            if None in key:
                continue
            whole = tuple(it for it in key if it is not None)
            if whole in seen:
                yield unique, child, ", ".join(whole)
            seen.add(whole)


def _value(element: etree._Element, it: Field, parts: Parts) -> str | None:
    """Return what a value is compared by; None where there is none."""
    if it.node == ATTRIBUTE:
        text = element.get(it.name)
    else:
        found = element.find(parts.tag(it.name))
        text = None if found is None else found.text or ""
    if text is None:
        return None
    base = it.simple_type.base if it.simple_type else "string"
    if base == "string":
        return str(text)
    text = " ".join(text.split())
    if base == "boolean":
        return BOOLEANS.get(text, text)
    if base in NUMBERS:
        try:
            return str(Decimal(text).normalize())
        except InvalidOperation:
            return text
    return text
