"""Saving: every file or none, and what a file was is kept until the new one is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.editing.saving import save
from catalog.errors import StorageFailed


def test_files_are_written_with_what_they_are_to_hold(tmp_path: Path) -> None:
    """New folders are made, and nothing else is left behind."""
    save({tmp_path / "a": b"1", tmp_path / "new" / "b": b"2"})

    assert (tmp_path / "a").read_bytes() == b"1"
    assert (tmp_path / "new" / "b").read_bytes() == b"2"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "new"]


def test_a_file_that_was_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    """Nobody's work is overwritten, and no other file is written either."""
    (tmp_path / "a").write_bytes(b"theirs")

    with pytest.raises(StorageFailed) as problem:
        save(
            {tmp_path / "b": b"mine", tmp_path / "a": b"mine"},
            {tmp_path / "a": b"before", tmp_path / "b": None},
        )

    assert problem.value.facts["reason"] == "changed-meanwhile"
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    """A file where a folder should be stops all of them before any is exchanged."""
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StorageFailed):
        save({tmp_path / "a": b"new", tmp_path / "file" / "b": b"new"})

    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "file"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """What a link points at is written, with the permissions that it had."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")

    save({tmp_path / "link": b"new"})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640
