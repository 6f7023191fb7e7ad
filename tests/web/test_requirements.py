"""The API's list of reporting requirements: which versions there are, or apply on a day."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from catalog.settings import read_settings
from tests.browser.sample_catalogue import SAMPLE
from tests.conftest import build
from tests.web.conftest import open_site

if TYPE_CHECKING:
    from tests.web.conftest import Site


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample catalogue, which has a requirement in three versions."""
    releases = tmp_path_factory.mktemp("requirements") / "release"
    build(SAMPLE, releases)
    return open_site(dataclasses.replace(read_settings(SAMPLE), release_folder=releases))


def ask(site: Site, **query: str) -> Any:
    """Ask for the list."""
    return site.get(f"/api/requirements?{urlencode(query)}")


@pytest.mark.parametrize(
    "day, versions",
    [
        ("", ["3", "2", "1"]),
        ("2025-12-31", ["1"]),
        ("2026-01-01", ["2"]),
        ("2027-12-31", ["2"]),
        ("2028-01-01", ["3"]),
    ],
)
def test_a_day_has_the_versions_that_apply(sample: Site, day: str, versions: list[str]) -> None:
    """Both ends of a version's days are in them; without a day it is all."""
    answer = ask(sample, requirement="order", **({"on": day} if day else {}))
    content = answer.get_json()
    assert [it["version"] for it in content["items"]] == versions
    assert content["total"] == len(versions)
    assert content.get("on", "") == day


def test_a_version_tells_what_it_is_made_of(sample: Site) -> None:
    """Its days, its model, how many rules there are, and its page, which answers."""
    [item] = ask(sample, on="2026-11-21", lang="en").get_json()["items"]
    assert item == {
        "iri": "https://id.example.org/reports/order/2",
        "type": "requirement-version",
        "prefLabel": {"nb": "Bestilling av frukt, versjon 2", "en": "Order of fruit, version 2"},
        "requirement": "order", "version": "2",
        "validFrom": "2026-01-01", "validTo": "2027-12-31",
        "series": {
            "iri": "https://id.example.org/reports/order", "type": "requirement",
            "prefLabel": {
                "nb": "Bestilling av frukt", "nn": "Bestilling av frukt", "en": "Order of fruit",
            },
        },
        "model": {
            "iri": "https://id.example.org/models/order/2", "type": "model",
            "prefLabel": {"nb": "Bestilling, versjon 2", "en": "Order, version 2"},
        },
        "syntax": "xml", "rules": 4, "computedRules": 2,
        "url": "https://id.example.org/en/reports/order/2",
    }  # fmt: skip
    assert sample.get("/en/reports/order/2").status_code == 200


def test_the_list_comes_in_pages(sample: Site) -> None:
    """Each version once, in order."""
    first = ask(sample, _size="2").get_json()
    assert [it["version"] for it in first["items"]] == ["3", "2"]
    following = first["next"].removeprefix("https://id.example.org")
    second = sample.get(following).get_json()
    assert [it["version"] for it in second["items"]] == ["1"]
    assert "next" not in second


@pytest.mark.parametrize(
    "query, status",
    [
        ({"requirement": "orders"}, 404),
        ({"requirement": "../order"}, 404),
        ({"requirement": ""}, 400),
        ({"requirement": "x" * 201}, 400),
        ({"on": "2026-02-30"}, 400),
        ({"on": "tomorrow"}, 400),
        ({"date": "2026-01-01"}, 400),
        ({"_size": "0"}, 400),
    ],
)
def test_a_wrong_request_is_refused(sample: Site, query: dict[str, str], status: int) -> None:
    """An unknown requirement with the names that there are."""
    answer = ask(sample, **query)
    assert answer.status_code == status
    if status == 404:
        assert "order" in answer.get_json()["detail"]


def test_a_catalogue_without_requirements_has_an_empty_list(site: Site) -> None:
    """That is an answer, and no failure."""
    assert ask(site).get_json() == {"total": 0, "totalExact": True, "items": []}
