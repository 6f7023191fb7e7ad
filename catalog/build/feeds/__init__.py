"""What harvesters fetch: one feed a national register, each a file of the Release in each format.

And the description of the data as a whole (VoID), which is made and served as the feeds are.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from catalog import formats
from catalog.build.compressing import compressed, worth_compressing
from catalog.build.feeds import concepts, datasets, models, void
from catalog.build.feeds.feed import Feed
from catalog.build.pieces import Stored
from catalog.build.tables import SHARED_FROM
from catalog.check.things import find_things
from catalog.errors import StorageFailed
from catalog.formats import jsonld, ntriples, rdfxml, turtle
from catalog.formats.coding import CODINGS
from catalog.formats.order import blocks
from catalog.model.dataset import Download
from catalog.processes import parallel
from catalog.release.manifest import fingerprint
from catalog.web.urls import CONCEPTS, DATASETS, MODELS, VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from catalog.build.packing import Packer
    from catalog.formats import Format
    from catalog.formats.prefixes import Prefixes
    from catalog.model.dataset import Encoded
    from catalog.model.rdf import Node
    from catalog.reading import Catalogue

__all__ = ["write_feeds"]

PIECE: Final = 2_000
"""Subjects that are written at a time."""
RDF: Final = tuple(form for form in formats.FORMATS if form.rdf)


def write_feeds(
    folder: Path,
    packer: Packer,
    downloads: Sequence[Download],
    progress: Callable[[int, int], None],
) -> tuple[Download, ...]:
    """Write the feeds into ``folder`` and return what they are, with size and sha256.

    Raises StorageFailed where the disk doesn't take them.
    """
    shared = len(packer.catalogue.resources) >= SHARED_FROM
    written: list[Download] = []
    feeds = list(_feeds(packer, downloads))
    try:
        for done, feed in enumerate(feeds, start=1):
            with tempfile.TemporaryDirectory(dir=folder) as scratch:
                written += _write(feed, folder, Path(scratch), packer, shared=shared)
            progress(done, len(feeds))
    except OSError as problem:
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None
    return tuple(written)


def _feeds(packer: Packer, downloads: Sequence[Download]) -> Iterator[Feed]:
    catalogue = packer.catalogue
    codes = _codes(catalogue)

    def new(name: str) -> Feed:
        return Feed(name, catalogue.settings.base_iri, packer.prefixes)

    feed = new(CONCEPTS)
    concepts.fill(feed, catalogue, codes)
    yield feed
    feed = new(MODELS)
    models.fill(feed, catalogue, codes)
    yield feed
    feed = new(DATASETS)
    datasets.fill(feed, catalogue, packer.publication)
    yield feed
    feed = new(VOID)
    void.fill(feed, catalogue, downloads)
    yield feed


def _codes(catalogue: Catalogue) -> frozenset[Node]:
    """Return every code and heading, also those that only their list says so of."""
    things = find_things(catalogue.graph, catalogue.settings.base_iri)
    within = {node for node, found in things.schemes_of.items() if found & things.code_lists}
    return things.codes | within


def _write(
    feed: Feed, folder: Path, scratch: Path, packer: Packer, *, shared: bool
) -> list[Download]:
    """Write a feed in each format, by way of pieces on disk: a large one has no room in memory."""
    prefixes = packer.prefixes
    subjects = feed.subjects()
    numbers = range(max(1, -(-len(subjects) // PIECE)))

    def store(number: int) -> None:
        piece = subjects[number * PIECE : (number + 1) * PIECE]
        content = blocks(map(feed.block, piece))
        Stored.write(scratch, formats.TURTLE.name, number, turtle.piece(content, prefixes))
        Stored.write(scratch, formats.JSON_LD.name, number, jsonld.piece(content))
        Stored.write(scratch, formats.N_TRIPLES.name, number, ntriples.write(content))
        Stored.write(scratch, formats.RDF_XML.name, number, rdfxml.piece(content, prefixes))

    def join(form: Format) -> Download:
        path = folder / f"{feed.name}.{form.extension}"
        with path.open("wb") as file:
            file.writelines(_body(form, Stored(scratch, form.name, numbers), prefixes))
        size = path.stat().st_size
        return Download(path.name, path.name, "", form.name, size, fingerprint(path))

    def work(job: Callable[[Any], Any], jobs: Sequence[Any]) -> list[Any]:
        return list(parallel.in_order(job, jobs) if shared else map(job, jobs))

    work(store, numbers)
    written: list[Download] = work(join, RDF)
    large = [it for it in written if worth_compressing(it, packer.catalogue.settings.limits)]
    jobs = [(it, coding) for it in large for coding in CODINGS]
    made = work(lambda job: compressed(folder / job[0].file, job[1]), jobs)
    encoded: dict[str, list[Encoded]] = {}
    for (file, _), it in zip(jobs, made, strict=True):
        encoded.setdefault(file.name, []).append(it)
    return [replace(it, encoded=tuple(encoded.get(it.name, ()))) for it in written]


def _body(form: Format, pieces: Sequence[Any], prefixes: Prefixes) -> Iterable[bytes]:
    if form is formats.TURTLE:
        return turtle.join(pieces, prefixes)
    if form is formats.JSON_LD:
        return jsonld.join(pieces)
    return rdfxml.join(pieces) if form is formats.RDF_XML else pieces
