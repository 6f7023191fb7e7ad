"""A document as Markdown (CommonMark 0.31 with the tables of GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.formats.document.blocks import Facts, Heading, Listing, Paragraph, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.formats.document.blocks import Block, Cell, Document, Span, Table

PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
"""What Markdown may take for a sign within a line (CommonMark §2.4)."""
FIRST: Final = re.compile(r"^(\d+)?([-+.=)])")
"""What begins a list, a heading or a line when it stands first (§4.3, §5.2)."""
ADDRESS: Final = re.compile(r"https?://[^\s()<>\\]+")


def as_markdown(document: Document) -> bytes:
    """Return ``document`` as Markdown. Nothing in the data can become markup or a link."""
    lines = [f"# {_safe(document.title)}", ""]
    if document.lead:
        lines += [_cell(document.lead), ""]
    for block in document.blocks:
        lines += [*_block(block), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_cell(block.text)}"
    elif isinstance(block, Paragraph):
        yield _cell(block.text)
    elif isinstance(block, Listing):
        yield from (f"- {_cell(it)}" for it in block.items)
    elif isinstance(block, Facts):
        yield from (f"- {_safe(name)}: {_cell(value)}" for name, value in block.pairs)
    elif isinstance(block, Source):
        yield from _fenced(block)
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield _row([_safe(it) for it in table.head])
    yield _row(["---"] * len(table.head))
    for cells in table.rows:
        yield _row(["<br>".join(map(_cell, paragraphs)) for paragraphs in cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fenced(source: Source) -> Iterator[str]:
    """Yield a text as it is, in a fence longer than any in it (§4.5)."""
    runs = [len(it) for it in re.findall(r"`+", source.text)]
    fence = "`" * max(3, *(it + 1 for it in runs), 3)
    yield f"{fence}{source.syntax}"
    yield from source.text.rstrip().splitlines()
    yield fence


def _cell(cell: Cell) -> str:
    return "".join(map(_span, cell)).strip()


def _span(span: Span) -> str:
    text = _code(span.text) if span.code else _safe(span.text)
    if ADDRESS.fullmatch(span.href):
        return f"<{span.href}>" if span.text == span.href else f"[{text}]({span.href})"
    return text


def _code(text: str) -> str:
    """Return a code span; a bar in a table ends a cell even there (GFM §4.10)."""
    line = _seen(text)
    fence = "`" * (max(map(len, re.findall(r"`+", line)), default=0) + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}".replace("|", "\\|")


def _safe(text: str) -> str:
    """Return ``text`` as text: on one line, and no sign of Markdown."""
    escaped = PUNCTUATION.sub(r"\\\1", _seen(text))
    begun = FIRST.sub(lambda found: f"{found[1] or ''}\\{found[2]}", escaped)
    # A bare address would become a link in some readers.
    return begun.replace("://", ":\N{WORD JOINER}//")


def _seen(text: str) -> str:
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in spaced)
