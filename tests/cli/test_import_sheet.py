"""Export and import as a domain expert meets them, in a repository of their own."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.conftest import PROJECT, omgrep

if TYPE_CHECKING:
    from pathlib import Path

CONCEPT = "begrep/bekymringsmelding"
FILE = "vocab/begrep/bekymringsmelding.ttl"


def git(root: Path, *arguments: str) -> str:
    """Run git in a repository of the test's own."""
    known = (
        "-c",
        "user.name=Kari",
        "-c",
        "user.email=kari@example.no",
        "-c",
        "core.autocrlf=false",
    )
    return subprocess.run(
        ["git", "-C", str(root), *known, *arguments], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The shipped catalogue in a repository of its own."""
    root = tmp_path / "catalogue"
    root.mkdir()
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", root)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "start")
    return root


def edit(path: Path, key: str, value: str) -> str:
    """Write into the cell of a concept as an editor does; return the cell's place."""
    book: Any = openpyxl.load_workbook(path)
    sheet = book["Begreper"]
    column = next(cell.column for cell in sheet[1] if cell.value == key)
    row = next(cell.row for cell in sheet["A"] if cell.value == CONCEPT)
    sheet.cell(row, column).value = value
    book.save(path)
    return f"Begreper!{sheet.cell(row, column).coordinate}"


def test_a_definition_is_changed_in_a_workbook(repository: Path, tmp_path: Path) -> None:
    """Wrong: a finding at the cell and nothing written. Mended: the lines of that fact alone."""
    book = tmp_path / "bok.xlsx"
    done = omgrep(repository, "export", "--to", str(book), "--lang", "nb")
    assert done.returncode == 0, done.stderr
    assert str(book) in done.stdout

    place = edit(book, "xlDefinition@nb", "bekymringsmelding om et barn\u202e")
    done = omgrep(repository, "import", str(book), "--lang", "nb")
    assert done.returncode == 1
    told = done.stdout.splitlines()[0]
    assert told.startswith(f"{place}: feil [bidi-character] ")
    assert "Ingenting er skrevet" in done.stdout
    assert "\u202e" not in done.stdout
    assert git(repository, "status", "--porcelain") == ""

    edit(book, "xlDefinition@nb", "henvendelse om uro for et barn")
    done = omgrep(repository, "import", str(book), "--lang", "nb", "--dry-run")
    assert done.returncode == 0, done.stdout
    assert place.partition("!")[2] in done.stdout
    assert git(repository, "status", "--porcelain") == ""

    done = omgrep(repository, "import", str(book), "--lang", "nb")
    assert done.returncode == 0, done.stdout
    assert f"Endret {FILE}" in done.stdout
    changed = [
        line
        for line in git(repository, "diff", "--unified=0").splitlines()
        if line.startswith(("+ ", "- "))
    ]
    assert git(repository, "diff", "--name-only") == f"{FILE}\n"
    assert [line.split('"')[0].strip("+- ") for line in changed] == [
        "dct:modified",
        "dct:modified",
        "rdf:value",
        "rdf:value",
    ]

    done = omgrep(repository, "import", str(book), "--lang", "en")
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout


def test_a_folder_of_csv_goes_the_same_way(repository: Path, tmp_path: Path) -> None:
    """A file a kind, with semicolons for Excel in Norway, and back again."""
    folder = tmp_path / "csv"
    done = omgrep(repository, "export", "--to", str(folder), "--separator", ";", "--bom")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in folder.iterdir()} >= {"concepts.csv", "codes.csv"}

    done = omgrep(repository, "import", str(folder), "--lang", "en")

    assert done.returncode == 0, done.stdout
    assert "Nothing has changed" in done.stdout
    assert git(repository, "status", "--porcelain") == ""


def test_a_workbook_that_is_there_is_not_overwritten(repository: Path, tmp_path: Path) -> None:
    """It may hold an afternoon's work; who means it says so."""
    book = tmp_path / "bok.xlsx"
    book.write_bytes(b"work")

    done = omgrep(repository, "export", "--to", str(book), "--lang", "en")
    assert done.returncode == 2
    assert "--overwrite" in done.stderr
    assert book.read_bytes() == b"work"

    assert omgrep(repository, "export", "--to", str(book), "--overwrite").returncode == 0
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "name,content,word",
    [
        ("gone.xlsx", None, "no such file"),
        ("x.xlsx", b"PK", "not a whole Excel workbook"),
        ("x.xls", bytes.fromhex("D0CF11E0A1B11AE1"), "old Excel format"),
        ("x.csv", b"a;b\n1;2\n", "none of its sheets"),
        ("x.txt", b"x", "one of these endings"),
    ],
)
def test_what_is_no_spreadsheet_of_ours_is_refused(
    repository: Path, tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    """A clear sentence, no traceback, and the sources as they were."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    done = omgrep(repository, "import", str(tmp_path / name), "--lang", "en")

    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert git(repository, "status", "--porcelain") == ""


@pytest.mark.parametrize("command", [("export", "--to", "x.xlsx"), ("import", "x.csv")])
def test_broken_sources_are_not_taken_for_emptied_ones(
    repository: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What can't be read would be missing, and look deleted."""
    (repository / FILE).write_text("<a> <b> .", "utf-8")
    (tmp_path / "x.csv").write_text('"concepts.id"\n', "utf-8")
    name, *rest, file = command

    done = omgrep(repository, name, *rest, str(tmp_path / file), "--lang", "en")

    assert done.returncode == 2
    assert "omgrep check" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    "arguments,word",
    [
        (("--to", "x.csv"), "--only"),
        (("--to", "x.pdf"), ".xlsx, .csv"),
    ],
)
def test_what_cannot_be_exported_is_told(
    repository: Path, arguments: tuple[str, ...], word: str
) -> None:
    """A CSV file has one kind, and other files are not made."""
    done = omgrep(repository, "export", *arguments, "--lang", "en")

    assert done.returncode == 2
    assert word in done.stderr
