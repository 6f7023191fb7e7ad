"""Links within the catalogue: what they point to is there, once, and is ours to describe."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from catalog.check.circles import circles
from catalog.check.finding import Fault
from catalog.check.hierarchy import told
from catalog.check.locate import decoded
from catalog.check.things import COLLECTIONS
from catalog.model.rdf import BlankNode, Iri, iris
from catalog.source.walk import statements
from catalog.terms import (
    CONCEPT,
    CURRENT,
    DCAT,
    FIRST,
    FOAF,
    HAS_URL,
    IS_REPLACED_BY,
    REPLACES,
    STATUS,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case

PAGES: Final = frozenset(
    {
        Iri(FOAF + "homepage"),
        Iri(FOAF + "page"),
        Iri(DCAT + "accessURL"),
        Iri(DCAT + "downloadURL"),
        Iri(DCAT + "endpointDescription"),
        Iri(DCAT + "endpointURL"),
        Iri(DCAT + "landingPage"),
        HAS_URL,
        TYPE,
    }
)
"""Properties that point to web pages and files, which no source describes."""
SUGGESTIONS: Final = 25
"""Broken links that get a suggestion: each costs a comparison with all neighbours."""
NEIGHBOURS: Final = 5_000


def links(case: Case) -> Iterator[Fault]:
    """Yield broken links, repeated resources, foreign concepts and blank nodes."""
    yield from _broken(case)
    yield from _repeated(case)
    yield from _foreign(case)
    yield from _replacements(case)
    if case.asks("blank-node"):
        yield from _blank(case)


def _broken(case: Case) -> Iterator[Fault]:
    """Yield own IRIs that nothing describes; what a broken file tries to describe is no lack."""
    described = _described(case)
    if described is None:
        return
    suggest = _Suggestions(case)
    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            if predicate in PAGES:
                continue
            for value in values:
                if (
                    isinstance(value, Iri)
                    and case.things.ours(value)
                    and value not in case.graph.subjects
                    and value not in described
                    and value != case.things.base_iri
                ):
                    replaced = predicate in {IS_REPLACED_BY, REPLACES}
                    facts = {"path": predicate, "detail": value, "suggestion": suggest.near(value)}
                    rule = "replacement-missing" if replaced else "broken-link"
                    yield Fault(rule, subject, predicate, value, facts)


def _described(case: Case) -> set[str] | None:
    """Return what the broken files describe, as far as it can be made out; None if it can't."""
    described: set[str] = set()
    files = {file.name: file for file in case.files}
    for broken in case.broken:
        if broken.reason not in {"syntax", "not-utf-8"} or broken.file not in files:
            return None
        try:
            content = files[broken.file].read()
        except OSError:
            return None
        for statement in statements(decoded(content), case.settings.base_iri):
            described.add(statement.subject)
    return described


class _Suggestions:
    """The resource whose IRI is most like one that doesn't exist."""

    def __init__(self, case: Case) -> None:
        self.left = SUGGESTIONS
        self.folders: dict[str, list[str]] = {}
        self.all: list[str] = []
        for subject in case.graph.subjects:
            if isinstance(subject, Iri) and case.things.ours(subject):
                self.all.append(subject)
                self.folders.setdefault(subject.rpartition("/")[0], []).append(subject)

    def near(self, iri: str) -> Iri:
        """Return the nearest IRI, or an empty one."""
        if not self.left:
            return Iri("")
        self.left -= 1
        neighbours = self.folders.get(iri.rpartition("/")[0]) or self.all
        if len(neighbours) > NEIGHBOURS:
            start = iri[: iri.rfind("/") + 2]
            neighbours = [other for other in neighbours if other.startswith(start)][:NEIGHBOURS]
        ends = {other.rpartition("/")[2]: other for other in neighbours}
        found = difflib.get_close_matches(iri.rpartition("/")[2], ends, 1, 0.6)
        return Iri(ends[found[0]]) if found else Iri("")


def _repeated(case: Case) -> Iterator[Fault]:
    graph = case.graph
    for subject, indexes in graph.places.items():
        if len(indexes) > 1 and isinstance(subject, Iri) and case.things.ours(subject):
            first, *others = (graph.files[index] for index in indexes)
            for other in others:
                yield Fault("resource-repeated", subject, facts={"other": first}, file=other)


def _foreign(case: Case) -> Iterator[Fault]:
    """Yield others' things that are typed as ours would be (standards, pitfall 1)."""
    things = case.things
    for subject, kinds in things.types.items():
        if not isinstance(subject, Iri) or things.ours(subject):
            continue
        foreign = sorted(kinds & (COLLECTIONS | {CONCEPT}))
        if foreign:
            facts = {"detail": subject, "other": things.base_iri}
            yield Fault("foreign-concept", subject, TYPE, Iri(foreign[0]), facts)


def _replacements(case: Case) -> Iterator[Fault]:
    edges = {}
    for subject, properties in case.graph.subjects.items():
        successors = iris(properties.get(IS_REPLACED_BY, ()))
        if not successors:
            continue
        edges[subject] = successors
        if CURRENT in properties.get(STATUS, ()):
            facts = {"value": successors[0]}
            yield Fault("replaced-but-current", subject, STATUS, CURRENT, facts)
    for circle in circles(edges):
        found = {"detail": told(circle)}
        yield Fault("replacement-circle", circle[0], IS_REPLACED_BY, circle[1], found)


def _blank(case: Case) -> Iterator[Fault]:
    for subject, properties in case.graph.subjects.items():
        for predicate, values in properties.items():
            if not isinstance(subject, Iri):
                continue
            for value in values:
                if isinstance(value, BlankNode) and FIRST not in case.graph.about(value):
                    yield Fault("blank-node", subject, predicate, value, {"path": predicate})
    for subject in case.things.concepts:
        if isinstance(subject, BlankNode):
            yield Fault("blank-node", subject, TYPE, CONCEPT, {"path": CONCEPT})
