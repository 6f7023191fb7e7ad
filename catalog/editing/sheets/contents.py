"""Contents: the sources seen as sheets; which rows and columns there are, what each cell says."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.check.hierarchy import RelationObject, relation_objects
from catalog.check.things import find_things
from catalog.editing.sheets import plan
from catalog.editing.sheets.cells import Cell, shown
from catalog.editing.sheets.names import Names
from catalog.editing.sheets.plan import Column, Field, Shape
from catalog.model.collation import notation_key, sort_key
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Graph, Node, Term
    from catalog.settings import Settings

ENDS: Final = ("from", "relation", "to")
"""The columns of a relation object that several statements tell together."""


class Contents:
    """The sources as rows and cells, named in the reader's language ``lang``."""

    def __init__(self, graph: Graph, settings: Settings, lang: str) -> None:
        self.graph = graph
        self.settings = settings
        self.lang = lang
        self.known_columns: dict[str, tuple[Column, ...]] = {}
        self.things = find_things(graph, settings.base_iri)
        self.relations = self._relation_objects()
        self.formers = self._former_texts()
        named = self._kinds()
        self.names = Names(graph, settings.base_iri, lang, named)
        self.rows = {kind: self._sorted(kind, found) for kind, found in named.items()}
        self.rows[plan.RELATIONS] = tuple(
            sorted(self.relations, key=lambda node: self._relation_order(self.relations[node]))
        )
        self.rows[plan.FORMERS] = tuple(
            sorted(self.formers, key=lambda node: (self._code_order(self.formers[node]), node))
        )

    def columns(self, kind: str) -> tuple[Column, ...]:
        """Return the columns of a kind: what the profile asks and what its statements use."""
        if kind not in self.known_columns:
            self.known_columns[kind] = tuple(
                Column(field, language)
                for field in plan.FIELDS
                if kind in field.kinds
                for language in self._languages(field, kind)
            )
        return self.known_columns[kind]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a sheet: concepts always, others where there are any."""
        return tuple(
            kind
            for kind in plan.KINDS
            if self.rows[kind]
            or kind == plan.CONCEPTS
            or (kind == plan.RELATIONS and self.has_roles)
        )

    def cell(self, resource: Iri, column: Column) -> Cell:
        """Return what a cell shows."""
        cell = shown(
            column, self.terms(resource, column), self.names, self.settings.limits.cell_characters
        )
        return cell if self._exact(resource, column) else replace(cell, exact=False)

    def terms(self, resource: Iri, column: Column) -> tuple[Term, ...]:
        """Return the terms that a cell tells of; what fits no column is never among them."""
        field = column.field
        if resource in self.relations and field.name in ENDS:
            relation = self.relations[resource]
            ends = (relation.subject, relation.direct, relation.value)
            return tuple(iris([ends[ENDS.index(field.name)]]))
        if field.name == "formerOf":
            return (self.formers[resource],)
        if field.part:
            subjects: tuple[Node, ...] = self.parts(resource, column)
        else:
            subjects = (resource,)
        values = [
            term for subject in subjects for term in self.graph.objects(subject, field.predicate)
        ]
        if field.inverse:
            values += self.backward.get((field.inverse, resource), ())
        return tuple(dict.fromkeys(term for term in values if _fits(column, term)))

    def parts(self, resource: Iri, column: Column) -> tuple[Node, ...]:
        """Return the resource's parts that hold a text in the column's language."""
        part = column.field.part
        return tuple(
            node
            for node in (self.graph.objects(resource, part.link) if part else ())
            if not isinstance(node, Literal)
            and part
            and column.language
            in {text.language for text in literals(self.graph.objects(node, part.value))}
        )

    def shut(self, resource: Iri | None, column: Column, cell: Cell | None = None) -> str:
        """Return why a cell can't be changed in a sheet: a sentence's name, empty if it can."""
        field = column.field
        if field.name == "related" and self.has_roles:
            return "roles"
        if resource is not None and field.locked:
            return "locked"
        if cell is not None and not cell.exact:
            return "inexact"
        return ""

    @cached_property
    def has_roles(self) -> bool:
        """Tell whether associative relations have a role here, so one cell can't tell them."""
        return self.settings.profile == "skos-ap-no" or any(
            relation.has == terms.ASSOCIATIVE_RELATION for relation in self.relations.values()
        )

    @cached_property
    def backward(self) -> dict[tuple[Iri, Node], list[Iri]]:
        """What is said from the other side, by property and the resource that it is said of."""
        wanted = {field.inverse for field in plan.FIELDS if field.inverse}
        found: dict[tuple[Iri, Node], list[Iri]] = {}
        for subject, properties in self.graph.subjects.items():
            if isinstance(subject, BlankNode):
                continue
            # A level of a classification is no collection, though it has members as one has.
            level = terms.CLASSIFICATION_LEVEL in properties.get(terms.TYPE, ())
            for predicate in properties.keys() - ({terms.MEMBER} if level else set()):
                if predicate in wanted:
                    for value in iris(properties[predicate]):
                        found.setdefault((predicate, value), []).append(subject)
        return found

    def uses(self, predicate: Iri) -> bool:
        """Tell whether any statement of the sources has ``predicate``."""
        return predicate in self._predicates

    @cached_property
    def _predicates(self) -> set[Iri]:
        return {predicate for about in self.graph.subjects.values() for predicate in about}

    def _exact(self, resource: Iri, column: Column) -> bool:
        part = column.field.part
        if not part:
            return True
        nodes = self.parts(resource, column)
        if any(isinstance(node, BlankNode) for node in nodes) or len(nodes) > 1:
            return False
        own = column.field.predicate == part.value
        return own or all(len(self.graph.objects(node, part.value)) == 1 for node in nodes)

    def _kinds(self) -> dict[str, tuple[Iri, ...]]:
        things = self.things
        coded = things.codes | things.headings
        return {
            plan.CONCEPTS: _named(node for node in things.concepts if node not in coded),
            plan.COLLECTIONS: _named(things.collections),
            plan.SCHEMES: _named(node for node in things.schemes if node not in things.code_lists),
            plan.LISTS: _named(node for node in things.schemes if node in things.code_lists),
            plan.CODES: _named(node for node in things.concepts if node in coded),
        }

    def _relation_objects(self) -> dict[Iri, RelationObject]:
        found: dict[Iri, RelationObject] = {}
        several: set[Iri] = set()
        for relation in relation_objects(self.graph):
            if isinstance(relation.node, Iri) and isinstance(relation.subject, Iri):
                if relation.node in found:
                    several.add(relation.node)
                found[relation.node] = relation
        # One object of two relations is no row of its own; it stays as it is.
        return {node: relation for node, relation in found.items() if node not in several}

    def _former_texts(self) -> dict[Iri, Iri]:
        """Return whose each former text is; one of several resources, or of none, has no row."""
        found: dict[Iri, list[Iri]] = {}
        for owner in self.things.concepts:
            for node in iris(self.graph.objects(owner, terms.FORMER_LABEL)):
                if isinstance(owner, Iri) and node in self.graph.subjects:
                    found.setdefault(node, []).append(owner)
        return {node: owners[0] for node, owners in found.items() if len(owners) == 1}

    def _languages(self, field: Field, kind: str) -> tuple[str, ...]:
        asked = self.settings.profile in field.always and kind in field.core
        if not field.languages:
            used = field.name in ENDS or any(
                self.terms(resource, Column(field)) for resource in self.rows[kind]
            )
            return ("",) if asked or used else ()
        found: set[str] = set()
        for resource in self.rows[kind]:
            subjects: list[Node] = [resource]
            predicate = field.predicate
            if field.part:
                predicate = field.part.value
                linked = self.graph.objects(resource, field.part.link)
                subjects = [node for node in linked if not isinstance(node, Literal)]
            for subject in subjects:
                found.update(
                    text.language
                    for text in literals(self.graph.objects(subject, predicate))
                    if text.language or not field.part
                )
        # The parser gives language tags in lower case.
        own = tuple(language.lower() for language in self.settings.languages)
        first = own if asked or found else ()
        return (*first, *sorted(found - set(first)))

    def _sorted(self, kind: str, resources: tuple[Iri, ...]) -> tuple[Iri, ...]:
        order = self._code_order if kind == plan.CODES else self._name_order
        return tuple(sorted(resources, key=order))

    def _name_order(self, iri: Iri) -> tuple[str, str]:
        return (sort_key(self.names.label(iri), self.settings.languages[0]), iri)

    def _code_order(self, iri: Iri) -> tuple[object, ...]:
        within = min(self.things.schemes_of.get(iri, ()), default="")
        place = [text.value for text in literals(self.graph.objects(iri, terms.POSITION))]
        codes = [text.value for text in literals(self.graph.objects(iri, terms.NOTATION))]
        position = int(place[0]) if place and place[0].isdecimal() else 10**9
        return (within, position, notation_key(codes[0] if codes else ""), iri)

    def _relation_order(self, relation: RelationObject) -> tuple[str, str, str, str]:
        ends = (Iri(relation.subject), relation.value)
        names = [sort_key(self.names.label(iri), self.settings.languages[0]) for iri in ends]
        return (names[0], relation.direct, names[1], relation.node)


def _named(nodes: Iterable[Node]) -> tuple[Iri, ...]:
    return tuple(node for node in nodes if isinstance(node, Iri))


def _fits(column: Column, term: Term) -> bool:
    """Tell whether a column shows a term: a text of its language, an IRI that is linked to."""
    shape = column.field.shape
    if isinstance(term, BlankNode):
        return False
    if shape is Shape.LINK:
        return isinstance(term, Iri)
    if shape in {Shape.CHOICE, Shape.SOURCE}:
        return True
    if not isinstance(term, Literal):
        return False
    return not column.field.languages or term.language == column.language
