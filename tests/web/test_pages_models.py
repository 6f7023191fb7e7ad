"""The pages of information models, their types and their properties."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.sample_catalogue import SAMPLE, Site, words
from tests.conftest import build

FRUIT = "models/order/2/FruitInTheOrderWithAVeryLongNameType"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


def test_a_model_tells_its_types_from_the_root_and_its_versions(site: Site) -> None:
    """What it is made of, where a message begins, and which other versions there are."""
    page = site.page("models/order/2", "en")
    rows = page.select(".modelled tbody tr")
    assert [words(row.th) for row in rows] == [
        "Order OrderType Root element",
        "Fruit FruitInTheOrderWithAVeryLongNameType",
    ]
    facts = words(page.select_one(".facts"))
    assert "Message format XML" in facts
    assert "Versions Order, version 2 Order, version 1" in facts
    assert "https://id.example.org/ns/order" in facts
    assert "Replaced by Order, version 2" in words(site.page("models/order/1", "en"))


def test_a_type_tells_of_each_property_how_many_and_of_what(site: Site) -> None:
    """Name, multiplicity and value: a type, a form or a code list, each with its link."""
    page = site.page("models/order/2/OrderType", "en")
    fruit, sent = page.select(".modelled tbody tr")
    assert words(fruit.th) == "Fruit"
    assert "1..* required, may be repeated" in words(fruit)
    assert fruit.select_one(f'a[href="/en/{FRUIT}"]') is not None
    assert "Concept: " in words(fruit)
    assert words(sent.th) == "@Sent"
    assert "1..1 required" in words(sent)
    assert "date (YYYY-MM-DD)" in words(sent)
    assert "Each fruit once FruitUnique" in words(page)


def test_a_type_tells_where_it_is_used(site: Site) -> None:
    """By the properties that point to it, simple types too."""
    used = words(site.page(FRUIT, "en").select_one("section[aria-labelledby=s-used]"))
    assert used == "Used in OrderType/Fruit Fruit"
    assert "OrderType/Sent Sent" in words(site.page("models/order/2/Day", "en"))


def test_a_property_tells_its_form_as_text(site: Site) -> None:
    """Facets in words, and a pattern as it is written, whatever is in it."""
    page = site.page(FRUIT + "/Id", "en")
    assert "at least 1 character at most 36 characters" in words(page)
    pattern = page.select_one("code.pattern")
    assert pattern is not None
    assert pattern.string == "[0-9a-f]{8}-[0-9a-f]{4}<script>*"


def test_a_coded_property_tells_the_codes_that_its_version_knows(site: Site) -> None:
    """Two of the list's codes, with the days on which they are valid."""
    page = site.page(FRUIT + "/Colour", "nb")
    assert "0..1 kan være med" in words(page)
    codes = [words(row.th) for row in page.select(".codes tbody tr")]
    assert sorted(codes) == ["2", "3"]
    assert page.select_one('a[href="/nb/lists/colour"]') is not None


def test_a_concept_and_a_code_list_tell_which_parts_of_models_use_them(site: Site) -> None:
    """Those of the newest version, each with its model; the former version is not told of."""
    concept = site.page("concept/apple", "en")
    told = next(it for it in concept.select("dt") if words(it) == "In the information models")
    uses = words(told.find_next_sibling("dd"))
    assert "OrderType/Fruit Fruit in Order, version 2" in uses
    assert "Order, version 1" not in uses
    listed = words(site.page("lists/colour", "en"))
    assert (
        "Attributes with codes from the list FruitInTheOrderWithAVeryLongNameType/Colour" in listed
    )


def test_models_are_in_the_menu_and_parts_are_found_by_their_technical_name(site: Site) -> None:
    """A search for a term shows its concept first; a property is found by what it is called."""
    front = site.page("concept/apple", "en")
    assert front.select_one('nav a[href="/en/-/all/model"]') is not None
    hits = site.searcher.search("OrderType/Sent", "en", size=5)
    assert [site.release.summaries([it.number])[0].link.kind for it in hits.items][:1] == [
        "property"
    ]
