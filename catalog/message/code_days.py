"""Days of codes: whether each code in a message was valid on the day that the model asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from catalog.message.functions import day_of
from catalog.message.remarks import Remark
from catalog.model.information import ATTRIBUTE, XML
from catalog.model.requirement import ERROR

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from catalog.message.parts import Parts, TypeParts
    from catalog.message.remarks import Remarks
    from catalog.model.information import AdmittedCode, Field, InformationModel

    # A Step that takes no time to make: an element of XML, its type and that type's IRI, the way
    # before.
    _Way: TypeAlias = tuple[Any, TypeParts, str, "_Way | None"]

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
KEPT: Final = 8_192
"""Codes with days kept ready: a register's hundreds, on the days of some weeks."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A field whose codes come and go, and where the day stands: type, tag, its field."""

    field: Field
    tag: str
    codes: dict[str, tuple[AdmittedCode, ...]]
    days: tuple[tuple[str, str, Field], ...]

    @property
    def begins(self) -> str:
        """The first day of which the list speaks: what was in use before, nobody has told."""
        return min((one.valid.start for group in self.codes.values() for one in group), default="")


@dataclass(frozen=True, slots=True)
class Written:
    """A code where it is written: the place as a remark has it."""

    code: str
    at: object
    name: str = ""


@dataclass(slots=True)
class Step:
    """An element of XML or an object of JSON on the way, and what stands around it."""

    node: Any
    made: TypeParts
    around: Step | None


@dataclass(slots=True)
class CodeDays:
    """What a model says of codes and days, by type; ``ways`` lead to the types that have any."""

    dated: dict[str, list[Dated]]
    ways: dict[str, dict[str, TypeParts]] = field(default_factory=dict)
    kept: set[tuple[str, str, str]] = field(default_factory=set)
    """Codes that were valid, by field and the day as it was written: most come again and again."""

    def judge(self, root: etree._Element, made: TypeParts, remarks: Remarks) -> None:
        """Note each code in a document of XML that isn't valid on its day."""
        stack: list[_Way] = [(root, made, made.type.iri, None)]
        while stack:
            way = stack.pop()
            element, _, type_, _ = way
            for dated in self.dated.get(type_, ()):
                text = _day_text(dated, way)
                if text:
                    self.look(dated, way, text, remarks)
            if ways := self.ways.get(type_):
                for child in element:
                    further = ways.get(child.tag)
                    if further is not None:
                        stack.append((child, further, further.type.iri, way))

    def look(self, dated: Dated, way: _Way, text: str, remarks: Remarks) -> None:
        """Look at the codes that an element of XML has in a field; ``text`` tells their day."""
        element, iri, tag = way[0], dated.field.iri, dated.tag
        if dated.field.node == ATTRIBUTE:
            code = element.get(tag)
            if (iri, code, text) not in self.kept and code in dated.codes:
                self.compare(dated, Written(code, element, tag), way, text, remarks)
            return
        for child in element.iterchildren(tag):
            code = child.text or ""
            if (iri, code, text) not in self.kept and code in dated.codes:
                self.compare(dated, Written(code, child), way, text, remarks)

    def compare(
        self, dated: Dated, written: Written, way: _Way, text: str, remarks: Remarks
    ) -> None:
        """Hold a code against its day, and remember it if it is right."""
        before = sum(remarks.counts.values())
        self.hold(dated, written, day_around(dated, _step(way), _text), remarks)
        wrong = sum(remarks.counts.values()) > before
        # Only codes of the list and days are kept: nothing else of a message outlives it.
        if not wrong and len(self.kept) < KEPT and DAY.fullmatch(text) and day_of(text):
            self.kept.add((dated.field.iri, written.code, text))

    def hold(
        self, dated: Dated, written: Written, found: tuple[str, str] | None, remarks: Remarks
    ) -> None:
        """Hold a code against a day, told with the name of the field that it stands in."""
        if found is None:
            return
        admitted = dated.codes[written.code]
        if any(_holds(one, found[0]) for one in admitted) or day_of(found[0]) is None:
            return
        if found[0] < dated.begins:
            return
        if remarks.count():
            remarks.kept.append(_remark(dated, admitted, written, found))


