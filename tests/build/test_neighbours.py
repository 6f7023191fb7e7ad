"""A document can be read by itself: what it names of ours has a type and a name there."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS

from catalog.build import build_release
from catalog.limits import Limits
from catalog.release import Release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.formats.test_round_trip import canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BASE = "https://id.example.org/"
OTHERS = rdflib.URIRef("https://elsewhere.example/c/other")
MODELL = rdflib.Namespace("https://data.norge.no/vocabulary/modelldcatno#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
XKOS = rdflib.Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
SOURCES = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<k> a dcat:Catalog ; dct:title "All"@en ; dcat:dataset <d/one> ; dct:publisher <k#us> .
<k#us> a org:Organization, foaf:Agent ; foaf:name "Us"@en ; dct:identifier "1" ;
    vcard:hasAddress [ vcard:locality "Town" ] .
<k#contact> a vcard:Organization ; vcard:fn "Contact"@en ; vcard:hasEmail <mailto:a@example.org> .
<d/one> a dcat:Dataset ; dct:title "One"@en ; dct:hasPart <group> .
<group> a skos:Collection ; dct:title "Group"@en ; skos:member <dog>, <pet> .
<dog> a skos:Concept ; skos:prefLabel "dog"@en, "hund"@nb ; skos:altLabel "hound"@en ;
    skosno:valueRange <lists/size> ; xkos:specializes <pet> ; skos:related <nowhere>, <bare> ;
    skos:closeMatch <https://elsewhere.example/c/other> ; dcat:contactPoint <k#contact> ;
    dct:publisher <k#us> ; <http://purl.org/umu/uneskos#memberOf> <group> .
<pet> a skos:Concept ; skos:prefLabel "pet"@en ; skos:definition "Not told."@en .
<bare> a skos:Concept .
<https://elsewhere.example/c/other> a skos:Concept ; skos:prefLabel "other"@en .
<lists/size> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Size"@en .
<lists/size/1> a skos:Concept, modelldcatno:CodeElement ; skos:notation "1" ;
    skos:prefLabel "large"@en ; skos:inScheme <lists/size> ; schema:position 1 .
"""
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf-xml": pyoxigraph.RdfFormat.RDF_XML,
}


def iri(path: str) -> rdflib.URIRef:
    """Return an IRI below the base."""
    return rdflib.URIRef(BASE + path)


def text(release: Release, path: str, form: str = "turtle") -> bytes:
    """Return a stored document."""
    found = release.find(path)
    assert found
    stored = release.document(found.number, form)
    assert stored
    return stored.body


def read(release: Release, path: str, form: str = "turtle") -> rdflib.Graph:
    """Return what a document says."""
    return rdflib.Graph().parse(text(release, path, form), format="turtle")


def about(graph: rdflib.Graph, subject: rdflib.URIRef) -> set[tuple[str, str]]:
    """Return what is said of a subject, with short predicates."""
    return {
        (str(predicate).rpartition("#")[2].rpartition("/")[2], str(value))
        for predicate, value in graph.predicate_objects(subject)
    }


@pytest.fixture
def release(make_release: Callable[..., Release]) -> Release:
    """A Release whose concept names all kinds of things."""
    return make_release(a=SOURCES)


@pytest.mark.parametrize("profile", ["", ":skos"])
def test_every_format_says_the_same_of_neighbours(release: Release, profile: str) -> None:
    """In the own form and in plain SKOS."""
    for path in ("dog", "group", "lists/size", "lists/size/1", "pet"):
        first, *rest = (
            canonical(text(release, path, name + profile), form) for name, form in OXIGRAPH.items()
        )
        assert first
        assert all(said == first for said in rest)


