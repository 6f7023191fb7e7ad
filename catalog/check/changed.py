"""What changed since a commit, and the neighbours that may be judged otherwise for it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Judged
from catalog.check.hierarchy import HIERARCHICAL, OBJECTS, broader
from catalog.check.things import COLLECTIONS
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.source.history import changed_since, merge_base, resolve, settings_differ, sources_at
from catalog.source.turtle import read_sources
from catalog.terms import (
    CODE_ELEMENT,
    CODE_LIST,
    CONCEPT,
    CONCEPT_SCHEME,
    EXACT_MATCH,
    IS_REPLACED_BY,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from catalog.check.case import Case
    from catalog.check.exceptions import Exceptions
    from catalog.check.finding import Fault
    from catalog.model.rdf import Graph, Node, Properties, Term
    from catalog.settings import Settings
    from catalog.source.files import SourceFile

CHAINS: Final = frozenset(
    {*HIERARCHICAL, *(term for pair in OBJECTS for term in pair), EXACT_MATCH, IS_REPLACED_BY, TYPE}
)
"""Properties that rules follow from one thing to the next, however far it is."""
MAIN: Final = COLLECTIONS | {CONCEPT, CONCEPT_SCHEME, CODE_ELEMENT, CODE_LIST}


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two states of the sources."""

    files: frozenset[str]
    """The files that differ, are new or are gone, by name."""
    subjects: frozenset[Node]
    """What something else is said about: new, altered and vanished subjects."""
    chained: frozenset[Node]
    """Those whose place in a hierarchy, or in another chain, is another."""
    former: frozenset[Node]
    """What the former statements about them pointed to."""


def change_since(settings: Settings, files: tuple[SourceFile, ...], ref: str) -> Change | None:
    """Return what differs between the commit that ``ref`` means and ``files``.

    With ``...`` after it, the commit at which this branch and that of ``ref`` part.
    None where ``omgrep.toml`` itself differs: then any rule may judge anything otherwise. Raises
    HistoryMissing where there is no such commit.
    """
    fork = ref.removesuffix("...")
    commit = resolve(settings, ref) if fork == ref else merge_base(settings, fork)
    if settings_differ(settings, commit):
        return None
    names = changed_since(settings, commit)
    former = read_sources(sources_at(settings, commit, names), settings).graph
    present = read_sources(tuple(file for file in files if file.name in names), settings).graph
    return difference(former, present, names)


def difference(former: Graph, present: Graph, names: frozenset[str]) -> Change:
    """Return what differs between the statements of the files ``names`` before and now.

    A blank node has no name to know it again by, so what is described with one, in a file that
    differs, counts as changed.
    """
    subjects: set[Node] = set()
    chained: set[Node] = set()
    for subject in former.subjects | present.subjects:
        one, other = former.about(subject), present.about(subject)
        copied = len(present.places.get(subject, ())) > len(former.places.get(subject, ()))
        differing = set(_differing(one, other))
        if copied or differing or isinstance(subject, BlankNode):
            subjects.add(subject)
        if differing & CHAINS:
            chained.add(subject)
    return Change(
        files=names,
        subjects=frozenset(node for node in subjects if isinstance(node, Iri)),
        chained=frozenset(chained),
        former=frozenset(
            value
            for subject in subjects
            for values in former.about(subject).values()
            for value in values
            if isinstance(value, Iri)
        ),
    )


def _differing(one: Properties, other: Properties) -> Iterator[Iri]:
    for predicate in one.keys() | other.keys():
        values, others = one.get(predicate, []), other.get(predicate, [])
        if set(values) != set(others) or any(isinstance(value, BlankNode) for value in values):
            yield predicate


