"""The judge: whether a message keeps a requirement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from catalog.errors import SchemaRefused
from catalog.message.json_judge import JsonJudge
from catalog.message.telling import Teller
from catalog.message.xml_judge import XmlJudge
from catalog.model.information import JSON, XML
from catalog.model.requirement import FATAL
from catalog.model.resource import Link
from catalog.model.verdict import Finding, Verdict

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.model.requirement import Requirement

OURS: Final = frozenset({
    "too-large", "too-deep", "out-of-time", "out-of-memory", "unreadable", "stopped",
})  # fmt: skip
"""Findings about a limit of ours, not about the message: it may be right for all we know."""
MEGABYTE: Final = 1_000_000


class Judge:
    """Judges messages by one version of a requirement; made ready once, asked often.

    It holds schemas that libxml2 compiled, which can't be sent to another process but are there
    after a fork.
    """

    def __init__(self, requirement: Requirement, limits: Limits) -> None:
        """Make all ready.

        Raises SchemaRefused where no schema can be made of the model, and ExpressionRefused where
        a business rule isn't XPath 1.0.
        """
        model = requirement.model
        teller = Teller.of(requirement)
        self.requirement = requirement
        self.limits = limits
        self._link = _link(requirement)
        self._numbers: dict[dt.date, tuple[int, int]] = {}
        self._by: XmlJudge | JsonJudge
        if model.syntax == XML:
            self._by = XmlJudge.of(model, requirement.rules, limits, teller)
        elif model.syntax == JSON:
            self._by = JsonJudge.of(model, limits, teller)
        else:
            raise SchemaRefused(model.iri, reason="schema-syntax", known=model.syntax or "–")

    def judge(self, body: bytes, day: dt.date | None = None) -> Verdict:
        """Return what is found in a message. Never raises, whatever the bytes are.

        ``day`` is the day on which it is sent, without one today (UTC): by it business rules
        begin and end to apply. Codes are judged on the days that the message itself tells.
        """
        on = day or dt.datetime.now(dt.UTC).date()
        before = self._before(body)
        if before is not None:
            return self._verdict([before], {before.severity: 1}, on, asked=False)
        findings, counts, asked = self._by.judge(body, on)
        return self._verdict(findings, counts, on, asked=asked)

    def _before(self, body: bytes) -> Finding | None:
        """Return the finding on a message that isn't read at all."""
        most = self.limits.message_bytes
        if len(body) > most:
            return Finding("too-large", FATAL, values=sizes(len(body), most))
        start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        if not body.strip():
            return Finding("empty", FATAL, 1, 1)
        syntax = self.requirement.model.syntax
        if syntax == XML and start.startswith((b"{", b"[")):
            return Finding("not-xml", FATAL, 1, 1)
        if syntax == JSON and start.startswith(b"<"):
            return Finding("not-json", FATAL, 1, 1)
        return None

    def _verdict(
        self, findings: list[Finding], counts: dict[str, int], day: dt.date, *, asked: bool
    ) -> Verdict:
        computed, skipped = self._numbers.get(day) or self._count(day)
        return Verdict(
            self._link,
            self.requirement.version,
            tuple(findings),
            counts,
            told=not any(it.code in OURS for it in findings),
            computed=computed if asked else 0,
            skipped=skipped if asked else computed + skipped,
        )

    def _count(self, day: dt.date) -> tuple[int, int]:
        """Return how many rules of a day can be asked, and how many can't."""
        rules = [it for it in self.requirement.rules if it.valid.holds(day)]
        computed = sum(it.computed for it in rules)
        # One run judges on one day; a server that runs for years goes through many.
        self._numbers = {day: (computed, len(rules) - computed)}
        return self._numbers[day]


def sizes(length: int, most: int) -> dict[str, str]:
    """Return what ``too-large`` tells of a message of ``length`` bytes, in megabytes.

    The size is what it is more than, as whoever gets a message may have stopped reading it.
    """
    tenths = (length - 1) * 10 // MEGABYTE / 10
    return {"limit": f"{most / MEGABYTE:g}", "size": f"{max(tenths, most / MEGABYTE):g}"}


def could_not_tell(requirement: Requirement, code: str, **values: str) -> Verdict:
    """Return the verdict on a message that could not be judged; ``code`` tells why.

    ``out-of-time`` (``seconds``), ``out-of-memory``, ``unreadable`` (``reason``), or
    ``too-large`` (``sizes``).
    """
    finding = Finding(code, FATAL, values=values)
    link = _link(requirement)
    return Verdict(link, requirement.version, (finding,), {FATAL: 1}, told=False)


def _link(requirement: Requirement) -> Link:
    return Link(requirement.iri, requirement.label, "requirement-version", requirement.path)
