"""A build is a pure function of its input, and what it writes is whole."""

from __future__ import annotations

import resource
import shutil
from typing import TYPE_CHECKING

import pytest

from catalog.build import build_release
from catalog.build.publish import finished
from catalog.errors import BuildBusy, CheckFailed, ReleaseBroken, StorageFailed
from catalog.release import Release, current_folder, read_manifest, verify
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import PROJECT, build, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TERM = '<a> a skos:Concept ; skos:prefLabel "cat"@en .'


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a Release by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    """Hash seed, locale, time zone, folder and umask leave no trace in a Release."""
    made = []
    surroundings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "TEST_UMASK": "022"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "TEST_UMASK": "077"},
    ]
    for number, environment in enumerate(surroundings):
        root = tmp_path / f"copy-{number}" / ("deeper" * number or "flat")
        root.mkdir(parents=True)
        shutil.copy(PROJECT / "omgrep.toml", root)
        shutil.copytree(PROJECT / "vocab", root / "vocab")
        done = omgrep(root, "build", "--no-check", **environment)
        assert done.returncode == 0, done.stderr
        made.append(current_folder(root / "release"))
    first, second = map(bytes_of, made)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert made[0].name == made[1].name
    modes = [oct(path.stat().st_mode)[-3:] for folder in made for path in folder.rglob("*.*")]
    assert set(modes) == {"644"}


def test_a_large_catalogue_is_packed_by_many_processes_as_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many processes share the work, the bytes are the same."""
    root = tmp_path / "root"
    root.mkdir()
    shutil.copy(PROJECT / "omgrep.toml", root)
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    alone = bytes_of(build(root, tmp_path / "alone"))
    monkeypatch.setattr("catalog.build.tables.SHARED_FROM", 1)
    monkeypatch.setattr("catalog.build.downloads.SHARED_FROM", 1)
    assert alone == bytes_of(build(root, tmp_path / "shared"))


def test_the_manifest_holds_the_hash_of_every_file(make_root: Callable[..., Path]) -> None:
    """What was written is what the manifest says, and a changed byte is found."""
    folder = build(make_root(a=TERM))
    manifest = verify(folder)
    names = {file.name for file in manifest.files} | {"manifest.json"}
    assert names == set(bytes_of(folder))
    for name in sorted(names - {"manifest.json"}):
        path = folder / name
        content = path.read_bytes()
        if content:
            path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
            with pytest.raises(ReleaseBroken, match=path.name):
                verify(folder)
            path.write_bytes(content)


def test_an_unchanged_catalogue_gets_the_same_release(make_root: Callable[..., Path]) -> None:
    """Building again what is built already changes nothing for readers."""
    root = make_root(a=TERM)
    first = build(root)
    assert build(root) == first
    assert {it.name for it in first.parent.glob("[!.]*")} == {first.name, "current", "archive"}


def test_a_damaged_release_is_made_again(make_root: Callable[..., Path]) -> None:
    """After the disk lost a file, the next build of the same content is whole and current."""
    root = make_root(a=TERM)
    first = build(root)
    (first / "catalog.sqlite").write_bytes(b"lost")
    second = build(root)
    assert second.name == f"{first.name}.2"
    assert current_folder(root / "release") == second
    verify(second)


def test_the_version_in_the_data_names_the_release(make_root: Callable[..., Path]) -> None:
    """A Release is called by the version that the catalogue's own description states."""
    folder = build(make_root(a=TERM + ' <c> a dcat:Catalog ; dcat:version "2026-11-21" .'))
    assert folder.name.startswith("2026-11-21-")
    assert read_manifest(folder).version == "2026-11-21"


def test_a_hostile_version_stays_in_the_folder(make_root: Callable[..., Path]) -> None:
    """A version that looks like a path is only a name."""
    root = make_root(a=TERM + ' <c> a dcat:Catalog ; dcat:version "../../etc/passwd" .')
    assert build(root).parent == root / "release"


def test_broken_sources_leave_the_former_release(make_root: Callable[..., Path]) -> None:
    """A syntax error makes no Release, and the former one is still served."""
    root = make_root(a=TERM)
    former = build(root)
    make_root(a="<a> a skos:Concept , .")
    with pytest.raises(CheckFailed, match=r"a\.ttl:13"):
        build(root)
    assert current_folder(root / "release") == former
    assert not list((root / "release").glob(".new-*"))


def test_only_one_build_at_a_time(make_root: Callable[..., Path]) -> None:
    """A second build of the same root is told to wait, and changes nothing."""
    root = make_root(a=TERM)
    settings = read_settings(root)
    sources = read_sources(find_sources(settings), settings)
    seen: list[str] = []

    def meanwhile(stage: str, _done: int, _total: int) -> None:
        if stage == "publish" and not seen:
            with pytest.raises(BuildBusy):
                build_release(settings, sources)
            seen.append(stage)

    build_release(settings, sources, meanwhile)
    assert seen


def test_a_full_disk_leaves_the_former_release(make_root: Callable[..., Path]) -> None:
    """When a file can't grow the build says so and removes what it began."""
    root = make_root(a=TERM)
    former = build(root)
    make_root(a=TERM + " ".join(f'<x{n}> skos:prefLabel "x"@en .' for n in range(500)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageFailed):
            build(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert current_folder(root / "release") == former
    assert Release.open(former).find("a")
    assert not list((root / "release").glob(".new-*"))


def test_old_releases_are_removed_but_never_the_current_one(
    make_root: Callable[..., Path],
) -> None:
    """Five Releases stay on disk."""
    built = [
        build(make_root(a=f'<a> a skos:Concept ; skos:prefLabel "cat {number}"@en .'))
        for number in range(8)
    ]
    current = built[-1]
    assert len(finished(current.parent)) == 5
    assert current in finished(current.parent)


def test_rdf_xml_is_left_out_where_it_can_not_say_it(make_root: Callable[..., Path]) -> None:
    """A resource that RDF/XML can't hold is told of, and has its other formats."""
    root = make_root(a='<a> a skos:Concept ; <https://my.example/p/> "x" .')
    settings = read_settings(root)
    outcome = build_release(settings, read_sources(find_sources(settings), settings))
    assert outcome.unwritable == {"https://id.example.org/a": "https://my.example/p/"}
    release = Release.open(outcome.folder)
    found = release.find("a")
    assert found
    assert set(release.formats(found.number)) == {
        "turtle", "json-ld", "n-triples", "json", "jskos", "json-ld:schema.org",
    }  # fmt: skip


def test_a_draft_is_served_as_a_release_is(make_root: Callable[..., Path]) -> None:
    """What is looked at and thrown away has no files to download, and is whole all the same."""
    settings = read_settings(make_root(all=TERM))
    sources = read_sources(find_sources(settings), settings)

    outcome = build_release(settings, sources, draft=True)

    assert outcome.manifest.downloads == ()
    assert not list((outcome.folder / "downloads").iterdir())
    assert verify(outcome.folder) == outcome.manifest
    assert Release.open(outcome.folder).find("a") is not None
    assert current_folder(settings.release_folder) == outcome.folder
