"""``manifest.json``: what a Release is, and the size and sha256 of every file in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.errors import ReleaseBroken
from catalog.model.dataset import Download

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the Release; ``name`` is below its folder, ``size`` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A Release in short. Nothing in it differs between two builds of the same input."""

    id: str
    version: str
    commit: str
    program: str
    base_iri: str
    profile: str
    languages: tuple[str, ...]
    title: dict[str, str]
    description: dict[str, str]
    statements: int
    public_url: str = ""
    """Where the public finds the server: what absolute URLs begin with."""
    date: str = ""
    """The day that the catalogue gives for itself, else its commit's: ``YYYY-MM-DD``, or empty."""
    published: str = ""
    """What the history calls it: its version, and its commit where another one set that version."""
    edit_url: str = ""
    """Where a source file is changed in the forge, with ``{file}`` for its path."""
    counts: dict[str, int] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    downloads: tuple[Download, ...] = ()
    feeds: tuple[Download, ...] = ()
    """What harvesters fetch, and the description of the data (VoID), in each RDF format."""


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in ``folder``. Raises ReleaseBroken where it isn't one."""
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as problem:
        raise ReleaseBroken(str(path), reason=problem.strerror or str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ReleaseBroken(str(path), reason=str(problem)) from None


def encode(manifest: Manifest) -> bytes:
    """Return the manifest as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def fingerprint(path: Path) -> str:
    """Return the sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(folder: Path, *, thorough: bool = True) -> Manifest:
    """Compare every file with the manifest: its size, and if ``thorough`` its sha256.

    Raises ReleaseBroken at the first difference, naming the file.
    """
    manifest = read_manifest(folder)
    for file in manifest.files:
        path = folder / file.name
        try:
            if path.stat().st_size != file.size:
                raise ReleaseBroken(str(path), reason="size")
            if thorough and fingerprint(path) != file.sha256:
                raise ReleaseBroken(str(path), reason="sha256")
        except OSError as problem:
            raise ReleaseBroken(str(path), reason=problem.strerror or str(problem)) from None
    return manifest
