"""The real preview of a small catalogue in a real git repository, in a process of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browser.conftest import axe
from tests.conftest import HEAD, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    OpenPreview = Callable[..., "Preview"]

__all__ = ["axe"]

WAIT: Final = 40.0
"""Seconds that anything may take on a busy machine."""
SETTINGS: Final = """\
[catalog]
base_iri = "https://id.example.org/"
title = { nb = "Mine begreper", nn = "Mine omgrep", en = "My concepts" }
profile = "skos"
languages = ["nb", "nn", "en"]
sources = ["vocab"]
"""
CATALOG: Final = """\
<catalog> a dcat:Catalog ; dct:title "Katalog"@nb ; dcat:version "2026-01-31" .
<animals> a skos:ConceptScheme ; skos:prefLabel "dyr"@nb, "animals"@en ;
    skos:hasTopConcept <c/cat>, <c/dog> .
"""
CAT: Final = """\
<c/cat> a skos:Concept ; skos:inScheme <animals> ; skos:topConceptOf <animals> ;
    skos:prefLabel "katt"@nb, "katt"@nn, "cat"@en ;
    skos:definition "et lite rovdyr"@nb, "a small carnivore"@en .
"""
DOG: Final = """\
<c/dog> a skos:Concept ; skos:inScheme <animals> ; skos:topConceptOf <animals> ;
    skos:prefLabel "hund"@nb, "dog"@en ; skos:related <c/cat> .
"""
LIST: Final = """\
<sizes> a skos:ConceptScheme, modelldcatno:CodeList ; skos:prefLabel "størrelser"@nb ;
    skos:hasTopConcept <sizes/1> .
<sizes/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <sizes> ;
    skos:topConceptOf <sizes> ; skos:notation "1" ; skos:prefLabel "liten"@nb .
"""
FILES: Final = {"catalog": CATALOG, "cat": CAT, "dog": DOG, "sizes": LIST}


@dataclass(slots=True)
class Preview:
    """A running preview and the root that it shows."""

    root: Path
    process: subprocess.Popen[str]
    port: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def write(self, name: str, turtle: str) -> None:
        """Save a file as an editor does: beside, then in its place."""
        path = self.root / "vocab" / f"{name}.ttl"
        beside = path.with_suffix(".ttl~")
        beside.write_text(HEAD + turtle, encoding="utf-8")
        beside.replace(path)

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Ask for a path and return status, headers by lower-case name, and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            about = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, about, answer.read().decode()
        finally:
            connection.close()

    def wait_for_line(self, pattern: str, start: int = 0) -> str:
        """Return the first line of the terminal from number ``start`` that has ``pattern``."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            for line in self.lines[start:]:
                if re.search(pattern, line):
                    return line
            time.sleep(0.02)
        return pytest.fail(f"never said {pattern!r}: {self.lines}")

    def wait_for_text(self, path: str, text: str) -> str:
        """Return the page at ``path`` when it has ``text`` in it."""
        end = time.monotonic() + WAIT
        page = ""
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                page = self.get(path)[2]
            if text in page:
                return page
            time.sleep(0.05)
        return pytest.fail(f"{path} never had {text!r}: {page[-4000:]}")

    @contextlib.contextmanager
    def events(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Give a function that waits for the next event."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.request("GET", "/-/preview/events")
        answer = connection.getresponse()

        def following() -> dict[str, Any]:
            while True:
                line = answer.readline()
                assert line, "the stream has ended"
                if line.startswith(b"data: "):
                    told: dict[str, Any] = json.loads(line[6:])
                    return told

        try:
            yield following
        finally:
            answer.close()
            connection.close()


def git(root: Path, *arguments: str) -> None:
    """Run git in ``root`` as somebody."""
    who = ("-c", "user.name=Kari", "-c", "user.email=kari@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small catalogue whose one commit is its last Release."""
    root = tmp_path / "root"
    (root / "vocab").mkdir(parents=True)
    (root / "omgrep.toml").write_text(SETTINGS, encoding="utf-8")
    for name, turtle in FILES.items():
        (root / "vocab" / f"{name}.ttl").write_text(HEAD + turtle, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Release")
    return root


@pytest.fixture
def start(tmp_path: Path) -> Iterator[OpenPreview]:
    """A function that starts the preview of a root and waits until it has something to say."""
    started: list[Preview] = []
    temporary = tmp_path / "tmp"
    temporary.mkdir()

    def start(root: Path, *, lang: str = "nb", until: str = r"^\d\d:\d\d:\d\d  ") -> Preview:
        process = subprocess.Popen(
            [sys.executable, "-m", "catalog.cli", "preview", "--root", str(root),
             "--port", "0", "--lang", lang],
            env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        preview = Preview(root, process)
        started.append(preview)
        threading.Thread(target=_read, args=(preview,), daemon=True).start()
        address = preview.wait_for_line(r"http://localhost:\d+/")
        preview.port = int(address.rpartition(":")[2].strip("/\n"))
        preview.wait_for_line(until)
        return preview

    yield start
    for preview in started:
        preview.process.send_signal(signal.SIGTERM)
        preview.process.wait(WAIT)
    assert list(temporary.iterdir()) == [], "the preview left something behind"


def _read(preview: Preview) -> None:
    assert preview.process.stdout is not None
    with preview.process.stdout as output:
        preview.lines.extend(output)


@pytest.fixture
def preview(root: Path, start: OpenPreview) -> Preview:
    """The preview of the small catalogue."""
    return start(root)


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of a preview in Chromium."""
    contexts: list[BrowserContext] = []

    def look(preview: Preview, path: str, *, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=preview.address,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT * 1000)
        page.goto(path)
        return page

    yield look
    for context in contexts:
        context.close()
