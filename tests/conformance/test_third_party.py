"""Somebody else's SKOS builds, is found and is browsed with a five-line ``omgrep.toml``."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from catalog.settings import read_settings
from catalog.web.app import create_app
from tests.conftest import PROJECT, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

pytestmark = pytest.mark.conformance

CUISINE = """\
[catalog]
base_iri = "https://cuisine.example/"
title = { fr = "Mots de la cuisine" }
profile = "skos"
languages = ["fr", "ja"]
"""
AUDIENCE = """\
[catalog]
base_iri = "https://data.norge.no/vocabulary/"
title = { en = "Audience types" }
profile = "skos"
languages = ["nb", "nn", "en"]
"""


def served(root: Path, source: Path, settings: str) -> FlaskClient:
    """Check, build and serve one file as its own catalogue."""
    (root / "omgrep.toml").write_text(settings, encoding="utf-8")
    shutil.copy(source, root)
    checked = omgrep(root, "check", "--lang", "en")
    assert checked.returncode == 0, checked.stdout
    done = omgrep(root, "build", "--lang", "en")
    assert done.returncode == 0, done.stderr
    return create_app(read_settings(root)).test_client()


@pytest.fixture
def get(tmp_path: Path) -> Callable[[str], str]:
    """A function that reads a page of the French and Japanese catalogue."""
    client = served(tmp_path, PROJECT / "tests" / "data" / "plats.ttl", CUISINE)

    def read(path: str) -> str:
        answer = client.get(path, headers={"Host": "localhost"})
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)

    return read


@pytest.mark.parametrize(
    "text, first",
    [
        ("soupe", "soupe"),
        ("potage", "soupe"),
        ("ramen", "ramen"),
        ("oignon", "soupe-oignon"),
        ("味噌汁", "misoshiru"),
        ("味噌", "misoshiru"),
        ("ラーメン", "ramen"),
        ("S", "soupe"),
    ],
)
def test_french_and_japanese_words_are_found(
    get: Callable[[str], str], text: str, first: str
) -> None:
    """Accents, synonyms, parts of words without spaces, and notations lead to the concept."""
    found = json.loads(get(f"/api/search?q={quote(text)}&lang=fr"))
    assert found["items"][0]["iri"] == f"https://cuisine.example/mot/{first}"


def test_the_pages_show_what_the_vocabulary_says(get: Callable[[str], str]) -> None:
    """Concept, scheme, collection, mappings, notes and own properties are browsable."""
    soup = get("/en/mot/soupe")
    for shown in ("potage", "スープ", 'lang="ja"', "/en/mot/misoshiru", "plat liquide"):
        assert shown in soup
    onion = get("/en/mot/soupe-oignon")
    assert "XVIIIe siècle" in onion
    assert "45 min" in onion
    assert "Q655140" in get("/en/mot/misoshiru")
    tree = get("/en/plats")
    assert tree.index("/en/mot/nouilles") < tree.index("/en/mot/ramen")
    menu = get("/en/mot/midi")
    assert menu.index("/en/mot/misoshiru") < menu.index("/en/mot/ramen")
    for path in ("/en/", "/en/-/a-z", "/en/-/datasets", "/en/-/about", "/en/-/search?q=soupe"):
        assert "Mots de la cuisine" in get(path)


def test_a_concept_of_another_namespace_is_served_by_its_iri(get: Callable[[str], str]) -> None:
    """What lies outside the base has a page and documents under /-/iri."""
    iri = quote("https://ailleurs.example/dashi", safe="")
    assert "出汁" in get(f"/en/-/iri?iri={iri}")
    assert "https://ailleurs.example/dashi" in get(f"/-/iri.nt?iri={iri}")


def test_a_published_vocabulary_builds_and_is_browsed(tmp_path: Path, reference: Path) -> None:
    """Digdir's audience types, with hash IRIs, are found by name and each has a page."""
    source = reference / "standards" / "vocabularies" / "audience-type.ttl"
    client = served(tmp_path, source, AUDIENCE)
    host = {"Host": "localhost"}
    found = client.get("/api/search?q=specialist&lang=en", headers=host).get_json()
    assert found["items"][0]["iri"].endswith("audience-type#specialist")
    iri = quote(found["items"][0]["iri"], safe="")
    assert client.get(f"/nn/-/iri?iri={iri}", headers=host).status_code == 200
    scheme = client.get("/en/audience-type", headers=host)
    assert scheme.status_code == 200
    assert "specialist" in scheme.get_data(as_text=True)
    document = client.get("/audience-type.nt", headers=host).get_data(as_text=True)
    assert "audience-type#public> <http://www.w3.org/2004/02/skos/core#prefLabel>" in document
