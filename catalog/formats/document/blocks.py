"""What a document is made of, whatever it is written in: headings, paragraphs, tables, text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Some text; ``lang`` where it isn't the document's own, ``href`` an address or ``#anchor``.

    ``code``: what a program reads, shown sign by sign.
    """

    text: str
    lang: str = ""
    href: str = ""
    code: bool = False


Cell = tuple[Span, ...]
"""Text that runs on."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 2 or deeper, and ``anchor`` is its own in the document."""

    level: int
    text: Cell
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: Cell


@dataclass(frozen=True, slots=True)
class Listing:
    """Items in no order that matters."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its heading, and each cell holds paragraphs."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A text as a program reads it, line by line; ``syntax`` is ``xml``, ``json`` or empty."""

    text: str
    syntax: str = ""


Block = Heading | Paragraph | Listing | Facts | Table | Source


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language."""

    title: str
    lang: str
    lead: Cell
    blocks: tuple[Block, ...]
