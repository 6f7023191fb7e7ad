"""Camera: what a page shows in Chromium, as a picture, when it shows what it should."""

from __future__ import annotations

import re
import struct
import time
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error

from tests.guide.running import WAIT, Differs
from tests.guide.steps import phrases

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.guide.steps import Step

WIDTH: Final = 1280
HEIGHT: Final = 800
PNG: Final = b"\x89PNG\r\n\x1a\n"


class Camera:
    """Takes pictures of pages, in light colours and one size."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def __call__(self, address: str, step: Step) -> bytes:
        """Return the picture of a page that shows all that the guide quotes from it.

        Raises Differs where it doesn't, in the part of the page that is seen.
        """
        context = self.browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            color_scheme="light",
            reduced_motion="reduce",
        )
        try:
            page = context.new_page()
            end = time.monotonic() + WAIT
            while True:
                page.goto(address)
                wanted = phrases(step)
                if wanted and not _seen(page, wanted[0]):
                    _scroll(page, wanted[0])
                missing = [phrase for phrase in wanted if not _seen(page, phrase)]
                if not missing:
                    return page.screenshot()
                if time.monotonic() > end or not address.startswith("http"):
                    raise Differs(f"line {step.start}: {address} does not show {missing}")
                time.sleep(0.3)
        finally:
            context.close()


def size(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels (PNG, section 11.2.2)."""
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


def _words(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, phrase.split())))


def _scroll(page: Page, phrase: str) -> None:
    """Scroll to what a picture is of, as a reader does."""
    found = page.get_by_text(_words(phrase))
    if found.count():
        found.first.evaluate("it => it.scrollIntoView({block: 'center'})")


def _seen(page: Page, phrase: str) -> bool:
    """Tell whether a phrase stands, visible, in the part of the page that a picture holds."""
    for found in page.get_by_text(_words(phrase)).all():
        try:
            box = found.bounding_box() if found.is_visible() else None
        except Error:
            continue  # the preview loaded the page anew
        if box and 0 <= box["y"] < HEIGHT and 0 <= box["x"] < WIDTH:
            return True
    return False
