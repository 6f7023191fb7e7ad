"""A Report as SARIF 2.1.0 (OASIS, 2020): what code scanners exchange."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from catalog.check.reports.json import encoded
from catalog.check.reports.sentences import meant
from catalog.check.speech import plain
from catalog.model.text import best
from catalog.terms import SARIF_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.check.finding import Finding, Report, Suggestion
    from catalog.check.rule import Rule
    from catalog.model.text import LangString

ROOT: Final = "%SRCROOT%"
"""The name that readers of SARIF give to the folder where a repository lies."""
FINGERPRINT: Final = "omgrep/v1"
HOLE: Final = re.compile(r"\{[a-z]+\}")
ADDRESS: Final = re.compile(r"https?://")
KEPT: Final = "!#$%&'()*+,/:;=?@[]~"
"""Signs of a URL that stay as they are (RFC 3986 §2.2), the percent sign of the others too."""


def write(report: Report, lang: str, *, prefix: str = "") -> str:
    """Return one run with the rules that were broken, and a result for each finding.

    ``prefix`` is the path of the catalogue within the repository. Columns count code points.
    """
    rules = sorted(set(report.rules) & set(report.counts))
    index = {name: number for number, name in enumerate(rules)}
    seen = Counter[str]()
    results = []
    for finding in report.findings:
        results.append(_result(report, finding, lang, prefix, index))
        results[-1]["partialFingerprints"] = {FINGERPRINT: _fingerprint(finding, seen)}
    run = {
        "tool": {
            "driver": {
                "name": "omgrep",
                "semanticVersion": importlib.metadata.version("omgrepskatalog"),
                "language": lang,
                "rules": [_rule(report, report.rules[name], lang) for name in rules],
            }
        },
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return encoded({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(report: Report, rule: Rule, lang: str) -> dict[str, object]:
    """Return a ``reportingDescriptor`` (section 3.49)."""
    what, why, mend = (_general(texts, lang) for texts in (rule.messages, rule.why, rule.mend))
    title = _general(rule.title, lang) or what
    told = [what]
    told += [f"{report.word('why', lang)}: {why}"] if why else []
    told += [f"{report.word('mend', lang)}: {mend}"] if mend else []
    return {
        "id": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why or what},
        "help": {
            "text": "\n".join(told),
            "markdown": "\n\n".join([*told, f"<{rule.source}>"]),
        },
        "helpUri": rule.source,
        "defaultConfiguration": {"level": "error" if rule.severity == "error" else "warning"},
    }


def _general(texts: Sequence[LangString], lang: str) -> str:
    """Return a sentence as it holds for any finding: with a gap for each hole."""
    text = best(texts, lang)
    return HOLE.sub("…", text.text) if text else ""


def _result(
    report: Report, finding: Finding, lang: str, prefix: str, index: dict[str, int]
) -> dict[str, object]:
    """Return a ``result`` (section 3.27)."""
    artifact = _artifact(finding.file, prefix)
    told = [finding.message(lang), finding.remedy(lang)]
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": _message(" ".join(text for text in told if text))},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}
        ],
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.suggestion:
        question = meant(report, finding, lang) or finding.suggestion.text
        result["fixes"] = [
            {
                "description": {"text": _message(question)},
                "artifactChanges": [
                    {
                        "artifactLocation": artifact,
                        "replacements": [
                            {
                                "deletedRegion": _span(finding.suggestion),
                                "insertedContent": {"text": finding.suggestion.text},
                            }
                        ],
                    }
                ],
            }
        ]
    return result


def _artifact(file: str, prefix: str) -> dict[str, object]:
    """Return where a file is: relative to the root of the sources, percent-encoded.

    What was fetched lies at an address of its own.
    """
    if ADDRESS.match(file):
        return {"uri": quote(file, safe=KEPT)}
    return {"uri": quote(prefix + file, safe="/"), "uriBaseId": ROOT}


def _span(place: Finding | Suggestion) -> dict[str, object]:
    """Return a ``region`` (section 3.30); its end is the first column after it."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": max(place.line, place.end_line),
        "endColumn": max(place.end_column, 1 if place.end_line > place.line else place.column),
    }


def _region(finding: Finding) -> dict[str, object]:
    """Return the region with its text, where all of that is known."""
    region = _span(finding)
    for line in finding.excerpt:
        start, end = finding.column - line.column, finding.end_column - line.column
        whole = finding.line == line.number == finding.end_line
        if whole and 0 <= start < end <= len(line.text):
            region["snippet"] = {"text": line.text[start:end]}
    return region


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same when lines move: the rule, the statement, and which of several."""
    fault = finding.fault
    predicate = fault.predicate if fault and fault.predicate else ""
    about = finding.resource or f"{finding.file} {finding.label}"
    known = f"{finding.rule}\0{about}\0{predicate}\0{finding.value}"
    seen[known] += 1
    return hashlib.sha256(f"{known}\0{seen[known]}".encode()).hexdigest()


def _message(text: str) -> str:
    """Return ``text`` without what SARIF reads as a link or a placeholder (section 3.11)."""
    return re.sub(r"\{([0-9]+)\}", r"{{\1}}", plain(text).replace("](", "\\]("))
