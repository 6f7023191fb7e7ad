"""Sheet: the cells of one sheet as a spreadsheet program left them, before anybody reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTERS: Final = 26
AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Field:
    """One cell; ``kind`` is ``text``, or why it is none: ``formula``, ``number``, ``error``."""

    text: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows`` are those with something in them, by number from 1."""

    title: str
    rows: Mapping[int, tuple[Field, ...]]
    merged: tuple[str, ...] = field(default=())
    """The areas whose cells are merged, as ``A1:B2``."""


def cell_name(column: int, row: int) -> str:
    """Return the name of a cell, ``B3`` for column 1 (from 0) and row 3 (from 1)."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
