"""Whole-dataset files: everything, and one set for each dataset, in every format."""

from __future__ import annotations

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
from catalog.release.manifest import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.build.packing import Packer
    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.concept import Row
    from catalog.model.rdf import Iri, Node

EVERYTHING: Final = "catalog"
"""The name of the files that hold the whole catalogue."""


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
    sets: dict[str, tuple[str, list[Iri], list[Node]]] = {
        EVERYTHING: ("", list(catalogue.resources), sorted(graph.subjects, key=_order))
    }
    for iri in catalogue.resources:
        if catalogue.kind(iri) == "dataset":
            parts = catalogue.dataset_parts(iri)
            found = {node for part in (iri, *parts) for node in catalogue.described(part)}
            name = dataset_slug(iri)
            if name not in sets:
                sets[name] = (str(iri), parts, sorted(found, key=_order))
    jobs = [(name, form) for name in sets for form in formats.FORMATS]

    def make(job: tuple[str, formats.Format]) -> Download | None:
        name, form = job
        dataset, parts, subjects = sets[name]
        content = blocks((subject, graph.about(subject)) for subject in subjects)
        body = _body(form.name, content, [packer.row(part) for part in parts], prefixes)
        if body is None:
            return None
        path = folder / f"{name}.{form.extension}"
        path.write_bytes(body)
        return Download(path.name, dataset, form.name, len(body), fingerprint(path))

    written: list[Download] = []
    alone = len(catalogue.resources) < SHARED_FROM
    try:
        for done, download in enumerate(processes.in_order(make, jobs, alone=alone), start=1):
            if download:
                written.append(download)
            progress(done, len(jobs))
    except OSError as problem:
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None
    return tuple(written)


def _body(form: str, content: list[Block], rows: list[Row], prefixes: Prefixes) -> bytes | None:
    if form == formats.TURTLE.name:
        return turtle.write(content, prefixes)
    if form == formats.JSON_LD.name:
        return jsonld.write(content, prefixes)
    if form == formats.N_TRIPLES.name:
        return ntriples.write(content)
    if form == formats.RDF_XML.name:
        try:
            return rdfxml.write(content, prefixes)
        except rdfxml.Unwritable:
            return None
    return plain.write_all(rows)


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BlankNode), node
