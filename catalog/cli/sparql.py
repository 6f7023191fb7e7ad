"""``omgrep sparql``: a SPARQL endpoint on the current Release, for researchers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from catalog.cli.sources import settings_of
from catalog.errors import LinuxOnly

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "sparql", parents=[shared], help="serve a SPARQL endpoint on the current Release"
    )
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8002)
    command.add_argument(
        "--workers", type=int, default=2, help="queries evaluated at a time (default: 2)"
    )
    command.add_argument(
        "--public-url",
        default="",
        metavar="URL",
        help="where others find the endpoint (default: where it listens)",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> NoReturn:
    settings = settings_of(options)
    if sys.platform != "linux":
        raise LinuxOnly("omgrep sparql")
    from catalog.settings import INTERFACE_LANGUAGES, program_folder
    from catalog.sparql.request import ENDPOINT
    from catalog.sparql.server import Place, serve
    from catalog.web.i18n import Translator
    from catalog.web.server import claim

    claim(options.host, options.port)
    host = "localhost" if options.host in {"127.0.0.1", "::1"} else options.host
    url = options.public_url or f"http://{host}:{options.port}{ENDPOINT}"
    say = {
        lang: Translator(program_folder("site"), lang, part="command")
        for lang in INTERFACE_LANGUAGES
    }
    serve(
        settings,
        Place(options.host, options.port, url),
        max(options.workers, 1),
        say,
        lambda: print(terminal.say("sparql.serving", url=url), flush=True),
    )
