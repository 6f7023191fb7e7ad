"""Requirement → document: which sections there are, and what stands in each, in one language."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from catalog.formats.document.blocks import (
    Document,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Source,
    Span,
    Table,
)
from catalog.formats.document.forms import form_of, occurrence, simple_form
from catalog.formats.schemas.codes import fields_of
from catalog.model.information import ATTRIBUTE
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.formats.document.blocks import Block, Cell
    from catalog.formats.document.speaker import Speaker
    from catalog.model.information import AdmittedCode, Field, ObjectType
    from catalog.model.requirement import BusinessRule, Requirement
    from catalog.model.resource import Link, Period
    from catalog.model.text import LangString


def requirement_document(
    requirement: Requirement, say: Speaker, day: dt.date | None = None
) -> Document:
    """Return the document of a requirement; its codes are those of ``day``, all without one."""
    return _Writer(requirement, say, day).document()


def title_of(requirement: Requirement, lang: str) -> str:
    """Return what a version is called: with its number, which stands in most names already."""
    name = best(requirement.label, lang)
    title, version = name.text if name else requirement.name, requirement.version
    told = re.search(rf"(?<![\w.]){re.escape(version)}(?![\w.])", title)
    return title if told or not version else f"{title} {version}"


class _Writer:
    """One document under way."""

    def __init__(self, requirement: Requirement, say: Speaker, day: dt.date | None) -> None:
        self.requirement = requirement
        self.model = requirement.model
        self.say = say
        self.day = day
        self.types = {it.iri: f"type-{number}" for number, it in enumerate(self.model.types, 1)}
        self.names = {it.iri: it.name for it in self.model.types}
        self.fields = {it.iri: it for type_ in self.model.types for it in type_.fields}
        self.places = {
            it.iri: f"{type_.name}/{it.name}" for type_ in self.model.types for it in type_.fields
        }
        self.meanings = {it.iri: it for it in requirement.meanings}
        self.lists: dict[tuple[str, tuple[AdmittedCode, ...]], tuple[str, Link]] = {}
        for field in self.fields.values():
            if field.code_list is not None:
                key = (field.code_list.iri, field.codes_on(day))
                self.lists.setdefault(key, (f"codes-{len(self.lists) + 1}", field.code_list))

    def document(self) -> Document:
        """Return the whole."""
        requirement = self.requirement
        sections = (
            self.facts(), self.object_types(), self.simple_types(), self.code_lists(),
            self.rules(), self.examples(),
        )  # fmt: skip
        blocks = tuple(block for section in sections for block in section)
        lead = self.text(requirement.description) or self.text(self.model.description)
        return Document(title_of(requirement, self.say.lang), self.say.lang, lead, blocks)

    def facts(self) -> Iterator[Block]:
        """Yield what the version is, and when it applies."""
        roots = [name for type_ in self.model.types for name in type_.roots]
        pairs: list[tuple[str, Cell]] = [
            (self.say("version"), (Span(self.requirement.version or "–"),)),
            (self.say("applies"), (Span(self.period(self.requirement.valid)),)),
            (self.say("identifier"), (_linked(self.requirement.iri),)),
            (self.say("model"), (_linked(self.model.iri),)),
        ]
        if self.model.syntax:
            pairs.append((self.say("syntax"), (Span(self.model.syntax.upper()),)))
        if roots:
            pairs.append((self.say("roots"), _comma([Span(it, code=True) for it in roots])))
        if self.model.namespace:
            pairs.append((self.say("namespace"), (Span(self.model.namespace, code=True),)))
        yield Facts(tuple(pairs))

    def object_types(self) -> Iterator[Block]:
        """Yield the types of the model, each with its properties."""
        if not self.model.types:
            return
        yield Heading(2, (Span(self.say("types")),), "types")
        for type_ in self.model.types:
            name = (*self.called(type_.label), Span(type_.name, code=True))
            yield Heading(3, name, self.types[type_.iri])
            if type_.description:
                yield Paragraph(self.text(type_.description))
            yield from (Paragraph(it) for it in self.meaning(type_.concept))
            fields = fields_of(type_.fields)
            if fields:
                rows = tuple(self.property(it) for it in fields)
                head = tuple(map(self.say, ("property", "occurs", "form", "meaning")))
                yield Table(self.say("properties-of", name=type_.name), head, rows)
            if type_.unique:
                yield Listing(tuple(self.unique(type_)))

    def property(self, field: Field) -> tuple[tuple[Cell, ...], ...]:
        """Return the row of a property."""
        node = self.say(f"node.{field.node}")
        name: list[Cell] = [(Span(field.name, code=True),)]
        if field.label and self.text(field.label)[0].text != field.name:
            name.append(self.text(field.label))
        told = [self.text(field.description)] if field.description else []
        told += self.meaning(field.concept)
        if field.valid_on:
            days = dict.fromkeys(self.places[it] for it in field.valid_on if it in self.places)
            if days:
                between = [Span(it, code=True) for it in days]
                told.append((Span(self.say("valid-on") + " "), *_comma(between)))
        if field.personal:
            told.append((Span(self.say("personal")),))
        return (
            tuple(name),
            ((Span(occurrence(field, self.say)),), (Span(node),)),
            tuple(self.form(field)),
            tuple(told) or ((Span("–"),),),
        )

    def form(self, field: Field) -> list[Cell]:
        """Return what a property holds: parts, a code or a value."""
        if field.target is not None:
            anchor = self.types.get(field.target.iri, "")
            name = self.names.get(field.target.iri, field.target.iri)
            return [(Span(name, href=f"#{anchor}" if anchor else "", code=True),)]
        if field.code_list is not None:
            anchor, found = self.lists[field.code_list.iri, field.codes_on(self.day)]
            (first, *_) = self.text(found.label) or (Span(found.iri),)
            return [(Span(self.say("code-of") + " "), Span(first.text, first.lang, f"#{anchor}"))]
        return form_of(field, self.say)

    def unique(self, type_: ObjectType) -> Iterator[Cell]:
        """Yield what no two of a role may share."""
        for it in type_.unique:
            among = self.fields.get(it.among)
            by = [self.fields[iri] for iri in it.by if iri in self.fields]
            names = ", ".join(f"@{one.name}" if one.node == ATTRIBUTE else one.name for one in by)
            if among:
                yield (Span(self.say("unique", among=among.name, by=names)),)

    def simple_types(self) -> Iterator[Block]:
        """Yield the forms of values that have a name."""
        if not self.model.simple_types:
            return
        yield Heading(2, (Span(self.say("simple-types")),), "simple-types")
        rows = tuple(
            (
                ((Span(it.name, code=True),),),
                tuple(simple_form(it, self.say)),
                (self.text(it.description) or self.text(it.label) or (Span("–"),),),
            )
            for it in self.model.simple_types
        )
        head = tuple(map(self.say, ("name", "form", "meaning")))
        yield Table(self.say("simple-types"), head, rows)

    def code_lists(self) -> Iterator[Block]:
        """Yield the code lists that the model takes codes from."""
        if not self.lists:
            return
        yield Heading(2, (Span(self.say("code-lists")),), "code-lists")
        told = self.say("codes-on", day=self.day) if self.day else self.say("codes-all")
        yield Paragraph((Span(told),))
        head = tuple(map(self.say, ("code", "text", "from", "to")))
        for (iri, codes), (anchor, found) in self.lists.items():
            name = self.text(found.label) or (Span(iri),)
            yield Heading(3, name, anchor)
            yield Paragraph((_linked(iri),))
            if not codes:
                yield Paragraph((Span(self.say("no-codes")),))
                continue
            yield Table(self.say("codes-of", name=name[0].text), head, tuple(map(self.code, codes)))

    def code(self, code: AdmittedCode) -> tuple[tuple[Cell, ...], ...]:
        """Return the row of a code."""
        texts = [self.text(code.label) or (Span("–"),)]
        if code.definition:
            texts.append(self.text(code.definition))
        if code.requires_specification:
            texts.append((Span(self.say("specified")),))
        if code.replaced_by:
            texts.append((Span(self.say("use", codes=", ".join(code.replaced_by))),))
        return (
            ((Span(code.notation or "–", code=True),),),
            tuple(texts),
            ((Span(self.day_of(code.valid.start)),),),
            ((Span(self.day_of(code.valid.end)),),),
        )

    def rules(self) -> Iterator[Block]:
        """Yield the business rules."""
        rules = self.requirement.rules
        if not rules:
            return
        yield Heading(2, (Span(self.say("rules")),), "rules")
        yield Paragraph((Span(self.say("rules-about")),))
        head = tuple(map(self.say, ("rule", "severity", "applies", "demands")))
        yield Table(self.say("rules"), head, tuple(map(self.rule, rules)))

    def rule(self, rule: BusinessRule) -> tuple[tuple[Cell, ...], ...]:
        """Return the row of a rule."""
        severity: list[Cell] = [(Span(self.say(f"severities.{rule.severity}")),)]
        if rule.milder:
            milder = self.say(f"severities.{rule.milder}")
            severity.append((Span(self.say("milder", severity=milder) + " "),
                             Span(rule.milder_where, code=True)))  # fmt: skip
        told = [self.text(rule.label)] if rule.label else []
        told += [self.text(rule.description)] if rule.description else []
        if not rule.computed:
            told.append((Span(self.say("not-computed") + " "), *self.text(rule.reason)))
        return (
            ((Span(rule.notation or rule.name),),),
            tuple(severity),
            ((Span(self.period(rule.valid)),),),
            tuple(told) or ((Span("–"),),),
        )

    def examples(self) -> Iterator[Block]:
        """Yield the messages to try things with."""
        if not self.requirement.examples:
            return
        yield Heading(2, (Span(self.say("examples")),), "examples")
        for number, it in enumerate(self.requirement.examples, 1):
            name = self.text(it.label) or (Span(self.say("example", n=number)),)
            yield Heading(3, name, f"example-{number}")
            verdict = self.say("right" if it.right else "wrong")
            yield Paragraph((Span(verdict + " "), *self.text(it.description)))
            yield Source(it.text, self.model.syntax)

    def meaning(self, concept: Link | None) -> list[Cell]:
        """Return what a concept means, with the way to it."""
        if concept is None:
            return []
        known = self.meanings.get(concept.iri)
        label = self.text(known.label if known else concept.label)
        name = label[0] if label else Span(concept.iri)
        told: list[Span] = [
            Span(self.say("concept") + " "),
            Span(name.text, name.lang, concept.iri),
        ]
        if known and known.definition:
            told += [Span(" – "), *self.text(known.definition)]
        return [tuple(told)]

    def called(self, label: Sequence[LangString]) -> Cell:
        """Return a name with a space behind, nothing where there is none."""
        return (*found, Span(" ")) if (found := self.text(label)) else ()

    def text(self, texts: Sequence[LangString]) -> Cell:
        """Return the text for a reader of the document's language, nothing where there is none."""
        found = best(texts, self.say.lang)
        if found is None:
            return ()
        return (Span(found.text, "" if found.lang == self.say.lang else found.lang),)

    def period(self, period: Period) -> str:
        """Return a period in words."""
        start, end = (self.say.date(it) for it in (period.start, period.end))
        if start and end:
            return self.say("period.both", start=start, end=end)
        if start or end:
            return self.say("period.from" if start else "period.to", day=start or end)
        return self.say("period.open")

    def day_of(self, day: str) -> str:
        """Return a day in words, a dash where there is none."""
        return self.say.date(day) if day else "–"


def _linked(iri: str) -> Span:
    return Span(iri, href=iri)


def _comma(spans: Sequence[Span]) -> Cell:
    """Return spans with commas between."""
    return tuple(part for it in spans for part in (Span(", "), it))[1:]
