"""ModelChanges put into words, line by line, for the same writers as any other comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.compare.account import Account, Entry, Line, Section, Span
from catalog.model.model_changes import BREAKS, FREE, LOOK, TOPICS
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.compare.account import Speaker
    from catalog.model.information import AdmittedCode
    from catalog.model.model_changes import ModelChange, ModelChanges, Side

STATES: Final = {BREAKS: "deprecated", LOOK: "changed", FREE: "new"}
"""The sign and colour that each impact has in the writers."""
SEVERE: Final = frozenset({"rule-added", "rule-graver", "rule-milder"})
"""Kinds whose values are severities."""


def account_of(changes: ModelChanges, say: Speaker, most: int) -> Account:
    """Put ``changes`` into words; ``say`` speaks the sentences of the site.

    ``most`` is how many codes are told of one change; of further ones, how many there are.
    """
    return Account(
        title=title(changes, say),
        summary=summary(changes, say),
        notes=tuple(_applies(side, say) for side in (changes.before, changes.after)
                    if side.valid.start or side.valid.end),
        sections=sections(changes, say, most),
    )  # fmt: skip


def sections(changes: ModelChanges, say: Speaker, most: int) -> tuple[Section, ...]:
    """Return the topics that anything changed in."""
    return tuple(
        Section(
            title=say(f"changes.topic.{topic}"),
            summary=_counted(of, say),
            entries=tuple(_entry(it, say, most) for it in of),
        )
        for topic in TOPICS
        if (of := changes.of(topic))
    )


def one_section(changes: ModelChanges, say: Speaker, most: int) -> Section:
    """Return all of ``changes`` as one part of a larger account."""
    return Section(
        title=title(changes, say),
        summary=summary(changes, say),
        entries=tuple(_entry(it, say, most) for it in changes.changes),
    )  # fmt: skip


def title(changes: ModelChanges, say: Speaker) -> str:
    """Return what is compared: two versions, or what became of one."""
    before, after = called(changes.before, say), called(changes.after, say)
    key = "within" if changes.before.iri == changes.after.iri else "title"
    return say(f"changes.{key}", before=before, after=after)


def summary(changes: ModelChanges, say: Speaker) -> str:
    """Return the whole in a sentence: how much must be acted on."""
    return f"{_counted(changes.changes, say)}." if changes.changes else say("changes.none")


def called(side: Side, say: Speaker) -> str:
    """Return what people call a version."""
    label = best(side.label, say.lang)
    if not side.version:
        return label.text if label else side.name
    return say("changes.version", name=side.name, version=side.version)


def sentence(change: ModelChange, say: Speaker) -> str:
    """Return what changed, and what to do about it."""
    what = say(
        f"changes.kind.{change.kind}",
        n=len(change.codes),
        before=_value(change.kind, change.before, say),
        after=_value(change.kind, change.after, say),
    )
    return say("changes.on", day=say.date(change.day), what=what) if change.day else what


def _counted(changes: Iterable[ModelChange], say: Speaker) -> str:
    found = list(changes)
    counts = {impact: sum(it.impact == impact for it in found) for impact in STATES}
    return ", ".join(say(f"changes.count.{impact}", n=n) for impact, n in counts.items() if n)


def _applies(side: Side, say: Speaker) -> str:
    start, end = side.valid.start, side.valid.end
    key = "both" if start and end else "start" if start else "end"
    days = say(f"changes.period.{key}", start=say.date(start), end=say.date(end))
    return say("changes.applies", name=called(side, say), days=days)


def _entry(change: ModelChange, say: Speaker, most: int) -> Entry:
    lines = [Line(say("changes.change"), (Span(sentence(change, say)),))]
    lines += [Line(it.notation, _code(it, say)) for it in change.codes[:most]]
    if len(change.codes) > most:
        more = say("changes.more", n=len(change.codes) - most)
        lines.append(Line(say("changes.codes_title"), (Span(more),)))
    if change.parts:
        parts = ", ".join(it.notation for it in change.parts)
        lines.append(Line(say("changes.parts"), (Span(parts),)))
    label = best(change.link.label, say.lang) if change.link else None
    return Entry(
        state=STATES[change.impact],
        tag=say(f"changes.impact.{change.impact}"),
        name=Span(change.place),
        within=label.text if label and label.text != change.place else "",
        iri=change.link.iri if change.link else "",
        lines=tuple(lines),
        uses=(),
    )


def _code(code: AdmittedCode, say: Speaker) -> tuple[Span, ...]:
    label = best(code.label, say.lang)
    told = Span(label.text, lang=label.lang) if label else Span(code.iri)
    if not code.replaced_by:
        return (told,)
    return (told, Span(". " + say("changes.use", codes=", ".join(code.replaced_by))))


def _value(kind: str, value: str, say: Speaker) -> str:
    """Return a value in a reader's words, where it is a word of ours."""
    folder = "changes.severity" if kind in SEVERE else "model.node"
    own = f"{folder}.{value}"
    return say(own) if kind in {*SEVERE, "property-node"} and own in say else value
