"""The commit of the sources, from a real repository."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from catalog.errors import HistoryMissing
from catalog.settings import read_settings
from catalog.source.history import (
    NOWHERE,
    changed_since,
    commit_of,
    last_release,
    merge_base,
    resolve,
    settings_at,
    sources_at,
)
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    """Run git in ``root`` as somebody, and return what it prints."""
    somebody = ["-c", "user.name=N", "-c", "user.email=n@example.org"]
    command = ["git", "-C", str(root), *somebody, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def repository(root: Path) -> str:
    """Make a repository of a small catalogue and return its commit."""
    (root / "omgrep.toml").write_text(MINIMAL + 'sources = ["vocab"]\n', encoding="utf-8")
    (root / "vocab").mkdir()
    (root / "vocab" / "a.ttl").write_text("<a> <p> 1 .")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    return git(root, "rev-parse", "HEAD")


def catalogue(version: str, prefix: str = "dcat") -> str:
    """Return the Turtle of a catalogue that states its version."""
    dcat = "<http://www.w3.org/ns/dcat#>"
    return f'@prefix {prefix}: {dcat} . <c> a {prefix}:Catalog ; {prefix}:version "{version}" .'


def test_committed_sources_are_of_their_commit(tmp_path: Path) -> None:
    """What is built from a clean checkout can be checked out again."""
    commit = repository(tmp_path)
    assert len(commit) == 40
    assert commit_of(read_settings(tmp_path)).id == commit


def test_what_else_has_changed_does_not_matter(tmp_path: Path) -> None:
    """A note beside the sources doesn't take their commit away."""
    commit = repository(tmp_path)
    (tmp_path / "note.txt").write_text("x")
    assert commit_of(read_settings(tmp_path)).id == commit


def test_changed_or_new_sources_are_of_no_commit(tmp_path: Path) -> None:
    """An edited file, and one that git has never seen."""
    repository(tmp_path)
    (tmp_path / "vocab" / "b.ttl").write_text("<b> <p> 1 .")
    assert commit_of(read_settings(tmp_path)) == NOWHERE


def test_outside_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    """A plain folder is fine."""
    (tmp_path / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / ".git").write_text("gitdir: /nowhere")
    assert commit_of(read_settings(tmp_path)) == NOWHERE


def test_a_hostile_repository_starts_nothing(tmp_path: Path) -> None:
    """Its own configuration names a program to run on status; it isn't run."""
    repository(tmp_path)
    trap = tmp_path / "trap"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trap}\n")
    program.chmod(0o755)
    git(tmp_path, "config", "core.fsmonitor", str(program))
    git(tmp_path, "config", "core.hooksPath", str(tmp_path))
    commit_of(read_settings(tmp_path))
    assert not trap.exists()


def test_sources_are_read_as_they_were(tmp_path: Path) -> None:
    """An edited, a new and a removed file: the commit has what it had, under any file name."""
    commit = repository(tmp_path)
    (tmp_path / "vocab" / "blå.ttl").write_text("<b> <p> 2 .")
    (tmp_path / "vocab" / ".hidden.ttl").write_text("<c> <p> 2 .")
    (tmp_path / "vocab" / "link.ttl").symlink_to("a.ttl")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Add")
    (tmp_path / "vocab" / "a.ttl").unlink()
    (tmp_path / "vocab" / "new.ttl").write_text("<n> <p> 1 .")
    settings = read_settings(tmp_path)
    found = sources_at(settings, resolve(settings))
    assert [(file.name, file.read()) for file in found] == [
        ("vocab/a.ttl", b"<a> <p> 1 ."),
        ("vocab/bl\u00e5.ttl", b"<b> <p> 2 ."),
    ]
    assert [file.name for file in sources_at(settings, commit)] == ["vocab/a.ttl"]
    assert sources_at(settings, commit, {"vocab/x.ttl"}) == ()
    assert changed_since(settings, resolve(settings)) == {"vocab/a.ttl", "vocab/new.ttl"}


