"""JSON-LD 1.1, compact and framed: parts stand inside what they are parts of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from catalog import terms
from catalog.formats import context
from catalog.model.rdf import BlankNode, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Node, Term

Json = object
DEEPEST = 12
"""Nesting of parts; deeper ones are listed at the top, so that no reader's stack overflows."""
_INTEGER = re.compile(r"^(?:0|-?[1-9][0-9]{0,14})$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document: what of the context it needs, and its nodes, one a line."""

    predicates: frozenset[Iri]
    types: frozenset[str]
    prefixes: frozenset[tuple[str, str]]
    nodes: bytes


def write(blocks: Sequence[Block], prefixes: Prefixes, main: Node | None = None) -> bytes:
    """Return ``blocks`` as one JSON-LD document with the context it needs inside.

    ``main`` is what the document is about; without it every subject that isn't a part of
    another stands in ``@graph``, one a line.
    """
    if main is None:
        return b"".join(join([piece(blocks, prefixes)]))
    writer = _Writer(blocks, prefixes, main)
    nodes = [writer.whole(main), *writer.rest()] if main in writer.blocks else writer.rest()
    content: Json = nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    body = msgspec.json.format(msgspec.json.encode(content, enc_hook=str), indent=2)
    about = context.part(*writer.needs())
    # The context first, so that a reader can stream, and on one line, so that a person can skip it.
    return b'{\n  "@context": ' + about + b"," + body[1:] + b"\n"


def piece(blocks: Sequence[Block], prefixes: Prefixes) -> Piece:
    """Return a part of a document about many things."""
    writer = _Writer(blocks, prefixes, None)
    nodes = [msgspec.json.encode(node, enc_hook=str) for node in writer.rest()]
    return Piece(*writer.needs(), b",\n".join(nodes))


def join(pieces: Sequence[Piece]) -> Iterator[bytes]:
    """Yield parts as one document."""
    about = context.part(
        frozenset[Iri]().union(*(it.predicates for it in pieces)),
        frozenset[str]().union(*(it.types for it in pieces)),
        frozenset[tuple[str, str]]().union(*(it.prefixes for it in pieces)),
    )
    yield b'{\n"@context": ' + about + b',\n"@graph": [\n'
    between = b""
    for part in pieces:
        if part.nodes:
            yield between + part.nodes
            between = b",\n"
    yield b"\n]\n}\n"


class _Writer:
    """One document under way: what is written already, and what of the context it used."""

    def __init__(self, blocks: Sequence[Block], prefixes: Prefixes, main: Node | None) -> None:
        self.blocks = dict(blocks)
        # In a document about one thing all else explains it; in a list only parts stand inside.
        self.parts = {
            node for node in self.blocks if node != main and (main is not None or self._part(node))
        }
        self.written: set[Node] = set()
        self.predicates: set[Iri] = set()
        self.types: set[str] = set()
        self.used: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.prefixes = prefixes.for_json

    def needs(self) -> tuple[frozenset[Iri], frozenset[str], frozenset[tuple[str, str]]]:
        """Return what of the context has been used: predicates, types and prefixes."""
        return (
            frozenset(self.predicates), frozenset(self.types), frozenset(self.used.items()),
        )  # fmt: skip

    def rest(self) -> list[dict[str, Json]]:
        """Return the nodes not written yet: first those that are no part of another."""
        nodes = [
            self.whole(node)
            for node in self.blocks
            if node not in self.written and node not in self.parts
        ]
        nodes.extend(self.whole(node) for node in self.blocks if node not in self.written)
        return nodes

    def whole(self, node: Node, depth: int = 0) -> dict[str, Json]:
        """Return ``node`` with all that is said of it, its parts inside."""
        self.written.add(node)
        result: dict[str, Json] = {"id": self._id(node)}
        for predicate, objects in self.blocks[node]:
            if predicate == terms.TYPE and all(isinstance(value, Iri) for value in objects):
                names = [self._type(str(value)) for value in objects]
                result["type"] = names[0] if len(names) == 1 else names
                continue
            self._put(result, predicate, objects, depth)
        return result

    def _part(self, node: Node) -> bool:
        return isinstance(node, BlankNode) or (
            "#" in node and Iri(node.partition("#")[0]) in self.blocks
        )

    def _put(
        self, result: dict[str, Json], predicate: Iri, objects: list[Term], depth: int
    ) -> None:
        key, shape = context.KEYS.get(predicate, ("", ""))
        fitting: list[Term] = []
        odd: list[Term] = []
        for value in objects:
            (fitting if key and _fits(value, shape) else odd).append(value)
        if fitting:
            self.predicates.add(predicate)
            result[key] = self._shaped(fitting, shape, depth)
        if odd:
            values = [self._open(value, depth) for value in odd]
            result[self._name(predicate)] = values[0] if len(values) == 1 else values

    def _shaped(self, values: list[Term], shape: str, depth: int) -> Json:
        if shape in {context.TEXT, context.TEXTS}:
            texts: dict[str, list[str]] = {}
            for value in values:
                if isinstance(value, Literal):
                    texts.setdefault(value.language, []).append(value.value)
            if shape == context.TEXTS:
                return texts
            return {lang: all_[0] if len(all_) == 1 else all_ for lang, all_ in texts.items()}
        shaped = [self._closed(value, depth) for value in values]
        return shaped if shape == context.LINKS or len(shaped) > 1 else shaped[0]

    def _closed(self, value: Term, depth: int) -> Json:
        """Return a value whose kind the context tells."""
        if isinstance(value, Literal):
            if value.datatype == terms.INTEGER:
                return int(value.value)
            return value.value == "true" if value.datatype == terms.BOOLEAN else value.value
        return self._inside(value, depth) or self._id(value)

    def _open(self, value: Term, depth: int) -> Json:
        """Return a value that tells its own kind."""
        if isinstance(value, Literal):
            if value.language:
                return {"@language": value.language, "@value": value.value}
            if value.datatype:
                return {"@type": value.datatype, "@value": value.value}
            # A bare text could meet a term of the context that types it.
            return {"@value": value.value}
        return self._inside(value, depth) or {"id": self._id(value)}

    def _inside(self, node: Node, depth: int) -> Json:
        if node in self.written or node not in self.parts or depth >= DEEPEST:
            return None
        return self.whole(node, depth + 1)

    def _id(self, node: Node) -> str:
        return f"_:{node}" if isinstance(node, BlankNode) else node

    def _type(self, iri: str) -> str:
        if iri in context.TYPES:
            self.types.add(iri)
            return context.TYPES[iri]
        return self._name(iri)

    def _name(self, iri: str) -> str:
        name = self.names.get(iri)
        if name is None:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self.prefixes.get(iri[:cut])
            if prefix and iri[cut:] and not iri[cut:].startswith("//"):
                self.used[prefix] = iri[:cut]
                name = f"{prefix}:{iri[cut:]}"
            else:
                name = iri
            self.names[iri] = name
        return name


def _fits(value: Term, shape: str) -> bool:  # noqa: PLR0911 — one a shape
    if shape in {context.LINK, context.LINKS}:
        return not isinstance(value, Literal)
    if not isinstance(value, Literal):
        return False
    if shape in {context.TEXT, context.TEXTS}:
        return bool(value.language)
    if shape == context.DATE:
        return value.datatype == terms.DATE
    if shape == context.URI:
        return value.datatype == terms.ANY_URI
    # Only what JSON-LD turns back into the very same literal (JSON-LD 1.1 API §8.2).
    if value.datatype == terms.INTEGER:
        return bool(_INTEGER.match(value.value))
    if value.datatype == terms.BOOLEAN:
        return value.value in {"true", "false"}
    return not value.language and not value.datatype
