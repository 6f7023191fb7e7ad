"""What a page does in a browser besides being read: nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import OpenPage
from tests.browser.sample_catalogue import PATHS

pytestmark = pytest.mark.browser

SMALL = 60_000
"""Bytes of HTML that a concept may take."""


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_page_is_silent_and_stays_at_home(browser: Browser, server: str, path: str) -> None:
    """No message, no broken policy, no dialog, no cookie, and nothing fetched from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page.goto(f"{server}/nb{path}")
    page.mouse.move(400, 300)
    cookies = context.cookies()
    context.close()
    expected = [] if path != PATHS["problem"] else [message for message in said if "404" in message]

    assert said == expected
    assert hosts == {urlsplit(server).netloc}
    assert cookies == []


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_everything_can_be_read_without_script(open_page: OpenPage, path: str) -> None:
    """With script switched off the main part says the same."""
    with_script = open_page(f"/nb{path}").locator("main").text_content()
    without = open_page(f"/nb{path}", script=False).locator("main").text_content()

    assert without == with_script


def test_search_works_without_script(open_page: OpenPage) -> None:
    """The search box is a form: type, Enter, and there are the results."""
    page = open_page("/nn/", script=False)
    page.fill("#q", "eple")
    page.press("#q", "Enter")

    assert urlsplit(page.url).path == "/nn/-/search"
    assert page.locator(".rows__name a").first.text_content() == "eple"


def test_a_day_is_chosen_without_script(open_page: OpenPage) -> None:
    """The code list of another day is a form, too."""
    page = open_page("/nb/lists/colour", script=False)
    page.fill("#on", "2020-01-01")
    page.get_by_role("button", name="Vis").click()

    assert urlsplit(page.url).query == "on=2020-01-01"
    assert page.get_by_role("link", name="Gul eller oransje").is_visible()


def test_branches_unfold_without_script(open_page: OpenPage) -> None:
    """A tree opens and closes by itself."""
    page = open_page("/nb/scheme/plants", script=False)
    branch = page.locator(".tree summary").first

    assert page.get_by_role("link", name="pære").is_visible()
    branch.click()
    assert not page.get_by_role("link", name="pære").is_visible()


def test_pages_are_light(open_page: OpenPage) -> None:
    """A concept is less than 60 kB of HTML, with one style sheet and one script."""
    page = open_page("/nb/concept/apple")

    assert len(page.content().encode()) < SMALL
    assert page.locator('link[rel="stylesheet"]').count() == 1
    assert page.locator("script[src]").count() == 1
