"""A Report as text for a terminal and as JSON for programs; hostile content can't steer either."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from catalog.check.speech import plain
from catalog.model.text import best

if TYPE_CHECKING:
    from catalog.check.finding import Report

COLOURS: Final = {"error": "\x1b[31m", "warning": "\x1b[33m"}
RESET: Final = "\x1b[0m"


def as_text(report: Report, lang: str, *, color: bool = False) -> str:
    """Return the findings as a compiler writes them, one a line, and a last line that counts them.

    ``file:line:column: severity [rule] sentence``: editors and GitHub make links of it.
    """
    lines = []
    for finding in report.findings:
        severity = _word(report, finding.severity, lang)
        if color:
            severity = f"{COLOURS.get(finding.severity, '')}{severity}{RESET}"
        lines.append(
            f"{plain(finding.file)}:{finding.line}:{finding.column}: {severity} "
            f"[{finding.rule}] {plain(finding.message(lang))}"
        )
    for rule, count in report.suppressed.items():
        lines.append(_word(report, "suppressed", lang).format(rule=rule, count=count))
    last = "summary" if report.errors or report.warnings else "clean"
    lines.append(
        _word(report, last, lang).format(
            files=report.files, errors=report.errors, warnings=report.warnings
        )
    )
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> str:
    """Return the findings with their sentences in all three languages; the keys are stable."""
    content = {
        "errors": report.errors,
        "warnings": report.warnings,
        "files": report.files,
        "counts": dict(sorted(report.counts.items())),
        "suppressed": dict(sorted(report.suppressed.items())),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "resource": finding.resource,
                "label": finding.label,
                "value": finding.value,
                "messages": {text.lang: text.text for text in finding.messages},
            }
            for finding in report.findings
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _word(report: Report, name: str, lang: str) -> str:
    word = best(report.words.get(name, ()), lang)
    return word.text if word else name
