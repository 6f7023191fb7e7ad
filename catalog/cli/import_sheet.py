"""``omgrep import``: reads an edited workbook or CSV and changes the sources as it says."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli.sources import read, settings_of
from catalog.cli.terminal import CLEAN, WRONG, printable
from catalog.errors import SheetUnreadable, SourcesBroken

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.editing.sheets.fault import Fault
    from catalog.editing.sheets.importing import Import, Verdict
    from catalog.editing.sheets.placing import Placed
    from catalog.editing.sheets.sheet import Sheet
    from catalog.limits import Limits
    from catalog.model.rdf import Iri

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods")
"""Those that aren't ``.xlsx`` are looked into as well, to say what is the matter with them."""

IN_FULL: Final = 3
"""Findings of one rule that are told with why and how: who has read three knows the rule."""


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "import", parents=[shared], help="change the sources as an edited workbook or CSV says"
    )
    command.add_argument("file", type=Path, help="X.xlsx, X.csv, or a folder of CSV files")
    command.add_argument(
        "--dry-run", action="store_true", help="tell what would change, and write nothing"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.editing.saving import save
    from catalog.editing.sheets.importing import Standing, edited, judge, understand

    sheets = _sheets(options.file, settings.limits)
    files, sources = read(settings, terminal)
    if sources.broken:
        raise SourcesBroken(str(settings.root))
    today = dt.datetime.now(dt.UTC).date()
    standing = Standing(sources, files, settings, terminal.lang)
    outcome = understand(sheets, standing, today)
    _tell_faults(outcome.faults, settings.limits.sheet_faults, terminal)
    if outcome.wrong:
        print(terminal.say("import.faulty", n=sum(not fault.note for fault in outcome.faults)))
        return WRONG
    if outcome.kept:
        print(terminal.say("import.kept", n=outcome.kept))
    if not outcome.texts:
        print(terminal.say("import.nothing"))
        return CLEAN
    verdict = judge(outcome, standing, lambda done, total: terminal.progress("check", done, total))
    _tell_findings(verdict, terminal)
    if verdict.wrong:
        print(terminal.say("import.wrong", n=_errors(verdict)))
        return WRONG
    _tell_edits(outcome, settings.limits.sheet_faults, terminal)
    if options.dry_run:
        print(terminal.say("import.dry-run"))
        return CLEAN
    later = {file.name: file for file in edited(outcome, standing)}
    save(
        {later[name].path: later[name].read() for name in outcome.texts},
        {later[name].path: former for name, former in outcome.former.items()},
    )
    for name in outcome.texts:
        key = "import.new" if outcome.former[name] is None else "import.changed"
        print(printable(terminal.say(key, file=name)))
    return CLEAN


def _sheets(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """Read whatever ``path`` is, by its ending. Raises SheetUnreadable."""
    from catalog.editing.sheets.opening import read_workbook
    from catalog.editing.sheets.separated import read_separated

    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if not found:
            raise SheetUnreadable(str(path), reason="sheet-nothing")
        return tuple(read_separated(file, limits) for file in found)
    if not path.exists():
        raise SheetUnreadable(str(path), reason="sheet-missing")
    if path.suffix.lower() == ".csv":
        return (read_separated(path, limits),)
    if path.suffix.lower() not in WORKBOOKS:
        raise SheetUnreadable(str(path), reason="sheet-suffix", known=[".xlsx", ".csv"])
    return read_workbook(path, limits)


def _tell_faults(faults: tuple[Fault, ...], most: int, terminal: Terminal) -> None:
    from catalog.check.speech import plain
    from catalog.editing.sheets.words import speaker

    say = speaker(terminal.lang)
    for fault in sorted(faults, key=lambda fault: _position(fault.place))[:most]:
        facts = {"value": "", "known": "", "column": "", "other": "", **fault.facts}
        facts = {name: plain(fact) for name, fact in facts.items()}
        severity = terminal.say("import.note" if fault.note else "import.error")
        text = say(f"fault.{fault.code}", **facts)
        print(printable(f"{plain(fault.place)}: {severity}: {text}"))
    if len(faults) > most:
        print(terminal.say("import.more", n=len(faults) - most))


def _tell_findings(verdict: Verdict, terminal: Terminal) -> None:
    """Tell errors before warnings, and what the import brings before what was there."""
    shown = Counter[str]()
    for one in sorted(verdict.placed, key=_order):
        shown[one.finding.rule] += 1
        for line in _finding_lines(verdict, one, terminal, full=shown[one.finding.rule] <= IN_FULL):
            print(printable(line))
    if verdict.placed:
        print()


def _order(one: Placed) -> tuple[bool, bool, tuple[str, int, str]]:
    return (not one.brought, one.finding.severity != "error", _position(one.place))


def _position(place: str) -> tuple[str, int, str]:
    """Return what puts places in the order of sheets, rows and columns."""
    found = re.fullmatch(r"(.*)!([A-Z]+)(\d+)", place, re.DOTALL)
    return (found[1], int(found[3]), found[2].rjust(3)) if found else (place, 0, "")


def _finding_lines(
    verdict: Verdict, one: Placed, terminal: Terminal, *, full: bool
) -> Iterator[str]:
    """Yield what is wrong with a cell, what stands in it, why it is wrong and how to mend it."""
    from catalog.check.speech import plain, shortened

    lang, report, finding = terminal.lang, verdict.report, one.finding
    severity = report.word(finding.severity, lang)
    before = "" if one.brought else f" ({terminal.say('import.before')})"
    message = plain(finding.message(lang))
    yield f"{plain(one.place)}: {severity}{before} [{finding.rule}] {message}"
    if one.text:
        yield f"  | {shortened(one.text)}"
    if not full:
        return
    for name, text in (("why", finding.reason(lang)), ("mend", finding.remedy(lang))):
        if text:
            yield f"  = {report.word(name, lang)}: {plain(text)}"


def _tell_edits(outcome: Import, most: int, terminal: Terminal) -> None:
    """Tell which cells change something, a line for each resource."""
    from catalog.check.speech import plain
    from catalog.editing.sheets import words

    made = set(outcome.made)
    cells: dict[tuple[str, Iri], list[str]] = {}
    for edit in outcome.edits:
        head = words.head(edit.column, terminal.lang)
        cells.setdefault((edit.sheet, edit.resource), []).append(f"{edit.cell} {head}")
    for (sheet, resource), heads in list(cells.items())[:most]:
        key = "import.made" if resource in made else "import.edited"
        names = outcome.comparison.contents.names
        name = names.show(resource)
        told = terminal.say(
            key, sheet=plain(sheet), name=plain(name), cells=plain(", ".join(heads))
        )
        print(printable(told))
    if len(cells) > most:
        print(terminal.say("import.more", n=len(cells) - most))


def _errors(verdict: Verdict) -> int:
    return sum(one.brought and one.finding.severity == "error" for one in verdict.placed)
