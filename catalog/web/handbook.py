"""What the page about the API shows: the description as a reader goes through it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from catalog.web.pages_text import rendered
from catalog.web.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from catalog.web.openapi import Node, OpenApi
    from catalog.web.samples import Sample

REFERENCE: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a key of an object: its name, type and meaning.

    ``schema`` is the named one that tells more about it, or empty.
    """

    name: str
    type: str
    about: Markup
    required: bool
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """An answer, as JSON that is easy to read; ``asked`` is the query that it answers."""

    asked: str
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it is asked and what it answers."""

    id: str
    method: str
    path: str
    summary: str
    about: Markup
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    answer: str
    examples: tuple[Example, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations that belong together; ``slug`` is what their chapter is called in a URL."""

    slug: str
    about: Markup
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named object of the answers: its keys, or its type where it is no object."""

    name: str
    type: str
    about: Markup
    fields: tuple[Field, ...]


class Handbook:
    """The description in the order that it is read."""

    def __init__(self, openapi: OpenApi, origin: str) -> None:
        self._openapi = openapi
        self._origin = origin

    def introduction(self) -> Markup:
        """Return what holds for the whole API."""
        return rendered(self._openapi.parsed["info"]["description"])

    def chapters(self, values: dict[str, str]) -> tuple[Chapter, ...]:
        """Return all operations; ``values`` fill the requests to try."""
        found: dict[str, list[Operation]] = {}
        for path, method, operation in self._openapi.operations():
            made = self._operation(path, method, operation, values)
            found.setdefault(operation["tags"][0], []).append(made)
        return tuple(
            Chapter(tag["name"], rendered(tag["description"]), tuple(found[tag["name"]]))
            for tag in self._openapi.parsed["tags"]
            if tag["name"] in found
        )

    def shapes(self) -> tuple[Shape, ...]:
        """Return the named objects."""
        named = self._openapi.parsed["components"]["schemas"]
        return tuple(
            Shape(name, self._type(schema), _about(schema), tuple(self._fields(schema)))
            for name, schema in named.items()
        )

    def _operation(
        self, path: str, method: str, operation: Node, values: dict[str, str]
    ) -> Operation:
        resolve = self._openapi.resolve
        responses = {code: resolve(it) for code, it in operation["responses"].items()}
        content: Node = next(iter(responses.get("200", {}).get("content", {}).values()), {})
        body = resolve(operation.get("requestBody", {})).get("content", {})
        return Operation(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            about=_about(operation),
            parameters=tuple(
                Field(
                    it["name"], self._type(it["schema"]), _about(it),
                    it.get("required", False), _named(it["schema"]),
                )
                for it in map(resolve, operation.get("parameters", ()))
            ),
            body=next((_named(it["schema"]) for it in body.values()), ""),
            answers=tuple((code, it["description"]) for code, it in responses.items()),
            answer=_named(content.get("schema", {})),
            examples=tuple(
                Example(it.get("summary", ""), _readable(it["value"]))
                for it in content.get("examples", {}).values()
            ),
            samples=tuple(samples(operation, path, self._origin, values)),
        )  # fmt: skip

    def _fields(self, schema: Node) -> Iterator[Field]:
        """Yield the keys of an object, those of what it builds on first."""
        found: dict[str, Node] = {}
        required: set[str] = set()
        for part in self._parts(schema):
            required |= set(part.get("required", ()))
            for name, told in part.get("properties", {}).items():
                # What narrows a key further down says more of it than what introduced it.
                found[name] = {**found.get(name, {}), **told}
        for name, told in found.items():
            item = told.get("items", {})
            yield Field(
                name, self._type(told), _about({**self._openapi.resolve(told), **told}),
                name in required, _named(told) or _named(item),
            )  # fmt: skip

    def _parts(self, schema: Node) -> Iterator[Node]:
        schema = self._openapi.resolve(schema)
        for part in schema.get("allOf", ()):
            yield from self._parts(part)
        yield schema

    def _type(self, schema: Node) -> str:
        """Return in a few words what values there are."""
        parts = list(self._parts(schema))
        merged: Node = {}
        for part in parts:
            merged |= part
        if "enum" in merged:
            return " | ".join(map(str, merged["enum"]))
        if "const" in merged:
            return json.dumps(merged["const"])
        kind = merged.get("type", "")
        kind = " | ".join(kind) if isinstance(kind, list) else kind
        if kind == "array":
            inner = self._type(merged.get("items", {}))
            return f"[{_named(merged.get('items', {})) or inner or '…'}]"
        limits = [
            f"≥ {merged[key]}" for key in ("minimum",) if key in merged
        ] + [f"≤ {merged[key]}" for key in ("maximum", "maxLength") if key in merged]  # fmt: skip
        if "default" in merged:
            limits.append(f"= {merged['default']}")
        told = merged.get("format", "")
        return " ".join(filter(None, (kind, told, *limits)))


def _readable(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _about(node: Node) -> Markup:
    return rendered(str(node.get("description", "")))


def _named(schema: Node) -> str:
    """Return the name of the schema that is referred to, directly or by its items."""
    reference: Any = schema.get("$ref", "")
    return str(reference).removeprefix(REFERENCE) if reference else ""
