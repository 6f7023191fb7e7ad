"""Plain SKOS, as tools for it load it: every concept in a scheme, every file whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS, XSD

from catalog import formats
from catalog.check import check
from catalog.model.address import SOURCE
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from catalog.web.forms import SIMPLE
from tests.build.test_neighbours import BASE, SOURCES, about, iri, read, text
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.release import Release

CATALOGUE = (
    SOURCES
    + """\
<loop> a skos:Concept ; skos:prefLabel "loop"@en ; skos:broader <dog> .
<placed> a skos:Concept ; skos:prefLabel "placed"@en ; skos:inScheme <own> .
<own> a skos:ConceptScheme ; dct:title "Own"@en .
"""
)
MADE = iri("k#concepts")
TITLED = '<k> a dcat:Catalog ; dct:title "K"@en .'
WORDS = (SKOS, DCTERMS, RDFS, RDF, OWL, FOAF, ORG)


def file(release: Release, name: str) -> rdflib.Graph:
    """Return what a file to download says."""
    [found] = [it for it in release.manifest.downloads if it.name == name]
    form = {"ttl": "turtle", "rdf": "xml"}[name.rpartition(".")[2]]
    return rdflib.Graph().parse(release.download_path(found), format=form)


def documents(release: Release) -> rdflib.Graph:
    """Return what all documents say in plain SKOS: in their own form where that is plain."""
    together = rdflib.Graph()
    numbers = range(1, sum(release.manifest.counts.values()) + 1)
    for number, record in zip(numbers, release.records(numbers), strict=True):
        name = f"{formats.TURTLE.name}:{formats.SKOS}"
        if name not in release.formats(number) and record.kind in SIMPLE:
            name = formats.TURTLE.name
        stored = release.document(number, name)
        if stored:
            together.parse(stored.body, format="turtle")
    return together


@pytest.fixture
def release(make_release: Callable[..., Release]) -> Release:
    """Concepts in a scheme of the sources, and in none."""
    return make_release(a=CATALOGUE)


def test_a_concept_in_no_scheme_is_put_in_one_of_the_catalogue(release: Release) -> None:
    """At its top where nothing in it is broader; its own form stays as it is written."""
    for path, top in (("dog", False), ("pet", True), ("bare", True), ("loop", False)):
        graph = read(release, path, "turtle:skos")
        assert set(graph.objects(iri(path), SKOS.inScheme)) == {MADE}
        assert ((iri(path), SKOS.topConceptOf, MADE) in graph) == top
        assert (MADE, RDF.type, SKOS.ConceptScheme) in graph
        assert (MADE, SKOS.prefLabel, rdflib.Literal("All", "en")) in graph
        assert (None, None, MADE) not in read(release, path)


def test_what_is_in_a_scheme_stays_in_that(release: Release) -> None:
    """Codes and concepts that the sources have placed."""
    assert set(read(release, "lists/size/1", "turtle:skos").objects(None, SKOS.inScheme)) == {
        iri("lists/size")
    }
    found = release.find("placed")
    assert found
    assert MADE not in read(release, "placed").objects()


def test_the_catalogue_s_document_describes_the_scheme(release: Release) -> None:
    """With its top concepts, in that profile alone."""
    graph = read(release, "k", "turtle:skos")
    assert (MADE, RDF.type, SKOS.ConceptScheme) in graph
    assert set(graph.objects(MADE, SKOS.hasTopConcept)) == {iri("pet"), iri("bare")}
    assert (MADE, DCTERMS.publisher, iri("k#us")) in graph
    assert (iri("pet"), SKOS.prefLabel, rdflib.Literal("pet", "en")) in graph
    assert (iri("k"), None, None) not in graph
    assert (MADE, None, None) not in read(release, "k")


def test_jskos_tells_of_the_scheme_too(release: Release) -> None:
    """Of the concepts that are in it, and of the catalogue; the plain JSON doesn't."""
    told = json.loads(text(release, "dog", "jskos"))
    assert told["inScheme"] == [{"uri": str(MADE), "prefLabel": {"en": "All"}}]
    assert str(MADE) in [it["uri"] for it in json.loads(text(release, "k", "jskos"))["schemes"]]
    [whole] = [it for it in release.manifest.downloads if it.name == "catalog.jskos"]
    by_uri = {it["uri"]: it for it in json.loads(release.download_path(whole).read_bytes())}
    assert by_uri[BASE + "dog"]["inScheme"] == told["inScheme"]
    assert str(MADE) not in text(release, "dog", "json").decode()


