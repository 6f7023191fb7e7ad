"""Findings on pages: whose page, in which order, and with nothing in them that could do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.finding import Fault, Finding, SourceLine
from catalog.model.rdf import Iri
from catalog.model.text import LangString
from catalog.preview.notices import Owners, notices
from catalog.release import Release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.model.rdf import Graph

BASE = "https://id.example.org/"
TURTLE = """
<c> a skos:Concept ; skos:prefLabel "c"@en ; euvoc:xlDefinition <c#def>, [ rdf:value "x"@en ] ;
    dct:source <https://elsewhere.example/law> .
<c#def> a euvoc:XlNote ; rdf:value "a thing"@en ; dct:source [ rdfs:label "deep"@en ] .
<https://elsewhere.example/law> rdfs:label "A law"@en .
<l> a skos:ConceptScheme, modelldcatno:CodeList ; skos:prefLabel "l"@en .
<l/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <l> ; skos:prefLabel "one"@en .
[] rdfs:label "nobody's"@en .
"""


def finding(
    severity: str = "error",
    excerpt: tuple[SourceLine, ...] = (),
    fault: Fault | None = None,
    columns: tuple[int, int] = (1, 1),
) -> Finding:
    """Return a finding in line 1."""
    return Finding(
        file="x.ttl", line=1, column=columns[0], rule="some-rule", severity=severity, resource="",
        label="", value="", messages=(LangString("wrong", "en"),), fault=fault, end_line=1,
        end_column=columns[1], excerpt=excerpt,
    )  # fmt: skip


@pytest.fixture
def known(make_root: Callable[..., Path]) -> tuple[Graph, Owners]:
    """The graph of a small catalogue, and whose page tells of what in it."""
    root = make_root(all=TURTLE)
    settings = read_settings(root)
    graph = read_sources(find_sources(settings), settings).graph
    return graph, Owners(graph, Release.open(build(root)))


@pytest.mark.parametrize(
    "node, pages",
    [
        ("c", ("c",)),
        ("c#def", ("c",)),
        ("c#not-described", ("c",)),
        ("l/1", ("l/1", "l")),
        ("none", ()),
    ],
)
def test_a_part_is_told_of_on_its_whole_s_page(
    known: tuple[Graph, Owners], node: str, pages: tuple[str, ...]
) -> None:
    """A definition belongs to its concept's page, a code to its own and its list's."""
    assert known[1].pages(Iri(BASE + node)) == tuple(BASE + page for page in pages)


def test_what_has_no_page_is_told_of_where_it_is_named(known: tuple[Graph, Owners]) -> None:
    """Blank nodes, however deep, and foreign things belong to what names them; or to nothing."""
    graph, owners = known
    pages = {
        str(value[0].value if isinstance(value[0], tuple) else value[0]): owners.page(node)
        for node in graph.subjects
        for value in graph.about(node).values()
        if not node.startswith(BASE)
    }

    assert pages == {"x": f"{BASE}c", "deep": f"{BASE}c", "A law": f"{BASE}c", "nobody's": ""}


def test_errors_come_first_and_there_are_not_too_many() -> None:
    """Where not all can be shown, warnings are left out before errors."""
    found = [finding("warning"), finding("error"), finding("warning"), finding("error")]

    told = notices(found, None, 3)

    assert [notice.severity for notice in told] == ["error", "error", "warning"]


@given(text=st.text(max_size=30), start=st.integers(1, 40), length=st.integers(0, 40))
def test_a_line_is_shown_whole_and_harmless(text: str, start: int, length: int) -> None:
    """Wherever the fault is said to be, the three parts are the line; none can steer a reader."""
    line = SourceLine(1, text.replace("\n", " "))

    [notice] = notices([finding(excerpt=(line,), columns=(start, start + length))], None, 1)

    [shown] = notice.excerpt
    [whole] = notices([finding(excerpt=(line,), columns=(10_000, 10_000))], None, 1)[0].excerpt
    assert shown.before + shown.fault + shown.after == whole.before
    assert "\x1b" not in whole.before
    assert "\u202e" not in whole.before
