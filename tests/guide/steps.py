"""What a page of the editors' guide tells its reader to do, and shows: read from its Markdown.

A page is read from the top, as its reader does. These parts of it are steps:

- a block ```` ```console ````: each line that begins with ``$ `` is run, and what follows is what
  it says; a block without such a line is what the running preview says next;
- a block ```` ```diff ````: lines that are taken out of and put into the file named last before it;
- a block ```` ```turtle ````: an excerpt that stands in the file named last before it;
- a table with the columns Ark, Rad, Kolonne and Skriv: cells to write in the workbook named last;
- a table whose first column is id: what stands in cells of the workbook named last, some left out;
- a picture, with a comment on the line before it that says of what: ``<!-- bilde: ADDRESS -->``;
- a comment ``<!-- tegnsett: FILE ENCODING -->``: the file is saved in another encoding.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE: Final = "```"
FILE: Final = re.compile(r"`([\w./-]+\.(?:ttl|toml|xlsx|csv))`")
TABLES: Final = frozenset({"cells", "rows"})
BLOCKS: Final = frozenset({"console", "diff", "turtle"}) | TABLES
LEFT_OUT: Final = "…"
CELLS: Final = ("Ark", "Rad", "Kolonne", "Skriv")
SHOWN: Final = re.compile(r"<!-- bilde: (\S+) -->")
PICTURE: Final = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
ENCODED: Final = re.compile(r"<!-- tegnsett: (\S+) (\S+) -->")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a page does or shows, with the lines of the page that its text fills."""

    kind: str
    """"console", "diff", "turtle", "cells", "rows", "picture" or "encoding"."""
    lines: tuple[str, ...]
    start: int
    named: str = ""
    """The file that the page named last; of a picture, where it is."""
    address: str = ""
    """Of a picture, what it shows; of an encoding, its name; of a table, its head."""

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The commands of a console, each as its lines; all but the last end with a backslash."""
        found: list[tuple[str, ...]] = []
        going_on = False
        for line in self.lines:
            if line.startswith("$ "):
                found.append((line,))
            elif going_on:
                found[-1] = (*found[-1], line)
            going_on = line.endswith(" \\") and (line.startswith("$ ") or going_on)
        return tuple(found)


def steps(text: str) -> Iterator[Step]:
    """Give the steps of a page in their order. Raises ValueError where one isn't whole."""
    lines = text.split("\n")
    named = address = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        if block := _block(lines, at, named):
            if block.kind in BLOCKS:
                yield block
            at = block.start + len(block.lines) + (block.kind not in TABLES)
            continue
        if shown := SHOWN.fullmatch(line):
            address = shown[1]
        elif picture := PICTURE.search(" ".join(lines[at : at + 2])):
            if line.startswith("!["):
                yield _picture(lines, at, picture[2], address)
                address = ""
        elif encoded := ENCODED.fullmatch(line):
            yield Step("encoding", (), at, encoded[1], encoded[2])
        for found in FILE.finditer(line):
            named = found[1]
        at += 1


def cells(step: Step) -> Iterator[tuple[str, str, str, str]]:
    """Give sheet, row, column and text of each cell that a page tells its reader to write."""
    for line in step.lines:
        sheet, row, column, text = _row(line)
        yield sheet, row.strip("`"), column, text.strip("`")


def rows(step: Step) -> Iterator[tuple[str, str, str]]:
    """Give id, column and text of each cell that a page shows."""
    head = _row(step.address)
    for line in step.lines:
        row = _row(line)
        for column, text in zip(head[1:], row[1:], strict=True):
            if column != LEFT_OUT:
                yield row[0], column, text


def phrases(step: Step) -> tuple[str, ...]:
    """Return what the description of a picture quotes from it."""
    description = PICTURE.search(step.lines[0])
    assert description is not None
    return tuple(re.findall("«([^»]+)»", description[1]))


def _row(line: str) -> tuple[str, ...]:
    if not line.startswith("|"):
        return ()
    return tuple(part.strip() for part in line.strip().strip("|").split("|"))


def _block(lines: list[str], at: int, named: str) -> Step | None:
    """Return the fenced block or the table of cells that begins at a line, if one does."""
    if lines[at].startswith(FENCE):
        if FENCE not in lines[at + 1 :]:
            raise ValueError(f"line {at + 1}: the block has no end")
        end = lines.index(FENCE, at + 1)
        kind = lines[at].removeprefix(FENCE).strip()
        return Step(kind, tuple(lines[at + 1 : end]), at + 1, named)
    head = _row(lines[at])
    if head == CELLS or head[:1] == ("id",):
        rows = itertools.takewhile(lambda line: line.startswith("|"), lines[at + 2 :])
        kind = "cells" if head == CELLS else "rows"
        return Step(kind, tuple(rows), at + 2, named, lines[at])
    return None


def _picture(lines: list[str], at: int, named: str, address: str) -> Step:
    if not address:
        raise ValueError(f"line {at + 1}: no comment says what the picture is of")
    paragraph = itertools.takewhile(str.strip, lines[at:])
    return Step("picture", (" ".join(paragraph),), at, named, address)
