"""The versions of a code list and the correspondences between them, in its own documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS

from catalog.model.correspondence import turns
from tests.conformance.test_official_shapes import parsed, violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.release import Release

XKOS = rdflib.Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
XKOSNO = rdflib.Namespace("https://data.norge.no/vocabulary/xkosno#")
BASE = "https://id.example.org/"


def document(release: Release, iri: str) -> rdflib.Graph:
    """Return what a list's own document says."""
    found = release.find_iri(iri)
    assert found is not None
    stored = release.document(found.number, "turtle")
    assert stored is not None
    return rdflib.Graph().parse(data=stored.body, format="turtle")


def ends(graph: rdflib.Graph, one: rdflib.term.Node) -> tuple[list[str], list[str], str]:
    """Return sources and targets of an association by the end of their IRIs, and its type."""

    def names(way: rdflib.URIRef) -> list[str]:
        return sorted(str(it).rpartition("/")[2] for it in graph.objects(one, way))

    kind = str(graph.value(one, DCTERMS.type) or "").rpartition("#")[2]
    return names(XKOS.sourceConcept), names(XKOS.targetConcept), kind


def codes(*told: str) -> str:
    """Return a list of codes in Turtle, each by name, first and last day, and what replaces it."""
    text = '<l> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "L"@en .\n'
    for one in told:
        name, start, end, *then = one.split()
        days = "".join(
            f' ; euvoc:{which}Date "{day}"^^xsd:date'
            for which, day in (("start", start), ("end", end))
            if day != "-"
        )
        after = "".join(f" ; dct:isReplacedBy <l/{it}>" for it in then)
        text += (
            f"<l/{name}> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <l> ;"
            f' skos:topConceptOf <l> ; skos:notation "{name}"{days}{after} .\n'
        )
    return text


def test_each_change_of_a_list_is_a_correspondence(make_release: Callable[..., Release]) -> None:
    """Between the two versions around it, made of what became of each code that changed."""
    release = make_release(
        all=codes(
            "a - 2024-12-31 b c", "b 2025-01-01 -", "c 2025-01-01 2025-12-31 d",
            "e - 2025-12-31 d", "d 2026-01-01 -", "f - 2025-12-31 g", "g - -", "h - 2025-12-31",
            "i 2026-01-01 -", "k - 2025-12-31 l m", "n - 2025-12-31 m", "l 2026-01-01 -",
            "m 2026-01-01 -",
        )
    )  # fmt: skip
    graph = document(release, f"{BASE}l")

    def parts(day: str) -> list[tuple[list[str], list[str], str]]:
        whole = rdflib.URIRef(f"{BASE}l#change-{day}")
        assert (whole, RDF.type, XKOS.Correspondence) in graph
        return sorted(ends(graph, one) for one in graph.objects(whole, XKOS.madeOf))

    assert parts("2025-01-01") == [(["a"], ["b", "c"], "ItemBreakdown")]
    assert parts("2026-01-01") == [
        ([], ["i"], "ItemCreation"), (["c", "e"], ["d"], "ItemMerging"),
        (["f", "g"], ["g"], "ItemTakeOver"), (["h"], [], "ItemDeletion"),
        (["k"], ["l", "m"], ""), (["n"], ["m"], ""),
    ]  # fmt: skip
    compared = {
        str(one).rpartition("#")[2]: sorted(
            str(it).rpartition("#")[2] for it in graph.objects(one, XKOS.compares)
        )
        for one in graph.subjects(RDF.type, XKOS.Correspondence)
    }
    assert compared == {
        "change-2025-01-01": ["from-2025-01-01", "until-2024-12-31"],
        "change-2026-01-01": ["from-2025-01-01", "from-2026-01-01"],
    }
    for version in set(graph.objects(None, XKOS.compares)):
        assert (version, RDF.type, SKOS.ConceptScheme) in graph
        assert (version, DCTERMS.isVersionOf, rdflib.URIRef(f"{BASE}l")) in graph


def test_a_list_that_never_changed_has_no_versions(make_release: Callable[..., Release]) -> None:
    """Nothing is said where there is nothing to say; versions are nothing with a page either."""
    graph = document(make_release(all=codes("a 2020-01-01 -")), f"{BASE}l")
    assert set(graph.subjects(RDF.type, XKOS.Correspondence)) == set()

    release = make_release(all=codes("a 2020-01-01 2020-12-31", "b 2021-01-01 -"))
    assert release.manifest.counts.get("scheme", 0) == 0


def test_shipped_correspondences_keep_the_official_shapes(
    shipped: Release, reference: Path
) -> None:
    """XKOS-AP-NO 1.0.2 on the documents of every list that changed."""
    folder = reference / "standards"
    context = parsed(folder / "authored" / "validation-context.ttl")
    seen = 0
    for row in shipped.of_kind("code-list").rows:
        found = shipped.find_iri(row.link.iri)
        assert found
        if not turns(shipped.members(found.number, "tree", 0, 2_000).rows):
            continue
        graph = document(shipped, row.link.iri)
        for publisher in set(graph.objects(None, DCTERMS.publisher)):  # described in the catalogue
            graph.add((publisher, RDF.type, rdflib.URIRef("http://xmlns.com/foaf/0.1/Agent")))
            graph.add(
                (publisher, rdflib.URIRef("http://xmlns.com/foaf/0.1/name"), rdflib.Literal("x"))
            )
        for theme in set(graph.objects(None, DCTERMS.subject)):
            graph.add((theme, RDF.type, SKOS.Concept))
        judged = violations(
            graph, folder / "xkos-ap-no" / "xkos-ap-no-shacl-v1.ttl", context, row.link.iri
        )
        assert judged == []
        seen += len(set(graph.subjects(RDF.type, XKOS.Correspondence)))
    assert seen == sum(len(shipped.turns(it)) for it in _numbers(shipped)) > 10


def _numbers(release: Release) -> list[int]:
    iris = [row.link.iri for row in release.of_kind("code-list").rows]
    return list(release.numbers(iris).values())
