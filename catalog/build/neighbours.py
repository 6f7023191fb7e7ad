"""What a document tells of things that it names but isn't about: their types and names.

So that it can be read, shown and judged by itself: profiles ask of which class a publisher or a
related concept is, and tools show a concept with the names of those around it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import terms
from catalog.build.pieces import in_each_format
from catalog.build.plain_skos import AGENTS, reached
from catalog.formats import simple_skos
from catalog.formats.order import block
from catalog.model.rdf import NOTHING, Iri, Properties, iris
from catalog.reading.outline import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from catalog.build.pieces import Made
    from catalog.build.plain_skos import PlainSkos
    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Node
    from catalog.reading import Catalogue

NAMING: Final = frozenset({terms.TYPE, terms.NOTATION, *NAMES})
"""What is told of a neighbour."""
KEPT: Final = 10_000
"""Neighbours kept as they are written, by each process: 30 MB; those around a concept recur."""


class Neighbour(NamedTuple):
    """A thing that a document names: whether all is told of it, and what the document itself says.

    The latter is None where that is nothing.
    """

    iri: Iri
    full: bool
    more: Properties | None


class Neighbours:
    """The neighbours of documents, as pieces that are put behind what a document is about.

    Only things of the catalogue's own base are told of: what lies elsewhere is described by
    others, and a type given to it here could be taken for ours.
    """

    def __init__(self, catalogue: Catalogue, plain_skos: PlainSkos, prefixes: Prefixes) -> None:
        self._base = catalogue.settings.base_iri
        self._most = catalogue.settings.limits.neighbours
        self._graph = catalogue.graph
        self._plain_skos = plain_skos
        self._prefixes = prefixes
        self._written: Callable[..., Made] = lru_cache(KEPT)(self._write)

    def named(self, blocks: Sequence[Block], described: Container[Node]) -> list[Neighbour]:
        """Return what ``blocks`` name that isn't ``described``, by IRI.

        Who publishes a thing is always among them, the others not where they are too many.
        """
        base, subjects, scheme = self._base, self._graph.subjects, self._plain_skos.scheme
        agents: set[Iri] = set()
        others: set[Iri] = set()
        for _, properties in blocks:
            for predicate, values in properties:
                found = agents if predicate in AGENTS else others
                for value in values:
                    if isinstance(value, Iri) and value.startswith(base):
                        found.add(value)
        if len(others) > self._most:
            others.clear()
        # What is said of a thing that the document isn't about stands with its name.
        more = {iri: dict(said) for iri, said in blocks if iri not in described}
        return [
            Neighbour(iri, iri in agents, more.get(iri))
            for iri in sorted({*agents, *others, *iris(more)})
            if iri not in described and (iri in subjects or iri == scheme or iri in more)
        ]

    def told(self, named: Sequence[Neighbour], *, simple: bool = False) -> list[Made]:
        """Return what documents tell of ``named``, in their own form or in plain SKOS."""
        return [
            self._written(iri, full=full, simple=simple)
            if more is None
            else self._write(iri, full=full, simple=simple, more=more)
            for iri, full, more in named
        ]

    def _write(self, iri: Iri, *, full: bool, simple: bool, more: Properties = NOTHING) -> Made:
        if full:
            told = [block(node, self._graph.about(node)) for node in reached(self._graph, iri)]
        else:
            said = self._plain_skos.about(iri) if iri.startswith(self._base) else NOTHING
            told = [block(iri, {**{name: said[name] for name in said.keys() & NAMING}, **more})]
        if simple:
            plain = simple_skos.project(told)
            if plain is told and not more:
                return self._written(iri, full=full, simple=False)
            told = list(plain)
        return in_each_format([it for it in told if it[1]], self._prefixes)
