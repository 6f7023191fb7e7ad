"""Parse, read and write a Release, against what pyoxigraph needs to load the same files."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from catalog.build import build_release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure(root: Path) -> Iterator[str]:
    """Yield the lines of the report on the catalogue in ``root``."""
    settings = read_settings(root)
    files = find_sources(settings)
    started = time.perf_counter()
    store = pyoxigraph.Store()
    for file in files:
        store.load(path=str(file.path), format=pyoxigraph.RdfFormat.TURTLE)
    reference = time.perf_counter() - started
    del store
    started = time.perf_counter()
    sources = read_sources(files, settings)
    reading = time.perf_counter() - started
    spent = {"index": 0.0}

    def clock(stage: str, done: int, _total: int) -> None:
        if stage == "index":
            spent["index"] = time.perf_counter() - spent["index"] if done else time.perf_counter()

    releases = Path(tempfile.mkdtemp())
    try:
        started = time.perf_counter()
        build_release(dataclasses.replace(settings, release_folder=releases), sources, clock)
        building = time.perf_counter() - started - spent["index"]
        size = sum(path.stat().st_size for path in releases.rglob("*") if path.is_file())
    finally:
        shutil.rmtree(releases)
    total = reading + building
    yield f"  pyoxigraph loads the files            {reference:8.1f} s"
    yield f"  parse {reading:.1f} s, read and write {building:.1f} s"
    yield f"  together                              {total:8.1f} s: {total / reference:.1f} times"
    yield f"  search index beside it                {spent['index']:8.1f} s"
    yield f"  Release on disk                       {size / 1e6:8.0f} MB"
