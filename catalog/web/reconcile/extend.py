"""Data extension (0.2 §7): the values of properties for a table, and which properties there are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.web.reader import primary
from catalog.web.reconcile import properties
from catalog.web.reconcile.properties import Day
from catalog.web.reconcile.queries import ALL, BEST, CONTENTS
from catalog.web.reconcile.types import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.model.resource import Resource
    from catalog.web.reconcile.desk import Desk
    from catalog.web.reconcile.properties import Content, Property
    from catalog.web.reconcile.queries import Column, Extension
    from catalog.web.reconcile.types import Type

Json = dict[str, object]


def answer(desk: Desk, asked: Extension) -> Json:
    """Return a row for each id, empty where nothing has that id (0.2 §7.4)."""
    release = desk.view.release
    found = {iri: release.find_iri(iri) for iri in asked.ids}
    known = {iri: it.number for iri, it in found.items() if it is not None}
    records = dict(zip(known, release.records(list(known.values())), strict=True))
    return {
        "meta": [_meta(desk, column.property) for column in asked.columns],
        "rows": {
            iri: {
                column.property.pid: _values(desk, column, records[iri]) if iri in records else []
                for column in asked.columns
            }
            for iri in found
        },
    }


def settings(desk: Desk) -> list[Json]:
    """Return what a user can set for a property that is fetched (0.2 §7.1)."""
    t, languages = desk.t, desk.view.release.manifest.languages
    named = {BEST: t("reconcile.setting.lang.best"), ALL: t("reconcile.setting.lang.all")}
    named |= {lang: t.language(lang) for lang in languages}
    contents = {value: t(f"reconcile.setting.content.{value}") for value in CONTENTS}
    return [
        {"name": "limit", "type": "number", "default": 0, **_told(desk, "limit")},
        {"name": "lang", "type": "select", "default": BEST, "choices": _choices(named),
         **_told(desk, "lang")},
        {"name": "content", "type": "select", "default": CONTENTS[0],
         "choices": _choices(contents), **_told(desk, "content")},
    ]  # fmt: skip


def proposals(desk: Desk, wanted: Type | None) -> list[Json]:
    """Return the properties that things of a type have, or those of all (0.2 §7.2)."""
    kinds = wanted.kinds if wanted else frozenset(KINDS)
    if wanted and wanted.broader:
        kinds = frozenset({wanted.broader})
    return [_named(desk, each) for each in properties.FETCHED.values() if each.kinds & kinds]


def _told(desk: Desk, name: str) -> Json:
    return {
        "label": desk.t(f"reconcile.setting.{name}.label"),
        "help_text": desk.t(f"reconcile.setting.{name}.help"),
    }


def _choices(named: dict[str, str]) -> list[Json]:
    return [{"value": value, "name": name} for value, name in named.items()]


def _named(desk: Desk, each: Property) -> Json:
    return {"id": each.pid, "name": desk.t(f"reconcile.property.{each.pid}")}


def _meta(desk: Desk, each: Property) -> Json:
    if not each.target:
        return _named(desk, each)
    target: Json = {"id": each.target, "name": desk.t(f"kind.{each.target}")}
    return {**_named(desk, each), "type": target}


def _values(desk: Desk, column: Column, record: Resource) -> list[Json]:
    chosen = _chosen(desk, column, list(column.property.read(record)))
    values = [_value(desk, column, content) for content in chosen]
    return values[: column.limit] if column.limit else values


def _chosen(desk: Desk, column: Column, contents: list[Content]) -> Iterator[Content]:
    """Yield the values in the wanted language; what has no language is in all of them."""
    texts = [it for it in contents if isinstance(it, LangString)]
    shown = set(_in_language(desk, column.lang, texts))
    yield from (it for it in contents if not isinstance(it, LangString) or it in shown)


def _in_language(desk: Desk, lang: str, texts: list[LangString]) -> Iterable[LangString]:
    if lang == ALL:
        return texts
    if lang == BEST:
        return desk.reader.split(texts)[0] if texts else ()
    return [text for text in texts if not text.lang or primary(text.lang) == primary(lang)]


def _value(desk: Desk, column: Column, content: Content) -> Json:
    if isinstance(content, Link):
        name = desk.name(content)
        if column.content == "entity" and content.kind:
            return {"id": content.iri, "name": name}
        # What this catalogue doesn't describe is no thing of this service (0.2 §7.4).
        return {"str": name if column.content == "name" and content.label else content.iri}
    if isinstance(content, Day):
        return _day(content.text)
    return {"str": content.text if isinstance(content, LangString) else content}


def _day(text: str) -> Json:
    """Return a day as a moment with an offset, which OpenRefine demands; else as it is written."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return {"str": text}
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return {"date": moment.isoformat()}
