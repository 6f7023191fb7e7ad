"""The page where a message is judged: a file, a text or what is dropped, script or not."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import _wait
from tests.conftest import PROJECT, build
from tests.judging.house import EXPIRED, RIGHT, WRONG, write_house

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGE = "/en/-/validate?requirement=house"
BOTH = pytest.mark.parametrize("script", [True, False])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, with requirements to judge by."""
    root = write_house(tmp_path_factory.mktemp("house") / "root")
    build(root)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "catalog.cli", "serve", "--root", str(root),
               "--port", str(port), "--workers", "1"]  # fmt: skip
    log = root.parent / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=PROJECT, stdout=output, stderr=output) as process,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def open_it(browser: Browser, house: str) -> Iterator[Open]:
    """A function that opens the page in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_it(path: str = PAGE, *, width: int = 1280, script: bool = True, dark: bool = False,
                ) -> Page:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script,
            color_scheme="dark" if dark else "light", base_url=house,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A message with a fault, in a file."""
    path = tmp_path / "wrong.xml"
    path.write_bytes(WRONG)
    return path


@BOTH
def test_a_file_is_judged(open_it: Open, file: Path, script: bool) -> None:
    """Line and column, and with script the line itself, with a mark where the fault is."""
    page = open_it(script=script)
    page.get_by_label("A message in a file").set_input_files(file)
    page.get_by_role("button", name="Check the message").click()
    page.get_by_role("heading", name="The message has errors").wait_for()
    assert page.locator(".finding").count() == 2
    assert "Line 2, character 8" in page.locator(".finding").first.inner_text()
    source = page.locator(".finding [data-source]").first
    assert source.is_visible() == script
    assert "01017000027" not in page.locator("#verdict").inner_text()
    if script:
        assert source.inner_text().strip().startswith("<pet kind=")
        assert source.locator("mark").inner_text() == "k"
        assert 'number="•••••••••••x"' in source.inner_text(), "a number that tells who it is"
        assert page.locator("[data-status]").inner_text() == "The message has errors. 2 errors."
        assert page.evaluate("document.activeElement.id") == "verdict"


@BOTH
def test_a_pasted_text_is_judged(open_it: Open, script: bool) -> None:
    """Also with the keyboard alone."""
    page = open_it(script=script)
    page.get_by_label("Or paste the message").fill(RIGHT.decode())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The message is right").wait_for()
    assert page.locator(".finding").count() == 0


@BOTH
def test_an_example_is_tried(open_it: Open, script: bool) -> None:
    """It stands in the form afterwards, to be changed and tried again."""
    page = open_it(script=script)
    page.get_by_role("button", name="A dog").click()
    page.get_by_role("heading", name="The message has errors").wait_for()
    assert page.get_by_label("Or paste the message").input_value() == EXPIRED.decode()
    page.get_by_label("Or paste the message").fill(RIGHT.decode())
    page.get_by_role("button", name="Check the message").click()
    page.get_by_role("heading", name="The message is right").wait_for()


def test_a_file_is_dropped(open_it: Open) -> None:
    """It is judged at once."""
    page = open_it()
    dropped = page.evaluate_handle(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], 'x.xml', {type: 'application/xml'}));
            return data;
        }""",
        WRONG.decode(),
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    page.get_by_role("heading", name="The message has errors").wait_for()
    assert page.locator(".finding mark").first.inner_text() == "k"


def test_a_file_in_utf_16_is_shown_right(open_it: Open, tmp_path: Path) -> None:
    """The browser reads it as XML would."""
    path = tmp_path / "wide.xml"
    text = '<?xml version="1.0" encoding="UTF-16"?>\n<house>\n<pet kind="æ🐈"/></house>'
    path.write_bytes(text.encode("utf-16"))
    page = open_it()
    page.get_by_label("A message in a file").set_input_files(path)
    page.get_by_role("button", name="Check the message").click()
    page.locator(".finding").first.wait_for()
    assert '<pet kind="æ🐈"/>' in page.locator(".finding [data-source]").first.inner_text()


def test_nothing_at_all_is_told_without_asking(open_it: Open) -> None:
    """And so is a file that is too large: it needn't be sent to know that."""
    page = open_it()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.get_by_role("button", name="Check the message").click()
    told = page.locator("[data-status]")
    assert told.inner_text() == "Choose a file, or paste a message."
    large = {"name": "large.xml", "mimeType": "application/xml", "buffer": b"x" * 10_200_000}
    page.get_by_label("A message in a file").set_input_files(large)  # type: ignore[arg-type]
    page.get_by_role("button", name="Check the message").click()
    assert told.inner_text() == "The file is too large. It may have at most 10 MB."
    assert "POST" not in asked


def test_the_examples_follow_the_requirement(open_it: Open) -> None:
    """Those of another version aren't offered."""
    page = open_it()
    assert page.locator("button[name=example]").count() == 2
    page.get_by_label("Reporting requirement").select_option("letter")
    page.locator("button[name=example]").first.wait_for(state="detached")
    page.get_by_label("Reporting requirement").select_option("house/6")
    page.locator("button[name=example]").first.wait_for()
    assert page.locator("button[name=example]").count() == 2


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_everybody_can_use_it(open_it: Open, axe: str, width: int, dark: bool, lang: str) -> None:
    """The form and the findings: no fault that axe knows, and nothing beside the screen."""
    page = open_it(f"/{lang}/-/validate?requirement=house", width=width, dark=dark)
    page.locator("#text").fill(WRONG.decode())
    page.locator("button[type=submit]:not([name]):visible").last.click()
    page.locator(".finding").first.wait_for()
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(it => it.violations)")
    assert json.dumps([it["id"] for it in found]) == "[]"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    low = page.evaluate(
        """[...document.querySelectorAll('form.validate :is(button, select, input)')]
            .filter(it => it.getBoundingClientRect().height < 44).length"""
    )
    assert low == 0
