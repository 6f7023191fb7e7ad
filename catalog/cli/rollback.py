"""``omgrep rollback``: serves an earlier Release."""

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
    command = commands.add_parser("rollback", parents=[shared], help="serve an earlier Release")
    command.add_argument("release", nargs="?", default="", help="its id (default: the one before)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.build import roll_back

    release = roll_back(settings.release_folder, options.release)
    print(terminal.say("rolled-back", release=release))
    return CLEAN
