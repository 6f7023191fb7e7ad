"""The process that serves: comes back when it ends, and follows what the builder tells."""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import time
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from catalog.preview.server import Server
from catalog.preview.state import READY, Notice, State
from catalog.settings import read_settings
from tests.conftest import build
from tests.preview.conftest import WAIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from catalog.model.text import LangString
    from catalog.settings import Settings


@pytest.fixture
def settings(root: Path) -> Settings:
    """The settings of a small catalogue that isn't built, impatient with what ends."""
    settings = read_settings(root)
    limits = dataclasses.replace(settings.limits, release_retry_seconds=0.0)
    return dataclasses.replace(settings, limits=limits)


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A server of that catalogue."""
    with contextlib.closing(Server(0)) as server:
        server.start(settings)
        yield server


def get(server: Server, path: str) -> str:
    """Return a page as a browser asks for it, whatever its status."""
    asked = Request(
        f"http://127.0.0.1:{server.port}{path}",
        headers={"Accept": "text/html", "Accept-Language": "nb"},
    )
    try:
        with urlopen(asked, timeout=WAIT) as answer:  # noqa: S310
            return str(answer.read().decode())
    except HTTPError as problem:
        with problem:
            return problem.read().decode()


def wait_for(server: Server, path: str, text: str) -> str:
    """Return the page when it has ``text`` in it."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(URLError):
            page = get(server, path)
            if text in page:
                return page
        time.sleep(0.05)
    return pytest.fail(f"{path} never had {text!r}")


def test_before_anything_is_built_a_page_says_so(server: Server) -> None:
    """Whoever is quick gets a page with the bar, which loads itself again when there is more."""
    page = wait_for(server, "/nb/", "Bygger sidene for første gang")

    assert "preview.js" in page


def test_trouble_without_any_pages_is_told(server: Server) -> None:
    """What keeps the first pages from being built is on the page that there is."""
    said: tuple[LangString, ...] = ()
    trouble = Notice("error", said, rule="some-rule", file="vocab/x.ttl", line=7, column=3)

    server.tell(State(run="r", number=1, stage=READY, troubles=(trouble,)))

    assert "vocab/x.ttl" in wait_for(server, "/nb/", "Noe mangler på sidene")


def test_a_process_that_ends_is_started_again(server: Server, root: Path) -> None:
    """The address stays, and the new process knows what the one before was told."""
    build(root)
    server.tell(State(run="r", number=1, build=1, stage=READY, built="12:03:20"))
    wait_for(server, "/nb/c/cat", "12:03:20")
    [process] = multiprocessing.active_children()

    process.kill()
    process.join()
    server.look()

    assert "et lite rovdyr" in wait_for(server, "/nb/c/cat", "12:03:20")


def test_a_site_that_cannot_be_made_is_told_in_one_line(
    settings: Settings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends at once is no traceback, and isn't tried again and again."""
    patient = dataclasses.replace(settings.limits, release_retry_seconds=60.0)
    with contextlib.closing(Server(0)) as server:
        monkeypatch.setenv("LANG", "C")
        # A Settings that a site can't be made of, as a template under work couldn't either.
        server.start(dataclasses.replace(settings, limits=patient, base_iri="http://[/"))
        [process] = multiprocessing.active_children()
        process.join(WAIT)

        server.look()

        assert process.exitcode == 1
        assert multiprocessing.active_children() == []
    assert "Traceback" not in capfd.readouterr().err


def test_the_address_is_free_afterwards(server: Server) -> None:
    """Nobody answers, and nothing runs, when it is closed."""
    wait_for(server, "/nb/", "Forhåndsvisning")
    port = server.port

    server.close()

    assert multiprocessing.active_children() == []
    with contextlib.closing(Server(port)) as another:
        assert another.port == port
