"""What is above and below a resource, as far as anybody pages; circles end where they began."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Query = Callable[..., Iterator[tuple[Any, ...]]]

BROADER: Final = "broader"
NARROWER: Final = "narrower"

_STEP: Final = "SELECT number, kind FROM hierarchy WHERE owner = ? AND way = ? ORDER BY position"
_TOP: Final = (
    "SELECT number FROM member WHERE owner = ? AND (role = 'top' OR role = 'tree' AND depth = 0)"
    " ORDER BY position"
)
_COUNT: Final = "SELECT count(*) FROM member WHERE owner = ? AND role = 'tree'"
_TREE: Final = (
    "SELECT number, depth, repeated FROM member WHERE owner = ? AND role = 'tree'"
    " AND position >= ? AND position < ? ORDER BY position"
)
_BELOW: Final = """
WITH RECURSIVE below(number) AS (
    SELECT value FROM json_each(?1)
    UNION SELECT hierarchy.number FROM below JOIN hierarchy
        ON hierarchy.owner = below.number AND hierarchy.way = 'narrower'
    LIMIT ?2)
SELECT (SELECT count(*) FROM below),
       (SELECT count(*) FROM hierarchy WHERE way = 'narrower' AND owner IN below)
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a list: where it starts, its size, and how much of the list is looked at at all."""

    start: int
    size: int
    most: int

    @property
    def stop(self) -> int:
        """Return where the next piece starts."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a hierarchy: ``depth`` steps away, by a relation of ``kind`` (empty in a scheme).

    ``repeated`` where what is below it stands at another place.
    """

    number: int
    depth: int
    kind: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """A piece of a hierarchy; ``total`` is a lower bound unless it is ``exact``."""

    total: int
    rows: tuple[Step, ...]
    exact: bool = True


class Hierarchy:
    """The broader and narrower relations of one Release, read row by row by ``query``."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def step(self, number: int, way: str, piece: Piece) -> Steps:
        """Return what is one step above or below a resource."""
        [(total,)] = self._query(
            "SELECT count(*) FROM hierarchy WHERE owner = ? AND way = ?", number, way
        )
        rows = islice(self._query(_STEP, number, way), piece.start, piece.stop)
        return Steps(total, tuple(Step(other, 1, kind) for other, kind in rows))

    def ancestors(self, number: int, piece: Piece) -> Steps:
        """Return all that is above, the nearest first, each once."""
        found: dict[int, Step] = {}
        queue = deque([(number, 0)])
        while queue and len(found) < piece.most:
            below, depth = queue.popleft()
            for above, kind in self._query(_STEP, below, BROADER):
                if above != number and above not in found:
                    found[above] = Step(above, depth + 1, kind)
                    queue.append((above, depth + 1))
                    if len(found) == piece.most:
                        break
        rows = tuple(islice(found.values(), piece.start, piece.stop))
        return Steps(len(found), rows, exact=len(found) < piece.most)

    def tree(self, number: int, piece: Piece) -> Steps:
        """Return all that is below, each row before those below it.

        Only the rows up to the end of the piece are walked.
        """
        rows = self._walked(self._below(number, 0), {number})
        return self._counted([number], rows, piece)

    def top(self, scheme: int, piece: Piece) -> Steps:
        """Return the top concepts of a scheme, or the first level of a code list."""
        rows = [Step(number, 1) for (number,) in self._query(_TOP, scheme)]
        return Steps(len(rows), tuple(rows[piece.start : piece.stop]))

    def scheme(self, scheme: int, piece: Piece) -> Steps:
        """Return everything in a scheme as a tree.

        Of one too large to be kept as a tree that is its top concepts and all below them.
        """
        [(total,)] = self._query(_COUNT, scheme)
        if not total:
            top = [number for (number,) in self._query(_TOP, scheme)]
            steps = self._counted(
                top, self._walked((Step(number, 1) for number in top), set()), piece
            )
            return replace(steps, total=steps.total + len(top))
        rows = self._query(_TREE, scheme, piece.start, piece.stop)
        return Steps(
            total,
            tuple(Step(number, depth + 1, "", bool(again)) for number, depth, again in rows),
        )

    def _counted(self, roots: list[int], rows: Iterator[Step], piece: Piece) -> Steps:
        """Return a piece of ``rows``, and how many relations there are downwards from the roots."""
        [(count, below)] = self._query(_BELOW, str(roots), piece.most + 1)
        shown = tuple(islice(rows, piece.start, piece.stop))
        return Steps(below, shown, exact=count <= piece.most)

    def _walked(self, rows: Iterator[Step], told: set[int]) -> Iterator[Step]:
        """Yield a tree depth first, with a stack of its own: a chain may be of any length."""
        stack = [rows]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
            elif step.number in told:
                more = any(self._query(_STEP, step.number, NARROWER))
                yield replace(step, repeated=more)
            else:
                told.add(step.number)
                yield step
                stack.append(self._below(step.number, step.depth))

    def _below(self, number: int, depth: int) -> Iterator[Step]:
        for below, kind in self._query(_STEP, number, NARROWER):
            yield Step(below, depth + 1, kind)
