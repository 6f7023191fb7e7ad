"""Pages in a real Chromium, from the real server on the sample catalogue."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sample_catalogue import SAMPLE, SITE
from tests.conftest import build

AXE: Final = SITE / "node_modules" / "axe-core" / "axe.min.js"
WAIT: Final = 20.0
"""Seconds that the server may take to start on a busy machine."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, serving the sample catalogue."""
    if not (SITE / "static" / "built" / "site.css").is_file():
        pytest.fail("site/static/built is missing: run `make assets`")
    releases = tmp_path_factory.mktemp("browser") / "release"
    build(SAMPLE, releases)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "catalog.cli", "serve", "--root", str(SAMPLE),
        "--port", str(port), "--workers", "1",
    ]  # fmt: skip
    environment = os.environ | {"OMGREP_RELEASES": str(releases)}
    log = releases.parent / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, env=environment, cwd=SITE.parent, stdout=output, stderr=output
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process, log)
            yield address
        finally:
            process.terminate()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """A function that opens a path of the site in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, *, width: int = 1280, script: bool = True, scheme: str = "light"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if scheme == "dark" else "light",
            base_url=server,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of axe-core, as script to run in a page."""
    if not AXE.is_file():
        pytest.fail("axe-core is missing: run `make assets`")
    return AXE.read_text(encoding="utf-8")


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/nb/", timeout=1):  # noqa: S310 — our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text(encoding='utf-8')}")
