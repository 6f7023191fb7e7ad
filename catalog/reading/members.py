"""What belongs to a scheme, a collection, a dataset or a document, in the order it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from catalog import terms
from catalog.model.collation import notation_key, sort_key
from catalog.model.rdf import Iri, iris
from catalog.model.text import best
from catalog.reading import values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.reading.outline import Outline

_DOWN = (terms.NARROWER, terms.GENERALIZES, terms.HAS_PART)
_UP = (terms.BROADER, terms.SPECIALIZES, terms.IS_PART_OF)


class Member(NamedTuple):
    """A member at its place; ``repeated`` where its narrower ones stand at an earlier place."""

    iri: Iri
    depth: int = 0
    repeated: bool = False


class Members(NamedTuple):
    """The members of one resource in one role, and how many there are in all and at the top."""

    role: str
    members: tuple[Member, ...]
    total: int
    top_total: int


def read_members(outline: Outline, iri: Iri, kind: str, tree_rows: int) -> Members:
    """Return what ``iri`` holds; a scheme of more than ``tree_rows`` only its top concepts."""
    about = outline.graph.about(iri)
    if kind in {"scheme", "code-list"}:
        return _scheme(outline, iri, kind, tree_rows)
    if kind == "collection":
        ordered = [
            it
            for head in about.get(terms.MEMBER_LIST, ())
            for it in iris(values.members_of_list(outline, head))
        ]
        plain = [it for it in outline.said_and_implied(iri, terms.MEMBER) if it not in set(ordered)]
        return _flat(outline, "members", [*ordered, *in_order(outline, plain)])
    if kind == "dataset":
        return _flat(outline, "parts", in_order(outline, iris(about.get(terms.DCT_HAS_PART, ()))))
    if kind == "catalog":
        datasets = iris(about.get(terms.HAS_DATASET, ()))
        return _flat(outline, "parts", in_order(outline, datasets))
    parts = [part for part in outline.documents.get(iri, ()) if part in outline.kinds]
    return _flat(outline, "parts", in_order(outline, parts))


def in_order(outline: Outline, many: Iterable[Iri]) -> list[Iri]:
    """Return ``many`` by position, then notation, then name in the catalogue's first language."""
    return sorted(dict.fromkeys(many), key=lambda iri: _place(outline, iri))


def _flat(outline: Outline, role: str, many: list[Iri]) -> Members:
    """Keep those with a page; what lies elsewhere is a link on the page, not a row."""
    known = tuple(Member(iri) for iri in dict.fromkeys(many) if iri in outline.kinds)
    return Members(role, known, len(known), len(known))


def _scheme(outline: Outline, scheme: Iri, kind: str, tree_rows: int) -> Members:
    top = [
        iri
        for iri in outline.said_and_implied(scheme, terms.HAS_TOP_CONCEPT)
        if iri in outline.kinds
    ]
    inside = dict.fromkeys(
        (*top, *(it for it in outline.pointing_at(scheme, terms.IN_SCHEME) if it in outline.kinds))
    )
    if len(inside) > tree_rows and kind != "code-list":
        shown = in_order(outline, top or inside)
        return Members("top", tuple(Member(it) for it in shown), len(inside), len(top))
    roots = top or [
        it
        for it in inside
        if not any(up in inside for way in _UP for up in outline.said_and_implied(it, way))
    ]
    rows: list[Member] = []
    expanded: set[Iri] = set()
    # Depth first with a stack of its own: a chain of 10,000 concepts must not end a recursion.
    stack = [(it, 0) for it in reversed(in_order(outline, roots))]
    while stack:
        iri, depth = stack.pop()
        below = [it for way in _DOWN for it in outline.said_and_implied(iri, way) if it in inside]
        if iri in expanded:
            rows.append(Member(iri, depth, bool(below)))
            continue
        expanded.add(iri)
        rows.append(Member(iri, depth))
        stack.extend((it, depth + 1) for it in reversed(in_order(outline, below)))
    # What hangs in a circle or below something outside the scheme is still in the scheme.
    rows.extend(Member(it) for it in in_order(outline, (it for it in inside if it not in expanded)))
    return Members("tree", tuple(rows), len(inside), len(roots))


def _place(outline: Outline, iri: Iri) -> tuple[int, tuple[tuple[int, str], ...], str, str]:
    properties = outline.graph.about(iri)
    position = values.first_text(properties, terms.POSITION)
    link = outline.link(iri)
    label = best(link.label, outline.first_language)
    return (
        int(position) if position.isdecimal() else 10**9,
        notation_key(link.notation) if link.notation else ((10**9, ""),),
        sort_key(label.text, label.lang or outline.first_language) if label else "",
        iri,
    )
