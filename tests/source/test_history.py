"""The commit of the sources, from a real repository."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from catalog.settings import read_settings
from catalog.source.history import commit_of
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


def test_committed_sources_are_of_their_commit(tmp_path: Path) -> None:
    """What is built from a clean checkout can be checked out again."""
    commit = repository(tmp_path)
    assert len(commit) == 40
    assert commit_of(read_settings(tmp_path)) == commit


def test_what_else_has_changed_does_not_matter(tmp_path: Path) -> None:
    """A note beside the sources doesn't take their commit away."""
    commit = repository(tmp_path)
    (tmp_path / "note.txt").write_text("x")
    assert commit_of(read_settings(tmp_path)) == commit


def test_changed_or_new_sources_are_of_no_commit(tmp_path: Path) -> None:
    """An edited file, and one that git has never seen."""
    repository(tmp_path)
    (tmp_path / "vocab" / "b.ttl").write_text("<b> <p> 1 .")
    assert commit_of(read_settings(tmp_path)) == ""


def test_outside_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    """A plain folder is fine."""
    (tmp_path / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / ".git").write_text("gitdir: /nowhere")
    assert commit_of(read_settings(tmp_path)) == ""


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
