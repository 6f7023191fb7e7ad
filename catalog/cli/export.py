"""``omgrep export``: writes the catalogue as a workbook or as CSV, to be edited and imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.sources import read, settings_of
from catalog.cli.terminal import CLEAN, printable
from catalog.errors import SheetExists, SheetUnreadable, SourcesBroken

if TYPE_CHECKING:
    import argparse

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    from catalog.editing.sheets.plan import KINDS

    command = commands.add_parser(
        "export", parents=[shared], help="write a workbook or CSV to edit the catalogue in"
    )
    command.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE",
        help="X.xlsx, X.csv (with --only), or a folder for a CSV file of each kind",
    )
    command.add_argument(
        "--only", action="append", choices=KINDS, default=[], help="this kind alone (may repeat)"
    )
    command.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    command.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark")
    command.add_argument(
        "--separator", choices=(",", ";"), default=",", help="what parts the cells of CSV"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.editing.saving import save
    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.separated import write_separated
    from catalog.editing.sheets.table import table
    from catalog.editing.sheets.workbook import write_workbook

    _, sources = read(settings, terminal)
    if sources.broken:
        # What can't be read would be missing, and look deleted.
        raise SourcesBroken(str(settings.root))
    contents = Contents(sources.graph, settings, terminal.lang)
    kinds = [kind for kind in contents.kinds if not options.only or kind in options.only]
    tables = [table(contents, kind) for kind in kinds]
    to: Path = options.to
    if to.suffix.lower() == ".xlsx":
        files = {to: write_workbook(tables, contents)}
    else:
        csv = {"separator": options.separator, "bom": options.bom}
        if to.suffix.lower() == ".csv":
            if len(tables) != 1:
                raise SheetUnreadable(str(to), reason="sheet-one-kind", known=kinds)
            files = {to: write_separated(tables[0], **csv)}
        elif to.suffix and not to.is_dir():
            raise SheetUnreadable(str(to), reason="sheet-suffix", known=[".xlsx", ".csv"])
        else:
            files = {to / f"{one.kind}.csv": write_separated(one, **csv) for one in tables}
    there = [str(path) for path in files if path.exists()]
    if there and not options.overwrite:
        raise SheetExists(there[0])
    save(files)
    rows = sum(len(one.rows) for one in tables)
    for path in files:
        print(printable(terminal.say("export.written", file=str(path))))
    print(terminal.say("export.rows", n=rows, sheets=len(tables)))
    return CLEAN
