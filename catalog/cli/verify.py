"""``omgrep verify``: compares the files of the current Release and of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "verify", parents=[shared], help="compare the files of the Release and archive"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.release import current_folder, verify
    from catalog.release.archive import archived, verify_archived

    manifest = verify(current_folder(settings.release_folder))
    print(terminal.say("verified", release=manifest.id, files=len(manifest.files)))
    kept = [verify_archived(folder) for folder in archived(settings.release_folder)]
    files = sum(len(file.files) for it in kept for file in it.downloads)
    print(terminal.say("verified-archive", releases=len(kept), files=files))
    return CLEAN
