"""The pages of the site: which URL leads to which, and what their parameters may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "path",
    ["", "-/search", "-/search?q=katt", "-/a-z", "-/a-z?start=0", "-/subjects", "-/all/concept",
     "-/datasets", "-/about", "-/accessibility", "c/cat", "animals", "catalog", "datasets/all",
     "-/suggest?iri=https%3A%2F%2Fid.example.org%2Fc%2Fcat",
     "-/iri?iri=https%3A%2F%2Felsewhere.example%2Fx%23thing"],
)  # fmt: skip
def test_every_page_is_there_in_every_language(site: Site, lang: str, path: str) -> None:
    """200, in the language of the path, whatever the browser's is."""
    answer = site.get(f"/{lang}/{path}", Accept_Language="fr")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.headers["Content-Language"] == lang
    assert f'<html lang="{lang}"' in answer.text
    assert 'rel="canonical"' in answer.headers["Link"]


@pytest.mark.parametrize(
    "path, status",
    [
        ("/nb/-/search?q=" + "x" * 201, 400),
        ("/nb/-/search?kind=nothing", 400),
        ("/nb/-/search?start=-1", 400),
        ("/nb/-/search?start=10001", 400),
        ("/nb/-/search?start=1x", 400),
        ("/nb/-/a-z?start=1000001", 400),
        ("/nb/-/a-z?letter=%C3%9E", 404),
        ("/nb/-/subjects?subject=nothing", 404),
        ("/nb/-/all/nothing", 404),
        ("/nb/c/cat?on=2026-02-30", 400),
        ("/nb/c/cat?on=20260101", 400),
        ("/nb/c/cat?start=x", 400),
        ("/-/problems/nothing", 404),
    ],
)
def test_a_wrong_parameter(site: Site, path: str, status: int) -> None:
    """A value that can't be meant is a problem, not another page."""
    assert site.get(path).status_code == status


def test_an_interface_language_is_offered_only_where_it_fits(
    make_site: Callable[..., Site],
) -> None:
    """A catalogue in English alone has no Norwegian pages."""
    site = make_site(languages='["en"]')
    assert site.get("/", Accept_Language="nb").headers["Location"] == "/en/"
    assert site.get("/nb/").status_code == 404


def test_crawlers_are_told_what_to_leave_out(site: Site) -> None:
    """RFC 9309; the search has pages without end."""
    answer = site.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /nb/-/search" in answer.text


def test_the_context_is_published(site: Site) -> None:
    """JSON-LD's keys; it is asked for again, since keys are added and documents use them."""
    answer = site.get("/-/context/1.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert "immutable" not in answer.headers["Cache-Control"]
    assert answer.get_json(force=True)["@context"]["prefLabel"]


SCHEMAS = sorted(path.name for path in (PROJECT / "site" / "schemas").iterdir())


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_of_what_commands_write_are_published(site: Site, name: str) -> None:
    """What ``--format json`` names as its schema is answered by the site; nothing else is."""
    answer = site.get(f"/-/schemas/{name}")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.get_json(force=True)["$id"].endswith(f"/schemas/{name}")
    assert site.get("/-/schemas/none.json").status_code == 404
