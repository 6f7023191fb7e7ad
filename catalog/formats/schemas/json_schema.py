"""JSON Schema 2020-12: an information model as a schema of JSON messages.

The one keyword of our own, ``x-model``, is an annotation: it leads back to the model and holds
what JSON Schema has no word for. A validator that doesn't know it judges the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from catalog import terms
from catalog.errors import SchemaRefused
from catalog.formats.schemas.codes import code_sets, fields_of, interval
from catalog.formats.schemas.json_values import BASES, json_value
from catalog.formats.schemas.named import is_named, named_types
from catalog.model.information import JSON, XML
from catalog.model.text import best

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.formats.schemas.codes import CodeSet
    from catalog.model.information import (
        AdmittedCode,
        Field,
        InformationModel,
        ObjectType,
        SimpleType,
    )
    from catalog.model.text import LangString

OURS: Final = "x-model"


def json_schema(model: InformationModel, day: dt.date | None = None, lang: str = "nb") -> bytes:
    """Return ``model`` as a JSON Schema, its codes those of ``day``, without one all it knows.

    ``title`` and ``description`` are in ``lang`` or what its readers understand best; every
    language is in ``x-model``. A model of XML messages is told as JSON with a member for each
    element and attribute. Raises SchemaRefused for what JSON Schema can't say.
    """
    if model.syntax not in {JSON, XML}:
        raise SchemaRefused(model.iri, reason="schema-syntax", known=model.syntax or "–")
    made = _Writer(model, day, lang, code_sets(model, day)).document()
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


@dataclass(slots=True)
class _Writer:
    """One schema under way."""

    model: InformationModel
    day: dt.date | None
    lang: str
    sets: dict[str, CodeSet]

    def document(self) -> dict[str, object]:
        """Return the whole schema."""
        model = self.model
        types = {it.iri: it for it in model.types}
        definitions: dict[str, object] = {}
        for type_ in model.types:
            self.define(definitions, type_.name, type_.iri, self.object_type(type_, types))
        for simple in named_types(model):
            self.define(definitions, simple.name, simple.iri, self.simple(simple, told=True))
        for codes in {codes.name: codes for codes in self.sets.values()}.values():
            self.define(definitions, codes.name, codes.code_list.iri, self.codes(codes))
        roots = [ref(it.name) for it in model.types if it.root]
        if not roots:
            raise SchemaRefused(model.iri, reason="schema-root", known=model.name)
        return {
            "$schema": terms.JSON_SCHEMA,
            **self.told((model.label, model.description)),
            OURS: {
                "iri": model.iri,
                "version": model.version,
                "valid": interval(model.valid),
                **({"codes": self.day.isoformat()} if self.day else {}),
                **self.languages((model.label, model.description)),
            },
            **(roots[0] if len(roots) == 1 else {"anyOf": roots}),
            "$defs": definitions,
        }

    def define(self, definitions: dict[str, object], name: str, iri: str, made: object) -> None:
        """Note a definition. Raises SchemaRefused where its name is taken."""
        if name in definitions:
            raise SchemaRefused(iri, reason="schema-name-taken", known=name)
        definitions[name] = made

    def object_type(self, type_: ObjectType, types: dict[str, ObjectType]) -> dict[str, object]:
        """Return an object type: its members, which of them must be there, and no others."""
        fields = fields_of(type_.fields)
        members: dict[str, object] = {}
        for it in fields:
            self.define(members, it.name, it.iri, self.member(it, types))
        made: dict[str, object] = {
            "type": "object",
            **self.told((type_.label, type_.description)),
            OURS: {
                "iri": type_.iri,
                **({"concept": type_.concept.iri} if type_.concept else {}),
                **self.languages((type_.label, type_.description)),
                **({"unique": self.unique(type_)} if type_.unique else {}),
            },
            "properties": members,
        }
        if required := [it.name for it in fields if it.min]:
            made["required"] = required
        if not type_.open:
            made["additionalProperties"] = False
        return made

    def member(self, it: Field, types: dict[str, ObjectType]) -> dict[str, object]:
        """Return what a member holds: a value or an object, or a list of them."""
        value = self.value(it, types)
        made: dict[str, object] = {
            **self.told((it.label, it.description)),
            OURS: {
                "iri": it.iri,
                **({"node": it.node} if self.model.syntax == XML else {}),
                **({"concept": it.concept.iri} if it.concept else {}),
                **self.languages((it.label, it.description)),
            },
        }
        if not it.many:
            return made | value
        made |= {"type": "array", "items": value}
        if it.min:
            made["minItems"] = it.min
        if it.max is not None:
            made["maxItems"] = it.max
        return made

    def value(self, it: Field, types: dict[str, ObjectType]) -> dict[str, object]:
        """Return what one occurrence of a member holds."""
        if it.target:
            if it.target.iri not in types:
                raise SchemaRefused(it.iri, reason="schema-target", known=it.target.iri)
            return ref(types[it.target.iri].name)
        if it.iri in self.sets:
            return ref(self.sets[it.iri].name)
        if it.simple_type is None:
            raise SchemaRefused(it.iri, reason="schema-untyped", known=it.name)
        if is_named(it.simple_type):
            return ref(it.simple_type.name)
        return self.simple(it.simple_type)

    def simple(self, simple: SimpleType, *, told: bool = False) -> dict[str, object]:
        """Return a simple type with its facets; ``told`` with its texts too."""
        made = json_value(simple)
        if told:
            texts = (simple.label, simple.description)
            made |= {**self.told(texts), OURS: {"iri": simple.iri, **self.languages(texts)}}
        return made

    def codes(self, codes: CodeSet) -> dict[str, object]:
        """Return a set of codes: the values, and what each of them means."""
        if BASES.get(codes.base, {}).get("type") != "string":
            raise SchemaRefused(codes.code_list.iri, reason="schema-base", known=codes.base)
        values: dict[str, object] = {"type": "string", "enum": [it.notation for it in codes.codes]}
        return {
            **self.told((codes.code_list.label,)),
            OURS: {
                "iri": codes.code_list.iri,
                **self.languages((codes.code_list.label,)),
                "codes": [self.code(it) for it in codes.codes],
            },
            # Nothing passes where no code may be used; an empty enum is against good manners.
            **(values if codes.codes else {"not": {}}),
        }

    def code(self, code: AdmittedCode) -> dict[str, object]:
        """Return what a code means, and when it may be used."""
        return {
            "code": code.notation,
            "iri": code.iri,
            "valid": interval(code.valid),
            **({"replacedBy": list(code.replaced_by)} if code.replaced_by else {}),
            **self.languages((code.label, code.definition)),
        }

    def unique(self, type_: ObjectType) -> list[dict[str, object]]:
        """Return what must be unique, which JSON Schema can't demand."""
        names = {it.iri: it.name for other in self.model.types for it in other.fields}
        found: list[dict[str, object]] = []
        for it in type_.unique:
            lost = [iri for iri in (it.among, *it.by) if iri not in names]
            if lost:
                raise SchemaRefused(it.iri, reason="schema-target", known=lost[0])
            by = [names[iri] for iri in it.by]
            found.append({"iri": it.iri, "among": names[it.among], "by": by})
        return found

    def told(self, texts: Iterable[tuple[LangString, ...]]) -> dict[str, object]:
        """Return ``title`` and ``description`` in the language asked for."""
        found = zip(("title", "description"), texts, strict=False)
        return {name: text.text for name, group in found if (text := best(group, self.lang))}

    def languages(self, texts: Iterable[tuple[LangString, ...]]) -> dict[str, object]:
        """Return the texts by language, ``und`` where none is stated."""
        found = zip(("title", "description"), texts, strict=False)
        return {
            name: {text.lang or "und": text.text for text in group}
            for name, group in found
            if group
        }


def ref(name: str) -> dict[str, object]:
    """Return a reference to a definition (RFC 6901 §6)."""
    return {"$ref": f"#/$defs/{quote(name.replace('~', '~0').replace('/', '~1'))}"}
