"""Switching over is one rename, and a step back is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.build import roll_back
from catalog.errors import ReleaseBroken, ReleaseMissing
from catalog.release import current_folder
from tests.conftest import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def two_releases(make_root: Callable[..., Path]) -> tuple[Path, Path]:
    """Build two versions and return their folders, the current one last."""
    first = build(make_root(a='<a> a skos:Concept ; skos:prefLabel "cat"@en .'))
    return first, build(make_root(a='<a> a skos:Concept ; skos:prefLabel "dog"@en .'))


def test_rolling_back_serves_the_release_before(make_root: Callable[..., Path]) -> None:
    """Without a name the one before becomes current, and both stay on disk."""
    first, second = two_releases(make_root)
    assert roll_back(first.parent) == first.name
    assert current_folder(first.parent) == first
    assert second.is_dir()


def test_rolling_back_to_what_is_not_there_changes_nothing(
    make_root: Callable[..., Path],
) -> None:
    """An unknown name is refused."""
    _, second = two_releases(make_root)
    with pytest.raises(ReleaseMissing, match="no-such"):
        roll_back(second.parent, "no-such")
    assert current_folder(second.parent) == second


def test_a_damaged_release_is_not_rolled_back_to(make_root: Callable[..., Path]) -> None:
    """What isn't whole never becomes current."""
    first, second = two_releases(make_root)
    (first / "catalog.sqlite").write_bytes(b"")
    with pytest.raises(ReleaseBroken):
        roll_back(first.parent, first.name)
    assert current_folder(second.parent) == second


def test_where_nothing_was_built_there_is_no_current_release(tmp_path: Path) -> None:
    """A missing Release is an error that says so, not a traceback."""
    with pytest.raises(ReleaseMissing):
        current_folder(tmp_path)
