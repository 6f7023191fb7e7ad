"""An example as the bytes of a message: XML, or JSON for a model of JSON."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import TYPE_CHECKING

from catalog.errors import ExampleRefused
from catalog.formats.examples.tree import Part, grow
from catalog.formats.rdfxml import IMPOSSIBLE
from catalog.formats.schemas.json_values import BASES
from catalog.formats.schemas.xsd import NAME
from catalog.model.information import ATTRIBUTE, JSON, XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.information import Field, InformationModel, ObjectType

WITHOUT_DAYS = dt.date(2000, 1, 1)
"""For a model that knows no day at all."""


def example(model: InformationModel, day: dt.date | None = None, *, minimal: bool = False) -> bytes:
    """Return a message of ``model``, with codes that are valid on ``day`` and dates of that day.

    Without a day it is the first on which the model applies, or its codes do. A ``minimal`` one has
    only what must be there. The same model gives the same bytes. Raises ExampleRefused where no
    message can be made, as for a model that says nothing of how it is written.
    """
    roots = [it for it in model.types if it.root]
    if not roots:
        raise ExampleRefused(model.iri, reason="schema-root", known=model.name)
    return example_of(model, roots[0].iri, day, minimal=minimal)


def example_of(
    model: InformationModel, iri: str, day: dt.date | None = None, *, minimal: bool = False
) -> bytes:
    """Return the part of a message that is of the type ``iri``, as ``example`` does.

    In XML it is an element as a message has it: by the name of the first role that leads to it.
    """
    if model.syntax not in {JSON, XML}:
        raise ExampleRefused(model.iri, reason="example-syntax", known=model.syntax or "–")
    start = model.by_iri().get(iri)
    if start is None:
        raise ExampleRefused(model.iri, reason="schema-target", known=iri)
    part = grow(model, start, day or day_for(model), day, full=not minimal)
    if model.syntax == JSON:
        return (json.dumps(_object(part), ensure_ascii=False, indent=2) + "\n").encode()
    root = _element(part, element_name(model, start))
    if model.namespace:
        # First of the attributes, as people write it.
        root.attrib = {"xmlns": model.namespace, **root.attrib}
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def day_for(model: InformationModel) -> dt.date:
    """Return the day that an example is made for where none is asked for."""
    starts = {code.valid.start for it in model.types for one in it.fields for code in one.codes}
    for start in (model.valid.start, max(starts, default="")):
        try:
            return dt.date.fromisoformat(start)
        except ValueError:
            continue
    return WITHOUT_DAYS


def element_name(model: InformationModel, type_: ObjectType) -> str:
    """Return the name of the element that a part of this type is."""
    if type_.roots:
        return type_.roots[0]
    named = (
        it.name
        for other in model.types
        for it in other.fields
        if it.target and it.target.iri == type_.iri
    )
    return next(named, type_.name)


def _element(part: Part, name: str) -> ET.Element:
    made = ET.Element(_name(name, part.type_.iri))
    for it, held in part.contents:
        if it.node == ATTRIBUTE and (it.many or it.target):
            raise ExampleRefused(it.iri, reason="schema-attribute", known=it.name)
        for one in held:
            if isinstance(one, Part):
                made.append(_element(one, it.name))
            elif IMPOSSIBLE.search(one):
                raise ExampleRefused(it.iri, reason="schema-sign", known=ascii(one))
            elif it.node == ATTRIBUTE:
                made.set(_name(it.name, it.iri), one)
            else:
                ET.SubElement(made, _name(it.name, it.iri)).text = one
    return made


def _name(name: str, iri: str) -> str:
    if not NAME.fullmatch(name):
        raise ExampleRefused(iri, reason="schema-name", known=name)
    return name


def _object(part: Part) -> dict[str, object]:
    made: dict[str, object] = {}
    for it, held in part.contents:
        if it.name in made:
            raise ExampleRefused(it.iri, reason="schema-name-taken", known=it.name)
        values = list(_values(it, held))
        made[it.name] = values if it.many else values[0]
    return made


def _values(it: Field, held: tuple[Part | str, ...]) -> Iterator[object]:
    for one in held:
        yield _object(one) if isinstance(one, Part) else _value(it, one)


def _value(it: Field, text: str) -> object:
    """Return a value as JSON has it: texts, numbers and truth are told apart there."""
    if it.code_list or it.simple_type is None:
        return text
    form = BASES.get(it.simple_type.base, {}).get("type")
    if form == "boolean":
        return text in {"true", "1"}
    if form in {"integer", "number"}:
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return text
