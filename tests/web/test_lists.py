"""What every list of the API does when there is a new Release meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import build
from tests.web.api_catalogue import BASE, TURTLE, api_site
from tests.web.conftest import write_root

if TYPE_CHECKING:
    from pathlib import Path


def test_a_list_of_a_former_release_is_gone(tmp_path: Path) -> None:
    """410 with a problem that says to start anew: a page of another list would lack something."""
    site = api_site(tmp_path)
    lists = (
        "/api/search?type=concept&_size=1",
        "/api/search?q=trinn&_size=1",
        "/api/resolve?notation=L&_size=1",
        f"/api/hierarchy?iri={BASE}c/animal&_size=1",
    )
    following = [site.get(url).get_json()["next"].removeprefix(BASE[:-1]) for url in lists]
    assert [site.get(url).status_code for url in following] == [200] * len(lists)

    more = '<c/bird> a skos:Concept ; skos:broader <c/animal> ; skos:prefLabel "fugl"@nb .\n'
    write_root(site.settings.root, TURTLE + more)
    build(site.settings.root)
    site.current.look()

    for first, url in zip(lists, following, strict=True):
        answer = site.get(url)
        assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
        assert answer.get_json(force=True)["type"].endswith("/-/problems/list-changed")
        assert site.get(first).status_code == 200
