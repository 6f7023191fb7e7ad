"""What the build itself tells of a catalogue, as statements: its files and its API (DCAT-AP-NO).

What the sources say of the same thing stands: only what they leave open is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import formats, terms
from catalog.formats import BY_PROFILE, FILES_BY_NAME
from catalog.model.dataset import Offer
from catalog.model.rdf import Iri, Literal, iris
from catalog.model.resource import Period
from catalog.reading.models import technical_name
from catalog.reading.requirements import requirement_versions
from catalog.reading.values import day
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog.model.dataset import Download
    from catalog.model.rdf import Graph, Node, Properties, Term
    from catalog.model.resource import Resource
    from catalog.reading import Catalogue

Statements = dict["Node", "Properties"]
"""Statements by subject."""

FILE_TYPES: Final = {
    formats.TURTLE.name: "RDF_TURTLE",
    formats.JSON_LD.name: "JSON_LD",
    formats.N_TRIPLES.name: "RDF_N_TRIPLES",
    formats.RDF_XML.name: "RDF_XML",
    formats.JSON.name: "JSON",
    formats.JSKOS.name: "JSON",
    formats.CSV.name: "CSV",
    formats.XLSX.name: "XLSX",
    formats.ZIP.name: "ZIP",
    formats.BUNDLE.name: "ZIP",
    formats.XML_SCHEMA.name: "SCHEMA_XML",
    formats.JSON_SCHEMA.name: "JSON",
    formats.PAGE.name: "HTML",
    **dict.fromkeys(
        (form.name for form in formats.FILES if form.media_type in {"text/plain", "text/markdown"}),
        "TXT",
    ),
}
"""The EU's code for each of our formats (authority table file-type)."""
CONCEPTS: Final = frozenset({"concept", "collection"})
CODES: Final = frozenset({"code", "code-list"})
ADDED: Final = frozenset({terms.HAS_DISTRIBUTION, terms.HAS_SERVICE})
"""Where what is told here stands beside what the sources say."""
COPIED: Final = (
    terms.TITLE, terms.DESCRIPTION, terms.PUBLISHER, terms.CREATOR, terms.CONTACT_POINT,
    terms.LICENSE, terms.LANGUAGE,
)  # fmt: skip
"""What a thing that nobody describes has in common with the catalogue that it belongs to."""


