"""What the feeds tell of code lists with levels, of models and of reporting requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from catalog.terms import LEVELS
from tests.build.test_feeds import DCAT3, MODELL, feed, iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.release import Release


def test_levels_of_a_list_are_told_in_order(make_release: Callable[..., Release]) -> None:
    """Each with its name, depth and codes, in an rdf:List without blank nodes; none is counted."""
    text = """
        @prefix xkos: <http://rdf-vocabulary.ddialliance.org/xkos#> .
        <k> a skos:ConceptScheme , modelldcatno:CodeList ; xkos:levels ( <k#one> <k#two> ) .
        <k/a> a skos:Concept ; skos:inScheme <k> .
        <k/b> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <k> ; skos:broader <k/a> .
        <k#one> a xkos:ClassificationLevel ; dct:title "Group"@en ; skos:member <k/a> .
        <k#two> a xkos:ClassificationLevel ; dct:title "Code"@en ; skos:member <k/b> .
    """
    release = make_release(all=text)
    graph = feed(release, "modeller")
    head = graph.value(iri("k"), rdflib.URIRef(str(LEVELS)))
    assert isinstance(head, rdflib.URIRef)
    assert list(graph.items(head)) == [iri("k#one"), iri("k#two")]
    assert not [it for triple in graph for it in triple if isinstance(it, rdflib.BNode)]
    cells = set(graph.subjects(RDF.type, RDF.List))
    assert {head, RDF.nil} <= cells
    assert cells == {RDF.nil, *graph.subjects(RDF.rest)}
    assert [str(it) for it in graph.objects(iri("k#two"), DCTERMS.title)] == ["Code"]
    assert "collection" not in release.manifest.counts
    assert release.find_iri(str(iri("k#one"))) is None


MODELS = """\
<models> a dcat:Catalog ; dct:title "Models"@en ; modelldcatno:model <m/a> ; dct:hasPart <m/a> .
<m/a> a modelldcatno:InformationModel ; dct:title "A"@en ;
    modelldcatno:containsModelElement <m/a#T> .
<m/a#T> a modelldcatno:ObjectType ; modelldcatno:hasProperty <m/a#T.x> ; dct:subject <c> .
<m/a#T.x> a modelldcatno:Attribute ; modelldcatno:hasValueFrom <l/one> .
<m/b> a modelldcatno:InformationModel ; dct:title "B, in no catalogue"@en .
<l/one> a modelldcatno:CodeList, skos:ConceptScheme ; dct:title "One"@en .
<l/one/1> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <l/one> ;
    dct:isReplacedBy <l/two/1> .
<l/two> a modelldcatno:CodeList, skos:ConceptScheme ; dct:title "Two"@en .
<l/two/1> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <l/two> .
<c> a skos:Concept ; rdfs:seeAlso <m/a> .
"""


def test_the_catalogue_of_models_in_the_sources_lists_every_model(
    make_release: Callable[..., Release],
) -> None:
    """What the sources describe stands; lists that no model reaches get a model beside theirs."""
    graph = feed(make_release(all=MODELS), "modeller")
    assert set(graph.subjects(RDF.type, DCAT.Catalog)) == {iri("models")}
    listed = set(graph.objects(iri("models"), MODELL.model))
    rest = iri("feed/modeller#code-lists")
    assert listed == {iri("m/a"), iri("m/b"), rest}
    assert listed == set(graph.objects(iri("models"), DCTERMS.hasPart))
    assert set(graph.objects(rest, MODELL.containsModelElement)) == {iri("l/two")}
    assert (iri("m/a#T.x"), MODELL.hasValueFrom, iri("l/one")) in graph
    assert (iri("c"), None, None) not in graph


def test_a_catalogue_of_models_is_in_one_feed_only(make_release: Callable[..., Release]) -> None:
    """A dcat:Catalog that a harvester meets at two URLs stops both (SOURCE_CONFLICT)."""
    text = MODELS + (
        "<main> a dcat:Catalog ; dct:title 'Main'@en ; dcat:dataset <d> ; dcat:catalog <models> ."
        "<d> a dcat:Dataset ; dct:title 'D'@en ; dct:relation <m/a> ."
    )
    release = make_release(all=text)
    assert set(feed(release, "datasett").subjects(RDF.type, DCAT.Catalog)) == {iri("main")}
    assert set(feed(release, "modeller").subjects(RDF.type, DCAT.Catalog)) == {iri("models")}
    assert (iri("m/a"), None, None) not in feed(release, "datasett")
    assert [row.link.iri for row in release.of_kind("catalog").rows] == [str(iri("main"))]


REQUIREMENTS = """\
@prefix omgrep: <https://omgrep.example/ns#> .
<main> a dcat:Catalog ; dct:title "Main"@en ; dcat:dataset <d>, <r>, <r/1>, <r/2> .
<d> a dcat:Dataset ; dct:title "D"@en ; dct:hasPart <r>, <other> .
<r> a omgrep:Requirement, dcat:DatasetSeries ; dct:title "R"@en ; omgrep:technicalName "r" .
<r/1> a omgrep:RequirementVersion, dcat:Dataset ; dct:title "R 1"@en ; dcat:inSeries <r> ;
    dcat:version "1" ; dct:source <https://elsewhere.example/spec> .
<r/2> a omgrep:RequirementVersion, dcat:Dataset ; dct:title "R 2"@en ; dcat:inSeries <r> ;
    dcat:version "2" ; dct:conformsTo <m> ; omgrep:businessRule <r/rule> ;
    omgrep:example <r/2#example> .
<r/2#example> a omgrep:Example ; rdf:value "<secret/>" .
<r/rule> a omgrep:BusinessRule ; dct:title "Rule"@en .
<m> a modelldcatno:InformationModel ; dct:title "M"@en ; dct:description "All of it"@en .
<other> a omgrep:Requirement, dcat:DatasetSeries ; dct:title "Other"@en .
<other/1> a omgrep:RequirementVersion, dcat:Dataset ; dcat:inSeries <other> .
"""


def test_a_requirement_that_is_listed_is_a_series_of_datasets(
    make_release: Callable[..., Release],
) -> None:
    """With its first and last version and its model as a standard, in the words of DCAT alone."""
    found = feed(make_release(all=REQUIREMENTS), "datasett")
    assert set(found.subjects(RDF.type, DCAT3.DatasetSeries)) == {iri("r")}
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == {iri("d"), iri("r/1"), iri("r/2")}
    assert (iri("r"), DCAT3.first, iri("r/1")) in found
    assert (iri("r"), DCAT3.last, iri("r/2")) in found
    assert set(found.objects(iri("d"), DCTERMS.hasPart)) == {iri("r/1"), iri("r/2")}
    assert set(found.predicate_objects(iri("m"))) == {
        (RDF.type, DCTERMS.Standard),
        (DCTERMS.title, rdflib.Literal("M", lang="en")),
    }
    assert not [node for triple in found for node in triple if "omgrep.example" in str(node)]
    assert list(found.objects(iri("r/1"), DCTERMS.source)) == []
    for gone in ("r/2#example", "r/rule", "other", "other/1"):
        assert (iri(gone), None, None) not in found, gone
    [service] = found.subjects(RDF.type, DCAT.DataService)
    assert iri("r") not in set(found.objects(service, DCAT.servesDataset))
