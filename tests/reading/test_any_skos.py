"""Any SKOS is read: what is said, what it implies, and what nobody thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.model.concept import Code, CodeList, Collection, Concept, ConceptScheme
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.release import Release

    MakeRelease = Callable[..., Release]


def concept(release: Release, iri: str) -> Concept:
    """Return the concept that ``iri`` names, below the base where it is relative."""
    found = release.find_iri(iri if ":" in iri else f"https://id.example.org/{iri}")
    assert found, iri
    record = release.record(found)
    assert isinstance(record, Concept)
    return record


def relations(record: Concept) -> list[tuple[str, str]]:
    """Return the kinds and targets of the relations of ``record``."""
    return [(it.kind, it.target.iri.rpartition("/")[2]) for it in record.relations]


def test_a_relation_said_in_one_direction_is_shown_in_both(make_release: MakeRelease) -> None:
    """SKOS S25 and S23: broader implies narrower, and related is symmetric."""
    release = make_release(
        a='<a> a skos:Concept ; skos:prefLabel "A"@en ; skos:broader <b> ; skos:related <c> .',
        b='<b> a skos:Concept ; skos:prefLabel "B"@en . <c> a skos:Concept .',
    )
    assert relations(concept(release, "a")) == [("broader", "b"), ("related", "c")]
    assert relations(concept(release, "b")) == [("narrower", "a")]
    assert relations(concept(release, "c")) == [("related", "a")]


def test_the_same_fact_said_three_ways_is_told_once(make_release: MakeRelease) -> None:
    """A relation object, its direct XKOS property and broader are one relation, with its text."""
    release = make_release(
        a="""<a> a skos:Concept ; skos:broader <b> ; xkos:specializes <b> ;
                 skosno:hasGenericConceptRelation <a#r> .
             <a#r> skosno:hasGenericConcept <b> ; dct:description "by size"@en .
             <b> a skos:Concept .""",
    )
    [relation] = concept(release, "a").relations
    assert (relation.kind, relation.target.iri) == ("broader-generic", "https://id.example.org/b")
    assert relation.criterion == (LangString("by size", "en"),)
    assert relations(concept(release, "b")) == [("narrower-generic", "a")]


def test_definitions_are_read_in_all_three_patterns(make_release: MakeRelease) -> None:
    """A literal, a SKOS note as a resource, and an EuVoc note with its source."""
    release = make_release(
        a="""<a> a skos:Concept ; skos:definition "plain"@en , [ rdf:value "as a node"@en ] ;
                 euvoc:xlDefinition <a#d> .
             <a#d> rdf:value "med kilde"@nb ; dct:source <https://law.example/1> , "a book"@en ;
                 skosno:relationshipWithSource <https://x.example/type#derived-from-source> .
             <https://law.example/1> rdfs:label "The Act, section 1"@en .""",
    )
    found = {it.text.text: it for it in concept(release, "a").definitions}
    assert set(found) == {"plain", "as a node", "med kilde"}
    note = found["med kilde"]
    assert note.relationship == "derived-from-source"
    assert note.sources[0].label == (LangString("The Act, section 1", "en"),)
    assert note.source_texts == (LangString("a book", "en"),)


def test_a_circle_of_broader_concepts_ends(make_release: MakeRelease) -> None:
    """A circular hierarchy is shown as far as it goes, every concept once."""
    release = make_release(
        a="""<s> a skos:ConceptScheme .
             <a> skos:inScheme <s> ; skos:broader <b> .
             <b> skos:inScheme <s> ; skos:broader <c> .
             <c> skos:inScheme <s> ; skos:broader <a> .""",
    )
    found = release.find_iri("https://id.example.org/s")
    assert found
    rows = release.members(found.number, "tree").rows
    assert sorted(row.link.iri for row in rows) == [f"https://id.example.org/{x}" for x in "abc"]


