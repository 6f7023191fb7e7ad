"""Messages judged by the shipped requirements, against what libxml2 alone takes for its schema."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from catalog.formats.schemas import xsd
from catalog.limits import LIMITS
from catalog.message import Judge
from catalog.model.information import XML
from catalog.reading.outline import Outline
from catalog.reading.requirements import read_requirement, requirement_versions
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from catalog.model.requirement import Requirement

MESSAGES = 10_000
ROUNDS = 7
REPEATED = 200


def measure(root: Path) -> Iterator[str]:
    """Yield the report, a line at a time, on the newest version of each requirement."""
    settings = read_settings(root)
    sources = read_sources(find_sources(settings), settings)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    for versions in requirement_versions(outline).values():
        requirement = read_requirement(outline, versions[0])
        if requirement.examples:
            yield from _report(requirement)


def _report(requirement: Requirement) -> Iterator[str]:
    """Yield what judging the requirement's own examples takes."""
    started = time.process_time()
    judge = Judge(requirement, LIMITS)
    spent = time.process_time() - started
    first = requirement.valid.start
    day = dt.date.fromisoformat(first) if first else None
    rules = sum(it.computed for it in requirement.rules)
    name = f"{requirement.name} {requirement.version}"
    yield f"  {name}, {rules} rules: ready in {spent * 1e3:.0f} ms"
    alone = _alone(requirement)
    plain = Judge(dataclasses.replace(requirement, rules=()), LIMITS)
    for example in requirement.examples:
        body = example.text.encode()
        verdict = judge.judge(body, day)
        whole = _each(partial(judge.judge, body, day))
        size = f"{len(body) / 1e3:.1f} kB, {'right' if verdict.right else 'wrong'}"
        line = f"    {size}, {len(verdict.findings)} findings: {whole * 1e6:.0f} µs"
        if alone is not None:
            base = _each(partial(alone, body))
            without = _each(partial(plain.judge, body, day))
            line += (
                f" ({whole / base:.1f} times libxml2's {base * 1e6:.0f} µs),"
                f" without rules {without * 1e6:.0f} µs ({without / base:.1f} times)"
            )
            told = {it.rule.iri for it in verdict.findings if it.rule}
            if told and len(told) == len(verdict.findings):
                # What a message costs that breaks nothing: all the other rules are kept.
                kept = tuple(it for it in requirement.rules if it.iri not in told)
                quiet = Judge(dataclasses.replace(requirement, rules=kept), LIMITS)
                nothing = _each(partial(quiet.judge, body, day))
                line += f", with the rules it keeps {nothing * 1e6:.0f} µs"
                line += f" ({nothing / base:.1f} times)"
        yield line
    body = requirement.examples[0].text.encode()
    started = time.process_time()
    for _ in range(MESSAGES):
        judge.judge(body, day)
    rate = MESSAGES / (time.process_time() - started)
    yield f"    {MESSAGES:,} of the first, all rules: {rate:,.0f} a second"


def _alone(requirement: Requirement) -> Callable[[bytes], object] | None:
    """Return what reads and validates a message with lxml and nothing more."""
    if requirement.model.syntax != XML:
        return None
    schema = etree.XMLSchema(etree.fromstring(xsd(requirement.model)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return lambda body: schema.validate(etree.fromstring(body, parser))


def _each(work: Callable[[], object]) -> float:
    """Return the seconds of one run, of the fastest of some rounds; the first warms up."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(REPEATED):
            work()
        best = min(best, (time.process_time() - started) / REPEATED)
    return best
