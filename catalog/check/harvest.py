"""A feed judged as the national harvester and portal of data.norge.no would take it.

The bytes are somebody else's to fetch: nothing here asks the network. What a profile demands is not
judged, since the harvester doesn't either; ``catalog.check.checking`` does that.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.check.case import Case
from catalog.check.checking import report_of
from catalog.check.files import PLACE
from catalog.check.finding import Facts, Fault, Outcome, Said
from catalog.check.harvesting.catalogs import catalogs, models
from catalog.check.harvesting.concepts import concepts
from catalog.check.harvesting.formats import CHARSETS, NAMES, chosen, is_html, looks_like
from catalog.check.harvesting.graphs import blanks, dropped, mixed, relative, unwritable
from catalog.check.harvesting.harvested import CONCEPTS, MODELS, harvest, recognised
from catalog.check.harvesting.publishers import publishers
from catalog.check.harvesting.shown import languages, shown
from catalog.check.rule import severities
from catalog.check.shapes import read_shapes
from catalog.check.slips import said
from catalog.check.speech import Speech
from catalog.check.things import find_things
from catalog.errors import FeedUnavailable
from catalog.limits import LIMITS
from catalog.model.rdf import Graph
from catalog.model.received import OK, Received
from catalog.processes.parallel import no_collecting
from catalog.settings import INTERFACE_LANGUAGES, Settings, program_folder
from catalog.source.feed import LINED, Feed, read_feed
from catalog.source.files import SourceFile
from catalog.terms import HARVEST_BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from catalog.check.finding import Report
    from catalog.check.harvesting.harvested import Harvested
    from catalog.limits import Limits

TURTLE: Final = "text/turtle"
FATAL: Final = frozenset(
    {
        "harvest-accept",
        "harvest-redirect",
        "harvest-status",
        "harvest-too-large",
        "harvest-content-encoding",
        "harvest-html",
        "harvest-format",
        "harvest-syntax",
        "harvest-predicate",
        "harvest-control-character",
        "harvest-blank-circle",
    }
)
"""Rules whose breach ends a harvest without a result."""


class Registration(NamedTuple):
    """What a source is registered with, as far as it decides what becomes of a feed.

    ``kind`` is ``concepts``, ``models`` or ``datasets``; where it is empty the feed tells.
    ``base`` is what the source's own IRIs begin with; where it is empty the feed tells.
    """

    accept: str = TURTLE
    kind: str = ""
    base: str = ""


def judge_feed(  # noqa: PLR0913 — what a registration says, and what to compare with
    content: bytes,
    accept: str = TURTLE,
    *,
    name: str = "feed",
    kind: str = "",
    base: str = "",
    before: bytes | None = None,
    rules: Mapping[str, str] | None = None,
) -> Report:
    """Judge the bytes of a feed that was answered as it should be: see ``judge_received``."""
    registration = Registration(accept, kind, base)
    former = None if before is None else Received(before)
    return judge_received(Received(content), registration, name=name, before=former, rules=rules)


def judge_received(  # noqa: PLR0913 — the answer, and what to judge it by
    received: Received,
    registration: Registration,
    *,
    name: str,
    before: Received | None = None,
    rules: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
    root: Path | None = None,
) -> Report:
    """Return what the harvester would make of ``received``, which findings call ``name``.

    ``before`` is a former feed of the same source. ``rules`` sets severities as ``omgrep.toml``
    does. Raises FeedUnavailable where the feed can't be judged here, and SettingsBroken.
    """
    with no_collecting():
        return _Judgement(registration, name, rules or {}, limits, root).report(received, before)


class _Judgement:
    """One feed under judgement, step by step, as far as the harvester would come."""

    def __init__(
        self,
        registration: Registration,
        name: str,
        rules: Mapping[str, str],
        limits: Limits,
        root: Path | None,
    ) -> None:
        self.accept, self.kind, self.base = registration
        self.name, self.limits = name, limits
        shapes = program_folder("shapes")
        self.settings = Settings(
            root=root or shapes,
            base_iri=HARVEST_BASE,
            title={},
            languages=INTERFACE_LANGUAGES,
            rules=dict(rules),
            limits=limits,
        )
        self.shapes = read_shapes(shapes, self.settings)
        self.severities = severities(self.shapes.rules, self.settings)
        self.form = chosen(self.accept)
        self.text = ""
        self.feed = Feed(Graph())
        self.harvested: Harvested | None = None
        self.removed: int | None = None

    def report(self, received: Received, before: Received | None) -> Report:
        """Return everything that was found, and what would come of it."""
        found = {
            (fault.rule, fault.subject, fault.predicate, fault.value): fault
            for fault in self._faults(received, before)
        }
        # Where nothing tells on which line a statement stands, no line is shown.
        broken = self.feed.broken is not None
        lined = self.form in LINED or broken or any(one.line > 1 for one in found.values())
        case = self._case(self.feed.graph, self.text if lined else "")
        asked = [fault for fault in found.values() if case.asks(fault.rule)]
        outcome = self._outcome(aborted=any(fault.rule in FATAL for fault in found.values()))
        return dataclasses.replace(report_of(case, asked), outcome=outcome)

    def _case(self, graph: Graph, text: str) -> Case:
        return Case(
            graph=graph,
            things=find_things(graph, HARVEST_BASE),
            shapes=self.shapes,
            severities=self.severities,
            settings=self.settings,
            files=(SourceFile(self.name, self.settings.root, text.encode()),),
            broken=(),
        )

    def _outcome(self, *, aborted: bool) -> Outcome:
        harvested = self.harvested
        if aborted or harvested is None:
            return Outcome(self.kind, aborted=True)
        kept = {part.name: harvested.kept(part) for part in harvested.parts}
        return Outcome(
            harvested.kind,
            resources={name: len(found) for name, found in kept.items()},
            containers=len(harvested.containers()),
            unlisted=sum(
                resource not in harvested.listed[part.name]
                for part in harvested.parts
                for resource in harvested.resources[part.name]
            ),
            removed=self.removed,
        )

    def _fault(
        self, rule: str, place: tuple[int, int] = (0, 0), **facts: str | int | Said
    ) -> Fault:
        """Return a fault of the feed as such."""
        return Fault(rule, facts=facts, file=self.name, line=place[0], column=place[1])

    def _faults(self, received: Received, before: Received | None) -> Iterator[Fault]:
        """Yield faults in the order of the harvester's steps, up to the one that ends it."""
        answered = list(self._answer(received))
        yield from answered
        if any(fault.rule in FATAL for fault in answered):
            return
        yield from self._decoded(received)
        if is_html(self.text):
            yield self._fault("harvest-html")
            return
        self.feed = read_feed(self.text, self.form, self.name, self.limits.feed_depth)
        if self.feed.broken is not None:
            yield self._broken()
            return
        yield from self._content()
        yield from self._gone(before)

    def _answer(self, received: Received) -> Iterator[Fault]:
        """Yield what the harvester refuses before it looks at the content."""
        if not self.form:
            yield self._fault("harvest-accept", value=self.accept)
        elif received.location:
            yield self._fault("harvest-redirect", value=received.location, count=received.status)
        elif received.status != OK:
            yield self._fault("harvest-status", count=received.status)
        elif not received.whole:
            yield self._fault("harvest-too-large", limit=self.limits.feed_bytes // 1024**2)
        elif received.encoding and received.encoding.lower() not in CHARSETS:
            yield self._fault("harvest-content-encoding", value=received.encoding)

    def _decoded(self, received: Received) -> Iterator[Fault]:
        """Read the content as text; yield where letters are lost.

        The charset is taken from ``Content-Encoding``; what isn't of it becomes U+FFFD.
        """
        charset = received.encoding.lower() or "utf-8"
        self.text = received.content.decode(charset, "replace").removeprefix("\ufeff")
        try:
            received.content.decode(charset)
        except UnicodeDecodeError as problem:
            start = received.content[: problem.start].decode(charset, "replace")
            line = start.count("\n") + 1
            column = len(start.removeprefix("\ufeff")) - start.rfind("\n")
            yield self._fault(
                "harvest-not-utf-8",
                (line, column),
                value=charset.upper(),
                count=self.text.count("\ufffd"),
                detail=f"0x{received.content[problem.start]:02X}",
            )

    def _broken(self) -> Fault:
        broken = self.feed.broken
        if broken is None or broken.reason == "token-too-long":
            raise FeedUnavailable(self.name, reason="feed-token")
        other = looks_like(self.text, self.form)
        if other:
            value = NAMES[other]
            return self._fault("harvest-format", value=value, other=NAMES[self.form])
        return Fault(
            "harvest-syntax",
            facts={"value": NAMES[self.form], "detail": said(PLACE.sub("", broken.detail))},
            file=self.name,
            line=broken.line,
            column=broken.column,
        )

    def _content(self) -> Iterator[Fault]:
        """Yield what is wrong with a feed that could be parsed."""
        graph = self.feed.graph
        counts = recognised(graph)
        kind = self.kind or next(iter(counts))
        self.harvested = harvested = harvest(graph, kind)
        yield from dropped(self.feed, self.name)
        yield from relative(self.feed)
        yield from unwritable(graph)
        yield from blanks(harvested)
        if not any(harvested.resources.values()):
            known = self.kind or counts[kind]
            yield self._fault("harvest-nothing", value=Said(f"kind-{kind if known else 'any'}"))
        for fault in mixed(harvested, counts):
            yield dataclasses.replace(fault, file=self.name)
        if kind == CONCEPTS:
            yield from concepts(harvested, self.base)
            yield from shown(harvested)
        else:
            yield from catalogs(harvested)
        if kind == MODELS:
            yield from models(harvested)
        yield from publishers(harvested)
        yield from languages(graph)

    def _gone(self, before: Received | None) -> Iterator[Fault]:
        """Yield what a former feed had and this one hasn't. Raises FeedUnavailable."""
        if before is None or self.harvested is None:
            return
        text = before.content.decode("utf-8-sig", "replace")
        former = read_feed(text, self.form, self.name, self.limits.feed_depth)
        if former.broken is not None or not before.whole:
            raise FeedUnavailable(self.name, reason="feed-former")
        past = harvest(former.graph, self.harvested.kind)
        now = {iri for part in self.harvested.parts for iri in self.harvested.kept(part)}
        gone = [iri for part in past.parts for iri in past.kept(part) if iri not in now]
        self.removed = len(gone)
        speech = Speech(self._case(former.graph, ""))
        for iri in gone:
            facts: Facts = {"other": speech.label(iri, INTERFACE_LANGUAGES[0]), "detail": str(iri)}
            yield Fault("harvest-removed", iri, facts=facts, file=self.name, line=1, column=1)
