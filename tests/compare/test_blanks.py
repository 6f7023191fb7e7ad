"""Blank nodes are compared by what they say."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

from catalog.compare.blanks import by_content
from catalog.model.rdf import BlankNode, Graph, Iri
from tests.compare.conftest import graph_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.compare import Comparison

P = Iri("https://id.example.org/p")


def test_labels_and_order_do_not_matter() -> None:
    """The same nested content under other labels, in another order, is the same graph."""
    one = graph_of("<a> <p> [ <q> [ <r> 1 ] ; <s> 2 ] , [ <q> 3 ] .")
    two = graph_of("_:x <r> 1 . _:z <q> 3 . <a> <p> _:z , _:y . _:y <s> 2 ; <q> _:x .")
    first, second = set(by_content(one).triples()), set(by_content(two).triples())
    assert first == second
    assert set(one.triples()) != set(two.triples())


def test_other_content_is_another_node() -> None:
    """One value far inside is enough."""
    one = graph_of("<a> <p> [ <q> [ <r> 1 ] ] .")
    two = graph_of("<a> <p> [ <q> [ <r> 2 ] ] .")
    assert set(by_content(one).triples()).isdisjoint(by_content(two).triples())


def test_circles_and_chains_end() -> None:
    """Two nodes that point at each other, one at itself, and a list of 20,000 cells."""
    one = graph_of("_:a <p> _:b . _:b <p> _:a ; <q> 1 . _:c <p> _:c .")
    two = graph_of("_:c <p> _:c . _:y <p> _:x ; <q> 1 . _:x <p> _:y .")
    assert set(by_content(one).triples()) == set(by_content(two).triples())
    cells = [BlankNode(f"c{number}") for number in range(20_000)]
    chain = Graph({cell: {P: [after]} for cell, after in pairwise(cells)})
    begun = time.perf_counter()
    assert len(by_content(chain).subjects) == 19_999
    assert time.perf_counter() - begun < 5


def test_a_node_shared_many_times_does_not_multiply() -> None:
    """Forty nodes, each naming the next one twice, would be 2^40 if written out."""
    text = "".join(f"_:b{n} <p> _:b{n + 1} ; <q> _:b{n + 1} . " for n in range(40))
    assert len(by_content(graph_of(text + "_:b40 <p> 1 .")).subjects) == 41


def test_a_changed_value_inside_is_told_of_its_whole(
    compare_texts: Callable[[str, str], Comparison],
) -> None:
    """A contact without an IRI gets another name: the dataset has changed."""
    text = '<d> a dcat:Dataset ; dct:title "D"@en ; dcat:contactPoint [ rdfs:label "{}" ] .'
    [change] = compare_texts(text.format("Old"), text.format("New")).changes
    assert (change.iri, change.state) == ("https://id.example.org/d", "changed")
    [detail] = change.details
    assert detail.before is not None
    assert detail.after is not None
    assert (detail.before.text, detail.after.text) == ("Old", "New")


def test_statements_about_nothing_that_has_a_name_are_told(
    compare_texts: Callable[[str, str], Comparison],
) -> None:
    """A blank node that nothing points at is compared too."""
    [change] = compare_texts('[] <p> "old" .', '[] <p> "new" .').changes
    assert change.iri == ""
    assert {it.action for it in change.details} == {"changed"}
