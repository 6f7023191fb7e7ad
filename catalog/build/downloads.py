"""Whole-dataset files: everything, and one set for each dataset, in every format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog import formats, processes
from catalog.build.tables import SHARED_FROM
from catalog.errors import StorageFailed
from catalog.formats import jsonld, ntriples, plain, rdfxml, turtle
from catalog.formats.order import blocks
from catalog.model.dataset import Download
from catalog.model.rdf import BlankNode
from catalog.reading.things import dataset_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from catalog.build.packing import Packer
    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Iri, Node

EVERYTHING: Final = "catalog"
"""The name of the files that hold the whole catalogue."""
PIECE: Final = 2_000
"""Subjects that a process writes at a time."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A part of a set's files: of its subjects, and in JSON of its resources in short.

    RDF/XML is None where it can't say it.
    """

    turtle: turtle.Piece
    jsonld: jsonld.Piece
    ntriples: bytes
    rdfxml: rdfxml.Piece | None
    json: bytes


def write_downloads(
    folder: Path,
    packer: Packer,
    progress: Callable[[int, int], None],
) -> tuple[Download, ...]:
    """Write the files into ``folder`` and return what they are, with size and sha256.

    Raises StorageFailed where the disk doesn't take them.
    """
    catalogue, prefixes = packer.catalogue, packer.prefixes
    graph = catalogue.graph
    everything = sorted(graph.subjects, key=_order)
    sets: dict[str, tuple[str, list[Iri], list[Node]]] = {
        EVERYTHING: ("", list(catalogue.resources), everything)
    }
    for iri in catalogue.resources:
        name = dataset_slug(iri)
        if catalogue.kind(iri) == "dataset" and name not in sets:
            parts = catalogue.dataset_parts(iri)
            found = {node for part in (iri, *parts) for node in catalogue.described(part)}
            sets[name] = (str(iri), parts, sorted(found, key=_order))
    jobs = [
        (name, start)
        for name, (_, parts, subjects) in sets.items()
        for start in range(0, max(len(subjects), len(parts), 1), PIECE)
    ]

    def make(job: tuple[str, int]) -> Pieces:
        name, start = job
        _, parts, subjects = sets[name]
        content = blocks((node, graph.about(node)) for node in subjects[start : start + PIECE])
        # A resource is a subject, so every resource stands in one of as many pieces.
        rows = (packer.row(part) for part in parts[start : start + PIECE])
        return _pieces(content, prefixes, plain.piece(rows))

    pieces: dict[str, list[Pieces]] = {name: [] for name in sets}
    work: Iterator[Pieces] = map(make, jobs)
    if len(catalogue.resources) >= SHARED_FROM:
        work = processes.in_order(make, jobs)
    for done, (job, made) in enumerate(zip(jobs, work, strict=True), start=1):
        pieces[job[0]].append(made)
        progress(done, len(jobs))
    try:
        return tuple(
            _file(folder / f"{name}.{form.extension}", dataset, form.name, body)
            for name, (dataset, parts, _) in sets.items()
            for form, body in _bodies(pieces.pop(name), len(parts), prefixes)
        )
    except OSError as problem:
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None


def _pieces(content: list[Block], prefixes: Prefixes, rows: bytes) -> Pieces:
    try:
        xml = rdfxml.piece(content, prefixes)
    except rdfxml.Unwritable:
        xml = None
    return Pieces(
        turtle.piece(content, prefixes),
        jsonld.piece(content, prefixes),
        ntriples.write(content),
        xml,
        rows,
    )


def _bodies(
    pieces: list[Pieces], total: int, prefixes: Prefixes
) -> Iterator[tuple[formats.Format, Iterable[bytes]]]:
    """Yield each format and its bytes; RDF/XML only where it can say it all."""
    yield formats.TURTLE, turtle.join([it.turtle for it in pieces], prefixes)
    yield formats.JSON_LD, jsonld.join([it.jsonld for it in pieces])
    yield formats.N_TRIPLES, (it.ntriples for it in pieces)
    xml = [it.rdfxml for it in pieces if it.rdfxml is not None]
    if len(xml) == len(pieces):
        yield formats.RDF_XML, rdfxml.join(xml)
    yield formats.JSON, plain.join((it.json for it in pieces), total)


def _file(path: Path, dataset: str, form: str, body: Iterable[bytes]) -> Download:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in body:
            file.write(part)
            digest.update(part)
        size = file.tell()
    return Download(path.name, dataset, form, size, digest.hexdigest())


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BlankNode), node
