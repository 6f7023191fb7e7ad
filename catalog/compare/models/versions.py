"""Which versions of models and requirements are compared where two versions of a catalogue are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.compare.models import compare_models, compare_requirements
from catalog.reading.models import model_versions, read_model
from catalog.reading.requirements import model_of_version, read_requirement, requirement_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.model.model_changes import ModelChanges
    from catalog.model.rdf import Iri
    from catalog.reading.outline import Outline

CONCERNED: Final = frozenset(
    {"model", "type", "property", "code-list", "code", "requirement-version", "business-rule",
     "thing"}
)  # fmt: skip
"""Kinds of things whose change may change what a message must be like."""


def changed_models(before: Outline, after: Outline) -> tuple[ModelChanges, ...]:
    """Return what changed in each requirement and each other model, where anything did.

    What both know is compared with itself, a version that is new with the one before it.
    """
    told: set[Iri] = set()
    found: list[ModelChanges] = []
    for versions in requirement_versions(after).values():
        whole = [it for it in versions if model_of_version(after, it)]
        for outline, old, new in _pairs(before, after, whole):
            model = model_of_version(outline, old)
            if model is not None:
                one, other = read_requirement(outline, old), read_requirement(after, new)
                found.append(compare_requirements(one, other))
                told.update(
                    it for it in (model_of_version(after, new),) if it and outline is before
                )
    for versions in model_versions(after).values():
        for outline, old, new in _pairs(before, after, versions):
            if new not in told:
                found.append(compare_models(read_model(outline, old), read_model(after, new)))
    return tuple(it for it in found if it.changes)


def _pairs(
    before: Outline, after: Outline, versions: Iterable[Iri]
) -> Iterator[tuple[Outline, Iri, Iri]]:
    """Yield with what each version, newest first, is compared: its outline, its IRI, and it."""
    listed = list(versions)
    for place, iri in enumerate(listed):
        if iri in before.kinds:
            yield before, iri, iri
        elif place + 1 < len(listed):
            yield after, listed[place + 1], iri
