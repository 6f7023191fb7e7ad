"""The shipped catalogue by the official shapes: no violation on what is ours.

Three pitfalls decide how it is asked (see the reference library's standards, section 6): codes are
no concepts to SKOS-AP-NO, foreign things are typed in a context that is never published, and one
triple of the ModellDCAT-AP-NO shapes can't be satisfied by anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, SH, SKOS

from catalog.check.things import Things, find_things
from catalog.check.translation import Translation
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from catalog.model.rdf import Graph

pytestmark = [pytest.mark.conformance, pytest.mark.slow]
PROJECT = Path(__file__).resolve().parents[2]
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")


@pytest.fixture(scope="module")
def vocab() -> tuple[Graph, Things]:
    """The shipped sources, and what each thing in them is."""
    settings = read_settings(PROJECT)
    graph = read_sources(find_sources(settings), settings).graph
    return graph, find_things(graph, settings.base_iri)


def violations(
    statements: rdflib.Graph, shapes: Path, context: list[Path], things: Things
) -> list[tuple[str, ...]]:
    """Return what the shapes say of things of ours, as (thing, path, sentence)."""
    judged = rdflib.Graph(bind_namespaces="none")
    for graph in (statements, *(rdflib.Graph().parse(path, format="turtle") for path in context)):
        for triple in graph:
            judged.add(triple)
    rules = rdflib.Graph().parse(shapes, format="turtle")
    for shape in list(rules.subjects(SH.nodeKind, VCARD.Organization)):
        rules.remove((shape, SH.nodeKind, VCARD.Organization))
        rules.add((shape, SH["class"], VCARD.Organization))
    _, results, _ = pyshacl.validate(judged, shacl_graph=rules, inplace=True, allow_warnings=True)
    assert isinstance(results, rdflib.Graph)
    return sorted(
        (
            str(results.value(result, SH.focusNode)),
            str(results.value(result, SH.resultPath)),
            str(results.value(result, SH.resultMessage)),
        )
        for result in results.subjects(SH.resultSeverity, SH.Violation)
        if things.ours(str(results.value(result, SH.focusNode)))
    )


def test_concepts_conform_to_skos_ap_no(vocab: tuple[Graph, Things], reference: Path) -> None:
    """Concepts and collections keep the official SKOS-AP-NO-Begrep shapes, codes put aside."""
    graph, things = vocab
    statements = Translation(graph.triples(), stand_ins=False).rdf
    codes = things.codes | things.headings
    for other in codes | (set(things.collections) - set(things.profile_collections)):
        statements.remove((rdflib.URIRef(other), RDF.type, None))
    assert len(set(statements.subjects(RDF.type, SKOS.Concept))) > 100
    standards = reference / "standards"
    assert (
        violations(
            statements,
            standards / "skos-ap-no-begrep" / "SKOS-AP-NO-Begrep-shape_shape_v2.ttl",
            [
                standards / "authored" / "validation-context.ttl",
                standards / "vocabularies" / "audience-type.ttl",
                standards / "vocabularies" / "relationship-with-source-type.ttl",
            ],
            things,
        )
        == []
    )


@pytest.mark.parametrize(
    "standard, name",
    [
        ("xkos-ap-no", "xkos-ap-no-shacl-v1.ttl"),
        ("modelldcat-ap-no", "modelldcat-ap-no_v1_SHACL-shapes.ttl"),
    ],
)
def test_code_lists_conform(
    standard: str, name: str, vocab: tuple[Graph, Things], reference: Path
) -> None:
    """Code lists and codes keep the official XKOS-AP-NO and ModellDCAT-AP-NO shapes."""
    graph, things = vocab
    statements = Translation(graph.triples(), stand_ins=False).rdf
    listed = things.codes | things.headings | things.code_lists
    for subject in set(statements.subjects(RDF.type, SKOS.Concept)):
        # What a code means must be a concept; that concept itself is judged by the test above.
        if str(subject) not in listed:
            for predicate, value in list(statements.predicate_objects(subject)):
                if (predicate, value) != (RDF.type, SKOS.Concept):
                    statements.remove((subject, predicate, value))
    for subject in set(statements.subjects(RDF.type, DCAT.Catalog)):
        # The catalogue of datasets is DCAT-AP-NO's, not a catalogue of models.
        statements.remove((subject, None, None))
    shapes = reference / "standards" / standard / name
    context = [reference / "standards" / "authored" / "validation-context.ttl"]
    if standard == "modelldcat-ap-no":
        context.append(reference / "standards" / standard / "modelldcatno.ttl")
    found = violations(statements, shapes, context, things)
    assert [one for one in found if one[0] in listed] == []
    assert len([one for one in listed if things.ours(one)]) > 300
