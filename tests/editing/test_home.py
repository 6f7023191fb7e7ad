"""Where a new thing goes, and what its id is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.editing.home import find_home, pick_id, to_id
from catalog.model.rdf import Iri
from catalog.reading import read_catalogue
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import MINIMAL, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.editing.home import Home


def home_in(root: Path, kind: str) -> Home:
    """Find where a new thing of a kind would go."""
    settings = read_settings(root)
    graph = read_sources(find_sources(settings), settings).graph
    return find_home(kind, read_catalogue(graph, settings).outline.kinds, graph, settings)


@pytest.mark.parametrize(
    "kind, namespace, file",
    [
        ("concept", "https://data.bufdir.example/begrep/", "vocab/begrep/x.ttl"),
        ("code-list", "https://data.bufdir.example/kodelister/", "vocab/kodelister/x.ttl"),
        ("collection", "https://data.bufdir.example/samlinger/", "vocab/samlinger/x.ttl"),
    ],
)
def test_a_new_thing_goes_where_its_likes_are(kind: str, namespace: str, file: str) -> None:
    """In the shipped catalogue each thing has a file of its own, in the folder of its kind."""
    home = home_in(PROJECT, kind)
    assert (home.namespace, home.file_of("x")) == (namespace, file)


def test_where_all_stand_in_one_file_a_new_one_does_too(make_root: Callable[..., Path]) -> None:
    """Two concepts in terms.ttl: the third joins them."""
    both = '<t/a> a skos:Concept ; skos:prefLabel "a"@en . <t/b> a skos:Concept .'
    home = home_in(make_root(terms=both), "concept")
    assert (home.namespace, home.file_of("x")) == ("https://id.example.org/t/", "terms.ttl")


def test_an_empty_catalogue_has_a_place_too(make_root: Callable[..., Path]) -> None:
    """The first concept begins a folder, below the first folder of sources."""
    root = make_root(MINIMAL + 'sources = ["vocab"]\n')
    (root / "vocab").mkdir()
    home = home_in(root, "concept")
    assert home.namespace == "https://id.example.org/concepts/"
    assert home.file_of("x") == "vocab/concepts/x.ttl"


@given(st.text())
def test_an_id_can_stand_in_an_iri_and_a_file_name(text: str) -> None:
    """Small ASCII letters, digits and hyphens, whatever the term; and it is its own id."""
    made = to_id(text)
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in made)
    assert to_id(made) == made


def test_norwegian_letters_become_what_addresses_have() -> None:
    """As the shipped catalogue's own ids are made."""
    assert to_id("Åpenbart grunnløs melding (§ 2-1)") == "apenbart-grunnlos-melding-2-1"
    assert to_id("Høring – æ") == "horing-ae"


def test_a_taken_id_gets_a_number() -> None:
    """Until one is free; a term that makes no id leaves the choice to the next."""
    taken = {Iri("https://x.example/a"): 1, Iri("https://x.example/a-2"): 1}
    assert pick_id(["a"], "https://x.example/", taken) == "a-3"
    assert pick_id(["日本", "b"], "https://x.example/", taken) == "b"
    assert pick_id(["日本"], "https://x.example/", taken) == "1"
