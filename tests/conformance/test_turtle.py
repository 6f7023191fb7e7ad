"""The W3C's Turtle tests (https://www.w3.org/2013/TurtleTests/) against what rewrites sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.errors import SourceBroken
from catalog.source.layout import format_turtle
from tests.source.turtle_texts import canonical

pytestmark = pytest.mark.conformance

HERE = "http://www.w3.org/2013/TurtleTests/"
"""What relative IRIs are seen from, as the README of the tests has it."""
FILES = sorted((Path(__file__).parent / "w3c-turtle").glob("*.ttl"))
BAD = [path.name for path in FILES if "bad" in path.name]
GOOD = [path.name for path in FILES if "bad" not in path.name]


def read(name: str) -> str:
    """Return a test's text, letter for letter."""
    return (FILES[0].parent / name).read_bytes().decode()


def test_the_tests_are_all_there() -> None:
    """As many as the W3C published: 209 to be read, 82 to be refused."""
    assert (len(GOOD), len(BAD)) == (209, 82)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_keeps_its_graph_and_has_one_layout(name: str) -> None:
    """The same statements before and after; a second run changes no byte."""
    text = read(name)
    written = format_turtle(text, HERE + name)
    assert canonical(written, HERE + name) == canonical(text, HERE + name)
    assert format_turtle(written, HERE + name) == written


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused(name: str) -> None:
    """It says at which line and column."""
    with pytest.raises(SourceBroken) as problem:
        format_turtle(read(name), HERE + name)
    line, _, column = problem.value.place.partition(":")
    assert int(line) >= 1
    assert int(column) >= 1
