"""What is said about a thing, as facts that people talk of: terms, definitions, relations.

A fact stands on one or more statements: a relation that is told both directly and as an object is
one fact. Every statement of a thing stands under some fact, so a difference can't go untold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import terms
from catalog.model.rdf import BlankNode, Iri, Literal, Node, Term, iris
from catalog.reading import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.reading.outline import Outline

ASPECTS: Final = (
    "term", "name", "alternative", "hidden", "proposed", "definition", "definition-source",
    "definition-basis", "definition-audience", "description", "status", "valid-from", "valid-to",
    "replaced-by", "replaces", "notation", "source", "relation", "role", "match", "subject",
    "values", "in", "member", "order", "part", *values.NOTES.values(), "see-also", "keyword",
    "property", "form",
)  # fmt: skip
"""What a fact can be about, in the order in which it is told."""

_PLAIN: Final = {
    terms.TITLE: "name", terms.LABEL: "name", terms.NAME: "name", terms.FN: "name",
    terms.PREF_LABEL: "name", terms.ALT_LABEL: "alternative", terms.HIDDEN_LABEL: "hidden",
    terms.PROPOSED_TERM: "proposed", terms.DESCRIPTION: "description",
    terms.COMMENT: "description", terms.STATUS: "status", terms.ADMS_STATUS: "status",
    terms.DEPRECATED: "status", terms.START_DATE: "valid-from", terms.VALID_FROM: "valid-from",
    terms.END_DATE: "valid-to", terms.VALID_THROUGH: "valid-to", terms.NOTATION: "notation",
    terms.REPLACES: "replaces", terms.IS_REPLACED_BY: "replaced-by", terms.SUBJECT: "subject",
    terms.VALUE_RANGE: "values", terms.IN_SCHEME: "in", terms.TOP_CONCEPT_OF: "in",
    terms.MEMBER_OF: "in", terms.HAS_TOP_CONCEPT: "member", terms.MEMBER: "member",
    terms.CONTAINS: "member", terms.DCT_HAS_PART: "part", terms.HAS_DATASET: "part",
    terms.SEE_ALSO: "see-also", terms.KEYWORD: "keyword",
}  # fmt: skip
_LISTS: Final = {terms.SOURCE: "source", terms.MEMBER_LIST: "member"}
"""Properties whose value may be an ``rdf:List`` of values."""
_NOTES: Final = {terms.XL_DEFINITION: "definition", terms.DEFINITION: "definition", **values.NOTES}
"""Properties whose value is a text or a node with the text (SKOS reference, section 7)."""
_INSIDE: Final = {
    terms.RELATIONSHIP: "definition-basis",
    terms.AUDIENCE: "definition-audience",
    terms.SOURCE: "definition-source",
}
LISTED: Final = frozenset({*_LISTS.values(), *_INSIDE.values()})
"""What an item of a list is told as."""
_MATCHES: Final = (
    terms.EXACT_MATCH, terms.CLOSE_MATCH, terms.BROAD_MATCH, terms.NARROW_MATCH,
    terms.RELATED_MATCH,
)  # fmt: skip
_DIRECT: Final = {
    # General kinds first: a closer one, told of the same target, takes their place.
    terms.BROADER: "broader",
    terms.NARROWER: "narrower",
    terms.RELATED: "related",
    terms.SPECIALIZES: "broader-generic",
    terms.IS_PART_OF: "broader-partitive",
    terms.GENERALIZES: "narrower-generic",
    terms.HAS_PART: "narrower-partitive",
}
_ENDS: Final = {
    terms.HAS_GENERIC: "broader-generic",
    terms.HAS_SPECIFIC: "narrower-generic",
    terms.HAS_COMPREHENSIVE: "broader-partitive",
    terms.HAS_PARTITIVE: "narrower-partitive",
    terms.HAS_TO_CONCEPT: "related",
}
_OBJECTS: Final = (terms.GENERIC_RELATION, terms.PARTITIVE_RELATION, terms.ASSOCIATIVE_RELATION)


class Fact(NamedTuple):
    """A fact, equal in both versions where it is the same.

    ``about`` is the target of a relation, or the part that a property stands in.
    """

    aspect: str
    value: Term
    lang: str = ""
    predicate: str = ""
    about: Node = Iri("")


Statement = tuple[Node, Iri, Term]
Statements = frozenset[Statement]
Facts = dict[Fact, list[Statements]]
"""Each fact, with the sets of statements that it stands on; members of a list share one set."""


def read_facts(outline: Outline, whole: Iri, nodes: Iterable[Node], kind: str) -> Facts:
    """Return the facts about ``whole``, which is made up of ``nodes``, each with its statements."""
    return _Reader(outline, whole, kind).read(nodes)


class _Reader:
    """The state of one reading."""

    def __init__(self, outline: Outline, whole: Iri, kind: str) -> None:
        self.outline = outline
        self.graph = outline.graph
        self.whole = whole
        self.concept = kind in {"concept", "code"}
        self.facts: Facts = {}

    def read(self, nodes: Iterable[Node]) -> Facts:
        for predicate, objects in self.graph.about(self.whole).items():
            for value in objects:
                self._statement(predicate, value)
        self._relations()
        sets = {id(it): it for found in self.facts.values() for it in found}
        told: set[Statement] = set().union(*sets.values())
        # Two things may share a blank node of the same content; only one of them owns it.
        shared = {it for node, _, value in told for it in (node, value)}
        parts = {*nodes, *(it for it in shared if isinstance(it, BlankNode))}
        for node in sorted(parts, key=lambda it: (isinstance(it, BlankNode), it)):
            # A part is named by its IRI; a blank node has none that would mean anything.
            part = Iri("") if node == self.whole or isinstance(node, BlankNode) else node
            for said in self._said(node):
                if said not in told:
                    _, predicate, value = said
                    lang = value.language if isinstance(value, Literal) else ""
                    found = {said} | self._below(value)
                    self._add(Fact("property", value, lang, predicate, part), found)
                    told |= found
        return self.facts

    def _add(self, fact: Fact, *statements: Iterable[Statement]) -> None:
        sets = (it if isinstance(it, frozenset) else frozenset(it) for it in statements)
        self.facts.setdefault(fact, []).extend(it for it in sets if it)

    def _text(self, aspect: str, value: Term, *statements: Iterable[Statement]) -> None:
        lang = value.language if isinstance(value, Literal) else ""
        self._add(Fact(aspect, value, lang), *statements, self._below(value))

    def _statement(self, predicate: Iri, value: Term) -> None:
        said = (self.whole, predicate, value)
        if predicate in _NOTES:
            self._note(said, _NOTES[predicate])
        elif predicate in _MATCHES:
            self._add(Fact("match", value, "", predicate), {said})
        elif predicate == terms.XL_PREF_LABEL and not isinstance(value, Literal):
            for form in self.graph.objects(value, terms.XL_LITERAL_FORM):
                self._text("term", form, {said}, self._said(value))
        elif predicate in _LISTS:
            for item, cells in self._items(said):
                self._text(_LISTS[predicate], item, {said}, cells)
        elif predicate in _PLAIN and not isinstance(value, BlankNode):
            named = predicate == terms.PREF_LABEL and self.concept
            self._text("term" if named else _PLAIN[predicate], value, {said})

    def _note(self, said: Statement, aspect: str) -> None:
        node = said[2]
        if isinstance(node, Literal):
            self._text(aspect, node, {said})
            return
        properties = self.graph.about(node)
        found = [it for it in properties.get(terms.VALUE, ()) if isinstance(it, Literal)]
        kind = {(node, terms.TYPE, it) for it in properties.get(terms.TYPE, ())}
        for text in found:
            self._text(aspect, text, {said, (node, terms.VALUE, text)}, kind)
        if not found or aspect != "definition":
            return
        for predicate, inner in _INSIDE.items():
            for value in properties.get(predicate, ()):
                told = (node, predicate, value)
                for item, cells in self._items(told):
                    fact = Fact(inner, item, found[0].language)
                    self._add(fact, {told}, cells, self._below(item))

    def _relations(self) -> None:
        """Tell of each target once in each direction, of the closest kind that is stated."""
        about = self.graph.about(self.whole)
        kinds: dict[tuple[str, Iri], str] = {}
        told: dict[tuple[str, Iri], set[Statement]] = {}
        for predicate, kind in _DIRECT.items():
            for target in iris(about.get(predicate, ())):
                key = (kind.partition("-")[0], target)
                kinds[key] = kind
                told.setdefault(key, set()).add((self.whole, predicate, target))
        for predicate in _OBJECTS:
            for node in about.get(predicate, ()):
                if not isinstance(node, Literal):
                    self._relation_object((self.whole, predicate, node), node, kinds, told)
        for (direction, target), kind in kinds.items():
            fact = Fact("relation", Literal(kind), "", direction, target)
            self._add(fact, told[direction, target])

    def _relation_object(
        self,
        said: Statement,
        node: Node,
        kinds: dict[tuple[str, Iri], str],
        told: dict[tuple[str, Iri], set[Statement]],
    ) -> None:
        properties = self.graph.about(node)
        shape = {said, *((node, terms.TYPE, it) for it in properties.get(terms.TYPE, ()))}
        for end, kind in _ENDS.items():
            for target in iris(properties.get(end, ())):
                key = (kind.partition("-")[0], target)
                kinds[key] = kind
                told.setdefault(key, set()).update(shape, {(node, end, target)})
                for predicate in (terms.RELATION_ROLE, terms.DESCRIPTION):
                    for text in properties.get(predicate, ()):
                        lang = text.language if isinstance(text, Literal) else ""
                        fact = Fact("role", text, lang, "", target)
                        self._add(fact, {(node, predicate, text)}, self._below(text))

    def _items(self, said: Statement) -> Iterator[tuple[Term, Statements]]:
        """Yield the items of a list with the statements of its cells, or the value itself.

        A list is a fact of its own, too: its order.
        """
        _, predicate, head = said
        if head != terms.NIL and (
            isinstance(head, Literal) or terms.FIRST not in self.graph.about(head)
        ):
            yield head, frozenset()
            return
        cells: set[Statement] = {said}
        items: list[Term] = []
        seen: set[Term] = set()
        while not isinstance(head, Literal) and head not in seen:
            seen.add(head)
            # One item and one way on; a cell that says more says it as any other node does.
            first = self.graph.objects(head, terms.FIRST)[:1]
            rest = self.graph.objects(head, terms.REST)[:1]
            items += first
            cells.update((head, terms.FIRST, it) for it in first)
            cells.update((head, terms.REST, it) for it in rest)
            if isinstance(head, BlankNode):
                cells.update((head, terms.TYPE, it) for it in self.graph.objects(head, terms.TYPE))
            head = rest[0] if rest else terms.NIL
        whole = frozenset(cells)
        self._add(Fact("order", Literal("\n".join(map(str, items))), "", predicate), whole)
        for item in items:
            yield item, whole

    def _said(self, node: Node) -> set[Statement]:
        return {
            (node, predicate, value)
            for predicate, objects in self.graph.about(node).items()
            for value in objects
        }

    def _below(self, value: Term) -> set[Statement]:
        """Return the statements of a blank node and of those that it reaches."""
        found: set[Statement] = set()
        seen: set[Node] = set()
        queue = [value]
        while queue:
            node = queue.pop()
            if isinstance(node, BlankNode) and node not in seen:
                seen.add(node)
                inner = self._said(node)
                found |= inner
                queue.extend(it for _, _, it in inner)
        return found
