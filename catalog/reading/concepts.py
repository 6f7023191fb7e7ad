"""Concepts and codes: terms, definitions, relations and mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from catalog import terms
from catalog.model.collation import sort_key
from catalog.model.concept import Code, Concept, Definition, FormerLabel, Match, Relation
from catalog.model.rdf import Iri, Literal, iris
from catalog.model.text import best
from catalog.reading import values
from catalog.reading.members import in_order
from catalog.reading.outline import MODELLED, REPORTING
from catalog.reading.things import TOLD, shared
from catalog.reading.uses import rules_about, uses

if TYPE_CHECKING:
    from catalog.model.rdf import Node, Properties, Term
    from catalog.model.resource import Link
    from catalog.model.text import LangString
    from catalog.reading.outline import Outline

_MATCHES: Final = {
    terms.EXACT_MATCH: "exactMatch",
    terms.CLOSE_MATCH: "closeMatch",
    terms.BROAD_MATCH: "broadMatch",
    terms.NARROW_MATCH: "narrowMatch",
    terms.RELATED_MATCH: "relatedMatch",
}
_DIRECT: Final = (
    # Closer kinds first: what specializes is also broader (XKOS), and is told once.
    (terms.SPECIALIZES, "broader-generic"),
    (terms.IS_PART_OF, "broader-partitive"),
    (terms.BROADER, "broader"),
    (terms.GENERALIZES, "narrower-generic"),
    (terms.HAS_PART, "narrower-partitive"),
    (terms.NARROWER, "narrower"),
    (terms.RELATED, "related"),
)
_OBJECTS: Final = (
    (terms.GENERIC_RELATION, terms.HAS_GENERIC, "broader-generic"),
    (terms.GENERIC_RELATION, terms.HAS_SPECIFIC, "narrower-generic"),
    (terms.PARTITIVE_RELATION, terms.HAS_COMPREHENSIVE, "broader-partitive"),
    (terms.PARTITIVE_RELATION, terms.HAS_PARTITIVE, "narrower-partitive"),
    (terms.ASSOCIATIVE_RELATION, terms.HAS_TO_CONCEPT, "related"),
)
_ORDER: Final = tuple(kind for _, kind in _DIRECT)
_TOLD: Final = TOLD | frozenset(
    {
        terms.PREF_LABEL, terms.ALT_LABEL, terms.HIDDEN_LABEL, terms.PROPOSED_TERM, terms.NOTATION,
        terms.DEFINITION, terms.XL_DEFINITION, terms.SUBJECT, terms.IN_SCHEME,
        terms.TOP_CONCEPT_OF, terms.MEMBER_OF, terms.VALUE_RANGE, terms.REPLACES,
        terms.IS_REPLACED_BY, terms.SEE_ALSO, terms.REQUIRES_SPECIFICATION, terms.POSITION,
        terms.FORMER_LABEL,
        *values.NOTES, *_MATCHES, *(predicate for predicate, _ in _DIRECT),
        *(predicate for predicate, _, _ in _OBJECTS),
    }
)  # fmt: skip


def read_concept(outline: Outline, iri: Iri, kind: str, relations: int) -> Concept:
    """Return a concept, or a Code where ``kind`` says so; at most ``relations`` of each kind."""
    properties = outline.graph.about(iri)
    matches = tuple(
        Match(name, outline.link(target))
        for predicate, name in _MATCHES.items()
        for target in outline.said_and_implied(iri, predicate)
    )
    shown, counts = _relations(outline, iri, properties, relations)
    subjects = properties.get(terms.SUBJECT, [])
    ranges = properties.get(terms.VALUE_RANGE, [])
    told: dict[str, Any] = {
        **shared(outline, iri, kind, _TOLD),
        "label": outline.name(iri),
        "alt": values.texts(properties.get(terms.ALT_LABEL, ())),
        "hidden": values.texts(properties.get(terms.HIDDEN_LABEL, ())),
        "proposed": values.texts(properties.get(terms.PROPOSED_TERM, ())),
        "former": former_labels(outline, properties),
        "notations": tuple(text.text for text in values.texts(properties.get(terms.NOTATION, ()))),
        "definitions": definitions(outline, properties),
        "notes": values.notes(outline, properties),
        "subjects": values.texts(subjects),
        "subject_links": outline.links(iris(subjects)),
        "relations": shown,
        "relation_counts": counts,
        "matches": matches,
        "schemes": outline.links(
            dict.fromkeys(
                (
                    *iris(properties.get(terms.IN_SCHEME, ())),
                    *outline.said_and_implied(iri, terms.TOP_CONCEPT_OF),
                )
            )
        ),
        "collections": outline.links(outline.said_and_implied(iri, terms.MEMBER_OF)),
        "value_ranges": outline.links(iris(ranges)),
        "codes": outline.links(
            it
            for it in outline.pointing_at(iri, terms.SUBJECT)
            if (kind_ := outline.kinds.get(it, "")) not in MODELLED and kind_ not in REPORTING
        ),
        "modelled": uses(outline, iri, terms.SUBJECT),
        "rules": rules_about(outline, iri),
        "replaces": outline.links(outline.said_and_implied(iri, terms.REPLACES)),
        "replaced_by": outline.links(outline.said_and_implied(iri, terms.IS_REPLACED_BY)),
        "see_also": outline.links(iris(properties.get(terms.SEE_ALSO, ()))),
    }
    if kind != "code":
        return Concept(**told)
    position = values.first_text(properties, terms.POSITION)
    return Code(
        **told,
        position=int(position) if position.isdecimal() else 0,
        reportable=is_reportable(properties),
        requires_specification=requires_specification(properties),
    )


def is_reportable(properties: Properties) -> bool:
    """Tell a code from a heading: only a code is a ``modelldcatno:CodeElement``."""
    return terms.CODE_ELEMENT in properties.get(terms.TYPE, ())


def requires_specification(properties: Properties) -> bool:
    """Tell whether a code must be followed by a free text."""
    return values.first_text(properties, terms.REQUIRES_SPECIFICATION) in {"true", "1"}


def definitions(outline: Outline, properties: Properties) -> tuple[Definition, ...]:
    """Return the definitions: note objects first (SKOS-AP-NO), then plain ones (SKOS)."""
    found: list[Definition] = []
    for value in (*properties.get(terms.XL_DEFINITION, ()), *properties.get(terms.DEFINITION, ())):
        found.extend(_definition(outline, value))
    return tuple(dict.fromkeys(found))


def former_labels(outline: Outline, properties: Properties) -> tuple[FormerLabel, ...]:
    """Return the former names, the latest first; those of unknown date stand last."""
    nodes = properties.get(terms.FORMER_LABEL, ())
    found = [
        FormerLabel(
            text,
            values.first_text(about, terms.VERSION_INFO),
            (values.day(about, terms.START_DATE), values.day(about, terms.END_DATE)),
        )
        for about in (outline.graph.about(node) for node in nodes if not isinstance(node, Literal))
        for text in values.texts(about.get(terms.VALUE, ()))
    ]
    return tuple(sorted(found, key=lambda it: it.valid[1] or it.valid[0], reverse=True))


def _definition(outline: Outline, value: Term) -> list[Definition]:
    if isinstance(value, Literal):
        return [Definition(text) for text in values.texts([value])]
    about = outline.graph.about(value)
    links, source_texts = values.sources(outline, about.get(terms.SOURCE, ()))
    return [
        Definition(
            text,
            relationship=_last(about.get(terms.RELATIONSHIP, [])),
            sources=links,
            source_texts=source_texts,
            audience=_last(about.get(terms.AUDIENCE, [])),
            iri=str(value) if isinstance(value, Iri) else "",
        )
        for text in values.texts(about.get(terms.VALUE, ()))
    ]


def _last(objects: list[Term]) -> str:
    """Return the last part of the first IRI, which is a code in the vocabularies used here."""
    for iri in iris(objects):
        return iri.rpartition("#")[2].rpartition("/")[2]
    return ""


def _relations(
    outline: Outline, iri: Iri, properties: Properties, most: int
) -> tuple[tuple[Relation, ...], tuple[tuple[str, int], ...]]:
    """Return the relations, each target once in each direction, and how many there are."""
    kinds, texts = _related(outline, iri, properties)
    by_kind: dict[str, list[tuple[Link, Relation]]] = {kind: [] for kind in _ORDER}
    for (direction, target), kind in kinds.items():
        link = outline.link(target)
        role, criterion = texts.get((direction, target), ((), ()))
        by_kind[kind].append((link, Relation(kind, link, role, criterion)))
    language = outline.first_language
    shown: list[Relation] = []
    for found in by_kind.values():
        found.sort(key=lambda pair: _by_name(pair[0], language))
        shown.extend(relation for _, relation in found[:most])
    counts = tuple((kind, len(found)) for kind, found in by_kind.items() if len(found) > most)
    return tuple(shown), counts


def hierarchy(outline: Outline, iri: Iri) -> dict[str, list[tuple[Iri, str]]]:
    """Return all that is one step broader and narrower, in order, each with the relation's kind.

    What has no page here is left out.
    """
    kinds, _ = _related(outline, iri, outline.graph.about(iri))
    ways: dict[str, list[tuple[Iri, str]]] = {}
    for way in ("broader", "narrower"):
        found = {
            target: kind
            for (direction, target), kind in kinds.items()
            if direction == way and target in outline.kinds
        }
        ways[way] = [(target, found[target]) for target in in_order(outline, found)]
    return ways


_Texts = dict[tuple[str, "Iri"], tuple[tuple["LangString", ...], tuple["LangString", ...]]]


def _related(
    outline: Outline, iri: Iri, properties: Properties
) -> tuple[dict[tuple[str, Iri], str], _Texts]:
    """Return by direction and target the closest kind of relation, and its role and criterion."""
    texts: _Texts = {}
    kinds: dict[tuple[str, Iri], str] = {}
    for predicate, end, kind in _OBJECTS:
        direction = kind.partition("-")[0]
        for node in properties.get(predicate, ()):
            if isinstance(node, Literal):
                continue
            role, criterion = _relation_texts(outline, node)
            for target in iris(outline.graph.objects(node, end)):
                kinds.setdefault((direction, target), kind)
                before = texts.get((direction, target), ((), ()))
                texts[direction, target] = (before[0] + role, before[1] + criterion)
    for predicate, kind in _DIRECT:
        direction = kind.partition("-")[0]
        for target in outline.said_and_implied(iri, predicate):
            kinds.setdefault((direction, target), kind)
    return kinds, texts


def _relation_texts(
    outline: Outline, node: Node
) -> tuple[tuple[LangString, ...], tuple[LangString, ...]]:
    about = outline.graph.about(node)
    return (
        values.texts(about.get(terms.RELATION_ROLE, ())),
        values.texts(about.get(terms.DESCRIPTION, ())),
    )


def _by_name(link: Link, language: str) -> tuple[str, str]:
    label = best(link.label, language)
    return (sort_key(label.text, label.lang or language) if label else "", link.iri)
