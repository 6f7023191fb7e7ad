"""The sieve acquits nobody whom pySHACL would judge: both ways to judge find the same."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.check import judge as judging
from catalog.check.case import Case
from catalog.check.judge import judge
from catalog.check.rule import severities
from catalog.check.shapes import Shapes
from catalog.check.sieve import Sieve
from catalog.check.statements import Statements
from catalog.check.things import find_things
from catalog.check.validation import Breach, validate
from catalog.errors import ShapesBroken
from catalog.model.rdf import Iri, Node
from catalog.processes.parallel import in_order
from catalog.source.files import SourceFile
from catalog.source.turtle import Sources, read_sources
from tests.check.mutated import (
    EDITS,
    GOOD,
    HERE,
    SETTINGS,
    SHAPES,
    Edit,
    edited,
    files_of,
    sources_of,
)

DATA = sorted(path.name for path in (HERE / "data").iterdir())
NS = "https://shapes.example/"
HEAD = f"@prefix : <{NS}> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
LANGUAGE = f"""{HEAD}
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :q ; sh:minCount 1 ] .
:b a sh:NodeShape ; sh:targetObjectsOf :p ; sh:or ( [ sh:class :C ] [ sh:nodeKind sh:Literal ] ) .
:c a sh:NodeShape ; sh:targetClass :C ; sh:and ( [ sh:not :a ] [ sh:property :d ] ) ; sh:node :b .
:d a sh:PropertyShape ; sh:targetNode :x , :y ; sh:path ( :p :q ) ; sh:maxCount 1 .
:e a sh:PropertyShape ; sh:targetClass :C ; sh:path [ sh:zeroOrMorePath :p ] ; sh:nodeKind sh:IRI .
:f a sh:PropertyShape ; sh:targetClass :C ; sh:path [ sh:zeroOrOnePath :p ] ; sh:class :C .
:g a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path [ sh:inversePath :p ] ; sh:maxCount 1 .
:h a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path [ sh:alternativePath ( :p :q ) ] ;
    sh:in ( :x :y "t" 1 ) .
:i a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:equals :q .
:j a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:hasValue :x .
:k a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path :q ; sh:datatype xsd:integer .
:l a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path :q ; sh:datatype xsd:date .
:m a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path :q ; sh:maxLength 1 ; sh:pattern "^t" .
:n a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ;
    sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 .
:o a sh:NodeShape ; sh:targetClass :C ; sh:xone ( :a :d :i ) .
:r a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path :q ; sh:uniqueLang true ; sh:disjoint :p .
:s a sh:PropertyShape ; sh:targetSubjectsOf :q ; sh:path :q ; sh:minInclusive 1 ; sh:lessThan :p .
:t a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path [ sh:oneOrMorePath [
    sh:alternativePath ( :p [ sh:inversePath :q ] ) ] ] ; sh:disjoint :p .
"""
"""A shape of nearly every kind that SHACL Core has."""
STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from([":x", ":y", ":z"]),
        st.sampled_from([":p", ":p", ":q", ":q", "a"]),
        st.sampled_from(
            [":x", ":y", ":z", ":C", '"t"', '"t"@en', '"u"@en', '"u"@nb', "1", "-1", '"1"',
             '"x"^^<http://www.w3.org/2001/XMLSchema#integer>',
             '"x"^^<http://www.w3.org/2001/XMLSchema#date>',
             '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>', '"t"^^:other', '"t"^^:more'],
        ),
    ),
    max_size=8,
)  # fmt: skip


def case_of(sources: Sources, files: tuple[SourceFile, ...], shapes: Shapes = SHAPES) -> Case:
    """A case in which every rule is asked."""
    return Case(
        graph=sources.graph,
        things=find_things(sources.graph, SETTINGS.base_iri),
        shapes=shapes,
        severities=dict.fromkeys(severities(shapes.rules, SETTINGS), "error"),
        settings=SETTINGS,
        files=files,
        broken=sources.broken,
    )


def judged(case: Case) -> list[str]:
    """What the shapes find, as the check asks them."""
    return sorted(map(repr, judge(case)))


def judged_by_pyshacl(case: Case) -> list[str]:
    """What pySHACL finds with every shape and every statement, and nothing before it."""
    told = Statements(case)
    breaches = validate(case.shapes.graph, dict.fromkeys(case.shapes.shapes), told.triples())
    return sorted(map(repr, judging._faults(case, breaches)))  # noqa: SLF001 — the same sentences


@pytest.mark.parametrize("rule", DATA)
def test_both_ways_find_the_same_in_the_examples_of_a_rule(rule: str) -> None:
    """Whatever a rule's files have wrong is found, and nothing else."""
    for path in sorted((HERE / "data" / rule).glob("*.ttl")):
        case = case_of(*sources_of({path.name: path.read_bytes()}))
        assert judged(case) == judged_by_pyshacl(case)


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_both_ways_find_the_same_in_what_went_wrong(edits: list[Edit]) -> None:
    """Any change of the good catalogue is judged the same both ways."""
    case = case_of(*sources_of(files_of(edited(GOOD, edits))))
    assert judged(case) == judged_by_pyshacl(case)


