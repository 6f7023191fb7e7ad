"""The reporting requirements of a catalogue, whole: stored in the Release, and compared."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from catalog.compare.models import compare_requirements
from catalog.errors import RequirementMissing
from catalog.model.address import download_stem, file_name
from catalog.model.rdf import Iri
from catalog.model.requirement_pages import RequirementVersionPage
from catalog.reading.requirements import (
    model_of_version,
    read_requirement,
    requirement_versions,
    series_of,
)
from catalog.release.requirements import INDEX, StoredRequirement

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.requirement import Requirement
    from catalog.model.resource import Resource
    from catalog.reading import Catalogue


class Requirements:
    """The versions of all requirements; each is read once, when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._outline = catalogue.outline
        self._known: dict[Iri, Requirement | None] = {}

    def read(self, iri: Iri) -> Requirement | None:
        """Return a version whole; None for one without a model, by which nothing can be judged."""
        if iri not in self._known:
            try:
                self._known[iri] = read_requirement(self._outline, iri)
            except RequirementMissing:  # the check tells of it
                self._known[iri] = None
        return self._known[iri]

    def compared(self, record: Resource) -> Resource:
        """Return a page with what differs from the version before, where it is of a version."""
        if not isinstance(record, RequirementVersionPage) or record.previous is None:
            return record
        old, new = self.read(Iri(record.previous.iri)), self.read(Iri(record.iri))
        return replace(record, changes=compare_requirements(old, new)) if old and new else record

    def write(self, folder: Path) -> None:
        """Write every version into ``folder``, and the list of them; nothing where there is none.

        Raises OSError where the disk doesn't take them.
        """
        if not self._outline.requirements:
            return
        folder.mkdir()
        listed = [
            self._stored(folder, iri, whole)
            for versions in requirement_versions(self._outline).values()
            for iri in versions
            if (whole := self.read(iri)) is not None
        ]
        (folder / INDEX).write_bytes(msgspec.json.format(msgspec.json.encode(listed), indent=2))

    def _stored(self, folder: Path, iri: Iri, whole: Requirement) -> StoredRequirement:
        body = msgspec.json.encode(whole, enc_hook=str)
        name = file_name(download_stem(iri, whole.path), "json")
        (folder / name).write_bytes(body)
        series, model = series_of(self._outline, iri), model_of_version(self._outline, iri)
        return StoredRequirement(
            name=whole.name,
            version=whole.version,
            iri=whole.iri,
            file=name,
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            label=whole.label,
            valid=whole.valid,
            path=whole.path,
            series=self._outline.link(series) if series else None,
            model=self._outline.link(model) if model else None,
            syntax=whole.model.syntax,
            rules=len(whole.rules),
            computed=sum(rule.computed for rule in whole.rules),
            examples=len(whole.examples),
        )
