"""``omgrep rebase``: moves a whole root to another namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN, printable

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal

KINDS: Final = ("base", "prefix", "iri", "literal")


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "rebase", parents=[shared], help="move the whole catalogue to another namespace"
    )
    command.add_argument("base", metavar="NEW_BASE", help="what the IRIs are to begin with")
    command.add_argument(
        "--dry-run", action="store_true", help="change nothing; tell what would be changed"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.editing.rebase import plan_move

    move = plan_move(settings, options.base)
    if not options.dry_run:
        move.write()
    for path in move.files:
        inside = path.is_relative_to(settings.root)
        print(printable(str(path.relative_to(settings.root) if inside else path)))
    for kind in KINDS:
        if move.counts[kind]:
            print(terminal.say(f"rebase.{kind}", n=move.counts[kind]))
    for place in move.left:
        print(terminal.say("rebase.left", place=printable(place), old=printable(move.old)))
    say = "rebase.would" if options.dry_run else "rebase.done"
    facts = {"n": len(move.files), "statements": move.statements}
    print(terminal.say(say, old=printable(move.old), new=printable(move.new), **facts))
    return CLEAN
