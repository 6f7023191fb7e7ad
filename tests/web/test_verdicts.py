"""Verdicts in words: the numbers of each language, and nothing that only programs understand."""

from __future__ import annotations

import signal

import pytest

from catalog.judging.endings import stopped
from catalog.limits import LIMITS
from catalog.message import sizes
from catalog.model.requirement import FATAL
from catalog.model.resource import Link
from catalog.model.verdict import Finding, Verdict
from catalog.processes.keeper import BROKEN
from catalog.web.i18n import Translator
from catalog.web.verdicts import PART, Teller
from tests.browser.sample_catalogue import SITE

LINK = Link("urn:krav", (), "", "")


def told(verdict: Verdict, lang: str) -> dict[str, str]:
    """Return the one finding of a verdict in words."""
    teller = Teller({lang: Translator(SITE, lang, part=PART)}, "")
    findings = teller.tell(verdict, lang)["findings"]
    assert isinstance(findings, list)
    found = findings[0]
    return {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize(
    "lang, expected",
    [("nb", "mer enn 12,3 MB"), ("nn", "meir enn 12,3 MB"), ("en", "larger than 12.3 MB")],
)
def test_decimals_are_written_as_in_the_language(lang: str, expected: str) -> None:
    """Programs write them with a full stop."""
    finding = Finding("too-large", FATAL, values=sizes(12_345_678, LIMITS.message_bytes))
    verdict = Verdict(LINK, "1", (finding,), {FATAL: 1}, told=False)
    assert expected in told(verdict, lang)["message"]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "status, code", [(BROKEN, "stopped"), (1, "stopped"), (-signal.SIGALRM, "out-of-time")]
)
def test_a_process_that_ended_is_told_of_in_words(lang: str, status: int, code: str) -> None:
    """What it ended with is a number of ours, not a reason that somebody can read."""
    found = told(stopped(LINK, "1", status, LIMITS), lang)
    assert found["code"] == code
    assert found["advice"]
    assert not found["message"].endswith(f": {status}")
