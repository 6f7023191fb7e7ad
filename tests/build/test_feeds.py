"""What harvesters get: nothing that isn't ours, nothing they can't read, and all that is ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS

from catalog.build import build_release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import MINIMAL, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.release import Release

# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
BASE = "https://id.example.org/"
MODELL = rdflib.Namespace("https://data.norge.no/vocabulary/modelldcatno#")
DCAT3 = rdflib.Namespace(str(DCAT))
"""What rdflib doesn't know yet."""
EUVOC = rdflib.Namespace("http://publications.europa.eu/ontology/euvoc#")
UNESKOS = rdflib.Namespace("http://purl.org/umu/uneskos#")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
FEEDS = ("begrep", "modeller", "datasett", "void")

HOSTILE = """\
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix uneskos: <http://purl.org/umu/uneskos#> .
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix cs: <http://publications.europa.eu/resource/authority/concept-status/> .
@prefix audience: <https://data.norge.no/vocabulary/audience-type#> .

<c/cat> a skos:Concept ; skos:prefLabel "katt"@nb ;
    euvoc:status cs:CURRENT ;
    euvoc:xlDefinition <c/cat#def> ;
    skos:exactMatch <https://elsewhere.example/cat> ;
    skosno:valueRange <lists/x> ;
    uneskos:memberOf <s/second> ;
    dct:publisher <https://elsewhere.example/org> ;
    dcat:contactPoint <catalog#contact> ;
    dct:source [ rdfs:label "En bok"@nb ; dct:creator [ rdfs:label "Noen"@nb ] ] ;
    rdfs:seeAlso [ a skos:Concept ; skos:prefLabel "navnløs"@nb ] ;
    omgrep:exception <c/cat#exception> ;
    <https://odd.example/1> "uten XML-navn" ;
    skos:note "en\\u0001to", "hel"@nb .
<c/cat#def> a euvoc:XlNote ; rdf:value "et dyr"@nb ; dct:audience audience:public .
<c/cat#exception> a omgrep:Exception .
<c/gone> a skos:Concept ; skos:prefLabel "borte"@nb ; euvoc:status cs:RETIRED .
<c/untyped> skos:broader <c/cat> ; skos:prefLabel "uten type"@nb .
<c/alone> a skos:Concept ; skos:prefLabel "alene"@nb ; skos:inScheme <scheme> .
<scheme> a skos:ConceptScheme ; dct:title "Alt"@nb ; skos:hasTopConcept <c/cat>, <c/alone> .

cs:CURRENT a skos:Concept ; skos:prefLabel "gjeldende"@nb ; skos:inScheme <http://lists.example/> .
audience:public a skos:Concept ; skos:prefLabel "allmennheten"@nb .
<https://elsewhere.example/cat> a skos:Concept, skos:Collection, dcat:Dataset, dcat:Catalog ;
    skos:prefLabel "cat"@en ; skos:broader <https://elsewhere.example/animal> .
<https://elsewhere.example/animal> a skos:Concept ; skos:prefLabel "animal"@en .
<https://elsewhere.example/org> a org:Organization, skos:Concept ; foaf:name "Etaten"@nb ;
    dct:identifier "999888777" ; dct:description "En etat."@nb .
<https://elsewhere.example/set> a skos:Collection ; skos:member <c/cat> .

<lists/x> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "X"@nb ;
    skos:hasTopConcept <lists/x/1>, <lists/x/2> .
<lists/x/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <lists/x> ;
    skos:notation "1" ; skos:prefLabel "en"@nb ; dct:subject <c/cat> .
<lists/x/2> a skos:Concept ; skos:notation "2" ; skos:prefLabel "to, sagt av listen alene"@nb .
<lists/stray> a skos:Concept, modelldcatno:CodeElement ; skos:prefLabel "kode uten liste"@nb .

<s/first> a skos:Collection ; dct:title "Første"@nb ;
    skos:member <c/cat>, <c/gone>, <lists/x/1>, <s/second>, <https://elsewhere.example/cat> .
<s/second> a skos:OrderedCollection ; dct:title "Andre"@nb ; skos:memberList ( <c/gone> <c/cat> ) .
<s/codes> a skos:Collection ; dct:title "Bare koder"@nb ; skos:member <lists/x/1>, <lists/x/2> .

<catalog> a dcat:Catalog ; dct:title "Katalog"@nb ; dct:description "Alt."@nb ;
    dct:publisher <catalog#us> ; dcat:contactPoint <catalog#contact> ;
    dct:license <https://licence.example/by> ; dcat:dataset <d/all> .
<catalog#us> a foaf:Agent ; foaf:name "Oss"@nb .
<catalog#contact> a vcard:Organization ; vcard:fn "Redaksjonen"@nb .
<d/all> a dcat:Dataset ; dct:title "Alt"@nb ; dct:hasPart <s/first>, <lists/x> .
"""


