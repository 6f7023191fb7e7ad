"""Which two versions somebody means, where the sources have them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.compare.models import compare_models, compare_requirements
from catalog.errors import ModelMissing, RequirementMissing
from catalog.reading.chosen import choose_model, choose_requirement
from catalog.reading.models import model_versions, read_model
from catalog.reading.requirements import (
    former_version,
    read_requirement,
    version_of,
)

if TYPE_CHECKING:
    from catalog.model.model_changes import ModelChanges
    from catalog.reading.outline import Outline


def compared_requirements(
    outline: Outline, name: str, before: str = "", after: str = ""
) -> ModelChanges:
    """Return what differs between two versions of the requirement that ``name`` names.

    Without ``after`` it is the newest version, without ``before`` the one before that. Raises
    RequirementMissing, which tells what there is.
    """
    new = choose_requirement(outline, name, after)
    old = choose_requirement(outline, name, before) if before else former_version(outline, new)
    if old is None:
        known = [version_of(outline, new)]
        raise RequirementMissing(name, reason="requirement-alone", known=known)
    return compare_requirements(read_requirement(outline, old), read_requirement(outline, new))


def compared_models(outline: Outline, name: str, before: str = "", after: str = "") -> ModelChanges:
    """Return the same of an information model. Raises ModelMissing, which tells what there is."""
    new = choose_model(outline, name, after)
    if before:
        old = choose_model(outline, name, before)
    else:
        versions = next(it for it in model_versions(outline).values() if new in it)
        older = versions[versions.index(new) + 1 :]
        if not older:
            raise ModelMissing(name, reason="model-alone", known=[read_model(outline, new).version])
        old = older[0]
    return compare_models(read_model(outline, old), read_model(outline, new))
