"""``omgrep check``: each format where it is wanted, with what the surroundings tell of it."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TERM = '<a> a skos:Concept ; skos:prefLabel "cat"@en .\n'
TWICE = TERM + '<a> skos:prefLabel "dog"@en .\n'


def git(root: Path, *arguments: str) -> None:
    """Run git in ``root`` as somebody."""
    somebody = ["-c", "user.name=N", "-c", "user.email=n@example.org"]
    subprocess.run(["git", "-C", str(root), *somebody, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize(
    "form, begins",
    [
        ("text", "a.ttl:14:20: error [skos-s14]"),
        ("json", '{\n  "$schema"'),
        ("github", "::error file=a.ttl,line=14"),
        ("sarif", '{\n  "$schema"'),
        ("markdown", "<!-- omgrep check -->"),
    ],
)
def test_each_format_is_printed_or_written(
    form: str, begins: str, make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """The file holds what would be printed, and both end with 1 where there are errors."""
    root = make_root(a=TWICE)
    printed = omgrep(root, "check", "--lang", "en", "--format", form, GITHUB_STEP_SUMMARY="")
    assert printed.returncode == 1
    assert printed.stdout.startswith(begins)
    target = tmp_path / "report"
    written = omgrep(
        root, "check", "--lang", "en", "--format", form, "--output", str(target),
        GITHUB_STEP_SUMMARY="",
    )  # fmt: skip
    assert (written.returncode, written.stdout) == (1, "")
    assert target.read_text("utf-8") == printed.stdout


def test_a_report_that_can_not_be_written_leaves_what_was_there(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """A folder that isn't there, and a file that is a folder: told, nothing lost, status 2."""
    root = make_root(a=TERM)
    (tmp_path / "taken").mkdir()
    for target in (tmp_path / "no" / "file", tmp_path / "taken"):
        done = omgrep(root, "check", "--lang", "en", "--output", str(target))
        assert done.returncode == 2
        assert target.name in done.stderr.splitlines()[-1]
    assert {path.name for path in tmp_path.iterdir()} == {"root", "taken"}


def test_a_file_has_no_colour_and_a_pipe_neither(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """Escape sequences are for a terminal alone."""
    root = make_root(a=TWICE)
    omgrep(root, "check", "--output", str(tmp_path / "report"))
    assert "\x1b" not in (tmp_path / "report").read_text("utf-8")
    assert "\x1b" not in omgrep(root, "check").stdout


@pytest.mark.parametrize("no_color, colored", [("", True), ("1", False)])
def test_a_terminal_has_colour_unless_the_user_says_no(
    no_color: str, colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR (no-color.org) is honoured on a real terminal."""
    from catalog.cli.terminal import colored as wanted  # noqa: PLC0415

    monkeypatch.setenv("NO_COLOR", no_color)
    main, side = os.openpty()
    with open(side, "w", encoding="utf-8") as stream:  # noqa: PTH123 — a descriptor has no path
        assert wanted(stream) is colored
    os.close(main)


def test_what_has_no_room_goes_into_the_summary_of_the_step(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """Ten errors at their lines, the eleventh in the file that GitHub names; text there stays."""
    text = "".join(
        f'<c{number}> a skos:Concept ; skos:prefLabel "{number}a"@en , "{number}b"@en .\n'
        for number in range(11)
    )
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    done = omgrep(
        make_root(a=text), "check", "--lang", "en", "--format", "github",
        GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert done.stdout.count("::error ") == 10
    told = summary.read_text("utf-8")
    assert told.startswith("before\n")
    assert told.count("- **error**") == 1


def test_files_are_named_as_the_repository_has_them(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """GitHub shows an annotation only at a path below the workspace."""
    root = make_root(a=TWICE)
    found = {}
    for workspace in (tmp_path, root, tmp_path / "elsewhere"):
        done = omgrep(root, "check", "--format", "sarif", GITHUB_WORKSPACE=str(workspace))
        [result] = json.loads(done.stdout)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        found[workspace.name] = place["uri"]
    assert found == {tmp_path.name: "root/a.ttl", "root": "a.ttl", "elsewhere": "a.ttl"}


def test_what_a_pull_request_changes_comes_first(make_root: Callable[..., Path]) -> None:
    """The base branch is the workflow's to tell; without it the order is that of the files."""
    lines = [
        f'<c{number:02}> a skos:Concept ; skos:prefLabel "{number}a"@en , "{number}b"@en .\n'
        for number in range(20)
    ]
    root = make_root(a="".join(lines))
    git(root, "init", "-q", "-b", "work")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    make_root(a="".join([*lines[:-1], lines[-1].replace("19a", "19c")]))

    def first(base: str) -> str:
        done = omgrep(root, "check", "--format", "github", GITHUB_BASE_REF=base,
                      GITHUB_WORKSPACE="", GITHUB_STEP_SUMMARY="")  # fmt: skip
        return done.stdout.splitlines()[0]

    assert ",line=32," in first("main")
    assert ",line=13," in first("")
    assert ",line=13," in first("gone")