def iri(path: str) -> rdflib.URIRef:
    """Return an IRI of the catalogue."""
    return rdflib.URIRef(BASE + path)


def feed(release: Release, name: str, extension: str = "ttl") -> rdflib.Graph:
    """Return a feed as a graph."""
    path = release.folder / "feeds" / f"{name}.{extension}"
    return rdflib.Graph().parse(path, format=FORMATS[extension])


@pytest.fixture
def hostile(make_release: Callable[..., Release]) -> Release:
    """A Release whose sources type all sorts of things as concepts."""
    return make_release(all=HOSTILE)


@pytest.fixture
def concepts(hostile: Release) -> rdflib.Graph:
    """The feed of concepts of that Release."""
    return feed(hostile, "begrep")


def test_every_concept_of_ours_is_in_the_feed_and_nothing_else_is_one(
    concepts: rdflib.Graph,
) -> None:
    """No code, no heading, nothing foreign, no blank node: each would become a national concept."""
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    assert found == {iri("c/cat"), iri("c/gone"), iri("c/untyped"), iri("c/alone")}


def test_nothing_of_others_has_a_type_but_who_publishes(concepts: rdflib.Graph) -> None:
    """Reference data and foreign concepts keep their names, and lose what would make them ours."""
    types = {
        (str(subject), str(kind))
        for subject, kind in concepts.subject_objects(RDF.type)
        if not str(subject).startswith(BASE)
    }
    assert types == {("https://elsewhere.example/org", "http://www.w3.org/ns/org#Organization")}
    cat = rdflib.URIRef("https://elsewhere.example/cat")
    assert set(concepts.predicate_objects(cat)) == {
        (SKOS.prefLabel, rdflib.Literal("cat", lang="en"))
    }
    assert (rdflib.URIRef("https://elsewhere.example/animal"), None, None) not in concepts


def test_the_publisher_is_described_also_where_it_is_not_ours(concepts: rdflib.Graph) -> None:
    """Who published a concept is told with name, number and description."""
    org = rdflib.URIRef("https://elsewhere.example/org")
    assert {str(value) for value in concepts.objects(org)} == {
        "Etaten", "999888777", "En etat.", "http://www.w3.org/ns/org#Organization",
    }  # fmt: skip
    assert (iri("catalog#contact"), RDF.type, None) in concepts


def test_what_a_concept_consists_of_comes_with_it(concepts: rdflib.Graph) -> None:
    """Definition objects are there; codes, lists, datasets and notes to editors are not."""
    assert (iri("c/cat#def"), RDF.value, rdflib.Literal("et dyr", lang="nb")) in concepts
    for absent in ("lists/x", "lists/x/1", "d/all", "catalog", "c/cat#exception"):
        assert (iri(absent), None, None) not in concepts
    assert (None, rdflib.URIRef("https://omgrep.example/ns#exception"), None) not in concepts


def test_a_retired_concept_stays(concepts: rdflib.Graph) -> None:
    """A harvester takes what is missing for removed; a retired concept only has that status."""
    status = concepts.value(iri("c/gone"), EUVOC.status)
    assert str(status).endswith("/RETIRED")


def test_each_concept_is_in_one_collection_which_alone_says_so(concepts: rdflib.Graph) -> None:
    """The one it names itself wins, then the first; members are concepts of the feed."""
    members = {
        str(collection).removeprefix(BASE): {str(it).removeprefix(BASE) for it in
                                             concepts.objects(collection, SKOS.member)}
        for collection in concepts.subjects(RDF.type, SKOS.Collection)
    }  # fmt: skip
    assert members == {"s/first": {"c/gone"}, "s/second": {"c/cat"}}
    for predicate in (UNESKOS.memberOf, SKOS.memberList, SKOS.hasTopConcept):
        assert (None, predicate, None) not in concepts
    assert (iri("c/cat"), SKOS.topConceptOf, iri("scheme")) in concepts


