"""``omgrep format``: puts the sources into the canonical layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN, WRONG, printable
from catalog.errors import SourceBroken

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.editing.formatting import Layout


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "format", parents=[shared], help="put the sources into one layout, a fact a line"
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="these alone (default: every source)"
    )
    command.add_argument(
        "--check", action="store_true", help="change nothing; tell which files would be changed"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.editing.formatting import find_files, lay_out
    from catalog.editing.saving import save

    files = find_files(options.files, settings)
    layouts: list[Layout] = []
    broken = 0
    for number, file in enumerate(files, 1):
        try:
            layouts.append(lay_out(file, settings))
        except SourceBroken as problem:
            terminal.trouble(problem)
            broken += 1
        terminal.progress("format", number, len(files))
    changed = [layout for layout in layouts if layout.before != layout.after]
    for layout in changed:
        _tell(layout, lines=options.check)
    if options.check:
        print(terminal.say("format.would" if changed else "format.same", n=len(changed)))
        return WRONG if changed or broken else CLEAN
    save(
        {layout.path: layout.after for layout in changed},
        {layout.path: layout.before for layout in changed},
    )
    print(terminal.say("format.done" if changed else "format.same", n=len(changed)))
    return WRONG if broken else CLEAN


def _tell(layout: Layout, *, lines: bool) -> None:
    """Name a file; with ``lines``, show the first line that differs, before and after."""
    from catalog.check.speech import shortened

    if not lines:
        print(printable(layout.name))
        return
    number, old, new = layout.first_difference()
    print(printable(f"{layout.name}:{number}"))
    print(f"  - {shortened(old)}\n  + {shortened(new)}")
