"""The plain-SKOS view: blocks → blocks, what extends SKOS said in its own words or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.formats.order import block
from catalog.model.rdf import BlankNode, Iri, Literal, iris, literals
from catalog.model.resource import RETIRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.formats.order import Block
    from catalog.model.rdf import Node, Properties, Term

EXTENSIONS: Final = (
    terms.SKOSNO, terms.XKOS, terms.EUVOC, terms.MODELLDCATNO, terms.UNESKOS, terms.OMGREP,
    terms.ADMS, terms.DCAT, terms.SCHEMA,
)  # fmt: skip
"""The vocabularies whose statements are left out: SKOS tools show nothing of them.

What stays is SKOS, Dublin Core, RDFS and OWL, and whatever else a catalogue has of its own. A
contact point is dropped and the publisher is not, which is Dublin Core; places in a list and
validity are dropped, since SKOS has no words for the one, and none that tools know for the other.
"""
CLASSES: Final = {
    terms.CODE_LIST: terms.CONCEPT_SCHEME,
    terms.CODE_ELEMENT: terms.CONCEPT,
}
DIRECT: Final = {
    terms.SPECIALIZES: terms.BROADER,
    terms.IS_PART_OF: terms.BROADER,
    terms.GENERALIZES: terms.NARROWER,
    terms.HAS_PART: terms.NARROWER,
}
"""XKOS makes them sub-properties of these."""
OBJECTS: Final = {
    (terms.GENERIC_RELATION, terms.HAS_GENERIC): terms.BROADER,
    (terms.GENERIC_RELATION, terms.HAS_SPECIFIC): terms.NARROWER,
    (terms.PARTITIVE_RELATION, terms.HAS_COMPREHENSIVE): terms.BROADER,
    (terms.PARTITIVE_RELATION, terms.HAS_PARTITIVE): terms.NARROWER,
    (terms.ASSOCIATIVE_RELATION, terms.HAS_TO_CONCEPT): terms.RELATED,
}
"""What a relation object of SKOS-AP-NO means (section 1.1)."""
TITLED: Final = frozenset({terms.CONCEPT_SCHEME, terms.COLLECTION, terms.ORDERED_COLLECTION})
LABELS: Final = (terms.ALT_LABEL, terms.HIDDEN_LABEL)


def project(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return ``blocks`` in plain SKOS: the very same where there is nothing to change.

    Definitions become ``skos:definition`` with their sources as the concept's, relations of XKOS
    and SKOS-AP-NO become broader, narrower and related, a title becomes a label, and a status of
    something that should no longer be used becomes ``owl:deprecated``. That a thing is in a
    collection is said of the collection, which need not be in ``blocks``. Parts that nothing names
    any more are left out. What keeps S9 to S46 of the SKOS Reference with all that extends SKOS
    taken into account keeps them here.
    """
    if not any(_changes(properties) for _, properties in blocks):
        return blocks
    before = {subject: dict(properties) for subject, properties in blocks}
    after = {
        subject: _plain(properties, before)
        for subject, properties in before.items()
        if not _is_part(properties)
    }
    for subject, properties in before.items():
        for collection in iris(properties.get(terms.MEMBER_OF, ())):
            members = after.setdefault(collection, {}).setdefault(terms.MEMBER, [])
            if isinstance(subject, Iri) and subject not in members:
                members.append(subject)
    lost: set[Node] = {
        value
        for subject, properties in before.items()
        for value in _nodes(properties)
        if isinstance(value, BlankNode) and value not in _nodes(after.get(subject, {}))
    }
    _forget(lost, after)
    return [block(subject, properties) for subject, properties in after.items() if properties]


def _changes(properties: Sequence[tuple[Iri, list[Term]]]) -> bool:
    predicates = dict(properties)
    types = predicates.get(terms.TYPE, ())
    return any(predicate.startswith(EXTENSIONS) for predicate in predicates) or any(
        isinstance(value, Iri)
        and (value.startswith(EXTENSIONS) or (value in TITLED and terms.TITLE in predicates))
        for value in types
    )


