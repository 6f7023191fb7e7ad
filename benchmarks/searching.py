"""How long a search and a suggestion take, by kind of query, in one thread."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from benchmarks.measure import percentile
from benchmarks.synthetic import FIRST, SECOND, THIRD, label
from catalog.release import current_folder
from catalog.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUERIES = 200


def measure(releases: Path, size: int) -> Iterator[str]:
    """Yield the lines of the report on the current Release, which has ``size`` concepts."""
    searcher = Searcher.open(current_folder(releases) / "search")
    dice = random.Random(1)  # noqa: S311 — the same queries every time
    names = [label(dice.randrange(size)) for _ in range(QUERIES)]
    kinds = {
        "exact": names,
        "prefix": [name[: dice.randrange(3, 9)] for name in names],
        "two words": [f"{dice.choice(FIRST)} {dice.choice(THIRD)}" for _ in names],
        "one typo": [typo(name, dice) for name in names],
        "inflected": [f"{name.partition(' ')[0]}ene" for name in names],
        "compound part": [dice.choice(SECOND + THIRD) for _ in names],
    }
    every = []
    for kind, texts in kinds.items():
        times = [_timed(searcher.search, text) for text in texts]
        every += times
        yield _line(kind, times)
    yield _line("all searches", every)
    begun = [name[:cut] for name in names for cut in (1, 2, 3, 5, 8)]
    yield _line("suggestions", [_timed(searcher.suggest, text) for text in begun])
    searcher.close()


def typo(text: str, dice: random.Random) -> str:
    """Return a text with one letter changed."""
    place = dice.randrange(1, max(2, len(text) - 1))
    return text[:place] + dice.choice("aeinrst") + text[place + 1 :]


def _timed(ask: Callable[..., object], text: str) -> float:
    started = time.perf_counter()
    ask(text, "nb", size=20)
    return time.perf_counter() - started


def _line(kind: str, times: list[float]) -> str:
    return (
        f"  {kind:15} p50 {percentile(times, 0.5) * 1000:7.2f} ms"
        f"   p99 {percentile(times, 0.99) * 1000:7.2f} ms"
    )
