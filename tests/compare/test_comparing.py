"""What happened to each thing, and that nothing that differs goes untold."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import terms
from catalog.compare import Version, compare, marks
from catalog.compare.account import account
from catalog.compare.blanks import by_content
from catalog.compare.wholes import Wholes
from catalog.compare.writers import as_json
from catalog.model.rdf import BlankNode, Graph, Iri, Literal
from catalog.reading.outline import Outline
from tests.compare.conftest import BASE, SETTINGS, graph_of
from tests.compare.golden import speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.compare import Change, Comparison
    from catalog.model.rdf import Node, Term

    Compare = Callable[[str, str], Comparison]

SAMPLE = """
<begrep/a> a skos:Concept ; skos:prefLabel "alfa"@nb , "alpha"@en ; skos:altLabel "a"@nb ;
    euvoc:xlDefinition <begrep/a#def-nb> ; skos:scopeNote "brukes"@nb ; dct:subject "felt"@nb ;
    euvoc:status <http://publications.europa.eu/resource/authority/concept-status/CURRENT> ;
    skos:broader <begrep/b> ; xkos:specializes <begrep/b> ; skos:related <begrep/c> ;
    skosno:hasGenericConceptRelation <begrep/a#rel-1> ; skosno:valueRange <liste> ;
    dct:source [ rdfs:label "boka" ] , <https://lov.example/1> .
<begrep/a#def-nb> a euvoc:XlNote ; rdf:value "det første"@nb ;
    dct:source <https://lov.example/1> ; skosno:relationshipWithSource <https://x.example/r#own> .
<begrep/a#rel-1> a skosno:GenericConceptRelation ; skosno:hasGenericConcept <begrep/b> ;
    dct:description "etter slag"@nb .
<begrep/b> a skos:Concept ; skos:prefLabel "beta"@nb ; skos:definition "det andre"@nb .
<begrep/c> a skos:Concept ; skos:prefLabel "gamma"@nb ; dct:isReplacedBy <begrep/b> .
<liste> a skos:ConceptScheme , modelldcatno:CodeList ; skos:prefLabel "Liste"@nb ;
    dct:title "Liste"@nb ; dct:subject <begrep/b> ; skos:hasTopConcept <liste/1> .
<liste/1> a skos:Concept , modelldcatno:CodeElement ; skos:notation "1" ; skos:inScheme <liste> ;
    skos:prefLabel "ja"@nb ; skos:topConceptOf <liste> ; schema:position 1 .
<samling> a skos:OrderedCollection ; skos:prefLabel "Samling"@nb ;
    skos:memberList ( <begrep/a> <begrep/b> <begrep/c> ) .
