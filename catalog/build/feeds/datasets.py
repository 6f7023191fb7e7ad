"""The feed of datasets (DCAT-AP-NO): our catalogues, datasets, their files, and the API.

A reporting requirement is a series, and its versions are datasets; one is in the feed where a
catalogue lists it as a dataset, which says that its description is a whole one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.build.publication import ours
from catalog.model.rdf import Iri, Literal, iris
from catalog.reading.requirements import model_of_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from catalog.build.feeds.feed import Feed
    from catalog.build.publication import Publication
    from catalog.model.rdf import Properties, Term
    from catalog.reading import Catalogue


def fill(feed: Feed, catalogue: Catalogue, publication: Publication) -> None:
    """Put our datasets, and the catalogues that list them, into ``feed``.

    No catalogue of models: whatever has the type dcat:Catalog belongs to one feed for ever.
    """
    catalogs = ours(catalogue, "catalog")
    stated = {it for iri in catalogs for it in catalogue.graph.objects(iri, terms.HAS_DATASET)}
    reported = [
        iri for kind in ("requirement", "requirement-version") for iri in ours(catalogue, kind)
        if iri in stated
    ]  # fmt: skip
    listed = dict.fromkeys([*catalogs, *ours(catalogue, "dataset"), *reported])
    for iri in listed:
        about = dict(publication.said(iri))
        if iri in reported:
            # What a requirement is written by is no dataset, as its source would have to be.
            about.pop(terms.SOURCE, None)
        parts: list[Term] = [*_parts(catalogue, about.pop(terms.DCT_HAS_PART, ()), listed)]
        feed.put(iri, {**_general(about), **({terms.DCT_HAS_PART: parts} if parts else {})})
    kinds = catalogue.outline.kinds
    standards = {model_of_version(catalogue.outline, it) for it in reported}

    def whole(iri: Iri) -> Properties:
        about = publication.said(iri)
        if iri in standards:
            # To a dataset its model is a standard; what else it is stands in the feed of models.
            return {terms.TYPE: [terms.STANDARD], terms.TITLE: about.get(terms.TITLE, [])}
        told = kinds.get(iri, "thing") == "thing" and terms.CATALOG not in about.get(terms.TYPE, ())
        return about if told else {}

    feed.explain(catalogue.graph, whole)


def _parts(catalogue: Catalogue, parts: Collection[Term], listed: Collection[Iri]) -> Iterator[Iri]:
    """Yield the parts that are datasets to DCAT-AP-NO: no collections and lists, and no series.

    In the place of a series stand its own.
    """
    for part in iris(parts):
        series = catalogue.outline.kinds.get(part) == "requirement"
        for it in catalogue.outline.pointing_at(part, terms.IN_SERIES) if series else (part,):
            if it in listed:
                yield it


def _general(about: Properties) -> Properties:
    """Return what is told in the words of standards: no register reads our own."""
    return {
        predicate: kept
        for predicate, values in about.items()
        if not predicate.startswith(terms.OMGREP)
        and (kept := [it for it in values if isinstance(it, Literal) or not _own(it)])
    }


def _own(value: Term) -> bool:
    return isinstance(value, Iri) and value.startswith(terms.OMGREP)
