"""What became of the properties of a type: presence, number, form and values."""

from __future__ import annotations

from dataclasses import fields as facets_of
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from catalog.model.information import ATTRIBUTE, JSON, Facets
from catalog.model.model_changes import BREAKS, FREE, LOOK, STRUCTURE, ModelChange
from catalog.model.resource import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.compare.models.pairs import FieldPair, FieldPairs, Pairs
    from catalog.model.information import Field, ObjectType, SimpleType

NOTHING: Final = "–"
"""What stands for a value that there is none of."""
LOWEST: Final = frozenset({"min_length", "min_inclusive", "min_exclusive"})
HIGHEST: Final = frozenset(
    {"max_length", "max_inclusive", "max_exclusive", "total_digits", "fraction_digits"}
)
WIDER: Final = {"integer": frozenset({"decimal"})}
"""Datatypes whose every value is one of others, besides ``anyType`` and, in XML, ``string``."""


def changes(
    owner: ObjectType, fields: FieldPairs, syntax: str, types: Pairs
) -> Iterator[ModelChange]:
    """Tell of every property of ``owner``, the type as it is now."""
    for it in fields.gone:
        # Where anything may stand, what the model no longer tells of may still stand.
        yield _change("property-removed", FREE if owner.open else BREAKS, owner, it)
    for it in fields.come:
        required = it.min > 0
        kind = "property-added-required" if required else "property-added"
        yield _change(kind, BREAKS if required else FREE, owner, it, "", _times(it))
    for pair in fields.both:
        yield from _both(pair, syntax, types)


def property_link(owner: ObjectType, field: Field) -> Link:
    """Return the link of a property."""
    return Link(field.iri, field.label, "property", field.path, f"{owner.name}/{field.name}")


def place_of(owner: ObjectType, field: Field) -> str:
    """Return what programs call a property: ``MeldingType/@StartDato``."""
    return f"{owner.name}/{'@' if field.node == ATTRIBUTE else ''}{field.name}"


def called(link: Link) -> str:
    """Return what programs call a thing: its notation, else the last part of its IRI."""
    return link.notation or link.iri.rstrip("/").rpartition("/")[2]


def _both(pair: FieldPair, syntax: str, types: Pairs) -> Iterator[ModelChange]:
    old, new = pair.old, pair.new
    if old.name != new.name:
        yield _change("property-renamed", BREAKS, pair.owner, new, old.name, new.name)
    if old.node != new.node:
        yield _change("property-node", BREAKS, pair.owner, new, old.node, new.node)
    yield from _number(pair, syntax)
    if old.kind != new.kind:
        yield _change("property-kind", BREAKS, pair.owner, new, old.kind, new.kind)
    elif old.code_list or new.code_list:
        yield from _coded(pair)
    elif old.simple_type and new.simple_type:
        yield from _values(pair, old.simple_type, new.simple_type, syntax)
    if old.target and new.target and types.new_of.get(old.target.iri) != new.target.iri:
        yield _change(
            "property-type", BREAKS, pair.owner, new, called(old.target), called(new.target)
        )


def _coded(pair: FieldPair) -> Iterator[ModelChange]:
    """Tell where the codes come from now, and on which day they must be valid."""
    old, new = pair.old, pair.new
    if old.code_list and new.code_list:
        if old.code_list.iri != new.code_list.iri:
            yield _change(
                "property-code-list",
                LOOK,
                pair.owner,
                new,
                called(old.code_list),
                called(new.code_list),
            )
        if _names(old.valid_on) != _names(new.valid_on):
            yield _change(
                "property-valid-on",
                LOOK,
                pair.owner,
                new,
                _names(old.valid_on),
                _names(new.valid_on),
            )
    elif new.code_list:
        yield _change("property-coded", BREAKS, pair.owner, new, "", called(new.code_list))
    elif old.code_list:
        yield _change("property-uncoded", LOOK, pair.owner, new, called(old.code_list))


def _number(pair: FieldPair, syntax: str) -> Iterator[ModelChange]:
    """Tell how often it may or must stand now."""
    old, new, owner = pair.old, pair.new, pair.owner
    before, after = _times(old), _times(new)
    if syntax == JSON and old.many != new.many:
        kind = "property-array" if new.many else "property-single"
        yield _change(kind, BREAKS, owner, new, before, after)
    if not old.min and new.min:
        yield _change("property-required", BREAKS, owner, new, before, after)
    elif old.min and not new.min:
        yield _change("property-optional", FREE, owner, new, before, after)
    elif old.min != new.min:
        fewer = new.min < old.min
        kind, impact = ("property-more", FREE) if fewer else ("property-fewer", BREAKS)
        yield _change(kind, impact, owner, new, before, after)
    if old.max != new.max and not (syntax == JSON and old.many != new.many):
        more = new.max is None or (old.max is not None and new.max > old.max)
        kind, impact = ("property-more", FREE) if more else ("property-fewer", BREAKS)
        yield _change(kind, impact, owner, new, before, after)


def _values(
    pair: FieldPair, old: SimpleType, new: SimpleType, syntax: str
) -> Iterator[ModelChange]:
    """Tell which texts are taken now (XML Schema part 2, §4.3)."""
    if old.base != new.base:
        wider = new.base in WIDER.get(old.base, ()) or new.base == "anyType"
        wider = wider or (new.base == "string" and syntax != JSON)
        kind, impact = ("property-widened", FREE) if wider else ("property-datatype", BREAKS)
        yield _change(kind, impact, pair.owner, pair.new, old.base, new.base)
    for facet in facets_of(Facets):
        one, other = getattr(old.facets, facet.name), getattr(new.facets, facet.name)
        if one == other:
            continue
        before, after = _facet(facet.name, one), _facet(facet.name, other)
        wider = _is_wider(facet.name, one, other)
        kind, impact = ("property-widened", FREE) if wider else ("property-narrowed", BREAKS)
        yield _change(kind, impact, pair.owner, pair.new, before, after)


def _is_wider(name: str, old: int | str | None, new: int | str | None) -> bool:
    """Tell whether a facet takes all that it took; of a pattern only none surely does."""
    if new is None or new == "":
        return True
    if old is None or old == "" or name not in LOWEST | HIGHEST:
        return False
    try:
        one, other = Decimal(old), Decimal(new)
    except InvalidOperation:
        return False
    return other < one if name in LOWEST else other > one


def _facet(name: str, value: int | str | None) -> str:
    first, *rest = name.split("_")
    told = "" if value is None else str(value)
    return f"{first}{''.join(map(str.capitalize, rest))} {told}" if told else NOTHING


def _names(iris: tuple[str, ...]) -> str:
    """Return the last two parts of IRIs, which versions have in common: type and property."""
    return ", ".join("/".join(it.split("/")[-2:]) for it in iris) or NOTHING


def _times(field: Field) -> str:
    return f"{field.min}..{'*' if field.max is None else field.max}"


def _change(kind: str, impact: str, owner: ObjectType, field: Field, *values: str) -> ModelChange:
    """Return a change of a property; ``values`` are the one before and the one after."""
    link = property_link(owner, field)
    before, after = (*values, "", "")[:2]
    return ModelChange(kind, STRUCTURE, impact, link, place_of(owner, field), before, after)
