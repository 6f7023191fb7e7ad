"""Two graphs into a Comparison: what happened to each thing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.compare.blanks import by_content
from catalog.compare.comparison import Change, Comparison
from catalog.compare.consequences import Consequences
from catalog.compare.details import Details
from catalog.compare.facts import Statement, read_facts
from catalog.compare.models.versions import CONCERNED, changed_models
from catalog.compare.wholes import Wholes
from catalog.model.collation import notation_key, sort_key
from catalog.model.rdf import BlankNode, Iri, iris
from catalog.model.resource import RETIRED, Link
from catalog.model.text import best
from catalog.processes.parallel import no_collecting
from catalog.reading import values
from catalog.reading.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalog.model.rdf import Graph, Node
    from catalog.model.resource import Status
    from catalog.settings import Settings

KINDS: Final = ("concept", "code-list", "code", "scheme", "collection", "model", "type",
                "property", "requirement", "requirement-version", "business-rule", "dataset",
                "catalog", "thing")  # fmt: skip
"""In the order in which they are told."""


def compare(
    before: Graph,
    after: Graph,
    settings: Settings,
    *,
    unread_before: Collection[str] = (),
    unread_after: Collection[str] = (),
) -> Comparison:
    """Return what differs between two versions, thing by thing.

    ``unread_…`` are the files of a version that couldn't be read: what stands in them, or may
    stand in them, is neither new nor removed nor changed. Every other statement that differs is
    told by a detail of the thing that it is about.
    """
    with no_collecting():
        return _Comparing(by_content(before), by_content(after), settings).compare(
            frozenset(unread_before), frozenset(unread_after)
        )


def with_models(
    comparison: Comparison, before: Graph, after: Graph, settings: Settings
) -> Comparison:
    """Return ``comparison`` of the two versions with what it means for messages.

    Nothing is said of that where a file can't be read: what it held would look taken out.
    """
    if comparison.unread or not any(it.kind in CONCERNED for it in comparison.changes):
        return comparison
    sides = (Outline(it, settings.base_iri, settings.languages[0]) for it in (before, after))
    return dataclasses.replace(comparison, models=changed_models(*sides))


class _Comparing:
    def __init__(self, before: Graph, after: Graph, settings: Settings) -> None:
        first = settings.languages[0]
        self.settings = settings
        self.before = Outline(before, settings.base_iri, first)
        self.after = Outline(after, settings.base_iri, first)
        self.wholes = Wholes(self.before, self.after)
        self.details = Details(self.before, self.after, settings.languages)

    def compare(self, unread_before: frozenset[str], unread_after: frozenset[str]) -> Comparison:
        old, new = self.before.graph, self.after.graph
        gone: dict[Iri, set[Statement]] = {}
        come: dict[Iri, set[Statement]] = {}
        for node in {**old.subjects, **new.subjects}:
            one, other = old.about(node), new.about(node)
            if one == other:
                continue
            if _unknown(node, new, old, unread_before) or _unknown(node, old, new, unread_after):
                continue
            left, right = _statements(old, node), _statements(new, node)
            if left != right:
                whole = self.wholes.of(node)
                gone.setdefault(whole, set()).update(left - right)
                come.setdefault(whole, set()).update(right - left)
        for iri in self._replaced(come):
            gone.setdefault(iri, set())
            come.setdefault(iri, set())
        changes = [self._change(iri, gone[iri], come[iri]) for iri in gone]
        # What is newly said to be replaced may have said so itself all along.
        changes = [it for it in changes if it.details]
        changes = _with_twins(changes, self.before, self.after)
        consequences = Consequences(
            self.before, self.after, self.wholes, self.settings.limits.compared_users
        )
        return Comparison(
            tuple(
                dataclasses.replace(change, uses=consequences.of(change))
                for change in sorted(changes, key=self._order)
            ),
            tuple(sorted(unread_before | unread_after)),
        )

    def _replaced(self, come: dict[Iri, set[Statement]]) -> list[Iri]:
        """Return what something newly says that it replaces, though itself says nothing new."""
        return [
            value
            for statements in come.values()
            for _, predicate, value in statements
            if predicate == terms.REPLACES
            and isinstance(value, Iri)
            and value in self.after.kinds
            and value not in come
        ]

    def _change(self, iri: Iri, gone: set[Statement], come: set[Statement]) -> Change:
        here = self._there(iri, self.after.graph)
        was = self._there(iri, self.before.graph)
        side, other = (self.after, self.before) if here else (self.before, self.after)
        kind = side.kinds.get(iri) or other.kinds.get(iri, "thing")
        # A blank node that both versions have may by now be a part of something else alone.
        old, new = self.before.graph, self.after.graph
        nodes = [
            it
            for it in self.wholes.nodes(iri)
            if not isinstance(it, BlankNode) or old.about(it) != new.about(it)
        ]
        details = self.details.of(
            read_facts(self.before, iri, nodes, kind),
            read_facts(self.after, iri, nodes, kind),
            gone,
            come,
        )
        if here and was:
            details = (*details, *self.details.implied(iri))
        state = "changed" if was else "new"
        if not here:
            state = "removed"
        elif was and self._retired(iri):
            state = "deprecated"
        schemes = iris(side.graph.objects(iri, terms.IN_SCHEME)) if kind == "code" else ()
        return Change(
            iri=iri,
            kind=kind,
            state=state,
            link=side.link(iri) if iri else Link(""),
            details=details,
            within=side.links(sorted(schemes)),
        )

    def _there(self, iri: Iri, graph: Graph) -> bool:
        """Tell whether a version has the thing itself; only for a nameless one its parts count."""
        if iri in self.before.graph.subjects or iri in self.after.graph.subjects:
            return iri in graph.subjects
        return any(node in graph.subjects for node in self.wholes.nodes(iri))

    def _retired(self, iri: Iri) -> bool:
        """Tell whether the thing is newly on its way out: by status, end date or replacement."""
        one, other = self.before.graph.about(iri), self.after.graph.about(iri)
        status, former = values.status(other), values.status(one)
        replaced = self.after.said_and_implied(iri, terms.IS_REPLACED_BY)
        return (
            (_over(status) and not _over(former))
            or (bool(values.period(other).end) and not values.period(one).end)
            or (bool(replaced) and not self.before.said_and_implied(iri, terms.IS_REPLACED_BY))
        )

    def _order(self, change: Change) -> tuple[object, ...]:
        lang = self.settings.languages[0]
        label = best(change.link.label, lang)
        notation = change.link.notation if change.kind == "code" else ""
        return (
            KINDS.index(change.kind),
            change.within[0].iri if change.within else "",
            notation_key(notation) if notation else (),
            sort_key(label.text, lang) if label else "",
            change.iri,
        )


def _over(status: Status | None) -> bool:
    return status is not None and status.code in RETIRED


def _statements(graph: Graph, node: Node) -> set[Statement]:
    return {
        (node, predicate, value)
        for predicate, objects in graph.about(node).items()
        for value in objects
    }


def _unknown(node: Node, other: Graph, here: Graph, unread: frozenset[str]) -> bool:
    """Tell whether files that ``here`` couldn't read may say something of ``node``.

    Where the two versions have files of the same names, only the file that the other one has it
    in may; a Release has one file, so there whatever is missing may stand in one that is broken.
    """
    if not unread or node not in other.subjects:
        return False
    if unread.intersection(other.files_of(node)):
        return True
    return node not in here.subjects and not set(other.files) & set(here.files)


def _with_twins(changes: list[Change], before: Outline, after: Outline) -> list[Change]:
    """Tell of a thing that was removed and a new one with the same terms: it may have moved."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        if change.state in {"new", "removed"} and change.link.label:
            outline = after if change.state == "new" else before
            names = frozenset(outline.name(change.iri))
            key = (change.kind, names, change.link.notation, change.within)
            found.setdefault(key, []).append(change)
    twins = {
        one.iri: other.link
        for group in found.values()
        if len(group) == 2 and {it.state for it in group} == {"new", "removed"}  # noqa: PLR2004
        for one, other in (group, group[::-1])
    }
    return [
        dataclasses.replace(it, twin=twins[it.iri]) if it.iri in twins else it for it in changes
    ]