def code_days(model: InformationModel, parts: Parts) -> CodeDays:
    """Return what a model says of codes and days."""
    owners = {it.iri: made.type.iri for made in parts.types.values() for it in made.type.fields}
    dated: dict[str, list[Dated]] = {}
    for made in parts.types.values():
        for it in made.type.fields:
            if not any(code.valid.start or code.valid.end for code in it.codes):
                continue
            days = tuple(
                (owners[iri], day.name if _written(day, model) else parts.tag(day.name), day)
                for iri in it.valid_on
                if (day := parts.fields.get(iri)) is not None
            )
            if not days or it.iri not in parts.fields:
                continue
            codes: dict[str, tuple[AdmittedCode, ...]] = {}
            for code in it.codes:
                codes[code.notation] = (*codes.get(code.notation, ()), code)
            tag = it.name if _written(it, model) else parts.tag(it.name)
            dated.setdefault(made.type.iri, []).append(Dated(it, tag, codes, days))
    return CodeDays(dated, _ways(parts, set(dated)))


def _written(it: Field, model: InformationModel) -> bool:
    """Tell whether a field's name is written without the model's namespace."""
    return it.node == ATTRIBUTE or model.syntax != XML


def _ways(parts: Parts, goals: set[str]) -> dict[str, dict[str, TypeParts]]:
    """Return of each type those children through which one comes to ``goals``."""
    reached = set(goals)
    before = -1
    while before != len(reached):
        before = len(reached)
        for made in parts.types.values():
            if any(child.type.iri in reached for child in made.children.values()):
                reached.add(made.type.iri)
    return {
        made.type.iri: {
            tag: child for tag, child in made.children.items() if child.type.iri in reached
        }
        for made in parts.types.values()
    }


def _text(element: etree._Element, tag: str, it: Field) -> str | None:
    """Return a value of an element of XML."""
    found: str | None = element.get(tag) if it.node == ATTRIBUTE else element.findtext(tag)
    return found


def _day_text(dated: Dated, way: _Way) -> str | None:
    """Return the text that ``day_around`` reads a day from, without the day."""
    for owner, tag, it in dated.days:
        around: _Way | None = way
        while around is not None:
            if around[2] == owner:
                text = _text(around[0], tag, it)
                if text:
                    return text
            around = around[3]
    return None


def _step(way: _Way) -> Step:
    element, made, _, around = way
    return Step(element, made, None if around is None else _step(around))


def day_around(
    dated: Dated, step: Step | None, read: Callable[[Any, str, Field], str | None]
) -> tuple[str, str] | None:
    """Return the day that a code is held against, and the name of the field that it stands in.

    ``read`` gets a value of a node by its tag.
    """
    for owner, tag, it in dated.days:
        around = step
        while around is not None:
            if around.made.type.iri == owner:
                text = read(around.node, tag, it)
                if text:
                    # Of a moment, and with a time zone, only the day counts.
                    found = DAY.match(text.strip())
                    return (found[0], it.name) if found else None
            around = around.around
    return None


def _remark(
    dated: Dated, admitted: tuple[AdmittedCode, ...], written: Written, found: tuple[str, str]
) -> Remark:
    """Return the remark on a code that isn't valid on its day."""
    day, where = found
    code = admitted[-1]
    values = {"name": dated.field.name, "value": code.notation, "day": day, "where": where}
    started = [one for one in admitted if not one.valid.start or one.valid.start <= day]
    others = [one for group in dated.codes.values() for one in group]
    valid = {id(one) for one in others if _holds(one, day)}
    if started:
        code = max(started, key=lambda one: one.valid.end)
        near = [one for one in others if one.notation in code.replaced_by]
        near.sort(key=lambda one: id(one) not in valid)
        values["end"] = code.valid.end
        kind = "code-expired"
    else:
        code = min(admitted, key=lambda one: one.valid.start)
        near = [one for one in others if code.notation in one.replaced_by and id(one) in valid]
        values["start"] = code.valid.start
        kind = "code-not-yet"
    return Remark(kind, written.at, written.name, values, ERROR, dated.field, tuple(near))


def _holds(code: AdmittedCode, day: str) -> bool:
    valid = code.valid
    return (not valid.start or valid.start <= day) and (not valid.end or day <= valid.end)
