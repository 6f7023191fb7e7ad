"""What is downloaded as one: everything, or a dataset, scheme, list or collection, whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from catalog.model.address import EVERYTHING, download_stem
from catalog.model.rdf import BlankNode, Iri
from catalog.reading.catalogue import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from catalog.model.rdf import Node
    from catalog.reading import Catalogue

PIECE: Final = 2_000
"""Subjects, or resources, that are written at a time."""

Part = tuple[Iri, int | None]
"""A resource and its depth, where it stands in a tree."""


@dataclass(frozen=True, slots=True)
class Holding:
    """All that one set of files holds: resources, the owner first, and subjects of statements.

    ``owner`` is empty where that is everything; ``stem`` is what the files are called.
    """

    owner: str
    stem: str
    parts: Sequence[Part]
    subjects: Sequence[Node]


def holdings(catalogue: Catalogue) -> Iterator[Holding]:
    """Yield what is downloaded as one: first everything, then what has members, by IRI."""
    everything = sorted(catalogue.graph.subjects, key=_order)
    yield Holding("", EVERYTHING, [(iri, None) for iri in catalogue.resources], everything)
    for iri in catalogue.resources:
        if catalogue.kind(iri) == "dataset" or catalogue.kind(iri) in GROUPS:
            parts: list[Part] = [(iri, None), *catalogue.contents(iri).items()]
            found = {node for part, _ in parts for node in catalogue.described(part)}
            stem = download_stem(iri, catalogue.link(iri).path)
            yield Holding(str(iri), stem, parts, sorted(found, key=_order))


def places(everything: Holding) -> dict[Node, int]:
    """Return for each subject the piece that it stands in where everything is cut in pieces."""
    return {node: number // PIECE for number, node in enumerate(everything.subjects)}


def cut_subjects(
    subjects: Sequence[Node], places: Mapping[Node, int]
) -> Iterator[tuple[Node, ...]]:
    """Yield the subjects of a holding in pieces.

    All holdings are cut at the same places, so that two large ones have most pieces in common.
    """
    if len(subjects) <= PIECE:
        yield tuple(subjects)
        return
    for _, piece in groupby(subjects, key=places.__getitem__):
        yield tuple(piece)


def cut_parts(parts: Sequence[Part], places: Mapping[Node, int]) -> Iterator[tuple[Part, ...]]:
    """Yield the resources of a holding in pieces, in the order that it has them in."""
    rest = parts[1:]
    if len(parts) <= PIECE or any(one[0] > other[0] for one, other in pairwise(rest)):
        for start in range(0, len(parts), PIECE):
            yield tuple(parts[start : start + PIECE])
        return
    yield (parts[0],)
    last = 0

    def place(part: Part) -> int:
        nonlocal last  # a document that only has parts is no subject: it stays with its neighbour
        last = places.get(part[0], last)
        return last

    for _, piece in groupby(rest, key=place):
        yield tuple(piece)


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BlankNode), node
