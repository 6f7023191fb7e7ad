"""Reader: somebody with the shipped catalogue in a git repository, a terminal and a spreadsheet."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import openpyxl

from tests.conftest import PROJECT
from tests.guide.running import WAIT, Differs, Running

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RELEASE: Final = "2026-11-21"
"""The last Release in the guide, however many there have been since it was written."""
VERSION: Final = re.compile(r'dcat:version "[^"]*"')
FORGE: Final = '\n[forge]\nedit_url = "https://github.com/us/terms/edit/main/{file}"\n'
"""The shipped catalogue names no forge; a catalogue that has one leads its readers there."""
UNWANTED: Final = ("Traceback", "--debug", "usage: omgrep")


def environment(locale: str) -> dict[str, str]:
    """Return the surroundings of a reader with ``locale`` and with omgrep on the path."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "GIT_", "OMGREP_", "GITHUB_", "COV_"))
    }
    return kept | {
        "LANG": locale,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Kari Nordmann",
        "GIT_AUTHOR_EMAIL": "kari@example.org",
        "GIT_COMMITTER_NAME": "Kari Nordmann",
        "GIT_COMMITTER_EMAIL": "kari@example.org",
    }


def lay_out(root: Path, variables: Mapping[str, str]) -> None:
    """Lay the shipped catalogue out in a git repository of its own."""
    root.mkdir(parents=True)
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    catalog = root / "vocab" / "catalog.ttl"
    text, times = VERSION.subn(f'dcat:version "{RELEASE}"', catalog.read_text("utf-8"))
    assert times == 1
    catalog.write_text(text, encoding="utf-8")
    settings = (PROJECT / "omgrep.toml").read_text("utf-8")
    (root / "omgrep.toml").write_text(
        settings if "[forge]" in settings else settings + FORGE, encoding="utf-8"
    )
    (root / ".gitignore").write_text("/release/\n", encoding="utf-8")
    for command in (
        ["git", "init", "--quiet", "--initial-branch=main"],
        ["git", "add", "."],
        ["git", "commit", "--quiet", "--message=Katalogen"],
    ):
        subprocess.run(command, cwd=root, env=dict(variables), check=True, capture_output=True)


class Reader:
    """Somebody at a terminal in the folder ``root``, whose machine speaks ``locale``."""

    def __init__(self, root: Path, locale: str) -> None:
        self.root = root
        self.variables = environment(locale)
        self.preview: Running | None = None
        self.catalogue: Running | None = None
        self.rounds = 0
        """What the preview had built when the last file was saved."""
        self.status = 0
        """How the last command ended."""

    @classmethod
    def at_the_catalogue(cls, root: Path, locale: str) -> Self:
        """Return somebody with the shipped catalogue in a repository of its own."""
        reader = cls(root, locale)
        lay_out(root, reader.variables)
        return reader

    def close(self) -> None:
        """Stop what is running."""
        for running in (self.preview, self.catalogue):
            if running:
                running.stop()

    def run(self, command: str) -> str:
        """Run a command and return what it says; the preview goes on when it has first built.

        Raises Differs where there is no such command, and where it ends in what no reader can use.
        """
        words = shlex.split(command.replace("\\\n", ""))
        if words[0] not in {"omgrep", "git"}:
            raise Differs(f"the guide runs omgrep and git only: {command}")
        if words[1:] == ["preview"]:
            if self.preview:
                self.preview.stop()
            self.preview = self.start(command)
            self.preview.built()
            return "".join(self.preview.lines)
        done = subprocess.run(
            words,
            cwd=self.root,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=WAIT,
        )
        self.status = done.returncode
        if any(sign in done.stdout for sign in UNWANTED):
            raise Differs(f"{command}\n{done.stdout}")
        return done.stdout

    def start(self, command: str) -> Running:
        """Start a command that goes on, on a free port; whoever starts it stops it."""
        return Running.start(shlex.split(command), self.root, self.variables)

    def next_round(self) -> str:
        """Return the last line of the preview, when it has seen the last save."""
        if self.preview is None:
            raise Differs("no preview is running")
        return self.preview.built(after=self.rounds)

    def text(self, name: str) -> str:
        """Return what stands in a file. Raises Differs where there is none."""
        path = self.root / name
        if not path.is_file():
            raise Differs(f"there is no {name}")
        return path.read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old`` and save. Raises Differs unless it is there once."""
        text = self.text(name)
        if text.count(old) != 1:
            raise Differs(f"{name} has these lines {text.count(old)} times: {old}")
        self.rounds = self.preview.rounds if self.preview else 0
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def write_cells(self, name: str, wanted: Iterable[tuple[str, str, str, str]]) -> None:
        """Write in a workbook as a spreadsheet program would, and save it whole.

        Each cell is its sheet, the id of its row, the head of its column, and what to write.
        Raises Differs where there is no such cell.
        """
        with contextlib.closing(openpyxl.load_workbook(self.root / name)) as book:
            for title, row, column, text in wanted:
                _cell(book[title], row, column).value = text
            book.save(self.root / name)

    def read_cell(self, name: str, row: str, column: str) -> str:
        """Return what stands in a cell of a workbook, in the sheet that has a row of that id.

        Raises Differs where there is no such cell.
        """
        with contextlib.closing(openpyxl.load_workbook(self.root / name)) as book:
            for sheet in book:
                if row in {cell.value for cell in sheet["A"]}:
                    return str(_cell(sheet, row, column).value)
        raise Differs(f"{name} has no {row}")

    def published(self) -> str:
        """Return the address of the catalogue as it was before anything was changed."""
        if self.catalogue is None:
            whole = self.root.with_name(f"{self.root.name}-published")
            lay_out(whole, self.variables)
            command = ["omgrep", "build", "--no-check"]
            subprocess.run(command, cwd=whole, env=self.variables, check=True, capture_output=True)
            command = ["omgrep", "serve", "--workers", "1"]
            self.catalogue = Running.start(command, whole, self.variables)
            self.catalogue.page()
        return self.catalogue.address


def _cell(sheet: Any, row: str, column: str) -> Any:
    """Return a cell: the first row of a sheet holds what the program calls the columns."""
    columns = [cell.value for cell in sheet[2]]
    ids = [cell.value for cell in sheet["A"]]
    if column not in columns or row not in ids:
        raise Differs(f"{sheet.title} has no {row}, {column}")
    return sheet.cell(ids.index(row) + 1, columns.index(column) + 1)
