"""What is above and below a resource, over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.api_catalogue import BASE, CHAIN, api_site

if TYPE_CHECKING:
    from tests.web.conftest import Site

Row = tuple[str, int, bool]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue that the API is described with."""
    return api_site(tmp_path_factory.mktemp("ranks"))


def ask(site: Site, name: str, direction: str, more: str = "") -> dict[str, Any]:
    """Return what is above or below what a name stands for."""
    answer = site.get(f"/api/hierarchy?iri={BASE}{name}&direction={direction}{more}")
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.get_json()
    return content


def rows(content: dict[str, Any]) -> list[Row]:
    """Return each row's name, depth, and whether it is repeated."""
    return [
        (item["iri"].removeprefix(BASE), item["depth"], item.get("repeated", False))
        for item in content["items"]
    ]


@pytest.mark.parametrize(
    "name, direction, expected",
    [
        ("c/animal", "narrower", [("c/pet", 1, False), ("c/mammal", 1, False)]),
        ("c/cat", "narrower", []),
        ("c/dog", "broader", [("c/pet", 1, False), ("c/mammal", 1, False)]),
        ("c/animal", "broader", []),
        (
            "c/puppy",
            "ancestors",
            [("c/dog", 1, False), ("c/pet", 2, False), ("c/mammal", 2, False),
             ("c/animal", 3, False)],
        ),
        (
            "c/animal",
            "tree",
            [("c/pet", 1, False), ("c/dog", 2, False), ("c/puppy", 3, False),
             ("c/mammal", 1, False), ("c/dog", 2, True), ("c/cat", 2, False)],
        ),
        ("c/head", "ancestors", [("c/tail", 1, False)]),
        ("c/head", "tree", [("c/tail", 1, False), ("c/head", 2, True)]),
        ("animals", "narrower", [("c/animal", 1, False)]),
        (
            "animals",
            "tree",
            [("c/animal", 1, False), ("c/pet", 2, False), ("c/dog", 3, False),
             ("c/mammal", 2, False), ("c/dog", 3, False)],
        ),
        ("animals", "broader", []),
        ("sizes", "tree", [("sizes/l", 1, False), ("sizes/s", 1, False), ("sizes/xl", 1, False)]),
        ("pets", "tree", []),
        ("datasets/all", "narrower", []),
    ],
)  # fmt: skip
def test_each_direction(site: Site, name: str, direction: str, expected: list[Row]) -> None:
    """In order; what stands at two places is told at both and unfolded at one."""
    content = ask(site, name, direction)
    assert rows(content) == expected
    assert (content["total"], content["totalExact"]) == (len(expected), True)
    assert (content["iri"], content["direction"]) == (BASE + name, direction)


def test_how_things_relate_is_told(site: Site) -> None:
    """The closest kind of relation between a row and the one that it was reached from."""
    kinds = {
        item["iri"][len(BASE) :]: item["relation"]
        for item in ask(site, "c/dog", "broader")["items"]
    }
    assert kinds == {"c/pet": "broader", "c/mammal": "broader-generic"}
    assert "relation" not in ask(site, "sizes", "tree")["items"][0]


@pytest.mark.parametrize(
    "direction, name", [("tree", "deep/0"), ("ancestors", f"deep/{CHAIN - 1}")]
)
def test_a_chain_of_any_length_is_paged_through(site: Site, direction: str, name: str) -> None:
    """Each page goes on where the one before it ended; nothing is told twice."""
    content = ask(site, name, direction, "&_size=100")
    seen = rows(content)
    while "next" in content:
        content = site.get(content["next"].removeprefix(BASE[:-1])).get_json()
        seen += rows(content)
    assert content["total"] == len(seen) == CHAIN - 1
    assert [depth for _, depth, _ in seen] == list(range(1, CHAIN))
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    "query, status",
    [
        ("", 400),
        ("iri=", 400),
        ("iri=nothing", 400),
        ("iri=x:y", 404),
        (f"iri={BASE}c/cat&direction=up", 400),
        (f"iri={BASE}c/cat&direction=", 400),
        (f"iri={BASE}c/cat&_next=x", 400),
        (f"iri={BASE}c/cat&depth=1", 400),
        ("iri=x:" + "y" * 2_000, 400),
    ],
)
def test_what_makes_no_sense_is_refused(site: Site, query: str, status: int) -> None:
    """An IRI that is none, another direction, a parameter that there isn't."""
    assert site.get(f"/api/hierarchy?{query}").status_code == status
