"""Commands: what each command of ``omgrep`` adds itself to, and what several of them ask."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 — no public name


def name_a_model(command: argparse.ArgumentParser) -> None:
    """Declare how a user names a version of an information model."""
    command.add_argument(
        "model", metavar="MODEL", help="the model's technical name, or the IRI of a version of it"
    )
    command.add_argument(
        "--version",
        default="",
        metavar="V",
        help="this version (default: the newest that applies on the date)",
    )
