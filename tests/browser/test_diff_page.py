"""The page that ``omgrep diff --format html`` writes, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.rules import broken_rules
from tests.compare import golden

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width, scheme", [(320, "light"), (320, "dark"), (1280, "light")])
def test_the_page_stands_alone(
    browser: Browser, axe: str, tmp_path: Path, width: int, scheme: str
) -> None:
    """Wide and narrow, light and dark: no broken rule, no sideways scroll, nothing fetched."""
    file = tmp_path / "page.html"
    file.write_text(golden.forms()["html.nb.html"], encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=False,
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.querySelector('del')).textDecorationLine") == (
        "line-through"
    )
    assert (asked, said) == ([file.as_uri()], [])
    assert broken_rules(page, axe) == []
    context.close()
