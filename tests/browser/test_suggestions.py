"""Suggestions while somebody types, by keyboard as the WAI-ARIA combobox has it, and copying."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The front page, with what begins as an apple does."""
    page = open_page("/nb/")
    page.locator("#q").press_sequentially("epl")
    expect(page.get_by_role("option")).to_have_count(3)
    return page


def test_suggestions_are_announced(page: Page) -> None:
    """The input says that it has a list, and the count is told."""
    box = page.get_by_role("combobox")

    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(page.locator(".ds-search [role=status]")).to_have_text(
        "Forslag: 3. Bruk piltastene for å velge."
    )


def test_suggestions_are_options_of_a_named_list(page: Page) -> None:
    """Each one is a label in its own language."""
    expect(page.get_by_role("listbox", name="Forslag")).to_be_visible()
    assert page.get_by_role("option").all_text_contents()[0] == "eple"


def test_arrows_move_through_the_list_and_back_to_the_input(page: Page) -> None:
    """Focus stays in the input, which names the option that is chosen."""
    box = page.get_by_role("combobox")
    options = page.get_by_role("option")
    for number in range(3):
        box.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", f"suggestion-{number}")
        expect(options.nth(number)).to_have_attribute("aria-selected", "true")

    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)

    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-2")
    expect(box).to_be_focused()


def test_enter_goes_to_the_chosen_one(page: Page) -> None:
    """A chosen suggestion leads to its page, on the server that the reader is at."""
    page.get_by_role("combobox").press("ArrowDown")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/nb/concept/apple")


def test_enter_without_a_choice_searches(page: Page) -> None:
    """What was typed is searched for when nothing is chosen."""
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/nb/-/search?q=epl")


def test_escape_closes_the_list_and_keeps_the_text(page: Page) -> None:
    """A reader can get rid of the suggestions."""
    box = page.get_by_role("combobox")
    box.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("epl")


def test_leaving_the_input_closes_the_list(page: Page) -> None:
    """Suggestions don't lie over a page that somebody has gone on to read."""
    page.get_by_role("combobox").press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggestion_can_be_clicked(page: Page) -> None:
    """The mouse may choose, too."""
    page.get_by_role("option").first.click()
    page.wait_for_url("**/nb/concept/apple")


def test_nothing_to_suggest_is_told(page: Page) -> None:
    """A text that nothing begins with closes the list and says so."""
    page.locator("#q").press_sequentially("zzzz")

    expect(page.locator(".ds-search [role=status]")).to_have_text("Ingen forslag")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_list_breaks_no_rule_when_open(page: Page, axe: str) -> None:
    """An open list is as accessible as the page."""
    page.get_by_role("combobox").press("ArrowDown")
    page.evaluate(axe)
    result = page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })"
    )

    assert [rule["id"] for rule in result["violations"]] == []


def test_a_discouraged_term_shows_what_to_say(open_page: OpenPage) -> None:
    """A suggestion by another name tells the recommended one."""
    page = open_page("/nb/concept/pear")
    page.locator("#q").press_sequentially("matv")

    expect(page.get_by_role("option").first).to_have_text("matvareeple→ eple")


def test_an_address_can_be_copied(open_page: OpenPage) -> None:
    """The button copies the whole IRI and says that it has."""
    page = open_page("/nb/concept/apple")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".iri button[data-copy]")
    button.click()

    expect(button).to_have_text("Kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == "https://id.example.org/concept/apple"
    assert urlsplit(page.url).path == "/nb/concept/apple"
