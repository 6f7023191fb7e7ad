"""Which thing each subject is a part of, told alike for both versions."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from catalog.model.rdf import BlankNode, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.rdf import Node
    from catalog.reading.outline import Outline

NOBODY = Iri("")
"""The whole of blank nodes that nothing points at."""


class Wholes:
    """Things and their parts: a definition or a relation object belongs to its concept.

    A thing with a page is a whole. What is named by a fragment (``iri#def-nb``) belongs to its
    document; where the document is a namespace (``ns#concept``), to the one thing that points at
    it. A blank node belongs to what points at it. Anything else described is a whole of its own.
    """

    def __init__(self, before: Outline, after: Outline) -> None:
        self._outlines = (before, after)
        self.kinds: dict[Iri, str] = {**before.kinds, **after.kinds}
        namespaces = {
            document
            for outline in self._outlines
            for document, parts in outline.documents.items()
            if any(part in self.kinds for part in parts)
        }
        self._owners: dict[Node, Iri] = {}
        self._loose: set[Node] = set()
        for outline in self._outlines:
            for node in outline.graph.subjects:
                if node in self.kinds:
                    continue
                document = _document(node)
                if document in self.kinds and document not in namespaces:
                    self._owners[node] = document
                elif isinstance(node, BlankNode) or "#" in node:
                    self._loose.add(node)
                else:
                    self._owners[node] = Iri(node)
        self._settle(before.base_iri, after.base_iri)
        self._parts: dict[Iri, list[Node]] = {}
        for node in sorted(self._owners, key=lambda it: (isinstance(it, BlankNode), it)):
            if node != self._owners[node]:
                self._parts.setdefault(self._owners[node], []).append(node)

    def of(self, node: Node) -> Iri:
        """Return the thing that ``node`` is, or is a part of."""
        owner = self._owners.get(node)
        return Iri(node) if owner is None else owner

    def nodes(self, whole: Iri) -> list[Node]:
        """Return the subjects that make up ``whole``, itself first."""
        return [it for it in (whole, *self._parts.get(whole, ())) if it]

    def _settle(self, *bases: str) -> None:
        """Give each loose node to the first thing that reaches it, by name; to none of several."""
        contested: set[Node] = set()
        queue: deque[tuple[Node, Iri]] = deque((iri, iri) for iri in sorted(self.kinds))
        queue.extend((node, self._owners[node]) for node in sorted(self._owners))
        while self._loose and queue:
            node, owner = queue.popleft()
            for value in self._values(node):
                known = self._owners.get(value)
                if known is None:
                    self._owners[value] = owner
                    queue.append((value, owner))
                elif known != owner:
                    contested.add(value)
        for node in self._loose:
            document = _document(node)
            if isinstance(node, BlankNode):
                self._owners.setdefault(node, NOBODY)
            elif node in contested or node not in self._owners or not node.startswith(bases):
                self._owners[node] = document if document in self.kinds else Iri(node)

    def _values(self, node: Node) -> Iterator[Node]:
        for outline in self._outlines:
            for values in outline.graph.about(node).values():
                for value in values:
                    if not isinstance(value, Literal) and value in self._loose:
                        yield value


def _document(node: Node) -> Iri:
    if isinstance(node, BlankNode) or "#" not in node:
        return NOBODY
    return Iri(node.partition("#")[0])
