"""Turtle in the canonical layout: the same graph, every comment, and one fact a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from catalog.errors import SourceBroken
from catalog.source.layout import format_turtle
from tests.conftest import PROJECT
from tests.source.turtle_texts import BASE, COMMENT, canonical, documents

SHIPPED = [
    str(path.relative_to(PROJECT))
    for folder in ("vocab", "shapes", "tests/data")
    for path in sorted((PROJECT / folder).rglob("*.ttl"))
]
HEAD = "@prefix p: <https://p.example/> .\n"

UNTIDY = """\
\ufeff# Terms of the kitchen.
@prefix skos: <http://www.w3.org/2004/02/skos/core#>. # SKOS
# ours
PREFIX k: <https://kitchen.example/>
@base <https://id.example.org/> .

# --- Soups ---

# The first.
k:soup a skos:Concept; skos:definition '''liquid
food''' , "flytende \\"mat\\""@nb ; # mends
   # What it is called.
   skos:prefLabel "suppe"@nb,"soup"@en-GB; # both
   skos:related <https://id.example.org/bread>, [ a skos:Concept ] ;
   <http://www.w3.org/2004/02/skos/core#member> ( k:a # one
     1.0 ) .\r
<bread> k:made true ; a skos:Concept .
# The end.
"""
TIDY = """\
# Terms of the kitchen.

@base <https://id.example.org/> .
# ours
@prefix k: <https://kitchen.example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . # SKOS

# --- Soups ---

# The first.
k:soup
    a skos:Concept ;
    # What it is called.
    skos:prefLabel "suppe"@nb ;
    skos:prefLabel "soup"@en-GB ; # both
    skos:definition \"\"\"liquid
food\"\"\" ;
    skos:definition "flytende \\"mat\\""@nb ; # mends
    skos:related <bread> ;
    skos:related [
        a skos:Concept ;
    ] ;
    skos:member (
        k:a # one
        1.0
    ) ;
.

<bread>
    a skos:Concept ;
    k:made true ;
.

# The end.
"""


def test_the_layout_is_this() -> None:
    """Base, prefixes and properties in order, a fact a line, comments where they belong."""
    assert format_turtle(UNTIDY, BASE) == TIDY


@given(documents())
@settings(max_examples=200, deadline=None)
def test_the_graph_and_the_comments_stay(text: str) -> None:
    """What is laid out says the same, keeps every comment, and is laid out already."""
    written = format_turtle(text, BASE)
    assert canonical(written) == canonical(text)
    assert written.count(COMMENT) == text.count(COMMENT)
    assert format_turtle(written, BASE) == written


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_files_keep_what_they_say(name: str) -> None:
    """Every Turtle file of this repository can be laid out, and again to the same bytes."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    written = format_turtle(text, BASE)
    assert canonical(written) == canonical(text)
    assert format_turtle(written, BASE) == written


@pytest.mark.parametrize(
    "written, wanted",
    [
        ("", ""),
        ("\ufeff", ""),
        (" \r\n\t", ""),
        ("# only this", "# only this\n"),
        ("# one\r\n\r\n\r\n# two  ", "# one\n\n# two\n"),
        ("@prefix b: <b> .\n@prefix a: <a> .", "@prefix a: <{}a> .\n@prefix b: <{}b> .\n"),
    ],
)
def test_a_file_without_facts_has_a_layout_too(written: str, wanted: str) -> None:
    """An empty file, one with comments alone, and one with prefixes alone."""
    assert format_turtle(written, BASE) == wanted.format(BASE, BASE)


@pytest.mark.parametrize(
    "value, wanted",
    [
        ("""'it "is" so'""", r'"it \"is\" so"'),
        (r'"a\nb"', '"""a\nb"""'),
        (r'"a\"\n"', '"""a"\n"""'),
        (r'"\n\""', '"""\n\\""""'),
        (r'"\n\"\"\""', '"""\n\\"\\"\\""""'),
        (r'"tab\t cr\r"', r'"tab\t cr\r"'),
        ('"bidi \u202e"', r'"bidi \u202E"'),
        (r'"\u00E6 § 4\u00A07"', '"æ § 4\u00a07"'),
        ('"e\u0301"', '"e\u0301"'),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#string>', '"x"'),
        ('"07"^^<http://www.w3.org/2001/XMLSchema#integer>', "07"),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#integer>', None),
        ('"x"@nb-NO', None),
        ("-1.50", None),
        ("1.E3", None),
        ("<https://p.example/a>", "p:a"),
        ("<https://p.example/a/b>", None),
        ("<https://p.example/>", None),
        (r"p:a\(b\)", "<https://p.example/a(b)>"),
        ("p:a%20b", None),
        ("_:x", None),
        ("( )", "()"),
        ("[ ]", "[]"),
    ],
)
def test_a_value_is_written_by_what_it_is(value: str, wanted: str | None) -> None:
    """How a term was written before doesn't matter; None is: as it was."""
    written = format_turtle(f"{HEAD}p:s p:p {value} .", BASE)
    assert written == f"{HEAD}\np:s\n    p:p {wanted or value} ;\n.\n"


def test_a_prefix_bound_anew_keeps_the_graph() -> None:
    """The first binding stands; what the second one named is written in full."""
    text = f"{HEAD}p:a p:b 1 .\n# anew\n@prefix p: <https://q.example/> .\np:a p:b 2 ."
    written = format_turtle(text, BASE)
    assert "# anew\n\n@prefix p: <https://p.example/> ." in written
    assert "<https://q.example/a>\n    <https://q.example/b> 2 ;" in written


def test_relative_iris_get_a_declared_base() -> None:
    """A file that leaned on the catalogue's base says so; the first base declared stands."""
    assert format_turtle("<a> <b> <c#d> .", BASE).startswith(f"@base <{BASE}> .\n\n<a>\n")
    text = f"@base <{BASE}> .\n<a> <b> 1 .\n@base <https://q.example/> .\n<c> <d> <#e> ."
    assert "<https://q.example/c>\n    <https://q.example/d>" in format_turtle(text, BASE)


def test_a_comment_that_stands_apart_stays_where_it_stands() -> None:
    """A prefix declared further down moves to the top with its own comment, not the section's."""
    text = f"{HEAD}p:a p:b 1 .\n\n# Section two\n\n# for q\n@prefix q: <urn:q:> .\np:c p:d 2 ."
    written = format_turtle(text, BASE)
    assert written.startswith(f"{HEAD}# for q\n@prefix q: <urn:q:> .\n\np:a\n")
    assert "# Section two\n\np:c\n" in written


@pytest.mark.parametrize(
    "text, place",
    [
        ("<a> <b> .", "1:9"),
        ("<a> <b> 1\n<c> <d> 2 .", "2:1"),
        ('<a> <b> "æ\n" .', "1:11"),
        ("<a> p:b 1 .", "1:5"),
        ("<a> <b> << <c> <d> <e> >> .", "1:9"),
        ('VERSION "1.2"\n<a> <b> 1 .', "1:1"),
        ("<a> <b> " + "[ <c> " * 65 + "1" + "]" * 65 + " .", "1:393"),
    ],
)
def test_what_is_no_turtle_is_refused(text: str, place: str) -> None:
    """It says line and column; RDF 1.2 and brackets without end are refused too."""
    with pytest.raises(SourceBroken) as problem:
        format_turtle(text, BASE)
    assert problem.value.place == place
