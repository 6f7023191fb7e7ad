"""Where statements stand: the same statements as the parser finds, each at its own line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.rdf import BlankNode, Iri, Literal, Term
from catalog.source.places import (
    ANY_BLANK,
    Place,
    Span,
    find_foreign,
    find_longest,
    find_places,
)
from catalog.source.references import resolve
from catalog.source.walk import statements
from catalog.terms import REST

PROJECT = Path(__file__).resolve().parents[2]
BASE = "https://data.example.no/a/b"
SOURCES = sorted([*PROJECT.glob("vocab/**/*.ttl"), *PROJECT.glob("shapes/*.ttl")])
STRING = "http://www.w3.org/2001/XMLSchema#string"


def theirs(term: object) -> str | tuple[str, str, str]:
    """A term of pyoxigraph as a plain value; all blank nodes are alike."""
    if isinstance(term, pyoxigraph.Literal):
        datatype = "" if term.language or term.datatype.value == STRING else term.datatype.value
        return (term.value, term.language or "", datatype)
    return term.value if isinstance(term, pyoxigraph.NamedNode) else ""


def ours(term: Term) -> str | tuple[str, str, str]:
    """A term of ours as the same plain value."""
    if isinstance(term, Literal):
        return (term.value, term.language, term.datatype)
    return "" if isinstance(term, BlankNode) else str(term)


def agree(text: str) -> None:
    """Fail unless both find the same statements in ``text``."""
    parsed = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE)
    expected = Counter(
        (theirs(quad.subject), theirs(quad.predicate), theirs(quad.object)) for quad in parsed
    )
    found = Counter(
        (ours(one.subject), ours(one.predicate), ours(one.value)) for one in statements(text, BASE)
    )
    assert found == expected


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_statement_of_the_sources_is_found(path: Path) -> None:
    """Not one statement of the shipped catalogue is without a place."""
    agree(path.read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize(
    "text",
    [
        "<a> <p> [ <q> [ <r> 'x'@NB ] ; <s> (1 2.0 'c' true 1e3 -.5 +7.0) ] , <z> .",
        "[ <q> <z> ] <p> _:b.c . [] <p> () . (1 2) <p> 3 . [ <p> 1 ] .",
        "<HTTP://x/../a/./b> <?q> <#f> . <../../c/../d> <//h/x> <> .",
        "@prefix x: <y#>. x:a\\,b x:%20 x:a-,x:a.b,x:a..b. PREFIX : <#> :a a :b;;. :x.y :b 1.",
        '<a> <b> "a\\u00e6\\U0001F642\\n\\t\\"", """a"b""c\\"""", \'\'\'x\'y\'\'\', """""x""" .',
        '@base <foo/>. <.> <..> <./x/..> . <a/../../../b> <b/.> <..> . # "\nBASE <z:> <y> <p> 1 .',
        '<a> <b> "1"^^<http://www.w3.org/2001/XMLSchema#string>, "x"^^ <dt>, "y" @en-GB .',
        "prefix : <x:> _:a.b :c:d :e.# end",
        "",
    ],
)
def test_all_of_turtle_is_understood(text: str) -> None:
    """Each way to write a statement (Turtle 1.1, section 2) is read as the parser reads it."""
    agree(text)


NAMES = st.text("abAB09_æøå-", min_size=1, max_size=5).map(lambda name: "n" + name)
BLANKS = NAMES.map(lambda name: f"_:{name}")
LINKS = NAMES.map(lambda name: f"<{name}>") | NAMES.map(lambda name: f"x:{name}")
TEXTS = st.text(max_size=12).filter(lambda text: text.isprintable() or "\n" in text)
SHORT = TEXTS.map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    .replace("\r", "\\r") + '"'
)  # fmt: skip
LONG = TEXTS.map(
    lambda text: (
        '"""' + text.replace("\\", "\\\\").replace('"', '"\\"').replace("\r", "\\r") + '"""'
    )
)
LITERALS = st.builds(
    "".join, st.tuples(SHORT | LONG, st.sampled_from(["", "@nb", "@en-GB", "^^x:d", "^^<d>"]))
) | st.sampled_from(["1", "-1.5", "2e4", "true", "false"])
VALUES = st.recursive(
    LINKS | BLANKS | LITERALS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "(" + " ".join(items) + ")")
        | st.lists(st.tuples(LINKS, inner), max_size=2).map(
            lambda pairs: "[" + " ; ".join(f"{p} {o}" for p, o in pairs) + "]"
        )
    ),
    max_leaves=6,
)
STATEMENTS = st.builds(
    lambda subject, pairs, space: (
        f"{subject} "
        + f" ;{space}".join(f"{p} {' , '.join(values)}" for p, values in pairs)
        + f"{space}.{space}"
    ),
    LINKS | BLANKS,
    st.lists(
        st.tuples(LINKS | st.just("a"), st.lists(VALUES, min_size=1, max_size=3)),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([" ", "\n", "\r\n", ' # a . ; "\n']),
)
DOCUMENTS = st.lists(STATEMENTS, max_size=4).map(
    lambda found: "@prefix x: <https://example.org/#> .\n" + "".join(found)
)


@given(DOCUMENTS)
def test_every_generated_statement_is_found(text: str) -> None:
    """Whatever the parser reads, the places know."""
    agree(text)


@given(st.text("<>[]().;,\"'\\@:^_ab1 \n#{|~"))
def test_nonsense_is_survived(text: str) -> None:
    """A text that is no Turtle gives fewer places, never an error."""
    list(statements(text, BASE))


REFERENCES = st.text("ab./?#:-", max_size=12)


@given(REFERENCES, st.sampled_from([BASE, "https://h", "https://h/?q", "https://h/a/../b/"]))
def test_references_resolve_as_the_parser_does(reference: str, base: str) -> None:
    """RFC 3986, section 5.2, letter for letter, from any base that a catalogue may have."""
    try:
        quads = list(
            pyoxigraph.parse(
                f"<{reference}> <p:p> <o:o> .".encode(),
                format=pyoxigraph.RdfFormat.TURTLE,
                base_iri=base,
            )
        )
    except (SyntaxError, ValueError):
        return
    assert isinstance(quads[0].subject, pyoxigraph.NamedNode)
    assert resolve(reference, base) == quads[0].subject.value


TEXT = """@prefix s: <https://example.org/#> .

<x>
    a s:C ;
    s:p "én"@nb , # "to"@nb
        "to"@nb , "tre"@nb ;
    s:q [ s:r 1 ] .
"""
X = Iri("https://data.example.no/a/x")
P = Iri("https://example.org/#p")


def test_each_part_of_a_statement_has_its_span() -> None:
    """A value ends after its language or datatype, a bracket after itself; others are nowhere."""
    places = find_places(TEXT, BASE, {X, ANY_BLANK})

    def span(*asked: Any) -> Span | None:
        ends = places.find(*asked)
        return ends and places.span(ends)

    assert span(X) == Span(3, 1, 3, 4)
    assert span(X, P) == Span(5, 5, 5, 8)
    assert span(X, P, Literal("tre", "nb")) == Span(6, 19, 6, 27)
    assert span(X, Iri("https://example.org/#q"), BlankNode("any")) == Span(7, 9, 7, 10)
    assert span(BlankNode("any")) == Span(7, 9, 7, 10)
    assert span(X, P, Literal("fire", "nb")) is None
    assert span(Iri("https://example.org/nothing")) is None


def test_the_tag_of_a_literal_is_told_apart_from_its_text() -> None:
    """A wrong language is pointed to by itself, not by the definition before it."""
    places = find_places('<x> <p> "a\\"b" @nb , """c""", "2"^^<d> .', BASE, {X})
    p = Iri("https://data.example.no/a/p")

    def tag(value: Literal) -> str:
        ends = places.find(X, p, value)
        assert ends is not None
        return places.text[slice(*places.tag(ends))]

    assert tag(Literal('a"b', "nb")) == "@nb"
    assert tag(Literal("c")) == ""
    assert tag(Literal("2", "", "https://data.example.no/a/d")) == "^^<d>"


def test_prefixes_and_base_are_those_of_the_file() -> None:
    """What is suggested is written with the words of the file that it is for."""
    places = find_places("@base <b/> .\nPREFIX s: <#>\n<x> s:p 1 .", BASE, {Iri(BASE + "/x")})
    assert places.base == "https://data.example.no/a/b/"
    assert places.namespaces == {"s": "https://data.example.no/a/b/#"}
    assert places.span(places.declared["s"]) == Span(2, 11, 2, 14)


def test_offsets_and_places_are_the_same_thing() -> None:
    """There and back; what lies outside the text is its nearest place."""
    places = find_places(TEXT, BASE, {X})
    for offset in range(len(TEXT)):
        assert places.offset(*places.place(offset)) == offset
    assert places.offset(1_000, 1_000) == len(TEXT)


@given(DOCUMENTS)
def test_every_span_is_the_token_itself(text: str) -> None:
    """What a span covers, read alone, is the same value: nothing is cut, nothing is added."""
    for statement in statements(text, BASE):
        if isinstance(statement.value, BlankNode) or statement.predicate == REST:
            continue
        written = text[slice(*statement.value_at)]
        if written == "(":  # an empty list, which is one IRI in two signs
            continue
        prefix = "@prefix x: <https://example.org/#> .\n"
        [quad] = pyoxigraph.parse(
            f"{prefix}<s> <p> {written} .".encode(),
            format=pyoxigraph.RdfFormat.TURTLE,
            base_iri=BASE,
        )
        assert theirs(quad.object) == ours(statement.value)


def test_only_what_is_wanted_is_kept() -> None:
    """A large file with one finding costs the memory of one subject."""
    assert find_places(TEXT, BASE, {Iri("https://example.org/nothing")}).offsets == {}


def test_deep_nesting_and_long_texts_cost_no_recursion() -> None:
    """100,000 brackets and a text of a million escapes are walked through like any other."""
    deep = "<a> <p> " + "[ <p> " * 100_000 + "1" + " ]" * 100_000 + " .\n<z> <p> 1 ."
    long = '<a> <p> """' + 'x" \\" ' * 1_000_000 + '""" .\n<z> <p> 1 .'
    z = Iri("https://data.example.no/a/z")
    for text in (deep, long):
        places = find_places(text, BASE, {z})
        ends = places.find(z)
        assert ends is not None
        assert places.place(ends[0]) == Place(2, 1)


def test_the_longest_token_is_found() -> None:
    """A parser that gives up on a token doesn't say where; the longest one is it."""
    assert find_longest(TEXT.replace("tre", "x" * 1_000)) == Place(6, 19)
    assert find_longest("") == Place(1, 1)


def test_what_only_rdf_1_2_has_is_found() -> None:
    """The parser reads newer Turtle than the rest understands; signs inside texts don't count."""
    assert find_foreign('<a> <p> "<<" , "{|" ;\n  <q> <<( <a> <b> <c> )>> .') == Place(2, 7)
    assert find_foreign("<a> <p> <b> {| <q> <c> |} .") == Place(1, 13)
    assert find_foreign(TEXT) == Place(1, 1)
