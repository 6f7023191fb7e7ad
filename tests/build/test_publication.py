"""What a Release tells of its own files and its API, and where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from catalog import formats
from catalog.build.publication import FILE_TYPES
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.release import Release

BASE = "https://id.example.org/"
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
TURTLE = """\
<catalog> a dcat:Catalog ; dct:title "Catalogue"@en ; dct:publisher <us> ;
    dct:license <https://licence.example/by> ; dcat:dataset <d/one>, <d/two> .
<us> a <http://xmlns.com/foaf/0.1/Agent> .
<d/one> a dcat:Dataset ; dct:title "One"@en, "Én"@nb ; dct:hasPart <set>, <list> ;
    dct:license <https://licence.example/one> .
<d/two> a dcat:Dataset ; dct:title "Two"@en ; dcat:distribution <d/two#ttl>, <d/two#paper> .
<d/two#ttl> a dcat:Distribution ; dct:title "As Turtle, by hand"@en .
<d/two#paper> a dcat:Distribution ; dcat:accessURL <https://paper.example/> .
<set> a skos:Collection ; skos:member <c> .
<c> a skos:Concept ; skos:prefLabel "c"@en .
<list> a modelldcatno:CodeList, skos:ConceptScheme .
"""
SERVED = MINIMAL + '\n[server]\npublic_url = "https://www.example.net/terms/"\n'


def iri(path: str) -> rdflib.URIRef:
    """Return an IRI of the catalogue."""
    return rdflib.URIRef(BASE + path)


def document(release: Release, path: str) -> rdflib.Graph:
    """Return the Turtle document of a thing."""
    found = release.find(path)
    assert found
    stored = release.document(found.number, formats.TURTLE.name)
    assert stored
    return rdflib.Graph().parse(data=stored.body, format="turtle")


@pytest.fixture
def release(make_release: Callable[..., Release]) -> Release:
    """A Release with two datasets, served elsewhere than its IRIs say."""
    return make_release(SERVED.replace('"skos"', '"skos-ap-no"'), all=TURTLE)


def test_every_file_of_a_dataset_is_a_distribution(release: Release) -> None:
    """Address, size, sha256 and type are those of the file that the manifest names."""
    graph = document(release, "d/one")
    files = [it for it in release.manifest.downloads if it.owner == BASE + "d/one"]
    found = set(graph.objects(iri("d/one"), DCAT.distribution))
    assert len(files) == len(found) >= 8
    for file in files:
        form = formats.BY_NAME[file.format]
        ending = f"{file.profile}.{form.extension}" if file.profile else form.extension
        part = iri(f"d/one#{ending}")
        assert part in found
        address = rdflib.URIRef(f"https://www.example.net/terms/downloads/{file.name}")
        assert graph.value(part, DCAT.downloadURL) == address
        assert graph.value(part, DCAT.accessURL) == rdflib.URIRef(
            "https://www.example.net/terms/d/one"
        )
        assert int(str(graph.value(part, DCAT.byteSize))) == file.size
        checksum = graph.value(part, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file.sha256
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(graph.value(part, DCAT.mediaType)).endswith(form.media_type)
        assert graph.value(part, DCTERMS.license) == rdflib.URIRef("https://licence.example/one")


def test_distributions_say_which_profiles_their_statements_keep(release: Release) -> None:
    """A dataset of concepts and code lists keeps those of both; a table keeps none."""
    graph = document(release, "d/one")
    kept = {str(it) for it in graph.objects(iri("d/one#ttl"), DCTERMS.conformsTo)}
    assert kept == {
        formats.BY_PROFILE[name].iri
        for name in (formats.SKOS_AP_NO, formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO)
    }
    assert not set(graph.objects(iri("d/one#csv"), DCTERMS.conformsTo))


def test_what_the_sources_say_of_a_file_stands(release: Release) -> None:
    """A distribution by hand keeps its title, gets the rest, and others stay beside it."""
    graph = document(release, "d/two")
    assert set(graph.objects(iri("d/two#ttl"), DCTERMS.title)) == {
        rdflib.Literal("As Turtle, by hand", lang="en")
    }
    assert graph.value(iri("d/two#ttl"), DCAT.downloadURL)
    assert iri("d/two#paper") in set(graph.objects(iri("d/two"), DCAT.distribution))
    assert graph.value(iri("d/two#paper"), DCAT.accessURL)


def test_the_api_is_a_data_service_of_the_catalogue(release: Release) -> None:
    """It serves the datasets that the catalogue lists, and its description has an address."""
    graph = document(release, "catalog")
    [service] = graph.objects(iri("catalog"), DCAT.service)
    assert (service, RDF.type, DCAT.DataService) in graph
    assert graph.value(service, DCAT.endpointURL) == rdflib.URIRef(
        "https://www.example.net/terms/api/"
    )
    assert str(graph.value(service, DCAT.endpointDescription)).endswith("/api/openapi.yaml")
    assert set(graph.objects(service, DCAT.servesDataset)) == {iri("d/one"), iri("d/two")}
    assert graph.value(service, DCTERMS.title) == rdflib.Literal("Catalogue", lang="en")
    assert graph.value(service, DCTERMS.publisher) == iri("us")


def test_the_files_hold_only_what_the_sources_say(release: Release) -> None:
    """A file can't hold its own sha256, so no file tells of any."""
    for name in ("catalog.ttl", "d/one.ttl"):
        [file] = [it for it in release.manifest.downloads if it.name == name]
        graph = rdflib.Graph().parse(release.download_path(file), format="turtle")
        assert (None, SPDX.checksum, None) not in graph
        assert (None, DCAT.downloadURL, None) not in graph
        assert (None, DCAT.endpointURL, None) not in graph


def test_every_format_has_a_type_that_the_eu_knows() -> None:
    """No file is offered without dct:format."""
    assert set(FILE_TYPES) == set(formats.FILES_BY_NAME)
