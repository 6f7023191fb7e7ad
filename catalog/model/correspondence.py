"""Correspondence: which codes of a list stand for which on another day, and when the list changed.

Pure values in, pure values out. What replaces what is what the codes say themselves
(``dct:isReplacedBy``), their periods say when (XKOS §8 has the words).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from catalog.model.concept import Row
    from catalog.model.text import LangString

REPLACED: Final = "one-to-one"
SPLIT: Final = "split"
MERGED: Final = "merge"
REGROUPED: Final = "many-to-many"
ENDED: Final = "ended"
NEW: Final = "new"
UNCHANGED: Final = "unchanged"
KINDS: Final = (REPLACED, SPLIT, MERGED, REGROUPED, ENDED, NEW)
"""What can become of codes; those that are as they were are no change."""


@dataclass(frozen=True, slots=True)
class Change:
    """Codes of the first day and those that stand for them on the last.

    ``pairs`` are indexes in ``old`` and ``new``: which stands for which. A code that is valid on
    both days takes part where it also takes over for another one.
    """

    kind: str
    old: tuple[Row, ...] = ()
    new: tuple[Row, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Renamed:
    """A code that is valid on both days, and its names on each, of those languages that differ."""

    row: Row
    before: tuple[LangString, ...]
    after: tuple[LangString, ...]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What became of the codes that were valid on ``first``, and what came, until ``last``.

    ``renamed`` are those valid on both days that have another text on the last one.
    """

    first: dt.date
    last: dt.date
    changes: tuple[Change, ...]
    unchanged: tuple[Row, ...]
    renamed: tuple[Renamed, ...] = ()

    def of(self, notation: str) -> tuple[Change, ...]:
        """Return what became of the code with this notation, as if no other code had been."""
        found = [
            Change(UNCHANGED, (row,), (row,), ((0, 0),))
            for row in self.unchanged
            if row.link.notation == notation
        ]
        for change in self.changes:
            for place, row in enumerate(change.old):
                if row.link.notation == notation:
                    targets = tuple(change.new[new] for old, new in change.pairs if old == place)
                    pairs = tuple((0, index) for index in range(len(targets)))
                    found.append(Change(_kind((row,), targets), (row,), targets, pairs))
        return tuple(found)

    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind that there is."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which a list is another than on the day before: how many codes came and went."""

    day: dt.date
    new: int
    ended: int

    @property
    def before(self) -> dt.date:
        """Return the last day of the former state."""
        return self.day - dt.timedelta(days=1)


def correspond(
    codes: Iterable[Row], first: dt.date, last: dt.date, elsewhere: Iterable[Row] = ()
) -> Correspondence:
    """Tell what stands on ``last`` for each code of a list that was valid on ``first``.

    Where ``last`` is the earlier one, the same is told backwards: new codes in, old codes out.

    A replacement that has ended by then is followed to what replaced it, and so on; circles end
    where they close. ``elsewhere`` are codes of other lists that replacements lead to. Headings
    are no codes. ``codes`` are in the order to tell of them in.
    """
    if last < first:
        return _mirrored(correspond(codes, last, first, elsewhere))
    listed = {row.link.iri: row for row in codes if row.reportable}
    known = {row.link.iri: row for row in elsewhere} | listed
    new = {iri: row for iri, row in known.items() if row.holds(last)}
    old = {iri: row for iri, row in listed.items() if row.holds(first)}
    targets = {iri: [iri] if iri in new else _followed(row, known, new) for iri, row in old.items()}
    sources: dict[str, list[str]] = {}
    for iri, many in targets.items():
        for target in many:
            sources.setdefault(target, []).append(iri)
    changes: list[Change] = []
    unchanged: list[Row] = []
    told: set[str] = set()
    for iri, row in listed.items():
        if iri in told or (iri not in old and iri not in new):
            continue
        before, after = _together(iri, targets, sources)
        told.update(before, after)
        if before == after == [iri]:
            unchanged.append(row)
        else:
            changes.append(_change([old[it] for it in before], [new[it] for it in after], targets))
    both = (row for iri, row in old.items() if iri in new)
    renamed = tuple(it for row in both if (it := _renamed(row, first, last)))
    return Correspondence(first, last, tuple(changes), tuple(unchanged), renamed)


