"""CSV: what is read back is what was written, and no program takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats import separated
from tests.conftest import PROJECT
from tests.formats.made import HOSTILE

csv.field_size_limit(10_000_000)
WIDE = "\uff1d\uff0b\uff0d\uff20"
dangerous = st.text("=+-@;,\t\r\n'\" a1|\\\0" + WIDE, max_size=12)
cells = st.one_of(st.sampled_from(HOSTILE), dangerous, st.text("aæ日 e\u0301", max_size=9))
FORMULA = re.compile(rf"[\" ]*[=+\-@\t\r\n{WIDE}]")
INSIDE = re.compile(rf"[\" ]*[=+\-@{WIDE}]")


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=4))
def test_every_cell_is_read_back_as_it_was(lines: list[list[str]]) -> None:
    """Any CSV reader and the one documented rule give every value back, whatever stands in it."""
    body = b"".join(separated.piece([cells]) for cells in lines)
    assert body == separated.piece(lines)
    read = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True)
    assert [[separated.unguarded(cell) for cell in cells] for cells in read] == lines


GUIDE = (PROJECT / "docs" / "data.md").read_text("utf-8")
[UNDO] = re.findall(r'(?m)^    re\.sub\(r"""(.+)""", r"\\1", cell\)$', GUIDE)


@given(cells)
def test_the_guide_tells_how_to_read_a_cell(cell: str) -> None:
    """The line of Python that it gives does what the reader in the program does."""
    assert re.sub(UNDO, r"\1", separated.guarded(cell)) == cell


@given(cells)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    """Neither as it stands nor where a program takes the cell apart at semicolons or lines."""
    written = separated.guarded(cell)
    if re.fullmatch(r"-[0-9]+([.,][0-9]+)?", cell):
        assert written == cell
        return
    assert not FORMULA.match(written)
    assert not any(INSIDE.match(part) for part in re.split(r"[;\t\r\n]", written)[1:])


@pytest.mark.parametrize("number", ["-1", "-1.5", "-1,5", "-007"])
def test_a_negative_number_is_left_as_it_is(number: str) -> None:
    """A notation that is a number is that number in every program."""
    assert separated.guarded(number) == number


@pytest.mark.parametrize("text", ["a;=1+1", 'a;"=1+1"', "a\n=1+1", "a\r\n-1+1", "a\t@x", "a; '=1"])
def test_a_program_that_cuts_at_semicolons_meets_no_formula(text: str) -> None:
    """A Norwegian Excel reads ``;`` as the end of a cell, in the middle of our quotation marks."""
    line = separated.piece([["x", text]]).decode()
    assert not any(INSIDE.match(part) for part in re.split(r"[;\t\r\n]", line))


def test_lines_end_as_rfc_4180_says() -> None:
    """CRLF after each line, the last one too; quotation marks only where they are needed."""
    body = separated.piece([["iri", "a"], ["x,y", 'say "hi"']])
    assert body == b'iri,a\r\n"x,y","say ""hi"""\r\n'


def test_a_long_run_of_spaces_takes_no_time() -> None:
    """The guard looks at each letter a few times at most."""
    text = ("; '\"" * 20_000) + "x"
    assert separated.unguarded(separated.guarded(text)) == text
