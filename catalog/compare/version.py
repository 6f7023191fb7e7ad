"""A version of a catalogue by its name: the work tree, a commit, a Release, a folder."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.errors import HistoryMissing, ReleaseBroken, ReleaseMissing, SourceUnreadable
from catalog.model.rdf import Graph, Literal
from catalog.release import current_folder, read_manifest
from catalog.release.manifest import NAME, fingerprint
from catalog.release.schema import DOWNLOADS
from catalog.settings import FILE_NAME, read_settings
from catalog.source.files import SUFFIXES, SourceFile, find_sources
from catalog.source.history import (
    last_release,
    merge_base,
    resolve,
    settings_at,
    sources_at,
)
from catalog.source.turtle import Broken, read_sources

if TYPE_CHECKING:
    from catalog.settings import Settings

WORK_TREE: Final = ("", ".")
LAST_RELEASE: Final = "last-release"
SHORT: Final = 8
"""Characters of a commit's name that people are shown."""
WHOLE: Final = ("turtle", "n-triples")
"""Of a Release's files with everything, those that are read here, the smaller one first."""
ABSENT: Final = frozenset({"no-git", "no-repository", "no-commits"})
"""Why there is no history: not a shortcoming, only a catalogue that has none."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a catalogue said at one time.

    ``kind`` is ``work-tree``, ``commit``, ``release`` or ``folder``; ``name`` is what to call it:
    what it was asked by, the commit in short, or the Release's id; ``broken`` are the files that
    can't be read, whose statements are not in ``graph``.
    """

    graph: Graph
    kind: str
    name: str
    broken: tuple[Broken, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the names of the files that can't be read."""
        return tuple(dict.fromkeys(it.file for it in self.broken))


def open_version(settings: Settings, name: str) -> Version:
    """Return the version that ``name`` means, which is the first of these that there is.

    Nothing or ``.``: the sources as they lie on the disk. ``last-release``: the last Release.
    ``A...B``: the commit that two branches part at (``A...`` from HEAD). A branch, tag or commit.
    The id of a Release that was built here. A folder, of a Release, a catalogue or Turtle files.
    Who has a branch and a folder of one name writes ``./folder``.

    Raises HistoryMissing, with the reason ``nothing`` where it is none of these, SourceUnreadable
    and ReleaseBroken.
    """
    if name in WORK_TREE:
        return _of_files(find_sources(settings), settings, "work-tree", "")
    if name == LAST_RELEASE:
        found = last_release_version(settings)
        if found is None:
            raise HistoryMissing(name, reason="no-release")
        return found
    one, dots, other = name.partition("...")
    if dots and one and "/" not in other[:1]:
        return _of_commit(settings, merge_base(settings, one, other or "HEAD"), name)
    try:
        return _of_commit(settings, resolve(settings, name), name)
    except HistoryMissing as problem:
        found = _on_disk(settings, name)
        if found is None:
            unknown = problem.facts.get("reason") == "unknown"
            raise HistoryMissing(name, reason="nothing") if unknown else problem from None
        return found


def last_release_version(settings: Settings) -> Version | None:
    """Return the last Release: the commit that set the version, else the one built here.

    None where there is none, a draft without a version being none. Raises HistoryMissing where
    there may be one that can't be had, as in a shallow clone.
    """
    missing: HistoryMissing | None = None
    try:
        commit = last_release(settings)
        if commit:
            found = _of_commit(settings, commit, commit[:SHORT])
            name = f"{_version(found.graph)} ({found.name})"
            return dataclasses.replace(found, kind="release", name=name)
    except HistoryMissing as problem:
        missing = problem
    try:
        folder = current_folder(settings.release_folder)
        if read_manifest(folder).version:
            return _of_release(settings, folder)
    except (ReleaseMissing, ReleaseBroken):
        pass
    if missing and missing.facts.get("reason") not in ABSENT:
        raise missing
    return None


def _on_disk(settings: Settings, name: str) -> Version | None:
    """Return what lies in a folder of that name: below the Releases, here, or below the root."""
    for folder in (settings.release_folder / name, Path(name), settings.root / name):
        if (folder / NAME).is_file():
            return _of_release(settings, folder)
        if folder.exists():
            return _of_folder(settings, folder)
    return None


def _of_files(files: tuple[SourceFile, ...], settings: Settings, kind: str, name: str) -> Version:
    sources = read_sources(files, settings)
    return Version(sources.graph, kind, name, sources.broken)


def _of_commit(settings: Settings, commit: str, name: str) -> Version:
    then = settings_at(settings, commit)
    short = commit[:SHORT]
    called = name if commit.startswith(name) else f"{name} ({short})"
    return _of_files(sources_at(then, commit), then, "commit", called)


def _version(graph: Graph) -> str:
    """Return the version that the catalogue states of itself."""
    for properties in graph.subjects.values():
        if terms.CATALOG in properties.get(terms.TYPE, ()):
            for value in properties.get(terms.VERSION, ()):
                if isinstance(value, Literal):
                    return value.value
    return ""


def _of_release(settings: Settings, folder: Path) -> Version:
    """Read a Release's file with everything. Raises ReleaseBroken where it isn't as written."""
    manifest = read_manifest(folder)
    for form in WHOLE:
        for download in manifest.downloads:
            if download.owner or download.profile or download.format != form:
                continue
            path = folder / DOWNLOADS / download.file
            if not path.is_file() or fingerprint(path) != download.sha256:
                raise ReleaseBroken(str(path), reason="sha256")
            # It was built from sources within the limit, so it is no bomb, however large.
            limits = dataclasses.replace(settings.limits, file_bytes=download.size)
            file = SourceFile(download.name, path)
            then = dataclasses.replace(settings, base_iri=manifest.base_iri, limits=limits)
            return _of_files((file,), then, "release", manifest.id)
    raise ReleaseBroken(str(folder), reason="downloads")


def _of_folder(settings: Settings, path: Path) -> Version:
    path = path.resolve()
    if path.is_file():
        if path.suffix not in SUFFIXES:
            raise SourceUnreadable(str(path), reason="not-turtle")
        return _of_files((SourceFile(path.name, path),), settings, "folder", str(path))
    if (path / FILE_NAME).is_file():
        there = read_settings(path)
        return _of_files(find_sources(there), there, "folder", path.name)
    there = dataclasses.replace(settings, root=path, sources=(".",))
    files = find_sources(there)
    if not files:
        raise SourceUnreadable(str(path), reason="no-turtle")
    return _of_files(files, there, "folder", path.name)
