"""What the tests of the reports share: the bad catalogue, and findings made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.check.finding import Finding, Report, SourceLine
from catalog.model.text import LangString
from tests.check.reports import golden

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def bad() -> Report:
    """The report of the catalogue in which everything goes wrong."""
    return golden.report()


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    """A function that makes a finding of whatever text a hostile source may hold."""

    def make(text: str = "wrong", **more: object) -> Finding:
        facts: dict[str, object] = {
            "file": "a.ttl", "line": 1, "column": 1, "end_line": 1, "end_column": 2,
            "rule": "some-rule", "severity": "error", "resource": "https://example.org/a",
            "label": "a", "value": text, "messages": (LangString(text, "en"),),
            "why": (LangString(text, "en"),), "mend": (LangString(text, "en"),),
            "source": "https://example.org/rule", "excerpt": (SourceLine(1, text),),
        }  # fmt: skip
        return Finding(**{**facts, **more})  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def make_report(bad: Report) -> Callable[..., Report]:
    """A function that makes a report of findings, in the words of the real ones."""

    def make(*findings: Finding) -> Report:
        errors = sum(finding.severity == "error" for finding in findings)
        return Report(
            findings=findings, counts={"some-rule": len(findings)} if findings else {},
            suppressed={}, errors=errors, warnings=len(findings) - errors, files=1,
            words=bad.words,
        )  # fmt: skip

    return make
