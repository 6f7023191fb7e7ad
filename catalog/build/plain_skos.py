"""The plain-SKOS form of a catalogue: as ``simple_skos`` says it, with every concept in a scheme.

Tools for SKOS list a scheme's concepts. Concepts that the sources put in none are put in one that
is made of the catalogue's own description: ``<catalogue>#concepts``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.build.publication import ours, part_of
from catalog.formats import simple_skos
from catalog.formats.order import block
from catalog.model.concept import Concept
from catalog.model.dataset import Catalog
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.model.resource import Link
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.formats.order import Block
    from catalog.model.rdf import Graph, Node, Properties, Term
    from catalog.model.resource import Resource
    from catalog.reading import Catalogue

KINDS: Final = frozenset({"concept", "code", "scheme", "code-list", "collection"})
"""What SKOS has words for; of a dataset it would say nothing."""
AGENTS: Final = (terms.PUBLISHER, terms.CREATOR, terms.CONTACT_POINT)
"""Who is behind a thing: told of in full wherever they are named, since profiles ask for it."""
COPIED: Final = (
    terms.DESCRIPTION, terms.PUBLISHER, terms.CREATOR, terms.LICENSE, terms.LANGUAGE, terms.ISSUED,
    terms.MODIFIED,
)  # fmt: skip
"""What the made scheme has in common with the catalogue; its title is the scheme's too."""


class PlainSkos:
    """What the plain-SKOS form says, and of which scheme.

    ``scheme`` is the made one, ``catalog`` what it was made of: both empty where every concept is
    in a scheme, or where there is nothing to make one of.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.catalog = self.scheme = Iri("")
        self._inside: frozenset[Iri] = frozenset()
        self._top: frozenset[Iri] = frozenset()
        self._about: Properties = {}
        outline = catalogue.outline
        for catalog in ours(catalogue, "catalog")[:1]:
            scheme = part_of(catalog, "concepts")
            inside = frozenset(
                iri
                for iri in ours(catalogue, "concept")
                if not iris(catalogue.graph.objects(iri, terms.IN_SCHEME))
                and not outline.said_and_implied(iri, terms.TOP_CONCEPT_OF)
            )
            # What the sources use the name for is not ours to say.
            if inside and scheme not in catalogue.graph.subjects:
                self.catalog, self.scheme, self._inside = catalog, scheme, inside
                self._top = frozenset(
                    iri
                    for iri in inside
                    if all(it not in inside for it, _ in catalogue.hierarchy(iri)["broader"])
                )
                self._about = self._made()

    def about(self, node: Node) -> Properties:
        """Return what there is to say of ``node``, in the words of the sources."""
        if node and node == self.scheme:
            return self._about
        said = self._catalogue.graph.about(node)
        if node not in self._inside:
            return said
        top: list[Term] = [self.scheme] if node in self._top else []
        placed: Properties = {terms.IN_SCHEME: [self.scheme]}
        return {**said, **placed, **({terms.TOP_CONCEPT_OF: top} if top else {})}

    def view(self, iri: Iri, blocks: Sequence[Block]) -> tuple[Iri, Sequence[Block]]:
        """Return the documents' ``blocks`` of ``iri`` in plain SKOS, and what they are about.

        The very same where that changes nothing; none where SKOS has nothing to say. Subjects that
        weren't in ``blocks`` are collections, of which one member is told.
        """
        if iri == self.catalog:
            return self.scheme, simple_skos.project([block(self.scheme, self._about)])
        if self._catalogue.kind(iri) not in KINDS:
            return iri, ()
        if iri in self._inside:
            blocks = [block(iri, self.about(iri)), *blocks[1:]]
        return iri, simple_skos.project(blocks)

    def told(self, parts: Iterable[Iri]) -> Sequence[Block]:
        """Return what a file tells of ``parts``: what their documents say, and who publishes them.

        What a neighbour is called isn't told, since a file holds the neighbours themselves.
        """
        catalogue, kinds = self._catalogue, self._catalogue.outline.kinds
        nodes: dict[Node, None] = {}
        for part in parts:
            if part == self.catalog:
                nodes[self.scheme] = None
            elif catalogue.kind(part) in KINDS:
                inside = catalogue.described(part)
                nodes.update((node, None) for node in inside if node == part or node not in kinds)
        agents = {
            agent
            for node in nodes
            for predicate in AGENTS[:2]
            for agent in iris(self.about(node).get(predicate, ()))
            if agent in catalogue.graph.subjects
        }
        for agent in sorted(agents):
            nodes.update(dict.fromkeys(reached(catalogue.graph, agent)))
        told = [block(node, self.about(node)) for node in nodes]
        if self.scheme not in nodes and not self._inside.isdisjoint(nodes):
            # Which its top concepts are, those that are here say themselves.
            here = {name: it for name, it in self._about.items() if name != terms.HAS_TOP_CONCEPT}
            told.append(block(self.scheme, here))
        return simple_skos.project(told)

    def as_skos(self, record: Resource) -> Resource:
        """Return a record as SKOS tools are to see it, with the made scheme in its place."""
        if record.iri in self._inside and isinstance(record, Concept):
            return replace(record, schemes=(self._link(),))
        if record.iri == self.catalog and isinstance(record, Catalog):
            return replace(record, datasets=(*record.datasets, self._link()))
        return record

    def _link(self) -> Link:
        names = literals(self._about[terms.TITLE])
        label = tuple(LangString(it.value, it.language) for it in names)
        return Link(iri=str(self.scheme), label=label, kind="scheme")

    def _made(self) -> Properties:
        settings = self._catalogue.settings
        said = self._catalogue.graph.about(self.catalog)
        titles: list[Term] = [*literals(said.get(terms.TITLE, ()))] or [
            Literal(text, language) for language, text in settings.title.items()
        ]
        about: Properties = {terms.TYPE: [terms.CONCEPT_SCHEME], terms.TITLE: titles}
        about |= {predicate: said[predicate] for predicate in COPIED if predicate in said}
        # Of more, each says so itself: the document of the catalogue stays one that can be read.
        if 0 < len(self._top) <= settings.limits.embedded_members:
            about[terms.HAS_TOP_CONCEPT] = sorted(self._top)
        return about


def reached(graph: Graph, node: Node) -> list[Node]:
    """Return ``node`` and the blank nodes that are parts of it."""
    found = [node]
    for one in found:
        for values in graph.about(one).values():
            found += [it for it in values if isinstance(it, BlankNode) and it not in found]
    return found
