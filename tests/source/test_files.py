"""Which files are a catalogue's sources, and which are nobody's business."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from catalog.errors import SourceUnreadable
from catalog.settings import Settings
from catalog.source.files import find_sources

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("source", ["../secret.ttl", "..", "/", "vocab/../.."])
def test_nothing_outside_the_root_is_read(tmp_path: Path, source: str) -> None:
    """A pull request that changes the settings can't show what else the machine holds."""
    root = tmp_path / "root"
    (root / "vocab").mkdir(parents=True)
    (tmp_path / "secret.ttl").write_text("secret")
    settings = Settings(root=root, base_iri="https://x.example/", title={}, sources=(source,))
    with pytest.raises(SourceUnreadable) as caught:
        find_sources(settings)
    assert caught.value.facts["reason"] == "outside-root"


def test_only_files_are_read(tmp_path: Path) -> None:
    """A pipe, a folder and a broken link that are called like Turtle are left alone."""
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "link.ttl").symlink_to("nowhere.ttl")
    (tmp_path / "a.ttl").write_text("")
    settings = Settings(root=tmp_path, base_iri="https://x.example/", title={}, sources=(".",))
    assert [file.name for file in find_sources(settings)] == ["a.ttl"]
