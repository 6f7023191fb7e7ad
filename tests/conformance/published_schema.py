"""What a published XML Schema demands, read into plain values, and the cases that follow from it.

Knows of XML Schema only what the register's schemas use, and stops loudly at anything else.
"""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

XS = "{http://www.w3.org/2001/XMLSchema}"
MANY = -1
PLAIN = {"schema", "annotation"}


@dataclass(frozen=True)
class Value:
    """What a text must be: a built-in type and the facets on it."""

    base: str
    length: int | None = None
    shortest: int | None = None
    longest: int | None = None
    patterns: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """An attribute."""

    name: str
    value: Value
    required: bool


@dataclass(frozen=True)
class Part:
    """An element in its parent: its content, and how many there may be."""

    name: str
    content: Content | Value
    least: int = 1
    most: int = 1
    unique: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Which children differ from each other, and by which fields."""


@dataclass(frozen=True)
class Content:
    """What is in an element: attributes, and parts in order."""

    fields: tuple[Field, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass
class Published:
    """A schema without a target namespace, as a tree of what it demands."""

    document: ET.Element
    named: dict[tuple[str, str], ET.Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert not self.document.get("targetNamespace")
        self.named = {(_tag(each), each.get("name", "")): each for each in self.document}

    @classmethod
    def read(cls, path: Path) -> Published:
        """Read a file that is ours or the reference library's."""
        return cls(ET.parse(path).getroot())  # noqa: S314 — no hostile file

    @classmethod
    def of(cls, text: bytes) -> Published:
        """Read a schema that the program made."""
        return cls(ET.fromstring(text))  # noqa: S314 — no hostile text

    @property
    def root(self) -> Part:
        """The one element that a document may be."""
        (element,) = (each for (tag, _), each in self.named.items() if tag == "element")
        return self.part(element)

    def part(self, element: ET.Element) -> Part:
        """Read ``xs:element``."""
        _only(
            element,
            {"name", "type", "minOccurs", "maxOccurs"},
            {"complexType", "simpleType", "unique"},
        )
        most = element.get("maxOccurs", "1")
        unique = []
        for one in element.findall(f"{XS}unique"):
            selector = one.find(f"{XS}selector")
            assert selector is not None
            fields = tuple(each.get("xpath", "") for each in one.findall(f"{XS}field"))
            unique.append((selector.get("xpath", ""), fields))
        return Part(
            element.get("name", ""),
            self.content(element),
            int(element.get("minOccurs", "1")),
            MANY if most == "unbounded" else int(most),
            tuple(sorted(unique)),
        )

    def content(self, element: ET.Element) -> Content | Value:
        """Read the type that an element has or names."""
        inner = element.find(f"{XS}complexType")
        name = element.get("type", "")
        if inner is None and ("complexType", name) in self.named:
            inner = self.named["complexType", name]
        return self.value(element) if inner is None else self.complex(inner)

    def complex(self, element: ET.Element) -> Content:
        """Read ``xs:complexType``."""
        _only(element, {"name"}, {"sequence", "attribute"})
        parts = []
        for sequence in element.findall(f"{XS}sequence"):
            _only(sequence, set(), {"element"})
            parts += [self.part(each) for each in sequence.findall(f"{XS}element")]
        fields = [self.field(each) for each in element.findall(f"{XS}attribute")]
        return Content(tuple(sorted(fields, key=lambda one: one.name)), tuple(parts))

    def field(self, element: ET.Element) -> Field:
        """Read ``xs:attribute``."""
        _only(element, {"name", "ref", "type", "use"}, {"simpleType"})
        name = element.get("ref", "")
        target = self.named["attribute", name] if name else element
        required = element.get("use", "optional") == "required"
        return Field(target.get("name", ""), self.value(target), required)

    def value(self, element: ET.Element) -> Value:
        """Read the simple type that an element or attribute has or names."""
        name = element.get("type", "")
        if name.startswith("xs:"):
            return Value(name)
        inner = self.named["simpleType", name] if name else element.find(f"{XS}simpleType")
        assert inner is not None
        restriction = inner.find(f"{XS}restriction")
        assert restriction is not None
        facets = {"length", "minLength", "maxLength", "pattern", "enumeration"}
        _only(restriction, {"base"}, facets)
        base = restriction.get("base", "")
        found = Value(base) if base.startswith("xs:") else self.value(ET.Element("x", type=base))

        def number(tag: str, inherited: int | None) -> int | None:
            one = restriction.find(XS + tag)
            return inherited if one is None else int(one.get("value", ""))

        def texts(tag: str) -> tuple[str, ...]:
            return tuple(each.get("value", "") for each in restriction.findall(XS + tag))

        made = dataclasses.replace(
            found,
            length=number("length", found.length),
            shortest=number("minLength", found.shortest),
            longest=number("maxLength", found.longest),
            # Patterns of one step are alternatives; the register has one in each.
            patterns=found.patterns + texts("pattern"),
            codes=tuple(sorted(texts("enumeration") or found.codes)),
        )
        if not made.codes:
            return made
        # Beside an enumeration, a length only takes away the codes that don't keep to it.
        least, most = made.length or made.shortest or 0, made.length or made.longest or 10**9
        assert not made.patterns
        return Value(made.base, codes=tuple(it for it in made.codes if least <= len(it) <= most))


def _tag(element: ET.Element) -> str:
    return element.tag.removeprefix(XS)


def _only(element: ET.Element, attributes: set[str], children: set[str]) -> None:
    """Stop where a schema says more than is read here."""
    unread = {_tag(each) for each in element} - children - {"annotation"}
    assert not unread, f"not read: {sorted(unread)} in {_tag(element)}"
    assert set(element.attrib) <= attributes, f"not read: {dict(element.attrib)}"
