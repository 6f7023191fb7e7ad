"""A Report as workflow commands: GitHub shows the gravest findings at their lines.

A step shows 10 errors and 10 warnings; what has no room goes into the summary of the step.
"""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING, Final

from catalog.check.reports import markdown
from catalog.check.reports.sentences import UNKNOWN, Changed, foremost, meant, summary
from catalog.check.speech import plain

if TYPE_CHECKING:
    from catalog.check.finding import Finding, Report

SHOWN: Final = 10
"""Annotations of a kind that GitHub shows for a step; it drops the others without a word."""


def write(
    report: Report,
    lang: str,
    *,
    changed: Changed = UNKNOWN,
    prefix: str = "",
) -> str:
    """Return a command for each finding that has room, the gravest and nearest first, and a count.

    ``changed`` are the lines of the pull request by file, ``prefix`` is the path of the catalogue
    within the repository.
    """
    commands = [_command(report, finding, lang, prefix) for finding in _room(report, changed)[0]]
    return "\n".join([*commands, summary(report, lang)]) + "\n"


def overflow(report: Report, lang: str, *, changed: Changed = UNKNOWN) -> str:
    """Return the findings without room as Markdown, or nothing where all have room."""
    shown, rest = _room(report, changed)
    if not rest and not report.suppressed:
        return ""
    others = dataclasses.replace(report, findings=tuple(rest))
    return markdown.write(others, lang, changed=changed, elsewhere=len(shown))


def _room(report: Report, changed: Changed) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that GitHub shows at their lines, and the others in source order."""
    shown = [
        finding
        for _, alike in groupby(foremost(report.findings, changed), lambda one: one.severity)
        for finding in list(alike)[:SHOWN]
    ]
    seen = {id(finding) for finding in shown}
    return shown, [finding for finding in report.findings if id(finding) not in seen]


def _command(report: Report, finding: Finding, lang: str, prefix: str) -> str:
    """Return one command (docs.github.com, "Workflow commands")."""
    place: dict[str, object] = {
        "file": finding.file if "://" in finding.file else prefix + finding.file,
        "line": finding.line,
    }
    place["endLine"] = max(finding.line, finding.end_line)
    if finding.end_line == finding.line:
        # Columns of a place on several lines make GitHub drop the annotation.
        place |= {"col": finding.column, "endColumn": max(finding.column, finding.end_column)}
    place["title"] = finding.rule
    told = [
        finding.message(lang),
        finding.reason(lang),
        finding.remedy(lang),
        meant(report, finding, lang),
    ]
    message = "\n".join(plain(text) for text in told if text)
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{finding.severity} {properties}::{_data(message)}"


def _data(text: str) -> str:
    """Return ``text`` without what would end a command; ``%0A`` is how GitHub writes a new line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
