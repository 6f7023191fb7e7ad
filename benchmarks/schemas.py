"""Schemas of the shipped models of messages: reading a model, and writing it in each form."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from catalog.formats.schemas import json_schema, xsd
from catalog.model.information import XML
from catalog.reading.models import model_versions, read_model
from catalog.reading.outline import Outline
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from catalog.model.information import InformationModel

TIMES = 5


def measure(root: Path) -> Iterator[str]:
    """Yield the lines of the report on the newest version of each model in ``root``."""
    settings = read_settings(root)
    started = time.perf_counter()
    sources = read_sources(find_sources(settings), settings)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    yield f"  read all sources                      {(time.perf_counter() - started) * 1e3:8.0f} ms"
    for name, versions in model_versions(outline).items():
        model = read_model(outline, versions[0])
        if not model.syntax:
            continue
        reading = _best(partial(read_model, outline, versions[0]))
        yield f"  {name} {model.version}, {len(model.types)} types: read {reading * 1e3:.0f} ms"
        writers: list[Callable[[InformationModel], bytes]] = [json_schema]
        if model.syntax == XML:
            writers.insert(0, xsd)
        for write in writers:
            size = len(write(model))
            spent = _best(partial(write, model))
            yield f"    {write.__name__:<12}{spent * 1e3:6.0f} ms, {size / 1e3:.0f} kB"


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds."""
    spent = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)
