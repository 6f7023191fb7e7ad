"""Prefixes that a document comes to need, declared where their names belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.source.layout.document import Block
from catalog.source.layout.patch import line_end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.source.layout.document import Directive, Document


Patch = tuple[int, int, str]
"""Where in a text something goes, up to where, and what comes in its place."""


def prefix_line(name: str, namespace: str) -> str:
    """Return the line that declares a prefix."""
    return f"@prefix {name}: <{namespace}> ."


def base_line(base: str) -> str:
    """Return the line that declares the base."""
    return f"@base <{base}> ."


def declare(
    text: str, document: Document, prefixes: Mapping[str, str], newline: str
) -> list[Patch]:
    """Return what to put where for ``prefixes`` to be declared."""
    head: list[Directive] = []
    for item in document.items:
        if isinstance(item, Block):
            break
        head.append(item)
    patches: list[Patch] = []
    for name in sorted(prefixes):
        line = prefix_line(name, prefixes[name])
        ahead = [item for item in head if item.name is None or item.name < name]
        if ahead:
            end = ahead[-1].end
            at = line_end(text, end)
            patches.append((at, at, newline + line))
        elif head:
            patches.append((head[0].start, head[0].start, line + newline))
        else:
            patches.append((0, 0, line + newline))
    if not head and patches:
        patches.append((0, 0, newline))
    return patches


def above(text: str, at: int, floor: int) -> int:
    """Return where the comments begin that stand right above ``at``, not above ``floor``."""
    start = text.rfind("\n", 0, at) + 1
    if start <= floor or text[start:at].strip():
        return at
    while start > floor:
        line = text.rfind("\n", 0, start - 1) + 1
        if line < floor or not text[line:start].lstrip().startswith("#"):
            break
        start = line
    return start
