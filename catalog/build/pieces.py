"""A part of a file in every format, and such pieces on disk until they are put together."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from catalog import formats
from catalog.formats import (
    jskos,
    jsonld,
    ntriples,
    plain,
    rdfxml,
    separated,
    tabular,
    turtle,
)
from catalog.formats.order import blocks
from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalog.build.holdings import Part
    from catalog.build.packing import Packer
    from catalog.formats import Format
    from catalog.formats.order import Block
    from catalog.formats.prefixes import Prefixes
    from catalog.model.rdf import Node
    from catalog.model.resource import Resource

Made = dict[str, Any]
"""A piece in each format, by the format's name; RDF/XML is missing where it can't say it."""

LINES: Final = "lines"
"""The name of the pieces that a workbook is made of."""
OF_STATEMENTS: Final = frozenset(form.name for form in formats.FORMATS if form.rdf)
"""The names of pieces that are made of statements; the others are made of resources."""


class Pieces:
    """Makes pieces; pure, so that processes can share the work."""

    def __init__(self, packer: Packer) -> None:
        self._packer = packer
        self._catalogue = packer.catalogue

    def statements(self, subjects: Iterable[Node]) -> Made:
        """Return all that is said of ``subjects`` in each format of linked data."""
        graph = self._catalogue.graph
        content = blocks((node, graph.about(node)) for node in subjects)
        return in_each_format(content, self._packer.prefixes)

    def records(self, parts: Sequence[Part]) -> Made:
        """Return ``parts`` in full in each other format."""
        records = [self.record(iri) for iri, _ in parts]
        languages = self._catalogue.settings.languages
        lines = [
            tabular.line(record, depth, languages)
            for record, (_, depth) in zip(records, parts, strict=True)
        ]
        return {
            formats.JSON.name: plain.piece(records),
            formats.JSKOS.name: jskos.piece(map(self._packer.plain_skos.as_skos, records)),
            formats.CSV.name: separated.piece(lines),
            LINES: lines,
            **self._plain_skos(parts),
        }

    def _plain_skos(self, parts: Sequence[Part]) -> Made:
        """Return ``parts`` in plain SKOS; nothing where SKOS has no word for any of them."""
        content = self._packer.plain_skos.told(iri for iri, _ in parts)
        prefixes = self._packer.prefixes
        made: Made = {simple(formats.TURTLE): turtle.piece(content, prefixes)}
        with contextlib.suppress(rdfxml.Unwritable):
            made[simple(formats.RDF_XML)] = rdfxml.piece(content, prefixes)
        return made

    def record(self, iri: Iri) -> Resource:
        """Return a resource with all that the catalogue knows of it."""
        return self._catalogue.record(iri, self._catalogue.members(iri))


def in_each_format(content: Sequence[Block], prefixes: Prefixes) -> Made:
    """Return blocks as a piece in each format of linked data."""
    made: Made = {
        formats.TURTLE.name: turtle.piece(content, prefixes),
        formats.JSON_LD.name: jsonld.piece(content),
        formats.N_TRIPLES.name: ntriples.write(content),
    }
    with contextlib.suppress(rdfxml.Unwritable):  # told of where documents are made
        made[formats.RDF_XML.name] = rdfxml.piece(content, prefixes)
    return made


def simple(form: Format) -> str:
    """Return the name of the pieces of plain SKOS in a format."""
    return f"{form.name}:{formats.SKOS}"


class Stored(Sequence[Any]):
    """Pieces on disk in their order; each is read when its turn comes, and none is kept."""

    def __init__(self, folder: Path, name: str, numbers: Sequence[int]) -> None:
        self._paths = [folder / f"{number}.{name}" for number in numbers]
        self._decoder = _DECODERS[name.partition(":")[0]]

    @staticmethod
    def write(folder: Path, name: str, number: int, piece: object) -> None:
        """Write a piece; ``name`` is its format's, or ``LINES``."""
        body = msgspec.msgpack.encode(piece, enc_hook=str)
        (folder / f"{number}.{name}").write_bytes(body)

    def whole(self) -> bool:
        """Tell whether every piece was written."""
        return all(path.exists() for path in self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 — slices too, and pieces of any format
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return self._decoder.decode(self._paths[index].read_bytes())


_DECODERS: Final[dict[str, msgspec.msgpack.Decoder[Any]]] = {
    formats.TURTLE.name: msgspec.msgpack.Decoder(turtle.Piece),
    formats.JSON_LD.name: msgspec.msgpack.Decoder(jsonld.Piece),
    formats.N_TRIPLES.name: msgspec.msgpack.Decoder(bytes),
    formats.RDF_XML.name: msgspec.msgpack.Decoder(rdfxml.Piece),
    formats.JSON.name: msgspec.msgpack.Decoder(bytes),
    formats.JSKOS.name: msgspec.msgpack.Decoder(bytes),
    formats.CSV.name: msgspec.msgpack.Decoder(bytes),
    LINES: msgspec.msgpack.Decoder(list[tuple[str, ...]]),
}
