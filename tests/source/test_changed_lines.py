"""The lines that a pull request changes, from a real repository, whatever its files hold."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from catalog.errors import HistoryMissing
from catalog.settings import read_settings
from catalog.source.history import changed_lines
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path


def git(root: Path, *arguments: str) -> None:
    """Run git in ``root`` as somebody."""
    somebody = ["-c", "user.name=N", "-c", "user.email=n@example.org"]
    subprocess.run(["git", "-C", str(root), *somebody, *arguments], check=True, capture_output=True)


def repository(root: Path, **files: str) -> None:
    """Make a repository of a catalogue with these files in ``vocab``."""
    (root / "vocab").mkdir(parents=True)
    (root / "omgrep.toml").write_text(MINIMAL + 'sources = ["vocab"]\n', encoding="utf-8")
    for name, text in files.items():
        (root / "vocab" / f"{name}.ttl").write_text(text, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")


def lines(found: tuple[range, ...]) -> list[int]:
    """The numbers of the lines."""
    return [number for piece in found for number in piece]


def test_changed_and_new_lines_are_told_by_file(tmp_path: Path) -> None:
    """Not lines that only moved or went away, and nothing of a file that is as it was."""
    repository(tmp_path, a="1\n2\n3\n4\n5\n", b="x\n", c="gone\n")
    (tmp_path / "vocab" / "a.ttl").write_text("1\nnew\nnew\n2\nTHREE\n5\n")
    (tmp_path / "vocab" / "c.ttl").unlink()
    found = changed_lines(read_settings(tmp_path), "HEAD")
    assert list(found) == ["vocab/a.ttl"]
    assert lines(found["vocab/a.ttl"]) == [2, 3, 5]


def test_every_line_of_a_new_file_is_new(tmp_path: Path) -> None:
    """Before git knows it, and after."""
    repository(tmp_path, a="1\n")
    (tmp_path / "vocab" / "n.ttl").write_text("1\n2\n")
    settings = read_settings(tmp_path)
    assert 999 in changed_lines(settings, "HEAD")["vocab/n.ttl"][0]
    git(tmp_path, "add", ".")
    assert lines(changed_lines(settings, "HEAD")["vocab/n.ttl"]) == [1, 2]


@pytest.mark.parametrize(
    "name", ["å ø.ttl", 'a"b\\c.ttl', "t\tb.ttl", "n\nl.ttl", "b/x.ttl", "-U9.ttl"]
)
def test_no_name_is_misread(name: str, tmp_path: Path) -> None:
    """Spaces, quotes, tabs and line breaks in a name, and one that looks like an option."""
    repository(tmp_path, a="1\n")
    path = tmp_path / "vocab" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("1\n2\n")
    git(tmp_path, "add", ".")
    assert lines(changed_lines(read_settings(tmp_path), "HEAD")[f"vocab/{name}"]) == [1, 2]


def test_content_can_not_pass_for_a_diff(tmp_path: Path) -> None:
    """Lines that look like the head of another file are lines like any other."""
    hostile = "++ b/vocab/b.ttl\n@@ -0,0 +1,99 @@\n-- a/vocab/b.ttl\n"
    repository(tmp_path, a=hostile, b="x\n")
    (tmp_path / "vocab" / "a.ttl").write_text(hostile.replace("99", "88") + hostile)
    found = changed_lines(read_settings(tmp_path), "HEAD")
    assert list(found) == ["vocab/a.ttl"]
    assert set(lines(found["vocab/a.ttl"])) <= set(range(1, 7))


def test_a_last_line_without_an_end_is_counted_right(tmp_path: Path) -> None:
    """What git says about it is no line of the file."""
    repository(tmp_path, a="1\n2", b="1\n2")
    (tmp_path / "vocab" / "a.ttl").write_text("1\nTWO")
    (tmp_path / "vocab" / "b.ttl").write_text("1\nTWO\n3")
    found = changed_lines(read_settings(tmp_path), "HEAD")
    assert lines(found["vocab/a.ttl"]) == [2]
    assert lines(found["vocab/b.ttl"]) == [2, 3]


def test_a_catalogue_may_be_a_part_of_the_repository(tmp_path: Path) -> None:
    """Names are those below the catalogue, as findings have them."""
    root = tmp_path / "data"
    repository(root, a="1\n")
    (root / ".git").rename(tmp_path / ".git")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Move")
    (root / "vocab" / "a.ttl").write_text("2\n")
    assert list(changed_lines(read_settings(root), "HEAD")) == ["vocab/a.ttl"]


def test_without_the_commit_there_is_no_answer(tmp_path: Path) -> None:
    """The error says why, as of every question to the history."""
    repository(tmp_path, a="1\n")
    with pytest.raises(HistoryMissing):
        changed_lines(read_settings(tmp_path), "nowhere")