class Publication:
    """The statements about what a Release offers, beside those of the sources."""

    def __init__(self, catalogue: Catalogue, downloads: Iterable[Download] = ()) -> None:
        self.origin = catalogue.settings.public_url.rstrip("/")
        self._catalogue = catalogue
        self._made: Statements = {}
        self._parts: dict[Iri, list[Iri]] = {}
        self._files = files = _by_owner(downloads)
        self._listed_in = _listed_in(catalogue)
        if not files:
            return  # a draft, which offers nothing
        for iri in (*ours(catalogue, "dataset"), *ours(catalogue, "requirement-version")):
            self._dataset(iri, files.get(iri, []))
        for iri in ours(catalogue, "catalog"):
            self._service(iri)
        for iri in ours(catalogue, "requirement"):
            self._series(iri)

    @property
    def made(self) -> Mapping[Node, Properties]:
        """Return what is told here."""
        return self._made

    def said(self, node: Node) -> Properties:
        """Return what the sources say of ``node`` and, where they leave it open, what we tell."""
        authored = self._catalogue.graph.about(node)
        made = self._made.get(node)
        if not made:
            return authored
        both = {
            predicate: list(dict.fromkeys([*authored.get(predicate, ()), *made[predicate]]))
            for predicate in made.keys() & ADDED
        }
        return {**made, **authored, **both}

    def described(self, iri: Iri) -> list[Node]:
        """Return the subjects that documents of ``iri`` tell of, see ``Catalogue.described``."""
        first, *rest = self._catalogue.described(iri)
        own = [part for part in self._parts.get(iri, ()) if part not in rest]
        return [first, *sorted([*rest, *own])] if own else [first, *rest]

    def offer(self, record: Resource) -> Offer:
        """Return what the documents for search engines tell of, beside the record."""
        catalogue, iri = self._catalogue, Iri(record.iri)
        below = record.iri[len(catalogue.settings.base_iri) :]
        return Offer(
            url=f"{self.origin}/{below}" if record.path is not None else "",
            files=tuple(
                (self.origin + Urls("").download(it.name), it) for it in self._files.get(iri, ())
            ),
            catalogs=catalogue.outline.links(self._listed_in.get(iri, ())),
            temporal=_temporal(catalogue.graph, iri),
        )

    def _dataset(self, iri: Iri, files: list[Download]) -> None:
        catalogue = self._catalogue
        page = Iri(self.origin + Urls("").thing(catalogue.link(iri)))
        self._tell(iri, iri, {terms.LANDING_PAGE: [page]})
        kinds = {catalogue.kind(part) for part in catalogue.contents(iri)}
        for file in files:
            part = part_of(iri, _ending(file, files))
            self._tell(iri, iri, {terms.HAS_DISTRIBUTION: [part]})
            self._tell(iri, part, self._distribution(iri, page, file, kinds))
            checksum = Iri(f"{part}-sha256")
            self._tell(iri, part, {terms.HAS_CHECKSUM: [checksum]})
            self._tell(
                iri,
                checksum,
                {
                    terms.TYPE: [terms.CHECKSUM],
                    terms.ALGORITHM: [terms.SHA256],
                    terms.CHECKSUM_VALUE: [Literal(file.sha256, datatype=terms.HEX_BINARY)],
                },
            )

    def _series(self, iri: Iri) -> None:
        """Tell which versions of a requirement are the first and the last (DCAT 3 §6.7)."""
        outline = self._catalogue.outline
        versions = requirement_versions(outline).get(technical_name(outline, iri), [])
        if versions:
            self._tell(
                iri, iri, {terms.SERIES_FIRST: [versions[-1]], terms.SERIES_LAST: [versions[0]]}
            )

    def _distribution(
        self, dataset: Iri, page: Iri, file: Download, kinds: set[str]
    ) -> dict[Iri, list[Term]]:
        about = self._catalogue.graph.about(dataset)
        form = FILES_BY_NAME[file.format]
        profiles = [it for it in [file.profile] if it in BY_PROFILE]
        if not file.profile:
            profiles = self._profiles(file.format, kinds)
        return {
            terms.TYPE: [terms.DISTRIBUTION],
            # A name and no sentence, so it is the same in every language.
            terms.TITLE: [
                title._replace(value=f"{title.value} ({_extension(file)})")
                for title in about.get(terms.TITLE, ())
                if isinstance(title, Literal)
            ],
            terms.ACCESS_URL: [page],
            terms.DOWNLOAD_URL: [Iri(self.origin + Urls("").download(file.name))],
            terms.FORMAT: [Iri(terms.FILE_TYPE + FILE_TYPES[file.format])],
            terms.MEDIA_TYPE: [Iri(terms.IANA_MEDIA_TYPE + form.media_type)],
            # DCAT 3 means xsd:nonNegativeInteger; the shapes of DCAT-AP 3.0.0 ask for this one.
            terms.BYTE_SIZE: [Literal(str(file.size), datatype=terms.DECIMAL)],
            terms.LICENSE: list(about.get(terms.LICENSE, ())[:1]),
            terms.LANGUAGE: list(about.get(terms.LANGUAGE, ())),
            terms.CONFORMS_TO: [Iri(BY_PROFILE[name].iri) for name in profiles],
            terms.ADMS_STATUS: [terms.COMPLETED],
            terms.AVAILABILITY: [terms.AVAILABLE],
        }

    def _profiles(self, form: str, kinds: set[str]) -> list[str]:
        """Return the profiles that a file keeps: those of what the dataset holds."""
        if form == formats.JSKOS.name:
            return [formats.JSKOS.name]
        if not FILES_BY_NAME[form].rdf:
            return []
        if self._catalogue.settings.profile != formats.SKOS_AP_NO:
            return [formats.SKOS]
        found = [formats.SKOS_AP_NO] if kinds & CONCEPTS else []
        return found + ([formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO] if kinds & CODES else [])

    def _service(self, catalog: Iri) -> None:
        """Tell of the API: ``<catalog>#api``, which the sources may give a title of its own."""
        kinds = self._catalogue.outline.kinds
        datasets = [
            it for it in iris(self._catalogue.graph.objects(catalog, terms.HAS_DATASET))
            if kinds.get(it) != "requirement"  # a series, whose own are listed too
        ]  # fmt: skip
        if not datasets:
            return
        service = part_of(catalog, "api")
        self._tell(catalog, catalog, {terms.HAS_SERVICE: [service]})
        about = self._catalogue.graph.about(catalog)
        self._tell(
            catalog,
            service,
            {
                terms.TYPE: [terms.DATA_SERVICE],
                terms.IDENTIFIER: [Literal(service, datatype=terms.ANY_URI)],
                **{predicate: list(about.get(predicate, ())) for predicate in COPIED},
                terms.ENDPOINT_URL: [Iri(self.origin + Urls("").api())],
                terms.ENDPOINT_DESCRIPTION: [Iri(self.origin + Urls("").openapi())],
                terms.CONFORMS_TO: [terms.OPENAPI],
                terms.FORMAT: [Iri(terms.FILE_TYPE + FILE_TYPES[formats.JSON.name])],
                terms.SERVES_DATASET: list(datasets),
                terms.AVAILABILITY: [terms.AVAILABLE],
            },
        )

    def _tell(self, whole: Iri, subject: Iri, statements: Mapping[Iri, list[Term]]) -> None:
        if subject != whole and subject not in self._made:
            self._parts.setdefault(whole, []).append(subject)
        about = self._made.setdefault(subject, {})
        for predicate, values in statements.items():
            if values:
                about[predicate] = [*about.get(predicate, ()), *values]


