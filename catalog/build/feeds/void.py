"""The description of the data as a whole (VoID, W3C Interest Group Note of 3 March 2011)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog import formats, terms
from catalog.build.feeds.feed import uncounted
from catalog.build.publication import COPIED, ours
from catalog.model.address import interface_languages
from catalog.model.rdf import Iri, Literal, iris
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.build.feeds.feed import Feed
    from catalog.model.dataset import Download
    from catalog.model.rdf import Properties
    from catalog.reading import Catalogue

NAMES: Final = {
    formats.TURTLE.name: "Turtle",
    formats.JSON_LD.name: "JSON-LD",
    formats.N_TRIPLES.name: "N-Triples",
    formats.RDF_XML.name: "RDF_XML",
}
"""What the W3C calls each format of linked data (Unique URIs for File Formats)."""
COUNTED: Final = (
    terms.CONCEPT, terms.CONCEPT_SCHEME, terms.COLLECTION, terms.CODE_LIST, terms.CODE_ELEMENT,
    terms.INFORMATION_MODEL, terms.DATASET,
)  # fmt: skip
"""The classes that the description tells the number of."""


def fill(feed: Feed, catalogue: Catalogue, downloads: Sequence[Download]) -> None:
    """Put the description of ``catalogue`` into ``feed``: what is in it and where it is fetched."""
    settings, graph = catalogue.settings, catalogue.graph
    origin = settings.public_url.rstrip("/")
    here = Iri(settings.base_iri + Urls("").void().removeprefix("/"))
    whole = Iri(f"{here}#dataset")
    about: Properties = {
        terms.TITLE: [Literal(text, lang) for lang, text in settings.title.items()],
        terms.DESCRIPTION: [Literal(text, lang) for lang, text in settings.description.items()],
    }
    for catalog in ours(catalogue, "catalog")[:1]:
        said = graph.about(catalog)
        about |= {predicate: said[predicate] for predicate in COPIED if predicate in said}
    counts = Counter(
        kind for said in graph.subjects.values() for kind in iris(said.get(terms.TYPE, ()))
    )
    parts = {Iri(f"{here}#{_name(kind)}"): kind for kind in COUNTED if counts[kind]}
    datasets = ours(catalogue, "dataset")
    day = catalogue.date()
    feed.put(here, {terms.TYPE: [terms.VOID_DESCRIPTION], terms.PRIMARY_TOPIC: [whole]})
    about |= {
        terms.TYPE: [terms.VOID_DATASET],
        terms.MODIFIED: [Literal(day, datatype=terms.DATE)] if day else [],
        terms.HOMEPAGE: [Iri(f"{origin}/")],
        terms.VOID_SPACE: [Literal(settings.base_iri)],
        terms.VOID_TRIPLES: [Literal(str(len(graph)), datatype=terms.INTEGER)],
        terms.VOID_FEATURE: [Iri(terms.W3C_FORMAT + name) for name in NAMES.values()],
        terms.VOID_VOCABULARY: [*_vocabularies(catalogue)],
        terms.VOID_DUMP: [*_dumps(origin, downloads, "")],
        terms.VOID_SEARCH: [
            Iri(origin + Urls(lang).opensearch())
            for lang in interface_languages(settings.languages)
        ],
        terms.VOID_EXAMPLE: [*ours(catalogue, "concept")[:1]],
        terms.VOID_PARTITION: [*parts],
        terms.VOID_SUBSET: [*datasets],
    }
    feed.put(whole, {predicate: values for predicate, values in about.items() if values})
    for part, kind in parts.items():
        number = Literal(str(counts[kind]), datatype=terms.INTEGER)
        feed.put(part, {terms.VOID_CLASS: [kind], terms.VOID_ENTITIES: [number]})
    for dataset in datasets:
        said = graph.about(dataset)
        told: Properties = {
            terms.TYPE: [terms.VOID_DATASET],
            terms.TITLE: said.get(terms.TITLE, []),
            terms.LICENSE: said.get(terms.LICENSE, []),
            terms.VOID_DUMP: [*_dumps(origin, downloads, dataset)],
        }
        feed.put(dataset, {predicate: values for predicate, values in told.items() if values})
    kinds = catalogue.outline.kinds
    feed.explain(
        graph, lambda iri: uncounted(graph.about(iri)) if kinds.get(iri, "thing") == "thing" else {}
    )


def _vocabularies(catalogue: Catalogue) -> list[Iri]:
    """Return the namespaces of the standards that statements are made with."""
    used = {predicate for said in catalogue.graph.subjects.values() for predicate in said}
    return [
        Iri(namespace)
        for namespace in sorted(set(terms.PREFIXES.values()))
        if any(predicate.startswith(namespace) for predicate in used)
    ]


def _dumps(origin: str, downloads: Sequence[Download], owner: str) -> list[Iri]:
    return [
        Iri(origin + Urls("").download(file.name))
        for file in downloads
        if file.owner == owner and file.format in NAMES and not file.profile
    ]


def _name(kind: Iri) -> str:
    return kind.rpartition("#")[2]
