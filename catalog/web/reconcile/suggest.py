"""Suggestions while somebody types the name of a thing, a type or a property (0.2 §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.search import Kinship, Wording, likeness
from catalog.web.reconcile import properties
from catalog.web.reconcile.candidates import describe
from catalog.web.reconcile.properties import curie
from catalog.web.reconcile.types import GROUPS, KINDS, Types

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.web.reconcile.desk import Desk
    from catalog.web.reconcile.properties import Property

PAGE: Final = 20
"""Suggestions in one answer; a client asks for more with ``cursor``."""
ENTITY: Final = "entity"
TYPE: Final = "type"
PROPERTY: Final = "property"
SUGGESTED: Final = (ENTITY, TYPE, PROPERTY)
Json = dict[str, object]


def answer(desk: Desk, what: str, prefix: str, cursor: int) -> Json:
    """Return a page of suggestions; ``cursor`` tells how many to skip for the next (§6.2)."""
    suggest: dict[str, Callable[[Desk, str, int], list[Json]]] = {
        ENTITY: _entities, TYPE: _types, PROPERTY: _properties,
    }  # fmt: skip
    found = suggest[what](desk, prefix, cursor)
    content: Json = {"result": found[:PAGE]}
    if len(found) > PAGE:
        # 0.2 doesn't say how a client learns that there is more; OpenRefine looks for this.
        content["cursor"] = cursor + PAGE
    return content


def about(desk: Desk, each: Property) -> str:
    """Return what tells a property from its like: its name in the standard, or a sentence."""
    key = f"reconcile.property_about.{each.pid}"
    return desk.t(key) if key in desk.t else curie(each.iri)


def _entities(desk: Desk, prefix: str, cursor: int) -> list[Json]:
    release, searcher, lang = desk.view.release, desk.view.searcher, desk.view.lang
    named = release.find_iri(prefix) if ":" in prefix else None
    if named is not None:
        numbers = [named.number][cursor:]
    else:
        begun = searcher.suggest(prefix, lang, size=desk.view.limits.page_size)
        numbers = [it.number for it in begun if it.kind in KINDS][cursor : cursor + PAGE + 1]
        if not begun:  # mistyped or inflected
            hits = searcher.search(
                prefix, lang, size=PAGE + 1, start=cursor, kinds=frozenset(KINDS)
            )
            numbers = [hit.number for hit in hits.items]
    types = Types(desk)
    return [
        {
            "id": row.link.iri,
            "name": desk.name(row.link),
            "description": describe(desk, row),
            "notable": types.of_record(record),
        }
        for row, record in zip(release.summaries(numbers), release.records(numbers), strict=True)
    ]


def _types(desk: Desk, prefix: str, cursor: int) -> list[Json]:
    """Return kinds, then lists, schemes and collections, of which there may be thousands."""
    types = Types(desk)
    kinds = [
        types.described(one)
        for one in types.general()
        if not prefix or _begins(prefix, one.id, "") or _begins(prefix, one.name, desk.view.lang)
    ]
    if ":" in prefix and (exact := types.find(prefix)):
        return [types.described(exact)][cursor:]
    start = max(0, cursor - len(kinds))
    hits = desk.view.searcher.search(
        prefix, desk.view.lang, size=PAGE + 1, start=start, kinds=GROUPS
    )
    rows = desk.view.release.summaries([hit.number for hit in hits.items])
    found = [
        types.described(one, desk.t(f"kind.{row.link.kind}"))
        for row in rows
        if (one := types.find(row.link.iri))
    ]
    return [*kinds[cursor:], *found]


def _properties(desk: Desk, prefix: str, cursor: int) -> list[Json]:
    named = [
        (each, desk.t(f"reconcile.property.{each.pid}")) for each in properties.BY_PID.values()
    ]
    found: list[Json] = [
        {"id": each.pid, "name": name, "description": about(desk, each)}
        for each, name in named
        if not prefix or _begins(prefix, name, desk.view.lang) or _begins(prefix, each.pid, "")
    ]
    return found[cursor:]


def _begins(prefix: str, name: str, lang: str) -> bool:
    """Tell whether a name begins with what was typed, or is nearly that."""
    typed = Wording.read(prefix)
    if typed.key and Wording.read(name).key.startswith(typed.key):
        return True
    return likeness(typed, name, lang).kinship <= Kinship.MISTYPED
