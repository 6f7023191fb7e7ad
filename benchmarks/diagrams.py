"""Class diagrams: one of 60 made-up types, laid out and written as a drawing."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from catalog.build.diagrams import draw_model
from catalog.limits import LIMITS
from catalog.model.information import ELEMENT, Field, InformationModel, ObjectType
from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.web.pages import Pages
from catalog.web.reader import Reader
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TYPES: Final = 60
ATTRIBUTES: Final = 6
"""Of each type, beside its roles: with them 425 rows, as in the largest models in use."""
BASE: Final = "https://data.example.org/modeller/stor/1"
TIMES: Final = 5


def measure(root: Path) -> Iterator[str]:
    """Yield the report, on a model made here and the templates in ``root``."""
    model = _model()
    started = time.process_time()
    diagram = draw_model(model, LIMITS.drawn_rows)
    first = time.process_time() - started
    pages = Pages(root / "site", lambda name: f"/-/static/0/{name}")

    def write() -> bytes:
        return pages.fragment(
            "diagram.svg", t=pages.translators["nb"], lang="nb", reader=Reader("nb"),
            urls=Urls("nb"), manifest=None, diagram=diagram, title=LangString("Stor"),
            origin="https://data.example.org",
        ).strip().encode()  # fmt: skip

    laid, written = _best(partial(draw_model, model, LIMITS.drawn_rows)), _best(write)
    rows = sum(len(it.fields) for it in diagram.types)
    yield f"  {len(diagram.types)} types, {rows} rows, as SVG {len(write()) / 1e3:.0f} kB"
    yield (
        f"    laid out in {laid * 1e3:.0f} ms, {laid / written:.1f} times what writing the SVG"
        f" takes ({written * 1e3:.0f} ms); the first of a process in {first * 1e3:.0f} ms"
    )


def _model() -> InformationModel:
    """Return a tree of types, with some roles across it."""
    roles = [((place - 1) // 4, place) for place in range(1, TYPES)]
    roles += [(place, TYPES - 1) for place in range(3, 50, 9)]
    types = tuple(
        ObjectType(
            f"{BASE}/Type{place}",
            f"Type{place}",
            label=(LangString(f"Type {place}", "nb"),),
            path=f"modeller/stor/1/Type{place}",
            fields=(
                *(
                    Field(f"{BASE}/Type{place}/{to}", "role", f"rolle{to}", ELEMENT,
                          target=Link(f"{BASE}/Type{to}"))
                    for start, to in roles
                    if start == place
                ),
                *(
                    Field(f"{BASE}/Type{place}/a{it}", "attribute", f"egenskap{it}", ELEMENT, max=1)
                    for it in range(ATTRIBUTES)
                ),
            ),
        )
        for place in range(TYPES)
    )  # fmt: skip
    return InformationModel(BASE, "stor", "1", "xml", types=types)


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds of CPU."""
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)
