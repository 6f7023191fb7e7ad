"""Parts: an information model as whoever walks through a message needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog.formats.schemas.codes import fields_of
from catalog.model.information import ATTRIBUTE, XML

if TYPE_CHECKING:
    from catalog.model.information import Field, InformationModel, ObjectType


@dataclass(slots=True)
class TypeParts:
    """What an ObjectType is made of; elements by their tag, which in XML has the namespace."""

    type: ObjectType
    attributes: dict[str, Field] = field(default_factory=dict)
    elements: dict[str, Field] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    children: dict[str, TypeParts] = field(default_factory=dict)
    """The types of the elements that have parts."""


@dataclass(slots=True)
class Parts:
    """A whole model; a type whose parts go round in a circle is one value that leads to itself."""

    namespace: str
    types: dict[str, TypeParts]
    roots: dict[str, TypeParts]
    fields: dict[str, Field]

    def tag(self, name: str) -> str:
        """Return the name of an element with the model's namespace, as lxml writes it."""
        return f"{{{self.namespace}}}{name}" if self.namespace else name


def parts_of(model: InformationModel) -> Parts:
    """Return the parts of a model that a schema could be made of."""
    xml = model.syntax == XML
    parts = Parts(model.namespace if xml else "", {}, {}, {})
    parts.types = {it.iri: TypeParts(it) for it in model.types}
    for made in parts.types.values():
        for it in fields_of(made.type.fields):
            parts.fields[it.iri] = it
            if xml and it.node == ATTRIBUTE:
                made.attributes[it.name] = it
                continue
            tag = parts.tag(it.name)
            made.order[tag] = len(made.order)
            made.elements[tag] = it
            if it.target:
                made.children[tag] = parts.types[it.target.iri]
        if xml:
            parts.roots |= {parts.tag(name): made for name in made.type.roots}
        elif made.type.root:
            parts.roots[made.type.name] = made
    return parts