def test_a_scheme_is_told_of_without_its_members(concepts: rdflib.Graph) -> None:
    """A harvester hangs the scheme on each concept; a list of all others would be too much."""
    assert set(concepts.predicates(iri("scheme"))) == {RDF.type, DCTERMS.title}


def test_a_new_member_of_a_collection_changes_no_other_concept(
    make_release: Callable[..., Release],
) -> None:
    """What a harvester takes for a concept's own graph is the same after a neighbour came."""
    before = "<a> a skos:Concept ; skos:prefLabel 'a'@en . <s> a skos:Collection ; skos:member <a>"
    one = feed(make_release(all=f"{before} ."), "begrep")
    two = feed(make_release(all=f"{before}, <b> . <b> a skos:Concept ."), "begrep")
    assert reached(one, iri("a")) == reached(two, iri("a"))


def reached(graph: rdflib.Graph, concept: rdflib.URIRef) -> set[object]:
    """Return the statements that the national harvester takes for a concept's (fdk-harvester)."""
    found: set[object] = set()
    queue = [concept]
    for node in queue:
        for predicate, value in graph.predicate_objects(node):
            found.add((node, predicate, value))
            if (value, RDF.type, SKOS.Concept) in graph:
                continue
            if isinstance(value, rdflib.URIRef) and value not in queue:
                queue.append(value)
    return found


@pytest.mark.parametrize("name", FEEDS)
def test_every_format_says_the_same_without_blank_nodes(hostile: Release, name: str) -> None:
    """Four files, one set of statements, every one between IRIs and literals."""
    graphs = [set(feed(hostile, name, extension)) for extension in FORMATS]
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)
    for triple in graphs[0]:
        assert not any(isinstance(term, rdflib.BNode) for term in triple)
        assert all(":" in term for term in triple if isinstance(term, rdflib.URIRef))


@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_can_be_written_as_rdf_xml_by_others(hostile: Release, name: str) -> None:
    """What a harvester can't write as RDF/XML it doesn't harvest, so that is left out."""
    graph = feed(hostile, name)
    text = graph.serialize(format="xml")
    assert set(rdflib.Graph().parse(data=text, format="xml")) == set(graph)
    assert (None, rdflib.URIRef("https://odd.example/1"), None) not in graph
    if name == "begrep":
        assert set(graph.objects(iri("c/cat"), SKOS.note)) == {rdflib.Literal("hel", lang="nb")}


@pytest.mark.parametrize("name", FEEDS)
def test_the_json_ld_needs_nothing_else_to_be_read(hostile: Release, name: str) -> None:
    """The context stands inside: no harvester fetches another document."""
    content = json.loads((hostile.folder / "feeds" / f"{name}.jsonld").read_text("utf-8"))
    assert isinstance(content["@context"], dict)
    assert all(isinstance(value, str | dict) for value in content["@context"].values())


def test_a_blank_node_has_a_name_that_its_content_does_not_change(
    make_release: Callable[..., Release],
) -> None:
    """It is a fragment of the concept that it belongs to, and other concepts don't matter."""
    text = '<b> a skos:Concept ; dct:source [ rdfs:label "{}" ] . <b#genid-1> rdfs:label "taken" .'
    first = feed(make_release(all=text.format("old")), "begrep")
    more = '<a> a skos:Concept ; dct:source [ rdfs:label "x" ] .'
    second = feed(make_release(all=more + text.format("new")), "begrep")
    assert first.value(iri("b"), DCTERMS.source) == iri("b#genid-2")
    assert second.value(iri("b"), DCTERMS.source) == iri("b#genid-2")
    assert second.value(iri("b#genid-2"), RDFS.label) == rdflib.Literal("new")


