"""``omgrep diff`` as a person or a pipeline meets it, and what the check compares with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import MINIMAL, omgrep
from tests.source.test_history import commit_all, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CATALOGUE = '<c> a dcat:Catalog ; dct:title "C"@en ; dcat:version "1" . '
CONCEPT = '<a> a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "{}"@en .'


@pytest.fixture
def repository(make_root: Callable[..., Path]) -> Path:
    """A repository of one Release."""
    root = make_root(a=CATALOGUE + CONCEPT.format("a small pet"))
    git(root, "init", "-q", "-b", "main")
    commit_all(root)
    return root


def test_an_edit_is_told_against_the_last_release(
    repository: Path, make_root: Callable[..., Path]
) -> None:
    """Nothing to say at first; then the word that changed, in each language of the command."""
    clean = omgrep(repository, "diff", "--lang", "en")
    assert (clean.returncode, clean.stdout.splitlines()[1]) == (0, "Nothing has changed.")
    make_root(a=CATALOGUE + CONCEPT.format("a big pet"))
    for lang, title in (("nb", "Endringer fra utgaven 1"), ("nn", "Endringar frå utgåva 1"),
                        ("en", "Changes from Release 1")):  # fmt: skip
        told = omgrep(repository, "diff", "--lang", lang)
        assert told.returncode == 0, told.stderr
        assert told.stdout.startswith(title)
        assert "a [-small-]{+big+} pet" in told.stdout
        assert "\x1b" not in told.stdout
    assert omgrep(repository, "diff", "--exit-code").returncode == 1
    assert omgrep(repository, "diff", "HEAD", "HEAD", "--exit-code").returncode == 0


def test_every_form_goes_to_a_file(repository: Path, make_root: Callable[..., Path]) -> None:
    """Whole, or as it was: a folder that isn't there is told, and nothing is written."""
    make_root(a=CATALOGUE + CONCEPT.format("a big pet"))
    for form, begins in (("text", "Endringer"), ("markdown", "<!-- omgrep"), ("json", "{"),
                         ("html", "<!doctype html>")):  # fmt: skip
        file = repository / f"out.{form}"
        done = omgrep(repository, "diff", "--format", form, "--output", str(file), "--lang", "nb")
        assert (done.returncode, done.stdout) == (0, "")
        assert file.read_text("utf-8").startswith(begins)
    missing = str(repository / "none" / "x.md")
    failed = omgrep(repository, "diff", "--output", missing, "--lang", "en")
    assert failed.returncode == 2
    assert "Traceback" not in failed.stderr
    told = json.loads((repository / "out.json").read_text("utf-8"))
    assert told["counts"] == {"concept": {"changed": 1}}


def test_what_a_branch_changed_is_told_as_git_tells_it(
    repository: Path, make_root: Callable[..., Path]
) -> None:
    """``main...branch`` leaves out what happened on the main branch meanwhile."""
    git(repository, "checkout", "-qb", "branch")
    make_root(b='<b> a skos:Concept ; skos:prefLabel "dog"@en .')
    commit_all(repository)
    git(repository, "checkout", "-q", "main")
    make_root(d='<d> a skos:Concept ; skos:prefLabel "fox"@en .')
    commit_all(repository)
    told = omgrep(repository, "diff", "main...branch", "--format", "json")
    changes = json.loads(told.stdout)["changes"]
    assert [it["iri"] for it in changes] == ["https://id.example.org/b"]


def test_what_cannot_be_compared_is_told(make_root: Callable[..., Path], tmp_path: Path) -> None:
    """No repository, no Release, no such name, a shallow clone: what is wrong and what to do."""
    root = make_root(a=CATALOGUE + CONCEPT.format("a pet"))
    (root / ".git").write_text("gitdir: /nowhere")
    none = omgrep(root, "diff", "--lang", "en")
    assert (none.returncode, none.stdout) == (2, "")
    assert "no Release yet" in none.stderr
    assert "git init" in omgrep(root, "diff", "HEAD", "--lang", "en").stderr
    (root / ".git").unlink()
    git(root, "init", "-q")
    commit_all(root)
    (root / "x.txt").write_text("x")
    commit_all(root)
    (root / "a.ttl").write_text((root / "a.ttl").read_text() + "# more\n")
    commit_all(root)
    assert "git tag" in omgrep(root, "diff", "nowhere", "--lang", "en").stderr
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    shallow = omgrep(clone, "diff", "--lang", "en")
    assert shallow.returncode == 2
    assert "git fetch --unshallow" in shallow.stderr


def test_a_broken_file_is_named_and_the_rest_is_compared(
    repository: Path, make_root: Callable[..., Path]
) -> None:
    """A conflict left in a file: what stood in it is not told as removed."""
    make_root(b='<b> a skos:Concept ; skos:prefLabel "dog"@en .')
    (repository / "a.ttl").write_text("<<<<<<< ours\n")
    told = omgrep(repository, "diff", "--lang", "en")
    assert told.returncode == 0
    assert "can't be read" in told.stdout
    assert "a.ttl" in told.stdout
    assert "1 new, 0 changed definitions, 0 removed." in told.stdout


def test_the_check_holds_the_data_to_the_last_release(
    repository: Path, make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """What was published may not vanish, unless one asks not to compare; nothing else is said."""
    make_root(b='<b> a skos:Concept ; skos:prefLabel "dog"@en .')
    commit_all(repository)
    make_root(a=CATALOGUE)
    for command in ("check", "build"):
        done = omgrep(repository, command, "--lang", "en")
        assert done.returncode == 1, command
        assert "[iri-vanished]" in done.stdout + done.stderr
    assert omgrep(repository, "check", "--against", "none").returncode == 0
    assert omgrep(repository, "check", "--against", "main").returncode == 1
    unknown = omgrep(repository, "check", "--against", "nowhere", "--lang", "en")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    clone = tmp_path / "clone"
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    told = omgrep(clone, "check", "--lang", "en")
    assert told.returncode == 0
    assert "git fetch --unshallow" in told.stderr


def test_the_check_is_quiet_where_there_is_no_release(make_root: Callable[..., Path]) -> None:
    """No repository, none with a version: nothing to hold the data to, and no word of it."""
    root = make_root(MINIMAL, a=CONCEPT.format("a pet"))
    (root / ".git").write_text("gitdir: /nowhere")
    outside = omgrep(root, "check", "--lang", "en")
    (root / ".git").unlink()
    git(root, "init", "-q")
    commit_all(root)
    inside = omgrep(root, "check", "--lang", "en")
    for done in (outside, inside):
        assert done.returncode == 0
        assert all(line.startswith(("Reading", "Checking")) for line in done.stderr.splitlines())
