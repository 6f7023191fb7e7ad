"""The Turtle files of a catalogue root, in an order that is the same everywhere."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import SourceUnreadable

if TYPE_CHECKING:
    from catalog.settings import Settings

SUFFIXES = (".ttl", ".turtle")
IGNORED = frozenset({"node_modules", "__pycache__", "_data"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file; ``name`` is its path below the root with ``/``, as findings show it.

    ``content`` is what it holds where that isn't what lies on the disk: in another commit, or
    before it is saved.
    """

    name: str
    path: Path
    content: bytes | None = field(default=None, repr=False)

    def size(self) -> int:
        """Return the number of bytes. Raises OSError."""
        return self.path.stat().st_size if self.content is None else len(self.content)

    def read(self, most: int = -1) -> bytes:
        """Return the bytes, or the first ``most`` of them. Raises OSError."""
        if self.content is not None:
            return self.content if most < 0 else self.content[:most]
        with self.path.open("rb") as stream:
            return stream.read(most)


def find_sources(settings: Settings) -> tuple[SourceFile, ...]:
    """Return every Turtle file below the folders of the settings, sorted by name.

    Hidden folders, the Releases and links out of the root are left out: what is published is
    what stands in the root. Raises SourceUnreadable for a folder that isn't there, or that lies
    elsewhere: a change of the settings must not show what else a machine holds.
    """
    found: dict[str, Path] = {}
    for source in settings.sources:
        start = (settings.root / source).resolve()
        if not start.is_relative_to(settings.root):
            raise SourceUnreadable(str(settings.root / source), reason="outside-root")
        if start.is_file():
            found[start.relative_to(settings.root).as_posix()] = start
            continue
        if not start.is_dir():
            raise SourceUnreadable(str(settings.root / source), reason="missing")
        for folder, folders, names in os.walk(start, onerror=_unreadable):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".")
                and name not in IGNORED
                and (Path(folder) / name).resolve() != settings.release_folder.resolve()
            )
            for name in names:
                path = Path(folder) / name
                ours = name.endswith(SUFFIXES) and not name.startswith(".")
                # A pipe would never end, and what a link leads to may be none of the catalogue's.
                if ours and path.is_file() and path.resolve().is_relative_to(settings.root):
                    found[path.relative_to(settings.root).as_posix()] = path
    return tuple(SourceFile(name, found[name]) for name in sorted(found))


def published(name: str) -> bool:
    """Tell whether a file of this name, its path below the root, is a source."""
    *folders, file = name.split("/")
    hidden = any(part.startswith(".") or part in IGNORED for part in folders)
    return file.endswith(SUFFIXES) and not file.startswith(".") and not hidden


def _unreadable(problem: OSError) -> None:
    raise SourceUnreadable(str(problem.filename), reason=problem.strerror or str(problem))
