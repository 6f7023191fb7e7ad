"""Statements changed in Turtle texts: what was asked for, and no other line."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.errors import SourceBroken, StatementMissing
from catalog.model.rdf import BlankNode, Graph, Iri, Literal
from catalog.source.edit import Change, edit
from catalog.source.layout import format_turtle
from catalog.source.layout.sameness import coloured, graph_of
from catalog.terms import (
    ALT_LABEL,
    CONCEPT,
    CREATED,
    DATE,
    DEFINITION,
    INTEGER,
    NOTATION,
    PREF_LABEL,
    RELATED,
    SEE_ALSO,
    TYPE,
)
from tests.conftest import PROJECT
from tests.source.turtle_texts import BASE, COMMENT, documents

SOUP = Iri(BASE + "soup")
BREAD = Iri(BASE + "bread")
SHIPPED = [str(path.relative_to(PROJECT)) for path in sorted((PROJECT / "vocab").rglob("*.ttl"))][
    ::12
]

GROUPED = f"""\
@base <{BASE}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# The first.
<soup>
    a skos:Concept ;
    skos:prefLabel
        "suppe"@nb ,
        "soup"@en ; # both
    # Others.
    skos:altLabel "potage"@en ,
        "kraft"@nb .

# The second.
<bread>
    a skos:Concept ;
    skos:prefLabel "brød"@nb .
"""

terms = st.one_of(
    st.sampled_from([SOUP, BREAD, Iri("https://x.example/#a"), Iri("urn:isbn:1"), Iri(BASE)]),
    st.builds(
        Literal,
        st.text(st.sampled_from("aæ \"'\\\n\r\t\u202e"), max_size=6),
        st.sampled_from(["", "nb", "nn", "en-GB"]),
        st.just(""),
    ),
    st.builds(Literal, st.sampled_from(["1", "x", "2020-01-01"]), st.just(""),
              st.sampled_from([INTEGER, DATE])),
)  # fmt: skip
predicates = st.sampled_from([TYPE, PREF_LABEL, ALT_LABEL, SEE_ALSO, Iri("https://u.example/a(b)")])


def said(graph: Graph) -> list[tuple[Iri, Iri, Iri | Literal]]:
    """Return the statements that can be changed: those without blank nodes."""
    return [
        (subject, predicate, value)
        for subject, predicate, value in graph.triples()
        if isinstance(subject, Iri) and not isinstance(value, BlankNode)
    ]


def lines_changed(before: str, after: str) -> list[str]:
    """Return the lines that differ, as a diff shows them."""
    return [
        line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"
    ]


def change(subject: Iri, predicate: Iri, remove: object = (), add: object = ()) -> str:
    """Return the grouped text with one change made."""
    gone = (remove,) if isinstance(remove, Iri | Literal) else ()
    new = (add,) if isinstance(add, Iri | Literal) else ()
    return edit(GROUPED, BASE, [Change(subject, predicate, gone, new)])


@st.composite
def changes(draw: st.DrawFn, graph: Graph) -> list[Change]:
    """Changes that fit a graph: values removed, replaced and added, old and new subjects."""
    known = said(graph)
    made = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()) and known:
            subject, predicate, value = draw(st.sampled_from(known))
            made.append(
                Change(subject, predicate, (value,), tuple(draw(st.lists(terms, max_size=2))))
            )
        else:
            subjects = [SOUP, *(subject for subject in graph.subjects if isinstance(subject, Iri))]
            made.append(
                Change(draw(st.sampled_from(subjects)), draw(predicates), (), (draw(terms),))
            )
    return made


def expected(graph: Graph, made: list[Change]) -> object:
    """Return what the graph is to be after the changes."""
    triples = set(graph.triples())
    for one in made:
        triples -= {(one.subject, one.predicate, value) for value in one.remove}
    for one in made:
        for value in one.add:
            low = (
                value._replace(language=value.language.lower())
                if isinstance(value, Literal)
                else value
            )
            triples.add((one.subject, one.predicate, low))
    return coloured(triples)


@given(documents(), st.data())
@settings(max_examples=120, deadline=None)
def test_the_graph_is_as_the_changes_have_it(text: str, data: st.DataObject) -> None:
    """Whatever the text looks like: what was there, less what goes, and what comes."""
    graph = graph_of(text, BASE)
    made = data.draw(changes(graph))
    after = edit(text, BASE, made)
    assert coloured(set(graph_of(after, BASE).triples())) == expected(graph, made)


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_shipped_files_can_be_edited(name: str, data: st.DataObject) -> None:
    """In the files of this catalogue too, as they are and in the layout."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    graph = graph_of(text, BASE)
    made = data.draw(changes(graph))
    for version in (text, format_turtle(text, BASE)):
        after = edit(version, BASE, made)
        assert coloured(set(graph_of(after, BASE).triples())) == expected(graph, made)


