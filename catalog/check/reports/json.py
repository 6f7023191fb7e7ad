"""A Report for programs: JSON whose keys are those of ``site/schemas``, and only ever added to."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Final

from catalog.check.speech import LEGACY
from catalog.terms import FINDINGS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.check.finding import Finding, Report
    from catalog.model.text import LangString

UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What JSON allows as it is but a terminal may obey, or nobody can see."""


def write(report: Report, lang: str) -> str:
    """Return the findings with their sentences in all three languages; ``lang`` changes nothing."""
    del lang
    return encoded(
        {
            "$schema": FINDINGS_SCHEMA,
            "errors": report.errors,
            "warnings": report.warnings,
            "files": report.files,
            "counts": dict(sorted(report.counts.items())),
            "suppressed": dict(sorted(report.suppressed.items())),
            "findings": [_finding(finding) for finding in report.findings],
            **({"harvest": dataclasses.asdict(report.outcome)} if report.outcome else {}),
        }
    )


def encoded(content: object) -> str:
    """Return ``content`` as JSON in which everything that could steer a reader is an escape."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    text = UNSEEN.sub(_escape, text).replace(LEGACY, "##\\u005b")
    return text + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _finding(finding: Finding) -> dict[str, object]:
    suggestion = finding.suggestion
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "resource": finding.resource,
        "label": finding.label,
        "value": finding.value,
        "messages": _by_language(finding.messages),
        "why": _by_language(finding.why),
        "mend": _by_language(finding.mend),
        "source": finding.source,
        "suggestion": None
        if suggestion is None
        else {
            "text": suggestion.text,
            "line": suggestion.line,
            "column": suggestion.column,
            "endLine": suggestion.end_line,
            "endColumn": suggestion.end_column,
        },
        "excerpt": [
            {"line": line.number, "column": line.column, "text": line.text, "cut": line.cut}
            for line in finding.excerpt
        ],
    }


def _by_language(texts: Iterable[LangString]) -> dict[str, str]:
    return {text.lang: text.text for text in texts}