class Neighbourhood:
    """The change as it lies in the catalogue of today: what to judge anew."""

    def __init__(self, case: Case, change: Change, excused: Exceptions) -> None:
        self.case = case
        self.change = change
        self.excused = {
            one.node: self._covered(resource) for (resource, _), one in excused.by_resource.items()
        }
        graph = case.graph
        places = {graph.files.index(name) for name in change.files if name in graph.files}
        blank = (
            node
            for node, indexes in graph.places.items()
            if isinstance(node, BlankNode) and places.intersection(indexes)
        )
        self.changed = self._whole({*change.subjects, *blank})
        near = {*self.changed, *change.former, *self._pointing(self.changed)}
        for subject in self.changed:
            near.update(_nodes(graph.about(subject)))
        near.update(self._chain(self._whole(set(change.chained))))
        self.near: set[Node] = {node for node in self._whole(near) if node in graph.subjects}
        """What is judged: what changed and its neighbours, as far as it is described."""
        for node, covered in self.excused.items():
            if node in self.changed:
                self.near |= covered

    def widened(self, faults: Iterable[Fault]) -> int:
        """Count as neighbours what is at fault because of something that changed; return how many.

        A term or a notation can be shared with what nothing points to.
        """
        for fault in faults:
            if fault.subject is not None and not self.changed.isdisjoint(_named(fault)):
                self.near.add(fault.subject)
        return len(self.near)

    def narrowed(self) -> Case:
        """Return the case of what is judged, with the whole case to look things up in."""
        near, graph, things = self.near, self.case.graph, self.case.things
        few = {node: graph.subjects[node] for node in near if node in graph.subjects}
        return dataclasses.replace(
            self.case,
            graph=dataclasses.replace(graph, subjects=few),
            things=dataclasses.replace(
                things,
                concepts=tuple(node for node in things.concepts if node in near),
                schemes=tuple(node for node in things.schemes if node in near),
                collections=tuple(node for node in things.collections if node in near),
                profile_concepts=tuple(node for node in things.profile_concepts if node in near),
                profile_collections=tuple(
                    node for node in things.profile_collections if node in near
                ),
            ),
            whole=self.case,
        )

    def settle(self) -> None:
        """Leave out the exceptions that may still excuse something that wasn't judged."""
        self.near -= {node for node, covered in self.excused.items() if not covered <= self.near}

    def concerns(self, fault: Fault) -> bool:
        """Tell whether ``fault`` is one of what is judged."""
        if fault.subject is None:
            return fault.file in self.change.files
        return fault.subject in self.near

    def judged(self) -> Judged:
        """Return what was judged, and how much of it there is."""
        changed = self.near & self.change.subjects
        return Judged(
            subjects=frozenset(self.near),
            files=self.change.files,
            changed=len(changed),
            neighbours=sum(isinstance(node, Iri) for node in self.near) - len(changed),
            all=sum(isinstance(node, Iri) for node in self.case.graph.subjects),
        )

    def _covered(self, resource: Node) -> set[Node]:
        """Return what an exception of ``resource`` excuses: that, its members, their parts."""
        things = self.case.things
        members = (
            node
            for groups in (things.schemes_of, things.collections_of)
            for node, found in groups.items()
            if resource in found
        )
        return {
            node for node in self._whole({resource, *members}) if node in self.case.graph.subjects
        }

    def _whole(self, nodes: set[Node]) -> set[Node]:
        """Return ``nodes``, what they are parts of, and all parts of those."""
        found = set(nodes)
        for node in nodes:
            whole = Iri(node.partition("#")[0])
            if self._is_part(node) and whole in self.case.graph.subjects:
                found.add(whole)
        waiting = list(found)
        for node in waiting:
            for value in _nodes(self.case.graph.about(node)):
                inner = isinstance(value, BlankNode) or (
                    value.startswith(f"{node}#") and self._is_part(value)
                )
                if inner and value not in found:
                    found.add(value)
                    waiting.append(value)
        return found

    def _is_part(self, node: Node) -> bool:
        """Tell whether ``node`` is a part of what its IRI begins with, and no thing of its own.

        In a hash namespace the IRI of every concept begins with that of its scheme.
        """
        return "#" in node and not MAIN.intersection(self.case.things.types.get(node, ()))

    def _pointing(self, nodes: set[Node]) -> Iterator[Node]:
        """Yield the subjects with a statement whose object is one of ``nodes``."""
        for subject, properties in self.case.graph.subjects.items():
            for values in properties.values():
                if not nodes.isdisjoint(values):
                    yield subject
                    break

    def _chain(self, starts: set[Node]) -> Iterator[Node]:
        """Yield all that stands above, below, or in another chain with one of ``starts``."""
        if not starts:
            return
        up: dict[Node, list[Node]] = {}
        down: dict[Node, list[Node]] = {}
        alike: dict[Node, list[Node]] = {}
        for child, parents in broader(self.case.graph).items():
            for parent in parents:
                up.setdefault(child, []).append(parent)
                down.setdefault(parent, []).append(child)
        for subject, properties in self.case.graph.subjects.items():
            for predicate in (EXACT_MATCH, IS_REPLACED_BY):
                for value in properties.get(predicate, ()):
                    if not isinstance(value, Literal):
                        alike.setdefault(subject, []).append(value)
                        alike.setdefault(value, []).append(subject)
        for links in (up, down, alike):
            yield from _reached(links, starts)


def _reached(links: Mapping[Node, list[Node]], starts: set[Node]) -> set[Node]:
    found = set(starts)
    waiting = list(starts)
    for node in waiting:
        for other in links.get(node, ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _nodes(properties: Properties) -> Iterator[Node]:
    for values in properties.values():
        for value in values:
            if not isinstance(value, Literal):
                yield value


def _named(fault: Fault) -> Iterator[Term]:
    """Yield what ``fault`` names besides its subject."""
    for fact in (fault.value, *fault.facts.values()):
        if isinstance(fact, tuple) and not isinstance(fact, Literal):
            yield from fact
        elif isinstance(fact, (Iri, BlankNode)):
            yield fact
