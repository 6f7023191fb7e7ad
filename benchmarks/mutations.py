"""Break one fact in each file in 20 ways: are they found at the right line? ``make mutations``.

And none of 200 edits that change nothing may give a finding that wasn't there.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.breakages import WAYS
from benchmarks.broken import World
from benchmarks.document import Document
from benchmarks.harmless import EDITS
from benchmarks.measure import PROJECT
from catalog.check import check
from catalog.check.changed import difference
from catalog.processes.parallel import in_order
from catalog.settings import read_settings
from catalog.source.files import SourceFile, find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.check import Finding, Report
    from catalog.settings import Settings

A_FILE = 20
HARMLESS = 200
GOAL = 0.95
PLACES = 3
"""Examples that are told of each way that isn't found."""

Key = tuple[object, ...]


class Outcome(NamedTuple):
    """What became of one breakage: ``found``, ``elsewhere`` or ``missed``."""

    file: str
    way: str
    outcome: str
    told: str


class Catalogue:
    """The catalogue as it is, in memory, and what a check finds when one file is another."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files = find_sources(settings)
        self.contents = {file.name: file.read() for file in self.files}
        self.sources = read_sources(self.files, settings)
        self.documents = {
            name: Document(name, content.decode(), settings.base_iri)
            for name, content in self.contents.items()
        }
        self.world = World(self.sources.graph, self.documents)
        self.known = {_key(finding) for finding in self._check(self.files, None).findings}

    def new_findings(self, name: str, content: bytes) -> list[Finding]:
        """Return what a check of the change finds that was no finding before."""
        files = tuple(
            SourceFile(
                file.name, file.path, content if file.name == name else self.contents[file.name]
            )
            for file in self.files
        )
        report = self._check(files, name)
        return [finding for finding in report.findings if _key(finding) not in self.known]

    def _check(self, files: tuple[SourceFile, ...], name: str | None) -> Report:
        sources = read_sources(files, self.settings)
        change = None
        if name is not None:
            former, present = (
                read_sources(tuple(file for file in state if file.name == name), self.settings)
                for state in (self.files, files)
            )
            change = difference(former.graph, present.graph, frozenset({name}))
        before = self.sources.graph
        return check(sources, files, self.settings, before=before, change=change)

    def break_all(self, name: str) -> list[Outcome]:
        """Break ``name`` in as many ways as are asked, one after the other."""
        return self.break_in(name, self.breakages(name))

    def break_in(self, name: str, ways: Iterable[str]) -> list[Outcome]:
        """Break ``name`` in each of ``ways`` that it has a fact for."""
        return list(self._outcomes(name, ways))

    def breakages(self, name: str) -> Iterator[str]:
        """Yield the ways to break ``name``, from the first again where it has few facts."""
        document = self.documents[name]
        able = [way for way in WAYS if WAYS[way][1](document, self.world, _dice(1))]
        dice = _dice(name)
        dice.shuffle(able)
        for number in range(A_FILE if able else 0):
            yield able[number % len(able)]

    def _outcomes(self, name: str, ways: Iterable[str]) -> Iterator[Outcome]:
        tried: set[str | bytes] = {self.documents[name].text}
        for number, way in enumerate(ways):
            for turn in range(10):  # another fact than the last time
                dice = _dice(f"{name} {number} {turn}")
                broken = WAYS[way][1](self.documents[name], self.world, dice)
                if broken and broken.text not in tried:
                    break
            else:
                continue
            tried.add(broken.text)
            content = broken.text.encode() if isinstance(broken.text, str) else broken.text
            found = self.new_findings(name, content)
            right = any((one.file, one.line) in broken.places for one in found)
            outcome = "found" if right else "elsewhere" if found else "missed"
            told = ", ".join(f"{one.file}:{one.line} {one.rule}" for one in found[:PLACES])
            wanted = ", ".join(f"{file}:{line}" for file, line in sorted(broken.places))
            yield Outcome(name, way, outcome, f"wanted {wanted}; got {told or 'nothing'}")

    def leave_alone(self, number: int) -> str:
        """Make harmless edit ``number``; return what it was told for, or nothing."""
        dice = _dice(number)
        edit = EDITS[number % len(EDITS)]
        names = sorted(self.documents)
        dice.shuffle(names)
        name, text = next(
            (name, text)
            for name in names
            if (text := edit(self.documents[name], dice)) != self.documents[name].text
        )
        found = self.new_findings(name, text.encode())
        if not found:
            return ""
        return (
            f"{edit.__name__} in {name}: {found[0].line} {found[0].rule} {found[0].message('en')}"
        )


def _dice(seed: object) -> random.Random:
    """Return dice that fall the same way every time."""
    return random.Random(str(seed))  # noqa: S311 — no secret hangs on it


def _key(finding: Finding) -> Key:
    fault = finding.fault
    if fault is None or fault.subject is None:
        return finding.rule, finding.file
    return finding.rule, fault.subject, fault.predicate, fault.value


def main() -> int:
    """Print the figures; end with 1 where they fall short."""
    started = time.perf_counter()
    catalogue = Catalogue(read_settings(PROJECT))
    outcomes = [
        outcome
        for done in in_order(catalogue.break_all, sorted(catalogue.documents))
        for outcome in done
    ]
    counts = Counter(outcome.outcome for outcome in outcomes)
    share = counts["found"] / len(outcomes)
    print(f"{len(outcomes):,} breakages in {len(catalogue.documents)} files, {len(WAYS)} ways")
    for name, standard in ((way, WAYS[way][0]) for way in WAYS):
        own = Counter(outcome.outcome for outcome in outcomes if outcome.way == name)
        print(f"  {name:28} {own['found']:5} of {own.total():5}   {standard}")
    print(f"  at the right line {share:.1%}, elsewhere {counts['elsewhere'] / len(outcomes):.1%},"
          f" not found {counts['missed'] / len(outcomes):.1%}")  # fmt: skip
    for name in WAYS:
        wrong = [one for one in outcomes if one.way == name and one.outcome != "found"]
        for one in wrong[: PLACES if "-v" not in sys.argv else None]:
            print(f"  {one.outcome}: {one.way} in {one.file}: {one.told}")
    harmed = [told for told in in_order(catalogue.leave_alone, range(HARMLESS)) if told]
    print(f"{HARMLESS} harmless edits: {len(harmed)} with a new finding")
    for told in harmed[: 3 * PLACES]:
        print(f"  {told}")
    print(f"{time.perf_counter() - started:.0f} s")
    return int(share < GOAL or bool(harmed))


if __name__ == "__main__":
    sys.exit(main())
