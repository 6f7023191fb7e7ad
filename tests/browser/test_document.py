"""The requirement document, opened from a file and from the server, in a real browser."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from catalog.formats.document import as_page, requirement_document
from catalog.web import headers
from tests.browser.rules import broken_rules
from tests.formats.requirements import REQUIREMENT, speaker

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser


def document(lang: str = "nb") -> bytes:
    """Return the page of a requirement."""
    say = speaker(lang)
    return as_page(requirement_document(REQUIREMENT, say, dt.date(2024, 1, 1)), say)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_stands_alone(browser: Browser, axe: str, tmp_path: Path, lang: str) -> None:
    """Wide and narrow, light and dark: no broken rule, no sideways scroll, nothing fetched."""
    file = tmp_path / "page.html"
    file.write_bytes(document(lang))
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (asked, said) == ([file.as_uri()], [])
    assert broken_rules(page, axe) == []
    context.close()


def test_the_server_lets_it_have_its_own_style(browser: Browser) -> None:
    """By the policy that files of pages are answered with."""

    def answer(route: Route) -> None:
        about = headers.file("x", "text/html; charset=utf-8", "")
        route.fulfill(status=200, headers=dict(about), body=document())

    context = browser.new_context()
    page = context.new_page()
    page.route("https://served.example/page.html", answer)
    page.goto("https://served.example/page.html")
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == (
        "collapse"
    )
    context.close()
