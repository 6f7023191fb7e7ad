"""The whole catalogue as model values, one resource at a time so that memory stays small."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model.concept import Concept, Row
from catalog.model.rdf import BlankNode, Literal, iris
from catalog.reading import model_pages, requirement_pages, values
from catalog.reading.concepts import (
    definitions,
    former_labels,
    hierarchy,
    is_reportable,
    read_concept,
    requires_specification,
)
from catalog.reading.members import Members, read_members
from catalog.reading.outline import MODELLED, REPORTING, Outline
from catalog.reading.things import read_thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.model.rdf import Graph, Iri, Node
    from catalog.model.resource import Link, Resource
    from catalog.model.text import LangString
    from catalog.settings import Settings

ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
GROUPS: Final = frozenset({"scheme", "code-list", "collection"})
"""The kinds of things that hold concepts or codes."""


class Catalogue:
    """A read catalogue: who is in it, and each one's record, row, members and statements."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.graph = graph
        self.settings = settings
        self.outline = Outline(graph, settings.base_iri, settings.languages[0])

    @property
    def resources(self) -> Sequence[Iri]:
        """Return every IRI with a page, in an order that is the same in every build."""
        return self.outline.order

    def kind(self, iri: Iri) -> str:
        """Return what ``iri`` is, see ``model.resource.Resource``."""
        return self.outline.kinds[iri]

    def number(self, iri: Iri) -> int:
        """Return the number of ``iri`` in the Release, from 1."""
        return self.outline.numbers[iri]

    def link(self, iri: Iri) -> Link:
        """Return ``iri`` with its name, kind and path."""
        return self.outline.link(iri)

    def record(self, iri: Iri, members: Members | None) -> Resource:
        """Return all that a page shows of ``iri``; ``members`` as ``members()`` gave them."""
        kind = self.kind(iri)
        files = self.graph.files_of(iri)
        if kind in {"concept", "code"}:
            most = self.settings.limits.record_relations
            record: Resource = read_concept(self.outline, iri, kind, most)
        elif kind in MODELLED:
            record = model_pages.read_page(self.outline, iri, kind)
        elif kind in REPORTING:
            record = requirement_pages.read_page(self.outline, iri, kind)
        else:
            count, top_count = (members.total, members.top_total) if members else (0, 0)
            record = read_thing(self.outline, iri, kind, count, top_count)
        return replace(record, file=files[0]) if files else record

    def members(self, iri: Iri) -> Members | None:
        """Return what ``iri`` holds; None for what can't hold anything."""
        kind = self.kind(iri)
        if kind in {"concept", "code"} or kind in MODELLED or kind in REPORTING:
            return None
        return read_members(self.outline, iri, kind, self.settings.limits.tree_rows)

    def hierarchy(self, iri: Iri) -> dict[str, list[tuple[Iri, str]]]:
        """Return what is broader and narrower than a concept or code, with how it is so."""
        return hierarchy(self.outline, iri) if self.kind(iri) in {"concept", "code"} else {}

    def row(self, iri: Iri) -> Row:
        """Return ``iri`` as lists and search results show it."""
        properties = self.graph.about(iri)
        kind = self.kind(iri)
        if kind in {"concept", "code"}:
            texts: tuple[LangString, ...] = tuple(
                found.text for found in definitions(self.outline, properties)
            )
        else:
            texts = values.texts(
                properties.get(terms.DESCRIPTION, ()) or properties.get(terms.COMMENT, ())
            )
        valid = values.period(properties)
        status = values.status(properties)
        return Row(
            self.outline.link(iri),
            definition=texts,
            valid=(valid.start, valid.end),
            status=status.code if status else "",
            reportable=kind != "code" or is_reportable(properties),
            requires_specification=requires_specification(properties),
            replaced_by=self.outline.links(
                self.outline.said_and_implied(iri, terms.IS_REPLACED_BY)
            ),
            lists=self.outline.links(iris(properties.get(terms.IN_SCHEME, ())))
            if kind == "code"
            else (),
            former=former_labels(self.outline, properties) if kind == "code" else (),
        )

    def described(self, iri: Iri) -> list[Node]:
        """Return the subjects whose statements make up the documents of ``iri``, itself first.

        Its parts (``iri#…``), blank nodes they reach, foreign things they name that the sources
        describe (the title of a law section), and for a code list its codes.
        """
        outline = self.outline
        found: dict[Node, None] = {iri: None}
        found.update(dict.fromkeys(sorted(outline.documents.get(iri, ()))))
        if self.kind(iri) == "code-list":
            inside = outline.pointing_at(iri, terms.IN_SCHEME)
            if len(inside) <= self.settings.limits.embedded_members:
                for code in sorted(inside):
                    found[code] = None
                    found.update(dict.fromkeys(sorted(outline.documents.get(code, ()))))
        queue = list(found)
        while queue:
            for value in self._explained(queue.pop()):
                if value not in found:
                    found[value] = None
                    if isinstance(value, BlankNode):
                        queue.append(value)
        first, *rest = found
        return [first, *sorted(rest, key=lambda node: (isinstance(node, BlankNode), node))]

    def _explained(self, subject: Node) -> Iterator[Node]:
        """Yield what ``subject`` names that has no page here, but is described in the sources."""
        subjects, kinds, base = self.graph.subjects, self.outline.kinds, self.settings.base_iri
        for objects in self.graph.about(subject).values():
            for value in objects:
                if isinstance(value, Literal) or value not in subjects:
                    continue
                if isinstance(value, BlankNode) or (
                    value not in kinds and not value.startswith(base)
                ):
                    yield value

    def topics(self, concept: Concept) -> tuple[LangString, ...]:
        """Return a concept's subject fields: texts, and the names of those that are concepts."""
        named = tuple(text for link in concept.subject_links for text in link.label)
        return concept.subjects + named

    def version(self) -> str:
        """Return the version that the catalogue's own description states (``dcat:version``)."""
        for iri, kind in self.outline.kinds.items():
            if kind == "catalog":
                version = values.first_text(self.graph.about(iri), terms.VERSION)
                if version:
                    return version
        return ""

    def date(self) -> str:
        """Return the day that the catalogue's own description was changed, else issued."""
        for iri, kind in self.outline.kinds.items():
            if kind == "catalog":
                about = self.graph.about(iri)
                for day in (values.day(about, terms.MODIFIED), values.day(about, terms.ISSUED)):
                    if ISO_DAY.fullmatch(day):
                        return day
        return ""

    def contents(self, iri: Iri) -> dict[Iri, int | None]:
        """Return all that ``iri`` holds, however much that is, each once with its depth in a tree.

        A dataset holds its parts and, one step down, their members; of a requirement its versions
        and their rules. A tree and a collection are in the order that they are shown in, everything
        else is in that of the IRIs.
        """
        if self.kind(iri) == "dataset":
            parts = [it for it in iris(self.graph.objects(iri, terms.DCT_HAS_PART)) if it != iri]
            found = {part for part in parts if part in self.outline.kinds}
            for part in tuple(found):
                if self.kind(part) in GROUPS:
                    found.update(self.contents(part))
                elif self.kind(part) == "requirement":
                    found.update(self._reported(part))
            return dict.fromkeys(sorted(found - {iri}))
        members = self.members(iri)
        if members is None:
            return {}
        shown = [it for it in members.members if it.iri != iri]
        if members.role == "top":
            inside = {it for it in self.outline.pointing_at(iri, terms.IN_SCHEME) if it != iri}
            return dict.fromkeys(
                sorted(inside & self.outline.kinds.keys() | {it.iri for it in shown})
            )
        depths: dict[Iri, int | None] = {}
        for it in shown:
            depths.setdefault(it.iri, it.depth if members.role == "tree" else None)
        return depths

    def _reported(self, requirement: Iri) -> Iterator[Iri]:
        """Yield the versions of a requirement, and the rules of each."""
        kinds = self.outline.kinds
        for version in self.outline.pointing_at(requirement, terms.IN_SERIES):
            if kinds.get(version) == "requirement-version":
                yield version
                rules = iris(self.graph.objects(version, terms.HAS_BUSINESS_RULE))
                yield from (it for it in rules if kinds.get(it) == "business-rule")


def read_catalogue(graph: Graph, settings: Settings) -> Catalogue:
    """Read ``graph`` as a catalogue."""
    return Catalogue(graph, settings)
