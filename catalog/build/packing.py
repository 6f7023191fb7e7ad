"""One resource into everything a Release stores of it; pure, so that processes can share it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import msgspec
import zstandard

from catalog import formats
from catalog.build.filtering import facets_of, period_of
from catalog.build.modelled import Made as MadeOfModels
from catalog.build.modelled import made_of_models
from catalog.build.neighbours import Neighbours
from catalog.build.plain_skos import PlainSkos
from catalog.build.publication import Publication
from catalog.build.requirements import Requirements
from catalog.build.versions import versions
from catalog.formats import (
    jskos,
    jsonld,
    ntriples,
    plain,
    rdfxml,
    schema_org,
    turtle,
)
from catalog.formats.order import block
from catalog.model.address import interface_languages
from catalog.model.collation import first_letter, slug, sort_key
from catalog.model.concept import Code, Concept
from catalog.model.correspondence import turns
from catalog.model.information import ModelProperty, ModelType
from catalog.model.rdf import Iri
from catalog.model.requirement_pages import BusinessRulePage, RequirementPage
from catalog.model.text import FALLBACKS, LangString, best
from catalog.search import Entry, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.build.pieces import Made
    from catalog.formats import Format
    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.concept import Row
    from catalog.model.rdf import Properties
    from catalog.model.resource import Resource
    from catalog.reading import Catalogue
    from catalog.reading.members import Members

LEVEL: Final = 1
"""Half the bytes at five microseconds a document; level 3 takes ten for one part in twenty."""
SEARCHED_NOTES: Final = frozenset({"scopeNote", "example"})
NO_NAME: Final = "{{{"
"""The sort key of what has no name: after every letter."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the tables and the index get of one resource, in the order of their columns."""

    kind: str
    resource: tuple[int, str, str | None, str, int, bytes, bytes]
    members: list[tuple[int, str, int, int, int, bool]]
    documents: tuple[int, str, bytes]
    headings: list[tuple[str, str, str, str, str, str, int]]
    topics: list[tuple[str, str, str, str, str, int]]
    facets: list[tuple[str, str]]
    valid: tuple[str, str]
    hierarchy: list[tuple[int, str, int, int, str]]
    turns: list[tuple[int, str, int, int]]
    entry: Entry
    unwritable: str = ""


