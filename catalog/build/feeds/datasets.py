"""The feed of datasets (DCAT-AP-NO): our catalogues, datasets, their files, and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.build.publication import ours

if TYPE_CHECKING:
    from catalog.build.feeds.feed import Feed
    from catalog.build.publication import Publication
    from catalog.model.rdf import Iri, Properties, Term
    from catalog.reading import Catalogue


def fill(feed: Feed, catalogue: Catalogue, publication: Publication) -> None:
    """Put our datasets, and the catalogues that list them, into ``feed``.

    No catalogue of models: whatever has the type dcat:Catalog belongs to one feed for ever.
    """
    listed = [*ours(catalogue, "catalog"), *ours(catalogue, "dataset")]
    for iri in listed:
        about = publication.said(iri)
        # A dataset's parts are datasets to DCAT-AP-NO, not the collections and lists in it.
        parts: list[Term] = [part for part in about.get(terms.DCT_HAS_PART, ()) if part in listed]
        rest = {name: values for name, values in about.items() if name != terms.DCT_HAS_PART}
        feed.put(iri, {**rest, terms.DCT_HAS_PART: parts} if parts else rest)
    kinds = catalogue.outline.kinds

    def whole(iri: Iri) -> Properties:
        about = publication.said(iri)
        told = kinds.get(iri, "thing") == "thing" and terms.CATALOG not in about.get(terms.TYPE, ())
        return about if told else {}

    feed.explain(catalogue.graph, whole)
