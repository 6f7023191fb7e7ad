"""Sources put into the canonical layout; a file that isn't Turtle is left as it is."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import SourceBroken, SourceUnreadable
from catalog.source.files import find_sources
from catalog.source.layout import format_turtle
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.settings import Settings
    from catalog.source.files import SourceFile


@dataclass(frozen=True, slots=True)
class Layout:
    """A source as it is and as it is to be."""

    name: str
    path: Path
    before: bytes
    after: bytes

    def first_difference(self) -> tuple[int, str, str]:
        """Return the first line that differs, from 1, as it is and as it is to be."""
        before, after = (part.decode("utf-8").split("\n") for part in (self.before, self.after))
        for number, (old, new) in enumerate(zip_longest(before, after, fillvalue=""), 1):
            if old != new:
                return number, old, new
        return 0, "", ""


def find_files(paths: Iterable[Path], settings: Settings) -> tuple[SourceFile, ...]:
    """Return the files of ``paths``, or every source where there are none.

    Raises SourceUnreadable for what isn't there, and for what lies outside the root, also behind
    a link: another's file isn't ours to rewrite.
    """
    wanted = tuple(str(path.absolute()) for path in paths)
    if not wanted:
        return find_sources(settings)
    for path in wanted:
        if not Path(path).resolve().is_relative_to(settings.root):
            raise SourceUnreadable(path, reason="outside-root")
    return find_sources(dataclasses.replace(settings, sources=wanted))


def lay_out(file: SourceFile, settings: Settings) -> Layout:
    """Return a source in the canonical layout.

    Raises SourceBroken, with file, line and column, where it can't be read as Turtle.
    """
    for broken in read_sources((file,), settings).broken:
        raise SourceBroken(f"{file.name}:{broken.line}:{broken.column}", reason=broken.reason)
    before = file.read()
    try:
        after = format_turtle(before.decode("utf-8"), settings.base_iri)
    except SourceBroken as problem:
        place = ":".join(part for part in (file.name, problem.place) if part)
        raise SourceBroken(place, **problem.facts) from None
    return Layout(file.name, file.path, before, after.encode())
