"""Room, focus and paper: what the rules of axe-core can't tell."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.sample_catalogue import PATHS

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_nothing_must_be_scrolled_sideways(open_page: OpenPage, path: str) -> None:
    """A page fits in 320 pixels, and with letters of twice the size (WCAG 1.4.4, 1.4.10)."""
    page = open_page(f"/nb{path}", width=320)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    sideways = "document.documentElement.scrollWidth - innerWidth"
    excess = [page.evaluate(sideways)]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        excess.append(page.evaluate(sideways))

    assert excess == [0, 0, 0]


@pytest.mark.parametrize("path", ["/nb/concept/apple", "/nb/lists/colour"])
def test_a_table_stays_one_where_its_cells_are_stacked(open_page: OpenPage, path: str) -> None:
    """Rows, heads and cells are told to screen readers without roles, which HTML forbids here."""
    page = open_page(path, width=320)

    display = "getComputedStyle(document.querySelector('.stacked')).display"
    assert page.evaluate(display) == "block"
    table = page.locator(".stacked").first
    for role in ("columnheader", "rowheader", "cell"):
        assert table.get_by_role(role).count() > 0, role
    assert table.aria_snapshot().startswith("- table")


def test_the_first_key_leads_past_the_menu(open_page: OpenPage) -> None:
    """The skip link is the first stop, is seen when it has focus, and moves it to the content."""
    page = open_page("/nb/concept/apple")

    page.keyboard.press("Tab")
    link = page.locator(".ds-skip-link")
    box = link.bounding_box()
    assert link.evaluate("link => link === document.activeElement")
    assert box is not None
    assert box["height"] > 20

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_is_seen_wherever_it_is(open_page: OpenPage, scheme: str) -> None:
    """Every stop of the Tab key has an outline."""
    page = open_page("/nb/lists/colour", scheme=scheme)
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "(({ outlineStyle, outlineWidth }, { outerHTML, className }) =>"
            " [outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2"
            "  || className.includes('skip-link'), outerHTML])"
            "(getComputedStyle(document.activeElement), document.activeElement)"
        )
        if stop[1].startswith("<body"):
            break
        if not stop[0]:
            unseen.append(stop[1])

    assert unseen == []


def test_paper_has_the_content_only(open_page: OpenPage) -> None:
    """In print there is no menu, no search and no button."""
    page = open_page("/nb/concept/apple")
    page.emulate_media(media="print")

    assert page.locator(".definition").is_visible()
    for name in (".menu", ".languages", ".search-form", "button[data-copy]"):
        assert not page.locator(name).first.is_visible(), name
