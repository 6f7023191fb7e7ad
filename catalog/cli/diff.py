"""``omgrep diff``: tells what a change means."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli.output import deliver
from catalog.cli.sources import read, settings_of
from catalog.cli.terminal import CLEAN, WRONG, colored
from catalog.settings import program_folder
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.compare import Version
    from catalog.compare.account import Account

FORMATS = ("text", "markdown", "html", "json")
LAST_RELEASE: Final = "last-release"


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("diff", parents=[shared], help="tell what a change means")
    command.add_argument(
        "before",
        nargs="?",
        default="",
        metavar="A",
        help="a branch, tag, commit, A...B, Release or folder (default: the last Release); with "
        "--requirement or --model a version of that (default: the one before B)",
    )
    command.add_argument(
        "after",
        nargs="?",
        default=None,
        metavar="B",
        help="the same (default: the files here, or the newest version)",
    )
    versions = command.add_mutually_exclusive_group()
    versions.add_argument(
        "--requirement",
        metavar="NAME",
        help="what is new for who sends messages, between two versions of a reporting requirement",
    )
    versions.add_argument(
        "--model", metavar="NAME", help="the same of an information model, without business rules"
    )
    command.add_argument("--format", choices=FORMATS, default="text")
    command.add_argument("--output", type=Path, metavar="FILE", help="write it to a file")
    command.add_argument(
        "--exit-code", action="store_true", help="end with 1 where something differs"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    if options.requirement or options.model:
        return _versions(options, terminal)
    settings = settings_of(options)
    from catalog.compare import compare, open_version
    from catalog.compare.account import account
    from catalog.compare.comparing import with_models
    from catalog.compare.models.account import one_section
    from catalog.compare.writers import as_json

    before_name, after_name = _names(options.before or LAST_RELEASE, options.after)
    before = open_version(settings, before_name)
    after = open_version(settings, after_name)
    comparison = compare(
        before.graph,
        after.graph,
        settings,
        unread_before=before.unread,
        unread_after=after.unread,
    )
    comparison = with_models(comparison, before.graph, after.graph, settings)
    if options.format == "json":
        deliver(as_json(comparison, before, after), options.output)
    else:
        called = (_called(before, terminal), _called(after, terminal))
        most = settings.limits.compared_users
        told = account(comparison, *called, terminal.say, most)
        site = _site(terminal)
        models = (one_section(it, site, most) for it in comparison.models)
        _deliver(dataclasses.replace(told, sections=(*models, *told.sections)), options, terminal)
    return WRONG if options.exit_code and comparison.changes else CLEAN


def _versions(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell of two versions that the sources have side by side."""
    settings = settings_of(options)
    from catalog.compare.models.account import account_of
    from catalog.compare.models.chosen import compared_models, compared_requirements
    from catalog.compare.writers import models_as_json
    from catalog.reading.outline import Outline

    _, sources = read(settings, terminal)
    unread = tuple(dict.fromkeys(it.file for it in sources.broken))
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    asked = (options.before, options.after or "")
    changes = (
        compared_requirements(outline, options.requirement, *asked)
        if options.requirement
        else compared_models(outline, options.model, *asked)
    )
    if options.format == "json":
        deliver(models_as_json(changes, unread), options.output)
    else:
        told = account_of(changes, _site(terminal), settings.limits.compared_codes_told)
        if unread:
            note = terminal.say("diff.unread", files=", ".join(unread))
            told = dataclasses.replace(told, notes=(*told.notes, note))
        _deliver(told, options, terminal)
    return WRONG if options.exit_code and changes.changes else CLEAN


def _deliver(told: Account, options: argparse.Namespace, terminal: Terminal) -> None:
    """Write ``told`` in the form that was asked for."""
    from catalog.compare.writers import as_html, as_markdown, as_text

    if options.format == "markdown":
        text = as_markdown(told, terminal.say)
    elif options.format == "html":
        text = as_html(told, terminal.say)
    else:
        text = as_text(told, color=options.output is None and colored(sys.stdout))
    deliver(text, options.output)


def _site(terminal: Terminal) -> Translator:
    """Return who says what the pages of models say, too."""
    return Translator(program_folder("site"), terminal.lang)


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