@pytest.mark.parametrize("shape", sorted(SHAPES.shapes))
def test_the_sieve_understands_every_shape_of_the_program(shape: Iri) -> None:
    """A shape that only pySHACL understands is judged by all statements, which is slow."""
    assert Sieve(SHAPES.graph).verdict(shape)(Statements(case_of(*sources_of({}))), Iri("")) in {
        True, False, None
    }  # fmt: skip


@given(STATEMENTS)
@settings(max_examples=120, deadline=None)
def test_both_ways_agree_on_all_that_shacl_can_say(
    statements: list[tuple[str, str, str]],
) -> None:
    """Each kind of constraint and of path is read as pySHACL reads it, or left to it."""
    shapes = sources_of({"shapes.ttl": LANGUAGE.encode()})[0].graph
    names = [node for node in shapes.subjects if isinstance(node, Iri)]
    rules = dataclasses.replace(SHAPES, graph=shapes, shapes=dict.fromkeys(names, "skos-s9"))
    text = HEAD + "".join(f"{' '.join(statement)} .\n" for statement in statements)
    case = case_of(*sources_of({"a.ttl": text.encode()}), rules)
    told = Statements(case)
    suspects, unclear = judging._suspects(case, told)  # noqa: SLF001 — before words are found
    assert not unclear
    few = judging._judged(case, told, suspects, list(suspects))  # noqa: SLF001
    every = validate(shapes, dict.fromkeys(names), told.triples())
    assert described(case, few) == described(case, every)


def described(case: Case, breaches: list[Breach]) -> set[Breach]:
    """Those breaches that are about what the data describe."""
    return {breach for breach in breaches if breach.focus in case.graph.subjects}


def test_nobody_is_tried_where_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a good catalogue pySHACL is never asked."""
    monkeypatch.setattr("catalog.check.validation.validate", None)
    assert judged(case_of(*sources_of(files_of(GOOD)))) == []


@pytest.mark.parametrize("cores", [1, 3])
def test_many_suspects_are_judged_on_all_cores(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process or in many, in pieces of any size, the same is found."""
    broken = edited(GOOD, [Edit("drop all", n, n, 0) for n in range(20)])
    case = case_of(*sources_of(files_of(broken)))
    expected = judged_by_pyshacl(case)
    assert len(expected) > 5
    monkeypatch.setattr(judging, "PIECE", 1)
    monkeypatch.setattr("catalog.processes.parallel.cores", lambda: cores)
    assert judged(case) == expected


def test_a_shape_that_pyshacl_refuses_is_told_from_any_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What goes wrong in a forked process is told as if it had gone wrong here."""
    monkeypatch.setattr(judging, "PIECE", 1)
    monkeypatch.setattr("catalog.processes.parallel.cores", lambda: 2)
    text = (HERE.parents[1] / "shapes" / "skos.ttl").read_text(encoding="utf-8")
    path = "sh:path skos:altLabel ;\n    sh:disjoint"
    assert path in text
    file = SourceFile("skos.ttl", Path("skos.ttl"), text.replace(path, "sh:disjoint").encode())
    graph = read_sources((file,), SETTINGS).graph
    nodes: list[Node] = list(GOOD)
    case = case_of(*sources_of(files_of(GOOD)))
    with pytest.raises(ShapesBroken):
        for _ in in_order(
            lambda piece: validate(graph, dict.fromkeys(SHAPES.shapes, piece), ()),
            [nodes[:1], nodes[1:2]],
        ):
            pass
    assert judged(case) == []
