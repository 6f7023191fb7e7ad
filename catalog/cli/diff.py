"""``omgrep diff``: tells what a change means."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.output import deliver
from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN, WRONG, colored

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.compare import Version

FORMATS = ("text", "markdown", "html", "json")


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("diff", parents=[shared], help="tell what a change means")
    command.add_argument(
        "before",
        nargs="?",
        default="last-release",
        metavar="A",
        help="a branch, tag, commit, A...B, Release or folder (default: the last Release)",
    )
    command.add_argument(
        "after", nargs="?", default=None, metavar="B", help="the same (default: the files here)"
    )
    command.add_argument("--format", choices=FORMATS, default="text")
    command.add_argument("--output", type=Path, metavar="FILE", help="write it to a file")
    command.add_argument(
        "--exit-code", action="store_true", help="end with 1 where something differs"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.compare import compare, open_version
    from catalog.compare.account import account
    from catalog.compare.writers import as_html, as_json, as_markdown, as_text

    before_name, after_name = _names(options.before, options.after)
    before = open_version(settings, before_name)
    after = open_version(settings, after_name)
    comparison = compare(
        before.graph,
        after.graph,
        settings,
        unread_before=before.unread,
        unread_after=after.unread,
    )
    say = terminal.say
    if options.format == "json":
        text = as_json(comparison, before, after)
    else:
        called = (_called(before, terminal), _called(after, terminal))
        told = account(comparison, *called, say, settings.limits.compared_users)
        if options.format == "markdown":
            text = as_markdown(told, say)
        elif options.format == "html":
            text = as_html(told, say)
        else:
            text = as_text(told, color=options.output is None and colored(sys.stdout))
    deliver(text, options.output)
    return WRONG if options.exit_code and comparison.changes else CLEAN


def _names(before: str, after: str | None) -> tuple[str, str]:
    """Return the two names; as with git, ``A...B`` alone is what B changed since they parted."""
    one, dots, other = before.partition("...")
    if after is None:
        return before, other if dots and one and not other.startswith("/") else ""
    return before, after


def _called(version: Version, terminal: Terminal) -> str:
    """Return what people call a version."""
    if version.kind == "work-tree":
        return terminal.say("diff.work-tree")
    if version.kind == "release":
        return terminal.say("diff.release", name=version.name)
    return version.name
