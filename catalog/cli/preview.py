"""``omgrep preview``: shows the pages as they will look, and again on every save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.sources import settings_of
from catalog.cli.terminal import CLEAN, Terminal, printable
from catalog.model.text import LangString, best
from catalog.settings import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from catalog.cli.arguments import Commands
    from catalog.errors import CatalogError
    from catalog.preview.state import Notice, State


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "preview", parents=[shared], help="show the pages as they will look, again on every save"
    )
    command.add_argument("--port", type=int, default=8001)
    command.add_argument("--to", type=Path, metavar="DIR",
                         help="write the pages as files there instead, and end")  # fmt: skip
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    if options.to is not None:
        from catalog.preview.snapshot import write_snapshot

        state, pages = write_snapshot(settings, options.to, _explain)
        _tell(terminal, state, "")
        print(terminal.say("preview.written", n=pages, folder=printable(str(options.to))))
        return CLEAN
    from catalog.preview.running import run

    run(settings, options.port, partial(_tell, terminal), _explain)
    return CLEAN


def _tell(terminal: Terminal, state: State, url: str) -> None:
    """Say where the pages are, and one line for each time that they were built."""
    from catalog.preview.state import READY, STARTING

    say = terminal.say
    lines = []
    if state.stage == STARTING:
        lines.append(say("preview.started", url=url))
    elif state.stage == READY and state.troubles:
        told = (line for trouble in state.troubles for line in _trouble(trouble, terminal.lang))
        lines += map(printable, told)
        lines.append(say("preview.kept" if state.build and state.whole else "preview.partial"))
    elif state.stage == READY:
        lines.append(
            say(
                "preview.built",
                time=state.built,
                errors=say("preview.errors", n=state.errors),
                warnings=say("preview.warnings", n=state.warnings),
            )
        )
        if state.since:
            lines[-1] += " " + say(
                "preview.differs", n=state.differences.total, since=printable(state.since)
            )
    for line in lines:
        print(line, flush=True)


def _trouble(trouble: Notice, lang: str) -> Iterator[str]:
    place = f"{trouble.file}:{trouble.line}:{trouble.column}: " if trouble.file else ""
    yield place + trouble.message(lang)
    for line in trouble.excerpt:
        start = f"{line.number:>5} | "
        yield start + line.before + line.fault + line.after
        if line.fault:
            yield " " * (len(start) + len(line.before)) + "^" * len(line.fault)
    mend = best(trouble.mend, lang)
    if mend:
        yield mend.text


def _explain(problem: CatalogError) -> tuple[LangString, ...]:
    return tuple(LangString(Terminal(lang).explain(problem), lang) for lang in INTERFACE_LANGUAGES)
