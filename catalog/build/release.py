"""The build from sources to a published Release, stage by stage."""

from __future__ import annotations

import hashlib
import importlib.metadata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog import terms
from catalog.build import publish
from catalog.build.changes import History, history_of
from catalog.build.downloads import write_downloads
from catalog.build.feeds import write_feeds
from catalog.build.packing import Packer
from catalog.build.publication import Publication
from catalog.build.tables import Tables
from catalog.errors import CheckFailed, StorageFailed
from catalog.formats.prefixes import Prefixes
from catalog.processes.parallel import no_collecting
from catalog.reading import read_catalogue
from catalog.release import schema
from catalog.release.manifest import NAME, File, Manifest, encode, fingerprint
from catalog.search import build_index
from catalog.source.history import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.model.dataset import Download
    from catalog.settings import Settings
    from catalog.source.history import Commit
    from catalog.source.turtle import Sources


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made: the manifest, where it lies, and resources that RDF/XML can't say."""

    manifest: Manifest
    folder: Path
    unwritable: dict[str, str]


def build_release(
    settings: Settings,
    sources: Sources,
    progress: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
    commit: Commit = NOWHERE,
    *,
    draft: bool = False,
) -> Outcome:
    """Make a Release of ``sources`` and publish it; ``progress`` gets stage, done and total.

    The day of the ``commit`` dates a catalogue that gives no day itself. A ``draft`` is looked at
    and thrown away: it has no files to download, is not archived, and nothing waits for the disk.

    The same sources, settings and program give the same bytes, whatever the folder, the umask,
    the locale and the hash seed. Raises CheckFailed for sources that can't be read, StorageFailed,
    BuildBusy.
    """
    if sources.broken:
        first = sources.broken[0]
        raise CheckFailed(f"{first.file}:{first.line}:{first.column}", reason=first.reason)
    with publish.workplace(settings.release_folder) as folder, no_collecting():
        catalogue = read_catalogue(sources.graph, settings)
        prefixes = Prefixes({**sources.graph.prefixes, **terms.PREFIXES})
        packer = Packer(catalogue, prefixes)
        history = History()
        if not draft:
            history = history_of(
                catalogue,
                settings,
                commit,
                catalogue.date() or commit.day,
                lambda done, total: progress("history", done, total),
            )
        tables = Tables(folder / schema.FILE, packer, history)
        downloads: tuple[Download, ...] = ()
        feeds: tuple[Download, ...] = ()
        try:
            (folder / schema.SEARCH).mkdir()
            (folder / schema.DOWNLOADS).mkdir()
            (folder / schema.FEEDS).mkdir()
            packer.requirements.write(folder / schema.REQUIREMENTS)
            if not draft:
                # First, because the documents of datasets tell of the files and their sizes. The
                # files themselves hold what the sources say: none can tell of its own sha256.
                downloads = write_downloads(
                    folder / schema.DOWNLOADS,
                    packer,
                    lambda done, total: progress("downloads", done, total),
                )
                packer.publication = Publication(catalogue, downloads)
            entries = tables.write(lambda done, total: progress("write", done, total))
            progress("index", 0, len(entries))
            build_index(entries, folder / schema.SEARCH)
            progress("index", len(entries), len(entries))
        except OSError as problem:
            raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None
        if not draft:
            feeds = write_feeds(
                folder / schema.FEEDS,
                packer,
                downloads,
                lambda done, total: progress("feeds", done, total),
            )
        progress("publish", 0, 1)
        known = {
            f"{home}/{it.file}": it.sha256
            for home, offered in ((schema.DOWNLOADS, downloads), (schema.FEEDS, feeds))
            for file in offered
            for it in file.files
        }
        names = sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        files = tuple(
            File(
                name,
                (folder / name).stat().st_size,
                known.get(name) or fingerprint(folder / name),
            )
            for name in names
        )
        version = catalogue.version()
        manifest = Manifest(
            id=_id(version, files, settings, commit.id),
            version=version,
            commit=commit.id,
            program=importlib.metadata.version("omgrepskatalog"),
            base_iri=settings.base_iri,
            profile=settings.profile,
            languages=settings.languages,
            title=settings.title,
            description=settings.description,
            statements=len(sources.graph),
            public_url=settings.public_url,
            date=catalogue.date() or commit.day,
            published=history.latest,
            edit_url=settings.edit_url,
            counts=dict(sorted(tables.counts.items())),
            files=files,
            downloads=downloads,
            feeds=feeds,
        )
        try:
            (folder / NAME).write_bytes(encode(manifest))
        except OSError as problem:
            raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None
        home = publish.publish(
            folder,
            settings.release_folder,
            manifest,
            settings.limits.kept_releases,
            lasting=not draft,
        )
        progress("publish", 1, 1)
    return Outcome(manifest, home, tables.unwritable)


def _id(version: str, files: tuple[File, ...], settings: Settings, commit: str) -> str:
    """Return the version, and a hash of the content: what differs has another name."""
    total = hashlib.sha256()
    told = (
        settings.base_iri, settings.public_url, settings.languages, settings.title,
        settings.description, commit,
    )  # fmt: skip
    for part in map(repr, told):
        total.update(part.encode() + b"\0")
    for file in files:
        total.update(f"{file.name} {file.sha256}\n".encode())
    safe = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in version)
    return f"{safe.strip('.-') or 'draft'}-{total.hexdigest()[:12]}"
