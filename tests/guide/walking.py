"""Walk: goes through a page of the guide as its reader would, in a real git repository."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import openpyxl

from tests.conftest import PROJECT
from tests.guide.masks import TODAY, dated, settle
from tests.guide.steps import cells, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.guide.steps import Step

    Camera = Callable[[str, "Step"], bytes]

WAIT: Final = 60.0
"""Seconds that anything may take on a busy machine."""
BUILT: Final = re.compile(r"^\d\d:\d\d:\d\d  ")
SERVED: Final = re.compile(r"http://[\w.]+:\d+/")
CATALOGUE: Final = "https://data.bufdir.example/"
PREVIEW: Final = "http://localhost:8001/"
LOCALES: Final = {"bokmal": "nb_NO.UTF-8", "nynorsk": "nn_NO.UTF-8"}
FORGE: Final = '\n[forge]\nedit_url = "https://github.com/us/terms/edit/main/{file}"\n'
"""The shipped catalogue names no forge; a catalogue that has one leads its readers there."""
UNWANTED: Final = ("Traceback", "--debug", "usage: omgrep")


class Differs(AssertionError):  # noqa: N818 — named after what is wrong
    """The guide says other than what happens."""


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


@dataclass(slots=True)
class Running:
    """A command that goes on until it is stopped: the preview, or the server."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, words: list[str], root: Path, variables: Mapping[str, str]) -> Self:
        """Start it on a free port; nothing else in the command is changed."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        running = cls(
            subprocess.Popen(
                [*words, "--port", str(port)],
                cwd=root,
                env=dict(variables),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        )
        threading.Thread(target=running._read, daemon=True).start()
        return running

    @property
    def address(self) -> str:
        """Where it is, as it says itself."""
        found = self.wait(lambda lines: [found for it in lines if (found := SERVED.search(it))])
        return str(found[0][0])

    def wait(self, wanted: Callable[[list[str]], list[re.Match[str]]]) -> list[re.Match[str]]:
        """Return what ``wanted`` finds in what it has said, when it finds something."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end and self.process.poll() is None:
            if found := wanted(list(self.lines)):
                return found
            time.sleep(0.02)
        raise Differs(f"never said what was waited for: {''.join(self.lines)}")

    def builds(self) -> list[re.Match[str]]:
        """Return the lines that each tell of a finished round."""
        return [found for line in list(self.lines) if (found := BUILT.match(line))]

    def stop(self) -> int:
        """Stop it as Ctrl-C does, and return how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)


class Walk:
    """A reader of the guide in ``root``, a repository with the shipped catalogue."""

    def __init__(self, root: Path, locale: str) -> None:
        self.root = root
        self.variables = environment(locale)
        self.preview: Running | None = None
        self.catalogue: Running | None = None
        self.rounds = 0
        lay_out(root, self.variables)

    def close(self) -> None:
        """Stop what is running."""
        for running in (self.preview, self.catalogue):
            if running:
                running.stop()

    def page(
        self, text: str, camera: Camera | None = None
    ) -> Iterator[tuple[Step, tuple[str, ...], bytes]]:
        """Go through a page; give each step with the lines and the picture that it should have.

        Raises Differs where the page can't be followed.
        """
        for step in steps(text):
            lines, picture = step.lines, b""
            if step.kind == "console":
                lines = tuple(self._console(step))
            elif step.kind == "picture" and camera:
                picture = camera(self._address(step.address), step)
            elif step.kind == "diff":
                self._edit(step)
            elif step.kind == "cells":
                self._write_cells(step)
            elif step.kind == "encoding":
                path = self.root / step.named
                path.write_bytes(path.read_text("utf-8").encode(step.address))
            elif step.kind == "turtle" and "\n".join(step.lines) not in self._text(step.named):
                raise Differs(f"line {step.start}: {step.named} has no such lines")
            yield step, lines, picture

    def run(self, command: str) -> str:
        """Run a command of the guide and return what it says."""
        words = shlex.split(command.replace("\\\n", ""))
        if words[0] not in {"omgrep", "git"}:
            raise Differs(f"the guide runs omgrep and git only: {command}")
        if words[1] == "preview":
            self._stop_preview()
            self.preview = Running.start(words, self.root, self.variables)
            self.preview.wait(lambda _lines: self.preview.builds() if self.preview else [])
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
        if any(sign in done.stdout for sign in UNWANTED):
            raise Differs(f"{command}\n{done.stdout}")
        return done.stdout

    def _console(self, step: Step) -> Iterator[str]:
        if not step.commands:
            yield from settle(self._next_round(), self.root).split("\n")
        for command in step.commands:
            yield from command
            if said := settle(self.run("\n".join(command).removeprefix("$ ")), self.root):
                yield from said.split("\n")

    def _next_round(self) -> str:
        """Return the last line of the preview, when it has seen the last edit."""
        preview = self.preview
        if preview is None:
            raise Differs("no preview is running")
        preview.wait(lambda _lines: preview.builds()[self.rounds :])
        return preview.builds()[-1].string

    def _edit(self, step: Step) -> None:
        old = "\n".join(line[1:] for line in step.lines if not line.startswith("+"))
        new = "\n".join(line[1:] for line in step.lines if not line.startswith("-"))
        text = self._text(step.named)
        if old not in text:
            # The reader's program wrote the reader's own day where the guide shows another.
            old = dated(old, TODAY, dt.datetime.now().astimezone().date())
        if text.count(old) != 1:
            raise Differs(f"line {step.start}: {step.named} has these lines {text.count(old)} times")
        self._note_round()
        (self.root / step.named).write_text(text.replace(old, new), encoding="utf-8")

    def _write_cells(self, step: Step) -> None:
        """Write in the workbook as a spreadsheet program would, and save it whole."""
        path = self.root / step.named
        with contextlib.closing(openpyxl.load_workbook(path)) as book:
            for title, row, column, text in cells(step):
                sheet = book[title]
                # The first row holds what the program calls the columns, the second what people do.
                columns = [cell.value for cell in sheet[2]]
                rows = [cell.value for cell in sheet["A"]]
                if column not in columns or row not in rows:
                    raise Differs(f"line {step.start}: {title} has no {row}, {column}")
                sheet.cell(rows.index(row) + 1, columns.index(column) + 1).value = text
            book.save(path)

    def _address(self, shown: str) -> str:
        """Return where the page of a picture really is."""
        if shown.startswith(PREVIEW) and self.preview:
            return self.preview.address + shown.removeprefix(PREVIEW)
        if shown.startswith(CATALOGUE):
            return self._published().address + shown.removeprefix(CATALOGUE)
        return (self.root / shown).as_uri()

    def _published(self) -> Running:
        """Return the server of the catalogue as it was when the walk began."""
        if self.catalogue is None:
            whole = self.root.with_name(f"{self.root.name}-published")
            lay_out(whole, self.variables)
            command = ["omgrep", "build", "--no-check"]
            subprocess.run(command, cwd=whole, env=self.variables, check=True, capture_output=True)
            command = ["omgrep", "serve", "--workers", "1"]
            self.catalogue = Running.start(command, whole, self.variables)
        return self.catalogue

    def _note_round(self) -> None:
        self.rounds = len(self.preview.builds()) if self.preview else 0

    def _stop_preview(self) -> None:
        if self.preview:
            self.preview.stop()

    def _text(self, name: str) -> str:
        path = self.root / name
        if not path.is_file():
            raise Differs(f"there is no {name}")
        return path.read_text("utf-8")
