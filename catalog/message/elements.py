"""Elements: what in a document of XML isn't as the model says, element by element.

Asked only where the schema refuses: then it tells in the model's terms what libxml2 tells in those
of XML Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog import terms
from catalog.message.masking import HIDDEN, NOTHING, excerpt, quoted
from catalog.message.nearest import distance
from catalog.message.remarks import Remark
from catalog.message.unique import repeated_keys
from catalog.model.requirement import ERROR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.limits import Limits
    from catalog.message.nearest import Nearest
    from catalog.message.parts import Parts, TypeParts
    from catalog.message.remarks import Remarks
    from catalog.message.values import Values
    from catalog.model.information import AdmittedCode, Field, ObjectType

INSTANCE: Final = f"{{{terms.XSI}}}"
"""Attributes that XML Schema itself allows everywhere (part 1, §2.6)."""
FAR: Final = 3
"""Letters to change in a name that is taken for a mistyped other."""
LONGEST: Final = 60


@dataclass(slots=True)
class Explainer:
    """Walks through one document and notes what it meets."""

    parts: Parts
    values: Values
    nearest: Nearest
    limits: Limits
    remarks: Remarks
    day: dt.date | None

    def explain(self, root: etree._Element, made: TypeParts) -> None:
        """Note what is wrong in a document whose outermost element is of the type ``made``."""
        stack: list[tuple[etree._Element, TypeParts]] = [(root, made)]
        while stack:
            element, made = stack.pop()
            self.attributes(element, made.attributes, made.type)
            stack += reversed(self.children(element, made))
            for unique, twin, key in repeated_keys(element, made, self.parts):
                hidden = any(self.parts.fields[iri].personal for iri in unique.by)
                shown = HIDDEN if hidden else self.shown(key)
                among = self.parts.fields[unique.among]
                names = ", ".join(self.parts.fields[iri].name for iri in unique.by)
                self.note("unique", twin, part=among, name=among.name, by=names, value=shown)

    def attributes(
        self, element: etree._Element, fields: dict[str, Field], type_: ObjectType | Field
    ) -> None:
        """Note attributes that are unknown, missing or wrong."""
        # By name: all values at once take the square of their number in lxml.
        for name in element.attrib.keys():  # noqa: SIM118 — no dict
            if name.startswith(INSTANCE):
                continue
            it = fields.get(name)
            if it is None and self.remarks.full:
                self.remarks.count()
            elif it is None:
                self.note("attribute-unknown", element, name, type_, like=self.like(name, fields),
                          element=self.named(element))  # fmt: skip
            else:
                self.value(element, name, it, element.get(name, ""))
        for name, it in fields.items():
            if it.min and name not in element.attrib:
                self.note("attribute-missing", element, part=it, name=name,
                          element=self.named(element))  # fmt: skip

    def children(
        self, element: etree._Element, made: TypeParts
    ) -> list[tuple[etree._Element, TypeParts]]:
        """Note what is wrong with the children themselves; return those that have parts."""
        self.between(element, made)
        counts: dict[str, int] = {}
        further: list[tuple[etree._Element, TypeParts]] = []
        place, before = -1, ""
        for child in element.iterchildren("*"):
            tag = child.tag
            it = made.elements.get(tag)
            if it is None:
                self.unknown(child, element, made)
                continue
            counts[tag] = counts.get(tag, 0) + 1
            if it.max is not None and counts[tag] > it.max:
                self.note("element-too-many", child, part=it, name=it.name, limit=str(it.max),
                          element=self.named(element))  # fmt: skip
            elif made.type.ordered and made.order[tag] < place:
                self.note("element-misplaced", child, part=it, name=it.name, before=before,
                          element=self.named(element))  # fmt: skip
            else:
                place, before = made.order[tag], it.name
            if tag in made.children:
                further.append((child, made.children[tag]))
            else:
                self.simple(child, it)
        for tag, it in made.elements.items():
            count = counts.get(tag, 0)
            if not count and it.min:
                self.note("element-missing", element, part=it, name=it.name,
                          element=self.named(element))  # fmt: skip
            elif count < it.min:
                self.note("element-too-few", element, part=it, name=it.name, limit=str(it.min),
                          count=str(count), element=self.named(element))  # fmt: skip
        return further

    def unknown(self, child: etree._Element, element: etree._Element, made: TypeParts) -> None:
        """Note an element that has no business here."""
        if self.remarks.full:
            self.remarks.count()
            return
        name = local(child.tag)
        if self.parts.tag(name) != child.tag and self.parts.tag(name) in made.elements:
            self.note("element-namespace", child, part=made.elements[self.parts.tag(name)],
                      name=self.named(child), namespace=self.shown(space(child.tag)) or NOTHING,
                      expected=self.parts.namespace or NOTHING)  # fmt: skip
            return
        like = self.like(name, (it.name for it in made.elements.values()))
        self.note("element-unknown", child, part=made.type, name=self.named(child), like=like,
                  element=self.named(element))  # fmt: skip

    def between(self, element: etree._Element, made: TypeParts) -> None:
        """Note text where only elements may stand; where nothing may stand, white space too."""
        texts = [element.text or "", *(child.tail or "" for child in element)]
        text = "".join(texts)
        if text.strip(" \t\r\n"):
            self.note("text-misplaced", element, part=made.type, name=self.named(element))
        elif text and not made.elements:
            self.note("element-not-empty", element, part=made.type, name=self.named(element))

    def simple(self, element: etree._Element, it: Field) -> None:
        """Note what is wrong with an element that has a value."""
        if it.simple_type and it.simple_type.base == "anyType" and it.code_list is None:
            return
        self.attributes(element, {}, it)
        inside = next(element.iterchildren("*"), None)
        if inside is not None:
            self.note("element-inside", inside, part=it, name=self.named(inside), element=it.name)
            return
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        self.value(element, "", it, text)

    def value(self, element: etree._Element, name: str, it: Field, text: str) -> None:
        """Note a value that isn't one of its field's."""
        fault = self.values.fault(it, text)
        if fault is None or not self.remarks.count():
            return
        shown = HIDDEN if it.personal else quoted(text, self.limits.message_excerpt)
        values = {"name": it.name, "value": shown, **fault.values}
        near: tuple[AdmittedCode, ...] = ()
        if fault.code == "code-unknown":
            near = self.nearest.to(it, text, self.day)
        self.remarks.kept.append(Remark(fault.code, element, name, values, ERROR, it, near))

    def note(
        self,
        code: str,
        at: etree._Element,
        /,
        attribute: str = "",
        part: Field | ObjectType | None = None,
        **values: str,
    ) -> None:
        """Note something; an attribute's name is its ``name`` where none is told."""
        if not self.remarks.count():
            return
        if attribute:
            values.setdefault("name", self.shown(local(attribute)))
        self.remarks.kept.append(Remark(code, at, attribute, values, ERROR, part))

    def like(self, name: str, names: Iterable[str]) -> str:
        """Return which of ``names`` may be meant by ``name``, as long as somebody will read it."""
        return NOTHING if self.remarks.full else most_like(local(name), names)

    def named(self, element: etree._Element) -> str:
        """Return the name of an element as it may be repeated."""
        return self.shown(local(element.tag))

    def shown(self, text: str) -> str:
        """Return a text of the message as it may be repeated."""
        return excerpt(text, self.limits.message_excerpt)


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def space(tag: str) -> str:
    """Return the namespace of a name, empty where it has none."""
    return tag[1:].rpartition("}")[0]


def most_like(name: str, names: Iterable[str]) -> str:
    """Return the name that ``name`` is taken for a mistyped form of, a dash where there is none."""
    if len(name) > LONGEST:
        return NOTHING
    lower = name.casefold()
    ranked = sorted((distance(lower, it.casefold()), it) for it in names)
    if ranked and ranked[0][0] <= min(FAR, len(name) // 2):
        return ranked[0][1]
    return NOTHING