@pytest.mark.parametrize(
    "source",
    [
        '<a> a skos:Concept ; skos:prefLabel "a"@en .',
        f"{TITLED} <s> a skos:ConceptScheme . <a> a skos:Concept ; skos:inScheme <s> .",
        f"{TITLED} <k#concepts> a dcat:Dataset . <a> a skos:Concept .",
        "<https://elsewhere.example/k> a dcat:Catalog . <a> a skos:Concept .",
    ],
    ids=["no catalogue", "nothing to place", "the name is taken", "not our catalogue"],
)
def test_no_scheme_is_made_where_none_is_needed_or_none_can_be(
    make_release: Callable[..., Release], source: str
) -> None:
    """The documents stay as they are written."""
    release = make_release(a=source)
    found = release.find("a")
    assert found
    assert not any(name.endswith(":skos") for name in release.formats(found.number))


@pytest.mark.parametrize("pieces", [2_000, 3])
def test_the_file_of_everything_is_the_union_of_the_documents(
    make_release: Callable[..., Release], monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    """Written at once or in pieces by many processes; but for names that documents repeat."""
    if pieces != 2_000:
        monkeypatch.setattr("catalog.build.downloads.SHARED_FROM", 1)
        monkeypatch.setattr("catalog.build.downloads.PIECE", pieces)
        monkeypatch.setattr("catalog.build.holdings.PIECE", pieces)
    release = make_release(a=CATALOGUE)
    whole = file(release, "catalog.skos.ttl")
    assert isomorphic(whole, file(release, "catalog.skos.rdf"))
    union = documents(release)
    blank = {it for it in union.objects() if isinstance(it, rdflib.BNode)}
    assert blank, "an address of the publisher is told of"
    named = {it for it in union if not blank.intersection(it)}
    assert named == {it for it in whole if not any(isinstance(one, rdflib.BNode) for one in it)}


def test_a_file_of_a_part_holds_its_scheme_without_what_is_elsewhere(release: Release) -> None:
    """Which of its concepts are at the top they say themselves."""
    graph = file(release, "group.skos.ttl")
    assert set(graph.objects(MADE, SKOS.hasTopConcept)) == set()
    assert set(graph.subjects(SKOS.topConceptOf, MADE)) == {iri("pet")}
    assert about(graph, MADE) >= {("type", str(SKOS.ConceptScheme)), ("prefLabel", "All")}
    assert set(graph.subjects(SKOS.inScheme)) == {iri("dog"), iri("pet")}
    assert (iri("group"), SKOS.member, iri("dog")) in graph


def test_a_file_says_that_it_is_plain_skos(release: Release) -> None:
    """In its name and the manifest; a thing whose path ends so doesn't take the name."""
    plain = [it for it in release.manifest.downloads if it.profile not in {"", SOURCE}]
    assert {it.profile for it in plain} == {formats.SKOS}
    assert {it.name for it in plain} == {
        f"{stem}.skos.{extension}"
        for stem in ("catalog", "d/one", "group", "lists/size", "own")
        for extension in ("ttl", "rdf")
    }


def test_a_path_that_ends_as_such_files_do_gets_another_name(
    make_release: Callable[..., Release],
) -> None:
    """No two files get one name."""
    release = make_release(a="<x> a skos:ConceptScheme . <x.skos> a skos:ConceptScheme .")
    names = [it.name for it in release.manifest.downloads]
    assert len(names) == len(set(names))
    assert set(file(release, "x.skos.ttl").subjects()) == {iri("x")}


def test_the_shipped_file_keeps_what_skos_demands(shipped: Release, tmp_path: Path) -> None:
    """S9 to S46 by our own shapes, no word of a profile, and every concept in a scheme."""
    graph = file(shipped, "catalog.skos.ttl")
    assert {it for it in graph.predicates() if not str(it).startswith(tuple(map(str, WORDS)))} == (
        set()
    )
    assert (None, DCAT.contactPoint, None) not in graph
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 500
    assert concepts <= set(graph.subjects(SKOS.inScheme))
    schemes = set(graph.objects(None, SKOS.inScheme))
    assert schemes == set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    for scheme in schemes:
        assert graph.value(scheme, SKOS.prefLabel, any=True)
        assert (None, SKOS.topConceptOf, scheme) in graph
    assert {it.datatype for it in graph.objects() if isinstance(it, rdflib.Literal)} <= {
        None, RDF.langString, XSD.anyURI, XSD.date, XSD.boolean, XSD.string,
    }  # fmt: skip
    (tmp_path / "omgrep.toml").write_text(
        MINIMAL.replace(BASE, shipped.manifest.base_iri), encoding="utf-8"
    )
    graph.serialize(tmp_path / "view.ttl", format="nt", encoding="utf-8")
    settings = read_settings(tmp_path)
    files = find_sources(settings)
    report = check(read_sources(files, settings), files, settings)
    assert {it.rule for it in report.findings if it.rule.startswith("skos-s")} == set()
