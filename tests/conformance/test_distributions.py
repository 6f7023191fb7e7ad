"""Every RDF file that is offered says the same in each format, to libraries of three languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
import pytest
import rdflib

from catalog import formats
from catalog.release.schema import DOWNLOADS, FEEDS
from catalog.source.files import find_sources
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.release import Release
    from catalog.settings import Settings

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    # rdflib's own reader of JSON-LD uses what rdflib no longer wants to be used.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

SCRIPT: Final = PROJECT / "tests" / "conformance" / "quads.mjs"
FORMATS: Final = {
    ".ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    ".nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
    ".jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
    ".rdf": ("xml", pyoxigraph.RdfFormat.RDF_XML),
}
SKOS_FILES: Final = {f".{form.extension}" for form in formats.SKOS_FILES}
"""What plain SKOS is offered in."""
JAVASCRIPT: Final = (".ttl", ".nt", ".jsonld")
"""What N3.js and jsonld.js read; neither reads RDF/XML."""

Statements = frozenset[str]


def canonical(quads: Iterable[pyoxigraph.Quad]) -> Statements:
    """Return statements as text, with blank nodes named by where they stand (RDFC-1.0)."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in dataset)


def by_pyoxigraph(path: Path) -> Statements:
    """Return what a file says to Rust."""
    return canonical(pyoxigraph.parse(path=path, format=FORMATS[path.suffix][1]))


def by_rdflib(path: Path) -> Statements:
    """Return what a file says to Python."""
    graph = rdflib.Graph().parse(path, format=FORMATS[path.suffix][0])
    text = graph.serialize(format="nt")
    return canonical(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))


def by_javascript(paths: Iterable[Path]) -> dict[Path, Statements]:
    """Return what files say to JavaScript."""
    path = f"{os.environ['PATH']}:{Path(sys.executable).parent}"
    done = subprocess.run(
        ["node", SCRIPT, *paths],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        Path(name): canonical(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
        for name, text in json.loads(done.stdout).items()
    }


@pytest.fixture(scope="module")
def offered(shipped: Release) -> dict[str, list[Path]]:
    """The RDF files of each download and feed, by what they are called without their suffix."""
    manifest = shipped.manifest
    found: dict[str, list[Path]] = {}
    for folder, files in ((DOWNLOADS, manifest.downloads), (FEEDS, manifest.feeds)):
        for path in (shipped.folder / folder / it.file for it in files):
            if path.suffix in FORMATS:
                found.setdefault(f"{folder}/{path.stem}", []).append(path)
    return found


@pytest.fixture(scope="module")
def by_name(offered: dict[str, list[Path]]) -> dict[str, Statements]:
    """What each says in Turtle, to pyoxigraph: what all others are compared with."""
    return {
        name: by_pyoxigraph(next(it for it in paths if it.suffix == ".ttl"))
        for name, paths in offered.items()
    }


def differing(
    offered: dict[str, list[Path]], by_name: dict[str, Statements], read: Iterator[Statements]
) -> list[str]:
    """Return the files that say something else; ``read`` are all of them in order."""
    return [
        f"{path.name}: {sorted(said ^ by_name[name])[:3]}"
        for name, paths in offered.items()
        for path, said in zip(paths, read, strict=False)
        if said != by_name[name]
    ]


def test_everything_is_offered_in_each_format(
    offered: dict[str, list[Path]], by_name: dict[str, Statements]
) -> None:
    """Nothing lacks a format, and nothing is empty."""
    assert {
        name: [path.suffix for path in paths]
        for name, paths in offered.items()
        if {path.suffix for path in paths} != (SKOS_FILES if ".skos" in name else FORMATS.keys())
    } == {}
    assert [name for name, said in by_name.items() if not said] == []
    assert len(offered) > 40


def test_pyoxigraph_reads_the_same_from_each(
    offered: dict[str, list[Path]], by_name: dict[str, Statements]
) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same statements."""
    read = (by_pyoxigraph(path) for paths in offered.values() for path in paths)

    assert differing(offered, by_name, read) == []


def test_rdflib_reads_the_same_from_each(
    offered: dict[str, list[Path]], by_name: dict[str, Statements]
) -> None:
    """A parser that shares no line with the other one agrees."""
    read = (by_rdflib(path) for paths in offered.values() for path in paths)

    assert differing(offered, by_name, read) == []


def test_javascript_reads_the_same_from_each(
    offered: dict[str, list[Path]], by_name: dict[str, Statements]
) -> None:
    """N3.js and jsonld.js agree, and nothing had to be fetched: every context lies in its file."""
    those = {
        name: [path for path in paths if path.suffix in JAVASCRIPT]
        for name, paths in offered.items()
    }
    said = by_javascript(path for paths in those.values() for path in paths)

    read = (said[path] for paths in those.values() for path in paths)
    assert differing(those, by_name, read) == []


def test_the_whole_catalogue_says_what_the_sources_say(
    by_name: dict[str, Statements], shipped_settings: Settings
) -> None:
    """Nothing is lost and nothing is added on the way from the sources to the files."""
    files = [file.path for file in find_sources(shipped_settings)]
    sources = canonical(
        quad
        for path in files
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    )
    assert sorted(by_name[f"{DOWNLOADS}/catalog"] ^ sources)[:5] == []
