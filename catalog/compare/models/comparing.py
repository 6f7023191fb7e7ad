"""Two versions of a model or a requirement into ModelChanges: pure values in, pure values out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.compare.models.codes import changes as code_changes
from catalog.compare.models.fields import changes as field_changes
from catalog.compare.models.pairs import pair_fields, pair_types
from catalog.compare.models.rules import changes as rule_changes
from catalog.model.model_changes import (
    BREAKS,
    FREE,
    IMPACTS,
    STRUCTURE,
    TOPICS,
    ModelChange,
    ModelChanges,
    Side,
)
from catalog.model.resource import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.compare.models.pairs import FieldPair, Pairs
    from catalog.model.information import InformationModel, ObjectType, Unique
    from catalog.model.requirement import Requirement

ELEMENT: Final = "element"


def compare_requirements(old: Requirement, new: Requirement) -> ModelChanges:
    """Return what differs in structure, codes and business rules, each with what it means.

    A code or a rule counts in a version where it is valid on any of the days on which the version
    applies; one that ends later than that in the new version is told with its day.
    """
    fields = _coded(old.model, new.model)
    changes = (
        *_structure(old.model, new.model),
        *code_changes(fields, old.valid, new.valid),
        *rule_changes(old, new),
    )
    return ModelChanges(_side(old), _side(new), _sorted(changes))


def compare_models(old: InformationModel, new: InformationModel) -> ModelChanges:
    """Return what differs in structure and codes, as ``compare_requirements`` does."""
    changes = (
        *_structure(old, new),
        *code_changes(_coded(old, new), old.valid, new.valid),
    )
    return ModelChanges(_side(old), _side(new), _sorted(changes))


def _sorted(changes: Iterable[ModelChange]) -> tuple[ModelChange, ...]:
    return tuple(sorted(changes, key=lambda it: (TOPICS.index(it.topic), IMPACTS.index(it.impact))))


def _side(of: InformationModel | Requirement) -> Side:
    return Side(of.iri, of.name, of.version, of.label, of.valid, of.path)


def _coded(old: InformationModel, new: InformationModel) -> list[FieldPair]:
    """Return the properties of both models that take codes in both."""
    pairs = pair_types(old, new)
    return [
        it
        for one, other in pairs.both
        for it in pair_fields(one, other, pairs).both
        if it.old.code_list and it.new.code_list
    ]


def _structure(old: InformationModel, new: InformationModel) -> Iterator[ModelChange]:
    yield from _whole(old, new)
    pairs = pair_types(old, new)
    yield from _roots(old, new, pairs)
    for kind, types in (("type-removed", pairs.gone), ("type-added", pairs.come)):
        for it in types:
            yield ModelChange(kind, STRUCTURE, FREE, type_link(it), it.name)
    syntax = new.syntax
    for one, other in pairs.both:
        yield from _type(one, other)
        fields = pair_fields(one, other, pairs)
        yield from field_changes(other, fields, syntax, pairs)
        yield from _order(other, fields.both)
        yield from _unique(one, other)


def _whole(old: InformationModel, new: InformationModel) -> Iterator[ModelChange]:
    link = Link(new.iri, new.label, "model", new.path)
    if old.syntax != new.syntax:
        yield ModelChange(
            "syntax-changed", STRUCTURE, BREAKS, link, new.name, old.syntax, new.syntax
        )
    if old.namespace != new.namespace:
        yield ModelChange(
            "namespace-changed", STRUCTURE, BREAKS, link, new.name, old.namespace, new.namespace
        )


def _roots(old: InformationModel, new: InformationModel, pairs: Pairs) -> Iterator[ModelChange]:
    """Tell with what a message may begin; in JSON, where that has no name, it is the type."""
    before = {name: it for it in old.types for name in it.roots}
    after = {name: it for it in new.types for name in it.roots}
    for name in before.keys() - after.keys() if before else ():
        yield ModelChange("root-removed", STRUCTURE, BREAKS, type_link(before[name]), name)
    for name in after.keys() - before.keys() if before else ():
        yield ModelChange("root-added", STRUCTURE, FREE, type_link(after[name]), name)
    for name in sorted(before.keys() & after.keys()):
        if pairs.new_of.get(before[name].iri) != after[name].iri:
            yield ModelChange("root-type", STRUCTURE, BREAKS, type_link(after[name]), name,
                              before[name].name, after[name].name)  # fmt: skip
    if not before and not after:
        for one, other in pairs.both:
            if one.root != other.root:
                kind, impact = ("root-removed", BREAKS) if one.root else ("root-added", FREE)
                yield ModelChange(kind, STRUCTURE, impact, type_link(other), other.name)


def _type(old: ObjectType, new: ObjectType) -> Iterator[ModelChange]:
    def change(kind: str, impact: str) -> ModelChange:
        return ModelChange(kind, STRUCTURE, impact, type_link(new), new.name, old.name, new.name)

    if old.name != new.name:
        # No message has the name of a type in it, but programs made from the schema have.
        yield change("type-renamed", FREE)
    if old.open != new.open:
        yield change("type-opened", FREE) if new.open else change("type-closed", BREAKS)
    if old.ordered != new.ordered:
        yield change("type-ordered", BREAKS) if new.ordered else change("type-unordered", FREE)


def _order(new: ObjectType, fields: Iterable[FieldPair]) -> Iterator[ModelChange]:
    """Tell where the elements that both versions have come in another order."""
    pairs = [it for it in fields if it.old.node == it.new.node == ELEMENT]
    before = [it.new.name for it in sorted(pairs, key=lambda it: it.old_place)]
    after = [it.new.name for it in sorted(pairs, key=lambda it: it.new_place)]
    if new.ordered and before != after:
        yield ModelChange(
            "order-changed", STRUCTURE, BREAKS, type_link(new), new.name,
            ", ".join(before), ", ".join(after),
        )  # fmt: skip


def _unique(old: ObjectType, new: ObjectType) -> Iterator[ModelChange]:
    before = {it.name: it for it in old.unique}
    after = {it.name: it for it in new.unique}
    for name, it in before.items():
        if name not in after:
            yield ModelChange("unique-removed", STRUCTURE, FREE, type_link(new), new.name, _by(it))
        elif _by(it) != _by(after[name]):
            yield ModelChange("unique-changed", STRUCTURE, BREAKS, type_link(new), new.name,
                              _by(it), _by(after[name]))  # fmt: skip
    for name, it in after.items():
        if name not in before:
            yield ModelChange(
                "unique-added", STRUCTURE, BREAKS, type_link(new), new.name, "", _by(it)
            )


def _by(unique: Unique) -> str:
    """Return what must be unique by the last parts of its IRIs, which versions have in common."""
    names = (it.rstrip("/").rpartition("/")[2] for it in (unique.among, *unique.by))
    among, *by = names
    return f"{among}: {', '.join(by)}"


def type_link(it: ObjectType) -> Link:
    """Return the link of a type."""
    return Link(it.iri, it.label, "type", it.path, it.name)
