"""The plain-SKOS view: nothing but SKOS and what it stands on, and still consistent."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from catalog import terms
from catalog.check import check
from catalog.formats import ntriples, order, simple_skos
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import MINIMAL, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.model.rdf import Properties
    from catalog.release import Release

BASE = "https://id.example.org/"
FORMS = {
    "turtle:skos": pyoxigraph.RdfFormat.TURTLE,
    "json-ld:skos": pyoxigraph.RdfFormat.JSON_LD,
    "n-triples:skos": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf-xml:skos": pyoxigraph.RdfFormat.RDF_XML,
}


def iri(name: str) -> Iri:
    """Return an IRI below the base."""
    return Iri(BASE + name)


def projected(*triples: tuple[Iri | BlankNode, Iri, Iri | BlankNode | Literal]) -> set[str]:
    """Return the statements of the view of some statements, the base left out."""
    graph: dict[Iri | BlankNode, dict[Iri, list[Iri | BlankNode | Literal]]] = {}
    for subject, predicate, value in triples:
        graph.setdefault(subject, {}).setdefault(predicate, []).append(value)
    body = ntriples.write(simple_skos.project(order.blocks(graph.items()))).decode()
    return {
        line.removesuffix(" .").replace(BASE, "").replace(terms.SKOS, "skos:")
        for line in body.splitlines()
    }


NOTE = iri("a#def")
CONCEPT = (iri("a"), terms.TYPE, terms.CONCEPT)


def test_a_definition_object_becomes_a_definition_and_its_source_the_concepts() -> None:
    """The note itself is gone, its text and sources are not."""
    assert projected(
        CONCEPT,
        (iri("a"), terms.XL_DEFINITION, NOTE),
        (NOTE, terms.TYPE, terms.XL_NOTE),
        (NOTE, terms.VALUE, Literal("text", "nb")),
        (NOTE, terms.SOURCE, iri("law")),
        (iri("law"), terms.LABEL, Literal("§ 1", "nb")),
    ) == {
        f"<a> <{terms.TYPE}> <skos:Concept>",
        '<a> <skos:definition> "text"@nb',
        f"<a> <{terms.SOURCE}> <law>",
        f'<law> <{terms.LABEL}> "§ 1"@nb',
    }


@pytest.mark.parametrize(
    "predicate, shown",
    [(terms.SPECIALIZES, "broader"), (terms.IS_PART_OF, "broader"),
     (terms.GENERALIZES, "narrower"), (terms.HAS_PART, "narrower")],
)  # fmt: skip
def test_a_relation_of_xkos_becomes_one_of_skos(predicate: Iri, shown: str) -> None:
    """XKOS makes them sub-properties, so nothing is said that wasn't."""
    assert f"<a> <skos:{shown}> <b>" in projected(CONCEPT, (iri("a"), predicate, iri("b")))


@pytest.mark.parametrize(
    "has, end, shown",
    [(terms.GENERIC_RELATION, terms.HAS_GENERIC, "broader"),
     (terms.GENERIC_RELATION, terms.HAS_SPECIFIC, "narrower"),
     (terms.PARTITIVE_RELATION, terms.HAS_COMPREHENSIVE, "broader"),
     (terms.PARTITIVE_RELATION, terms.HAS_PARTITIVE, "narrower"),
     (terms.ASSOCIATIVE_RELATION, terms.HAS_TO_CONCEPT, "related")],
)  # fmt: skip
@pytest.mark.parametrize("node", [iri("a#rel"), BlankNode("r")])
def test_a_relation_object_becomes_a_relation(
    has: Iri, end: Iri, shown: str, node: Iri | BlankNode
) -> None:
    """The object that carried it is gone, whether it had a name or a type or not."""
    more = [] if isinstance(node, BlankNode) else [
        (node, terms.TYPE, terms.GENERIC_CONCEPT_RELATION)
    ]  # fmt: skip
    told = projected(CONCEPT, (iri("a"), has, node), (node, end, iri("b")), *more)
    assert told == {f"<a> <{terms.TYPE}> <skos:Concept>", f"<a> <skos:{shown}> <b>"}


