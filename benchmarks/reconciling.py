"""How long a batch of reconciliation queries takes, as OpenRefine sends them, in one thread."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING

from werkzeug.test import Client

from benchmarks.measure import percentile
from benchmarks.searching import typo
from benchmarks.synthetic import BASE, FIRST, THIRD, label
from catalog.settings import read_settings
from catalog.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 10
"""Queries in a batch of OpenRefine's."""
BATCHES = 100
"""So many make a column of 1,000 rows."""


def measure(root: Path, size: int) -> Iterator[str]:
    """Yield the lines of the report on the current Release, which has ``size`` concepts."""
    client = Client(create_app(read_settings(root)))
    dice = random.Random(1)  # noqa: S311 — the same cells every time
    for name, wanted in (("any type", ""), ("concepts", "concept"), ("a scheme", f"{BASE}skjema")):
        times = [_timed(client, [_cell(size, dice) for _ in range(BATCH)], wanted)
                 for _ in range(BATCHES)]  # fmt: skip
        yield (
            f"  reconcile {BATCH}, {name:9} p50 {percentile(times, 0.5) * 1000:6.1f} ms"
            f"   p99 {percentile(times, 0.99) * 1000:6.1f} ms   1,000 rows {sum(times):5.1f} s"
        )


def _cell(size: int, dice: random.Random) -> str:
    """Return what a cell holds: a term, inflected, mistyped, two words, or a code."""
    number = dice.randrange(size)
    name = label(number)
    two = f"{dice.choice(FIRST)} {dice.choice(THIRD)}"
    return dice.choice([name, name.upper(), f"{name}ene", typo(name, dice), two, f"B{number}"])


def _timed(client: Client, cells: list[str], wanted: str) -> float:
    batch = {f"q{at}": {"query": cell, "type": wanted} for at, cell in enumerate(cells)}
    started = time.perf_counter()
    answer = client.post("/api/reconcile/nb", data={"queries": json.dumps(batch)})
    took = time.perf_counter() - started
    if answer.status_code != 200:  # noqa: PLR2004 — RFC 9110
        raise RuntimeError(answer.text)
    return took
