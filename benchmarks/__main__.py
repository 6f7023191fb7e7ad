"""Measure everything: ``make bench``, or ``python -m benchmarks 500 10000`` for some sizes."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path

from benchmarks import (
    asking,
    building,
    checking,
    diagrams,
    reconciling,
    schemas,
    searching,
    serving,
    validating,
)
from benchmarks.measure import PROJECT, missing
from benchmarks.synthetic import write_root

SIZES = (500, 10_000, 100_000)


def main() -> None:
    """Print the figures for every size."""
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    print(f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} cores")
    lacking = missing("nginx", "wrk")
    print("\nShipped models of messages\n schemas, validating in one process, and a class diagram")
    rooms = (schemas, validating, diagrams)
    for line in chain.from_iterable(room.measure(PROJECT) for room in rooms):
        print(line)
    folder = Path(tempfile.mkdtemp())
    try:
        starts = {}
        for size in sizes:
            root = folder / str(size)
            root.mkdir()
            write_root(root, size)
            print(f"\n{size:,} concepts\n build")
            for line in building.measure(root):
                print(line)
            print(" check")
            for line in checking.measure(root):
                print(line)
            subprocess.run(
                [sys.executable, "-m", "catalog.cli", "build", "--no-check", "--root", str(root)],
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
                check=True, capture_output=True,
            )  # fmt: skip
            print(" search, one thread")
            for line in searching.measure(root / "release", size):
                print(line)
            print(" OpenRefine, one thread")
            for line in reconciling.measure(root, size):
                print(line)
            print(" API, one thread")
            for line in asking.measure(root, size):
                print(line)
            pages = [f"/nb/begrep/{size * n // 300}" for n in range(300)]
            starts[size] = serving.measure_start(root, pages)
            first, memory, slowest = starts[size]
            print(f" serve\n  first answer {first:.2f} s, worker {memory:.0f} MB,"
                  f" new page p99 {slowest:.1f} ms")  # fmt: skip
            if lacking:
                print(f"  NOT MEASURED against nginx: install {' and '.join(lacking)}")
            else:
                number = size // 2
                document, page = f"/begrep/{number}.ttl", f"/nb/begrep/{number}"
                for line in serving.measure_rates(root, document, page):
                    print(line)
        growth = starts[sizes[-1]][1] - starts[sizes[0]][1]
        print(f"\nA worker grows by {growth:.0f} MB from {sizes[0]:,} to {sizes[-1]:,} concepts")
    finally:
        shutil.rmtree(folder)


main()