def test_a_root_below_the_repository_sees_its_own_files(tmp_path: Path) -> None:
    """Names are below the root, wherever the repository begins; also where the root is all."""
    root = tmp_path / "deep" / "root"
    root.mkdir(parents=True)
    (root / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    (root / "a.ttl").write_text("<a> <p> 1 .")
    (tmp_path / "other.ttl").write_text("<o> <p> 1 .")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Begin")
    (root / "a.ttl").write_text("<a> <p> 2 .")
    settings = read_settings(root)
    assert [file.name for file in sources_at(settings, "HEAD")] == ["a.ttl"]
    assert changed_since(settings, "HEAD") == {"a.ttl"}


def test_the_last_release_is_the_commit_that_set_the_version(tmp_path: Path) -> None:
    """Later commits that leave dcat:version alone are no Release."""
    repository(tmp_path)
    settings = read_settings(tmp_path)
    assert last_release(settings) == ""
    (tmp_path / "vocab" / "c.ttl").write_text(catalogue("1"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Release")
    released = resolve(settings)
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 3 .")
    git(tmp_path, "commit", "-qam", "Edit")
    assert last_release(settings) == released


def test_what_cannot_be_asked_is_told(tmp_path: Path) -> None:
    """No repository, no commit, an unknown name, an option in disguise, a shallow clone."""
    (tmp_path / "omgrep.toml").write_text(MINIMAL + 'sources = ["vocab"]\n', encoding="utf-8")
    settings = read_settings(tmp_path)

    def reason(ref: str = "HEAD") -> object:
        with pytest.raises(HistoryMissing) as caught:
            resolve(settings, ref)
        return caught.value.facts["reason"]

    (tmp_path / ".git").write_text("gitdir: /nowhere")
    assert reason() == "no-repository"
    (tmp_path / ".git").unlink()
    git(tmp_path, "init", "-q")
    assert reason() == "no-commits"
    repository(tmp_path)
    assert reason("nowhere") == "unknown"
    assert reason("--help") == "unknown"
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 3 .")
    git(tmp_path, "commit", "-qam", "Edit")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", tmp_path.as_uri(), str(clone))
    settings = read_settings(clone)
    assert reason("HEAD~1") == "shallow"


def commit_all(root: Path, message: str = "Edit") -> str:
    """Commit everything there is, and return the commit."""
    git(root, "add", ".")
    git(root, "commit", "-qm", message)
    return git(root, "rev-parse", "HEAD")


def test_a_version_that_is_written_anew_is_no_release(tmp_path: Path) -> None:
    """Another layout, another prefix, another file, another comment: the value didn't change."""
    repository(tmp_path)
    settings = read_settings(tmp_path)
    file = tmp_path / "vocab" / "c.ttl"
    file.write_text(catalogue("1"))
    released = commit_all(tmp_path)
    for text in (
        catalogue("1", "d"),
        catalogue("1").replace("version ", "version\n        "),
        catalogue("1").replace(":version", ":version # as agreed\n"),
        "<c> a <http://www.w3.org/ns/dcat#Catalog> ; <http://www.w3.org/ns/dcat#version> '1' .",
    ):
        file.write_text(text)
        commit_all(tmp_path)
        assert last_release(settings) == released, text
    file.rename(tmp_path / "vocab" / "moved.ttl")
    moved = commit_all(tmp_path)
    assert last_release(settings) == released
    (tmp_path / "vocab" / "moved.ttl").write_text(catalogue("2", "d"))
    second = commit_all(tmp_path)
    assert last_release(settings) == second
    assert last_release(settings, moved) == released


def test_the_version_of_a_dataset_is_no_release(tmp_path: Path) -> None:
    """Only the catalogue's own version names a Release."""
    repository(tmp_path)
    (tmp_path / "vocab" / "c.ttl").write_text(catalogue("1"))
    released = commit_all(tmp_path)
    text = catalogue("1") + " <d> a dcat:Dataset ; dcat:version '7' ."
    (tmp_path / "vocab" / "c.ttl").write_text(text)
    commit_all(tmp_path)
    assert last_release(read_settings(tmp_path)) == released


def test_a_release_that_was_merged_is_the_merge(tmp_path: Path) -> None:
    """What else was on the main branch then belongs to the Release."""
    repository(tmp_path)
    main = git(tmp_path, "branch", "--show-current")
    git(tmp_path, "checkout", "-qb", "release")
    (tmp_path / "vocab" / "c.ttl").write_text(catalogue("1"))
    commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", main)
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 5 .")
    commit_all(tmp_path)
    git(tmp_path, "merge", "-q", "--no-edit", "release")
    merged = git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 6 .")
    commit_all(tmp_path)
    assert last_release(read_settings(tmp_path)) == merged


def test_the_last_release_of_a_shallow_clone(tmp_path: Path) -> None:
    """Found where it lies within the clone; told to be out of reach where it doesn't."""
    repository(tmp_path)
    (tmp_path / "vocab" / "c.ttl").write_text(catalogue("1"))
    released = commit_all(tmp_path)
    for number in range(3):
        (tmp_path / "vocab" / "a.ttl").write_text(f"<a> <p> 1{number} .")
        commit_all(tmp_path)
    for depth in (1, 4, 5):
        clone = tmp_path / f"clone{depth}"
        git(tmp_path, "clone", "-q", "--depth", str(depth), tmp_path.as_uri(), str(clone))
        settings = read_settings(clone)
        if depth == 5:
            assert last_release(settings) == released
            continue
        with pytest.raises(HistoryMissing) as caught:
            last_release(settings)
        assert caught.value.facts["reason"] == "shallow"


def test_a_partial_clone_tells_what_it_lacks(tmp_path: Path) -> None:
    """A clone without the files of the past fetches nothing and says so."""
    repository(tmp_path)
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 2 .")
    commit_all(tmp_path)
    git(tmp_path, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--filter=blob:none", tmp_path.as_uri(), str(clone))
    settings = read_settings(clone)
    assert [file.read() for file in sources_at(settings, "HEAD")] == [b"<a> <p> 2 ."]
    with pytest.raises(HistoryMissing) as caught:
        sources_at(settings, resolve(settings, "HEAD~1"))
    assert caught.value.facts["reason"] == "partial"


def test_the_commit_where_two_branches_part(tmp_path: Path) -> None:
    """What a pull request is compared with; two histories without a common commit have none."""
    begun = repository(tmp_path)
    git(tmp_path, "checkout", "-qb", "other")
    (tmp_path / "vocab" / "a.ttl").write_text("<a> <p> 2 .")
    commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", "-")
    (tmp_path / "vocab" / "b.ttl").write_text("<b> <p> 2 .")
    commit_all(tmp_path)
    settings = read_settings(tmp_path)
    assert merge_base(settings, "other") == begun
    git(tmp_path, "checkout", "-q", "--orphan", "apart")
    commit_all(tmp_path)
    with pytest.raises(HistoryMissing) as caught:
        merge_base(settings, "other")
    assert caught.value.facts["reason"] == "apart"


def test_a_commit_is_read_by_its_own_settings(tmp_path: Path) -> None:
    """Folders and base as they were; today's where the file was not there, or is broken."""
    before = repository(tmp_path)
    git(tmp_path, "mv", "vocab", "terms")
    other = MINIMAL.replace("id.example.org", "other.example.org") + 'sources = ["terms"]\n'
    (tmp_path / "omgrep.toml").write_text(other, encoding="utf-8")
    commit_all(tmp_path)
    settings = read_settings(tmp_path)
    then = settings_at(settings, before)
    assert (then.sources, then.base_iri) == (("vocab",), "https://id.example.org/")
    assert [file.name for file in sources_at(then, before)] == ["vocab/a.ttl"]
    for text in ("not toml", None):
        path = tmp_path / "omgrep.toml"
        path.write_text(text) if text else path.unlink()
        odd = commit_all(tmp_path)
        assert settings_at(settings, odd) == settings


def test_folders_of_the_settings_are_no_patterns(tmp_path: Path) -> None:
    """A pull request that names git's own magic as a folder gets nothing for it."""
    repository(tmp_path)
    hostile = MINIMAL + 'sources = [":(top,glob)**", "*"]\n'
    (tmp_path / "omgrep.toml").write_text(hostile, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert sources_at(settings, "HEAD") == ()
    assert changed_since(settings, "HEAD") == frozenset()