def _is_part(properties: Properties) -> bool:
    """Tell whether a subject is but a part in the words of an extension: a note, a relation."""
    types = properties.get(terms.TYPE, ())
    return bool(types) and all(
        isinstance(value, Iri) and value.startswith(EXTENSIONS) and value not in CLASSES
        for value in types
    )


def _plain(properties: Properties, graph: dict[Node, Properties]) -> Properties:
    result: dict[Iri, dict[Term, None]] = {}
    for predicate, values in properties.items():
        for other, value in _reworded(predicate, values, graph):
            result.setdefault(other, {})[value] = None
    for predicate, value in _relations(properties, graph):
        hierarchy = {*result.get(terms.BROADER, ()), *result.get(terms.NARROWER, ())}
        if predicate != terms.RELATED or value not in hierarchy:
            result.setdefault(predicate, {})[value] = None
    if not TITLED.isdisjoint(result.get(terms.TYPE, ())):
        for title in _titles(properties):
            result.setdefault(terms.PREF_LABEL, {})[title] = None
    return {predicate: list(values) for predicate, values in result.items()}


def _reworded(
    predicate: Iri, values: list[Term], graph: dict[Node, Properties]
) -> Iterator[tuple[Iri, Term]]:
    """Yield what a property says, in plain SKOS."""
    if predicate == terms.TYPE:
        known = (CLASSES.get(value, value) if isinstance(value, Iri) else value for value in values)
        yield from (
            (predicate, value)
            for value in known
            if not isinstance(value, Iri) or not value.startswith(EXTENSIONS)
        )
    elif predicate == terms.XL_DEFINITION:
        for value in values:
            yield from _definition(value, graph)
    elif predicate == terms.STATUS:
        if any(str(value).rpartition("/")[2] in RETIRED for value in iris(values)):
            yield terms.DEPRECATED, Literal("true", "", terms.BOOLEAN)
    elif predicate in DIRECT or not predicate.startswith(EXTENSIONS):
        other = DIRECT.get(predicate, predicate)
        yield from ((other, value) for value in values)


def _definition(value: Term, graph: dict[Node, Properties]) -> Iterator[tuple[Iri, Term]]:
    """Yield the texts of a definition object (SKOS-AP-NO 1.2), and where they are from."""
    if isinstance(value, Literal):
        yield terms.DEFINITION, value
        return
    about = graph.get(value, {})
    yield from ((terms.DEFINITION, text) for text in literals(about.get(terms.VALUE, ())))
    yield from ((terms.SOURCE, source) for source in about.get(terms.SOURCE, ()))


def _relations(properties: Properties, graph: dict[Node, Properties]) -> Iterator[tuple[Iri, Iri]]:
    """Yield what the relation objects of a concept say; the hierarchical ones first."""
    for (has, end), predicate in OBJECTS.items():
        for node in properties.get(has, ()):
            if not isinstance(node, Literal):
                for value in iris(graph.get(node, {}).get(end, ())):
                    yield predicate, value


def _titles(properties: Properties) -> Iterator[Term]:
    """Yield the titles that may be preferred labels: one a language, and no other label (S13)."""
    others = {value for predicate in LABELS for value in properties.get(predicate, ())}
    known = literals(properties.get(terms.PREF_LABEL, ()))
    languages = {value.language.lower() for value in known}
    for title in literals(properties.get(terms.TITLE, ())):
        if title not in others:
            if title.language.lower() not in languages:
                yield title
            languages.add(title.language.lower())


def _nodes(properties: Properties) -> set[Node]:
    return {
        value
        for values in properties.values()
        for value in values
        if not isinstance(value, Literal)
    }


def _forget(lost: set[Node], after: dict[Node, Properties]) -> None:
    """Leave out blank nodes that nothing names any more, and those that only they named."""
    while lost:
        named = {value for properties in after.values() for value in _nodes(properties)}
        gone = [node for node in lost if node in after and node not in named]
        lost = {
            value
            for node in gone
            for value in _nodes(after.pop(node))
            if isinstance(value, BlankNode)
        }
