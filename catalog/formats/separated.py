"""CSV (RFC 4180, UTF-8): lines of cells → bytes that no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# OWASP, "CSV Injection" (CWE-1236): what a cell may not begin with, in wide letters too. Programs
# look behind quotation marks and spaces, and a Norwegian one takes ";" for the end of a cell and so
# loses count of the quotation marks: then a cell begins behind each ";", tab and line break.
_SIGNS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_START: Final = f"""(?=[ '"]*[{_SIGNS}\t\r\n])"""
_INSIDE: Final = f"""(?=[ '"]*[{_SIGNS}])"""
GUARDING: Final = re.compile(rf"\A{_START}|(?<=[;\t\r\n]){_INSIDE}")
GUARDED: Final = re.compile(rf"\A'{_START}|(?<=[;\t\r\n])'{_INSIDE}")
NUMBER: Final = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
"""A negative number is no formula: a notation ``-1`` is left as it is."""


def piece(lines: Iterable[Sequence[str]]) -> bytes:
    """Return a part of a file; the parts stand behind one another, the head's line first."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in cells] for cells in lines)
    return stream.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe before whatever a program could take for a formula."""
    return cell if NUMBER.fullmatch(cell) else GUARDING.sub("'", cell)


def unguarded(cell: str) -> str:
    """Return what ``guarded`` was given."""
    return GUARDED.sub("", cell)
