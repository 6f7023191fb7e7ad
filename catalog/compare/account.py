"""A Comparison put into words, line by line, for every writer to dress in its own way."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from catalog import terms
from catalog.compare.comparing import KINDS
from catalog.compare.comparison import STATES
from catalog.model.rdf import Iri
from catalog.model.resource import Value
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog.compare.comparison import Change, Comparison, Detail, Uses
    from catalog.model.resource import Link

SHOWN: Final = frozenset(
    {"term", "name", "alternative", "definition", "definition-source", "description", "status",
     "valid-from", "valid-to", "replaced-by", "replaces", "notation", "relation", "match",
     "subject", "values", "in", "member", "part", "scopeNote", "example"}
)  # fmt: skip
"""What is told of a new thing; of a changed one everything is."""
KEPT: Final = frozenset({"definition", "replaced-by"})
"""What is told of a thing that is gone, besides its name."""
LISTED: Final = frozenset(
    {"alternative", "hidden", "proposed", "source", "definition-source", "relation", "match",
     "subject", "values", "in", "member", "part", "see-also", "keyword", "replaces",
     "replaced-by"}
)  # fmt: skip
"""Aspects whose values, added or removed alike, stand in one line."""


CODED: Final = frozenset({"status", "definition-basis", "definition-audience"})
"""Aspects whose values are words of the EU's or of Norway's vocabularies, said in plain words."""


class Speaker(Protocol):
    """Who says a sentence in a reader's language: ``catalog.web.i18n.Translator``."""

    lang: str

    def __call__(self, key: str, **facts: str | int) -> str:
        """Return the sentence ``key`` with its facts."""

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a sentence."""

    def language(self, tag: str) -> str:
        """Return the name of a language."""

    def date(self, value: str) -> str:
        """Return a day in words."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line: ``state`` is ``same``, ``deleted`` or ``inserted``, ``lang`` its own."""

    text: str
    state: str = "same"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is about, and its text; ``note`` says what can't be seen."""

    label: str
    spans: tuple[Span, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: ``state`` for programs, ``tag`` for people; ``lines`` and who uses it."""

    state: str
    tag: str
    name: Span
    within: str
    iri: str
    lines: tuple[Line, ...]
    uses: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All things of a kind, and how many there are in each state."""

    title: str
    summary: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The whole: a title, a sentence, what could not be compared, and the things by kind."""

    title: str
    summary: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def account(comparison: Comparison, before: str, after: str, say: Speaker, most: int) -> Account:
    """Put ``comparison`` of the versions called ``before`` and ``after`` into words.

    ``most`` is how many values stand in one line; of further ones, how many there are.
    """
    teller = _Teller(say, most)
    sections = tuple(
        Section(
            title=say(f"diff.kinds.{kind}"),
            summary=teller.counted({it: _count(changes, it) for it in STATES}, kind),
            entries=tuple(map(teller.entry, changes)),
        )
        for kind in KINDS
        if (changes := [it for it in comparison.changes if it.kind == kind])
    )
    notes = [say("diff.unread", files=", ".join(comparison.unread))] if comparison.unread else []
    return Account(
        title=say("diff.title", before=before, after=after),
        summary=teller.summary(comparison),
        notes=tuple(notes),
        sections=sections,
    )


class _Teller:
    """Finds the words; ``say`` speaks the reader's language."""

    def __init__(self, say: Speaker, most: int) -> None:
        self.say = say
        self.most = most

    def summary(self, comparison: Comparison) -> str:
        """Return the whole in a sentence."""
        if not comparison.changes:
            return self.say("diff.nothing")
        counts = {state: _count(comparison.changes, state) for state in STATES}
        definitions = comparison.definitions()
        told = self.counted({**counts, "removed": 0})
        parts = [told] if told else []
        parts.append(self.say("diff.definitions", n=definitions))
        parts.append(self.say("diff.lost", n=counts["removed"]))
        return ", ".join(parts) + "."

    def counted(self, counts: Mapping[str, int], kind: str = "") -> str:
        """Return how many there are in each state that any is in."""
        return ", ".join(
            self.say(self._of_kind(f"diff.count.{state}", kind), n=n)
            for state, n in counts.items()
            if n
        )

    def entry(self, change: Change) -> Entry:
        """Return all lines about one thing."""
        shown = {"new": SHOWN, "removed": KEPT}.get(change.state)
        plain = shown is not None
        details = [it for it in change.details if shown is None or it.aspect in shown]
        if plain:
            details = _without_repeated_sources(details)
        lines = [self._line(group, plain=plain) for group in _grouped(details)]
        if change.twin:
            twin = Span(change.twin.iri)
            lines.insert(0, Line(self.say(f"diff.twin.{change.state}"), (twin,)))
        return Entry(
            state=change.state,
            tag=self.say(self._of_kind(f"diff.state.{change.state}", change.kind)),
            name=self._named(change.link, "same", change.kind == "code")
            if change.iri
            else Span(self.say("diff.nameless")),
            within=", ".join(self._named(link, "same").text for link in change.within),
            iri=change.iri,
            lines=(*lines, *(self._uses(it) for it in change.uses if it.way == "dangling")),
            uses=tuple(self._uses(it) for it in change.uses if it.way != "dangling"),
        )

    def _of_kind(self, key: str, kind: str) -> str:
        """Return the key of the form that goes with a kind, where its gender asks for one."""
        own = f"{key}-{kind}"
        return own if own in self.say else key

    def _uses(self, uses: Uses) -> Line:
        spans = [self._named(link, "same", link.kind == "code") for link in uses.links]
        return Line(self.say(f"diff.uses.{uses.way}"), self._joined(spans, uses.total))

    def _line(self, group: list[Detail], *, plain: bool) -> Line:
        first = group[0]
        if len(group) == 1 and first.action == "changed":
            return self._changed(first)
        state = {"added": "inserted", "removed": "deleted"}[first.action]
        spans = [self._value(it, it.after or it.before, "same" if plain else state) for it in group]
        return Line(self._label(first), self._joined(spans, len(group)))

    def _changed(self, detail: Detail) -> Line:
        old, new = detail.before, detail.after
        if old is None or new is None:
            text = self._properties(new) if new else ""
            return Line(self._label(detail), (Span(text),))
        if detail.pieces:
            spans = [Span(it.text, it.state, detail.lang) for it in detail.pieces]
        else:
            spans = [
                self._value(detail, old, "deleted"),
                Span(" "),
                self._value(detail, new, "inserted"),
            ]
        note = self.say("diff.unseen") if detail.unseen else ""
        if old == new and detail.aspect != "relation":
            return Line(self._label(detail), (self._value(detail, new, "same"),),
                        self.say("diff.inside"))  # fmt: skip
        if old.text == new.text and old.lang != new.lang:
            languages = {"before": self._language(old.lang), "after": self._language(new.lang)}
            return Line(
                self._label(detail, tagged=False),
                (Span(new.text, lang=new.lang),),
                self.say("diff.retagged", **languages),
            )
        if old.text == new.text and old.datatype != new.datatype:
            types = {"before": _short(old.datatype), "after": _short(new.datatype)}
            note = self.say("diff.retyped", **types)
        return Line(self._label(detail), tuple(spans), note)

    def _label(self, detail: Detail, *, tagged: bool = True) -> str:
        """Return what a line is about, with its language in brackets."""
        other = self._named(detail.about, "same").text if detail.about else ""
        if detail.aspect == "relation" and detail.action != "changed":
            kind = (detail.after or detail.before or Value()).text
            label = self.say(f"diff.relation.{kind}")
        elif detail.aspect in {"relation", "role"}:
            label = self.say(f"diff.aspect.{detail.aspect}", other=other)
        elif detail.aspect == "match":
            label = self.say(f"diff.match.{_local(detail.predicate)}")
        elif detail.aspect == "property":
            own = f"diff.property.{_local(detail.predicate)}"
            label = self.say(own) if own in self.say else _short(detail.predicate)
            if detail.about:
                label = self.say("diff.in_part", label=label, part=_part(detail.about))
        else:
            label = self.say(f"diff.aspect.{detail.aspect}")
        if tagged and detail.lang:
            return self.say("diff.in_language", label=label, language=self._language(detail.lang))
        return label

    def _value(self, detail: Detail, value: Value | None, state: str) -> Span:
        value = value or Value()
        if detail.aspect == "relation":
            if detail.action == "changed":
                return Span(self.say(f"diff.relation.{value.text}"), state)
            return self._named(detail.about, state) if detail.about else Span("", state)
        if value.link is not None:
            code = f"diff.{detail.aspect}.{_local(value.link.iri)}"
            if not value.link.label and detail.aspect in CODED and code in self.say:
                return Span(self.say(code), state)
            return self._named(value.link, state, value.link.kind == "code")
        if detail.aspect in {"valid-from", "valid-to"} or value.datatype == terms.DATE:
            return Span(self.say.date(value.text), state)
        return Span(value.text, state, value.lang)

    def _named(self, link: Link, state: str, coded: bool = False) -> Span:  # noqa: FBT001, FBT002
        """Return a thing's name, with its notation in front where it is a code."""
        label = best(link.label, self.say.lang)
        text = label.text if label and label.text else link.iri
        notation = f"{link.notation} " if coded and link.notation else ""
        return Span(notation + text, state, label.lang if label else "")

    def _joined(self, spans: list[Span], total: int) -> tuple[Span, ...]:
        shown = spans[: self.most]
        joined = [part for span in shown for part in (Span("; "), span)][1:]
        if total > len(shown):
            joined.append(Span(" " + self.say("diff.more", n=total - len(shown))))
        return tuple(joined)

    def _properties(self, value: Value) -> str:
        return ", ".join(map(_short, value.text.split()))

    def _language(self, tag: str) -> str:
        return self.say.language(tag) if tag else self.say("diff.no_language")


def _count(changes: Iterable[Change], state: str) -> int:
    return sum(change.state == state for change in changes)


def _without_repeated_sources(details: Iterable[Detail]) -> list[Detail]:
    """Return the details of a new thing with each source once, whatever the language."""
    kept: dict[object, Detail] = {}
    for detail in details:
        if detail.aspect == "definition-source":
            value = dataclasses.replace(detail.after or Value(), lang="")
            kept.setdefault(value, dataclasses.replace(detail, lang=""))
        else:
            kept[len(kept)] = detail
    return list(kept.values())


def _grouped(details: Iterable[Detail]) -> list[list[Detail]]:
    """Return the details in order, those that make one line together."""
    groups: dict[tuple[object, ...], list[Detail]] = {}
    for number, detail in enumerate(details):
        key: tuple[object, ...] = (number,)
        if detail.aspect in LISTED and detail.action != "changed":
            kind = (detail.after or detail.before or Value()).text
            same = kind if detail.aspect == "relation" else detail.predicate
            key = (detail.aspect, detail.action, detail.lang, same)
        groups.setdefault(key, []).append(detail)
    return list(groups.values())


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _part(link: Link) -> str:
    return "#" + link.iri.partition("#")[2] if "#" in link.iri else "[]"


def _short(iri: str) -> str:
    """Return an IRI with the prefix that the field knows it by."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri or Iri(terms.STRING).rpartition("#")[2]
