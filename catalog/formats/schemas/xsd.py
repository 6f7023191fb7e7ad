"""XML Schema 1.0: an information model of XML messages as a schema document.

A type of the model is a type of the schema with the same name, so what a processor generates from
it has the model's words. ``appinfo`` leads back: its ``source`` is the IRI of the thing.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.errors import SchemaRefused
from catalog.formats.rdfxml import IMPOSSIBLE
from catalog.formats.schemas.codes import code_sets, fields_of, interval
from catalog.formats.schemas.named import NO_FACETS, is_named, named_types
from catalog.formats.schemas.pattern import PatternRefused, ecma
from catalog.model.information import ATTRIBUTE, XML, Field, SimpleType

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from catalog.formats.schemas.codes import CodeSet
    from catalog.model.information import Facets, InformationModel, ObjectType, Unique
    from catalog.model.text import LangString

NAME: Final = re.compile(r"[^\W\d][\w.·-]*")
"""An NCName, but for signs that no name of a message is written with (Namespaces in XML §4)."""
NOTHING: Final = "[a-[a]]"
"""A pattern that no text matches: on a day without codes there is nothing to write.

One set less itself: complements of each other in one set are misread by a processor in use.
"""
BUILT_IN: Final = frozenset(
    {
        "anyType", "anySimpleType", "string", "normalizedString", "token", "language", "Name",
        "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "boolean",
        "decimal", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short",
        "byte", "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
        "unsignedByte", "positiveInteger", "float", "double", "duration", "dateTime", "time",
        "date", "gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth", "hexBinary", "base64Binary",
        "anyURI", "QName",
    }
)  # fmt: skip
"""The datatypes of XML Schema part 2, §3.2 and §3.3."""
PREFIX: Final = "m"
"""Of the model's own namespace, where it has one."""


def xsd(model: InformationModel, day: dt.date | None = None) -> bytes:
    """Return ``model`` as an XML Schema, its codes those of ``day``, without one all it knows.

    Raises SchemaRefused for what XML Schema can't say, and for a model that isn't one of XML.
    """
    if model.syntax != XML:
        raise SchemaRefused(model.iri, reason="schema-syntax", known=model.syntax or "–")
    return _Writer(model, day, code_sets(model, day)).document()