def test_what_a_concept_names_has_type_and_name_and_no_more(release: Release) -> None:
    """Concepts, lists and collections of ours; codes with their notation."""
    graph = read(release, "dog")
    assert about(graph, iri("pet")) == {("type", str(SKOS.Concept)), ("prefLabel", "pet")}
    assert about(graph, iri("bare")) == {("type", str(SKOS.Concept))}
    assert (iri("lists/size"), RDF.type, MODELL.CodeList) in graph
    assert about(graph, iri("group")) == {("type", str(SKOS.Collection)), ("title", "Group")}
    assert about(graph, iri("nowhere")) == set()
    code = read(release, "lists/size")
    assert (iri("lists/size/1"), SKOS.notation, rdflib.Literal("1")) in code
    assert (iri("lists/size"), RDF.type, MODELL.CodeList) in read(release, "lists/size/1")


def test_who_publishes_is_described_in_full(release: Release) -> None:
    """With the blank nodes that are parts of them."""
    graph = read(release, "dog")
    assert (iri("k#us"), FOAF.name, rdflib.Literal("Us", "en")) in graph
    assert (iri("k#us"), DCTERMS.identifier, rdflib.Literal("1")) in graph
    address = graph.value(iri("k#us"), VCARD.hasAddress)
    assert graph.value(address, VCARD.locality) == rdflib.Literal("Town")
    assert (iri("k#contact"), VCARD.hasEmail, rdflib.URIRef("mailto:a@example.org")) in graph


def test_what_lies_elsewhere_gets_nothing(release: Release) -> None:
    """A type given to it here would be taken for one of ours."""
    for form in ("turtle", "turtle:skos"):
        graph = read(release, "dog", form)
        assert (iri("dog"), SKOS.closeMatch, OTHERS) in graph
        assert (OTHERS, None, None) not in graph


def test_a_file_and_a_feed_tell_of_each_thing_once(release: Release) -> None:
    """Neighbours stand in documents alone."""
    [file] = [it for it in release.manifest.downloads if it.name == "lists/size.ttl"]
    graph = rdflib.Graph().parse(release.download_path(file), format="turtle")
    assert {str(it) for it in graph.subjects()} == {BASE + "lists/size", BASE + "lists/size/1"}


def test_json_ld_is_of_the_thing_with_neighbours_at_its_end(release: Release) -> None:
    """A link is a text, always, and the names of what it leads to are looked up by it."""
    told = json.loads(text(release, "dog", "json-ld"))
    assert told["id"] == BASE + "dog"
    assert told["specializes"] == [BASE + "pet"]
    assert told["publisher"] == BASE + "k#us"
    assert list(told)[-1] == "included"
    names = {it["id"]: it.get("prefLabel") for it in told["included"]}
    assert names[BASE + "pet"] == {"en": "pet"}


def test_plain_skos_names_neighbours_in_its_own_words(release: Release) -> None:
    """No type of a Norwegian profile, a title as a label, and no contact point."""
    graph = read(release, "dog", "turtle:skos")
    told = about(graph, iri("group"))
    assert told == {
        ("type", str(SKOS.Collection)),
        ("title", "Group"),
        ("prefLabel", "Group"),
        ("member", BASE + "dog"),
    }
    assert (iri("dog"), SKOS.broader, iri("pet")) in graph
    assert (None, DCAT.contactPoint, None) not in graph
    assert (iri("k#contact"), None, None) not in graph
    assert (None, RDF.type, MODELL.CodeList) not in graph


def test_too_many_are_left_out_but_for_who_publishes(make_root: Callable[..., Path]) -> None:
    """So that the document of a large collection stays one that can be read."""
    settings = read_settings(make_root(a=SOURCES))
    settings = dataclasses.replace(settings, limits=Limits(neighbours=2))
    sources = read_sources(find_sources(settings), settings)
    release = Release.open(build_release(settings, sources).folder)
    graph = read(release, "dog")
    assert (iri("pet"), None, None) not in graph
    assert (iri("k#us"), FOAF.name, None) in graph
    assert (iri("dog"), None, None) in read(release, "group")


def test_a_document_that_names_nothing_of_ours_is_as_it_was(release: Release) -> None:
    """Nothing is included, and nothing is stored twice."""
    told = json.loads(text(release, "pet", "json-ld"))
    assert "included" not in told
    assert set(read(release, "pet").subjects()) == {iri("pet")}
