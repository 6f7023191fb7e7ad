"""What may be meant by a query: found by the catalogue's search, judged by ``scoring``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.search import Wording
from catalog.web.reconcile.scoring import identified, score
from catalog.web.reconcile.types import ANYTHING, KINDS, Types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.concept import Row
    from catalog.model.resource import Resource
    from catalog.web.reconcile.desk import Desk
    from catalog.web.reconcile.queries import Query
    from catalog.web.reconcile.scoring import Score
    from catalog.web.reconcile.types import Type

LOOKED_AT: Final = 30
"""Hits that are judged: more than are returned, since the search ranks for readers, not cells."""
SOUGHT: Final = 100
"""The same for a scheme too large to have its members listed: others are sorted out afterwards."""
LEAST: Final = 10.0
"""A name worth less has a word or two in common with the text by chance."""
DESCRIPTION: Final = 200
"""Characters of a definition that tell two namesakes apart."""
IN_GROUP: Final = frozenset({"inScheme", "memberOf"})
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant, and how likely."""

    number: int
    record: Resource
    score: Score


def answer(desk: Desk, batch: dict[str, Query]) -> Json:
    """Return the candidates of every query (0.2 §4.2). Raises Problem for an unknown type."""
    types = Types(desk)
    asked = {key: (query, types.of_query(query)) for key, query in batch.items()}
    return {
        key: {"result": _result(desk, types, _candidates(types, query, wanted), query.limit)}
        for key, (query, wanted) in asked.items()
    }


def describe(desk: Desk, row: Row) -> str:
    """Return what tells a thing from its namesakes: its list and notation, and what it means."""
    definition = desk.reader.best(row.definition).text
    if len(definition) > DESCRIPTION:
        short = definition[:DESCRIPTION]
        definition = (short.rpartition(" ")[0] or short) + " …"
    lists = ", ".join(desk.name(link) for link in row.lists)
    return " · ".join(part for part in (lists, row.link.notation, definition) if part)


def _result(
    desk: Desk, types: Types, found: list[Candidate], limit: int
) -> list[Json]:  # fmt: skip
    """Return candidates as JSON; one is a match where it alone is certain."""
    alone = sum(candidate.score.certain for candidate in found) == 1
    shown = found[:limit]
    rows = desk.view.release.summaries([it.number for it in shown])
    return [
        {
            "id": it.record.iri,
            "name": desk.name(it.record),
            "description": describe(desk, row),
            "type": types.of_record(it.record),
            "score": it.score.value,
            "features": it.score.features(),
            "match": alone and it.score.certain,
        }
        for it, row in zip(shown, rows, strict=True)
    ]


def _candidates(types: Types, query: Query, wanted: tuple[Type, ...]) -> list[Candidate]:
    lang = types.desk.view.lang
    texts = _texts(query)
    asked = tuple(Wording.read(text) for text in texts)
    found = []
    for number, record in _held(types, query, wanted, texts).items():
        if record.iri in texts:
            judged: Score | None = identified(record, query.wishes, lang)
        else:
            judged = score(record, asked, query.wishes, lang)
        if judged is not None and judged.named >= LEAST:
            found.append(Candidate(number, record, judged))
    # Stable: among equals the order of the search stays, concepts before codes.
    return sorted(found, key=lambda candidate: -candidate.score.value)


def _held(
    types: Types, query: Query, wanted: tuple[Type, ...], texts: tuple[str, ...]
) -> dict[int, Resource]:  # fmt: skip
    """Return what the searches find of the wanted types, by number, in their order."""
    held: dict[int, Resource] = {}
    for numbers in _searches(types, query, wanted, texts):
        before = len(held)
        for start in range(0, len(numbers), LOOKED_AT):
            piece = [number for number in numbers[start : start + LOOKED_AT] if number not in held]
            records = types.desk.view.release.records(piece)
            for number, record in zip(piece, records, strict=True):
                told = [types.holds(one, number, record) for one in wanted]
                fits = all(told) if query.every else any(told)
                if record.kind in KINDS and (fits or not wanted):
                    held[number] = record
            if len(held) - before >= LOOKED_AT:
                break
    return held


def _texts(query: Query) -> tuple[str, ...]:
    """Return what to look for: the text of the query, or the names among its properties."""
    if query.text:
        return (query.text,)
    return tuple(
        value.strip()
        for wish in query.wishes
        if wish.property.names
        for value in wish.values
        if value.strip()
    )[:1]


def _searches(
    types: Types, query: Query, wanted: tuple[Type, ...], texts: tuple[str, ...]
) -> Iterator[list[int]]:  # fmt: skip
    """Yield what is found: of each type, and in each group that a property names."""
    release, limits = types.desk.view.release, types.desk.view.limits
    for text in texts:
        named = release.find_iri(text) if ":" in text else None
        if named is not None:
            yield [named.number]
        elif len(text) <= limits.query_characters:  # no name is longer
            for one in wanted or (ANYTHING,):
                yield _search(types, text, one)
            group = _group(types, query)
            if group is not None and group not in wanted:
                yield _search(types, text, group)


def _group(types: Types, query: Query) -> Type | None:
    """Return the list or collection that a property names: of many namesakes one is in it."""
    named = (value for wish in query.wishes if wish.property.pid in IN_GROUP
             for value in wish.values if ":" in value)  # fmt: skip
    return next((group for value in named if (group := types.find(value))), None)


def _search(types: Types, text: str, one: Type) -> list[int]:
    members = types.members(one)
    size = SOUGHT if one.group and members is None else LOOKED_AT
    view = types.desk.view
    hits = view.searcher.search(
        text, view.lang, size=size, kinds=one.kinds, among=members, texts=False
    )
    return [hit.number for hit in hits.items]
