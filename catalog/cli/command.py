"""``main``: the arguments of ``omgrep``, and how each command ends."""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli import (
    build,
    check,
    diff,
    enumerations,
    example,
    export,
    import_sheet,
    init,
    new,
    preview,
    rebase,
    rollback,
    rules,
    schema,
    serve,
    sparql,
    validate,
    verify,
)
from catalog.cli import format as format_sources
from catalog.cli.terminal import FAILED, INTERRUPTED, WRONG, Terminal
from catalog.errors import CatalogError, CheckFailed
from catalog.settings import interface_language

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = (
    init,
    new,
    check,
    format_sources,
    rules,
    diff,
    preview,
    export,
    import_sheet,
    rebase,
    schema,
    example,
    enumerations,
    validate,
    build,
    serve,
    sparql,
    rollback,
    verify,
)
"""In the order of the help: one module each, with ``add``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``omgrep`` and return its exit status: 0 clean, 1 errors in the data, 2 could not run."""
    options = _parser().parse_args(arguments)
    terminal = Terminal(interface_language(options.lang))
    try:
        return int(options.run(options, terminal))
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
    for command in COMMANDS:
        command.add(commands, shared)
    return parser
