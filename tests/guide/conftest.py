"""A reader of the guide, and the Chromium that its pictures are taken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guide.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Sit = Callable[[str], Reader]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """A function that puts a reader with a locale before a repository of the shipped catalogue."""
    readers: list[Reader] = []

    def start(locale: str) -> Reader:
        readers.append(Reader.at_the_catalogue(tmp_path / "katalog", locale))
        return readers[-1]

    yield start
    for reader in readers:
        reader.close()
