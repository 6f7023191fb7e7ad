"""``omgrep check``: tells what is wrong in the sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catalog.cli.sources import judge, read, settings_of
from catalog.cli.terminal import CLEAN, WRONG

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("check", parents=[shared], help="tell what is wrong in the data")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.check.report import as_json, as_text

    report = judge(settings, *read(settings, terminal), terminal)
    if options.format == "json":
        sys.stdout.write(as_json(report))
    else:
        sys.stdout.write(as_text(report, terminal.lang, color=sys.stdout.isatty()))
    return WRONG if report.errors else CLEAN
