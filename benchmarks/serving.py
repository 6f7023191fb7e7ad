"""Stored documents and pages asked again, against nginx with the same bytes as static files."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.measure import (
    CONNECTIONS,
    WORKERS,
    ask,
    nginx,
    percentile,
    rate,
    resident_mb,
    site,
    workers_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASKED = 300
"""Different pages that a worker renders before its memory is read."""


def measure_rates(root: Path, document: str, page: str) -> Iterator[str]:
    """Yield how many answers a second each gives, and what share of nginx that is."""
    with site(root) as (port, _, _):
        bodies = {"document": ask(port, document), "page": ask(port, page)}
        with nginx(bodies) as static:
            for name, path in (("document", document), ("page", page)):
                # In turns, so that what else the machine does meets both.
                ours, theirs = [], []
                for _ in range(3):
                    theirs.append(rate(static, f"/{name}"))
                    ours.append(rate(port, path))
                mine, reference = sorted(ours)[1], sorted(theirs)[1]
                yield (
                    f"  {name:9} {mine:9,.0f}/s   nginx {reference:9,.0f}/s   "
                    f"{mine / reference:5.0%}   ({WORKERS} workers, {CONNECTIONS} connections)"
                )


def measure_start(root: Path, paths: list[str]) -> tuple[float, float, float]:
    """Return seconds to the first answer, MB of a worker after many pages, and p99 in ms."""
    with site(root, workers=1) as (port, process, first):
        times = []
        for path in paths[:ASKED]:
            started = time.perf_counter()
            ask(port, path)
            times.append(time.perf_counter() - started)
        memory = max(resident_mb(worker) for worker in workers_of(process))
    return first, memory, percentile(times, 0.99) * 1000