@given(documents(), st.data())
@settings(max_examples=120, deadline=None)
def test_one_fact_is_one_line(text: str, data: st.DataObject) -> None:
    """In the layout a fact that comes, goes or changes is one line, and the layout holds."""
    before = format_turtle(text, BASE)
    graph = graph_of(before, BASE)
    line = st.builds(
        Literal, st.text(st.sampled_from("aæ\"'"), max_size=4), st.just("nb"), st.just("")
    )
    subject = data.draw(st.sampled_from([BREAD, *(s for s, _, _ in said(graph))]))
    new = Change(subject, PREF_LABEL, (), (data.draw(line),))
    after = edit(before, BASE, [new])
    assert format_turtle(after, BASE) == after
    kept = new.add[0] in graph.objects(subject, PREF_LABEL)
    differing = [
        found for found in lines_changed(before, after) if not found.startswith("+ @prefix skos:")
    ]
    if any(fact[0] == subject for fact in said(graph)) or subject in graph.subjects:
        assert len(differing) == (not kept)
    back = edit(after, BASE, [Change(subject, PREF_LABEL, new.add, ())])
    assert format_turtle(back, BASE) == back


def test_a_text_without_changes_is_the_same_text() -> None:
    """Also where it is badly laid out, has a byte order mark, or is asked for what it says."""
    odd = f"\ufeff<{SOUP}>\r\n  a   <{CONCEPT}>.\r\n{COMMENT}"
    assert edit(odd, BASE, []) == odd
    assert edit(odd, BASE, [Change(SOUP, TYPE, (), (CONCEPT,))]) == odd
    assert edit(odd, BASE, [Change(SOUP, TYPE, (CONCEPT,), (CONCEPT,))]) == odd


def test_a_value_is_replaced_where_it_stands() -> None:
    """Its line alone differs; what is written behind it stays."""
    after = change(SOUP, PREF_LABEL, Literal("soup", "en"), Literal("broth", "en"))
    assert after == GROUPED.replace('"soup"@en ; # both', '"broth"@en ; # both')


@pytest.mark.parametrize(
    "gone, less",
    [
        ((PREF_LABEL, Literal("suppe", "nb")), ['-         "suppe"@nb ,']),
        (
            (PREF_LABEL, Literal("soup", "en")),
            ['-         "suppe"@nb ,', '-         "soup"@en ; # both', '+         "suppe"@nb ;'],
        ),
        ((TYPE, CONCEPT), ["-     a skos:Concept ;"]),
        (
            (ALT_LABEL, Literal("potage", "en")),
            ['-     skos:altLabel "potage"@en ,', "+     skos:altLabel"],
        ),
    ],
)  # fmt: skip
def test_a_value_goes_with_its_line(gone: tuple[Iri, Iri | Literal], less: list[str]) -> None:
    """The line ahead of it is touched only where it must close what follows."""
    after = change(SOUP, gone[0], gone[1])
    assert sorted(lines_changed(GROUPED, after)) == sorted(less)


@pytest.mark.parametrize(
    "predicate, value, more",
    [
        (PREF_LABEL, Literal("supa", "nb"), ['+         "supa"@nb ,']),
        (PREF_LABEL, Literal("Suppe", "de"), ['+     skos:prefLabel "Suppe"@de ;']),
        (DEFINITION, Literal("våt"), ['+     skos:definition "våt" .', '-         "kraft"@nb .',
                                      '+         "kraft"@nb ;']),
        (NOTATION, Literal("1"), ['+     skos:notation "1" ;']),
        (RELATED, BREAD, ["+     skos:related <bread> .", '-         "kraft"@nb .',
                          '+         "kraft"@nb ;']),
        (
            CREATED,
            Literal("2026-11-21", "", DATE),
            [
                "+ @prefix dct: <http://purl.org/dc/terms/> .",
                "+ @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
                '+     dct:created "2026-11-21"^^xsd:date .',
                '-         "kraft"@nb .',
                '+         "kraft"@nb ;',
            ],
        ),
    ],
)  # fmt: skip
def test_a_value_comes_with_its_line(predicate: Iri, value: Iri | Literal, more: list[str]) -> None:
    """Behind those of its property and language, or where the order of properties has it."""
    after = change(SOUP, predicate, (), value)
    assert sorted(lines_changed(GROUPED, after)) == sorted(more)
    if predicate == NOTATION:
        assert 'a skos:Concept ;\n    skos:notation "1" ;\n    skos:prefLabel' in after


