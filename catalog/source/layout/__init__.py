"""Turtle sources in one layout: read with their comments, written one fact a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.errors import SourceBroken
from catalog.source.layout.reader import read_document
from catalog.source.layout.sameness import graph_of, same
from catalog.source.layout.writer import write

if TYPE_CHECKING:
    from catalog.model.rdf import Graph

__all__ = ["format_turtle"]

BOM = "\ufeff"


def format_turtle(text: str, base_iri: str) -> str:
    """Return a Turtle document in the canonical layout, with its comments.

    It says the same as before, and formatting it again changes nothing. ``base_iri`` is what
    relative IRIs are seen from where the document declares no base.

    Raises SourceBroken, with line and column as its place, where ``text`` isn't Turtle 1.1.
    """
    text = text.removeprefix(BOM)
    before = graph_of(text, base_iri)
    document = read_document(text, base_iri)
    if not document.items and not document.tail:
        return ""
    written = write(document)
    if written != text and not _kept(written, base_iri, before):
        # Nothing is known to lead here; a document is rather left alone than harmed.
        raise SourceBroken(reason="not-kept")
    return written


def _kept(written: str, base_iri: str, before: Graph) -> bool:
    try:
        return same(graph_of(written, base_iri), before)
    except SourceBroken:
        return False
