"""Filters leave exactly what a look at every resource would."""

from __future__ import annotations

import sqlite3
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog.build.filtering import Filtering
from catalog.release import Filter, facets, schema
from catalog.release.facets import Facets

DAYS = st.sampled_from(["", "2020-01-01", "2021-06-15", "2022-12-31"])
THING = st.fixed_dictionaries({
    "kind": st.sampled_from(["concept", "code"]),
    "subjects": st.sets(st.sampled_from("abc"), max_size=3),
    "valid": st.tuples(DAYS, DAYS),
})  # fmt: skip
THINGS = st.lists(THING, max_size=12)


def made(things: list[dict[str, Any]]) -> Facets:
    """Return the facets of some things, numbered from 1; by name they stand the other way round."""
    base = sqlite3.connect(":memory:")
    base.executescript(schema.TABLES)
    filtering = Filtering()
    for number, thing in enumerate(things, start=1):
        found = [(facets.KIND, thing["kind"])]
        found += [(facets.SUBJECT, subject) for subject in sorted(thing["subjects"])]
        filtering.add(number, found, thing["valid"])
    filtering.write(base, range(len(things), 0, -1))
    return Facets(lambda sql, *values: base.execute(sql, values).fetchall())


@given(
    THINGS,
    st.sampled_from(["", "concept", "code", "nothing"]),
    st.sets(st.sampled_from("abcd"), max_size=2),
    st.sampled_from(["", "2019-01-01", "2020-01-01", "2021-01-01", "2022-12-31", "2023-01-01"]),
)
def test_a_filter_is_what_it_says(
    things: list[dict[str, Any]], kind: str, subjects: set[str], day: str
) -> None:
    """One of the values of each facet, and valid on the day, both ends included; by name."""
    wanted: list[tuple[str, tuple[str, ...]]] = []
    if kind:
        wanted.append((facets.KIND, (kind,)))
    if subjects:
        wanted.append((facets.SUBJECT, tuple(sorted(subjects))))
    expected = [
        number
        for number in range(len(things), 0, -1)
        for thing in (things[number - 1],)
        if (not kind or thing["kind"] == kind)
        and (not subjects or subjects & thing["subjects"])
        and (not day or (thing["valid"][0] <= day and (thing["valid"][1] or day) >= day))
    ]
    assert list(made(things).chosen(Filter(tuple(wanted), day))) == expected


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_are_packed_without_loss(numbers: list[int]) -> None:
    """Little-endian on every machine, so that a Release has the same bytes everywhere."""
    packed = facets.pack(numbers)
    assert list(facets.unpack(packed)) == numbers
    assert packed == b"".join(number.to_bytes(4, "little") for number in numbers)
