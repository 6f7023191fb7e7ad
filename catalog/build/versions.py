"""The states of a code list and what became of its codes between them, as statements of XKOS.

A list that changes is one resource here, but XKOS compares versions: each time between two days of
change is one, ``<list#from-2026-01-01>``, and the day between two of them a correspondence,
``<list#change-2026-01-01>``. Nobody writes them: they follow from the codes (XKOS-AP-NO 1.0.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model.correspondence import (
    ENDED,
    MERGED,
    NEW,
    REGROUPED,
    SPLIT,
    Change,
    correspond,
    turns,
)
from catalog.model.rdf import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.model.concept import Row
    from catalog.model.correspondence import Turn
    from catalog.model.rdf import Properties, Term

COPIED: Final = (terms.PUBLISHER, terms.NUMBER_OF_LEVELS, terms.LANGUAGE)
"""What a version has in common with its list."""
TYPES: Final = {
    SPLIT: terms.ITEM_BREAKDOWN,
    ENDED: terms.ITEM_DELETION,
    NEW: terms.ITEM_CREATION,
}
"""The change types of XKOS-AP-NO; it has none for what is one to one or many to many."""


def versions(
    listed: Iri, about: Properties, codes: Sequence[Row], elsewhere: Iterable[Row]
) -> dict[Iri, Properties]:
    """Return the versions of a list and the correspondences between them, by their IRIs.

    ``about`` is what is said of the list. One that never changed has no versions to tell of.
    """
    found: dict[Iri, Properties] = {}
    changed = turns(codes)
    others = tuple(elsewhere)
    before: Turn | None = None
    for place, turn in enumerate(changed):
        after = changed[place + 1] if place + 1 < len(changed) else None
        old, new = _version(listed, before, turn), _version(listed, turn, after)
        found[old] = found.get(old) or _state(listed, about, old, before, turn)
        found[new] = _state(listed, about, new, turn, after) | {terms.SUPERSEDES: [old]}
        parts = dict(
            _associations(listed, turn, correspond(codes, turn.before, turn.day, others).changes)
        )
        whole = Iri(f"{listed}#change-{turn.day.isoformat()}")
        found[whole] = {
            terms.TYPE: [terms.CORRESPONDENCE],
            **_named(about, whole, f"{turn.before.isoformat()} – {turn.day.isoformat()}"),
            terms.PUBLISHER: list(about.get(terms.PUBLISHER, ())),
            terms.COMPARES: [old, new],
            terms.MADE_OF: list(parts),
        }
        found |= parts
        before = turn
    return {
        iri: {predicate: values for predicate, values in said.items() if values}
        for iri, said in found.items()
    }


def _version(listed: Iri, start: Turn | None, end: Turn | None) -> Iri:
    if start is None:
        return Iri(f"{listed}#until-{end.before.isoformat()}" if end else listed)
    return Iri(f"{listed}#from-{start.day.isoformat()}")


def _state(
    listed: Iri, about: Properties, version: Iri, start: Turn | None, end: Turn | None
) -> Properties:
    first, last = start.day.isoformat() if start else "", end.before.isoformat() if end else ""
    return {
        terms.TYPE: [terms.CONCEPT_SCHEME],
        **_named(about, version, f"{first} –{f' {last}' if last else ''}".strip()),
        **{predicate: list(about.get(predicate, ())) for predicate in COPIED},
        terms.VALID_FROM: [Literal(first, datatype=terms.DATE)] if first else [],
        terms.VALID_THROUGH: [Literal(last, datatype=terms.DATE)] if last else [],
        terms.IS_VERSION_OF: [listed],
    }


def _named(about: Properties, iri: Iri, days: str) -> Properties:
    """Return identifier and titles: the list's own with the days, which need no translation."""
    titles = about.get(terms.TITLE) or about.get(terms.PREF_LABEL) or ()
    named: list[Term] = [
        it._replace(value=f"{it.value} ({days})") for it in titles if isinstance(it, Literal)
    ]
    return {
        terms.IDENTIFIER: [Literal(iri, datatype=terms.ANY_URI)],
        terms.TITLE: named,
    }


def _associations(
    listed: Iri, turn: Turn, changes: Iterable[Change]
) -> Iterator[tuple[Iri, Properties]]:
    """Yield an association for each change; of many to many one for each old code."""
    parts = (part for change in changes for part in _parts(change))
    for number, (kind, old, new) in enumerate(parts, start=1):
        said: Properties = {
            terms.TYPE: [terms.CONCEPT_ASSOCIATION],
            terms.SOURCE_CONCEPT: [Iri(row.link.iri) for row in old],
            terms.TARGET_CONCEPT: [Iri(row.link.iri) for row in new],
        }
        what = TYPES.get(kind)
        if kind == MERGED:
            what = terms.ITEM_TAKE_OVER if set(old) & set(new) else terms.ITEM_MERGING
        if what:
            said[terms.DCT_TYPE] = [what]
        yield Iri(f"{listed}#change-{turn.day.isoformat()}-{number}"), said


def _parts(change: Change) -> Iterator[tuple[str, Sequence[Row], Sequence[Row]]]:
    if change.kind != REGROUPED:
        yield change.kind, change.old, change.new
        return
    for place, row in enumerate(change.old):
        yield change.kind, (row,), [change.new[new] for old, new in change.pairs if old == place]
