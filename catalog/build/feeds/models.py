"""The feed of information models (ModellDCAT-AP-NO): our models, and all of our code lists.

A harvester finds a model by ``modelldcatno:model`` of a catalogue alone, and a code list by the
model that it is reached from. Lists that no model reaches stand in a model that contains nothing
but code lists, as the profile's own example ``testMod2`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import terms
from catalog.build.feeds.feed import uncounted
from catalog.build.publication import COPIED, ours
from catalog.model.rdf import Iri, Literal, Node, iris
from catalog.web.urls import MODELS, Urls

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from catalog.build.feeds.feed import Feed
    from catalog.model.rdf import Properties, Term
    from catalog.reading import Catalogue


def fill(feed: Feed, catalogue: Catalogue, codes: Iterable[Node]) -> None:
    """Put our models, code lists and codes into ``feed``, and a catalogue that lists the models."""
    graph, kinds = catalogue.graph, catalogue.outline.kinds
    models = ours(catalogue, "model")
    catalogs = [iri for iri in ours(catalogue, "thing") if _is_a(terms.CATALOG, graph.about(iri))]
    lists = ours(catalogue, "code-list")
    coded = sorted(iri for iri in iris(codes) if iri.startswith(catalogue.settings.base_iri))
    for iri in (*models, *lists, *coded):
        feed.put(iri, graph.about(iri))

    def whole(iri: Iri) -> Properties:
        about = graph.about(iri)
        if kinds.get(iri, "thing") in {"thing", "type", "property"}:
            return {} if _is_a(terms.CATALOG, about) else uncounted(about)
        return about if _is_a(terms.CLASSIFICATION_LEVEL, about) else {}

    feed.explain(graph, whole)
    loose = set(lists) - _reached(feed, models, {*lists, *coded})
    home = Iri(catalogue.settings.base_iri + Urls("").feed(MODELS).removeprefix("/"))
    if loose:
        model = Iri(f"{home}#code-lists")
        models = [*models, model]
        about = _described(catalogue, model, terms.INFORMATION_MODEL)
        feed.put(model, {**about, terms.CONTAINS_ELEMENT: sorted(loose)})
    if models:
        _list(feed, catalogue, models, catalogs, Iri(f"{home}#catalog"))
    feed.explain(graph, whole)


def _list(
    feed: Feed, catalogue: Catalogue, models: list[Iri], catalogs: list[Iri], fallback: Iri
) -> None:
    """Put the catalogues of models into ``feed``; one of our own where the sources have none.

    Every model is listed: one that no catalogue names is in the first of them.
    """
    graph = catalogue.graph
    listed = {model for iri in catalogs for model in iris(graph.objects(iri, terms.MODEL))}
    unlisted = [model for model in models if model not in listed]
    for iri in catalogs or [fallback]:
        about = graph.about(iri) or _described(catalogue, iri, terms.CATALOG)
        named = _together(about.get(terms.MODEL, ()), unlisted)
        parts = _together(about.get(terms.DCT_HAS_PART, ()), named)
        feed.put(iri, {**about, terms.MODEL: named, terms.DCT_HAS_PART: parts})
        unlisted = []


def _described(catalogue: Catalogue, iri: Iri, kind: Iri) -> Properties:
    """Describe what the sources don't, by what the catalogue says of itself."""
    settings = catalogue.settings
    about: Properties = {
        terms.TYPE: [kind],
        terms.IDENTIFIER: [Literal(iri, datatype=terms.ANY_URI)],
        terms.TITLE: [Literal(text, lang) for lang, text in settings.title.items()],
        terms.DESCRIPTION: [Literal(text, lang) for lang, text in settings.description.items()],
    }
    for catalog in ours(catalogue, "catalog")[:1]:
        said = catalogue.graph.about(catalog)
        about |= {predicate: said[predicate] for predicate in COPIED if predicate in said}
    return {predicate: values for predicate, values in about.items() if values}


def _reached(feed: Feed, models: Iterable[Iri], ends: Container[Node]) -> set[Node]:
    """Return what ``models`` lead to by way of their elements; from one list to another is none."""
    queue: list[Node] = list(models)
    reached = set(queue)
    for node in queue:
        for value in feed.objects(node) if node not in ends else ():
            if not isinstance(value, Literal) and value not in reached and value in feed:
                reached.add(value)
                queue.append(value)
    return reached


def _is_a(kind: Iri, about: Properties) -> bool:
    return kind in about.get(terms.TYPE, ())


def _together(first: Iterable[Term], second: Iterable[Term]) -> list[Term]:
    return list(dict.fromkeys([*first, *second]))
