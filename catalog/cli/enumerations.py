"""``omgrep enumerations``: writes code lists as source of a programming language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli.output import deliver
from catalog.cli.sources import read_whole, settings_of
from catalog.cli.terminal import CLEAN, printable
from catalog.errors import EnumerationRefused, OptionMisplaced

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.model.rdf import Iri
    from catalog.reading import Catalogue

LANGUAGES: Final = ("typescript", "csharp", "java", "python")
PACKAGE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
"""What all the languages take as the name of a package."""


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "enumerations", parents=[shared], help="write code lists as source of a language"
    )
    chosen = command.add_mutually_exclusive_group(required=True)
    chosen.add_argument(
        "list",
        nargs="?",
        metavar="LIST",
        help="a code list: the last part of its IRI, or all of it",
    )
    chosen.add_argument("--all", action="store_true", help="every code list")
    command.add_argument("--language", choices=LANGUAGES, required=True)
    command.add_argument(
        "--namespace",
        default="",
        metavar="NAME",
        help="the package of Java and Python, the namespace of C# (default: kodelister)",
    )
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="write a file for each list into this folder"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    _look(options)
    settings = settings_of(options)
    from catalog.build.vendors import Vendors
    from catalog.editing.saving import save
    from catalog.formats.enumerations import BY_NAME
    from catalog.reading import read_catalogue

    sources = read_whole(settings, terminal, EnumerationRefused)
    catalogue = read_catalogue(sources.graph, settings)
    vendors, language = Vendors(catalogue), BY_NAME[options.language]
    made = [
        vendors.source(iri, language, options.namespace)
        for iri in _chosen(catalogue, "" if options.all else options.list)
    ]
    if options.output is None:
        deliver(made[0][1].decode(), None)
        return CLEAN
    files = {options.output / path: body for path, body in made}
    save(files)
    for path in files:
        print(printable(terminal.say("export.written", file=str(path))))
    return CLEAN


def _look(options: argparse.Namespace) -> None:
    """Raise for options that go ill together, before anything is read."""
    if options.all and options.output is None:
        raise OptionMisplaced("--all", reason="option-needs", known="--output")
    if options.namespace and options.language == "typescript":
        # A file is a module there, and has no other name.
        raise OptionMisplaced(
            "--namespace", reason="option-excludes", known="--language typescript"
        )
    if options.namespace and not PACKAGE.fullmatch(options.namespace):
        raise EnumerationRefused("--namespace", reason="enumeration-package", known="a.b.c")
    from catalog.formats.enumerations import BY_NAME

    words = [it for it in options.namespace.split(".") if it in BY_NAME[options.language].words]
    if words:
        raise EnumerationRefused("--namespace", reason="enumeration-word", known=words)


def _chosen(catalogue: Catalogue, asked: str) -> Sequence[Iri]:
    """Return the code lists that ``asked`` names, all where it is empty.

    Raises EnumerationRefused where there is none of that name, or several.
    """
    lists = [iri for iri in catalogue.resources if catalogue.kind(iri) == "code-list"]
    if not asked and lists:
        return lists
    found = [iri for iri in lists if asked in {iri, catalogue.link(iri).path}]
    found = found or [iri for iri in lists if _last(iri) == asked]
    if len(found) == 1:
        return found
    known: list[str] = [*found] or [_last(iri) for iri in lists] or ["–"]
    raise EnumerationRefused(asked, reason="enumeration-unknown", known=known)


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]
