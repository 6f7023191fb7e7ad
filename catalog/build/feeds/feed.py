"""A feed under way: which statements it holds, in a form that every harvester can read.

There are no blank nodes in it, what lies elsewhere has no type, and it can be said in RDF/XML
(`fdk-harvester`: what a harvester can't write as RDF/XML, it doesn't harvest at all).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.formats import rdfxml
from catalog.model.rdf import BlankNode, Iri, Literal, iris
from catalog.reading.outline import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Graph, Node, Properties, Term

NAMING: Final = frozenset({*NAMES, terms.IDENTIFIER})
"""What is told of a thing that lies elsewhere."""
INTERNAL: Final = frozenset({terms.HAS_EXCEPTION})
"""What only editors care for."""
COUNTED: Final = frozenset(
    {
        terms.CONCEPT, terms.CODE_ELEMENT, terms.CODE_LIST, terms.COLLECTION,
        terms.ORDERED_COLLECTION, terms.CATALOG, terms.DATASET, terms.DATA_SERVICE,
        terms.INFORMATION_MODEL,
    }
)  # fmt: skip
"""Every IRI of such a type is taken by a harvester for something that we publish."""


class Feed:
    """The statements of a feed by subject, as the sources have them until they are asked for."""

    def __init__(self, name: str, base_iri: str, prefixes: Prefixes) -> None:
        self.name = name
        self._base = base_iri
        self._prefixes = prefixes
        self._statements: dict[Node, Properties] = {}
        self._names: dict[BlankNode, Iri] = {}
        self._numbers: dict[str, int] = {}

    def __contains__(self, node: Node) -> bool:
        """Tell whether the feed says anything of ``node``."""
        return node in self._statements

    def put(self, node: Node, properties: Properties) -> None:
        """Add all that the feed is to say of ``node``."""
        self._statements[node] = properties

    def objects(self, node: Node) -> Iterable[Term]:
        """Yield what the feed says ``node`` has to do with."""
        for values in self._statements.get(node, {}).values():
            yield from values

    def explain(self, graph: Graph, whole: Callable[[Iri], Properties]) -> None:
        """Add what is named in the feed, and what that names in turn.

        ``whole`` returns what is told of something of ours that is no part of a thing in the feed;
        nothing where it is in another feed, or none.
        """
        queue = list(self._statements)
        for node in queue:
            properties = self._statements[node]
            for predicate in sorted(properties.keys() - INTERNAL):
                for value in properties[predicate]:
                    if isinstance(value, Literal) or value in self._statements:
                        continue
                    if isinstance(value, BlankNode):
                        self._name(value, node, graph)
                        told = _listing(uncounted(graph.about(value)))
                    elif value == terms.NIL:
                        # RDF says so of it (RDF 1.1 Semantics, section 8), XKOS-AP-NO's shapes ask.
                        told = {terms.TYPE: [terms.LIST]}
                    elif value.startswith(self._base):
                        told = whole(value)
                    else:
                        told = elsewhere(graph.about(value))
                    if told:
                        self._statements[value] = told
                        queue.append(value)

    def subjects(self) -> list[Node]:
        """Return the subjects, in the order in which they are written."""
        named = ((self._iri(node), node) for node in self._statements)
        return [node for _, node in sorted(named)]

    def block(self, node: Node) -> tuple[Iri, Properties]:
        """Return a subject's IRI and what is written of it.

        A predicate without an XML name, or a control character, would keep the whole feed from
        being harvested: such a statement is left out, and stands in the thing's own documents.
        """
        return self._iri(node), {
            predicate: kept
            for predicate, values in self._statements[node].items()
            if predicate not in INTERNAL
            and self._prefixes.xml(predicate) is not None
            and (kept := [self._written(value) for value in values if _writable(value)])
        }

    def _written(self, value: Term) -> Term:
        return self._iri(value) if isinstance(value, BlankNode) else value

    def _iri(self, node: Node) -> Iri:
        return self._names[node] if isinstance(node, BlankNode) else node

    def _name(self, blank: BlankNode, owner: Node, graph: Graph) -> None:
        """Give a blank node an IRI (RDF 1.1 §3.5): a fragment of the thing that names it first.

        A harvester would give it one that follows from its content, and so another one after
        each change.
        """
        if blank in self._names:
            return
        whole = self._iri(owner).partition("#")[0]
        name = None
        while name is None or name in graph.subjects:
            self._numbers[whole] = number = self._numbers.get(whole, 0) + 1
            name = Iri(f"{whole}#genid-{number}")
        self._names[blank] = name


def elsewhere(properties: Properties) -> Properties:
    """Return what may be told of a thing that isn't ours: its name, and who people are.

    To repeat that it is a concept or a dataset would make it one of ours.
    """
    types: list[Term] = [it for it in properties.get(terms.TYPE, ()) if it in terms.AGENTS]
    told: Properties = {}
    for predicate, values in properties.items():
        kept = types if predicate == terms.TYPE else _named(values)
        if kept and (types or predicate in NAMING):
            told[predicate] = kept
    return told


def uncounted(properties: Properties) -> Properties:
    """Return what is said of a part of a thing, which is none of its own whatever its types say."""
    if COUNTED.isdisjoint(iris(properties.get(terms.TYPE, ()))):
        return properties
    kept = [value for value in properties[terms.TYPE] if value not in COUNTED]
    rest = {name: values for name, values in properties.items() if name != terms.TYPE}
    return {terms.TYPE: kept, **rest} if kept else rest


def _listing(properties: Properties) -> Properties:
    """Say of a list's cell that it is one: with a name of its own nobody would see it."""
    if terms.FIRST not in properties or terms.TYPE in properties:
        return properties
    return {terms.TYPE: [terms.LIST], **properties}


def _named(values: Iterable[Term]) -> list[Term]:
    """Return those that aren't blank nodes, which could get no name of ours."""
    return [value for value in values if not isinstance(value, BlankNode)]


def _writable(value: Term) -> bool:
    return not isinstance(value, Literal) or not rdfxml.IMPOSSIBLE.search(value.value)