@dataclass(slots=True)
class _Writer:
    """One schema under way."""

    model: InformationModel
    day: dt.date | None
    sets: dict[str, CodeSet]
    types: dict[str, ObjectType] = field(init=False)
    fields: dict[str, Field] = field(init=False)
    keys: dict[str, int] = field(default_factory=dict)
    """How often each name of a uniqueness constraint is used: it is one in a whole schema."""

    def __post_init__(self) -> None:
        self.types = self.model.by_iri()
        self.fields = {it.iri: it for type_ in self.model.types for it in type_.fields}

    def document(self) -> bytes:
        """Return the whole schema."""
        self.refuse_doubles()
        root = ET.Element("xs:schema", {"xmlns:xs": terms.XSD.rstrip("#")})
        if self.model.namespace:
            root.set(f"xmlns:{PREFIX}", self.safe(self.model.namespace, self.model.iri))
            root.set("targetNamespace", self.model.namespace)
        root.set("elementFormDefault", "qualified")
        if self.model.version:
            root.set("version", self.safe(self.model.version, self.model.iri))
        note = self.annotate(
            root, self.model.iri, "model", (self.model.label, self.model.description)
        )
        if self.day:
            info = ET.Element("xs:appinfo")
            info.text = f"codes {self.day.isoformat()}"
            note.insert(1, info)
        for type_ in self.model.types:
            for name in type_.roots:
                self.element(root, name, type_.iri, type_)
        for type_ in self.model.types:
            self.complex_type(root, type_)
        for simple in named_types(self.model):
            self.simple_type(root, simple, simple.name)
        for codes in {codes.name: codes for codes in self.sets.values()}.values():
            self.code_type(root, codes)
        ET.indent(root)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()

    def refuse_doubles(self) -> None:
        """Raise SchemaRefused where two types have one name (XML Schema part 1, §2.5)."""
        _refuse_same_names([*self.model.types, *named_types(self.model)])

    def complex_type(self, root: ET.Element, type_: ObjectType) -> None:
        """Write an object type: elements in order, then attributes."""
        made = ET.SubElement(root, "xs:complexType", name=self.name(type_.name, type_.iri))
        note = self.annotate(made, type_.iri, "type", (type_.label, type_.description))
        if type_.concept:
            _back(note, type_.concept.iri, "concept")
        fields = fields_of(type_.fields)
        elements = [it for it in fields if it.node != ATTRIBUTE]
        if elements:
            group = ET.SubElement(made, "xs:sequence" if type_.ordered else "xs:all")
            for it in elements:
                if not type_.ordered and it.many:
                    raise SchemaRefused(it.iri, reason="schema-unordered-many", known=it.name)
                self.field_element(group, it)
        for it in fields:
            if it.node == ATTRIBUTE:
                self.field_attribute(made, it)
        _refuse_same_names(elements)
        _refuse_same_names([it for it in fields if it.node == ATTRIBUTE])

    def element(self, parent: ET.Element, name: str, iri: str, type_: ObjectType) -> ET.Element:
        """Write an element with parts, and what must be unique in it."""
        made = ET.SubElement(
            parent, "xs:element", name=self.name(name, iri), type=self.ref(type_.name)
        )
        for unique in type_.unique:
            self.unique(made, unique)
        return made

    def field_element(self, group: ET.Element, it: Field) -> None:
        """Write a property that is an element."""
        occurs = {} if it.min == 1 else {"minOccurs": str(it.min)}
        if it.max != 1:
            occurs["maxOccurs"] = "unbounded" if it.max is None else str(it.max)
        if it.target is None:
            made = ET.SubElement(group, "xs:element", name=self.name(it.name, it.iri))
            self.typed(made, it)
        else:
            if it.target.iri not in self.types:
                raise SchemaRefused(it.iri, reason="schema-target", known=it.target.iri)
            made = self.element(group, it.name, it.iri, self.types[it.target.iri])
        made.attrib.update(occurs)
        self.describe(made, it, "element")

    def field_attribute(self, parent: ET.Element, it: Field) -> None:
        """Write a property that is an attribute."""
        if it.many or it.target:
            raise SchemaRefused(it.iri, reason="schema-attribute", known=it.name)
        made = ET.SubElement(parent, "xs:attribute", name=self.name(it.name, it.iri))
        self.typed(made, it)
        if it.min:
            made.set("use", "required")
        self.describe(made, it, "attribute")

    def describe(self, made: ET.Element, it: Field, kind: str) -> None:
        """Write what a property is, and the concept that it is about."""
        note = self.annotate(made, it.iri, kind, (it.label, it.description))
        if it.concept:
            _back(note, it.concept.iri, "concept")

    def typed(self, made: ET.Element, it: Field) -> None:
        """Write the type of a value, by name or inside."""
        if it.iri in self.sets:
            made.set("type", self.ref(self.sets[it.iri].name))
        elif it.simple_type is None:
            raise SchemaRefused(it.iri, reason="schema-untyped", known=it.name)
        elif it.simple_type.shared or it.simple_type.facets == NO_FACETS:
            any_value = it.simple_type.base == "anyType" and made.tag == "xs:attribute"
            made.set("type", "xs:anySimpleType" if any_value else self.simple_ref(it.simple_type))
        else:
            self.simple_type(made, it.simple_type)

    def simple_type(self, parent: ET.Element, simple: SimpleType, name: str = "") -> None:
        """Write a simple type with its facets; with ``name`` for all to use."""
        made = ET.SubElement(parent, "xs:simpleType")
        if name:
            made.set("name", self.name(name, simple.iri))
            self.annotate(made, simple.iri, "type", (simple.label, simple.description))
        if simple.base in {"anyType", "anySimpleType"}:
            # Neither may be restricted (part 2, §4.1.2).
            raise SchemaRefused(simple.iri, reason="schema-base", known=simple.base)
        restriction = ET.SubElement(
            made, "xs:restriction", base=self.built_in(simple.base, simple.iri)
        )
        self.facets(restriction, simple.facets, simple.iri)

    def code_type(self, root: ET.Element, codes: CodeSet) -> None:
        """Write a set of codes as an enumeration with the texts of each."""
        made = ET.SubElement(root, "xs:simpleType", name=self.name(codes.name, codes.code_list.iri))
        self.annotate(made, codes.code_list.iri, "code-list", (codes.code_list.label,))
        base = self.built_in(codes.base, codes.code_list.iri)
        restriction = ET.SubElement(made, "xs:restriction", base=base)
        if not codes.codes:
            # An enumeration of nothing would be no restriction at all.
            ET.SubElement(restriction, "xs:pattern", value=NOTHING)
        for code in codes.codes:
            value = self.safe(code.notation, code.iri)
            one = ET.SubElement(restriction, "xs:enumeration", value=value)
            kind = f"code {interval(code.valid)}"
            self.annotate(one, code.iri, kind, (code.label, code.definition))

    def facets(self, restriction: ET.Element, facets: Facets, iri: str) -> None:
        """Write what a value keeps to."""
        if facets.pattern:
            try:
                ecma(facets.pattern)
            except PatternRefused as problem:
                if problem.reason != "pattern-block":
                    raise SchemaRefused(iri, reason=problem.reason, known=facets.pattern) from None
        for tag, value in (
            ("length", facets.length),
            ("minLength", facets.min_length),
            ("maxLength", facets.max_length),
            ("pattern", facets.pattern),
            ("minInclusive", facets.min_inclusive),
            ("minExclusive", facets.min_exclusive),
            ("maxInclusive", facets.max_inclusive),
            ("maxExclusive", facets.max_exclusive),
            ("totalDigits", facets.total_digits),
            ("fractionDigits", facets.fraction_digits),
        ):
            if value not in {None, ""}:
                ET.SubElement(restriction, f"xs:{tag}", value=self.safe(str(value), iri))

    def unique(self, made: ET.Element, unique: Unique) -> None:
        """Write that no two of a role have the same key (part 1, §3.11)."""
        number = self.keys[unique.name] = self.keys.get(unique.name, 0) + 1
        name = unique.name if number == 1 else f"{unique.name}-{number}"
        key = ET.SubElement(made, "xs:unique", name=self.name(name, unique.iri))
        self.annotate(key, unique.iri, "unique", (unique.label, unique.description))
        ET.SubElement(key, "xs:selector", xpath=self.step(unique.among, unique))
        for by in unique.by:
            ET.SubElement(key, "xs:field", xpath=self.step(by, unique))

    def step(self, iri: str, unique: Unique) -> str:
        """Return the path of one step to a property."""
        it = self.fields.get(iri)
        if it is None:
            raise SchemaRefused(unique.iri, reason="schema-target", known=iri)
        return f"@{it.name}" if it.node == ATTRIBUTE else self.ref(it.name)

    def simple_ref(self, simple: SimpleType) -> str:
        """Return the name that a simple type goes by."""
        if is_named(simple):
            return self.ref(simple.name)
        return self.built_in(simple.base, simple.iri)

    def built_in(self, base: str, iri: str) -> str:
        """Return the name of a datatype of XML Schema. Raises SchemaRefused."""
        if base not in BUILT_IN:
            raise SchemaRefused(iri, reason="schema-base", known=base)
        return f"xs:{base}"

    def ref(self, name: str) -> str:
        """Return ``name`` as one of the model's namespace."""
        return f"{PREFIX}:{name}" if self.model.namespace else name

    def name(self, name: str, iri: str) -> str:
        """Return ``name`` where XML takes it as one. Raises SchemaRefused."""
        if not NAME.fullmatch(name):
            raise SchemaRefused(iri, reason="schema-name", known=name)
        return name

    def safe(self, text: str, iri: str) -> str:
        """Return ``text`` where XML can hold it (XML 1.0 §2.2). Raises SchemaRefused."""
        if IMPOSSIBLE.search(text):
            raise SchemaRefused(iri, reason="schema-sign", known=ascii(text))
        return text

    def annotate(
        self, made: ET.Element, iri: str, kind: str, texts: Iterable[tuple[LangString, ...]]
    ) -> ET.Element:
        """Write first in ``made`` where it comes from, and its texts in every language."""
        note = ET.Element("xs:annotation")
        _back(note, iri, kind)
        for text in (text for group in texts for text in group):
            told = ET.SubElement(note, "xs:documentation")
            if text.lang:
                told.set("xml:lang", text.lang)
            told.text = self.safe(text.text, iri)
        made.insert(0, note)
        return note


def _back(note: ET.Element, iri: str, kind: str) -> None:
    """Write the way back to the model: an ``appinfo`` before any documentation."""
    info = ET.Element("xs:appinfo", source=iri)
    info.text = kind
    note.insert(sum(each.tag == "xs:appinfo" for each in note), info)


def _refuse_same_names(things: Sequence[ObjectType | SimpleType | Field]) -> None:
    """Raise SchemaRefused where two things that stand together have one name."""
    seen: set[str] = set()
    for it in things:
        if it.name in seen:
            raise SchemaRefused(it.iri, reason="schema-name-taken", known=it.name)
        seen.add(it.name)
