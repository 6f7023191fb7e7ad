"""Turtle texts moved to another namespace: every spelling of a name, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.source.layout.namespace import Namespace
from catalog.source.layout.sameness import coloured, graph_of
from tests.source.turtle_texts import BASE, documents

OLD = BASE
NEW = "https://new.example.org/terms/"
NAMES = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


@pytest.mark.parametrize(
    "before, after",
    [
        ("<a> <b> <c#d> .", None),
        (f"@base <{OLD}> .\n<a> <b> </c> .", f"@base <{NEW}> .\n<a> <b> <{NEW}c> ."),
        (f"BASE <{OLD}x/>\n<a> <b> <../c> .", f"BASE <{NEW}x/>\n<a> <b> <../c> ."),
        (f"<{OLD}a> <b> <{OLD}> .", f"<{NEW}a> <b> <{NEW}> ."),
        (f"<{OLD[:-1]}> <b> <{OLD[:-1]}x/y> .", None),
        (f"@prefix o: <{OLD}> .\no:a o:b o:c .", f"@prefix o: <{NEW}> .\no:a o:b o:c ."),
        ("@prefix o: <#> .\no:a o:b o:c .", None),
        (
            f"@prefix o: <{OLD[:-4]}> .\no:org\\/a o:b 1 .",
            f"@prefix o: <{OLD[:-4]}> .\n<{NEW}a> o:b 1 .",
        ),
        (r"<https://id.\u0065xample.org/\u00E6> <b> 1 .", f"<{NEW}æ> <b> 1 ."),
        (f'{NAMES}<a> <b> "{OLD}a"^^xsd:anyURI .', f'{NAMES}<a> <b> "{NEW}a"^^xsd:anyURI .'),
        (
            f"{NAMES}<a> <b> '''{OLD}a''' ^^ xsd:anyURI .",
            f"{NAMES}<a> <b> '''{NEW}a''' ^^ xsd:anyURI .",
        ),
        (f'<a> <b> "{OLD}a" , "{OLD}a"@nb . # {OLD}a', None),
        (f'<a> <b> "1"^^<{OLD}dt> .', f'<a> <b> "1"^^<{NEW}dt> .'),
        ('<a> <b> "x"@base , "y"@prefix .', None),
    ],
)
def test_names_move_however_they_are_written(before: str, after: str | None) -> None:
    """Relative, absolute, with a prefix, in a value that is an address; None is: not touched."""
    assert Namespace(OLD, NEW).move(before, OLD)[0] == (after or before)


@given(documents(), st.sampled_from([NEW, "http://n/", "https://id.example.org/deeper/"]))
@settings(max_examples=120, deadline=None)
def test_the_graph_is_the_same_with_other_names(text: str, new: str) -> None:
    """Whatever the text looks like; what lies elsewhere stays."""
    namespace = Namespace(OLD, new)
    wanted = {namespace.triple(triple) for triple in graph_of(text, OLD).triples()}
    moved, _ = namespace.move(text, OLD)
    assert coloured(set(graph_of(moved, new).triples())) == coloured(wanted)
