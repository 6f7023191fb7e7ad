"""The check in full and of a change, against what pyoxigraph needs to load the same files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from benchmarks.measure import PROJECT
from catalog.check import check
from catalog.check.changed import change_since
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TURNS = 3
"""Each figure is the best of so many: what else the machine does only makes it slower."""
WAYS = ("read", "full", "changed")


def measure(root: Path) -> Iterator[str]:
    """Yield the lines of the report on the catalogue in ``root``, with one concept changed."""
    files = find_sources(read_settings(root))
    reference = min(_timed(lambda: _load([file.path for file in files])) for _ in range(TURNS))
    yield f"  pyoxigraph loads the files            {reference:8.2f} s"
    _commit(root)
    changed = files[len(files) // 2].path
    content = changed.read_bytes()
    changed.write_bytes(content.replace(b"@nn", b"@nu", 1))
    try:
        for way in WAYS:
            seconds, megabytes = min(_alone(root, way) for _ in range(TURNS))
            yield (
                f"  {way:8} {seconds:8.2f} s: {seconds / reference:6.1f} times,"
                f" up to {megabytes:,.0f} MB"
            )
    finally:
        changed.write_bytes(content)


def _load(paths: Sequence[Path]) -> None:
    store = pyoxigraph.Store()
    for path in paths:
        store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _commit(root: Path) -> None:
    somebody = ["-c", "user.name=N", "-c", "user.email=n@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], [*somebody, "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)


def _alone(root: Path, way: str) -> tuple[float, float]:
    """Return the seconds and MB that one way to check takes in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.checking", str(root), way],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=True, capture_output=True, text=True, cwd=PROJECT,
    )  # fmt: skip
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def main() -> None:
    """Print the seconds of one way after the sources were read, and the process's MB."""
    root, way = Path(sys.argv[1]), sys.argv[2]
    settings = read_settings(root)
    files = find_sources(settings)
    started = time.perf_counter()
    sources = read_sources(files, settings)
    if way == "full":
        started = time.perf_counter()
        check(sources, files, settings)
    elif way == "changed":
        started = time.perf_counter()
        report = check(sources, files, settings, change=change_since(settings, files, "HEAD"))
        if not report.findings:
            raise RuntimeError("the changed statement wasn't found")
    seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
