"""Small models and codes that the tests of comparing share."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog.compare.models import compare_models
from catalog.model.information import (
    AdmittedCode,
    Facets,
    Field,
    InformationModel,
    ObjectType,
    SimpleType,
)
from catalog.model.resource import Link, Period
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.model.model_changes import ModelChanges

BASE = "https://id.example.org/"
LIST = Link(f"{BASE}colours", (LangString("Colours", "en"),), "code-list", "colours")


def text(**facets: Any) -> SimpleType:
    """Return a simple type of texts."""
    return SimpleType(f"{BASE}t", "t", facets=Facets(**facets))


def attribute(name: str = "a", version: str = "1", **more: Any) -> Field:
    """Return an attribute of the type ``Root``."""
    told: dict[str, Any] = {"min": 0, "max": 1, "node": "attribute", "simple_type": text(), **more}
    return Field(f"{BASE}{version}/Root/{name}", "attribute", name, **told)


def role(name: str, target: str, version: str = "1", **more: Any) -> Field:
    """Return a role of the type ``Root``."""
    link = Link(f"{BASE}{version}/{target}", notation=target)
    told: dict[str, Any] = {"min": 0, "max": 1, "node": "element", "target": link, **more}
    return Field(f"{BASE}{version}/Root/{name}", "role", name, **told)


def type_of(name: str, *fields: Field, version: str = "1", **more: Any) -> ObjectType:
    """Return a type."""
    return ObjectType(f"{BASE}{version}/{name}", name, fields=fields, **more)


def model(
    *fields: Field,
    version: str = "1",
    types: Sequence[ObjectType] = (),
    **more: Any,
) -> InformationModel:
    """Return a model whose root has ``fields`` in their order."""
    more = {"syntax": "xml", **more}
    placed = tuple(dataclasses.replace(it, position=n) for n, it in enumerate(fields, start=1))
    root = type_of("Root", *placed, version=version, root=True, roots=("root",),
                   **more.pop("root", {}))  # fmt: skip
    return InformationModel(f"{BASE}{version}", "m", version, types=(root, *types), **more)


def told(changes: ModelChanges) -> list[tuple[str, str, str]]:
    """Return changes in short."""
    return [(it.kind, it.impact, it.place) for it in changes.changes]


def one(old: Field, new: Field, **more: Any) -> tuple[str, str, str, str]:
    """Return the one change between models of one property."""
    [change] = compare_models(model(old, **more), model(new, version="2", **more)).changes
    return change.kind, change.impact, change.before, change.after


def code(notation: str, start: str = "", end: str = "", **more: Any) -> AdmittedCode:
    """Return a code that is valid between two days."""
    label = (LangString(more.pop("label", notation), "en"),)
    return AdmittedCode(f"{BASE}{notation}", notation, label, valid=Period(start, end), **more)


def coded(*codes: AdmittedCode, **more: Any) -> Field:
    """Return an attribute that takes ``codes``."""
    return attribute(simple_type=None, code_list=LIST, codes=codes, **more)


def codes_told(
    old: tuple[AdmittedCode, ...], new: tuple[AdmittedCode, ...], one: Period, other: Period
) -> list[tuple[str, str, str, list[str]]]:
    """Return what became of codes between versions that apply at these times."""
    changes = compare_models(
        model(coded(*old), valid=one), model(coded(*new, version="2"), version="2", valid=other)
    )
    return [
        (it.kind, it.impact, it.day, [code.notation for code in it.codes]) for it in changes.changes
    ]
