"""The pages of reporting requirements, their versions and their rules, and what leads to them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.sample_catalogue import SAMPLE, Site, read, words
from tests.conftest import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = "1 January 2026 – 31 December 2027"
LANGUAGES = ("nb", "nn", "en")
REPORTED = (
    "reports/order", "reports/order/1", "reports/order/2", "reports/order/3",
    "reports/order/rules/order-2", "reports/order/rules/fruit-1", "reports/order/rules/whole",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue; its day is 21 November 2026."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


@pytest.mark.parametrize(
    "day, version",
    [("2025-12-31", "1"), ("2026-01-01", "2"), ("2027-12-31", "2"), ("2028-01-01", "3")],
)
def test_a_requirement_tells_what_applies_on_a_day(site: Site, day: str, version: str) -> None:
    """Above the table, and at the version's row in it."""
    page = site.page("reports/order", "en", on=dt.date.fromisoformat(day))
    applies = page.select_one("section[aria-labelledby=s-applies]")
    assert applies is not None
    assert applies.select_one(f'a[href="/en/reports/order/{version}"]') is not None
    marked = [
        words(row.th) for row in page.select("tbody tr") if row.th and row.th.select(".ds-tag")
    ]
    assert marked == [f"{version} applies on this day"]
    assert page.select_one(f'input[type=date][name=on][value="{day}"]') is not None


def test_a_requirement_tells_its_versions_and_what_comes(site: Site) -> None:
    """Newest first, with their days, models and rules; the next one, and where to try a message."""
    page = site.page("reports/order", "en")
    rows = [words(row) for row in page.select("tbody tr")]
    assert rows == [
        "3 from 1 January 2028 Order, version 2 –",
        f"2 applies today {DAYS} Order, version 2 2 of 4 checked by the program",
        "1 until 31 December 2025 Order, version 1 1 of 1 checked by the program",
    ]
    assert "Next version: 3 (from 1 January 2028 )" in words(page.main)
    check = page.select_one('a[href^="/en/-/validate"]')
    assert check is not None
    assert check["href"] == "/en/-/validate?requirement=order&version=2"
    assert page.select_one('a[href="/api/requirements?requirement=order"]') is not None


def test_a_version_lists_its_rules_by_what_they_look_at(site: Site) -> None:
    """Folded by type, with severity and first day, and told where the program doesn't check it."""
    page = site.page("reports/order/2", "en")
    groups = {words(it.summary): it for it in page.select("details.rules")}
    assert {name: [words(row) for row in it.select("tbody tr")] for name, it in groups.items()} == {
        "Order 2": [
            "Bestilling 2 The order has a day Error 1 January 2024",
            "Bestilling 10 The order has fruit <b> Fatal error",
        ],
        "Fruit 1": [
            "Frukt 1 The fruit is in stock (not checked by the program) Warning 1 June 2026"
        ],
        "Rules about the whole message 1": [
            "Filen er hel Bokmål (not checked by the program) Information"
        ],
    }
    assert groups["Order 2"].select_one('a[href="/en/models/order/2/OrderType"]') is not None


def test_a_version_without_days_is_not_said_to_apply(tmp_path: Path) -> None:
    """It is what there is, but its source tells no day; so say the requirement and a dataset."""
    root = tmp_path / "root"
    shutil.copytree(SAMPLE, root)
    file = root / "requirement.ttl"
    undated = re.sub(r"euvoc:(start|end)Date", "dct:coverage", file.read_text("utf-8"))
    file.write_text(undated, "utf-8")
    with Site(build(root, tmp_path / "release")) as site:
        for path in ("reports/order", "reports/order/3"):
            told = words(site.page(path, "en").main)
            assert "days are not stated" in told or "no days given" in told
            assert "applies today" not in told
            assert "Applies 21" not in told
        assert "no days given ( 3 )" in words(site.page("dataset/fruit", "en").main)


def test_a_version_leads_to_its_codes_as_they_were_on_its_first_day(site: Site) -> None:
    """One that has no first day leads to the lists as they are."""
    page = site.page("reports/order/2", "en")
    assert page.select_one('a[href="/en/lists/colour?on=2026-01-01"]') is not None
    later = site.page("reports/order/3", "en")
    assert later.select_one('a[href="/en/lists/colour?on=2028-01-01"]') is not None


def test_examples_are_text_whatever_is_in_them(site: Site) -> None:
    """Folded, to be copied whole, and told right from wrong; nothing in them is run."""
    html = site.html("reports/order/2", "en")
    assert "<script>alert" not in html
    right, wrong = read(html).select("details.example")
    assert "One pear message without faults" in words(right.summary)
    assert "message with faults" in words(wrong.summary)
    button = wrong.select_one("button[data-copy]")
    assert button is not None
    assert button["data-copy"] == "<Order><script>alert(1)</script></Order>"
    assert not right.has_attr("open")


