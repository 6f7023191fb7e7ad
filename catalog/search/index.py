"""Builds the two files of a search index: the term table and the Whoosh index."""

from collections.abc import Iterable
from pathlib import Path

from catalog.search.entry import Entry
from catalog.search.fulltext import write_text
from catalog.search.inventory import gather
from catalog.search.terms_file import write_terms


def build_index(entries: Iterable[Entry], folder: Path) -> None:
    """Write the index of the entries into an empty folder; the same entries, the same bytes."""
    inventory = gather(entries)
    write_terms(inventory, folder)
    write_text(inventory.terms(), folder)
