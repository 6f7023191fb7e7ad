"""A long list in pieces: where the reader is, and the links to the other pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

NEAR: Final = 1
"""Pages shown on each side of the current one; the first and the last always are."""


def extended(url: str, **wanted: str) -> str:
    """Return ``url`` with what is wanted in its query; empty values stay out."""
    query = urlencode({name: value for name, value in wanted.items() if value})
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{query}"


@dataclass(frozen=True, slots=True)
class Step:
    """A page that can be gone to; ``number`` is 0 for a gap."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """A piece of ``size`` from ``start`` of a list of ``total``; ``url`` makes a piece's URL."""

    total: int
    start: int
    size: int
    url: Callable[[int], str]

    @property
    def first(self) -> int:
        """Return the number of the first row shown, counted from 1."""
        return min(self.start + 1, self.total)

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return min(self.start + self.size, self.total)

    @property
    def needed(self) -> bool:
        """Tell whether there is more than one piece."""
        return self.total > self.size or self.start > 0

    @property
    def previous(self) -> str:
        """Return the URL of the piece before, empty at the first."""
        return self.url(max(0, self.start - self.size)) if self.start else ""

    @property
    def next(self) -> str:
        """Return the URL of the piece after, empty at the last."""
        after = self.start + self.size
        return self.url(after) if after < self.total else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the pages to link to, with gaps where some are left out."""
        pages = -(-self.total // self.size)
        here = self.start // self.size + 1
        near = range(here - NEAR, here + NEAR + 1)
        shown = sorted({1, pages, *near} & set(range(1, pages + 1)))
        steps: list[Step] = []
        for page in shown:
            if steps and page - steps[-1].number > 1:
                steps.append(Step(0))
            steps.append(Step(page, self.url((page - 1) * self.size), page == here))
        return tuple(steps)
