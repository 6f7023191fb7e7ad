"""Positions: line, column and path of elements and attributes in a text that is XML.

libxml2 tells no columns, and lines only so far; so the tags are counted in the text itself. It
has been read before and is well-formed, without a DTD: that makes this simple.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKUP: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"""|<(/?)([^\s/>]++)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
ATTRIBUTE: Final = re.compile(r"""([^\s=/]++)\s*+=\s*+(?:"[^"]*+"|'[^']*+')""")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column from 1, columns in characters."""

    line: int
    column: int
    path: str


@dataclass(slots=True)
class _Lines:
    """Counts lines (XML 1.0 §2.11) up to offsets that only grow."""

    text: str
    offset: int = 0
    line: int = 1
    start: int = 0
    """Where the line begins."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, which is never between CR and LF."""
        text, before = self.text, self.offset
        self.line += (
            text.count("\n", before, offset)
            + text.count("\r", before, offset)
            - text.count("\r\n", before, offset)
        )
        self.start = max(
            self.start, text.rfind("\n", before, offset) + 1, text.rfind("\r", before, offset) + 1
        )
        self.offset = offset
        return self.line, offset - self.start + 1


@dataclass(slots=True)
class _Open:
    """An element under way: its step in the path, and how many children of each name it has."""

    step: str
    counts: dict[str, int] = field(default_factory=dict)


def places(text: str, wanted: Mapping[int, set[str]]) -> dict[tuple[int, str], Place]:
    """Return where elements begin, and where attributes of theirs do.

    Elements are wanted by their number in the order of the text, from 0, each with the names of
    attributes (as lxml writes them), ``""`` for the element itself. Paths are XPaths with the
    names as they are written.
    """
    found: dict[tuple[int, str], Place] = {}
    lines, stack, number = _Lines(text), [_Open("")], -1
    last = max(wanted, default=-1)
    for match in MARKUP.finditer(text):
        closing, name, inner = match.groups()
        if name is None:
            continue
        if closing:
            stack.pop()
            continue
        number += 1
        count = stack[-1].counts[name] = stack[-1].counts.get(name, 0) + 1
        stack.append(_Open(f"/{name}[{count}]" if number else f"/{name}"))
        if number in wanted:
            path = "".join(one.step for one in stack)
            found[number, ""] = Place(*lines.place(match.start()), path)
            named: dict[str, list[str]] = {}
            for clark in wanted[number] - {""}:
                named.setdefault(clark.rpartition("}")[2], []).append(clark)
            for one in ATTRIBUTE.finditer(inner) if named else ():
                for clark in named.get(one[1].rpartition(":")[2], ()):
                    place = lines.place(match.start(3) + one.start())
                    found[number, clark] = Place(*place, f"{path}/@{one[1]}")
        if inner.endswith("/"):
            stack.pop()
        if number == last:
            break
    return found
