"""The archive: the files of every Release that was published, for ever at their dated URLs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.errors import ArchiveBroken
from catalog.model.dataset import Download
from catalog.release.manifest import NAME, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARCHIVE: Final = "archive"
"""The folder beside the Releases; no Release can be called so, since each ends in a hash."""
_KEPT: Final = 4
"""Manifests that a worker keeps read: who asks for one old file often asks for its neighbours."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An archived Release without its files; ``date`` is ``YYYY-MM-DD``, or empty.

    ``published`` is what the history calls it, empty where nothing was known of one.
    """

    id: str
    version: str
    date: str
    published: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    """The manifest of an archived Release: all that its dated URLs are answered from."""

    id: str
    version: str
    date: str
    public_url: str
    downloads: tuple[Download, ...]
    published: str = ""

    def by_name(self) -> dict[str, Download]:
        """Return the files by their names in URLs."""
        return {file.name: file for file in self.downloads}


@dataclass(slots=True)
class _Seen:
    """The archive as it was when its folder last changed."""

    sign: int = -1
    briefs: dict[str, Brief] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)


class Archive:
    """The archive of a folder of Releases, safe to ask from several threads."""

    def __init__(self, releases: Path) -> None:
        self.folder = releases / ARCHIVE
        self._seen = _Seen()
        self._read: dict[str, Archived] = {}
        self._lock = threading.Lock()

    def find(self, release: str) -> Archived | None:
        """Return what was archived of a Release. ``release`` is compared, and never a path.

        Raises ArchiveBroken where it can't be read.
        """
        if release not in self._look().briefs:
            return None
        found = self._read.get(release)
        if found is None:
            found = read_archived(self.folder / release)
            with self._lock:
                if len(self._read) >= _KEPT:
                    self._read = {}
                self._read[release] = found
        return found

    def releases(self) -> tuple[Brief, ...]:
        """Return what is archived, the newest first: by date, then by when it came."""
        seen = self._look()
        return tuple(
            sorted(
                seen.briefs.values(),
                key=lambda it: (it.date, seen.ages[it.id], it.id),
                reverse=True,
            )
        )

    def published(self, release: str) -> str:
        """Return what the history calls an archived Release, or nothing."""
        found = self._look().briefs.get(release)
        return found.published if found else ""

    def newest(self, version: str) -> str:
        """Return the id of the newest Release of a version, or nothing."""
        return next((it.id for it in self.releases() if version and it.version == version), "")

    def _look(self) -> _Seen:
        """Read what has come since the last look; only a change of the folder costs anything."""
        try:
            sign = self.folder.stat().st_mtime_ns
        except OSError:
            return _Seen()
        seen = self._seen
        if seen.sign == sign:
            return seen
        new = _Seen(sign)
        for folder in archived(self.folder.parent):
            try:
                age = (folder / NAME).stat().st_mtime_ns
                known = seen.briefs.get(folder.name)
                brief = known or _DECODER.decode((folder / NAME).read_bytes())
            except (OSError, msgspec.DecodeError, UnicodeDecodeError):
                continue  # `omgrep verify` tells of it; the others are still there
            if brief.id == folder.name:
                new.briefs[brief.id], new.ages[brief.id] = brief, age
        with self._lock:
            self._seen, self._read = new, {}
        return new


def archived(releases: Path) -> Iterator[Path]:
    """Yield the folders of the archived Releases, by name; none where nothing is archived."""
    try:
        names = sorted(path.name for path in (releases / ARCHIVE).iterdir() if path.is_dir())
    except OSError:
        return
    yield from (releases / ARCHIVE / name for name in names if not name.startswith("."))


def read_archived(folder: Path) -> Archived:
    """Read the manifest of an archived Release. Raises ArchiveBroken where it isn't one."""
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Archived)
    except OSError as problem:
        raise ArchiveBroken(str(path), reason=problem.strerror or str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ArchiveBroken(str(path), reason=str(problem)) from None


def verify_archived(folder: Path) -> Archived:
    """Compare every file of an archived Release with its manifest.

    Raises ArchiveBroken at the first difference, naming the file.
    """
    content = read_archived(folder)
    for download in content.downloads:
        for file in download.files:
            path = folder / file.file
            try:
                if path.stat().st_size != file.size:
                    raise ArchiveBroken(str(path), reason="size")
                if fingerprint(path) != file.sha256:
                    raise ArchiveBroken(str(path), reason="sha256")
            except OSError as problem:
                raise ArchiveBroken(str(path), reason=problem.strerror or str(problem)) from None
    return content


_DECODER: Final = msgspec.json.Decoder(Brief)
