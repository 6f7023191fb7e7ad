"""Circles in a directed graph: Kosaraju's strongly connected components, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog.model.rdf import Node


def circles(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return one circle for each group of nodes that can all reach each other, as a walk.

    A node that points only to itself is no circle here; it has a rule of its own. Linear in the
    number of nodes and edges.
    """
    return [_walk(group, edges) for group in _groups(edges) if len(group) > 1]


def _groups(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the groups: what a walk against the arrows reaches, from the last left on."""
    against: dict[Node, list[Node]] = {}
    for node, targets in edges.items():
        for target in targets:
            against.setdefault(target, []).append(node)
    taken: set[Node] = set()
    groups = []
    for root in reversed(_left(edges)):
        if root in taken:
            continue
        taken.add(root)
        group = [root]
        for node in group:
            for other in against.get(node, ()):
                if other not in taken:
                    taken.add(other)
                    group.append(other)
        groups.append(group)
    return groups


def _left(edges: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Return the nodes in the order in which a walk in depth leaves them for good."""
    seen: set[Node] = set()
    left: list[Node] = []
    for root in edges:
        if root in seen:
            continue
        seen.add(root)
        work = [(root, iter(edges.get(root, ())))]
        while work:
            node, targets = work[-1]
            target = next((target for target in targets if target not in seen), None)
            if target is None:
                left.append(node)
                work.pop()
            else:
                seen.add(target)
                work.append((target, iter(edges.get(target, ()))))
    return left


def _walk(group: list[Node], edges: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Return the shortest circle through the group's first node in the order of the alphabet."""
    members = set(group)
    start = min(members)
    came: dict[Node, Node] = {}
    waiting = [start]
    for node in waiting:
        for target in edges.get(node, ()):
            if target == start and node != start:
                walk = [node]
                while walk[-1] != start:
                    walk.append(came[walk[-1]])
                return [*reversed(walk), start]
            if target in members and target not in came:
                came[target] = node
                waiting.append(target)
    return [start, start]
