"""Every format says the same as the graph that it was written from."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld

from catalog import terms
from catalog.formats import jsonld, ntriples, order, rdfxml, turtle
from catalog.formats.prefixes import Prefixes
from catalog.model.rdf import BlankNode, Iri, Literal, Properties

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.rdf import Node
    from catalog.release import Release

Statements = dict["Node", Properties]
PREFIXES = Prefixes(terms.PREFIXES)
BASE = "https://id.example.org/"

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
words = st.text(letters, max_size=12)
names = st.text("abcæøå日本é-.~!$&'()*+,;=%", min_size=1, max_size=6).map(
    lambda text: text.replace("%", "%20")
)
iris = st.one_of(
    names.map(lambda name: Iri(BASE + name)),
    names.map(lambda name: Iri(f"{BASE}a#{name}")),
    st.sampled_from(["urn:isbn:1", "mailto:a@b.no", "skos:Concept", "doi:10.1/x", "label:x"]).map(
        Iri
    ),
)
literals = st.one_of(
    st.builds(Literal, words, st.sampled_from(["nb", "nn", "en", "ja", "de-CH"]), st.just("")),
    st.builds(Literal, words, st.just(""), st.just("")),
    st.builds(Literal, words, st.just(""), st.just(terms.DATE)),
    st.sampled_from([Literal("7", "", terms.INTEGER), Literal("007", "", terms.INTEGER),
                     Literal("true", "", terms.BOOLEAN), Literal("1", "", terms.BOOLEAN),
                     Literal("7", "", terms.POSITIVE_INTEGER), Literal("+7", "", terms.DECIMAL),
                     Literal("7.0", "", terms.DECIMAL), Literal("7", "", terms.DECIMAL)]),
)  # fmt: skip
blanks = st.integers(0, 3).map(lambda number: BlankNode(f"b{number}"))
predicates = st.sampled_from(
    [terms.PREF_LABEL, terms.ALT_LABEL, terms.NOTATION, terms.BROADER, terms.XL_DEFINITION,
     terms.STATUS, terms.POSITION, terms.IDENTIFIER, terms.CREATED, terms.TYPE, terms.SUBJECT,
     terms.SOURCE, terms.BYTE_SIZE, terms.NUMBER_OF_LEVELS,
     Iri("https://vocab.example/own"), Iri("https://vocab.example/x#thing")]
)  # fmt: skip


def as_graph(triples: list[tuple[Node, Iri, Iri | BlankNode | Literal]]) -> Statements:
    """Return triples by subject, as the reader hands them on."""
    graph: Statements = {}
    for subject, predicate, value in dict.fromkeys(triples):
        graph.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return graph


graphs = st.lists(
    st.tuples(st.one_of(iris, blanks), predicates, st.one_of(iris, literals, blanks)), max_size=14
).map(as_graph)


def canonical(body: bytes, form: pyoxigraph.RdfFormat) -> set[str]:
    """Return the statements of a document with its blank nodes named by what is said of them."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(body, format=form))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


@given(graphs)
def test_turtle_says_what_n_triples_says(graph: Statements) -> None:
    """Turtle parses back to the same statements, whatever stands in the literals."""
    written = order.blocks(graph.items())
    expected = canonical(ntriples.write(written), pyoxigraph.RdfFormat.N_TRIPLES)
    assert len(expected) == sum(len(v) for p in graph.values() for v in p.values())
    body = turtle.write(written, PREFIXES)
    assert expected == canonical(body, pyoxigraph.RdfFormat.TURTLE)


@given(graphs, st.booleans())
def test_json_ld_says_what_n_triples_says(graph: Statements, framed: bool) -> None:
    """JSON-LD parses back to the same statements, framed about one thing or as a list."""
    written = order.blocks(graph.items())
    expected = canonical(ntriples.write(written), pyoxigraph.RdfFormat.N_TRIPLES)
    main = written[0][0] if framed and written else None
    body = jsonld.write(written, main)
    assert expected == canonical(body, pyoxigraph.RdfFormat.JSON_LD)


