"""``omgrep init``: lays out a new catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.terminal import CLEAN, printable
from catalog.settings import program_folder, read_base

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("init", parents=[shared], help="lay out a new catalogue")
    command.add_argument("folder", type=Path, metavar="DIR", help="where; it may be there already")
    command.add_argument("--base-iri", default="https://catalogue.example/",
                         help="what its IRIs begin with")  # fmt: skip
    command.add_argument("--title", default="", help="what it is called")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.editing.init import lay_out

    base_iri = read_base(options.base_iri, "--base-iri")
    folder = options.folder
    files = lay_out(program_folder("starter"), folder, base_iri, options.title, terminal.lang)
    for name in files:
        print(f"  {printable(str(folder / name))}")
    print(printable(terminal.say("init.done", folder=str(folder.resolve()))))
    return CLEAN
