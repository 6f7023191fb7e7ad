"""Archiving: a finished Release's files get a folder of their own, which nothing replaces."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.build.disk import FILE_MODE, FOLDER_MODE, UNFINISHED, sync
from catalog.errors import ReleaseBroken
from catalog.release.archive import ARCHIVE, Archived, archived, read_archived
from catalog.release.manifest import NAME, fingerprint
from catalog.release.schema import DOWNLOADS

if TYPE_CHECKING:
    from catalog.model.dataset import Download, Encoded
    from catalog.release.manifest import Manifest

BESIDE: Final = f"{UNFINISHED}file"
"""What a file is called that is about to take the place of a damaged one."""


def archive(folder: Path, releases: Path, manifest: Manifest) -> None:
    """Archive the files of the finished Release in ``folder``, before it becomes the current one.

    A file that the archive has already is the same file under one more name (a hard link), so an
    unchanged one takes no room; where the disk knows no such links it is copied. The whole appears
    in one step, or not at all. What is archived already stays; only what is damaged is replaced,
    by the same bytes. Raises OSError.
    """
    if not manifest.downloads:
        return
    content = Archived(
        manifest.id,
        manifest.version,
        manifest.date,
        manifest.public_url,
        manifest.downloads,
        manifest.published,
    )
    shelf = releases / ARCHIVE
    home = shelf / manifest.id
    if home.is_dir():
        _mend(home, content, folder / DOWNLOADS)
        return
    shelf.mkdir(mode=FOLDER_MODE, exist_ok=True)
    shelf.chmod(FOLDER_MODE)
    known = _by_content(releases)
    new = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
    try:
        for file in _files(content):
            source = known.get(file.sha256)
            if source is None or not _is_whole(source, file):
                source = folder / DOWNLOADS / file.file
            _link(source, new / file.file)
        _write(new / NAME, content)
        new.chmod(FOLDER_MODE)
        sync(new)
        new.rename(home)
        sync(shelf)
        sync(releases)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _mend(home: Path, content: Archived, source: Path) -> None:
    """Replace what is damaged; a Release of the same id has the same bytes."""
    try:
        if read_archived(home) != content:
            return
    except ReleaseBroken:
        _write(home / NAME, content)
    for file in _files(content):
        if not _is_whole(home / file.file, file):
            beside = home / BESIDE
            beside.unlink(missing_ok=True)
            _link(source / file.file, beside)
            beside.replace(home / file.file)
    sync(home)


def _files(content: Archived) -> list[Download | Encoded]:
    return [file for download in content.downloads for file in download.files]


def _by_content(releases: Path) -> dict[str, Path]:
    """Return a file of the archive for each sha256 that it holds."""
    found: dict[str, Path] = {}
    for folder in archived(releases):
        try:
            content = read_archived(folder)
        except ReleaseBroken:
            continue
        found.update({file.sha256: folder / file.file for file in _files(content)})
    return found


def _is_whole(path: Path, file: Download | Encoded) -> bool:
    try:
        return path.stat().st_size == file.size and fingerprint(path) == file.sha256
    except OSError:
        return False


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        # Not every disk has links, nor lets a file have any number of them. A full one fails again.
        shutil.copyfile(source, target)
        target.chmod(FILE_MODE)
        sync(target)


def _write(path: Path, content: Archived) -> None:
    beside = path.with_name(BESIDE)
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    beside.chmod(FILE_MODE)
    sync(beside)
    beside.replace(path)
