"""What the server serves by the official shapes: no violation on what is ours.

The feeds are fetched over HTTP, as harvesters do, and judged as they are; nothing is taken out of
them. What they name of others is typed in a context that is never published, and three faults of
the shapes are mended when they are loaded (see ``FAULTS``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, SKOS

from catalog.check import check
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import PROJECT
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalog.release import Release

pytestmark = [pytest.mark.conformance, pytest.mark.slow]
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
MODELL = rdflib.Namespace("https://data.norge.no/vocabulary/modelldcatno#")
ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")
DCATAP = rdflib.Namespace("http://data.europa.eu/r5r/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
FEEDS: Final = ("begrep", "modeller", "datasett")


@pytest.fixture(scope="module")
def served(shipped: Release) -> dict[str, rdflib.Graph]:
    """The three feeds of the shipped catalogue, from a running server."""
    with serving(PROJECT, OMGREP_RELEASES=str(shipped.folder.parent)) as server:
        answers = {name: server.get(f"/feed/{name}.ttl", Accept="text/turtle") for name in FEEDS}
    assert [answer[0] for answer in answers.values()] == [200, 200, 200]
    return {name: rdflib.Graph().parse(data=it[2]) for name, it in answers.items()}


def mend_the_contact_point(shapes: rdflib.Graph) -> None:
    """ModellDCAT-AP-NO 1.3.000 asks for a node *kind* ``vcard:Organization``, which is a class."""
    for shape in list(shapes.subjects(SH.nodeKind, VCARD.Organization)):
        shapes.remove((shape, SH.nodeKind, VCARD.Organization))
        shapes.add((shape, SH["class"], VCARD.Organization))


def mend_what_version_3_changed(shapes: rdflib.Graph) -> None:
    """DCAT-AP-NO 2.00 knows no checksum but SHA-1, and other lists of states than version 3."""
    for shape in list(shapes.subjects(SH.hasValue, SPDX.checksumAlgorithm_sha1)):
        shapes.remove((shape, SH.hasValue, SPDX.checksumAlgorithm_sha1))
    for path in (DCATAP.availability, ADMS.status):
        for shape in list(shapes.subjects(SH.path, path)):
            shapes.remove((shape, SH.node, None))


FAULTS: Final = (mend_the_contact_point, mend_what_version_3_changed)


def violations(
    graph: rdflib.Graph, shapes: Path, context: Iterable[rdflib.Graph], base: str
) -> list[tuple[str, ...]]:
    """Return what the shapes say of things below ``base``, as (thing, path, sentence)."""
    judged = rdflib.Graph(bind_namespaces="none")
    for part in (graph, *context):
        for triple in part:
            judged.add(triple)
    rules = rdflib.Graph().parse(shapes, format="turtle")
    for mend in FAULTS:
        mend(rules)
    _, results, _ = pyshacl.validate(judged, shacl_graph=rules, inplace=True, allow_warnings=True)
    assert isinstance(results, rdflib.Graph)
    return sorted(
        (
            str(results.value(result, SH.focusNode)),
            str(results.value(result, SH.resultPath)),
            str(results.value(result, SH.resultMessage)),
        )
        for result in results.subjects(SH.resultSeverity, SH.Violation)
        if str(results.value(result, SH.focusNode)).startswith(base)
    )


def parsed(*paths: Path) -> list[rdflib.Graph]:
    """Return files of the reference library as graphs."""
    return [rdflib.Graph().parse(path, format="turtle") for path in paths]


def test_concepts_conform_to_skos_ap_no(
    served: dict[str, rdflib.Graph], shipped: Release, reference: Path
) -> None:
    """Concepts and collections keep the official SKOS-AP-NO-Begrep shapes."""
    standards = reference / "standards"
    graph = served["begrep"]
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == shipped.manifest.counts["concept"]
    shapes = standards / "skos-ap-no-begrep" / "SKOS-AP-NO-Begrep-shape_shape_v2.ttl"
    context = parsed(
        standards / "authored" / "validation-context.ttl",
        standards / "vocabularies" / "audience-type.ttl",
        standards / "vocabularies" / "relationship-with-source-type.ttl",
    )
    assert violations(graph, shapes, context, shipped.manifest.base_iri) == []


@pytest.mark.parametrize(
    "standard, name",
    [
        ("xkos-ap-no", "xkos-ap-no-shacl-v1.ttl"),
        ("modelldcat-ap-no", "modelldcat-ap-no_v1_SHACL-shapes.ttl"),
    ],
)
def test_models_and_code_lists_conform(
    standard: str, name: str, served: dict[str, rdflib.Graph], shipped: Release, reference: Path
) -> None:
    """Catalogue, models, code lists and codes keep XKOS-AP-NO and ModellDCAT-AP-NO."""
    standards = reference / "standards"
    graph = served["modeller"]
    assert (
        len(set(graph.subjects(RDF.type, MODELL.CodeList)))
        == (shipped.manifest.counts["code-list"])
    )
    # What a code means must be a concept; that one itself is judged in its own feed.
    concepts = rdflib.Graph()
    for concept in served["begrep"].subjects(RDF.type, SKOS.Concept):
        if (None, DCTERMS.subject, concept) in graph:
            concepts.add((concept, RDF.type, SKOS.Concept))
    context = parsed(standards / "authored" / "validation-context.ttl")
    if standard == "modelldcat-ap-no":
        context += parsed(standards / standard / "modelldcatno.ttl")
    found = violations(
        graph, standards / standard / name, [*context, concepts], shipped.manifest.base_iri
    )
    assert [one for one in found if rdflib.URIRef(one[0]) not in concepts.subjects()] == []


@pytest.mark.parametrize(
    "folder, name",
    [
        ("dcat-ap-no", "DCAT-AP-NO-shacl_shapes_2.00.ttl"),
        ("dcat-ap-eu-3.0.0", "shapes.ttl"),
        ("dcat-ap-eu-3.0.0", "shapes_recommended.ttl"),
    ],
)
def test_datasets_conform(
    folder: str, name: str, served: dict[str, rdflib.Graph], shipped: Release, reference: Path
) -> None:
    """Catalogue, datasets, distributions and the API keep DCAT-AP-NO and the EU's DCAT-AP."""
    standards = reference / "standards"
    graph = served["datasett"]
    datasets = {str(it) for it in graph.subjects(RDF.type, DCAT.Dataset)}
    files = [it for it in shipped.manifest.downloads if it.owner in datasets]
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) >= len(files) > 0
    context = parsed(standards / "authored" / "validation-context.ttl")
    context.append(listed(graph))
    found = violations(graph, standards / folder / name, context, shipped.manifest.base_iri)
    assert found == []


