"""``omgrep new``: makes a concept, a code list or a code, by options or by asking."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import TYPE_CHECKING, Final

from catalog.cli.sources import read, settings_of
from catalog.cli.terminal import CLEAN, FAILED, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.editing.draft import CodeWanted, Wanted
    from catalog.model.rdf import Iri, Literal
    from catalog.reading.catalogue import Catalogue

KINDS: Final = ("concept", "code-list", "code")
TEXTS: Final = {
    "--term": "a term or title, one for each language",
    "--alternative": "another term that may be used",
    "--definition": "a definition; of a list, a description",
}


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("new", parents=[shared], help="make a concept or a code list")
    command.add_argument("kind", choices=KINDS)
    for option, meaning in TEXTS.items():
        command.add_argument(option, action="append", default=[], metavar="LANG=TEXT", type=_pair,
                             help=meaning)  # fmt: skip
    command.add_argument("--source", action="append", default=[], metavar="IRI",
                         help="where the definition comes from")  # fmt: skip
    command.add_argument("--in", dest="group", default="", metavar="ID",
                         help="the collection of a concept, the list of a code")  # fmt: skip
    command.add_argument("--concept", default="", metavar="ID",
                         help="the concept that a code list holds the values of")  # fmt: skip
    command.add_argument("--code", action="append", default=[], nargs="+", metavar="CODE",
                         help="a code: its notation and labels, as 1 nb=Ja nn=Ja")  # fmt: skip
    command.add_argument("--id", default="", help="the last part of its IRI (default: picked)")
    command.set_defaults(run=_run)


def _pair(text: str) -> tuple[str, str]:
    lang, sign, words = text.partition("=")
    if not sign or not words.strip() or not lang.replace("-", "").isalnum():
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=TEXT, as nb=barn")
    return lang.lower(), words.strip()


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.editing.draft import draft
    from catalog.editing.writing import write
    from catalog.reading import read_catalogue

    settings = settings_of(options)
    files, sources = read(settings, terminal)
    catalogue = read_catalogue(sources.graph, settings)
    if sys.stdin.isatty() and not options.term and not options.code:
        _ask(options, catalogue, terminal)
    missing = "--code" if options.kind == "code" and not options.code else ""
    if options.kind != "code" and not options.term:
        missing = "--term"
    if missing:
        print(printable(terminal.say("new.missing", option=missing)), file=sys.stderr)
        return FAILED
    made = draft(_wanted(options, catalogue), catalogue, dt.datetime.now(dt.UTC).date())
    write(made.changes, {file.name: file for file in files}, settings)
    print(printable(terminal.say("new.made", iri=str(made.iri), file=made.file)))
    for file in sorted(made.changes.keys() - {made.file}):
        print(printable(terminal.say("new.also", file=file)))
    print(terminal.say("new.next"))
    return CLEAN


def _wanted(options: argparse.Namespace, catalogue: Catalogue) -> Wanted:
    from catalog.editing.draft import Wanted
    from catalog.model.rdf import Iri

    return Wanted(
        kind=options.kind,
        names=_literals(options.term),
        alternatives=_literals(options.alternative),
        texts=_literals(options.definition),
        sources=tuple(Iri(source) for source in options.source),
        group=_named(options.group, catalogue, ("collection", "scheme", "code-list")),
        subject=_named(options.concept, catalogue, ("concept",)),
        codes=tuple(_code(words) for words in options.code),
        id=options.id,
    )


def _code(words: Sequence[str]) -> CodeWanted:
    from catalog.editing.draft import CodeWanted

    return CodeWanted(words[0], _literals([_pair(word) for word in words[1:]]))


def _literals(pairs: Sequence[tuple[str, str]]) -> tuple[Literal, ...]:
    from catalog.model.rdf import Literal

    return tuple(Literal(words, lang) for lang, words in pairs)


def _named(name: str, catalogue: Catalogue, kinds: Sequence[str]) -> Iri | None:
    """Return the thing that a user names: by its IRI, or by the last part of it."""
    from catalog.errors import DraftRefused

    if not name:
        return None
    found = [
        iri
        for iri, kind in catalogue.outline.kinds.items()
        if kind in kinds and (iri == name or iri.rpartition("/")[2] == name)
    ]
    if len(found) != 1:
        raise DraftRefused(name, reason="no-such-thing" if not found else "many-such-things")
    return found[0]


def _ask(options: argparse.Namespace, catalogue: Catalogue, terminal: Terminal) -> None:
    """Ask for what the options leave out; an empty answer leaves it out too."""
    languages = catalogue.settings.languages

    def asked(key: str, **facts: str) -> str:
        return input(printable(terminal.say(f"new.ask.{key}", **facts)) + " ").strip()

    if options.kind == "code":
        options.group = options.group or asked("list")
        notation = asked("notation")
        if notation:
            labels = [f"{lang}={text}" for lang in languages if (text := asked("term", lang=lang))]
            options.code = [[notation, *labels]]
        return
    options.term = [(lang, text) for lang in languages if (text := asked("term", lang=lang))]
    key = "definition" if options.kind == "concept" else "description"
    options.definition = [(lang, text) for lang in languages if (text := asked(key, lang=lang))]
    if options.kind == "concept":
        options.source = [source] if (source := asked("source")) else []
        groups = [
            iri.rpartition("/")[2]
            for iri, kind in catalogue.outline.kinds.items()
            if kind in {"collection", "scheme"}
        ]
        if groups and not options.group:
            options.group = asked("group", known=", ".join(sorted(groups)))
    elif not options.concept:
        options.concept = asked("concept")