<rekke> a skos:OrderedCollection ; skos:prefLabel "Orden"@nb ; skos:member <begrep/b> , <begrep/c> ;
    skos:memberList ( <begrep/b> <begrep/c> ) ; dct:source ( "boka" <https://lov.example/1> ) ;
    euvoc:xlDefinition [ a euvoc:XlNote ; rdf:value "alle"@nb ; dct:source ( "a" "b" ) ] .
<data> a dcat:Dataset ; dct:title "Data"@nb ; dct:hasPart <samling> .
<https://lov.example/1> dct:title "Lov om prøver"@nb .
<modell> a modelldcatno:InformationModel ; dct:title "Modell"@nb .
<modell#felt> a modelldcatno:Attribute ; dct:title "Felt"@nb ; modelldcatno:hasValueFrom <liste> .
"""
GRAPH = graph_of(SAMPLE)
SUBJECTS = sorted(node for node in GRAPH.subjects if isinstance(node, Iri))
PREDICATES = sorted(
    {predicate for _, predicate, _ in GRAPH.triples()}
    | {terms.NARROWER, terms.REPLACES, terms.END_DATE, terms.NOTATION, terms.EXACT_MATCH}
)


def only(comparison: Comparison) -> Change:
    """Return the one change that there is."""
    [change] = comparison.changes
    return change


def told(change: Change) -> list[tuple[str, str, str]]:
    """Return a change's details in short."""
    return [(it.aspect, it.action, it.lang) for it in change.details]


@st.composite
def mutations(draw: st.DrawFn) -> Graph:
    """The sample with statements taken away and others put in, by chance."""
    numbers = random.Random(draw(st.integers(0, 10**9)))  # noqa: S311 — chance, no secret
    subjects: dict[Node, dict[Iri, list[Term]]] = copy.deepcopy(GRAPH.subjects)
    for _ in range(draw(st.integers(0, 3))):
        node = numbers.choice(list(subjects))
        if numbers.random() < 0.2:  # the whole thing
            del subjects[node]
            continue
        predicate = numbers.choice(list(subjects[node]))
        subjects[node][predicate].remove(numbers.choice(subjects[node][predicate]))
        if not subjects[node][predicate]:
            del subjects[node][predicate]
        if not subjects[node]:
            del subjects[node]
    for number in range(draw(st.integers(0, 3))):
        about: list[Node] = sorted(it for it in subjects if isinstance(it, BlankNode))
        about += [*SUBJECTS, Iri(f"{BASE}ny/{number}"), Iri(f"{BASE}ny#{number}")]
        node = numbers.choice(about)
        candidates: list[Term] = [
            Literal(f"merke {number}", numbers.choice(["", "nb", "se"])),
            Literal(f"merke-{number}", "", terms.DATE),
            Iri(f"https://ny.example/{number}"),
            numbers.choice(SUBJECTS),
            numbers.choice([it for it in GRAPH.subjects if isinstance(it, BlankNode)]),
        ]
        value = numbers.choice(candidates)
        values = subjects.setdefault(node, {}).setdefault(numbers.choice(PREDICATES), [])
        if value not in values:
            values.append(value)
    return Graph(subjects=subjects, files=GRAPH.files)


@given(mutations())
@settings(max_examples=60, deadline=None)
def test_nothing_differs_from_itself(graph: Graph) -> None:
    """However odd the data, a version compared with itself has no change."""
    assert compare(graph, graph, SETTINGS).changes == ()


@given(mutations(), mutations())
@settings(max_examples=150, deadline=None)
def test_backwards_new_is_removed(one: Graph, other: Graph) -> None:
    """The same things differ in both directions; what is new in one is removed in the other."""
    there, again = compare(one, other, SETTINGS), compare(other, one, SETTINGS)
    forth, back = marks(there), marks(again)
    swapped = {"new": "removed", "removed": "new"}
    # That another thing replaces it is told when it is said, not when it is no longer said.
    only_implied = {
        change.iri
        for change in (*there.changes, *again.changes)
        if {(it.aspect, it.action) for it in change.details} == {("replaced-by", "added")}
    }
    assert set(forth) - only_implied == set(back) - only_implied
    for iri in set(forth) & set(back):
        assert swapped.get(forth[iri]) == back[iri] or {forth[iri], back[iri]} <= {
            "changed",
            "deprecated",
        }


@given(mutations(), mutations())
@settings(max_examples=300, deadline=None)
def test_every_statement_that_differs_is_told(one: Graph, other: Graph) -> None:
    """No subject, property or value goes or comes without a detail that shows it."""
    comparison = compare(one, other, SETTINGS)
    version = Version(GRAPH, "folder", "x")
    shown = json.dumps(json.loads(as_json(comparison, version, version)), ensure_ascii=False)
    before, after = by_content(one), by_content(other)
    old, new = set(before.triples()), set(after.triples())
    wholes = Wholes(Outline(before, BASE, "nb"), Outline(after, BASE, "nb"))
    formal = " ".join(
        it.after.text
        for change in comparison.changes
        for it in change.details
        if it.aspect in {"form", "order"} and it.after
    )
    changed = {change.iri: change for change in comparison.changes}
    assert all(change.details for change in comparison.changes)
    for subject, predicate, value in old ^ new:
        if isinstance(subject, BlankNode):
            continue
        assert changed[wholes.of(subject)].details, (subject, predicate, value)
        if predicate in formal or isinstance(value, BlankNode):
            continue
        text = value.value if isinstance(value, Literal) else value
        structural = predicate == terms.TYPE or "#" in text
        assert structural or text in shown, (subject, predicate, value)


@pytest.mark.parametrize(
    "edit, aspect, action",
    [
        (('"alfa"@nb', '"alef"@nb'), "term", "changed"),
        (('; skos:altLabel "a"@nb', ""), "alternative", "removed"),
        (('"det første"@nb', '"det aller første"@nb'), "definition", "changed"),
        (('"brukes"@nb', '"brukes ikke"@nb'), "scopeNote", "changed"),
        (('dct:subject "felt"@nb', 'dct:subject "felter"@nb'), "subject", "changed"),
        (("; skosno:valueRange <liste>", ""), "values", "removed"),
        (("; skos:related <begrep/c>", ""), "relation", "removed"),
        (('"etter slag"@nb', '"etter type"@nb'), "role", "changed"),
        (("r#own>", "r#other>"), "definition-basis", "changed"),
        (("skos:scopeNote", "skos:exactMatch <https://x.example/> ; skos:scopeNote"), "match",
         "added"),
        (("skos:scopeNote", "<https://x.example/p> 1 ; skos:scopeNote"), "property", "added"),
        (("xkos:specializes <begrep/b> ;", ""), "form", "changed"),
    ],
)  # fmt: skip
def test_each_fact_is_told_as_what_it_is(
    compare_texts: Compare, edit: tuple[str, str], aspect: str, action: str
) -> None:
    """One edit of a concept is one detail, of the aspect that people know it by."""
    assert edit[0] in SAMPLE
    change = only(compare_texts(SAMPLE, SAMPLE.replace(*edit, 1)))
    assert (change.iri, change.kind, change.state) == (BASE + "begrep/a", "concept", "changed")
    assert [(it.aspect, it.action) for it in change.details] == [(aspect, action)]


def test_a_relation_in_two_forms_is_told_once(compare_texts: Compare) -> None:
    """Direct, by XKOS and as an object with a role: one relation that is new."""
    without = SAMPLE.replace("skos:broader <begrep/b> ; xkos:specializes <begrep/b> ;", "")
    without = without.replace("skosno:hasGenericConceptRelation <begrep/a#rel-1> ;", "")
    without = without.replace("<begrep/a#rel-1> a skosno:GenericConceptRelation ;", "")
    without = without.replace(
        'skosno:hasGenericConcept <begrep/b> ;\n    dct:description "etter slag"@nb .', ""
    )
    change = only(compare_texts(without, SAMPLE))
    assert told(change) == [("relation", "added", ""), ("role", "added", "nb")]
    relation = change.details[0]
    assert relation.about is not None
    assert relation.after is not None
    assert (relation.about.iri, relation.after.text) == (BASE + "begrep/b", "broader-generic")


def test_a_relation_object_that_gets_another_number_says_the_same(compare_texts: Compare) -> None:
    """Only its fragment changes, so one detail says that the form is another."""
    change = only(compare_texts(SAMPLE, SAMPLE.replace("#rel-1", "#rel-7")))
    assert told(change) == [("form", "changed", "")]


def test_a_name_that_is_written_twice_is_told_once(compare_texts: Compare) -> None:
    """A code list's prefLabel and title are one name."""
    change = only(compare_texts(SAMPLE, SAMPLE.replace('"Liste"@nb', '"Rekke"@nb')))
    assert told(change) == [("name", "changed", "nb")]


def test_moves_and_layout_are_no_change(compare_texts: Compare) -> None:
    """The same statements in another order, with other prefixes."""
    blocks = SAMPLE.strip().split(" .\n<")
    moved = " .\n<".join([*blocks[:1], *reversed(blocks[1:-1]), *blocks[-1:]])
    assert moved != SAMPLE.strip()
    moved += "\n@prefix other: <https://other.example/> ."
    assert compare_texts(SAMPLE, moved).changes == ()


def test_members_and_their_order(compare_texts: Compare) -> None:
    """One more in a list is one detail more; the same in another order is told as that."""
    more = SAMPLE.replace("<begrep/c> ) .", "<begrep/c> <begrep/d> ) .")
    change = only(compare_texts(SAMPLE, more))
    assert told(change) == [("member", "added", "")]
    other = SAMPLE.replace("( <begrep/a> <begrep/b>", "( <begrep/b> <begrep/a>")
    assert told(only(compare_texts(SAMPLE, other))) == [("order", "changed", "")]


ORDERED = "<s> a skos:OrderedCollection ; "


@pytest.mark.parametrize(
    "before, after, details",
    [
        ("skos:memberList (<a> <b>)", "skos:memberList (<a> <x> <b>)", ["member added"]),
        ("skos:memberList (<a> <b>)", "skos:memberList (<b>)", ["member removed"]),
        ("skos:memberList (<a> <b>)", "skos:memberList (<b> <x> <a>)",
         ["member added", "order changed"]),
        ("skos:memberList (<a>)", "skos:memberList ()", ["member removed"]),
        ("skos:memberList (<a> <b>)", "skos:member <a> , <b>", ["order changed", "form changed"]),
        ("skos:member <a> , <b> ; skos:memberList (<a> <b>)",
         "skos:member <a> , <b> ; skos:memberList (<a>)", ["order changed"]),
        ("skos:memberList (<a> <b> <c>) , (<b> <c>)", "skos:memberList (<a> <b> <c>)",
         ["order changed"]),
        ("dct:source <a>", "dct:source (<a>)", ["form changed"]),
        ("skos:memberList [ rdf:first <a> ; rdf:rest () ]",
         'skos:memberList [ rdf:first <a> ; rdf:rest () ; rdfs:comment "x" ]',
         ["property added"]),
        ('skos:definition [ rdf:value "x"@nb ; dct:source "s" ; rdfs:comment "k" ]',
         'skos:definition [ rdf:value "y"@nb ; dct:source "s" ; rdfs:comment "k" ]',
         ["definition changed"]),
        ('skos:definition [ a euvoc:XlNote ; rdf:value "x"@nb ]',
         'skos:definition [ rdf:value "x"@nb ]', ["form changed"]),
    ],
)  # fmt: skip
def test_what_blank_nodes_say_is_told_once(
    compare_texts: Compare, before: str, after: str, details: list[str]
) -> None:
    """A list or a note tells what differs in it, and not that all around it has another name."""
    # Another list ends alike, and shares its cells by their content.
    other = " . <r> a skos:OrderedCollection ; skos:memberList ( <a> <b> <c> ) ."
    change = only(compare_texts(ORDERED + before + other, ORDERED + after + other))
    assert change.iri == BASE + "s"
    assert [f"{it.aspect} {it.action}" for it in change.details] == details


@pytest.mark.parametrize(
    "inside, shown",
    [
        ('rdfs:comment "VALUE"', ("comment: 1", "comment: 2")),
        ("<p> [ <p> [ <p> [ <p> VALUE ] ] ]", ("", "")),
    ],
)
def test_a_difference_under_the_same_name_is_seen(
    compare_texts: Compare, inside: str, shown: tuple[str, str]
) -> None:
    """What a blank node says besides its name is shown, or else it is said that it isn't."""
    text = f'<d> a dcat:Dataset ; dcat:contactPoint [ rdfs:label "Vi" ; {inside} ] .'
    comparison = compare_texts(text.replace("VALUE", "1"), text.replace("VALUE", "2"))
    [detail] = only(comparison).details
    assert detail.before is not None
    assert detail.after is not None
    assert shown[0] in detail.before.text
    assert shown[1] in detail.after.text
    [line] = account(comparison, "a", "b", speaker("nb"), 12).sections[0].entries[0].lines
    assert bool(line.note) == (detail.before == detail.after) == (not shown[0])


def test_a_language_that_was_put_right_is_one_change(compare_texts: Compare) -> None:
    """The same text with another tag is no new text."""
    change = only(compare_texts(SAMPLE, SAMPLE.replace('"brukes"@nb', '"brukes"@nn')))
    [detail] = change.details
    assert detail.before is not None
    assert detail.after is not None
    assert (detail.action, detail.before.lang, detail.after.lang) == ("changed", "nb", "nn")


@pytest.mark.parametrize(
    "added",
    [
        "<begrep/b> euvoc:endDate '2027-01-01'^^xsd:date .",
        "<begrep/b> dct:isReplacedBy <begrep/a> .",
        "<begrep/a> dct:replaces <begrep/b> .",
        "<begrep/b> <http://www.w3.org/2002/07/owl#deprecated> true .",
        f"<begrep/b> euvoc:status <{terms.CONCEPT_STATUS}RETIRED> .",
    ],
)
def test_what_is_on_its_way_out_is_deprecated(compare_texts: Compare, added: str) -> None:
    """By an end date, a replacement told from either side, or a status."""
    comparison = compare_texts(SAMPLE, SAMPLE + added)
    assert marks(comparison)[Iri(BASE + "begrep/b")] == "deprecated"
    back = marks(compare_texts(SAMPLE + added, SAMPLE))
    assert back.get(Iri(BASE + "begrep/b")) in {"changed", None}


def test_a_removed_concept_takes_its_parts_with_it(compare_texts: Compare) -> None:
    """Its definition and relation objects are no things of their own, left behind or not."""
    rest = SAMPLE[SAMPLE.index("<begrep/b> a skos:Concept") :]
    parts = SAMPLE[SAMPLE.index("<begrep/a#def-nb> a") : SAMPLE.index("<begrep/b> a skos:Concept")]
    for after in (rest, parts + rest):
        change = only(compare_texts(SAMPLE, after))
        assert (change.iri, change.state) == (BASE + "begrep/a", "removed")
        assert change.name("en") == "alpha"


def test_another_iri_for_the_same_is_told(compare_texts: Compare) -> None:
    """A thing that is gone and a new one with its terms name each other."""
    renamed = SAMPLE.replace("<begrep/c>", "<begrep/delta>")
    comparison = compare_texts(SAMPLE, renamed)
    twins = {it.iri: it.twin.iri for it in comparison.changes if it.twin}
    assert twins == {
        BASE + "begrep/c": BASE + "begrep/delta",
        BASE + "begrep/delta": BASE + "begrep/c",
    }


def test_concepts_in_a_hash_namespace_are_things_of_their_own(compare_texts: Compare) -> None:
    """``ns#cat`` with its note ``ns#cat-def``: the change is the cat's, not the document's."""
    text = (
        '<ns> a skos:ConceptScheme . <ns#cat> a skos:Concept ; skos:prefLabel "cat"@en ; '
        'skos:inScheme <ns> ; skos:definition <ns#cat-def> . <ns#cat-def> rdf:value "{}"@en .'
    )
    change = only(compare_texts(text.format("a pet"), text.format("a small pet")))
    assert (change.iri, told(change)) == (BASE + "ns#cat", [("definition", "changed", "en")])


def test_the_order_is_by_kind_and_name() -> None:
    """Concepts before code lists before codes; å after z; codes by their value."""
    names = ["åre", "zebra", "ape"]
    text = "".join(f'<c{n}> a skos:Concept ; skos:prefLabel "{it}"@nb . ' for n, it in
                   enumerate(names))  # fmt: skip
    text += '<l> a skos:ConceptScheme , modelldcatno:CodeList ; skos:prefLabel "aa"@nb . '
    for value in ("10", "2", "1"):
        text += f'<l/{value}> a skos:Concept ; skos:inScheme <l> ; skos:notation "{value}" . '
    changes = compare(Graph(), graph_of(text), SETTINGS).changes
    assert [it.link.notation or it.name("nb") for it in changes] == [
        "ape", "zebra", "åre", "aa", "1", "2", "10",
    ]  # fmt: skip


def test_what_cannot_be_read_is_neither_new_nor_removed() -> None:
    """A file that is broken on one side: what stood in it is left out, the rest is compared."""
    before = Graph(
        subjects={
            Iri(BASE + "a"): {terms.TYPE: [terms.CONCEPT]},
            Iri(BASE + "b"): {terms.TYPE: [terms.CONCEPT]},
        },
        files=("a.ttl", "b.ttl"),
        places={Iri(BASE + "a"): (0,), Iri(BASE + "b"): (1,)},
    )
    after = Graph(files=("a.ttl", "b.ttl"))
    comparison = compare(before, after, SETTINGS, unread_after=["a.ttl"])
    assert marks(comparison) == {Iri(BASE + "b"): "removed"}
    assert comparison.unread == ("a.ttl",)
    backwards = compare(after, before, SETTINGS, unread_before=["a.ttl"])
    assert marks(backwards) == {Iri(BASE + "b"): "new"}
    # A Release is one file, so nobody knows what stood in the broken one.
    release = Graph(subjects=before.subjects, files=("catalog.ttl",))
    assert compare(release, after, SETTINGS, unread_after=["a.ttl"]).changes == ()