@dataclass(slots=True)
class Packer:
    """Packs the resources of one catalogue."""

    catalogue: Catalogue
    prefixes: Prefixes
    known: dict[Iri, Row] = field(default_factory=dict)
    order: list[Iri] = field(init=False)
    positions: dict[Iri, int] = field(init=False)
    languages: tuple[str, ...] = field(init=False)
    compressor: zstandard.ZstdCompressor = field(init=False)
    plain_skos: PlainSkos = field(init=False)
    neighbours: Neighbours = field(init=False)
    requirements: Requirements = field(init=False)
    modelled: dict[Iri, MadeOfModels] = field(init=False)
    """Before any process is started: Graphviz is made ready once."""
    publication: Publication = field(init=False)
    """What the documents of datasets tell of their files; nothing until those are written."""

    def __post_init__(self) -> None:
        """Put the resources in order, since each must know its place among its kind."""
        self.order = self._by_name()
        self.positions = self._positions()
        self.languages = interface_languages(self.catalogue.settings.languages)
        self.compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False)
        self.plain_skos = PlainSkos(self.catalogue)
        self.neighbours = Neighbours(self.catalogue, self.plain_skos, self.prefixes)
        self.requirements = Requirements(self.catalogue)
        self.modelled = made_of_models(self.catalogue)
        self.publication = Publication(self.catalogue)

    def pack(self, iri: Iri) -> Packed:
        """Return everything that is stored of ``iri``."""
        catalogue = self.catalogue
        number, kind = catalogue.number(iri), catalogue.kind(iri)
        members = catalogue.members(iri)
        record = self.requirements.compared(catalogue.record(iri, members))
        row = self.row(iri)
        documents, unwritable = self._documents(iri, record, members)
        concept = record if isinstance(record, Concept) and kind == "concept" else None
        return Packed(
            kind=kind,
            resource=(
                number, str(iri), record.path, kind, self.positions[iri],
                msgspec.json.encode(row, enc_hook=str),
                self.compressor.compress(msgspec.json.encode(record, enc_hook=str)),
            ),
            members=[
                (number, members.role, place, catalogue.number(it.iri), it.depth, it.repeated)
                for place, it in enumerate(members.members)
            ] if members else [],
            documents=(
                number,
                " ".join(form for form, _ in documents),
                self.compressor.compress(
                    msgspec.msgpack.encode([(_etag(body), body) for _, body in documents])
                ),
            ),
            headings=list(self._headings(number, concept)) if concept else [],
            topics=list(self._topics(number, concept)) if concept else [],
            facets=facets_of(
                record, catalogue.topics(record) if isinstance(record, Concept) else ()
            ),
            valid=period_of(record),
            hierarchy=[
                (number, way, place, catalogue.number(other), relation)
                for way, others in catalogue.hierarchy(iri).items()
                for place, (other, relation) in enumerate(others)
            ],
            turns=[
                (number, turn.day.isoformat(), turn.new, turn.ended)
                for turn in turns(self.row(it.iri) for it in members.members)
            ] if members and kind == "code-list" else [],
            entry=_entry(number, row, record),
            unwritable=unwritable,
        )  # fmt: skip

    def row(self, iri: Iri) -> Row:
        """Return ``iri`` as lists show it; lists and their members ask for the same ones."""
        known = self.known.get(iri)
        if known is None:
            known = self.known[iri] = self.catalogue.row(iri)
        return known

    def _documents(
        self, iri: Iri, record: Resource, members: Members | None
    ) -> tuple[list[tuple[str, bytes]], str]:
        about = self.publication.said
        blocks = [block(subject, about(subject)) for subject in self.publication.described(iri)]
        if record.kind == "code-list":
            blocks += [block(*one) for one in sorted(self._versions(iri, members).items())]
        listed = self._listed(members)
        documents = {
            formats.JSON.name: plain.write(record, listed),
            formats.JSKOS.name: jskos.write(self.plain_skos.as_skos(record), listed),
            f"{formats.JSON_LD.name}:{formats.SCHEMA_ORG}": schema_org.write(
                record,
                listed[: self.catalogue.settings.limits.page_size],
                self.publication.offer(record),
            ),
        }
        documents |= self.modelled.get(iri, {})
        described = {subject for subject, _ in blocks}
        named = self.neighbours.named(blocks, described)
        around = self.neighbours.told(named)
        own, unwritable = self._statements(iri, blocks, around)
        documents |= own
        main, simple = self.plain_skos.view(iri, blocks)
        if simple:
            known = described | {main}
            if simple is not blocks:
                named = self.neighbours.named(simple, known)
            also = self.neighbours.told(named, simple=True)
            if simple is not blocks or also != around:
                simple = [it for it in simple if it[0] in known]
                documents |= {
                    f"{form}:{formats.SKOS}": body
                    for form, body in self._statements(main, simple, also)[0].items()
                    if body != own.get(form)
                }
        return list(documents.items()), unwritable

    def _versions(self, iri: Iri, members: Members | None) -> dict[Iri, Properties]:
        """Return the versions of a code list whose codes stand in its own documents."""
        most = self.catalogue.settings.limits.embedded_members
        if members is None or members.total > most:
            return {}
        codes = [self.row(it.iri) for it in members.members]
        others = (link.iri for row in codes for link in row.replaced_by if link.kind)
        inside = {row.link.iri for row in codes}
        elsewhere = [self.row(Iri(it)) for it in dict.fromkeys(others) if it not in inside]
        return versions(iri, self.catalogue.graph.about(iri), codes, elsewhere)

    def _statements(
        self, iri: Iri, blocks: Sequence[Block], neighbours: Sequence[Made]
    ) -> tuple[dict[str, bytes], str]:
        """Return statements in each format of linked data, and what RDF/XML can't say."""

        def around(form: Format) -> list[Any]:
            return [made[form.name] for made in neighbours]

        turtles = [turtle.piece(blocks, self.prefixes), *around(formats.TURTLE)]
        documents = {
            formats.TURTLE.name: b"".join(turtle.join(turtles, self.prefixes)),
            formats.JSON_LD.name: jsonld.write(blocks, iri, around(formats.JSON_LD)),
            formats.N_TRIPLES.name: b"".join([ntriples.write(blocks), *around(formats.N_TRIPLES)]),
        }
        try:
            own = rdfxml.piece(blocks, self.prefixes)
        except rdfxml.Unwritable as problem:
            # The other formats say it all; this one is left out rather than said wrongly.
            return documents, str(problem)
        if all(formats.RDF_XML.name in made for made in neighbours):
            elements = rdfxml.join([own, *around(formats.RDF_XML)])
            documents[formats.RDF_XML.name] = b"".join(elements)
        return documents, ""

    def _listed(self, members: Members | None) -> list[Row]:
        """Return the member rows that a plain JSON document carries."""
        if members is None or members.role == "top":
            return []
        most = self.catalogue.settings.limits.embedded_members
        return [replace(self.row(it.iri), depth=it.depth) for it in members.members[:most]]

    def _by_name(self) -> list[Iri]:
        """Return the resources by name in the first language."""
        language = self.catalogue.settings.languages[0]
        found: list[tuple[str, Iri]] = []
        for iri in self.catalogue.resources:
            label = best(self.catalogue.link(iri).label, language)
            found.append((sort_key(label.text, label.lang or language) if label else NO_NAME, iri))
        return [iri for _, iri in sorted(found)]

    def _positions(self) -> dict[Iri, int]:
        """Return each resource's place among its kind."""
        counts: dict[str, Iterator[int]] = {}
        return {
            iri: next(counts.setdefault(self.catalogue.kind(iri), count())) for iri in self.order
        }

    def _headings(
        self, number: int, concept: Concept
    ) -> Iterator[tuple[str, str, str, str, str, str, int]]:
        for lang in self.languages:
            main = best(concept.label, lang)
            if main is None:
                continue
            shown = [(main, "pref")]
            shown += [(text, "alt") for text in concept.alt if text.lang in {lang, main.lang}]
            for text, role in shown:
                key = sort_key(text.text, lang)
                yield lang, key, first_letter(key), text.text, text.lang, role, number

    def _topics(
        self, number: int, concept: Concept
    ) -> Iterator[tuple[str, str, str, str, str, int]]:
        subjects = self.catalogue.topics(concept)
        for lang in self.languages:
            label = best(concept.label, lang)
            key = sort_key(label.text, lang) if label else NO_NAME
            for text in _for_reader(subjects, lang):
                yield lang, slug(text.text), key, text.text, text.lang, number


