"""The pages in docs/rules: what the shapes and the examples say today."""

from __future__ import annotations

from pathlib import Path

from catalog.check.rulebook import Rulebook, read_examples
from catalog.check.rulepages import as_pages
from catalog.check.shapes import read_shapes
from catalog.settings import program_folder, read_settings

ROOT = Path(__file__).parents[2]


def test_pages_of_the_rules_are_up_to_date() -> None:
    """Who changes a rule or its examples renews the pages with `make rules`."""
    shapes = read_shapes(program_folder("shapes"), read_settings(ROOT))
    book = Rulebook(shapes, {name: rule.severity for name, rule in shapes.rules.items()})
    pages = as_pages(book, lambda name: read_examples(ROOT / "tests/check/data", name))
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/rules").iterdir()}
    assert sorted(written) == sorted(pages)
    assert [name for name, text in pages.items() if written[name] != text] == []
