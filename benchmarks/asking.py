"""How long the API takes: filters, lists, hierarchies and look-ups, in one thread."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from werkzeug.test import Client

from benchmarks.measure import percentile
from benchmarks.synthetic import BASE, FIRST, label
from catalog.settings import read_settings
from catalog.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTIONS = 60
SCHEME = f"{BASE}skjema"
"""The one scheme, which everything is in: no filter leaves more."""


def measure(root: Path, size: int) -> Iterator[str]:
    """Yield the lines of the report on a catalogue of ``size`` concepts that is built."""
    client = Client(create_app(read_settings(root)))
    dice = random.Random(2)  # noqa: S311 — the same questions every time
    numbers = [dice.randrange(1, size) for _ in range(QUESTIONS)]

    def get(path: str, **query: str | int) -> Callable[[], int]:
        return lambda: client.get(f"{path}?{urlencode(query)}").status_code

    def batch(start: int) -> Callable[[], int]:
        asked = {"iris": [f"{BASE}begrep/{(start + step) % size}" for step in range(1_000)]}
        body = json.dumps(asked)
        return lambda: (
            client.post("/api/batch", data=body, content_type="application/json").status_code
        )

    search, hierarchy = "/api/search", "/api/hierarchy"
    for name, questions in {
        "search": [get(search, q=label(it)) for it in numbers],
        "in a scheme": [get(search, q=label(it), scheme=SCHEME) for it in numbers],
        "valid on a day": [
            get(search, q=dice.choice(FIRST), validOn=f"2026-01-{1 + at % 28:02}", _size=1 + at)
            for at in range(QUESTIONS)
        ],
        "list by name": [get(search, scheme=SCHEME, _size=1 + at) for at in range(QUESTIONS)],
        "suggest in it": [
            get("/api/suggest", q=label(it)[: 1 + it % 5], scheme=SCHEME, _size=1 + at % 50)
            for at, it in enumerate(numbers)
        ],
        "resolve": [get("/api/resolve", label=label(it)) for it in numbers],
        "ancestors": [
            get(hierarchy, iri=f"{BASE}begrep/{it}", direction="ancestors") for it in numbers
        ],
        "whole tree": [
            get(hierarchy, iri=f"{BASE}begrep/0", direction="tree", _size=1 + at)
            for at in range(QUESTIONS)
        ],
        "batch of 1,000": [batch(it) for it in numbers],
    }.items():
        times = []
        for ask in questions:
            started = time.perf_counter()
            status = ask()
            times.append(time.perf_counter() - started)
            if status != 200:  # noqa: PLR2004 — a refusal is fast, and no measurement
                raise RuntimeError(f"{name}: {status}")
        yield (
            f"  {name:15} p50 {percentile(times, 0.5) * 1000:7.2f} ms"
            f"   p99 {percentile(times, 0.99) * 1000:7.2f} ms"
        )
