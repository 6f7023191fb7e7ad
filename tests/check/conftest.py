"""What the tests of the check share: a catalogue of a few files, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.check import Report, check
from catalog.limits import Limits
from catalog.settings import Settings
from catalog.source.files import SourceFile, find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://data.example.no/"


@pytest.fixture
def check_files(tmp_path: Path) -> Callable[..., Report]:
    """A function that checks Turtle documents (text or bytes) by file name.

    ``before`` is what the last Release said.
    """

    def checked(
        files: dict[str, str | bytes],
        *,
        profile: str = "skos-ap-no",
        rules: dict[str, str] | None = None,
        limits: Limits | None = None,
        before: str = "",
    ) -> Report:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(data)
        settings = Settings(
            root=tmp_path,
            base_iri=BASE,
            title={"nb": "Prøve"},
            profile=profile,
            languages=("nb", "nn", "en"),
            rules=rules or {},
            limits=limits or Limits(),
        )
        found = find_sources(settings)
        past = (SourceFile("before.ttl", tmp_path / "before.ttl", before.encode()),)
        return check(
            read_sources(found, settings),
            found,
            settings,
            before=read_sources(past, settings).graph if before else None,
        )

    return checked
