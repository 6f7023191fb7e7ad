"""A Report for a terminal, as a good compiler writes it: place, sentence, source line, caret."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.reports.sentences import meant, summary, suppressed
from catalog.check.speech import LEGACY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.finding import Finding, Report, SourceLine

COLOURS: Final = {"error": "\x1b[31m", "warning": "\x1b[33m", "gutter": "\x1b[34m"}
RESET: Final = "\x1b[0m"
IN_FULL: Final = 10
"""Findings of one rule that are shown with their source: who has read ten knows the rule."""
TAB: Final = 4
WIDTH: Final = 100


def write(report: Report, lang: str, *, color: bool = False) -> str:
    """Return the findings in source order, and a last line that counts them.

    The first line of each is ``file:line:column: severity [rule] sentence``, which editors make a
    link of. Why a rule exists is told once.
    """
    shown = Counter[str]()
    lines: list[str] = []
    for finding in report.findings:
        shown[finding.rule] += 1
        severity = _painted(report.word(finding.severity, lang), finding.severity, color=color)
        lines.append(
            f"{plain(finding.file)}:{finding.line}:{finding.column}: {severity} "
            f"[{finding.rule}] {plain(finding.message(lang))}"
        )
        if shown[finding.rule] <= IN_FULL:
            lines += source(finding, color=color)
            lines += _notes(report, finding, lang, why=shown[finding.rule] == 1)
            lines.append("")
    lines += suppressed(report, lang)
    lines.append(summary(report, lang))
    return "\n".join(lines) + "\n"


def source(finding: Finding, *, color: bool = False) -> Iterator[str]:
    """Yield the lines of the source with their numbers, and carets below what is wrong."""
    gutter = len(str(finding.excerpt[-1].number)) if finding.excerpt else 0
    bar = _painted("|", "gutter", color=color)
    last = 0
    for line in finding.excerpt:
        if last and line.number > last + 1:
            yield f"{'.' * 3:>{gutter}}"
        last = line.number
        shown, carets = _drawn(finding, line)
        number = _painted(f"{line.number:>{gutter}}", "gutter", color=color)
        yield f"{number} {bar} {shown}".rstrip()
        if carets:
            yield f"{'':{gutter}} {bar} {_painted(carets, finding.severity, color=color)}"


def _notes(report: Report, finding: Finding, lang: str, *, why: bool) -> Iterator[str]:
    notes = []
    reason = finding.reason(lang)
    if why and reason:
        about = f" ({finding.source})" if finding.source else ""
        notes.append(f"{report.word('why', lang)}: {reason}{about}")
    remedy = finding.remedy(lang)
    if remedy:
        notes.append(f"{report.word('mend', lang)}: {remedy}")
    notes.append(meant(report, finding, lang))
    gutter = " " * (len(str(finding.excerpt[-1].number)) if finding.excerpt else 0)
    for note in notes:
        yield from textwrap.wrap(
            plain(note),
            WIDTH,
            initial_indent=f"{gutter} = ",
            subsequent_indent=f"{gutter}   ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _drawn(finding: Finding, line: SourceLine) -> tuple[str, str]:
    """Return a line as a terminal shows it, and the carets below; columns are those of letters."""
    start = finding.column if line.number == finding.line else 1
    end = finding.end_column if line.number == finding.end_line else None
    marked = finding.line <= line.number <= finding.end_line
    shown, carets = ("…", " ") if line.column > 1 else ("", "")
    for column, letter in enumerate(line.text, line.column):
        drawn, width = _letter(letter, len(carets))
        if letter == "[" and shown.endswith(LEGACY[:-1]):
            drawn, width = r"\u005b", len(r"\u005b")
        inside = marked and start <= column and (end is None or column < end)
        if inside and letter in " \t" and not carets.strip():
            # What is indented isn't wrong.
            inside = line.number == finding.line and column == start
        shown += drawn
        carets += ("^" if inside else " ") * width
    if marked and not carets.strip() and start > line.column:
        carets += "^"  # just after the end: something is missing, or there is a line break
    return shown + ("…" if line.cut else ""), carets.rstrip()


def _letter(letter: str, at: int) -> tuple[str, int]:
    """Return what is shown of a letter that begins at ``at``, and how many columns it takes."""
    if letter == "\t":
        width = TAB - at % TAB
        return " " * width, width
    written = plain(letter)
    if written != letter:
        return written, len(written)
    if unicodedata.category(letter) in {"Mn", "Me"}:
        return letter, 0
    return letter, 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _painted(text: str, name: str, *, color: bool) -> str:
    return f"{COLOURS[name]}{text}{RESET}" if color and name in COLOURS else text
