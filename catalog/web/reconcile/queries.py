"""Reconciliation queries and data extension queries (0.2 §4.1, §7.3), read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.search import Wording
from catalog.web import problems
from catalog.web.problems import Problem
from catalog.web.reconcile import properties
from catalog.web.reconcile.payload import (
    as_count,
    as_list,
    as_object,
    as_text,
    inside,
    read_object,
    refusal,
)

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.web.reconcile.properties import Property

QUERIES: Final = "queries"
EXTEND: Final = "extend"
MEMBERS: Final = ("query", "type", "limit", "properties", "type_strict")
STRICT: Final = ("any", "should", "all")
USUAL_LIMIT: Final = 10
"""Candidates where the client names no limit; OpenRefine shows three and unfolds the rest."""
BEST: Final = "best"
ALL: Final = "all"
CONTENTS: Final = ("entity", "iri", "name")
SETTINGS: Final = ("limit", "lang", "content")


@dataclass(frozen=True, slots=True)
class Wish:
    """A property and the values of which a candidate should have one, and how they are compared."""

    property: Property
    values: tuple[str, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One reconciliation query; ``every`` says that a candidate must be of all types."""

    place: str
    text: str = ""
    types: tuple[str, ...] = ()
    every: bool = False
    limit: int = USUAL_LIMIT
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A property to fetch; ``limit`` is how many values of it, 0 for all.

    ``lang`` is ``best``, ``all`` or a language; ``content`` is what to tell of things.
    """

    property: Property
    limit: int = 0
    lang: str = BEST
    content: str = "entity"


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query: the values of some properties of some things."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def read_batch(text: str, limits: Limits) -> dict[str, Query]:
    """Read a batch of queries. Raises Problem where it isn't one (§3.1: 413 for too many)."""
    batch = read_object(text, QUERIES)
    if len(batch) > limits.reconcile_queries:
        raise Problem(413, problems.BATCH, {"most": limits.reconcile_queries})
    return {
        as_text(key, inside(QUERIES, key)): _query(value, inside(QUERIES, key), limits)
        for key, value in batch.items()
    }


def read_extension(text: str, languages: tuple[str, ...], limits: Limits) -> Extension:
    """Read a data extension query; ``languages`` are those that texts may be wanted in."""
    content = as_object(
        read_object(text, EXTEND), EXTEND, ("ids", "properties"), ("ids", "properties")
    )
    ids, place = inside(EXTEND, "ids"), inside(EXTEND, "properties")
    columns = tuple(
        _column(value, inside(place, at), languages)
        for at, value in enumerate(
            as_list(content["properties"], place, limits.reconcile_properties)
        )
    )
    names = [column.property.pid for column in columns]
    if len(set(names)) < len(names):
        # A row of the answer has one member for each property (§7.4).
        raise refusal(place, "≠")
    found = as_list(content["ids"], ids, limits.reconcile_ids)
    return Extension(
        tuple(as_text(value, inside(ids, at)) for at, value in enumerate(found)), columns
    )


def _query(value: object, place: str, limits: Limits) -> Query:
    content = as_object(value, place, MEMBERS)
    if "query" not in content and not content.get("properties"):
        raise refusal(inside(place, "query"), '"…"')
    strict = as_text(content.get("type_strict", "any"), inside(place, "type_strict"))
    if strict not in STRICT:
        raise refusal(inside(place, "type_strict"), *STRICT)
    limit = as_count(content.get("limit", USUAL_LIMIT), inside(place, "limit"))
    wishes = inside(place, "properties")
    return Query(
        place,
        as_text(content.get("query", ""), inside(place, "query")).strip(),
        _types(content.get("type", ""), inside(place, "type"), limits),
        every=strict == "all",
        limit=min(limit, limits.reconcile_candidates),
        wishes=tuple(
            _wish(each, inside(wishes, at), limits)
            for at, each in enumerate(
                as_list(content.get("properties", []), wishes, limits.reconcile_wishes)
            )
        ),
    )


def _types(value: object, place: str, limits: Limits) -> tuple[str, ...]:
    """Read one type or several; OpenRefine sends an empty one where its field is left empty."""
    if isinstance(value, str):
        return (as_text(value, place),) if value else ()
    if not isinstance(value, list):
        raise refusal(place, '"…"', "[…]")
    many = as_list(value, place, limits.reconcile_types)
    return tuple(dict.fromkeys(as_text(each, inside(place, at)) for at, each in enumerate(many)))


def _wish(value: object, place: str, limits: Limits) -> Wish:
    content = as_object(value, place, ("pid", "v"), ("pid", "v"))
    found = _property(content["pid"], inside(place, "pid"), properties.BY_PID)
    wanted, at = content["v"], inside(place, "v")
    many = as_list(wanted if isinstance(wanted, list) else [wanted], at, limits.reconcile_values)
    values = tuple(_value(each, at) for each in many)
    return Wish(found, values, tuple(map(Wording.read, values)))


def _value(value: object, place: str) -> str:
    """Read a property value as text; of a thing that was reconciled before, its id (§2.4)."""
    if isinstance(value, dict):
        content = as_object(value, place, ("id", "name"), ("id",))
        as_text(content.get("name", ""), inside(place, "name"))
        return as_text(content["id"], inside(place, "id"))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a spreadsheet's 23 comes as 23.0
    if isinstance(value, int | float):
        return str(value)
    return as_text(value, place)


def _property(value: object, place: str, known: dict[str, Property]) -> Property:
    pid = as_text(value, place)
    if pid not in known:
        raise refusal(place, *known)
    return known[pid]


def _column(value: object, place: str, languages: tuple[str, ...]) -> Column:
    content = as_object(value, place, ("id", "name", "settings"), ("id",))
    found = _property(content["id"], inside(place, "id"), properties.FETCHED)
    here = inside(place, "settings")
    told = as_object(content.get("settings", {}), here, SETTINGS)
    lang = as_text(told.get("lang", BEST), inside(here, "lang"))
    if lang not in (BEST, ALL, *languages):
        raise refusal(inside(here, "lang"), BEST, ALL, *languages)
    form = as_text(told.get("content", CONTENTS[0]), inside(here, "content"))
    if form not in CONTENTS:
        raise refusal(inside(here, "content"), *CONTENTS)
    return Column(found, _most(told.get("limit", 0), inside(here, "limit")), lang, form)


def _most(value: object, place: str) -> int:
    """Read a limit where 0 is none; OpenRefine sends what stands in its form, a string."""
    if isinstance(value, str):
        digits = as_text(value, place).strip() or "0"
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):  # noqa: PLR2004
            raise refusal(place, "0, 1, 2 …")
        value = int(digits)
    return 0 if value in (0, 0.0) and not isinstance(value, bool) else as_count(value, place)
