"""What several formats say of a finding, and which findings come first where not all have room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from catalog.check.speech import SHORT, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.check.finding import Finding, Report

Changed = Mapping[str, tuple[range, ...]]
"""The lines of each file that are new or changed, as far as that is known."""
UNKNOWN: Final[Changed] = {}
GRAVEST: Final = ("error", "warning")


def meant(report: Report, finding: Finding, lang: str) -> str:
    """Return the question whether something else was meant.

    Nothing where that has been said, and where it is a text so long that nobody could compare it.
    """
    suggestion = finding.suggestion
    if suggestion is None or len(suggestion.text) > SHORT or "\n" in suggestion.text:
        return ""
    if suggestion.text in finding.remedy(lang):
        return ""
    elsewhere = suggestion.line not in range(finding.line, finding.end_line + 1)
    name = "meant-elsewhere" if elsewhere else "meant"
    return report.word(name, lang, value=plain(suggestion.text), line=suggestion.line)


def summary(report: Report, lang: str) -> str:
    """Return the line that counts everything."""
    return report.word(
        "summary" if report.errors or report.warnings else "clean",
        lang,
        files=report.files,
        errors=report.errors,
        warnings=report.warnings,
    )


def suppressed(report: Report, lang: str) -> list[str]:
    """Return a line for each rule that has more findings than the report holds."""
    return [
        report.word("suppressed", lang, rule=rule, count=count)
        for rule, count in report.suppressed.items()
    ]


def foremost(findings: Iterable[Finding], changed: Changed) -> list[Finding]:
    """Return errors before warnings, and of each those on changed lines first."""

    def rank(finding: Finding) -> tuple[int, bool]:
        lines = range(finding.line, max(finding.end_line, finding.line) + 1)
        touched = any(
            lines.start < piece.stop and piece.start < lines.stop
            for piece in changed.get(finding.file, ())
        )
        return GRAVEST.index(finding.severity), not touched

    return sorted(findings, key=rank)
