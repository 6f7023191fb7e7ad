"""A version by its name, from real repositories, Releases and folders."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from catalog.compare import compare, last_release_version, open_version
from catalog.errors import HistoryMissing, ReleaseBroken, SourceUnreadable
from catalog.settings import read_settings
from tests.conftest import HEAD, build
from tests.source.test_history import commit_all, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.compare import Version
    from catalog.settings import Settings

CATALOGUE = '<c> a dcat:Catalog ; dcat:version "{}" . '


def terms_of(version: Version) -> set[str]:
    """Return the last part of the IRIs that a version describes."""
    return {node.rpartition("/")[2] for node in version.graph.subjects}


@pytest.fixture
def history(make_root: Callable[..., Path]) -> Path:
    """A repository: Release 1 with concept a, then b on a branch, c on the main one."""
    root = make_root(a=CATALOGUE.format("1") + "<a> a skos:Concept .")
    (root / ".gitignore").write_text("/release\n")
    git(root, "init", "-q", "-b", "main")
    commit_all(root, "Release 1")
    git(root, "tag", "v1")
    git(root, "checkout", "-qb", "branch")
    make_root(b="<b> a skos:Concept .")
    commit_all(root, "Add b")
    git(root, "checkout", "-q", "main")
    make_root(c_="<c_> a skos:Concept .")
    commit_all(root, "Add c")
    return root


def reason(settings: Settings, name: str) -> object:
    """Return why there is no such version."""
    with pytest.raises(HistoryMissing) as caught:
        open_version(settings, name)
    return caught.value.facts["reason"]


def test_every_kind_of_name(history: Path, make_root: Callable[..., Path]) -> None:
    """The work tree, a branch, a tag, a commit, a merge base, and the last Release."""
    make_root(d="<d> a skos:Concept .")
    settings = read_settings(history)
    release = git(history, "rev-parse", "v1")
    for name, kind, found in [
        ("", "work-tree", {"c", "a", "c_", "d"}),
        (".", "work-tree", {"c", "a", "c_", "d"}),
        ("HEAD", "commit", {"c", "a", "c_"}),
        ("main~1", "commit", {"c", "a"}),
        ("branch", "commit", {"c", "a", "b"}),
        ("v1", "commit", {"c", "a"}),
        (release, "commit", {"c", "a"}),
        (release[:9], "commit", {"c", "a"}),
        ("branch...", "commit", {"c", "a"}),
        ("main...branch", "commit", {"c", "a"}),
        ("last-release", "release", {"c", "a"}),
    ]:
        version = open_version(settings, name)
        assert (version.kind, terms_of(version)) == (kind, found), name
    assert open_version(settings, "last-release").name == f"1 ({release[:8]})"
    assert open_version(settings, "v1").name == f"v1 ({release[:8]})"


def test_a_detached_head_has_its_last_release(history: Path) -> None:
    """As a pipeline checks out; tags are not needed."""
    git(history, "tag", "-d", "v1")
    git(history, "checkout", "-q", "--detach", "branch")
    version = open_version(read_settings(history), "last-release")
    assert terms_of(version) == {"c", "a"}


def test_a_shallow_clone_says_what_to_do(history: Path, tmp_path: Path) -> None:
    """Names beyond what was fetched, the merge base, and the last Release."""
    git(history, "tag", "-d", "v1")
    clone = tmp_path / "clone"
    git(history, "clone", "-q", "--depth", "1", "--no-single-branch", history.as_uri(), str(clone))
    settings = read_settings(clone)
    for name in ("HEAD~1", "last-release", "origin/branch..."):
        assert reason(settings, name) == "shallow", name
    assert terms_of(open_version(settings, "HEAD")) == {"c", "a", "c_"}


def test_what_is_nothing_is_told(history: Path) -> None:
    """No such name, an option in disguise, a name with odd characters."""
    settings = read_settings(history)
    for name in ("nowhere", "--help", "-p", "a b", "a\nb", "HEAD:a.ttl", "@{-9}", "\udcff"):
        assert reason(settings, name) == "nothing", name
    assert reason(settings, "none...main") == "unknown"


def test_no_repository_and_no_release(make_root: Callable[..., Path]) -> None:
    """A folder that has neither: nothing to compare with, and that is no fault."""
    root = make_root(a="<a> a skos:Concept .")
    (root / ".git").write_text("gitdir: /nowhere")
    settings = read_settings(root)
    assert last_release_version(settings) is None
    assert reason(settings, "last-release") == "no-release"
    assert reason(settings, "HEAD") == "no-repository"
    (root / ".git").unlink()
    git(root, "init", "-q")
    assert last_release_version(settings) is None
    assert reason(settings, "HEAD") == "no-commits"


def test_a_release_that_was_built(
    make_root: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its id, by its folder, and as the last Release where no commit tells of one."""
    text = CATALOGUE.format("1") + "<a> a skos:Concept ; dct:source [ rdfs:label 'x' ] ."
    root = make_root(a=text)
    (root / ".git").write_text("gitdir: /nowhere")
    folder = build(root)
    settings = read_settings(root)
    monkeypatch.chdir(root)
    for name in (folder.name, str(folder), f"release/{folder.name}", "release/current"):
        version = open_version(settings, name)
        assert (version.kind, version.name) == ("release", folder.name)
        assert compare(version.graph, open_version(settings, "").graph, settings).changes == ()
    last = last_release_version(settings)
    assert last is not None
    assert last.name == folder.name
    dump = folder / "downloads" / "catalog.ttl"
    dump.write_bytes(dump.read_bytes() + b"# more")
    with pytest.raises(ReleaseBroken):
        open_version(settings, folder.name)


