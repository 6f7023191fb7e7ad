"""What became of the codes that properties take, told once for all of one code list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.compare.models.fields import called, property_link
from catalog.model.model_changes import BREAKS, CODES, FREE, LOOK, ModelChange
from catalog.model.resource import Link, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.compare.models.pairs import FieldPair
    from catalog.model.information import AdmittedCode

IMPACT: Final = {
    "codes-ended": BREAKS,
    "codes-removed": BREAKS,
    "codes-later": BREAKS,
    "codes-specified": BREAKS,
    "codes-renamed": LOOK,
    "codes-added": FREE,
    "codes-extended": FREE,
    "codes-earlier": FREE,
    "codes-unspecified": FREE,
}
"""What can become of codes, and what that means."""
ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(slots=True)
class _Told:
    """Codes of one list that the same became of, and the properties that take them."""

    codes: tuple[AdmittedCode, ...]
    parts: list[Link] = field(default_factory=list)


def changes(pairs: Iterable[FieldPair], old: Period, new: Period) -> Iterator[ModelChange]:
    """Tell of the codes of every property; ``old`` and ``new`` are when the versions apply."""
    found: dict[tuple[str, ...], _Told] = {}
    lists: dict[str, Link] = {}
    for pair in pairs:
        if pair.new.code_list is None:
            continue
        iri = pair.new.code_list.iri
        lists[iri] = pair.new.code_list
        groups: dict[tuple[str, str], list[AdmittedCode]] = {}
        for kind, day, code in _codes(pair.old.codes, pair.new.codes, old, new):
            groups.setdefault((kind, day), []).append(code)
        for (kind, day), codes in groups.items():
            # Properties of one list may know different codes of it: then they are told apart.
            key = (iri, kind, day, *(it.notation for it in codes))
            told = found.setdefault(key, _Told(tuple(codes)))
            told.parts.append(property_link(pair.owner, pair.new))
    for key, told in found.items():
        iri, kind, day = key[:3]
        yield ModelChange(
            kind, CODES, IMPACT[kind], lists[iri], called(lists[iri]),
            day=day, codes=told.codes, parts=tuple(told.parts),
        )  # fmt: skip


def _codes(
    old: Iterable[AdmittedCode], new: Iterable[AdmittedCode], before: Period, after: Period
) -> Iterator[tuple[str, str, AdmittedCode]]:
    """Yield what became of each code, the day from which that is, and the code as it is now."""
    known = {it.notation: it for it in new}
    was, now = _usable(old, before), _usable(new, after)
    for notation, codes in was.items():
        last = _last(codes)
        here = now.get(notation)
        if here is None:
            code = known.get(notation, codes[-1])
            # It ended, here or by the time that the new version applies: its dates tell when.
            ended = _last([known[notation]]) if notation in known else last
            yield ("codes-ended", day_after(ended), code) if ended else ("codes-removed", "", code)
            continue
        yield from _both(codes, here, before, after)
    for notation, codes in now.items():
        if notation not in was:
            yield "codes-added", _first(codes), codes[-1]


def _both(
    old: list[AdmittedCode], new: list[AdmittedCode], before: Period, after: Period
) -> Iterator[tuple[str, str, AdmittedCode]]:
    """Yield what became of one code that may be used in both versions."""
    code = new[-1]
    one, other = _last(old), _last(new)
    if one != other:
        sooner = other and (not one or other < one)
        yield ("codes-ended", day_after(other), code) if sooner else ("codes-extended", "", code)
    elif other and before.end and other >= before.end and (not after.end or other < after.end):
        yield "codes-ended", day_after(other), code
    start, begins = _first(old), _first(new)
    if start != begins:
        yield ("codes-later" if begins > start else "codes-earlier"), begins, code
    if old[-1].requires_specification != code.requires_specification:
        kind = "codes-specified" if code.requires_specification else "codes-unspecified"
        yield kind, "", code
    said = {it.lang: it.text for it in old[-1].label}
    if any(said.get(it.lang, it.text) != it.text for it in code.label):
        yield "codes-renamed", "", code


def _usable(codes: Iterable[AdmittedCode], period: Period) -> dict[str, list[AdmittedCode]]:
    """Return by notation those that are valid on any day of ``period``, oldest first."""
    found: dict[str, list[AdmittedCode]] = {}
    for it in sorted(codes, key=lambda it: it.valid.start):
        if overlap(it.valid, period):
            found.setdefault(it.notation, []).append(it)
    order = {it.notation: None for it in codes}
    return {notation: found[notation] for notation in order if notation in found}


def overlap(one: Period, other: Period) -> bool:
    """Tell whether two periods have a day in common."""
    start, end = max(one.start, other.start), min(one.end or "~", other.end or "~")
    return start <= end and (not one.end or one.start <= one.end)


def _first(codes: Iterable[AdmittedCode]) -> str:
    return min(it.valid.start for it in codes)


def _last(codes: Iterable[AdmittedCode]) -> str:
    ends = [it.valid.end for it in codes]
    return "" if "" in ends else max(ends)


def day_after(day: str) -> str:
    """Return the day after ``day``; what is no day of the calendar as it is."""
    try:
        return (dt.date.fromisoformat(day) + ONE_DAY).isoformat()
    except (ValueError, OverflowError):
        return day
