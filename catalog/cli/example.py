"""``omgrep example``: writes a message that a model allows, or a part of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.arguments import name_a_model
from catalog.cli.output import deliver
from catalog.cli.sources import read_whole, settings_of
from catalog.cli.terminal import CLEAN
from catalog.errors import ExampleRefused, ModelMissing

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "example", parents=[shared], help="write an example of a model's messages"
    )
    name_a_model(command)
    command.add_argument(
        "--date",
        default="",
        metavar="YYYY-MM-DD",
        help="with this day and its codes (default: the first that the version applies on)",
    )
    command.add_argument(
        "--type", default="", metavar="TYPE", help="only a part of this type, by its technical name"
    )
    command.add_argument(
        "--minimal", action="store_true", help="with nothing but what must be there"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write it to a file")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.formats.examples import example, example_of
    from catalog.reading.chosen import choose_model, day_of
    from catalog.reading.models import read_model
    from catalog.reading.outline import Outline

    day = day_of(options.date)
    sources = read_whole(settings, terminal, ExampleRefused)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    model = read_model(outline, choose_model(outline, options.model, options.version, day))
    if options.type:
        types = {it.name: it.iri for it in model.types}
        if options.type not in types:
            raise ModelMissing(options.type, reason="model-type", known=list(types) or ["–"])
        made = example_of(model, types[options.type], day, minimal=options.minimal)
    else:
        made = example(model, day, minimal=options.minimal)
    deliver(made.decode(), options.output)
    return CLEAN
