"""A walk: a page of the guide, gone through as its reader would."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from tests.guide.masks import TODAY, dated, settle
from tests.guide.running import Differs
from tests.guide.steps import cells, rows, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.guide.reader import Reader
    from tests.guide.steps import Step

    Camera = Callable[[str, Step], bytes]

CATALOGUE: Final = "https://data.bufdir.example/"
PREVIEW: Final = "http://localhost:8001/"
"""Where the guide says that the catalogue and the preview are."""


def walk(
    reader: Reader, text: str, camera: Camera | None = None
) -> Iterator[tuple[Step, tuple[str, ...], bytes]]:
    """Go through a page; give each step with the lines and the picture that it should have.

    Raises Differs where the page can't be followed.
    """
    for step in steps(text):
        lines, picture = step.lines, b""
        if step.kind == "console":
            lines = tuple(_console(reader, step))
        elif step.kind == "picture" and camera:
            picture = camera(_address(reader, step.address), step)
        else:
            _do(reader, step)
        yield step, lines, picture


def _do(reader: Reader, step: Step) -> None:
    """Do what a page tells to do with a file, or compare what it shows of one."""
    if step.kind == "diff":
        _edit(reader, step)
    elif step.kind == "cells":
        reader.write_cells(step.named, cells(step))
    elif step.kind == "encoding":
        (reader.root / step.named).write_bytes(reader.text(step.named).encode(step.address))
    elif step.kind == "rows":
        for row, column, shown in rows(step):
            if shown != reader.read_cell(step.named, row, column):
                raise Differs(f"line {step.start}: {step.named} has other words in {column}")
    elif step.kind == "turtle" and "\n".join(step.lines) not in reader.text(step.named):
        raise Differs(f"line {step.start}: {step.named} has no such lines")


def _console(reader: Reader, step: Step) -> Iterator[str]:
    if not step.commands:
        yield from settle(reader.next_round(), reader.root).split("\n")
    for command in step.commands:
        yield from command
        said = settle(reader.run("\n".join(command).removeprefix("$ ")), reader.root)
        yield from said.split("\n") if said else ()


def _edit(reader: Reader, step: Step) -> None:
    old = "\n".join(line[1:] for line in step.lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in step.lines if not line.startswith("-"))
    if old not in reader.text(step.named):
        # The program wrote the day of the walk where the guide shows its own.
        old = dated(old, TODAY, dt.datetime.now().astimezone().date())
    reader.replace(step.named, old, new)


def _address(reader: Reader, shown: str) -> str:
    """Return where the page of a picture really is."""
    if shown.startswith(PREVIEW) and reader.preview:
        return reader.preview.address + shown.removeprefix(PREVIEW)
    if shown.startswith(CATALOGUE):
        return reader.published() + shown.removeprefix(CATALOGUE)
    return (reader.root / shown).as_uri()
