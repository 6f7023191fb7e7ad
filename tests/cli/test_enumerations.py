"""``omgrep enumerations``: source on the screen or in a folder, or what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_schema import PETS
from tests.conftest import omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OTHER = '<x/pets> a skos:ConceptScheme , modelldcatno:CodeList ; skos:prefLabel "x"@en .'


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue with one code list."""
    return make_root(pets=PETS)


def test_one_list_is_printed(root: Path) -> None:
    """The source and nothing else, each time the same."""
    done = omgrep(root, "enumerations", "pets", "--language", "python")
    assert done.returncode == 0, done.stderr
    assert "class Pets(" in done.stdout
    compile(done.stdout, "pets.py", "exec")
    assert done.stdout == omgrep(
        root, "enumerations", "https://id.example.org/pets", "--language", "python"
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    "options, file, holds",
    [
        (("typescript",), "Pets.ts", "export const Pets"),
        (("csharp", "--namespace", "Our.Codes"), "Pets.cs", "namespace Our.Codes;"),
        (("java", "--namespace", "our.codes"), "our/codes/Pets.java", "package our.codes;"),
        (("python",), "kodelister/pets.py", "class Pets("),
    ],
)
def test_all_lists_are_written(
    root: Path, tmp_path: Path, options: tuple[str, ...], file: str, holds: str
) -> None:
    """A file for each, where its compiler looks for it; a second time over the first."""
    folder = tmp_path / "out"
    for _ in range(2):
        done = omgrep(
            root, "enumerations", "--all", "--output", str(folder), "--language", *options
        )
        assert done.returncode == 0, done.stderr
    assert [it.relative_to(folder).as_posix() for it in folder.rglob("*.*")] == [file]
    assert holds in (folder / file).read_text("utf-8")


@pytest.mark.parametrize(
    "options, told",
    [
        (("dogs", "--language", "java"), "pets"),
        (("--all", "--language", "java"), "--output"),
        (("pets", "--language", "typescript", "--namespace", "a"), "--namespace"),
        (("pets", "--language", "java", "--namespace", "../a"), "--namespace"),
        (("pets", "--language", "java", "--namespace", "our.enum"), "enum"),
        (("pets", "--language", "csharp", "--namespace", "Our.namespace"), "namespace"),
        (("pets", "--language", "python", "--namespace", "our.None"), "None"),
        (("pets", "--language", "cobol"), "cobol"),
        (("--language", "java"), "--all"),
    ],
)
def test_what_can_t_be_done_is_told(root: Path, options: tuple[str, ...], told: str) -> None:
    """Exit status 2, what was wrong and what there is; no traceback, and nothing printed."""
    done = omgrep(root, "enumerations", *options, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_two_lists_have_is_not_guessed(make_root: Callable[..., Path]) -> None:
    """Both are told, by their IRIs; each of these names one."""
    root = make_root(pets=PETS, other=OTHER)
    done = omgrep(root, "enumerations", "x/pets", "--language", "java")
    assert done.returncode == 0, done.stderr
    (root / "third.ttl").write_text(
        (root / "other.ttl").read_text("utf-8").replace("<x/pets>", "<y/pets>"), "utf-8"
    )
    (root / "pets.ttl").unlink()
    done = omgrep(root, "enumerations", "pets", "--language", "java")
    assert done.returncode == 2
    assert "/x/pets" in done.stderr
    assert "/y/pets" in done.stderr


def test_broken_sources_make_no_enumeration(root: Path) -> None:
    """A code in them would be missing."""
    (root / "broken.ttl").write_text("<a", "utf-8")
    done = omgrep(root, "enumerations", "pets", "--language", "java")
    assert (done.returncode, done.stdout) == (2, "")
    assert "broken.ttl" in done.stderr
