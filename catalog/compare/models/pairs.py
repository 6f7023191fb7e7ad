"""Which type and property of a model is which of its other version: by name, not by IRI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.information import Field, InformationModel, ObjectType


@dataclass(frozen=True, slots=True)
class Pairs:
    """The types of both versions, those of the old alone and those of the new alone.

    ``new_of`` gives the IRI of the type that the old one with an IRI has become.
    """

    both: tuple[tuple[ObjectType, ObjectType], ...]
    gone: tuple[ObjectType, ...]
    come: tuple[ObjectType, ...]
    new_of: dict[str, str]


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A property as it was and as it is, the types that it is of, and its places in them."""

    old: Field
    new: Field
    owner: ObjectType
    old_place: int
    new_place: int


@dataclass(frozen=True, slots=True)
class FieldPairs:
    """The properties of a type in both versions, and those of one alone."""

    both: tuple[FieldPair, ...]
    gone: tuple[Field, ...]
    come: tuple[Field, ...]


def pair_types(old: InformationModel, new: InformationModel) -> Pairs:
    """Return which type is which: of the same name; else where the same property leads to it.

    The order is that of the new version.
    """
    ours = _first(new.types)
    found = {it.iri: ours[name] for name, it in _first(old.types).items() if name in ours}
    taken = {it.iri for it in found.values()}
    left = {it.iri: it for it in old.types if it.iri not in found}
    fresh = {it.iri: it for it in new.types if it.iri not in taken}
    known = old.by_iri()

    def match(one: str | None, other: str | None) -> None:
        if one in left and other in fresh:
            found[one] = fresh.pop(other)
            del left[one]
            waiting.append(one)

    waiting = list(found)
    roots = {name: it.iri for it in new.types for name in it.roots}
    for it in old.types:
        for name in it.roots:
            match(it.iri, roots.get(name))
    for iri in waiting:  # grows while it is walked
        targets = {it.name: it.target.iri for it in found[iri].fields if it.target}
        for field in known[iri].fields:
            if field.target:
                match(field.target.iri, targets.get(field.name))
    back = {it.iri: iri for iri, it in found.items()}
    return Pairs(
        both=tuple((known[back[it.iri]], it) for it in new.types if it.iri in back),
        gone=tuple(left.values()),
        come=tuple(fresh.values()),
        new_of={iri: it.iri for iri, it in found.items()},
    )


def pair_fields(old: ObjectType, new: ObjectType, types: Pairs) -> FieldPairs:
    """Return which property is which: of one name, or of another name and the same meaning."""
    places = {it.iri: place for place, it in enumerate(old.fields)}
    left = list(old.fields)
    found: dict[str, Field] = {}

    def match(field: Field, candidates: list[Field]) -> None:
        if len(candidates) == 1:
            found[field.iri] = candidates[0]
            left.remove(candidates[0])

    for field in new.fields:
        same = [it for it in left if it.name == field.name]
        match(field, [it for it in same if it.node == field.node][:1] or same[:1])
    for field in new.fields:
        if field.iri not in found:
            alike = [it for it in left if _alike(it, field, types)]
            rivals = [
                it
                for it in new.fields
                if it.iri not in found and any(_alike(one, it, types) for one in alike)
            ]
            match(field, alike if rivals == [field] else [])
    return FieldPairs(
        both=tuple(
            FieldPair(found[it.iri], it, new, places[found[it.iri].iri], place)
            for place, it in enumerate(new.fields)
            if it.iri in found
        ),
        gone=tuple(left),
        come=tuple(it for it in new.fields if it.iri not in found),
    )


def _alike(old: Field, new: Field, types: Pairs) -> bool:
    """Tell whether a property of another name may be the same: its form, content and meaning."""
    if (old.kind, old.node) != (new.kind, new.node):
        return False
    if old.target or new.target:
        same = bool(old.target and new.target) and (
            types.new_of.get(old.target.iri if old.target else "")
            == (new.target.iri if new.target else None)
        )
    elif old.code_list or new.code_list:
        same = (old.code_list and old.code_list.iri) == (new.code_list and new.code_list.iri)
    else:
        same = (old.simple_type and old.simple_type.base) == (
            new.simple_type and new.simple_type.base
        )
    told = set(old.label) & set(new.label)
    return same and (bool(told) or bool(old.concept and old.concept == new.concept))


def _first(types: Iterable[ObjectType]) -> dict[str, ObjectType]:
    """Return types by name; a name that stands twice, which is a fault, is its first one's."""
    found: dict[str, ObjectType] = {}
    for it in types:
        found.setdefault(it.name, it)
    return found