DOCUMENTS: Final = {
    "concept": ("skos-ap-no-begrep", "SKOS-AP-NO-Begrep-shape_shape_v2.ttl"),
    "collection": ("skos-ap-no-begrep", "SKOS-AP-NO-Begrep-shape_shape_v2.ttl"),
    "code-list": ("modelldcat-ap-no", "modelldcat-ap-no_v1_SHACL-shapes.ttl"),
    "code": ("modelldcat-ap-no", "modelldcat-ap-no_v1_SHACL-shapes.ttl"),
    "dataset": ("dcat-ap-no", "DCAT-AP-NO-shacl_shapes_2.00.ttl"),
    "catalog": ("dcat-ap-no", "DCAT-AP-NO-shacl_shapes_2.00.ttl"),
}
"""The shapes that the documents of each kind are judged by."""
SAMPLE: Final = 12
"""Documents of each kind that are judged by themselves: the shapes take a second for each."""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_conforms_by_itself(
    kind: str, documents: dict[str, dict[str, rdflib.Graph]], reference: Path
) -> None:
    """No violation on what a single document is about, nothing else being fetched.

    Of a neighbour a document tells type and name alone, so that is judged in its own document.
    """
    standards = reference / "standards"
    folder, name = DOCUMENTS[kind]
    context = parsed(
        standards / "authored" / "validation-context.ttl",
        standards / "vocabularies" / "audience-type.ttl",
        standards / "vocabularies" / "relationship-with-source-type.ttl",
    )
    if folder == "modelldcat-ap-no":
        context += parsed(standards / folder / "modelldcatno.ttl")
    found = {
        one
        for iri, graph in documents[kind].items()
        for one in violations(graph, standards / folder / name, [*context, listed(graph)], iri)
        if one[0] == iri or one[0].startswith(f"{iri}#")
    }
    assert documents[kind]
    # A dataset of ours consists of lists and collections, which DCAT 3 (§6.4.14) lets it: version
    # 2.00 of the shapes knows datasets alone. The feed, which is harvested, names no others.
    narrower = {DCTERMS.hasPart} if kind == "dataset" else set()
    assert {path for _, path, _ in found} == set(map(str, narrower))


@pytest.fixture(scope="module")
def documents(shipped: Release) -> dict[str, dict[str, rdflib.Graph]]:
    """Some documents of each kind as a running server answers them, by what they are about."""
    base = shipped.manifest.base_iri
    with serving(PROJECT, OMGREP_RELEASES=str(shipped.folder.parent)) as server:
        found: dict[str, dict[str, rdflib.Graph]] = {}
        for kind in DOCUMENTS:
            rows = shipped.of_kind(kind, 0, 1_000).rows
            for row in rows[:: max(1, len(rows) // SAMPLE)]:
                iri = row.link.iri
                status, _, body = server.get(f"/{iri.removeprefix(base)}.ttl")
                assert status == 200
                found.setdefault(kind, {})[iri] = rdflib.Graph().parse(data=body)
    return found


def listed(graph: rdflib.Graph) -> rdflib.Graph:
    """Return in which list of the EU each value is, as the lists themselves would say it."""
    found = rdflib.Graph()
    for value in set(graph.objects()):
        if str(value).startswith(AUTHORITY):
            found.add((value, SKOS.inScheme, rdflib.URIRef(str(value).rpartition("/")[0])))
    return found


def test_what_is_served_keeps_our_own_rules(
    served: dict[str, rdflib.Graph], tmp_path: Path
) -> None:
    """The feeds together, read as sources, are a catalogue that the check finds no error in."""
    together = rdflib.Graph(bind_namespaces="none")
    for graph in served.values():
        for triple in graph:
            together.add(triple)
    root = tmp_path / "root"
    root.mkdir()
    (root / "omgrep.toml").write_bytes((PROJECT / "omgrep.toml").read_bytes())
    (root / "vocab").mkdir()
    (root / "vocab" / "all.ttl").write_bytes(together.serialize(format="nt").encode())
    settings = read_settings(root)
    files = find_sources(settings)
    report = check(read_sources(files, settings), files, settings)
    # What the sources excuse with a reason is told again: harvesters don't get the exceptions.
    assert {it.rule for it in report.findings} <= {"term-discouraged", "succession-gap"}
    assert report.errors == 0
