"""Reading the archive: what there is, what is newest, and what came or went since."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from catalog.errors import ArchiveBroken
from catalog.release.archive import ARCHIVE, Archive, read_archived, verify_archived

FILE = {"name": "a.ttl", "file": "a.ttl", "owner": "", "format": "turtle", "size": 1,
        "sha256": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}  # fmt: skip


def put(releases: Path, name: str, version: str = "", date: str = "", age: int = 1) -> Path:
    """Put a Release with one file into the archive."""
    folder = releases / ARCHIVE / name
    folder.mkdir(parents=True)
    (folder / "a.ttl").write_text("a", encoding="utf-8")
    content = {"id": name, "version": version, "date": date, "public_url": "https://x.example/",
               "downloads": [FILE]}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    os.utime(folder / "manifest.json", (age, age))
    return folder


def test_where_nothing_is_archived_there_is_nothing(tmp_path: Path) -> None:
    """A new catalogue has no archive, and that is no error."""
    archive = Archive(tmp_path)
    assert archive.releases() == ()
    assert archive.find("x") is None
    assert archive.newest("1") == ""


def test_the_newest_is_first(tmp_path: Path) -> None:
    """By the day that the catalogue gives itself; of one day, what came last."""
    put(tmp_path, "2-aaa", "2", "2026-02-01", age=1)
    put(tmp_path, "1-bbb", "1", "2026-01-01", age=3)
    put(tmp_path, "1-ccc", "1", "2026-01-01", age=9)
    put(tmp_path, "draft-ddd")
    archive = Archive(tmp_path)
    assert [it.id for it in archive.releases()] == ["2-aaa", "1-ccc", "1-bbb", "draft-ddd"]
    assert archive.newest("1") == "1-ccc"
    assert archive.newest("3") == ""
    assert archive.newest("") == ""


def test_what_comes_and_goes_is_seen(tmp_path: Path) -> None:
    """Without a restart, and what was read of it goes with it."""
    first = put(tmp_path, "1-aaa", "1")
    archive = Archive(tmp_path)
    assert archive.find("1-aaa")
    assert archive.find("2-bbb") is None
    put(tmp_path, "2-bbb", "2")
    assert archive.find("2-bbb")
    for path in (*first.iterdir(), first):
        path.rmdir() if path.is_dir() else path.unlink()
    assert archive.find("1-aaa") is None
    assert [it.id for it in archive.releases()] == ["2-bbb"]


@pytest.mark.parametrize("name", ["", ".", "..", "../archive", "1-aaa/..", "1-aaa/a.ttl", "\0"])
def test_no_text_becomes_a_path(tmp_path: Path, name: str) -> None:
    """Only what is the very id of a Release finds one."""
    put(tmp_path, "1-aaa", "1")
    assert Archive(tmp_path).find(name) is None


def test_many_are_read_without_being_kept(tmp_path: Path) -> None:
    """A walk through a hundred old Releases leaves a worker as small as it was."""
    for number in range(100):
        put(tmp_path, f"{number}-aaa", str(number))
    archive = Archive(tmp_path)
    for number in range(100):
        found = archive.find(f"{number}-aaa")
        assert found
        assert found.version == str(number)
        assert len(archive._read) <= 4  # noqa: SLF001 — what is kept is what is asked here


def test_a_folder_under_another_s_name_is_none(tmp_path: Path) -> None:
    """A copied folder must not answer for what it isn't."""
    put(tmp_path, "1-aaa", "1").rename(tmp_path / ARCHIVE / "1-bbb")
    assert Archive(tmp_path).releases() == ()


@pytest.mark.parametrize("told", [b"", b"{", b"[]", b'{"id": 1}', b"\xff"])
def test_what_is_no_manifest_is_told(tmp_path: Path, told: bytes) -> None:
    """By an error that names the file, to the operator; readers see the others."""
    folder = put(tmp_path, "1-aaa", "1")
    put(tmp_path, "2-bbb", "2")
    (folder / "manifest.json").write_bytes(told)
    with pytest.raises(ArchiveBroken, match="1-aaa"):
        read_archived(folder)
    assert [it.id for it in Archive(tmp_path).releases()] == ["2-bbb"]


def test_a_changed_or_lost_byte_is_found(tmp_path: Path) -> None:
    """Size, content and absence."""
    folder = put(tmp_path, "1-aaa", "1")
    verify_archived(folder)
    for content in (b"b", b"aa"):
        (folder / "a.ttl").write_bytes(content)
        with pytest.raises(ArchiveBroken, match=r"a\.ttl"):
            verify_archived(folder)
    (folder / "a.ttl").unlink()
    with pytest.raises(ArchiveBroken, match=r"a\.ttl"):
        verify_archived(folder)
