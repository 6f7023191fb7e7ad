"""Requests that can be tried: those of the API's description, filled with what a Release has."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from catalog import formats
from catalog.release.hierarchy import BROADER, Piece
from catalog.web.reader import Reader
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.release import Release
    from catalog.web.openapi import Node
    from catalog.web.view import View

TRY: Final = "x-try"
"""The key under which an operation lists requests; each with a summary, a query or a body."""
PLACE: Final = re.compile(r"\{(\w+)\}")
ONE: Final = Piece(0, 1, 1)
LOOKED_AT: Final = 100
"""Resources of a kind that are looked at for one that shows what a request is about."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A request to copy: its URL, what is sent, and both as a command for a terminal."""

    summary: str
    url: str
    body: str = ""

    @property
    def command(self) -> str:
        """Return the command line."""
        if not self.body:
            return f"curl {shlex.quote(self.url)}"
        sent = shlex.quote(self.body)
        return (
            f"curl -H 'Content-Type: {formats.JSON_TYPE}' \\\n  -d {sent} \\\n"
            f"  {shlex.quote(self.url)}"
        )


def samples(operation: Node, path: str, origin: str, values: dict[str, str]) -> list[Sample]:
    """Return the requests of an operation; those that want what there isn't are left out."""
    found = []
    for told in operation.get(TRY, ()):
        text = json.dumps(told, ensure_ascii=False)
        if not all(name in values for name in PLACE.findall(text)):
            continue
        query = {name: _filled(value, values) for name, value in told.get("query", {}).items()}
        url = origin + _filled(told.get("address", path), values)
        body = told.get("body")
        found.append(
            Sample(
                told["summary"],
                f"{url}?{urlencode(query)}" if query else url,
                json.dumps(_deep(body, values), ensure_ascii=False) if body else "",
            )
        )
    return found


def values_of(view: View) -> dict[str, str]:
    """Return what stands for each name in the requests, as far as the Release has it."""
    release, reader = view.release, Reader(view.lang, view.languages)
    found = {"day": f"{view.today.year}-01-01"}
    concepts = release.of_kind("concept", 0, LOOKED_AT).rows
    for row in concepts[:1]:
        name = reader.name(row.link).text
        found |= {
            "iri": row.link.iri, "label": name, "beginning": name[:3],
            "address": Urls("").data(row.link, formats.TURTLE.extension),
        }  # fmt: skip
    numbers = release.numbers([row.link.iri for row in concepts])
    for iri, number in numbers.items():
        if release.hierarchy.step(number, BROADER, ONE).total:
            found["narrow"] = iri
            break
    topics = release.topics(view.lang)
    if topics:
        found["subject"] = topics[0][1]
    for kind, name in (("scheme", "scheme"), ("code-list", "list"), ("collection", "collection")):
        for row in release.of_kind(kind, 0, 1).rows:
            found[name] = row.link.iri
    for version in release.requirements[:1]:
        found["requirement"] = version.name
    if "list" in found:
        found |= _notation(release, found["list"])
    return found | _turned(release)


def _notation(release: Release, code_list: str) -> dict[str, str]:
    number = release.numbers([code_list])[code_list]
    for row in release.members(number, "tree", 0, LOOKED_AT).rows:
        if row.link.notation:
            return {"notation": row.link.notation}
    return {}


def _turned(release: Release) -> dict[str, str]:
    """Return a list that changed, the days on both sides of that, and a code that ended."""
    for listed, turn in release.newest_turns()[:1]:
        days = {"before": turn.before.isoformat(), "after": turn.day.isoformat()}
        number = release.numbers([listed.link.iri])[listed.link.iri]
        rows = release.members(number, "tree", 0, LOOKED_AT).rows
        ended = [row.link.notation for row in rows if row.valid[1] == days["before"]]
        return {"changed": listed.link.iri, **days} | ({"ended": ended[0]} if ended else {})
    return {}


def _filled(text: str, values: dict[str, str]) -> str:
    return PLACE.sub(lambda name: values.get(name[1], name[0]), text)


def _deep(node: object, values: dict[str, str]) -> object:
    if isinstance(node, dict):
        return {name: _deep(value, values) for name, value in node.items()}
    if isinstance(node, list):
        return [_deep(value, values) for value in node]
    return _filled(node, values) if isinstance(node, str) else node
