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
    from catalog.model.rdf import Node, Term

Json = object
DEEPEST = 12
"""Nesting of parts; deeper ones are listed at the top, so that no reader's stack overflows."""
_INTEGER = re.compile(r"^(?:0|-?[1-9][0-9]{0,14})\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document: what of the context it needs, and its nodes, one a line."""

    keys: frozenset[str]
    types: frozenset[str]
    nodes: bytes


def write(
    blocks: Sequence[Block], main: Node | None = None, neighbours: Sequence[Piece] = ()
) -> bytes:
    """Return ``blocks`` as one JSON-LD document with the context it needs inside.

    ``main`` is what the document is about, and stands at its top with its parts inside; all else,
    and the ``neighbours``, is ``included`` (JSON-LD 1.1 §4.13): a link is always a text, whatever
    is told of what it leads to. Without ``main`` every subject that isn't a part of another stands
    in ``@graph``, one a line.
    """
    if main is None:
        return b"".join(join([piece(blocks), *neighbours]))
    writer = _Writer(blocks, main)
    content = writer.whole(main) if main in writer.blocks else {"id": writer.name(main)}
    body = msgspec.json.format(msgspec.json.encode(content, enc_hook=str), indent=2)
    # These are one a line, as in a list: who needs but the thing itself can pass over them.
    included = [msgspec.json.encode(node, enc_hook=str) for node in writer.rest()]
    about = _context([writer.piece(()), *neighbours])
    included += [it.nodes for it in neighbours if it.nodes]
    more = b',\n  "included": [\n' + b",\n".join(included) + b"\n  ]\n}" if included else b"\n}"
    # The context first, so that a reader can stream, and on one line, so that a person can skip it.
    return b'{\n  "@context": ' + about + b"," + body[1:-2] + more + b"\n"


def piece(blocks: Sequence[Block]) -> Piece:
    """Return a part of a document about many things."""
    writer = _Writer(blocks, None)
    return writer.piece([msgspec.json.encode(node, enc_hook=str) for node in writer.rest()])


def join(pieces: Sequence[Piece]) -> Iterator[bytes]:
    """Yield parts as one document."""
    yield b'{\n"@context": ' + _context(pieces) + b',\n"@graph": [\n'
    between = b""
    for part in pieces:
        if part.nodes:
            yield between + part.nodes
            between = b",\n"
    yield b"\n]\n}\n"


def _context(pieces: Sequence[Piece]) -> bytes:
    return context.part(
        frozenset[str]().union(*(it.keys for it in pieces)),
        frozenset[str]().union(*(it.types for it in pieces)),
    )


class _Writer:
    """One document under way: what is written already, and what of the context it used."""

    def __init__(self, blocks: Sequence[Block], main: Node | None) -> None:
        self.blocks = dict(blocks)
        self.parts = {node for node in self.blocks if node != main and self._part(node)}
        self.written: set[Node] = set()
        self.keys: set[str] = set()
        self.types: set[str] = set()

    def piece(self, nodes: Sequence[bytes]) -> Piece:
        """Return ``nodes`` with what of the context has been used so far."""
        return Piece(frozenset(self.keys), frozenset(self.types), b",\n".join(nodes))

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
        result: dict[str, Json] = {"id": self.name(node)}
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
        keys = context.KEYS_OF.get(predicate, ())
        by_key: dict[tuple[str, str], list[tuple[Term, bool]]] = {}
        for value in objects:
            place, fits = _key(keys, predicate, value)
            by_key.setdefault(place, []).append((value, fits))
        for (key, shape), values in by_key.items():
            if shape:
                self.keys.add(key)
            result[key] = self._shaped(values, shape, depth)

    def _shaped(self, values: list[tuple[Term, bool]], shape: str, depth: int) -> Json:
        if shape in context.BY_LANGUAGE:
            texts: dict[str, list[str]] = {}
            for value, _ in values:
                if isinstance(value, Literal):
                    texts.setdefault(value.language or "@none", []).append(value.value)
            if shape == context.TEXTS:
                return texts
            return {lang: all_[0] if len(all_) == 1 else all_ for lang, all_ in texts.items()}
        shaped = [
            self._closed(value, shape, depth) if fits else self._open(value, depth)
            for value, fits in values
        ]
        return shaped if shape == context.LINKS or len(shaped) > 1 else shaped[0]

    def _closed(self, value: Term, shape: str, depth: int) -> Json:
        """Return a value whose kind the context tells."""
        if isinstance(value, Literal):
            if value.datatype == terms.INTEGER or shape in context.NUMBERS:
                return int(value.value)
            return value.value == "true" if value.datatype == terms.BOOLEAN else value.value
        return self._inside(value, depth) or self.name(value)

    def _open(self, value: Term, depth: int) -> Json:
        """Return a value that tells its own kind."""
        if isinstance(value, Literal):
            if value.language:
                return {"@language": value.language, "@value": value.value}
            if value.datatype:
                return {"@type": value.datatype, "@value": value.value}
            # A bare text could meet a term of the context that types it.
            return {"@value": value.value}
        return self._inside(value, depth) or {"id": self.name(value)}

    def _inside(self, node: Node, depth: int) -> Json:
        if node in self.written or node not in self.parts or depth >= DEEPEST:
            return None
        return self.whole(node, depth + 1)

    def name(self, node: Node) -> str:
        """Return how ``node`` is named in the document."""
        return f"_:{node}" if isinstance(node, BlankNode) else node

    def _type(self, iri: str) -> str:
        if iri in context.TYPES:
            self.types.add(iri)
            return context.TYPES[iri]
        return iri


def _key(
    keys: Sequence[tuple[str, str]], predicate: Iri, value: Term
) -> tuple[tuple[str, str], bool]:
    """Return the key of a statement, its shape, and whether the value has that shape.

    A value of another kind than that of any key tells its own kind there; only in a map by language
    there is no room for it (JSON-LD 1.1 §4.6.2), so it stands at the predicate's whole IRI.
    """
    for key in keys:
        if _fits(value, key[1]):
            return key, True
    for key in keys:
        if key[1] not in context.BY_LANGUAGE:
            return key, False
    return (str(predicate), ""), False


def _fits(value: Term, shape: str) -> bool:
    """Tell whether the context says all of the kind of ``value``."""
    if not isinstance(value, Literal) or shape in context.LINKED:
        return not isinstance(value, Literal) and shape in context.LINKED
    if shape in context.BY_LANGUAGE:
        return not value.datatype
    if shape not in (context.PLAIN, value.datatype):
        return False
    # Only what JSON-LD turns back into the very same literal (JSON-LD 1.1 API §8.2).
    if value.datatype == terms.INTEGER or shape in context.NUMBERS:
        return bool(_INTEGER.match(value.value))
    if value.datatype == terms.BOOLEAN:
        return value.value in {"true", "false"}
    return shape != context.PLAIN or not (value.language or value.datatype)