def test_a_concept_with_two_parents_stands_under_both(make_release: MakeRelease) -> None:
    """In a polyhierarchy the second place is marked as a repetition."""
    release = make_release(
        a="""<s> a skos:ConceptScheme ; skos:hasTopConcept <a> , <b> .
             <c> skos:inScheme <s> ; skos:broader <a> , <b> . <d> skos:inScheme <s> ;
             skos:broader <c> . <a> skos:inScheme <s> . <b> skos:inScheme <s> .""",
    )
    found = release.find_iri("https://id.example.org/s")
    assert found
    rows = release.members(found.number, "tree").rows
    shown = [(row.link.iri[-1], row.depth, row.repeated) for row in rows]
    assert shown == [("a", 0, False), ("c", 1, False), ("d", 2, False), ("b", 0, False),
                     ("c", 1, True)]  # fmt: skip
    record = release.record(found)
    assert isinstance(record, ConceptScheme)
    assert (record.count, record.top_count) == (4, 2)


def test_an_ordered_collection_keeps_its_order(make_release: MakeRelease) -> None:
    """SKOS S36: skos:memberList gives members and their order."""
    release = make_release(
        a="""<o> a skos:OrderedCollection ; skos:memberList ( <z> <a> <m> ) .
             <a> a skos:Concept . <m> a skos:Concept . <z> a skos:Concept .""",
    )
    found = release.find_iri("https://id.example.org/o")
    assert found
    record = release.record(found)
    assert isinstance(record, Collection)
    assert record.ordered
    assert [row.link.iri[-1] for row in release.members(found.number, "members").rows] == list(
        "zam"
    )


def test_a_circular_list_ends(make_release: MakeRelease) -> None:
    """A member list whose rest points back at itself is read to where it repeats."""
    release = make_release(
        a="""<o> a skos:OrderedCollection ; skos:memberList <o#1> .
             <o#1> rdf:first <a> ; rdf:rest <o#1> . <a> a skos:Concept .""",
    )
    found = release.find_iri("https://id.example.org/o")
    assert found
    assert release.members(found.number, "members").total == 1


def test_types_nobody_stated_follow_from_the_properties(make_release: MakeRelease) -> None:
    """What is in a scheme is a concept, what has top concepts is a scheme (SKOS S4, S5, S6)."""
    release = make_release(
        a='<s> skos:hasTopConcept <a> . <a> skos:topConceptOf <s> ; skos:prefLabel "A"@en .'
    )
    kinds = {path: release.find(path).kind for path in ("s", "a")}  # type: ignore[union-attr]
    assert kinds == {"s": "scheme", "a": "concept"}


def test_a_hash_namespace_has_a_document_and_pages(make_release: MakeRelease) -> None:
    """Concepts that are fragments stand in the document of their namespace, described or not."""
    release = make_release(
        a='<terms#cat> a skos:Concept ; skos:prefLabel "cat"@en . <terms#dog> a skos:Concept .'
    )
    found = release.find("terms")
    assert found
    assert [row.link.iri[-3:] for row in release.members(found.number, "parts").rows] == [
        "dog",
        "cat",
    ]
    document = release.document(found.number, "n-triples")
    assert document
    assert document.body.count(b"\n") == 3
    cat = release.find_iri("https://id.example.org/terms#cat")
    assert cat
    assert cat.path is None


def test_what_lies_outside_the_base_is_served_too(make_release: MakeRelease) -> None:
    """A concept of another namespace has a record, and no path below ours."""
    release = make_release(a='<https://other.example/x> a skos:Concept ; skos:prefLabel "X"@en .')
    found = release.find_iri("https://other.example/x")
    assert found
    assert found.path is None


def test_an_iri_that_begins_like_the_programs_own_paths_is_not_shadowed(
    make_release: MakeRelease,
) -> None:
    """A concept below ``en/`` or ``api/`` gets its page by IRI, where nothing else answers."""
    release = make_release(a="<en/x> a skos:Concept . <api/search> a skos:Concept .")
    for iri in ("https://id.example.org/en/x", "https://id.example.org/api/search"):
        found = release.find_iri(iri)
        assert found
        assert found.path is None


def test_unknown_properties_notes_and_languages_are_kept(make_release: MakeRelease) -> None:
    """A property that we never thought of, and a language without an interface, are still there."""
    release = make_release(
        a="""@prefix my: <https://my.example/> .
             <a> a skos:Concept ; skos:prefLabel "chat"@fr , "猫"@ja , "bussá"@se ;
                 skos:changeNote "renamed"@en ; my:legs 4 ; my:likes <b> . <b> a skos:Concept .""",
    )
    record = concept(release, "a")
    assert {text.lang for text in record.label} == {"fr", "ja", "se"}
    assert [(note.kind, note.text.text) for note in record.notes] == [("changeNote", "renamed")]
    others = {it.name: it.values for it in record.others}
    assert others["legs"][0].text == "4"
    assert others["likes"][0].link
    assert others["likes"][0].link.kind == "concept"


