"""Walking up and down what is kept of a hierarchy, held against a walk of its own."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.release import schema
from catalog.release.hierarchy import BROADER, NARROWER, Hierarchy, Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog.release.hierarchy import Steps

NUMBERS = st.integers(1, 8)
RELATIONS = st.sets(st.tuples(NUMBERS, NUMBERS), max_size=20)
"""Pairs of one that is broader and one that is narrower; loops and circles too."""
ALL = Piece(0, 1_000, 1_000)


def hierarchy(relations: set[tuple[int, int]]) -> Hierarchy:
    """Return a hierarchy of these relations."""
    base = sqlite3.connect(":memory:")
    base.executescript(schema.TABLES)
    for way, pairs in (
        (NARROWER, relations),
        (BROADER, {(narrow, broad) for broad, narrow in relations}),
    ):
        base.executemany(
            "INSERT INTO hierarchy VALUES (?, ?, ?, ?, '')",
            [(owner, way, other, other) for owner, other in sorted(pairs)],
        )

    def query(sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        return base.execute(sql, values)

    return Hierarchy(query)


def reached(relations: set[tuple[int, int]], start: int) -> set[int]:
    """Return what can be reached downwards, the start too."""
    found = {start}
    while more := {narrow for broad, narrow in relations if broad in found} - found:
        found |= more
    return found


@given(RELATIONS, NUMBERS)
def test_a_tree_tells_every_relation_once(relations: set[tuple[int, int]], root: int) -> None:
    """A row for each step that can be taken down, each thing unfolded at one place only."""
    tree = hierarchy(relations).tree(root, ALL)
    below = reached(relations, root)
    steps = sorted(narrow for broad, narrow in relations if broad in below)
    assert sorted(row.number for row in tree.rows) == steps
    assert (tree.total, tree.exact) == (len(steps), True)
    unfolded = [row.number for row in tree.rows if not row.repeated]
    leaves = {number for number in below if not any(broad == number for broad, _ in relations)}
    inner = [number for number in unfolded if number not in leaves]
    assert len(inner) == len(set(inner))
    for row, following in zip(tree.rows, tree.rows[1:], strict=False):
        assert 1 <= following.depth <= row.depth + 1


@given(RELATIONS, NUMBERS, st.integers(1, 5))
def test_pieces_make_up_the_whole(relations: set[tuple[int, int]], root: int, size: int) -> None:
    """Whatever the size of a page, and in every direction."""
    it = hierarchy(relations)
    asks: tuple[Callable[[Piece], Steps], ...] = (
        lambda piece: it.tree(root, piece),
        lambda piece: it.ancestors(root, piece),
        lambda piece: it.step(root, NARROWER, piece),
    )
    for ask in asks:
        whole = ask(ALL)
        pieces = [ask(Piece(start, size, 1_000)) for start in range(0, whole.total, size)]
        assert [row for piece in pieces for row in piece.rows] == list(whole.rows)
        assert {piece.total for piece in pieces} <= {whole.total} == {len(whole.rows)}


@given(RELATIONS, NUMBERS)
def test_ancestors_are_all_that_is_above_but_oneself(
    relations: set[tuple[int, int]], start: int
) -> None:
    """Each once, the nearest first."""
    upwards = {(narrow, broad) for broad, narrow in relations}
    found = hierarchy(relations).ancestors(start, ALL)
    assert {row.number for row in found.rows} == reached(upwards, start) - {start}
    depths = [row.depth for row in found.rows]
    assert depths == sorted(depths)


@pytest.mark.parametrize("most", [1, 10, 99])
def test_what_is_too_much_is_not_counted(most: int) -> None:
    """The total is then told as a lower bound, and is one."""
    it = hierarchy({(number, number + 1) for number in range(1, 101)})
    tree, above = it.tree(1, Piece(0, 5, most)), it.ancestors(101, Piece(0, 5, most))
    assert (tree.exact, above.exact) == (False, False)
    assert most <= tree.total <= 100
    assert above.total == most
    assert it.tree(1, Piece(0, 5, 200)).total == 100