def test_a_subject_goes_with_the_comment_above_it() -> None:
    """What is left is the other subject, with one blank line ahead of it."""
    graph = graph_of(GROUPED, BASE)
    gone = [
        Change(SOUP, predicate, tuple(values), ())
        for predicate, values in graph.about(SOUP).items()
    ]
    start, end = GROUPED.index("# The first"), GROUPED.index("# The second")
    assert edit(GROUPED, BASE, gone) == GROUPED[:start] + GROUPED[end:]
    gone = [
        Change(BREAD, predicate, tuple(values), ())
        for predicate, values in graph.about(BREAD).items()
    ]
    assert edit(GROUPED, BASE, gone) == GROUPED[: end - 1]


def test_a_comment_that_stands_alone_outlives_the_subject_below_it() -> None:
    """A section's heading has a blank line behind it, so it isn't the subject's own."""
    text = f"<{BREAD}> a <{CONCEPT}> .\n\n# Soups\n\n# This one.\n<{SOUP}> a <{CONCEPT}> .\n"
    after = edit(text, BASE, [Change(SOUP, TYPE, (CONCEPT,))])
    assert after == f"<{BREAD}> a <{CONCEPT}> .\n\n# Soups\n"


def test_a_new_text_has_all_it_needs() -> None:
    """An empty text becomes a document in the layout: base, prefixes, subjects."""
    after = edit(
        "",
        BASE,
        [
            Change(SOUP, PREF_LABEL, (), (Literal("suppe", "nb"), Literal("soup", "en"))),
            Change(SOUP, TYPE, (), (CONCEPT,)),
            Change(BREAD, CREATED, (), (Literal("2026-11-21", "", DATE),)),
        ],
    )
    assert (
        after
        == f"""\
@base <{BASE}> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<soup>
    a skos:Concept ;
    skos:prefLabel "suppe"@nb ;
    skos:prefLabel "soup"@en ;
.

<bread>
    dct:created "2026-11-21"^^xsd:date ;
.
"""
    )
    assert format_turtle(after, BASE) == after
    assert edit(f"{COMMENT} mine\n", BASE, [Change(SOUP, TYPE, (), (CONCEPT,))]).startswith(
        f"{COMMENT} mine\n\n@base <{BASE}> .\n"
    )


def test_line_ends_stay_as_the_file_has_them() -> None:
    """A file from Windows gets Windows lines."""
    after = edit(GROUPED.replace("\n", "\r\n"), BASE, [Change(SOUP, NOTATION, (), (Literal("1"),))])
    assert after.count("\r\n") == after.count("\n") == GROUPED.count("\n") + 1


def test_a_prefix_that_means_something_else_here_is_not_used() -> None:
    """A file where ``dct:`` is another namespace gets the full IRI."""
    text = "@prefix dct: <https://other.example/> .\n" + GROUPED
    after = edit(text, BASE, [Change(SOUP, CREATED, (), (Literal("x"),))])
    assert '<http://purl.org/dc/terms/created> "x" .' in after


def test_what_is_not_there_cannot_go() -> None:
    """Somebody has changed the file meanwhile; nothing is done, and the value is named."""
    with pytest.raises(StatementMissing) as problem:
        change(SOUP, PREF_LABEL, Literal("suppe", "nn"), Literal("suppa", "nn"))
    assert problem.value.place == SOUP
    assert problem.value.facts == {"reason": PREF_LABEL, "known": "suppe"}


def test_what_is_no_turtle_is_not_edited() -> None:
    """It says where."""
    with pytest.raises(SourceBroken) as problem:
        edit("<a> <b> .", BASE, [Change(SOUP, TYPE, (), (CONCEPT,))])
    assert problem.value.place == "1:9"


def test_a_blank_node_is_no_value_to_add() -> None:
    """Its label would mean nothing in the file."""
    with pytest.raises(TypeError):
        edit("", BASE, [Change(SOUP, TYPE, (), (BlankNode("b"),))])
