"""The command ``omgrep``: parses arguments, calls one function, prints."""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.errors import CatalogError, CheckFailed
from catalog.settings import interface_language, program_folder, read_settings
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.check import Report
    from catalog.settings import Settings
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Sources

CLEAN: Final = 0
WRONG: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


class Terminal:
    """Where a command speaks: results on standard output, progress and trouble beside it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.say = Translator(program_folder("site"), lang, part="command")
        self.live = sys.stderr.isatty()
        self.open_line = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage has come; on a terminal in one line that changes."""
        text = self.say(f"stage.{stage}", done=done, total=total)
        if self.live:
            sys.stderr.write(f"\r\x1b[K{text}")
            self.open_line = True
            if done >= total:
                self.close_line()
            sys.stderr.flush()
        elif done >= total:
            print(text, file=sys.stderr)

    def close_line(self) -> None:
        """End the line that changes, if one is under way."""
        if self.open_line:
            sys.stderr.write("\n")
            self.open_line = False

    def trouble(self, problem: CatalogError) -> None:
        """Say what went wrong, where, and what to do next."""
        self.close_line()
        facts = {
            name: ", ".join(map(str, value))
            if isinstance(value, list | tuple | set)
            else str(value)
            for name, value in {"reason": "", "known": "", **problem.facts}.items()
        }
        text = self.say(f"error.{problem.code}", place=printable(problem.place), **facts)
        print(printable(text), file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``omgrep`` and return its exit status: 0 clean, 1 errors in the data, 2 could not run."""
    options = _parser().parse_args(arguments)
    terminal = Terminal(interface_language(options.lang))
    try:
        settings = read_settings(options.root)
        return int(options.run(settings, options, terminal))
    except CatalogError as problem:
        terminal.trouble(problem)
        return WRONG if isinstance(problem, CheckFailed) else FAILED
    except KeyboardInterrupt:
        terminal.close_line()
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe had enough (`omgrep check | head`).
        sys.stderr.close()
        return FAILED
    except MemoryError:
        terminal.trouble(CatalogError(reason="memory"))
        return FAILED
    except Exception as problem:
        if options.debug:
            raise
        terminal.trouble(CatalogError(reason=f"{type(problem).__name__}: {problem}"[:300]))
        return FAILED


def printable(text: str) -> str:
    """Return ``text`` without what could move the cursor or turn the writing direction."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}"
        for letter in text
    )


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the catalogue: a folder with an omgrep.toml (default: this folder)",
    )
    shared.add_argument(
        "--lang",
        default="",
        metavar="nb|nn|en",
        help="the language of messages (default: the locale's)",
    )
    shared.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="omgrep", description="Check, build and serve SKOS.")
    version = importlib.metadata.version("omgrepskatalog")
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("check", parents=[shared], help="tell what is wrong in the data")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=_check)

    command = commands.add_parser("build", parents=[shared], help="make a Release and switch to it")
    command.add_argument("--no-check", action="store_true",
                         help="build without the rules; files must still be Turtle")  # fmt: skip
    command.set_defaults(run=_build)

    command = commands.add_parser("serve", parents=[shared], help="serve the current Release")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    command.set_defaults(run=_serve)

    command = commands.add_parser("rollback", parents=[shared], help="serve an earlier Release")
    command.add_argument("release", nargs="?", default="", help="its id (default: the one before)")
    command.set_defaults(run=_rollback)

    command = commands.add_parser("verify", parents=[shared], help="compare a Release's files")
    command.set_defaults(run=_verify)
    return parser


def _read(settings: Settings, terminal: Terminal) -> tuple[tuple[SourceFile, ...], Sources]:
    from catalog.source.files import find_sources
    from catalog.source.turtle import read_sources

    files = find_sources(settings)
    terminal.progress("read", 0, len(files))
    sources = read_sources(files, settings)
    terminal.progress("read", len(files), len(files))
    return files, sources


def _judge(
    settings: Settings, files: tuple[SourceFile, ...], sources: Sources, terminal: Terminal
) -> Report:
    from catalog.check import check

    return check(
        sources, files, settings, lambda done, total: terminal.progress("check", done, total)
    )


def _check(settings: Settings, options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.check.report import as_json, as_text

    report = _judge(settings, *_read(settings, terminal), terminal)
    if options.format == "json":
        sys.stdout.write(as_json(report))
    else:
        sys.stdout.write(as_text(report, terminal.lang, color=sys.stdout.isatty()))
    return WRONG if report.errors else CLEAN


def _build(settings: Settings, options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.build import build_release
    from catalog.source.history import commit_of

    files, sources = _read(settings, terminal)
    if not options.no_check or sources.broken:
        from catalog.check.report import as_text

        report = _judge(settings, files, sources, terminal)
        if report.errors:
            sys.stderr.write(as_text(report, terminal.lang, color=sys.stderr.isatty()))
            raise CheckFailed(str(settings.root), errors=report.errors)
    outcome = build_release(settings, sources, terminal.progress, commit_of(settings))
    for iri, reason in outcome.unwritable.items():
        print(printable(terminal.say("unwritable", iri=iri, reason=reason)), file=sys.stderr)
    counts = outcome.manifest.counts
    print(
        terminal.say(
            "built",
            release=outcome.manifest.id,
            concepts=counts.get("concept", 0),
            lists=counts.get("code-list", 0),
            resources=sum(counts.values()),
            folder=str(outcome.folder),
        )
    )
    return CLEAN


def _serve(settings: Settings, options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.release import current_folder
    from catalog.web.server import claim, serve

    current_folder(settings.release_folder)
    claim(options.host, options.port)
    host = "localhost" if options.host in {"127.0.0.1", "::1"} else options.host
    print(terminal.say("serving", url=f"http://{host}:{options.port}/"), flush=True)
    serve(settings, host=options.host, port=options.port, workers=options.workers)
    return CLEAN


def _rollback(settings: Settings, options: argparse.Namespace, terminal: Terminal) -> int:
    from catalog.build import roll_back

    release = roll_back(settings.release_folder, options.release)
    print(terminal.say("rolled-back", release=release))
    return CLEAN


def _verify(settings: Settings, options: argparse.Namespace, terminal: Terminal) -> int:  # noqa: ARG001
    from catalog.release import current_folder, verify

    manifest = verify(current_folder(settings.release_folder))
    print(terminal.say("verified", release=manifest.id, files=len(manifest.files)))
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
