"""The form of a value in words: how often it stands, its datatype, and what its text keeps to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.formats.document.blocks import Span

if TYPE_CHECKING:
    from catalog.formats.document.blocks import Cell
    from catalog.formats.document.speaker import Speaker
    from catalog.model.information import Facets, Field, SimpleType


def occurrence(field: Field, say: Speaker) -> str:
    """Return how often a property stands: ``1``, ``0–1``, ``1 or more``."""
    if field.max is None:
        return say("or-more", n=field.min)
    return str(field.min) if field.min == field.max else f"{field.min}–{field.max}"


def form_of(field: Field, say: Speaker) -> list[Cell]:
    """Return what the value of a property is, a dash where the model doesn't say."""
    return simple_form(field.simple_type, say) if field.simple_type else [(Span("–"),)]


def simple_form(simple: SimpleType, say: Speaker) -> list[Cell]:
    """Return a simple type: its name, its datatype and its facets."""
    told: list[Cell] = []
    if simple.shared and simple.name and simple.name != simple.base:
        told.append((Span(simple.name, code=True),))
    told.append((Span(simple.base, code=True),))
    told += _facets(simple.facets, say)
    return told


def _facets(facets: Facets, say: Speaker) -> list[Cell]:
    """Return what a text keeps to (XML Schema part 2, §4.3)."""
    numbers = {
        "length": facets.length,
        "min-length": facets.min_length,
        "max-length": facets.max_length,
        "total-digits": facets.total_digits,
        "fraction-digits": facets.fraction_digits,
    }
    bounds = {
        "min-inclusive": facets.min_inclusive,
        "min-exclusive": facets.min_exclusive,
        "max-inclusive": facets.max_inclusive,
        "max-exclusive": facets.max_exclusive,
    }
    told: list[Cell] = [
        (Span(say(f"facets.{name}", n=number)),)
        for name, number in numbers.items()
        if number is not None
    ]
    told += [(Span(say(f"facets.{name}", value=value)),) for name, value in bounds.items() if value]
    if facets.pattern:
        told.append((Span(say("facets.pattern") + " "), Span(facets.pattern, code=True)))
    return told
