"""Circles in a graph: each found once, as a walk along the arrows, and none where there is none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from catalog.check.circles import circles
from catalog.model.rdf import Iri, Node

NODES: list[Node] = [Iri(f"n{number}") for number in range(6)]
GRAPHS = st.dictionaries(
    st.sampled_from(NODES), st.lists(st.sampled_from(NODES), unique=True, max_size=4)
)


def reachable(edges: dict[Node, list[Node]], start: Node) -> set[Node]:
    """What can be reached from ``start`` in one step or more, the slow way."""
    found: set[Node] = set()
    for _ in range(len(NODES) + 1):
        for node in [start, *found]:
            found.update(edges.get(node, ()))
    return found


@given(GRAPHS)
def test_each_group_in_a_ring_gives_one_walk(edges: dict[Node, list[Node]]) -> None:
    """Two nodes that reach each other lie in one circle's group; each step is an arrow."""
    walks = circles(edges)
    for walk in walks:
        assert walk[0] == walk[-1]
        assert len(walk) > 2
        assert all(after in edges[before] for before, after in pairwise(walk))
    groups = {
        frozenset(b for b in NODES if b in reachable(edges, a) and a in reachable(edges, b))
        for a in NODES
    }
    assert sorted(min(walk) for walk in walks) == sorted(
        min(group) for group in groups if len(group) > 1
    )


def test_a_chain_of_any_length_is_walked_without_recursion() -> None:
    """100,000 concepts above each other are no circle; with one arrow back they are one."""
    chain: dict[Node, list[Node]] = {Iri(f"n{n}"): [Iri(f"n{n + 1}")] for n in range(100_000)}
    assert circles(chain) == []
    ring: dict[Node, list[Node]] = {**chain, Iri("n100000"): [Iri("n0")]}
    assert [len(walk) for walk in circles(ring)] == [100_002]
