"""A reader of the guide, and the Chromium that its pictures are taken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import browser
from tests.guide.walking import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["browser"]


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Callable[[str], Walk]]:
    """A function that puts a reader with a locale in a repository of the shipped catalogue."""
    walks: list[Walk] = []

    def start(locale: str) -> Walk:
        walks.append(Walk(tmp_path / "katalog", locale))
        return walks[-1]

    yield start
    for walk in walks:
        walk.close()