def test_what_is_broader_is_not_also_related() -> None:
    """The two are disjoint (SKOS S27)."""
    told = projected(
        CONCEPT,
        (iri("a"), terms.SPECIALIZES, iri("b")),
        (iri("a"), terms.ASSOCIATIVE_RELATION, BlankNode("r")),
        (BlankNode("r"), terms.HAS_TO_CONCEPT, iri("b")),
    )
    assert "<a> <skos:broader> <b>" in told
    assert not any("related" in line for line in told)


def test_a_title_becomes_a_label_where_there_is_room() -> None:
    """At most one label a language (S14), and none that is an alternative too (S13)."""
    told = projected(
        (iri("s"), terms.TYPE, terms.CONCEPT_SCHEME),
        (iri("s"), terms.PREF_LABEL, Literal("Label", "nb")),
        (iri("s"), terms.ALT_LABEL, Literal("Other", "en")),
        (iri("s"), terms.TITLE, Literal("Title", "nb")),
        (iri("s"), terms.TITLE, Literal("Tittel", "nn")),
        (iri("s"), terms.TITLE, Literal("Til", "nn")),
        (iri("s"), terms.TITLE, Literal("Other", "en")),
    )
    assert sorted(line for line in told if "prefLabel" in line) == [
        '<s> <skos:prefLabel> "Label"@nb',
        '<s> <skos:prefLabel> "Til"@nn',
    ]


def test_a_status_that_says_no_longer_is_kept_as_deprecated() -> None:
    """The one thing in a status that a SKOS tool can act on."""
    deprecated = f'<a> <{terms.DEPRECATED}> "true"^^<{terms.BOOLEAN}>'
    retired = Iri(terms.CONCEPT_STATUS + "RETIRED")
    assert deprecated in projected(CONCEPT, (iri("a"), terms.STATUS, retired))
    assert deprecated not in projected(CONCEPT, (iri("a"), terms.STATUS, terms.CURRENT))


def test_a_code_is_a_concept_and_a_code_list_a_scheme() -> None:
    """Also where the sources leave SKOS' own types out."""
    assert projected(
        (iri("l"), terms.TYPE, terms.CODE_LIST),
        (iri("l/1"), terms.TYPE, terms.CODE_ELEMENT),
        (iri("l/1"), terms.TYPE, terms.CONCEPT),
    ) == {
        f"<l> <{terms.TYPE}> <skos:ConceptScheme>",
        f"<l/1> <{terms.TYPE}> <skos:Concept>",
    }


def test_that_a_concept_is_in_a_collection_is_said_of_the_collection() -> None:
    """Also where that one isn't told of otherwise, and once where it says so itself."""
    pets = iri("pets")
    member = "<pets> <skos:member> <a>"
    told = projected(CONCEPT, (iri("a"), terms.MEMBER_OF, pets))
    assert told == {f"<a> <{terms.TYPE}> <skos:Concept>", member}
    member_of: Properties = {terms.TYPE: [terms.CONCEPT], terms.MEMBER_OF: [pets]}
    members: Properties = {terms.TYPE: [terms.COLLECTION], terms.MEMBER: [iri("a"), iri("b")]}
    blocks = order.blocks([(iri("a"), member_of), (pets, members)])
    lines = ntriples.write(simple_skos.project(blocks)).decode().splitlines()
    assert len([it for it in lines if terms.MEMBER in it]) == 2


@pytest.mark.parametrize(
    "predicate, value",
    [(terms.POSITION, Literal("1", "", terms.INTEGER)), (terms.CONTACT_POINT, iri("who")),
     (terms.VALID_FROM, Literal("2020-01-01", "", terms.DATE)), (terms.VERSION, Literal("1"))],
)  # fmt: skip
def test_words_that_no_skos_tool_reads_are_dropped(predicate: Iri, value: Iri | Literal) -> None:
    """Places, validity and contact points; who publishes a thing stays."""
    publisher = (iri("a"), terms.PUBLISHER, iri("who"))
    assert projected(CONCEPT, (iri("a"), predicate, value), publisher) == {
        f"<a> <{terms.TYPE}> <skos:Concept>",
        f"<a> <{terms.PUBLISHER}> <who>",
    }


def test_what_needs_no_view_is_handed_back_as_it_is() -> None:
    """Nothing is stored twice."""
    about: Properties = {terms.TYPE: [terms.CONCEPT], terms.PREF_LABEL: [Literal("a", "en")]}
    blocks = order.blocks([(iri("a"), about)])
    assert simple_skos.project(blocks) is blocks