def test_an_exception_from_a_rule_is_for_editors(make_release: MakeRelease) -> None:
    """A reader of the page isn't told of it, but it stands in the data."""
    release = make_release(
        a="""@prefix omgrep: <https://omgrep.example/ns#> .
             <a> a skos:Concept ; skos:prefLabel " a"@en ; omgrep:exception <a#exception-1> .
             <a#exception-1> a omgrep:Exception ; dct:description "So it is written."@en ;
                 omgrep:severity "off" ;
                 omgrep:rule <https://omgrep.example/rules#white-space> .""",
    )
    assert concept(release, "a").others == ()
    found = release.find_iri("https://id.example.org/a")
    assert found
    document = release.document(found.number, "turtle")
    assert document
    assert b"a omgrep:Exception" in document.body


def test_a_code_list_knows_order_validity_headings_and_replacements(
    make_release: MakeRelease,
) -> None:
    """A code is in order of position, a heading is no code, and what replaced what is known."""
    release = make_release(
        a="""<l> a skos:ConceptScheme , modelldcatno:CodeList ; skos:hasTopConcept <l/g> ;
                 dct:subject <x> .
             <x> a skos:Concept ; skosno:valueRange <l> .
             <l/g> a skos:Concept ; skos:inScheme <l> ; schema:position 1 .
             <l/10> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ;
                 skos:notation "10" ; skos:broader <l/g> ; schema:position 2 ;
                 euvoc:endDate "2025-12-31"^^xsd:date ; dct:isReplacedBy <l/9> .
             <l/9> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ;
                 skos:notation "9" ; skos:broader <l/g> ; schema:position 3 .""",
    )
    found = release.find("l")
    assert found
    record = release.record(found)
    assert isinstance(record, CodeList)
    assert record.used_by[0].iri == "https://id.example.org/x"
    rows = release.members(found.number, "tree").rows
    assert [(row.link.notation, row.depth, row.reportable) for row in rows] == [
        ("", 0, False), ("10", 1, True), ("9", 1, True),
    ]  # fmt: skip
    assert rows[1].valid == ("", "2025-12-31")
    assert rows[1].replaced_by[0].notation == "9"
    nine = release.find("l/9")
    assert nine
    code = release.record(nine)
    assert isinstance(code, Code)
    assert code.replaces[0].notation == "10"


def test_skos_xl_labels_name_what_has_no_plain_label(make_release: MakeRelease) -> None:
    """SKOS S55: the literal form of an XL label is a label."""
    release = make_release(
        a="""@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
             <a> a skos:Concept ; skosxl:prefLabel [ skosxl:literalForm "cat"@en ] .""",
    )
    assert concept(release, "a").label == (LangString("cat", "en"),)


def test_the_alphabet_and_the_subjects_are_in_the_readers_order(make_release: MakeRelease) -> None:
    """In Norwegian å comes last, and an allowed term leads to the recommended one."""
    settings = """[catalog]
base_iri = "https://id.example.org/"
title = { nb = "Ord" }
languages = ["nb", "nn"]
"""
    release = make_release(
        settings,
        a="""<1> a skos:Concept ; skos:prefLabel "ål"@nb ; dct:subject "fisk"@nb .
             <2> a skos:Concept ; skos:prefLabel "abbor"@nb ; skos:altLabel "tryte"@nb ;
                 dct:subject "fisk"@nb .
             <3> a skos:Concept ; skos:prefLabel "ørret"@nb , "aure"@nn .""",
    )
    assert [letter for letter, _ in release.letters("nb")] == ["A", "T", "Ø", "Å"]
    assert [letter for letter, _ in release.letters("nn")] == ["A", "T", "Å"]
    [tryte] = release.headings("nb", "T")
    assert (tryte.role, tryte.row.link.iri) == ("alt", "https://id.example.org/2")
    assert release.topics("nb") == (("fisk", "fisk", "nb", 2),)
    rows = release.topic("nb", "fisk").rows
    assert [row.link.label[0].text for row in rows] == ["abbor", "ål"]
