"""Whole-dataset files: everything, and one set for each dataset, in every format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog import formats
from catalog.build import processes
from catalog.build.tables import SHARED_FROM
from catalog.errors import StorageFailed
from catalog.formats import jsonld, ntriples, plain, rdfxml, turtle
from catalog.formats.order import blocks
from catalog.model.dataset import Download
from catalog.model.rdf import BlankNode
from catalog.reading.things import dataset_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
    """A part of the files in each format; RDF/XML is None where it can't say it."""

    turtle: turtle.Piece
    jsonld: jsonld.Piece
    ntriples: bytes
    rdfxml: rdfxml.Piece | None


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
        for name, (_, _, subjects) in sets.items()
        for start in range(0, len(subjects), PIECE)
    ]

    def make(job: tuple[str, int]) -> Pieces:
        name, start = job
        subjects = sets[name][2][start : start + PIECE]
        return _pieces(blocks((subject, graph.about(subject)) for subject in subjects), prefixes)

    pieces: dict[str, list[Pieces]] = {name: [] for name in sets}
    alone = len(catalogue.resources) < SHARED_FROM
    for done, (job, made) in enumerate(
        zip(jobs, processes.in_order(make, jobs, alone=alone), strict=True), start=1
    ):
        pieces[job[0]].append(made)
        progress(done, len(jobs))
    try:
        return tuple(
            _file(folder / f"{name}.{extension}", dataset, form, body)
            for name, (dataset, parts, _) in sets.items()
            for form, extension, body in _bodies(pieces.pop(name), parts, packer)
        )
    except OSError as problem:
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None


def _pieces(content: list[Block], prefixes: Prefixes) -> Pieces:
    try:
        xml = rdfxml.piece(content, prefixes)
    except rdfxml.Unwritable:
        xml = None
    return Pieces(
        turtle.piece(content, prefixes),
        jsonld.piece(content, prefixes),
        ntriples.write(content),
        xml,
    )


def _bodies(
    pieces: list[Pieces], parts: list[Iri], packer: Packer
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the name, extension and bytes of each format; RDF/XML only where it can say it all."""
    for form in formats.FORMATS:
        if form is formats.TURTLE:
            body = turtle.join((it.turtle for it in pieces), packer.prefixes)
        elif form is formats.JSON_LD:
            body = jsonld.join(it.jsonld for it in pieces)
        elif form is formats.N_TRIPLES:
            body = b"".join(it.ntriples for it in pieces)
        elif form is formats.RDF_XML:
            xml = [it.rdfxml for it in pieces if it.rdfxml is not None]
            if len(xml) < len(pieces):
                continue
            body = rdfxml.join(xml)
        else:
            body = plain.write_all(packer.row(part) for part in parts)
        yield form.name, form.extension, body


def _file(path: Path, dataset: str, form: str, body: bytes) -> Download:
    path.write_bytes(body)
    return Download(path.name, dataset, form, len(body), hashlib.sha256(body).hexdigest())


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BlankNode), node
