"""``omgrep build``: makes a Release and switches to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catalog.cli.sources import judge, read, settings_of
from catalog.cli.terminal import CLEAN, colored, printable
from catalog.errors import CheckFailed, ReleaseBroken, ReleaseMissing
from catalog.formats import N_TRIPLES, TURTLE
from catalog.release import current_folder, read_manifest

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.release.manifest import Manifest
    from catalog.settings import Settings


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("build", parents=[shared], help="make a Release and switch to it")
    command.add_argument(
        "--no-check",
        action="store_true",
        help="build without the rules; files must still be Turtle",
    )
    command.add_argument(
        "--against",
        default="",
        metavar="VERSION",
        help="what may not have changed since then, as for diff; none (default: the last Release)",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.build import build_release
    from catalog.source.history import commit_of

    files, sources = read(settings, terminal)
    if not options.no_check or sources.broken:
        from catalog.check.reports import text

        report = judge(settings, (files, sources), terminal, against=options.against)
        if report.errors:
            sys.stderr.write(text.write(report, terminal.lang, color=colored(sys.stderr)))
            raise CheckFailed(str(settings.root), errors=report.errors)
    former = _current(settings)
    outcome = build_release(settings, sources, terminal.progress, commit_of(settings))
    for iri, reason in outcome.unwritable.items():
        print(printable(terminal.say("unwritable", iri=iri, reason=reason)), file=sys.stderr)
    if former is not None:
        _warn_of_version(former, outcome.manifest, terminal)
    _warn_of_size(outcome.manifest, settings.limits.harvested_bytes, terminal)
    counts = outcome.manifest.counts
    print(
        terminal.say(
            "built",
            release=outcome.manifest.id,
            concepts=counts.get("concept", 0),
            lists=counts.get("code-list", 0),
            resources=sum(counts.values()),
            folder=str(outcome.folder),
        )
    )
    return CLEAN


def _current(settings: Settings) -> Manifest | None:
    """Return the Release that is served until now, if there is a whole one."""
    try:
        return read_manifest(current_folder(settings.release_folder))
    except (ReleaseMissing, ReleaseBroken):
        return None


def _warn_of_version(former: Manifest, manifest: Manifest, terminal: Terminal) -> None:
    """Tell of other content under the version of the Release that is replaced."""
    if manifest.version and manifest.version == former.version and _said(former) != _said(manifest):
        said = terminal.say("republished", version=manifest.version, release=former.id)
        print(printable(said), file=sys.stderr)


def _said(manifest: Manifest) -> set[str]:
    """Return the sha256 of all that a Release says, each statement on its own."""
    return {
        file.sha256
        for file in manifest.downloads
        if not file.owner and file.format == N_TRIPLES.name
    }


def _warn_of_size(manifest: Manifest, most: int, terminal: Terminal) -> None:
    """Tell of feeds that the national harvester will not read to their end."""
    megabyte = 1024 * 1024
    for feed in manifest.feeds:
        if feed.size > most and feed.format == TURTLE.name:
            size, limit = -(-feed.size // megabyte), most // megabyte
            said = terminal.say("oversized", file=feed.name, size=size, most=limit)
            print(printable(said), file=sys.stderr)