def test_a_version_tells_what_changed_since_the_one_before(site: Site) -> None:
    """Structure and rules, made by comparing the two; the first has nothing to compare with."""
    changes = words(
        site.page("reports/order/2", "en").select_one("section[aria-labelledby=s-changes]")
    )
    assert "OrderType/@Sent" in changes
    assert "Order of fruit, version 1" in changes
    assert site.page("reports/order/1", "en").select_one("#s-changes") is None


def test_a_version_that_does_not_apply_says_which_does(site: Site) -> None:
    """One that is over, and one that is still to come; that of today says that it is."""
    over = words(site.page("reports/order/1", "en").select_one(".ds-alert"))
    assert over == "This version applied until 31 December 2025 Version 2 applies today."
    coming = words(site.page("reports/order/3", "en").select_one(".ds-alert"))
    assert coming.startswith("This version applies from 1 January 2028")
    now = site.page("reports/order/2", "en")
    assert now.select_one(".ds-alert") is None
    assert "applies today" in words(now.main)


def test_a_rule_tells_what_it_asks_and_of_what(site: Site) -> None:
    """Severity, days, expressions as they are written, parts, concepts and versions."""
    page = site.page("reports/order/rules/order-2", "en")
    assert [code.text for code in page.select("code.expression")] == [
        "o:Order", "day(@Sent) = day(@Sent)",
    ]  # fmt: skip
    facts = words(page.select_one(".facts"))
    assert "Designation Bestilling 2" in facts
    assert "Error Warning where this is true: @Old" in facts
    assert "from 1 January 2024" in facts
    for path in ("models/order/2/OrderType/Sent", "concept/apple", "reports/order/1"):
        assert page.select_one(f'a[href="/en/{path}"]') is not None, path


def test_a_rule_that_is_not_computed_says_why(site: Site) -> None:
    """And has no expressions."""
    page = site.page("reports/order/rules/fruit-1", "en")
    why = words(page.select_one("section[aria-labelledby=s-why]"))
    assert "The message doesn't say what is in stock." in why
    assert not page.select("code.expression")


def test_properties_types_and_concepts_lead_to_their_rules(site: Site) -> None:
    """Each to those that look at it or are about it."""
    for path, rule in (
        ("models/order/2/OrderType/Sent", "order-2"),
        ("models/order/2/OrderType", "order-10"),
        ("models/order/2/OrderType", "order-2"),
        ("concept/apple", "fruit-1"),
    ):
        page = site.page(path, "en")
        assert page.select_one(f'a[href="/en/reports/order/rules/{rule}"]') is not None, path


def test_a_dataset_tells_which_versions_apply(site: Site) -> None:
    """Of each requirement in it: today's, and the next."""
    page = site.page("dataset/fruit", "en")
    told = words(page.select_one("section[aria-labelledby=s-requirements]"))
    assert told.endswith(f"Order of fruit 2 {DAYS} 3 from 1 January 2028")


@pytest.mark.parametrize("text, path", [("order of fruit", "reports/order"),
                                        ("Bestilling 10", "reports/order/rules/order-10"),
                                        ("fruit-1", "reports/order/rules/fruit-1"),
                                        ("in stock", "reports/order/rules/fruit-1")])  # fmt: skip
def test_search_finds_requirements_and_rules(site: Site, text: str, path: str) -> None:
    """By title, by what the source calls a rule, and by technical name."""
    page = read(site.pages.search(site.view("en"), text=text, kind="", start=0))
    assert page.select_one(f'main a[href="/en/{path}"]') is not None


def test_menu_and_front_page_lead_to_the_requirements(site: Site) -> None:
    """And their list leads to each."""
    front = read(site.pages.front(site.view("en")))
    assert len(front.select('a[href="/en/-/all/requirement"]')) == 2
    listing = read(site.pages.listing(site.view("en"), kind="requirement", start=0))
    assert listing.select_one('main a[href="/en/reports/order"]') is not None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", REPORTED)
def test_headings_stand_in_order(site: Site, path: str, lang: str) -> None:
    """One h1, and none that leaves out a level; every id once."""
    page = site.page(path, lang)
    assert page.main is not None
    levels = [int(it.name[1]) for it in page.main.find_all(["h1", "h2", "h3", "h4"])]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [it["id"] for it in page.select("[id]")]
    assert len(ids) == len(set(ids))