def test_lists_that_no_model_reaches_stand_in_a_model_of_lists(hostile: Release) -> None:
    """A catalogue, a model and the lists are there without anybody having written them."""
    graph = feed(hostile, "modeller")
    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    [model] = graph.objects(catalog, MODELL.model)
    assert (catalog, DCTERMS.hasPart, model) in graph
    assert (model, RDF.type, MODELL.InformationModel) in graph
    assert set(graph.objects(model, MODELL.containsModelElement)) == {iri("lists/x")}
    for thing in (catalog, model):
        assert graph.value(thing, DCTERMS.title) == rdflib.Literal("Katalog", lang="nb")
        assert graph.value(thing, DCTERMS.publisher) == iri("catalog#us")
        assert graph.value(thing, DCAT.contactPoint) == iri("catalog#contact")
        assert str(graph.value(thing, DCTERMS.identifier)) == str(thing)
    assert (iri("catalog#us"), RDF.type, None) in graph


def test_every_code_is_in_the_feed_of_models_and_no_concept_is(hostile: Release) -> None:
    """Codes that only their list names are there too; what they mean is a link."""
    graph = feed(hostile, "modeller")
    found = set(graph.subjects(RDF.type, SKOS.Concept))
    assert found == {iri("lists/x/1"), iri("lists/x/2"), iri("lists/stray")}
    assert (iri("c/cat"), None, None) not in graph
    assert (iri("lists/x/1"), DCTERMS.subject, iri("c/cat")) in graph


def test_a_catalogue_with_neither_models_nor_datasets_has_empty_feeds(
    make_release: Callable[..., Release],
) -> None:
    """An empty feed is whole and readable in every format."""
    release = make_release(all="<a> a skos:Concept .")
    for name in ("modeller", "datasett"):
        for extension in FORMATS:
            assert len(feed(release, name, extension)) == 0
    assert len(feed(release, "begrep")) == 1


def test_a_draft_has_no_feeds(make_root: Callable[..., Path]) -> None:
    """What is looked at and thrown away is harvested by nobody."""
    settings = read_settings(make_root(all="<a> a skos:Concept ."))
    sources = read_sources(find_sources(settings), settings)
    outcome = build_release(settings, sources, draft=True)
    assert outcome.manifest.feeds == ()
    assert list((outcome.folder / "feeds").iterdir()) == []


def test_the_manifest_knows_every_feed(hostile: Release) -> None:
    """Size and sha256 of each file are told and are checked like those of every other file."""
    told = {file.name: (file.size, file.sha256) for file in hostile.manifest.files}
    assert {it.name for it in hostile.manifest.feeds} == {
        f"{name}.{extension}" for name in FEEDS for extension in FORMATS
    }
    for it in hostile.manifest.feeds:
        assert told[f"feeds/{it.file}"] == (it.size, it.sha256)


def test_the_void_description_counts_what_there_is(hostile: Release) -> None:
    """Statements, classes, files and datasets are those of the Release."""
    graph = feed(hostile, "void")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    whole = graph.value(iri(".well-known/void"), FOAF.primaryTopic)
    assert int(str(graph.value(whole, void.triples))) == hostile.manifest.statements
    # There is no catalog.rdf: a predicate of the sources has no XML name.
    dumps = {f"downloads/catalog.{extension}" for extension in ("ttl", "jsonld", "nt")}
    assert set(graph.objects(whole, void.dataDump)) == set(map(iri, dumps))
    counts = {
        str(graph.value(part, void["class"])).rpartition("#")[2]:
            int(str(graph.value(part, void.entities)))
        for part in graph.objects(whole, void.classPartition)
    }  # fmt: skip
    assert counts["CodeElement"] == 2
    assert set(graph.objects(whole, void.subset)) == {iri("d/all")}


def test_a_large_catalogue_is_written_in_pieces_that_fit_together(
    make_root: Callable[..., Path],
) -> None:
    """Beyond some thousand subjects several processes write; nothing is lost or doubled."""
    many = "".join(f'<c/{n}> a skos:Concept ; skos:prefLabel "{n}"@en .\n' for n in range(4_500))
    folder = build(make_root(MINIMAL, all=many))
    lines = (folder / "feeds" / "begrep.nt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 9_000
    for extension, form in FORMATS.items():
        if extension != "nt":
            graph = rdflib.Graph().parse(folder / "feeds" / f"begrep.{extension}", format=form)
            assert len(graph) == 9_000
