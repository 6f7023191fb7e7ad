"""What each resource can be filtered by, gathered into one list of numbers for each value."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from catalog.model.collation import slug
from catalog.model.concept import Concept
from catalog.release import facets

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from catalog.model.resource import Resource
    from catalog.model.text import LangString

Facet = tuple[str, str]
NEVER: Final = ("9999-12-31", "0001-01-01")
"""A period that ends before it begins, so that no day is in it."""


def facets_of(record: Resource, topics: Iterable[LangString]) -> list[Facet]:
    """Return the facets of a resource with their values; ``topics`` name its subject fields."""
    found = [(facets.KIND, record.kind)]
    if record.status is not None and record.status.code:
        found.append((facets.STATUS, record.status.code.casefold()))
    if isinstance(record, Concept):
        found += [(facets.SCHEME, link.iri) for link in record.schemes]
        found += [(facets.SUBJECT, link.iri) for link in record.subject_links]
        found += [(facets.SUBJECT, slug(text.text)) for text in topics]
    return list(dict.fromkeys(found))


def period_of(record: Resource) -> tuple[str, str]:
    """Return the days on which a resource is found as valid; an open end is empty."""
    if record.retired and not record.valid.end:
        # Withdrawn, and nobody knows until when it held: it is never offered as valid.
        return NEVER
    return record.valid.start, record.valid.end


class Filtering:
    """The lists under way."""

    def __init__(self) -> None:
        self._facets: dict[Facet, set[int]] = defaultdict(set)
        self._periods: dict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, number: int, found: Iterable[Facet], valid: tuple[str, str]) -> None:
        """Note a resource."""
        for facet in found:
            self._facets[facet].add(number)
        self._periods[valid].add(number)

    def gather(self, collection: str, members: Iterable[int]) -> None:
        """Note what a collection holds, also by a list alone (SKOS S36)."""
        self._facets[facets.COLLECTION, collection].update(members)

    def write(self, connection: sqlite3.Connection, order: Sequence[int]) -> None:
        """Write each list; ``order`` is all resources by name."""
        place = {number: at for at, number in enumerate(order)}
        connection.execute(
            "INSERT INTO facet VALUES (?, ?, ?)", (*facets.EVERYTHING, facets.pack(order))
        )
        for table, lists in (("facet", self._facets), ("period", self._periods)):
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",  # noqa: S608 — one of the two above
                (
                    (*key, facets.pack(sorted(lists[key], key=place.__getitem__)))
                    for key in sorted(lists)
                ),
            )