def test_blank_nodes_that_only_an_extension_named_are_gone() -> None:
    """A chain of them is gone as a whole; those that SKOS still names stay."""
    first, second, kept = BlankNode("1"), BlankNode("2"), BlankNode("3")
    assert projected(
        (iri("s"), terms.TYPE, terms.CONCEPT_SCHEME),
        (iri("s"), terms.LEVELS, first),
        (first, terms.REST, second),
        (second, terms.REST, terms.NIL),
        (iri("s"), terms.NOTE, kept),
        (kept, terms.VALUE, Literal("n", "en")),
    ) == {
        f"<s> <{terms.TYPE}> <skos:ConceptScheme>",
        "<s> <skos:note> _:3",
        f'_:3 <{terms.VALUE}> "n"@en',
    }


def views(release: Release, form: str) -> list[bytes]:
    """Return the stored views of a whole Release in one format."""
    total = sum(release.manifest.counts.values())
    found = (release.document(number, form) for number in range(1, total + 1))
    return [document.body for document in found if document]


def test_the_views_of_the_shipped_catalogue_are_plain_and_alike(shipped: Release) -> None:
    """No statement of an extension is left in any, and each format says the same."""
    counts = set()
    read: list[set[str]] = []
    for name, form in FORMS.items():
        bodies = views(shipped, name)
        counts.add(len(bodies))
        quads = {str(quad) for body in bodies for quad in pyoxigraph.parse(body, format=form)}
        read.append(quads)
        predicates = {
            quad.predicate.value for body in bodies for quad in pyoxigraph.parse(body, format=form)
        }
        assert not any(it.startswith(simple_skos.EXTENSIONS) for it in predicates)
    [count] = counts
    assert count > 500
    assert all(one == read[0] for one in read)
    assert not views(shipped, "json:skos")


def test_the_views_together_keep_the_integrity_of_skos(shipped: Release, tmp_path: Path) -> None:
    """S9 to S46, by our own shapes, over all views read as one catalogue."""
    lines = {line for body in views(shipped, "n-triples:skos") for line in body.splitlines()}
    broader = next(line for line in sorted(lines) if f"<{terms.BROADER}>".encode() in line)
    clash = broader.replace(terms.BROADER.encode(), terms.RELATED.encode())

    def broken(statements: set[bytes]) -> set[str]:
        (tmp_path / "omgrep.toml").write_text(
            MINIMAL.replace(BASE, shipped.manifest.base_iri), encoding="utf-8"
        )
        (tmp_path / "view.ttl").write_bytes(b"\n".join(sorted(statements)) + b"\n")
        settings = read_settings(tmp_path)
        files = find_sources(settings)
        report = check(read_sources(files, settings), files, settings)
        return {it.rule for it in report.findings if it.rule.startswith("skos-s")}

    assert broken(lines) == set()
    assert broken({*lines, clash}) == {"skos-s27"}


def test_a_plain_catalogue_has_no_views(make_release: Callable[..., Release]) -> None:
    """Where the own form is plain SKOS nothing is stored beside it."""
    release = make_release(a='<a> a skos:Concept ; skos:prefLabel "a"@en .')
    found = release.find("a")
    assert found
    assert not any(name.endswith(":skos") for name in release.formats(found.number))


def test_a_dataset_has_no_view(shipped: Release) -> None:
    """SKOS has no word for one."""
    row = shipped.of_kind("dataset").rows[0]
    found = shipped.find_iri(row.link.iri)
    assert found
    assert not any(name.endswith(":skos") for name in shipped.formats(found.number))


def test_the_whole_catalogue_can_be_projected_at_once() -> None:
    """As it can one resource at a time."""
    settings = dataclasses.replace(read_settings(PROJECT), rules={})
    graph = read_sources(find_sources(settings), settings).graph
    subjects = simple_skos.project(order.blocks(graph.subjects.items()))
    assert not any(
        predicate.startswith(simple_skos.EXTENSIONS)
        for _, properties in subjects
        for predicate, _ in properties
    )
    assert {subject for subject, _ in subjects} <= graph.subjects.keys()
