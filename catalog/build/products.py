"""Files for vendors beside the formats of a resource: schemas, source of code lists, bundles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog import formats
from catalog.build.bundle import Bundler
from catalog.build.vendors import Vendors, stems
from catalog.model.address import SOURCE, TAKEN, download_stem
from catalog.reading.requirements import requirement_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.build.requirements import Requirements
    from catalog.formats import Format
    from catalog.model.rdf import Iri
    from catalog.model.requirement import Requirement
    from catalog.reading import Catalogue

KINDS: Final = frozenset({"model", "requirement-version", "code-list"})
"""The kinds of things that there are such files of."""


@dataclass(frozen=True, slots=True)
class Product:
    """A file with its bytes; the other fields are those of ``Download``."""

    name: str
    owner: str
    format: Format
    body: bytes
    profile: str = ""


class Products:
    """Makes those files, thing by thing; pure, so that processes can share the work."""

    def __init__(self, catalogue: Catalogue, requirements: Requirements) -> None:
        self.vendors = Vendors(catalogue)
        self._catalogue = catalogue
        self._requirements = requirements
        self._bundler = Bundler(self.vendors, requirements)
        versions = requirement_versions(catalogue.outline)
        called = {
            iri: f"{whole.name}-{whole.version}"
            for of in versions.values()
            for iri in of
            if (whole := requirements.read(iri))
        }
        # A thing of the catalogue whose path is the same has files of that name.
        paths = {path.lower() for path in catalogue.outline.paths.values() if path}
        self._stems = stems(called, TAKEN | paths)

    def owners(self) -> list[Iri]:
        """Return what there may be such files of, in the order of the catalogue."""
        return [iri for iri in self._catalogue.resources if self._catalogue.kind(iri) in KINDS]

    def of(self, iri: Iri) -> list[Product]:
        """Return the files made of a thing; what can't be said in a language has none in it."""
        kind = self._catalogue.kind(iri)
        if kind == "requirement-version":
            whole = self._requirements.read(iri)
            return list(self._requirement(whole, self._stems[iri])) if whole else []
        stem = download_stem(iri, self._catalogue.link(iri).path)
        if kind == "model":
            return [
                Product(f"{stem}.{it.ending}", iri, it.format, it.body, it.profile)
                for it in self.vendors.schemas(self.vendors.model(iri))
            ]
        return [
            # Below the list's own name, since a compiler asks for a file called like the type.
            Product(f"{stem}/{path.rpartition('/')[2]}", iri, language.format, body, SOURCE)
            for language, (path, body) in self.vendors.sources(iri)
        ]

    def _requirement(self, whole: Requirement, stem: str) -> Iterator[Product]:
        documents = self._bundler.documents(whole)
        body = self._bundler.bundle(whole, stem, documents)
        yield Product(f"{stem}.{formats.BUNDLE.extension}", whole.iri, formats.BUNDLE, body)
        for it in self.vendors.schemas(whole.model):
            yield Product(f"{stem}.{it.ending}", whole.iri, it.format, it.body, it.profile)
        for lang, made in documents.items():
            for form, document in zip(
                (formats.PAGE, formats.MARKDOWN), reversed(made), strict=True
            ):
                yield Product(f"{stem}.{lang}.{form.extension}", whole.iri, form, document, lang)