def test_a_draft_is_no_last_release(make_root: Callable[..., Path]) -> None:
    """Who builds without a version has published nothing to be held to."""
    root = make_root(a="<a> a skos:Concept .")
    (root / ".git").write_text("gitdir: /nowhere")
    build(root)
    assert last_release_version(read_settings(root)) is None


def test_folders(history: Path, tmp_path: Path) -> None:
    """Another catalogue, a folder of Turtle, one file; what isn't Turtle is told."""
    settings = read_settings(history)
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "x.ttl").write_text(HEAD + "<x> a skos:Concept .")
    (plain / "x.txt").write_text("x")
    assert terms_of(open_version(settings, str(plain))) == {"x"}
    assert terms_of(open_version(settings, str(plain / "x.ttl"))) == {"x"}
    assert terms_of(open_version(settings, str(history))) == {"c", "a", "c_"}
    (tmp_path / "empty").mkdir()
    for name, why in ((plain / "x.txt", "not-turtle"), (tmp_path / "empty", "no-turtle")):
        with pytest.raises(SourceUnreadable) as caught:
            open_version(settings, str(name))
        assert caught.value.facts["reason"] == why


def test_a_branch_comes_before_a_folder_of_its_name(history: Path) -> None:
    """As documented; ``./name`` is the folder."""
    (history / "branch").mkdir()
    (history / "branch" / "x.ttl").write_text(HEAD + "<x> a skos:Concept .")
    settings = read_settings(history)
    assert open_version(settings, "branch").kind == "commit"
    assert terms_of(open_version(settings, "./branch")) == {"x"}


def test_broken_files_are_named_and_the_rest_is_read(history: Path) -> None:
    """A merge conflict left in a file of a commit."""
    (history / "b.ttl").write_text("<<<<<<< HEAD\n<b> a <C> .\n")
    commit_all(history)
    version = open_version(read_settings(history), "HEAD")
    assert version.unread == ("b.ttl",)
    assert terms_of(version) == {"c", "a", "c_"}


def test_another_folder_of_releases(make_root: Callable[..., Path], tmp_path: Path) -> None:
    """Where the settings say that they lie."""
    root = make_root(a=CATALOGUE.format("1"))
    folder = build(root, tmp_path / "elsewhere")
    settings = dataclasses.replace(read_settings(root), release_folder=tmp_path / "elsewhere")
    assert open_version(settings, folder.name).kind == "release"
