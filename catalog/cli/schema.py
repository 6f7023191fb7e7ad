"""``omgrep schema``: writes a model of messages as XML Schema or JSON Schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.arguments import name_a_model
from catalog.cli.output import deliver
from catalog.cli.sources import read_whole, settings_of
from catalog.cli.terminal import CLEAN
from catalog.errors import SchemaRefused

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal

FORMATS = ("xsd", "json-schema")


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "schema", parents=[shared], help="write a model as XML Schema or JSON Schema"
    )
    name_a_model(command)
    command.add_argument(
        "--date",
        default="",
        metavar="YYYY-MM-DD",
        help="with the codes that are valid on this day (default: all that the version knows)",
    )
    command.add_argument(
        "--format", choices=FORMATS, help="(default: what the model's messages are written in)"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write it to a file")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.formats.schemas import json_schema, xsd
    from catalog.model.information import JSON
    from catalog.reading.chosen import choose_model, day_of
    from catalog.reading.models import read_model
    from catalog.reading.outline import Outline

    day = day_of(options.date)
    sources = read_whole(settings, terminal, SchemaRefused)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    model = read_model(outline, choose_model(outline, options.model, options.version, day))
    form = options.format or ("json-schema" if model.syntax == JSON else "xsd")
    made = xsd(model, day) if form == "xsd" else json_schema(model, day, settings.languages[0])
    deliver(made.decode(), options.output)
    return CLEAN
