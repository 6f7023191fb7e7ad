"""Faults of JSON messages: what a schema refuses, told in the model's terms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from catalog.message.elements import LONGEST, most_like
from catalog.message.masking import HIDDEN, NOTHING, excerpt, quoted
from catalog.message.remarks import Remark
from catalog.message.values import BASES
from catalog.model.requirement import ERROR

if TYPE_CHECKING:
    import datetime as dt

    import jsonschema_rs

    from catalog.limits import Limits
    from catalog.message.json_text import Path
    from catalog.message.nearest import Nearest
    from catalog.message.parts import Parts, TypeParts
    from catalog.message.remarks import Remarks
    from catalog.model.information import AdmittedCode, Field

FACETS: Final = {
    "pattern": "value-pattern",
    "minLength": "value-short",
    "maxLength": "value-long",
    "minimum": "value-low",
    "exclusiveMinimum": "value-low",
    "maximum": "value-high",
    "exclusiveMaximum": "value-high",
    "multipleOf": "value-fraction",
    "enum": "code-unknown",
    "const": "code-unknown",
    "not": "code-unknown",
    "minItems": "items-too-few",
    "maxItems": "items-too-many",
}
"""Keywords of JSON Schema, and the findings about them."""
KINDS: Final = {
    str: "string", bool: "boolean", int: "integer", float: "number", dict: "object",
    list: "array", type(None): "null",
}  # fmt: skip


@dataclass(slots=True)
class JsonExplainer:
    """Notes what the schema refuses in one message."""

    parts: Parts
    nearest: Nearest
    limits: Limits
    remarks: Remarks
    day: dt.date | None

    def note(self, problem: jsonschema_rs.ValidationError, value: object, root: TypeParts) -> None:
        """Note one thing."""
        kind, told = problem.kind.name, problem.kind.value
        path: Path = tuple(problem.instance_path)
        if kind == "additionalProperties":
            for name in told if isinstance(told, list) else ():
                self.unknown(str(name), path, root)
            return
        if kind == "enum" and not isinstance(_at(value, path), str):
            # That it is no text at all is told already.
            return
        if not self.remarks.count():
            return
        it, made = self.met(path, root)
        if kind == "required":
            it = made.elements.get(str(told)) if made else None
            values = {"name": str(told), "element": self.name(path, root)}
            self.keep("member-missing", path, it, made, values)
            return
        found = _at(value, path)
        code = _code(kind, it, found)
        shown = HIDDEN if it is not None and it.personal else self.shown(found)
        size = len(found) if isinstance(found, (str, list)) else 0
        values = {
            "name": self.name(path, root),
            "value": shown,
            "kind": kind if code == "schema-other" else KINDS.get(type(found), NOTHING),
            "type": _types(told) if code == "json-kind" else _base(it),
            "limit": str(told),
            "length": str(size),
            "count": str(size),
            "pattern": it.simple_type.facets.pattern if it and it.simple_type else str(told),
        }
        near: tuple[AdmittedCode, ...] = ()
        if code == "code-unknown" and it is not None and isinstance(found, str):
            near = self.nearest.to(it, found, self.day)
        self.remarks.kept.append(Remark(code, path, "", values, ERROR, it, near))

    def unknown(self, name: str, path: Path, root: TypeParts) -> None:
        """Note a member that the model doesn't know."""
        if not self.remarks.count():
            return
        _, made = self.met(path, root)
        like = NOTHING
        if made is not None and len(name) <= LONGEST:
            like = most_like(name, made.elements)
        values = {"name": self.shown(name), "like": like, "element": self.name(path, root)}
        self.keep("member-unknown", (*path, name), None, made, values)

    def keep(
        self,
        code: str,
        path: Path,
        it: Field | None,
        made: TypeParts | None,
        values: dict[str, str],
    ) -> None:
        """Keep a remark about a field, or else about the type around it."""
        part = it or (made.type if made else None)
        self.remarks.kept.append(Remark(code, path, "", values, ERROR, part))

    def met(self, path: Path, root: TypeParts) -> tuple[Field | None, TypeParts | None]:
        """Return the field that a path leads to, and the type of what is there."""
        it: Field | None = None
        made: TypeParts | None = root
        for step in path:
            if isinstance(step, int):
                continue
            it = made.elements.get(step) if made else None
            made = made.children.get(step) if made else None
        return it, made

    def name(self, path: Path, root: TypeParts) -> str:
        """Return the name of what a path leads to, as it may be repeated."""
        names = (step for step in reversed(path) if isinstance(step, str))
        return self.shown(next(names, root.type.name))

    def shown(self, value: object) -> str:
        """Return a value of the message as it may be repeated: of one with parts only its kind."""
        if isinstance(value, (dict, list)):
            return "{…}" if isinstance(value, dict) else "[…]"
        if isinstance(value, str):
            return quoted(value, self.limits.message_excerpt)
        return excerpt(json.dumps(value), self.limits.message_excerpt)


def _code(kind: str, it: Field | None, found: object) -> str:
    """Return the finding about a keyword of JSON Schema that a value doesn't keep."""
    if kind == "type":
        return "json-kind"
    if kind in {"minLength", "pattern", "enum", "const", "not", "format"} and found == "":
        return "value-empty"
    if kind == "format":
        return BASES.get(_base(it), "value-type")
    if kind == "pattern" and not (it and it.simple_type and it.simple_type.facets.pattern):
        # The datatype itself is told by a pattern there.
        return "value-type"
    return FACETS.get(kind, "schema-other")


def _base(it: Field | None) -> str:
    return it.simple_type.base if it and it.simple_type else NOTHING


def _at(value: Any, path: Path) -> Any:  # noqa: ANN401 — a part of any message
    for step in path:
        value = value[step]
    return value


def _types(told: object) -> str:
    """Return the kinds that a schema demands."""
    names = told if isinstance(told, list) else [told]
    return ", ".join(sorted(str(name) for name in names))
