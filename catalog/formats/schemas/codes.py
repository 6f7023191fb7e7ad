"""Code sets: the codes that fields of a model take, each set once and with a name of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.errors import SchemaRefused
from catalog.formats.schemas.named import named_types
from catalog.model.information import AdmittedCode, Field

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.model.information import InformationModel
    from catalog.model.resource import Link, Period


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes that may be written on a day.

    ``base`` is the datatype that they are written as. Further facets of their form say nothing
    more: a code that doesn't keep to them is a fault of the list, which the check of sources tells.
    """

    name: str
    code_list: Link
    base: str
    codes: tuple[AdmittedCode, ...]


def code_sets(model: InformationModel, day: dt.date | None) -> dict[str, CodeSet]:
    """Return the set of codes of each coded field, by the field's IRI.

    Fields with the same list, datatype and codes share one. A set is named after its code list,
    with a number behind where that name is taken. Raises SchemaRefused for a list without codes.
    """
    taken = {it.name for it in model.types} | {it.name for it in named_types(model)}
    found: dict[tuple[str, str, tuple[AdmittedCode, ...]], CodeSet] = {}
    by_field = {}
    for field in (field for type_ in model.types for field in type_.fields):
        if field.code_list is None:
            continue
        if not field.codes:
            raise SchemaRefused(field.iri, reason="schema-codes", known=field.code_list.iri)
        base = field.simple_type.base if field.simple_type else "string"
        key = (field.code_list.iri, base, field.codes)
        if key not in found:
            name = _unused(_name(field.code_list.iri), taken)
            found[key] = CodeSet(name, field.code_list, base, field.codes_on(day))
        by_field[field.iri] = found[key]
    return by_field


def interval(period: Period) -> str:
    """Return a period as ISO 8601-2 writes it: ``2013-01-01/2024-12-31``, ``..`` for no end."""
    return f"{period.start or '..'}/{period.end or '..'}"


def fields_of(fields: Iterable[Field]) -> list[Field]:
    """Return those of ``fields`` that messages are made of."""
    return [field for field in fields if field.kind != "other" and field.max != 0]


def _name(iri: str) -> str:
    """Return the last part of ``iri`` as a name that XML and JSON Schema both take."""
    last = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    name = re.sub(r"[^\w.-]", "-", last)
    return name if re.match(r"[^\W\d]", name) else f"_{name}"


def _unused(name: str, taken: set[str]) -> str:
    """Return ``name`` with the first number behind it that makes it a new one; note it."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found
