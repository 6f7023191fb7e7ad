"""The editors' guide in nynorsk is true: what it says happens, happens; what it shows, is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guide.camera import Camera
from tests.guide.following import follow
from tests.guide.pages import name, pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.guide.conftest import Sit


@pytest.mark.parametrize("page", pages("nynorsk", illustrated=False), ids=name)
def test_a_page_can_be_followed(page: Path, sit: Sit) -> None:
    """Every command of the page says what the page shows, and every edit can be made."""
    follow(page, sit)


@pytest.mark.browser
@pytest.mark.parametrize("page", pages("nynorsk", illustrated=True), ids=name)
def test_a_page_with_pictures_can_be_followed(page: Path, sit: Sit, browser: Browser) -> None:
    """As above; and each picture is of a page that shows what its description quotes."""
    follow(page, sit, Camera(browser))