@given(graphs)
def test_rdf_xml_says_what_n_triples_says_or_refuses(graph: Statements) -> None:
    """RDF/XML parses back to the same statements, or says that it can't hold them."""
    written = order.blocks(graph.items())
    expected = canonical(ntriples.write(written), pyoxigraph.RdfFormat.N_TRIPLES)
    try:
        body = rdfxml.write(written, PREFIXES)
    except rdfxml.Unwritable:
        values = [v for p in graph.values() for several in p.values() for v in several]
        assert any(isinstance(v, Literal) and rdfxml.IMPOSSIBLE.search(v.value) for v in values)
        return
    assert expected == canonical(body, pyoxigraph.RdfFormat.RDF_XML)


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_the_sources_does_not_show(graph: Statements, dice: random.Random) -> None:
    """The same statements in another order give the same bytes."""
    shuffled: Statements = {}
    for subject, properties in graph.items():
        pairs = list(properties.items())
        dice.shuffle(pairs)
        shuffled[subject] = {p: list(reversed(values)) for p, values in pairs}
    first, second = order.blocks(graph.items()), order.blocks(shuffled.items())
    assert turtle.write(first, PREFIXES) == turtle.write(second, PREFIXES)
    assert jsonld.write(first) == jsonld.write(second)


def test_a_predicate_without_an_xml_name_is_refused() -> None:
    """RDF/XML can't write a property whose IRI ends in a slash, and says which."""
    graph = as_graph([(Iri(BASE + "a"), Iri("https://vocab.example/p/"), Literal("x"))])
    with pytest.raises(rdfxml.Unwritable, match=r"vocab\.example/p/"):
        rdfxml.write(order.blocks(graph.items()), PREFIXES)


def test_a_deep_chain_of_blank_nodes_is_written_without_recursion() -> None:
    """Ten thousand nested nodes make a document, not a stack overflow."""
    chain = [(BlankNode(f"b{n}"), terms.VALUE, BlankNode(f"b{n + 1}")) for n in range(10_000)]
    written = order.blocks(
        as_graph([(Iri(BASE + "a"), terms.VALUE, BlankNode("b0")), *chain]).items()
    )
    body = jsonld.write(written, Iri(BASE + "a"))
    quads = list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.JSON_LD))
    assert len(quads) == 10_001


# rdflib 7.6's own JSON-LD parser uses its deprecated ConjunctiveGraph.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_ld_of_the_shipped_catalogue_is_the_same_to_three_processors(
    shipped: Release,
) -> None:
    """For every concept rdflib, PyLD and Oxigraph read from JSON-LD what stands in Turtle."""
    page = shipped.of_kind("concept", 0, 20)
    assert page.total == 167
    for row in page.rows:
        found = shipped.find_iri(row.link.iri)
        assert found
        stored = shipped.document(found.number, "turtle")
        framed = shipped.document(found.number, "json-ld")
        assert stored
        assert framed
        expected = canonical(stored.body, pyoxigraph.RdfFormat.TURTLE)
        body = framed.body
        assert expected == canonical(body, pyoxigraph.RdfFormat.JSON_LD)
        quads = pyld.to_rdf(json.loads(body), {"format": "application/n-quads"})
        assert expected == canonical(quads.encode(), pyoxigraph.RdfFormat.N_QUADS)
        graph = rdflib.Graph().parse(data=body, format="json-ld")
        again = graph.serialize(format="nt").encode()
        assert expected == canonical(again, pyoxigraph.RdfFormat.N_TRIPLES)


def test_every_rdf_format_of_every_shipped_resource_is_the_same(shipped: Release) -> None:
    """Turtle, JSON-LD, N-Triples and RDF/XML of each resource hold the same statements."""
    forms = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "json-ld": pyoxigraph.RdfFormat.JSON_LD,
        "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "rdf-xml": pyoxigraph.RdfFormat.RDF_XML,
    }
    total = sum(shipped.manifest.counts.values())
    for number in range(1, total + 1):
        read = []
        for name, form in forms.items():
            document = shipped.document(number, name)
            assert document
            read.append(canonical(document.body, form))
        assert read[0]
        assert all(one == read[0] for one in read)


def test_the_whole_catalogue_is_the_same_in_every_format(shipped: Release) -> None:
    """The downloads of everything hold the same statements, as many as the manifest says."""
    folder: Path = shipped.folder / "downloads"
    triples = canonical((folder / "catalog.nt").read_bytes(), pyoxigraph.RdfFormat.N_TRIPLES)
    assert len(triples) == shipped.manifest.statements
    assert triples == canonical((folder / "catalog.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    assert triples == canonical((folder / "catalog.rdf").read_bytes(), pyoxigraph.RdfFormat.RDF_XML)
    body = (folder / "catalog.jsonld").read_bytes()
    assert triples == canonical(body, pyoxigraph.RdfFormat.JSON_LD)
