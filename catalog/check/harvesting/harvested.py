"""Harvested: a feed as the harvester takes it apart, into resources and what they are listed in."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from catalog.model.rdf import BlankNode, Graph, Iri, Literal, iris
from catalog.terms import (
    CATALOG,
    CODE_ELEMENT,
    CODE_LIST,
    COLLECTION,
    CONCEPT,
    DATA_SERVICE,
    DATASET,
    DATASET_SERIES,
    DEFINITION,
    HAS_DATASET,
    HAS_SERVICE,
    IDENTIFIER,
    IN_SCHEME,
    IN_SERIES,
    INFORMATION_MODEL,
    MEMBER,
    MODEL,
    TYPE,
    XL_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog.model.rdf import Node, Term

CONCEPTS: Final = "concepts"
MODELS: Final = "models"
DATASETS: Final = "datasets"
SERVICES: Final = "services"
KINDS: Final = (CONCEPTS, MODELS, DATASETS)
"""What a source is registered for. One for datasets is one for data services too: by the same
address, registered twice."""


OF_CONCEPTS: Final = frozenset({DEFINITION, XL_DEFINITION, IDENTIFIER, IN_SCHEME})
"""What tells a concept that someone publishes from one that is only typed for the validator."""


@dataclass(frozen=True, slots=True)
class Part:
    """Resources of one sort: their classes, what lists them, and by which property."""

    name: str
    classes: tuple[Iri, ...]
    container: Iri
    link: Iri


PARTS: Final = {
    CONCEPTS: (Part(CONCEPTS, (CONCEPT,), COLLECTION, MEMBER),),
    MODELS: (Part(MODELS, (INFORMATION_MODEL,), CATALOG, MODEL),),
    DATASETS: (
        Part(DATASETS, (DATASET, DATASET_SERIES), CATALOG, HAS_DATASET),
        Part(SERVICES, (DATA_SERVICE,), CATALOG, HAS_SERVICE),
    ),
}


class Typed:
    """The subjects of a graph by class."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.by_class: dict[Iri, list[Node]] = {}
        for subject, properties in graph.subjects.items():
            for kind in iris(properties.get(TYPE, ())):
                self.by_class.setdefault(kind, []).append(subject)

    def of(self, *classes: Iri) -> tuple[Node, ...]:
        """Return what is of one of ``classes``, each once."""
        return tuple(
            dict.fromkeys(node for kind in classes for node in self.by_class.get(kind, ()))
        )

    def named(self, *classes: Iri) -> tuple[Iri, ...]:
        """Return what is of one of ``classes`` and has an IRI: the harvester drops the others."""
        return iris(self.of(*classes))

    def codes(self) -> frozenset[Node]:
        """Return the codes and headings of code lists."""
        lists = set(self.of(CODE_LIST))
        found = set(self.of(CODE_ELEMENT))
        found.update(
            node
            for node in self.of(CONCEPT)
            if any(scheme in lists for scheme in self.graph.objects(node, IN_SCHEME))
        )
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Harvested:
    """What one feed gives when it is registered as ``kind``."""

    graph: Graph
    kind: str
    typed: Typed = field(repr=False)
    resources: Mapping[str, tuple[Iri, ...]]
    """What there is of each part, listed or not."""
    listed: Mapping[str, Mapping[Node, tuple[Iri, ...]]]
    """What lists each resource, of each part."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What a source of this kind is looked through for."""
        return PARTS[self.kind]

    def containers(self) -> tuple[Iri, ...]:
        """Return the collections or catalogues."""
        return self.typed.named(self.parts[0].container)

    def kept(self, part: Part) -> tuple[Iri, ...]:
        """Return what is in the national catalogue afterwards.

        Concepts in no collection get one; what is in no catalogue is not counted on.
        """
        found = self.resources[part.name]
        if part.name == CONCEPTS:
            return found
        return tuple(iri for iri in found if iri in self.listed[part.name])


def recognised(graph: Graph) -> Counter[str]:
    """Return how many resources of each kind there are, the most likely kind first."""
    typed = Typed(graph)
    codes = typed.codes()
    catalogs = [graph.about(node) for node in typed.of(CATALOG)]
    found = Counter[str]()
    concepts = [one for one in typed.of(CONCEPT) if one not in codes]
    written = [one for one in concepts if not OF_CONCEPTS.isdisjoint(graph.about(one))]
    collections = typed.of(COLLECTION)
    found[CONCEPTS] = len(written) + len(collections)
    found[MODELS] = len(typed.of(INFORMATION_MODEL, CODE_LIST)) + sum(
        MODEL in about for about in catalogs
    )
    found[DATASETS] = len(typed.of(DATASET, DATASET_SERIES, DATA_SERVICE)) + sum(
        HAS_DATASET in about or HAS_SERVICE in about for about in catalogs
    )
    if not found.total():
        # Themes and statuses typed on the way make no feed of concepts, unless that is all.
        found[CONCEPTS] = len(concepts)
    return Counter(dict(found.most_common()))


def harvest(graph: Graph, kind: str) -> Harvested:
    """Take ``graph`` apart as the harvester of ``kind`` does."""
    typed = Typed(graph)
    resources, listed, series = {}, {}, _series(graph)
    for part in PARTS[kind]:
        resources[part.name] = typed.named(*part.classes)
        found: dict[Node, list[Iri]] = {}
        for container in typed.named(part.container):
            for member in graph.objects(container, part.link):
                for one in (member, *series.get(member, ())):
                    if isinstance(one, (Iri, BlankNode)):
                        found.setdefault(one, []).append(container)
        listed[part.name] = {member: tuple(dict.fromkeys(by)) for member, by in found.items()}
    return Harvested(graph, kind, typed, resources, listed)


def reach(graph: Graph, roots: Iterable[Node], stop: frozenset[Node]) -> set[Node]:
    """Return ``roots`` and all that they point to, but for what is in ``stop`` and beyond it."""
    found = set(roots)
    waiting = deque(found)
    while waiting:
        for values in graph.about(waiting.popleft()).values():
            for value in values:
                if isinstance(value, (Iri, BlankNode)) and value not in found and value not in stop:
                    found.add(value)
                    waiting.append(value)
    return found


def origin(iri: str) -> str:
    """Return whose an IRI is: its scheme and host, or what it has instead of a host."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return iri
    if parts.netloc:
        return f"{parts.scheme}://{parts.netloc}/"
    return f"{parts.scheme}:{parts.path.rpartition(':')[0]}"


def _series(graph: Graph) -> dict[Term, list[Node]]:
    """Return the datasets that each series of datasets has."""
    found: dict[Term, list[Node]] = {}
    for subject, properties in graph.subjects.items():
        for series in properties.get(IN_SERIES, ()):
            if not isinstance(series, Literal) and DATASET_SERIES in graph.objects(series, TYPE):
                found.setdefault(series, []).append(subject)
    return found
