"""What was published stays: never pruned, never replaced, whole or not there at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.build import roll_back
from catalog.build.publish import finished
from catalog.errors import ArchiveBroken, StorageFailed
from catalog.release import current_folder, read_manifest, verify
from catalog.release.archive import ARCHIVE, archived, verify_archived
from tests.conftest import build, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable

SAME = '<list> a skos:ConceptScheme ; skos:prefLabel "list"@en .'


def term(number: int) -> str:
    """Return a catalogue of which one thing is another one each time."""
    return SAME + f'<a> a skos:Concept ; skos:prefLabel "cat {number}"@en .'


def kept(releases: Path) -> dict[str, bytes]:
    """Return every file of the archive."""
    folder = releases / ARCHIVE
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_release_is_kept_though_releases_are_pruned(make_root: Callable[..., Path]) -> None:
    """Eight were published and five can be rolled back to, but the files of all are there."""
    built = [build(make_root(a=term(number))) for number in range(8)]
    releases = built[0].parent
    assert len(finished(releases)) == 5
    assert [it.name for it in archived(releases)] == sorted(it.name for it in built)
    for folder in archived(releases):
        assert verify_archived(folder).downloads
    gone = next(it for it in built if not it.exists())
    text = (releases / ARCHIVE / gone.name / "catalog.ttl").read_text(encoding="utf-8")
    assert f"cat {built.index(gone)}" in text


def test_the_archive_holds_what_the_manifest_lists(make_root: Callable[..., Path]) -> None:
    """Id, version, date and files are the Release's own."""
    folder = build(make_root(a=term(1) + '<k> a dcat:Catalog ; dcat:version "2026-02-03" .'))
    manifest = read_manifest(folder)
    content = verify_archived(folder.parent / ARCHIVE / manifest.id)
    assert (content.id, content.version) == (manifest.id, "2026-02-03")
    assert content.downloads == manifest.downloads
    modes = {oct(path.stat().st_mode)[-3:] for path in (folder.parent / ARCHIVE).rglob("*")}
    assert modes == {"644", "755"}


def test_an_unchanged_file_takes_no_more_room(make_root: Callable[..., Path]) -> None:
    """The list is the same in both Releases: one file on disk under four names."""
    first, second = (build(make_root(a=term(number))) for number in range(2))
    shelf = first.parent / ARCHIVE
    one, other = (shelf / it.name / "list.csv" for it in (first, second))
    assert one.stat().st_ino == other.stat().st_ino
    assert one.stat().st_ino == (first / "downloads" / "list.csv").stat().st_ino
    changed = [(shelf / it.name / "catalog.csv").stat().st_ino for it in (first, second)]
    assert changed[0] != changed[1]


def test_a_disk_without_links_gets_copies(
    make_root: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems have no hard links, or only so many of a file."""

    def no_links(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    first, second = (build(make_root(a=term(number))) for number in range(2))
    for folder in (first, second):
        verify_archived(first.parent / ARCHIVE / folder.name)
        assert (first.parent / ARCHIVE / folder.name / "list.csv").stat().st_nlink == 1


def test_a_damaged_file_of_the_archive_is_not_passed_on(make_root: Callable[..., Path]) -> None:
    """A file is shared only while it still is what it was; the damage itself is told."""
    first = build(make_root(a=term(0)))
    old = first.parent / ARCHIVE / first.name / "list.csv"
    size = old.stat().st_size
    old.write_bytes(b"x" * size)
    second = build(make_root(a=term(1)))
    verify(second)
    verify_archived(first.parent / ARCHIVE / second.name)
    with pytest.raises(ArchiveBroken, match=r"list\.csv"):
        verify_archived(first.parent / ARCHIVE / first.name)


@pytest.mark.parametrize("lost", ["list.csv", "manifest.json"])
def test_building_the_same_again_mends_the_archive(
    make_root: Callable[..., Path], lost: str
) -> None:
    """The same sources give the same bytes, so what was lost is back; nothing else is touched."""
    root = make_root(a=term(0))
    first = build(root)
    home = first.parent / ARCHIVE / first.name
    before = kept(first.parent)
    untouched = (home / "catalog.ttl").stat()
    (home / lost).unlink()
    build(root)
    assert kept(first.parent) == before
    assert (home / "catalog.ttl").stat().st_ino == untouched.st_ino


def test_what_is_archived_is_never_replaced(make_root: Callable[..., Path]) -> None:
    """Another manifest under the same id may be of another program: it stays as it is."""
    root = make_root(a=term(0))
    first = build(root)
    path = first.parent / ARCHIVE / first.name / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"date": ""', b'"date": "1999-01-01"'))
    before = kept(first.parent)
    build(root)
    assert kept(first.parent) == before


def test_a_full_disk_leaves_archive_and_release(
    make_root: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can't be archived isn't published, and nothing half is left."""
    root = make_root(a=term(0))
    former = build(root)
    before = kept(former.parent)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "hardlink_to", full)
    monkeypatch.setattr("catalog.build.archive.shutil.copyfile", full)
    with pytest.raises(StorageFailed, match="No space left"):
        build(make_root(a=term(1)))
    assert current_folder(former.parent) == former
    assert kept(former.parent) == before
    assert not list(former.parent.rglob(".new-*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT TESTED: root may write anywhere")
def test_an_archive_that_may_not_be_written_is_told(make_root: Callable[..., Path]) -> None:
    """The place and the system's reason, and the former Release stays."""
    former = build(make_root(a=term(0)))
    shelf = former.parent / ARCHIVE
    shelf.chmod(0o500)
    try:
        with pytest.raises(StorageFailed, match="Permission denied"):
            build(make_root(a=term(1)))
    finally:
        shelf.chmod(0o755)
    assert current_folder(former.parent) == former


def test_an_archive_that_is_a_file_is_told(make_root: Callable[..., Path]) -> None:
    """Whatever stands in the way is named."""
    root = make_root(a=term(0))
    (root / "release").mkdir()
    (root / "release" / ARCHIVE).write_text("mine", encoding="utf-8")
    with pytest.raises(StorageFailed, match="release"):
        build(root)
    assert (root / "release" / ARCHIVE).read_text(encoding="utf-8") == "mine"


def test_rolling_back_leaves_the_archive_alone(make_root: Callable[..., Path]) -> None:
    """The newer Release's files stay where somebody may have noted them."""
    first, second = (build(make_root(a=term(number))) for number in range(2))
    before = kept(first.parent)
    assert roll_back(first.parent) == first.name
    assert kept(first.parent) == before
    assert second.name in {it.name for it in archived(first.parent)}


def test_verify_looks_at_the_archive_too(make_root: Callable[..., Path]) -> None:
    """Whole: how much there is; damaged: which file, and what to do."""
    root = make_root(a=term(0))
    first = build(root)
    build(make_root(a=term(1)))
    whole = omgrep(root, "verify", "--lang", "en")
    assert whole.returncode == 0, whole.stderr
    assert "Releases: 2" in whole.stdout
    (first.parent / ARCHIVE / first.name / "catalog.ttl").write_bytes(b"")
    broken = omgrep(root, "verify", "--lang", "en")
    assert broken.returncode == 2
    assert "catalog.ttl" in broken.stderr
    assert "backup" in broken.stderr
