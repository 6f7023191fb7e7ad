"""What every breakage starts from: the file, the world around it, and what can be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from benchmarks.document import Document, iri

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from catalog.model.rdf import Graph, Iri, Node
    from catalog.source.walk import Statement

RELATIONS = {
    "xkos:specializes": "xkos:generalizes", "xkos:generalizes": "xkos:specializes",
    "xkos:isPartOf": "xkos:hasPart", "xkos:hasPart": "xkos:isPartOf",
    "skos:broader": "skos:narrower", "skos:narrower": "skos:broader",
    "skos:related": "skos:related",
}  # fmt: skip
ENDS = (
    "skosno:hasGenericConcept", "skosno:hasSpecificConcept", "skosno:hasComprehensiveConcept",
    "skosno:hasPartitiveConcept", "skosno:hasToConcept",
)  # fmt: skip
MANDATORY = {
    "skos:Concept": ("skos:prefLabel",),
    "modelldcatno:CodeElement": ("skos:notation", "skos:inScheme"),
    "modelldcatno:CodeList": ("dct:identifier", "dct:title", "dct:publisher",
                              "xkos:numberOfLevels"),
    "skos:Collection": ("dct:identifier", "dct:title", "dct:publisher", "dcat:contactPoint",
                        "skos:member"),
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "dcat:Dataset": ("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint"),
    "euvoc:XlNote": ("rdf:value",),
    "skosno:AssociativeConceptRelation": ("skosno:relationRole",),
}  # fmt: skip
OF_CONCEPTS = ("dct:identifier", "dct:publisher", "dcat:contactPoint")


class Broken(NamedTuple):
    """A file with one fact broken, and where that is to be told: lines by file."""

    text: str | bytes
    places: frozenset[tuple[str, int]]


class World(NamedTuple):
    """What a breakage may look at besides its own file."""

    graph: Graph
    documents: dict[str, Document]

    def places(self, subject: Node, predicate: Iri, value: Node) -> list[tuple[str, int]]:
        """Return where a statement stands, whatever file it is in."""
        return [
            (name, document.line(one.value_at[0]))
            for name in self.graph.files_of(subject)
            if (document := self.documents.get(name))
            for one in document.statements
            if (one.subject, one.predicate, one.value) == (subject, predicate, value)
        ]


Way: TypeAlias = "Callable[[Document, World, random.Random], Broken | None]"


def broken_at(document: Document, text: str | bytes, *lines: int) -> Broken:
    """Return a broken file, to be told at those lines."""
    return Broken(text, frozenset((document.name, line) for line in lines))


def concepts_of(document: Document) -> Callable[[Statement], bool]:
    """Tell of what SKOS-AP-NO calls a concept: no code and no heading in a code list."""
    coded = {one.subject for one in document.find("skos:inScheme")}
    return lambda one: one.subject not in coded


def chosen(found: list[Statement], dice: random.Random) -> Statement | None:
    """Return one of the statements, if there is any."""
    return dice.choice(found) if found else None


def revalued(
    found: list[Statement], document: Document, dice: random.Random,
    change: Callable[[str], str],
) -> Broken | None:  # fmt: skip
    """Return the file with the token of one value changed."""
    one = chosen(found, dice)
    if one is None:
        return None
    text = document.replaced(one.value_at, change(document.token(one)))
    return broken_at(document, text, document.line(one.value_at[0]))


def tagged(tag: str) -> Callable[[str], str]:
    """Return what gives a text another language tag."""
    return lambda token: token.rpartition("@")[0] + tag


def inverse(predicate: Iri) -> Iri:
    """Return the property that says the same the other way round."""
    return next(iri(other) for name, other in RELATIONS.items() if iri(name) == predicate)
