"""``omgrep format`` as people, hooks and pull requests run it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT, build, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.release import Release

UNTIDY = '<soup> a skos:Concept ; skos:prefLabel "suppe"@nb , "soup"@en . # hot\n'
TIDY = '<soup>\n    a skos:Concept ;\n    skos:prefLabel "suppe"@nb ;\n    skos:prefLabel "soup"@en ; # hot\n.\n'  # noqa: E501


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue with one untidy and one empty source."""
    root = make_root(a=UNTIDY)
    (root / "empty.ttl").touch()
    return root


def test_sources_are_laid_out_and_stay_so(root: Path) -> None:
    """The file is named; a second run says that there is nothing to do."""
    (root / "a.ttl").chmod(0o640)
    done = omgrep(root, "format", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "a.ttl\nLaid out 1 file.\n")
    laid_out = (root / "a.ttl").read_text(encoding="utf-8")
    assert laid_out.endswith(TIDY)
    assert (root / "a.ttl").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in root.iterdir()) == ["a.ttl", "empty.ttl", "omgrep.toml"]
    again = omgrep(root, "format", "--lang", "en")
    assert (again.returncode, again.stdout) == (0, "Every file is in the catalogue's layout.\n")
    assert (root / "a.ttl").read_text(encoding="utf-8") == laid_out


def test_check_changes_nothing_and_shows_the_first_line(root: Path) -> None:
    """It ends with 1, and tells file, line, and what the line would be."""
    before = (root / "a.ttl").read_bytes()
    done = omgrep(root, "format", "--check", "--lang", "nb")
    assert done.returncode == 1
    assert done.stdout == (
        "a.ttl:2\n"
        "  - @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "  + @prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
        "1 fil har ikke katalogens oppsett. Legg den om med: omgrep format\n"
    )
    assert (root / "a.ttl").read_bytes() == before


def test_what_is_no_turtle_is_left_and_the_rest_is_laid_out(root: Path) -> None:
    """Each broken file is named with its line; exit 1 says that the work isn't whole."""
    broken = b"<a> <b> .\n"
    latin = '<a> <b> "æ" .'.encode("latin-1")
    (root / "broken.ttl").write_bytes(broken)
    (root / "latin.ttl").write_bytes(latin)
    done = omgrep(root, "format", "--lang", "nn")
    assert done.returncode == 1
    assert "broken.ttl:1:9: fila kan ikkje lesast som Turtle, så ho er urørt" in done.stderr
    assert "latin.ttl:1:10" in done.stderr
    assert "omgrep check" in done.stderr
    assert (root / "broken.ttl").read_bytes() == broken
    assert (root / "latin.ttl").read_bytes() == latin
    assert (root / "a.ttl").read_text(encoding="utf-8").endswith(TIDY)


@pytest.mark.slow
def test_the_layout_makes_no_other_release(tmp_path: Path, shipped: Release) -> None:
    """The shipped catalogue, laid out anew, is built into the same Release, byte for byte."""
    root = tmp_path / "copy"
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", root)
    done = omgrep(root, "format", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert build(root).name == shipped.manifest.id


def test_only_the_files_named_are_touched(root: Path) -> None:
    """As a hook names them: from where it runs, files and folders alike."""
    (root / "b.ttl").write_bytes((root / "a.ttl").read_bytes())
    done = omgrep(root, "format", str(root / "b.ttl"), "--lang", "en")
    assert done.stdout == "b.ttl\nLaid out 1 file.\n"
    assert not (root / "a.ttl").read_text(encoding="utf-8").endswith(TIDY)
    relative = os.path.relpath(root / "a.ttl")
    assert omgrep(root, "format", relative, "--lang", "en").stdout.startswith("a.ttl\n")


@pytest.mark.parametrize(
    "name, reason", [("none.ttl", "it isn't there"), ("link.ttl", "outside the catalogue's folder")]
)
def test_a_file_that_is_not_ours_is_refused(root: Path, name: str, reason: str) -> None:
    """One that is missing, and one that a link leads to out of the root: nothing is written."""
    outside = root.parent / "outside.ttl"
    outside.write_text(UNTIDY, encoding="utf-8")
    (root / "link.ttl").symlink_to(outside)
    before = (root / "a.ttl").read_bytes()
    done = omgrep(root, "format", str(root / name), str(root / "a.ttl"), "--lang", "en")
    assert done.returncode == 2
    assert reason in done.stderr
    assert omgrep(root, "format", "--check", "--lang", "en").stdout.startswith("a.ttl:2\n")
    assert (root / "a.ttl").read_bytes() == before
    assert outside.read_text(encoding="utf-8") == UNTIDY


def test_hostile_lines_steer_nothing(make_root: Callable[..., Path]) -> None:
    """Escape sequences and workflow commands in a source are shown, not obeyed."""
    root = make_root()
    text = '<s> <p> "\x1b[2J\u202e" , 2 .\n'
    (root / "##[error]\x1b.ttl").write_text(text, encoding="utf-8")
    (root / "x.ttl").write_text("::error::<s>\n" + text, encoding="utf-8")
    done = omgrep(root, "format", "--check", "--lang", "en")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout
    assert "##[" not in done.stdout
    assert not any(line.startswith("::") for line in (done.stdout + done.stderr).split("\n"))
