"""What the tests of the comparison share: two small graphs of Turtle text, and what differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.compare import Comparison, compare
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources
from tests.conftest import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.model.rdf import Graph

BASE = "https://id.example.org/"
SETTINGS = Settings(root=Path(), base_iri=BASE, title={"nb": "Prøve"}, languages=("nb", "nn", "en"))


def graph_of(text: str) -> Graph:
    """Read Turtle with the usual prefixes."""
    file = SourceFile("a.ttl", Path("a.ttl"), (HEAD + text).encode())
    sources = read_sources((file,), SETTINGS)
    assert not sources.broken
    return sources.graph


@pytest.fixture(scope="session")
def compare_texts() -> Callable[[str, str], Comparison]:
    """A function that compares two Turtle texts."""

    def compared(before: str, after: str) -> Comparison:
        return compare(graph_of(before), graph_of(after), SETTINGS)

    return compared