def part_of(whole: Iri, name: str) -> Iri:
    """Return the IRI of a part of ``whole`` that its documents describe."""
    return Iri(f"{whole}{'-' if '#' in whole else '#'}{name}")


def ours(catalogue: Catalogue, kind: str) -> list[Iri]:
    """Return the resources of a kind below the catalogue's own base, in their order."""
    base = catalogue.settings.base_iri
    return [
        iri for iri in catalogue.resources if iri.startswith(base) and catalogue.kind(iri) == kind
    ]


def _by_owner(downloads: Iterable[Download]) -> dict[str, list[Download]]:
    files: dict[str, list[Download]] = {}
    for file in downloads:
        files.setdefault(file.owner, []).append(file)
    return files


def _listed_in(catalogue: Catalogue) -> dict[Iri, list[Iri]]:
    """Return which catalogues list each dataset and each model."""
    found: dict[Iri, list[Iri]] = {}
    for iri in catalogue.resources:
        about = catalogue.graph.about(iri)
        if terms.CATALOG in about.get(terms.TYPE, ()):
            for predicate in (terms.HAS_DATASET, terms.MODEL):
                for listed in iris(about.get(predicate, ())):
                    found.setdefault(listed, []).append(iri)
    return found


def _temporal(graph: Graph, iri: Iri) -> Period | None:
    """Return the time that data is about (``dct:temporal``): the first period that has a day."""
    for value in graph.objects(iri, terms.TEMPORAL):
        if not isinstance(value, Literal):
            about = graph.about(value)
            period = Period(day(about, terms.PERIOD_START), day(about, terms.PERIOD_END))
            if period != Period():
                return period
    return None


def _extension(file: Download) -> str:
    """Return what files of that format and profile end in."""
    extension = FILES_BY_NAME[file.format].extension
    return f"{file.profile}.{extension}" if file.profile else extension


def _ending(file: Download, files: list[Download]) -> str:
    """Return what a file's IRI ends in: its extension, where that tells it apart."""
    extension = _extension(file)
    alone = sum(_extension(other) == extension for other in files) == 1
    return extension if alone else file.name.rpartition("/")[2]
