"""``omgrep rules``: lists the rules of the check, explains one, and writes their pages."""

from __future__ import annotations

import difflib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN
from catalog.errors import RuleUnknown, StorageFailed

if TYPE_CHECKING:
    import argparse

    from catalog.check.rule import Rule
    from catalog.check.rulebook import Rulebook
    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("rules", parents=[shared], help="list or explain the rules")
    command.add_argument("rule", nargs="?", default="", help="explain this one")
    command.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    command.add_argument(
        "--pages", type=Path, metavar="DIR", help="write a Markdown page for each rule"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.check.rule import severities
    from catalog.check.rulebook import Rulebook
    from catalog.check.shapes import read_shapes
    from catalog.settings import program_folder

    shapes = read_shapes(program_folder("shapes"), settings)
    if options.pages:
        defaults = {name: rule.severity for name, rule in shapes.rules.items()}
        _write(options.pages, Rulebook(shapes, defaults), terminal)
        return CLEAN
    book = Rulebook(shapes, severities(shapes.rules, settings))
    rule = None
    if options.rule:
        if options.rule not in shapes.rules:
            near = difflib.get_close_matches(options.rule, shapes.rules, 3, 0.0)
            raise RuleUnknown(options.rule, known=near)
        rule = shapes.rules[options.rule]
    sys.stdout.write(_shown(book, rule, options.format, terminal.lang))
    return CLEAN


def _shown(book: Rulebook, rule: Rule | None, form: str, lang: str) -> str:
    from catalog.check.rulebook import read_examples
    from catalog.check.rulepages import as_page, as_table

    if form == "json":
        return book.as_json([rule] if rule else list(book.shapes.rules.values()))
    if rule is None:
        color = sys.stdout.isatty()
        return as_table(book, (lang,)) if form == "markdown" else book.listed(lang, color=color)
    examples = read_examples(_examples(), rule.name)
    if form == "markdown":
        return as_page(book, rule, examples)
    return book.explained(rule, lang, examples)


def _write(folder: Path, book: Rulebook, terminal: Terminal) -> None:
    """Write every page, and remove those of rules that are no more; nothing else is touched."""
    from catalog.check.rulebook import read_examples
    from catalog.check.rulepages import INDEX, as_pages

    pages = as_pages(book, lambda name: read_examples(_examples(), name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        index, first = folder / INDEX, pages[INDEX].partition("\n")[0]
        if index.exists() and not index.read_text("utf-8").startswith(first):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        for path in folder.glob("*.md"):
            if path.name not in pages and path.read_text("utf-8").startswith(f"# `{path.stem}`\n"):
                path.unlink()
        for name, text in pages.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise StorageFailed(str(folder), reason=str(problem)) from problem
    print(terminal.say("rules.written", count=len(pages), folder=str(folder)))


def _examples() -> Path:
    """Return where the examples are: beside the sources of the program, not in the wheel."""
    from catalog.settings import program_folder

    return program_folder("tests") / "check" / "data"
