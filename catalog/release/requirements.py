"""The reporting requirements of a Release: which versions there are, and each one whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.errors import ReleaseBroken, RequirementMissing
from catalog.model.requirement import ALWAYS, Requirement
from catalog.model.resource import Link, Period
from catalog.model.text import LangString
from catalog.release.schema import REQUIREMENTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

INDEX: Final = "index.json"


@dataclass(frozen=True, slots=True)
class StoredRequirement:
    """A version in short; ``file`` is what it is called below the folder of the requirements.

    ``size`` is in bytes, ``rules`` and ``computed`` are numbers of business rules, ``series`` is
    the requirement that it is a version of, ``model`` what its messages are made by.
    """

    name: str
    version: str
    iri: str
    file: str
    size: int
    sha256: str
    label: tuple[LangString, ...] = ()
    valid: Period = ALWAYS
    path: str | None = None
    series: Link | None = None
    model: Link | None = None
    syntax: str = ""
    rules: int = 0
    computed: int = 0
    examples: int = 0

    @property
    def link(self) -> Link:
        """Return the version as pages point at it."""
        return Link(self.iri, self.label, "requirement-version", self.path)


def stored(folder: Path) -> tuple[StoredRequirement, ...]:
    """Return the versions that the Release in ``folder`` has, by name, newest first.

    Raises ReleaseBroken where the list can't be read; a Release without any has none.
    """
    path = folder / REQUIREMENTS / INDEX
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[StoredRequirement, ...])
    except FileNotFoundError:
        return ()
    except OSError as problem:
        raise ReleaseBroken(str(path), reason=problem.strerror or str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ReleaseBroken(str(path), reason=str(problem)) from None


def open_requirement(folder: Path, name: str, version: str) -> Requirement:
    """Read a version whole. ``name`` and ``version`` are compared, and never a path.

    Raises RequirementMissing where there is none of them, ReleaseBroken where it can't be read.
    """
    versions = stored(folder)
    for it in versions:
        if (it.name, it.version) == (name, version):
            return read_stored(folder, it)
    known = [it.version or "–" for it in versions if it.name == name]
    if known:
        raise RequirementMissing(f"{name} {version}", reason="requirement-version", known=known)
    names = list(dict.fromkeys(it.name for it in versions))
    raise RequirementMissing(name, reason="requirement-unknown", known=names or ["–"])


def read_stored(folder: Path, wanted: StoredRequirement) -> Requirement:
    """Read a version whole. Raises ReleaseBroken where it can't be read."""
    path = folder / REQUIREMENTS / wanted.file
    try:
        return msgspec.json.decode(path.read_bytes(), type=Requirement)
    except OSError as problem:
        raise ReleaseBroken(str(path), reason=problem.strerror or str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ReleaseBroken(str(path), reason=str(problem)) from None


def applying(
    versions: Iterable[StoredRequirement], name: str, day: dt.date
) -> StoredRequirement | None:
    """Return the newest version of a requirement that applies on ``day``; None where none does."""
    return next((it for it in versions if it.name == name and it.valid.holds(day)), None)
