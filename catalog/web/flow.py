"""A change of codes drawn: where its boxes stand and how the lines between them run."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.model.concept import Row
    from catalog.model.correspondence import Change
    from catalog.web.reader import Reader

# All lengths are in the units of the drawing, which are CSS pixels where it has room.
WIDTH: Final = 640
BOX: Final = 260
LEADING: Final = 18
"""From line to line of 14-pixel letters."""
PADDING: Final = 12
GAP: Final = 12
LETTERS: Final = 31
"""Of 14-pixel Inter in a line of a box, 7.5 pixels each."""
MOST_LINES: Final = 4
MOST_BOXES: Final = 40
"""Boxes of a drawing that can still be taken in; the table beside it has them all."""


@dataclass(frozen=True, slots=True)
class Box:
    """A code; ``lines`` are its name as far as it has room, ``y`` the top of the box."""

    row: Row
    x: int
    y: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        """Return the height at which lines leave and arrive."""
        return self.y + self.height // 2

    @property
    def baselines(self) -> tuple[tuple[int, str], ...]:
        """Return the lines of the name, each with the height that it is written at."""
        first = self.y + PADDING + 2 * LEADING - 5
        return tuple((first + place * LEADING, line) for place, line in enumerate(self.lines))


@dataclass(frozen=True, slots=True)
class Flow:
    """A drawing: old codes on the left, new ones on the right; ``paths`` as SVG writes them."""

    height: int
    old: tuple[Box, ...]
    new: tuple[Box, ...]
    paths: tuple[str, ...]

    width: int = WIDTH
    box: int = BOX


def draw(change: Change, reader: Reader) -> Flow | None:
    """Draw which codes stand for which; nothing where that says no more than a line of text."""
    if len(change.pairs) < 2 or len(change.old) + len(change.new) > MOST_BOXES:  # noqa: PLR2004
        return None
    height = max(_height(change.old, reader), _height(change.new, reader))
    old = _stacked(change.old, 0, height, reader)
    new = _stacked(change.new, WIDTH - BOX, height, reader)
    left, right = BOX, WIDTH - BOX
    half = (left + right) // 2
    paths = tuple(
        f"M{left} {old[one].middle}C{half} {old[one].middle} {half} {new[other].middle}"
        f" {right} {new[other].middle}"
        for one, other in change.pairs
    )
    return Flow(height, old, new, paths)


def _lines(row: Row, reader: Reader) -> tuple[str, ...]:
    name = reader.plain(reader.name(row.link).text)
    return tuple(textwrap.wrap(name, LETTERS, max_lines=MOST_LINES, placeholder=" …"))


def _box_height(row: Row, reader: Reader) -> int:
    return 2 * PADDING + LEADING * (1 + len(_lines(row, reader)))


def _height(rows: Sequence[Row], reader: Reader) -> int:
    return sum(_box_height(row, reader) + GAP for row in rows) - GAP


def _stacked(rows: Sequence[Row], x: int, height: int, reader: Reader) -> tuple[Box, ...]:
    """Return boxes below each other, in the middle of the drawing."""
    y = (height - _height(rows, reader)) // 2
    boxes = []
    for row in rows:
        boxes.append(Box(row, x, y, _box_height(row, reader), _lines(row, reader)))
        y += boxes[-1].height + GAP
    return tuple(boxes)
