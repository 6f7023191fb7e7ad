"""Which subjects have a page, of what kind and where, and what points at what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model.address import path_below
from catalog.model.rdf import Graph, Iri, Literal, iris
from catalog.model.resource import RETIRED, Link
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from catalog.model.rdf import Node, Properties, Term

NAMES: Final = (
    terms.PREF_LABEL, terms.TITLE, terms.LABEL, terms.NAME, terms.FN, terms.SCHEMA_NAME,
    terms.DC_TITLE,
)  # fmt: skip
"""Where a name is looked for, best first."""

_OF_CONCEPTS: Final = (
    terms.IN_SCHEME, terms.TOP_CONCEPT_OF, terms.BROADER, terms.NARROWER, terms.RELATED,
)  # fmt: skip
"""Properties whose domain is Concept or that only concepts carry (SKOS S4, S5, S19)."""

INVERSE: Final = {
    terms.BROADER: terms.NARROWER, terms.NARROWER: terms.BROADER, terms.RELATED: terms.RELATED,
    terms.SPECIALIZES: terms.GENERALIZES, terms.GENERALIZES: terms.SPECIALIZES,
    terms.IS_PART_OF: terms.HAS_PART, terms.HAS_PART: terms.IS_PART_OF,
    terms.EXACT_MATCH: terms.EXACT_MATCH, terms.CLOSE_MATCH: terms.CLOSE_MATCH,
    terms.RELATED_MATCH: terms.RELATED_MATCH, terms.BROAD_MATCH: terms.NARROW_MATCH,
    terms.NARROW_MATCH: terms.BROAD_MATCH, terms.HAS_TOP_CONCEPT: terms.TOP_CONCEPT_OF,
    terms.TOP_CONCEPT_OF: terms.HAS_TOP_CONCEPT, terms.MEMBER: terms.MEMBER_OF,
    terms.MEMBER_OF: terms.MEMBER, terms.REPLACES: terms.IS_REPLACED_BY,
    terms.IS_REPLACED_BY: terms.REPLACES,
}  # fmt: skip
"""A statement with the one property says the other of its object (SKOS S7, S8, S23, S25, S43)."""

MODELLED: Final = {
    "model": frozenset({terms.INFORMATION_MODEL}),
    "type": frozenset({terms.OBJECT_TYPE, terms.ROOT_OBJECT_TYPE}),
    "property": frozenset({terms.ATTRIBUTE, terms.ROLE}),
}
"""An information model and its parts, by the classes that tell what they are."""

REPORTING: Final = {
    "requirement": frozenset({terms.REQUIREMENT}),
    "requirement-version": frozenset({terms.REQUIREMENT_VERSION}),
    "business-rule": frozenset({terms.BUSINESS_RULE}),
}
"""A reporting requirement, its versions and its rules. A version is a dcat:Dataset as well."""

_INCOMING: Final = frozenset(
    {
        terms.IN_SCHEME, terms.VALUE_RANGE, terms.SUBJECT, terms.CONTAINS_ELEMENT,
        terms.HAS_PROPERTY, terms.HAS_OBJECT_TYPE, terms.HAS_SIMPLE_TYPE, terms.HAS_VALUE_FROM,
        terms.CONSTRAINS, terms.IN_SERIES, terms.CONFORMS_TO, terms.HAS_BUSINESS_RULE,
        terms.LOOKS_AT,
        *INVERSE,
    }
)  # fmt: skip
_OF_LEVELS: Final = _INCOMING - {terms.MEMBER}
"""A level of a classification is no collection that its members would tell of."""


class Outline:
    """The shape of a catalogue: subjects by kind, their paths, names and incoming statements."""

    def __init__(self, graph: Graph, base_iri: str, first_language: str) -> None:
        self.graph = graph
        self.base_iri = base_iri
        self.first_language = first_language
        self.kinds: dict[Iri, str] = dict(self._kinds())
        self.models = [iri for iri, kind in self.kinds.items() if kind == "model"]
        self.requirements = [
            iri for iri, kind in self.kinds.items() if kind == "requirement-version"
        ]
        self.documents: dict[Iri, list[Iri]] = {}
        for subject in graph.subjects:
            if isinstance(subject, Iri) and "#" in subject:
                document = Iri(subject.partition("#")[0])
                self.documents.setdefault(document, []).append(subject)
        for document, parts in self.documents.items():
            # A hash namespace that nobody describes is still a document that must answer.
            if document not in graph.subjects and any(part in self.kinds for part in parts):
                self.kinds[document] = "thing"
        self.order = sorted(self.kinds)
        self.numbers = {iri: number for number, iri in enumerate(self.order, start=1)}
        self.paths = self._paths()
        self.incoming: dict[Node, dict[Iri, list[Iri]]] = {}
        for subject, properties in graph.subjects.items():
            if isinstance(subject, Iri):
                level = terms.CLASSIFICATION_LEVEL in properties.get(terms.TYPE, ())
                for predicate in properties.keys() & (_OF_LEVELS if level else _INCOMING):
                    for value in iris(properties[predicate]):
                        self.incoming.setdefault(value, {}).setdefault(predicate, []).append(
                            subject
                        )
        self._links: dict[Iri, Link] = {}

    def said_and_implied(self, subject: Iri, predicate: Iri) -> list[Iri]:
        """Return the objects of ``predicate``, stated or implied by its inverse, each once."""
        about = self.graph.subjects.get(subject)
        stated = about.get(predicate) if about else None
        incoming = self.incoming.get(subject)
        implied = incoming.get(INVERSE[predicate]) if incoming and predicate in INVERSE else None
        if not implied:
            return [value for value in stated if isinstance(value, Iri)] if stated else []
        return list(dict.fromkeys((*iris(stated or ()), *implied)))

    def pointing_at(self, subject: Iri, predicate: Iri) -> list[Iri]:
        """Return the subjects of statements with ``predicate`` and this object."""
        return self.incoming.get(subject, {}).get(predicate, [])

    def link(self, iri: Iri) -> Link:
        """Return ``iri`` with its name, kind and path."""
        known = self._links.get(iri)
        if known is None:
            kind = self.kinds.get(iri, "")
            known = self._links[iri] = Link(
                iri=str(iri),
                label=self.name(iri),
                kind=kind,
                path=self.paths.get(iri),
                notation=self._notation(iri, kind),
                retired=any(
                    status.rpartition("/")[2] in RETIRED
                    for status in iris(self.graph.objects(iri, terms.STATUS))
                ),
            )
        return known

    def links(self, many: Iterable[Iri]) -> tuple[Link, ...]:
        """Return the links of ``many``, in their order."""
        return tuple(self.link(iri) for iri in many)

    def name(self, subject: Node) -> tuple[LangString, ...]:
        """Return what ``subject`` is called, in each language."""
        properties = self.graph.about(subject)
        for predicate in NAMES:
            found = [value for value in properties.get(predicate, ()) if isinstance(value, Literal)]
            if found:
                return tuple(LangString(value.value, value.language) for value in found)
        forms = [
            value
            for label in properties.get(terms.XL_PREF_LABEL, ())
            if not isinstance(label, Literal)
            for value in self.graph.objects(label, terms.XL_LITERAL_FORM)
            if isinstance(value, Literal)
        ]
        return tuple(LangString(value.value, value.language) for value in forms)

    def _notation(self, iri: Iri, kind: str) -> str:
        """Return the code of a thing; of a part of a model its name in messages."""
        named = kind in MODELLED and kind != "model"
        values = self.graph.objects(iri, terms.TECHNICAL_NAME if named else terms.NOTATION)
        notation = next((it.value for it in values if isinstance(it, Literal)), "")
        owners = self.pointing_at(iri, terms.HAS_PROPERTY) if kind == "property" else []
        within = self._notation(min(owners), "type") if owners else ""
        return f"{within}/{notation}" if within and notation else notation

    def _kinds(self) -> Iterator[tuple[Iri, str]]:
        subjects = self.graph.subjects
        lists = {
            subject
            for subject, properties in subjects.items()
            if terms.CODE_LIST in properties.get(terms.TYPE, ())
        }
        for subject, properties in subjects.items():
            if isinstance(subject, Iri):
                kind = _kind(properties, lists)
                if not kind and "#" not in subject and subject.startswith(self.base_iri):
                    # A simple type that several attributes share has a page, as other types do.
                    shared = terms.SIMPLE_TYPE in properties.get(terms.TYPE, ())
                    kind = "type" if shared else "thing"
                if kind:
                    yield subject, kind

    def _paths(self) -> dict[Iri, str]:
        paths: dict[Iri, str] = {}
        taken: set[str] = set()
        for iri in self.order:
            path = path_below(iri, self.base_iri)
            # Two IRIs that differ only in percent-encoding are two things with one path.
            if path is not None and path not in taken:
                taken.add(path)
                paths[iri] = path
        return paths


def _kind(properties: Properties, lists: set[Node]) -> str:  # noqa: PLR0911 — one a kind
    types = properties.get(terms.TYPE, ())
    if reported := _among(types, REPORTING):
        return reported
    if terms.CODE_LIST in types:
        return "code-list"
    if terms.CONCEPT_SCHEME in types:
        return "scheme"
    if terms.COLLECTION in types or terms.ORDERED_COLLECTION in types:
        return "collection"
    if terms.CATALOG in types and (
        # One of information models is no part of this: data.norge.no fetches it by itself.
        terms.MODEL not in properties or terms.HAS_DATASET in properties
    ):
        return "catalog"
    if terms.DATASET in types:
        return "dataset"
    if modelled := _among(types, MODELLED):
        return modelled
    if (
        terms.CONCEPT in types
        or terms.CODE_ELEMENT in types
        or any(predicate in properties for predicate in _OF_CONCEPTS)
    ):
        schemes = (*properties.get(terms.IN_SCHEME, ()), *properties.get(terms.TOP_CONCEPT_OF, ()))
        return "code" if any(scheme in lists for scheme in schemes) else "concept"
    if terms.HAS_TOP_CONCEPT in properties:
        return "scheme"
    listed = terms.MEMBER in properties or terms.MEMBER_LIST in properties
    # A level is a part of its code list: it has members, but is no collection of concepts.
    return "collection" if listed and terms.CLASSIFICATION_LEVEL not in types else ""


def _among(types: Collection[Term], kinds: Mapping[str, frozenset[Iri]]) -> str:
    """Return the first of ``kinds`` that one of ``types`` is a class of, or nothing."""
    return next((kind for kind, classes in kinds.items() if not classes.isdisjoint(types)), "")
