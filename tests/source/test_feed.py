"""Feeds of any format into one Graph: what they say, and what isn't kept of it."""

from __future__ import annotations

import pyoxigraph
import pytest

from catalog.errors import FeedUnavailable
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.source.feed import LINED, PARSERS, Feed, read_feed

TURTLE = """\
@prefix p: <http://a.example/p#> .
<http://a.example/s> p:text "en"@nb , "to" , "en"@nb ; p:number 3 ; p:node [ p:text "tre"@nn-NO ] .
"""


def feed(text: str, form: str = "turtle") -> Feed:
    """Read a feed."""
    return read_feed(text, form, "feed", 10)


def written(form: str) -> str:
    """The same statements in another format."""
    triples = [quad.triple for quad in pyoxigraph.parse(TURTLE, format=PARSERS["turtle"])]
    content = pyoxigraph.serialize(triples, format=PARSERS[form])
    assert content is not None
    return content.decode()


@pytest.mark.parametrize("form", sorted(PARSERS))
def test_every_format_says_the_same(form: str) -> None:
    """Texts, numbers and blank nodes, each statement once."""
    graph = feed(written(form), form).graph
    about = graph.about(Iri("http://a.example/s"))
    assert set(about[Iri("http://a.example/p#text")]) == {Literal("en", "nb"), Literal("to")}
    assert len(about[Iri("http://a.example/p#text")]) == 2
    [node] = about[Iri("http://a.example/p#node")]
    assert isinstance(node, BlankNode)
    assert [text.language.lower() for text in _literals(graph.about(node))] == ["nn-no"]
    assert len(graph) == 5


def _literals(about: dict[Iri, list[Iri | BlankNode | Literal]]) -> list[Literal]:
    return [value for values in about.values() for value in values if isinstance(value, Literal)]


def test_prefixes_are_known_where_they_are_declared() -> None:
    """They make sentences shorter."""
    assert feed(TURTLE).graph.prefixes == {"p": "http://a.example/p#"}
    assert feed(written("rdf-xml"), "rdf-xml").graph.prefixes == {}


@pytest.mark.parametrize("form", sorted(PARSERS))
def test_what_is_broken_has_a_reason_and_no_statement(form: str) -> None:
    """And a place, where the parser tells one."""
    broken = feed(written(form)[:-9] + "<<<", form).broken
    assert broken is not None
    assert broken.reason == "syntax"
    assert broken.line >= (1 if form not in LINED else 2)
    assert not feed("<<<", form).graph.subjects


def test_broken_xml_has_its_place() -> None:
    """The RDF/XML parser tells none; the XML parser before it does."""
    broken = feed("<a>\n  <b>\n  </c>\n</a>", "rdf-xml").broken
    assert broken is not None
    assert (broken.line, broken.column) == (3, 5)


def test_the_encoding_that_xml_declares_is_passed_over() -> None:
    """The harvester has made text of it already, and so have we."""
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + written("rdf-xml").partition("?>")[2]
    about = feed(text.replace(">en<", ">én<"), "rdf-xml").graph.about(Iri("http://a.example/s"))
    assert Literal("én", "nb") in about[Iri("http://a.example/p#text")]


def test_relative_addresses_are_told_once_each() -> None:
    """Whole ones with the same base are no relative ones."""
    found = feed("<a> <http://p.example/> <b/../c>, <a>, <http://example.com/d> .")
    assert sorted(found.relative) == ["http://example.com/a", "http://example.com/c"]
    assert not feed("@base <http://example.com/> . <a> <b> <c> .").relative


def test_rdf_1_2_is_no_rdf() -> None:
    """A statement about a statement is told at its line."""
    broken = feed("<http://a> <http://b>\n  <<( <http://a> <http://b> <http://c> )>> .").broken
    assert broken is not None
    assert (broken.reason, broken.line) == ("syntax", 2)


@pytest.mark.parametrize(
    "form, text",
    [
        ("json-ld", '{"a": [[[[[[[[[[["x"]]]]]]]]]]]}'),
        ("rdf-xml", "<a>" * 11 + "</a>" * 11),
    ],
)
def test_depth_is_bounded(form: str, text: str) -> None:
    """Eleven levels are more than ten; brackets in a text are none."""
    with pytest.raises(FeedUnavailable):
        feed(text, form)
    assert feed('{"a": "[[[[[[[[[[[[\\"{{{{"}', "json-ld").broken is None
