"""Who uses what changed: code lists, codes, model attributes, concepts, and texts that mention it.

Only a change of meaning has consequences; a new date or a new source has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.compare.comparison import Change, Uses
from catalog.model.collation import sort_key
from catalog.model.rdf import BlankNode, Iri, Literal, iris
from catalog.model.text import best
from catalog.search.analysis import analysis_of, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.compare.wholes import Wholes
    from catalog.model.rdf import Node
    from catalog.model.resource import Link
    from catalog.reading.outline import Outline

WAYS: Final = ("dangling", "code-list", "code", "attribute", "concept", "mention", "collection",
               "dataset", "thing")  # fmt: skip
"""The ways in which a thing can be used, in the order in which they are told."""
MEANING: Final = frozenset(
    {"term", "name", "alternative", "definition", "description", "status", "valid-from",
     "valid-to", "replaced-by", "notation", "relation", "values", "scopeNote", "in"}
)  # fmt: skip
"""Aspects whose change may matter to who uses the thing."""
_WAYS: Final = {"code-list": "code-list", "code": "code", "concept": "concept",
                "collection": "collection", "scheme": "collection", "dataset": "dataset",
                "catalog": "dataset"}  # fmt: skip
_CONTENT: Final = frozenset({terms.IN_SCHEME, terms.TOP_CONCEPT_OF, terms.MEMBER_OF})
"""What a member says of its whole: it is in it, and that is no use of it."""
_NO_ELEMENTS: Final = frozenset({terms.CODE_LIST, terms.CODE_ELEMENT})
_WORD: Final = re.compile(r"\w+")


class Consequences:
    """The users of things, looked up in both versions."""

    def __init__(self, before: Outline, after: Outline, wholes: Wholes, most: int) -> None:
        self.before = before
        self.after = after
        self.wholes = wholes
        self.most = most
        self._mentions: dict[tuple[str, str], dict[Iri, list[list[str]]]] | None = None
        self._users: dict[int, dict[Iri, list[tuple[Node, Iri]]]] = {}

    def of(self, change: Change) -> tuple[Uses, ...]:
        """Return who uses the thing of ``change``, way by way."""
        if not _matters(change):
            return ()
        found: dict[str, dict[Iri, Link]] = {way: {} for way in WAYS}
        sides = (self.before, self.after) if change.state == "removed" else (self.after,)
        for outline in sides:
            for way, iri in self._used(change, outline):
                user = self.wholes.of(iri)
                if user != change.iri and user in self.after.kinds:
                    found[way][iri] = self.after.link(iri)
        for iri in self._mentioning(change):
            found["mention"][iri] = self.after.link(iri)
        if change.state == "removed":
            found = self._with_dangling(change.iri, found)
        return tuple(
            Uses(way, tuple(sorted(links.values(), key=self._order)[: self.most]), len(links))
            for way, links in found.items()
            if links
        )

    def _with_dangling(
        self, iri: Iri, found: dict[str, dict[Iri, Link]]
    ) -> dict[str, dict[Iri, Link]]:
        """Tell first of those that still point at what is gone, and nowhere else of them."""
        users = {self.wholes.of(node) for node, _ in self._pointing(iri, self.after)} - {iri}
        rest = {
            way: {it: link for it, link in links.items() if it not in users}
            for way, links in found.items()
        }
        return {**rest, "dangling": {it: self.after.link(it) for it in users}}

    def _used(self, change: Change, outline: Outline) -> Iterator[tuple[str, Iri]]:
        about = outline.graph.about(change.iri)
        for value in iris(about.get(terms.VALUE_RANGE, ())):
            if value in outline.kinds:
                yield _WAYS.get(outline.kinds[value], "thing"), value
        for node, predicate in self._pointing(change.iri, outline):
            if predicate not in _CONTENT:
                yield self._way(node, outline)
        if change.kind != "code":
            return
        for scheme in iris(about.get(terms.IN_SCHEME, ())):
            yield "code-list", scheme
            # Who takes values from the list takes this one.
            for node, predicate in self._pointing(scheme, outline):
                way, user = self._way(node, outline)
                if way in {"attribute", "concept"} and predicate not in _CONTENT:
                    yield way, user

    def _way(self, node: Node, outline: Outline) -> tuple[str, Iri]:
        types = iris(outline.graph.objects(node, terms.TYPE))
        element = any(it.startswith(terms.MODELLDCATNO) and it not in _NO_ELEMENTS for it in types)
        if element and isinstance(node, Iri):
            return "attribute", node
        user = self.wholes.of(node)
        return _WAYS.get(outline.kinds.get(user, ""), "thing"), user

    def _pointing(self, iri: Iri, outline: Outline) -> list[tuple[Node, Iri]]:
        """Return what points at ``iri`` by which property, sought once for all things."""
        users = self._users.get(id(outline))
        if users is None:
            users = self._users[id(outline)] = {}
            holders = _holders(outline)
            for subject, predicate, value in outline.graph.triples():
                if isinstance(value, Iri) and predicate != terms.TYPE:
                    found = holders.get(subject, [subject])
                    users.setdefault(value, []).extend((it, predicate) for it in found)
        return users.get(iri, [])

    def _mentioning(self, change: Change) -> list[Iri]:
        """Return whose definitions have a term of the thing as a word, in whatever form.

        The terms before and after are sought: what still says the old one should be looked at.
        """
        if change.kind != "concept":
            return []
        found: dict[Iri, None] = {}
        for outline in (self.before, self.after):
            for value in outline.graph.objects(change.iri, terms.PREF_LABEL):
                if isinstance(value, Literal):
                    wanted = _stems(value.value, value.language)
                    for iri, texts in self._texts(value.language, wanted).items():
                        if iri != change.iri and any(_within(wanted, text) for text in texts):
                            found[iri] = None
        return list(found)

    def _texts(self, lang: str, wanted: list[str]) -> dict[Iri, list[list[str]]]:
        """Return the definitions in ``lang`` that have the rarest of the ``wanted`` words."""
        if self._mentions is None:
            self._mentions = {}
            for iri, kind in self.after.kinds.items():
                if kind == "concept":
                    for text in _definitions(self.after, iri):
                        words = _stems(text.value, text.language)
                        for word in set(words):
                            key = (text.language, word)
                            self._mentions.setdefault(key, {}).setdefault(iri, []).append(words)
        mentions = self._mentions
        return min((mentions.get((lang, word), {}) for word in wanted), key=len, default={})

    def _order(self, link: Link) -> tuple[str, str, str]:
        lang = self.after.first_language
        label = best(link.label, lang)
        return (sort_key(label.text, lang) if label else "", link.notation, link.iri)


def _holders(outline: Outline) -> dict[Node, list[Node]]:
    """Return all named nodes that reach each blank node: lists that end alike share their cells."""
    holders: dict[Node, list[Node]] = {}
    for holder, properties in outline.graph.subjects.items():
        if isinstance(holder, BlankNode):
            continue
        seen: set[Node] = set()
        queue = [it for objects in properties.values() for it in objects]
        while queue:
            node = queue.pop()
            if isinstance(node, BlankNode) and node not in seen:
                seen.add(node)
                holders.setdefault(node, []).append(holder)
                queue.extend(it for found in outline.graph.about(node).values() for it in found)
    return holders


def _matters(change: Change) -> bool:
    """Tell whether a change may concern who uses the thing."""
    if change.state in {"deprecated", "removed"}:
        return True
    return change.state == "changed" and any(it.aspect in MEANING for it in change.details)


def _definitions(outline: Outline, iri: Iri) -> Iterator[Literal]:
    graph = outline.graph
    about = graph.about(iri)
    for value in (*about.get(terms.DEFINITION, ()), *about.get(terms.XL_DEFINITION, ())):
        texts: Iterable[object] = [value]
        if not isinstance(value, Literal):
            texts = graph.objects(value, terms.VALUE)
        for text in texts:
            if isinstance(text, Literal):
                yield text


def _stems(text: str, lang: str) -> list[str]:
    analysis = analysis_of(lang)
    return [stem(word, analysis) for word in _WORD.findall(text.casefold())]


def _within(wanted: list[str], words: list[str]) -> bool:
    """Tell whether ``wanted`` stands in ``words``, one after the other."""
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
