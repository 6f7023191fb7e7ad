"""JSON that a client sent, as values of known types: what isn't is refused, and where it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Never

from catalog.web import problems
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN: Final = 60
"""Characters of a client's own name that a refusal repeats."""


def read_object(text: str, place: str) -> dict[str, object]:
    """Read a JSON object (RFC 8259). Raises Problem where it is none.

    A name given twice is refused: one of the two would silently be left out (RFC 8259 §4).
    """
    try:
        value: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant)
    except (ValueError, RecursionError):  # also a number of 5,000 digits, and brackets in brackets
        raise refusal(place, "JSON") from None
    return as_object(value, place)


def refusal(place: str, *known: str) -> Problem:
    """Return the problem with what stands at ``place``; ``known`` is what may stand there."""
    return Problem(400, problems.QUERY, {"parameter": place, "known": known})


def inside(place: str, name: str | int) -> str:
    """Return the place of a member of an object or a list: ``queries.q0.type``, ``ids[3]``."""
    if isinstance(name, int):
        return f"{place}[{name}]"
    return f"{place}.{name[:_SHOWN].encode(errors='replace').decode()}"


def as_object(
    value: object, place: str, known: Sequence[str] | None = None, needed: Sequence[str] = ()
) -> dict[str, object]:
    """Return an object with no members but ``known`` and all that are ``needed``."""
    if not isinstance(value, dict):
        raise refusal(place, "{…}")
    for name in value if known is not None else ():
        if name not in (known or ()):
            raise refusal(inside(place, name), *(known or ()))
    for name in needed:
        if name not in value:
            raise refusal(inside(place, name), "…")
    return value


def as_list(value: object, place: str, most: int) -> list[object]:
    """Return a list of at most ``most``."""
    if not isinstance(value, list):
        raise refusal(place, "[…]")
    if len(value) > most:
        raise refusal(place, f"[…], ≤ {most}")
    return value


def as_text(value: object, place: str) -> str:
    """Return a string that can be written as UTF-8: half a surrogate pair can't (RFC 8259 §8.2)."""
    if not isinstance(value, str):
        raise refusal(place, '"…"')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise refusal(place, "UTF-8") from None
    return value


def as_count(value: object, place: str) -> int:
    """Return a whole number from 1; ``3.0`` is one, since JSON knows only numbers."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise refusal(place, "1, 2, 3 …")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _constant(_name: str) -> Never:
    """NaN and Infinity are no JSON (RFC 8259 §6), though Python reads them."""
    raise ValueError
