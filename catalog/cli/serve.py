"""``omgrep serve``: serves the current Release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("serve", parents=[shared], help="serve the current Release")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.release import current_folder
    from catalog.web.server import claim, serve

    current_folder(settings.release_folder)
    claim(options.host, options.port)
    host = "localhost" if options.host in {"127.0.0.1", "::1"} else options.host
    print(terminal.say("serving", url=f"http://{host}:{options.port}/"), flush=True)
    serve(settings, host=options.host, port=options.port, workers=options.workers)
    return CLEAN