def _for_reader(texts: tuple[LangString, ...], lang: str) -> tuple[LangString, ...]:
    """Return all texts of the language that a reader of ``lang`` understands best."""
    for wanted in FALLBACKS.get(lang, (lang,)):
        found = tuple(text for text in texts if text.lang.partition("-")[0] == wanted)
        if found:
            return found
    return tuple(text for text in texts if text.lang == texts[0].lang) if texts else ()


def _entry(number: int, row: Row, record: Resource) -> Entry:
    """Return what the search index holds of a resource."""
    labels = [Label("pref", text.lang, text.text) for text in record.label]
    notations: tuple[str, ...] = ()
    texts = [(text.lang, text.text) for text in row.definition]
    if isinstance(record, Concept):
        labels += [Label("alt", text.lang, text.text) for text in record.alt]
        labels += [Label("hidden", text.lang, text.text) for text in record.hidden]
        notations = record.notations
        texts += [
            (note.text.lang, note.text.text) for note in record.notes if note.kind in SEARCHED_NOTES
        ]
    if isinstance(record, RequirementPage):
        notations = (record.name,)
    if isinstance(record, ModelType | ModelProperty | BusinessRulePage):
        # Most are called what their concept is, and many have the same name: who searches for a
        # term gets its concept first, and these by what is said of them, or by their own name.
        texts = [(label.lang, label.text) for label in labels] + texts
        labels, notations = [], tuple(filter(None, (row.link.notation,)))
    if isinstance(record, Code):
        # So that the name of a list and a notation together find the code.
        texts += [(text.lang, text.text) for link in record.schemes for text in link.label]
    return Entry(number, record.kind, tuple(labels), notations, tuple(texts), record.retired)


def _etag(body: bytes) -> str:
    """Return what a strong ETag is made of: 128 bits of the hash of the bytes."""
    return hashlib.sha256(body).hexdigest()[:32]