def turns(codes: Iterable[Row]) -> tuple[Turn, ...]:
    """Return the days on which a list became another, oldest first.

    The day on which its first codes began is none: there was no list before.
    """
    came: Counter[dt.date] = Counter()
    went: Counter[dt.date] = Counter()
    always = False
    for row in {row.link.iri: row for row in codes if row.reportable}.values():
        start, end = row.valid
        if (row.link.retired and not end) or (start and end and end < start):
            continue  # never known to be valid, see Row.holds
        always = always or not start
        if first := _day(start):
            came[first] += 1
        if (final := _day(end)) and final < dt.date.max:
            went[final + dt.timedelta(days=1)] += 1
    days = sorted(came.keys() | went.keys())
    found = tuple(Turn(day, came[day], went[day]) for day in days)
    return found if always else found[1:]


def _mirrored(there: Correspondence) -> Correspondence:
    """Return the way back: what was split is merged, and what came is gone."""
    changes = tuple(
        Change(
            _kind(it.new, it.old),
            it.new,
            it.old,
            tuple(sorted((new, old) for old, new in it.pairs)),
        )
        for it in there.changes
    )
    renamed = tuple(Renamed(it.row, it.after, it.before) for it in there.renamed)
    return Correspondence(there.last, there.first, changes, there.unchanged, renamed)


def _renamed(row: Row, first: dt.date, last: dt.date) -> Renamed | None:
    """Return the names of a code on two days where they differ in any language."""
    if not row.former:
        return None
    before, after = row.called(first), row.called(last)
    lost = tuple(it for it in before if it not in after)
    come = tuple(it for it in after if it not in before)
    return Renamed(row, lost, come) if lost or come else None


def _followed(row: Row, known: Mapping[str, Row], new: Mapping[str, Row]) -> list[str]:
    """Return the codes of the last day that the replacements of ``row`` lead to, in order."""
    found: dict[str, None] = {}
    seen = {row.link.iri}
    waiting = [link.iri for link in row.replaced_by]
    for iri in waiting:  # grows while it is walked
        if iri in seen:
            continue
        seen.add(iri)
        if iri in new:
            found[iri] = None
        elif iri in known:
            waiting.extend(link.iri for link in known[iri].replaced_by)
    return list(found)


def _together(
    iri: str, targets: Mapping[str, list[str]], sources: Mapping[str, list[str]]
) -> tuple[list[str], list[str]]:
    """Return the old and new codes that hang together with ``iri``, near ones first."""
    before: dict[str, None] = {iri: None} if iri in targets else {}
    after: dict[str, None] = {} if iri in targets else {iri: None}
    waiting = [(iri, bool(before))]
    for one, is_old in waiting:
        near, there = (targets, after) if is_old else (sources, before)
        for other in near.get(one, ()):
            if other not in there:
                there[other] = None
                waiting.append((other, not is_old))
    return list(before), list(after)


def _change(old: Sequence[Row], new: Sequence[Row], targets: Mapping[str, list[str]]) -> Change:
    places = {row.link.iri: place for place, row in enumerate(new)}
    pairs = tuple(
        (place, places[target]) for place, row in enumerate(old) for target in targets[row.link.iri]
    )
    return Change(_kind(old, new), tuple(old), tuple(new), pairs)


def _kind(old: Sequence[Row], new: Sequence[Row]) -> str:
    if not old or not new:
        return ENDED if old else NEW
    if list(old) == list(new):
        return UNCHANGED
    if len(old) == 1:
        return REPLACED if len(new) == 1 else SPLIT
    return MERGED if len(new) == 1 else REGROUPED


def _day(text: str) -> dt.date | None:
    """Return a day of the calendar; what is none began or ended nothing that could be told."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None
