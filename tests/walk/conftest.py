"""A domain expert with the shipped catalogue in a git repository, and with a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.guide.reader import Reader
from tests.guide.running import WAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    Look = Callable[[str], Page]

FILE: Final = "vocab/begrep/talsperson.ttl"


@pytest.fixture
def expert(tmp_path: Path) -> Iterator[Reader]:
    """Somebody who speaks Bokmål."""
    reader = Reader.at_the_catalogue(tmp_path / "katalog", "nb_NO.UTF-8")
    yield reader
    reader.close()


@pytest.fixture
def look(browser: Browser, expert: Reader) -> Iterator[Look]:
    """A function that opens a page of the expert's preview."""
    contexts: list[BrowserContext] = []

    def look(path: str) -> Page:
        assert expert.preview is not None
        contexts.append(browser.new_context(base_url=expert.preview.address))
        page = contexts[-1].new_page()
        page.set_default_timeout(WAIT * 1000)
        expect.set_options(timeout=WAIT * 1000)
        page.goto(path)
        return page

    yield look
    for context in contexts:
        context.close()
