"""Named types: the simple types of a model that its schema defines once, for all to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.model.information import Facets

if TYPE_CHECKING:
    from catalog.model.information import InformationModel, SimpleType

NO_FACETS: Final = Facets()


def is_named(simple: SimpleType) -> bool:
    """Tell whether a simple type is a definition of its own: shared, and more than a datatype."""
    return simple.shared and simple.facets != NO_FACETS


def named_types(model: InformationModel) -> list[SimpleType]:
    """Return the simple types to define: those the model lists, then others that values have."""
    used = (
        field.simple_type
        for type_ in model.types
        for field in type_.fields
        # Codes are written by their list alone.
        if field.simple_type is not None and field.code_list is None
    )
    found = {simple.iri: simple for simple in (*model.simple_types, *used) if is_named(simple)}
    return list(found.values())
