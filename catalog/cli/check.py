"""``omgrep check``: tells what is wrong in the sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli import harvest
from catalog.cli.output import deliver
from catalog.cli.sources import judge, read, settings_of
from catalog.cli.terminal import CLEAN, WRONG, colored
from catalog.errors import HistoryMissing, OutputFailed
from catalog.settings import read_workflow

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from catalog.check import Report
    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.settings import Settings, Workflow

FORMATS: Final = ("text", "json", "github", "sarif", "markdown")
FOR_PROGRAMS: Final = frozenset({"json", "sarif"})


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser("check", parents=[shared], help="tell what is wrong in the data")
    command.add_argument("--format", choices=FORMATS, default="text")
    command.add_argument(
        "--output", type=Path, metavar="FILE", help="write the report there (default: print it)"
    )
    command.add_argument(
        "--against",
        default="",
        metavar="VERSION",
        help="what may not have changed since then, as for diff; none (default: the last Release);"
        " with --harvest a file: what the feed was",
    )
    command.add_argument(
        "--changed",
        nargs="?",
        const="HEAD",
        default="",
        metavar="REF",
        help="judge only what changed since a commit, and its neighbours (default: HEAD)",
    )
    harvest.add_options(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    harvest.refuse_misplaced(options)
    if options.harvest:
        report = harvest.judge(options)
        _tell(options, None, report, terminal)
    else:
        settings = settings_of(options)
        found = read(settings, terminal)
        report = judge(settings, found, terminal, options.changed, options.against)
        _tell(options, settings, report, terminal)
    return WRONG if report.errors else CLEAN


def _tell(
    options: argparse.Namespace, settings: Settings | None, report: Report, terminal: Terminal
) -> None:
    """Write the report in the format asked for, to where it was asked for.

    A harvest ends with what would come of it; beside the report where that is for programs. Without
    ``settings`` the findings are about no file of a repository.
    """
    from catalog.check.reports import FORMATS as WRITERS
    from catalog.check.reports import github

    workflow = read_workflow()
    changed = _changed(settings, workflow) if settings else {}
    prefix = _prefix(settings, workflow) if settings else ""
    given: dict[str, dict[str, object]] = {
        "text": {"color": options.output is None and colored(sys.stdout)},
        "github": {"changed": changed, "prefix": prefix},
        "sarif": {"prefix": prefix},
        "markdown": {"changed": changed},
    }
    text = WRITERS[options.format](report, terminal.lang, **given.get(options.format, {}))
    if report.outcome:
        outcome = harvest.told(report.outcome, terminal)
        if options.format in FOR_PROGRAMS:
            print(outcome, file=sys.stderr)
        else:
            text += f"\n{outcome}\n"
    deliver(text, options.output)
    if options.format == "github" and workflow.summary:
        _append(workflow.summary, github.overflow(report, terminal.lang, changed=changed))


def _changed(settings: Settings, workflow: Workflow) -> Mapping[str, tuple[range, ...]]:
    """Return the lines that a pull request changes; none where nothing tells of a pull request."""
    if not workflow.base:
        return {}
    from catalog.source.history import changed_lines, merge_base

    try:
        return changed_lines(settings, merge_base(settings, f"origin/{workflow.base}"))
    except HistoryMissing:
        return {}  # A shallow clone: every finding is told all the same, only in another order.


def _prefix(settings: Settings, workflow: Workflow) -> str:
    """Return the path of the catalogue below the repository's folder, if it isn't that folder."""
    workspace = workflow.workspace
    if workspace is None or not settings.root.is_relative_to(workspace):
        return ""
    path = settings.root.relative_to(workspace).as_posix()
    return "" if path == "." else f"{path}/"


def _append(path: Path, text: str) -> None:
    """Add to the summary of a step. Raises OutputFailed."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as problem:
        raise OutputFailed(str(path), reason=problem.strerror or str(problem)) from None
