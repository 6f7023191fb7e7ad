"""The page of a class diagram opens at the box that a message begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
PAGE = "/en/-/diagram?iri=https://id.example.org/models/order/2"
ASKED = re.compile(r"/-/diagram\?")
SIZE = re.compile(r'viewBox="0 0 \d+ \d+" width="\d+" height="\d+"')
PLACE = re.compile(r'(id="diagram-root"[^>]* transform="translate)\([^)]*\)')
WITHIN = """() => {
  const box = document.querySelector('#diagram-root').getBoundingClientRect();
  const frame = document.querySelector('.diagram--wide').getBoundingClientRect();
  return frame.left <= box.left && box.left < frame.right
    && frame.top <= box.top && box.top < frame.bottom;
}"""


def move(route: Route) -> None:
    """Answer the page with its root far down to the right in a large drawing."""
    answer = route.fetch()
    large, sizes = SIZE.subn('viewBox="0 0 4000 4000" width="4000" height="4000"', answer.text())
    moved, places = PLACE.subn(r"\1(2500 3000)", large)
    assert (sizes, places) == (1, 1)
    route.fulfill(response=answer, body=moved)


def seen(page: Page) -> bool:
    """Tell whether the root's box stands within what is shown of the drawing."""
    return bool(page.evaluate(WITHIN))


@pytest.mark.parametrize("width", [320, 1280])
def test_it_opens_at_the_root(open_page: OpenPage, width: int) -> None:
    """The drawing scrolls, the page stays at its top."""
    page = open_page("/en", width=width)
    page.route(ASKED, move)
    page.goto(PAGE)
    assert seen(page)
    assert page.evaluate("window.scrollY") == 0


def test_without_script_a_link_leads_there(open_page: OpenPage) -> None:
    """One that everybody has."""
    page = open_page("/en", script=False)
    page.route(ASKED, move)
    page.goto(PAGE)
    assert not seen(page)
    page.locator('a[href="#diagram-root"]').click()
    assert seen(page)
