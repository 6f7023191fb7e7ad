"""Positions: line and column of every element and attribute are those that expat tells."""

from __future__ import annotations

import re
from xml.parsers import expat

import hypothesis
import pytest
from hypothesis import strategies as st
from lxml import etree

from catalog.limits import LIMITS
from catalog.message.document import Document, read_document
from catalog.message.positions import places

NAMES = st.sampled_from(["a", "b", "Møte", "x:c", "d-1.e"])
TEXTS = st.text(st.sampled_from("aæ😀 \n\t>'=/-"), max_size=6)
BREAKS = st.sampled_from(["", " ", "\n", "\r\n", "\r", "\n  ", "<!-- <a b='c'> -->", "<?p <a> ?>",
                          "<![CDATA[<a b='c'>]]>", "æøå😀"])  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw an element with attributes and children, laid out as oddly as XML allows."""
    name = draw(NAMES)
    attributes = "".join(
        f"{draw(st.sampled_from([' ', chr(10), '  ', chr(13) + chr(10)]))}{one}"
        f'{draw(st.sampled_from(["=", " = ", chr(10) + "= "]))}"{draw(TEXTS)}"'
        for one in draw(st.lists(st.sampled_from(["k", "x:k", "æ", "l"]), unique=True, max_size=3))
    )
    if draw(st.booleans()) or not depth:
        return f"<{name}{attributes}/>"
    inner = "".join(draw(BREAKS) + draw(texts(depth - 1)) for _ in range(draw(st.integers(0, 3))))
    return f"<{name}{attributes}>{inner}{draw(BREAKS)}</{name}>"


def by_expat(text: str) -> list[tuple[int, int]]:
    """Return line and column of each element, as expat counts them."""
    found = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, _attributes: found.append(
        (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    )
    parser.Parse(text.encode(), True)
    return found


@hypothesis.given(texts(), st.sampled_from(["", "<?xml version='1.0'?>\r\n", "<!-- æ\n -->"]))
@hypothesis.settings(database=None, deadline=None, max_examples=300)
def test_places_are_those_that_expat_tells(inner: str, start: str) -> None:
    """In any layout: tags over many lines, CRLF, signs beyond the BMP, comments and CDATA."""
    text = f'{start}<r xmlns:x="urn:x">{inner}</r>'
    root = etree.fromstring(text.encode())
    elements = list(root.iter("*"))
    wanted = {number: {"", *each.attrib} for number, each in enumerate(elements)}
    found = places(text, wanted)
    assert [(found[number, ""].line, found[number, ""].column)
            for number in wanted] == by_expat(text)  # fmt: skip
    lines = re.split(r"\r\n?|\n", text)
    spaces = {"x": "urn:x"}
    for number, each in enumerate(elements):
        for name in each.attrib:
            place = found[number, name]
            local = name.rpartition("}")[2]
            written = lines[place.line - 1][place.column - 1 :]
            assert written.startswith((local, f"x:{local}"))
            (value,) = root.xpath(place.path, namespaces=spaces)
            assert value.getparent() is each
        assert root.xpath(found[number, ""].path, namespaces=spaces) == [each]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_columns_are_of_signs_in_any_encoding(encoding: str) -> None:
    """Not of bytes, and a byte order mark is no sign."""
    told = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{told}"?>\r\n<æøå><b å="ø"/></æøå>'
    document = read_document(text.encode(encoding), LIMITS)
    assert isinstance(document, Document)
    found = places(document.text.decode(), {1: {"", "å"}})
    assert (found[1, ""].line, found[1, ""].column) == (2, 6)
    assert (found[1, "å"].line, found[1, "å"].column) == (2, 9)
    assert found[1, "å"].path == "/æøå/b[1]/@å"
