"""``omgrep verify``: compares a Release's files with its manifest."""

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
    command = commands.add_parser("verify", parents=[shared], help="compare a Release's files")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.release import current_folder, verify

    manifest = verify(current_folder(settings.release_folder))
    print(terminal.say("verified", release=manifest.id, files=len(manifest.files)))
    return CLEAN
