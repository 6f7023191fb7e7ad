"""A small site that has one of everything, asked through Flask or served by granian."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import Client

from catalog.settings import Settings, read_settings
from catalog.web.app import create_app
from tests.conftest import HEAD, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import flask
    from werkzeug.test import TestResponse

    from catalog.web.current import Current

LANGUAGES = '["nb", "nn", "en"]'
SETTINGS = """\
[catalog]
base_iri = "https://id.example.org/"
title = { nb = "Mine begreper", nn = "Mine omgrep", en = "My concepts" }
profile = "skos"
languages = ["nb", "nn", "en"]
"""

TURTLE = """\
<catalog> a dcat:Catalog ; dct:title "Katalog"@nb ; dcat:dataset <datasets/all> ;
    dct:license <https://licence.example/by> .
<datasets/all> a dcat:Dataset ; dct:title "Alt"@nb .
<animals> a skos:ConceptScheme ; skos:hasTopConcept <c/cat> ;
    skos:prefLabel "dyr"@nb, "animals"@en .
<c/cat> a skos:Concept ; skos:notation "K1" ;
    skos:inScheme <animals> ; skos:topConceptOf <animals> ;
    skos:prefLabel "katt"@nb, "katt"@nn, "cat"@en ; skos:altLabel "pus"@nb ;
    skos:hiddenLabel "kjøter"@nb ;
    skos:definition "Et lite rovdyr."@nb, "A small carnivore."@en .
<c/dog> a skos:Concept ; skos:prefLabel "hund"@nb, "dog"@en ; skos:related <c/cat> .
<c/dog.ttl> a skos:Concept ; skos:prefLabel "hundefil"@nb .
<c/folder/> a skos:Concept ; skos:prefLabel "mappe"@nb .
<c/blåbær> a skos:Concept ; skos:prefLabel "blåbær"@nb .
<https://elsewhere.example/x#thing> a skos:Concept ; skos:prefLabel "fremmed"@nb .
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A client of the application, and what it was made from."""

    client: Client
    settings: Settings
    app: flask.Flask

    @property
    def current(self) -> Current:
        """What the application serves."""
        current: Current = self.app.extensions["catalog"]
        return current

    def get(self, url: str, method: str = "GET", **headers: str) -> TestResponse:
        """Ask for a URL; a header's name is written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(url, method=method, headers=named)


def write_root(root: Path, turtle: str = TURTLE, languages: str = "") -> Settings:
    """Write a catalogue root and return its settings."""
    root.mkdir(parents=True, exist_ok=True)
    settings = SETTINGS.replace(LANGUAGES, languages or LANGUAGES)
    (root / "omgrep.toml").write_text(settings, encoding="utf-8")
    (root / "all.ttl").write_text(HEAD + turtle, encoding="utf-8")
    return read_settings(root)


def open_site(settings: Settings) -> Site:
    """Make the application, which looks for a new Release only when a test says so."""
    app = create_app(settings)
    return Site(Client(app), settings, app)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a small catalogue that is built."""
    settings = write_root(tmp_path_factory.mktemp("web") / "root")
    build(settings.root)
    return settings


@pytest.fixture(scope="session")
def small_root(small: Settings) -> Path:
    """The root of the small catalogue."""
    return small.root


@pytest.fixture
def site(small: Settings) -> Site:
    """The small site, with nothing kept from another test."""
    return open_site(small)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """A function that makes a site, with other limits or without a Release."""

    def make(*, built: bool = True, languages: str = "", **limits: Any) -> Site:
        settings = write_root(tmp_path / "root", languages=languages)
        if built:
            build(settings.root)
        limited = dataclasses.replace(settings.limits, **limits)
        return open_site(dataclasses.replace(settings, limits=limited))

    return make


@dataclass(frozen=True, slots=True)
class Live:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def get(
        self, url: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a URL and return status, headers by lower-case name, and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, url, headers=named)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}, body
        finally:
            connection.close()

    def send(self, url: str, body: bytes, content_type: str) -> tuple[int, bytes]:
        """Post a body and return status and answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request("POST", url, body, {"Content-Type": content_type})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Send bytes as they are and return everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            answer = b""
            with contextlib.suppress(ConnectionError):
                connection.sendall(request)
            with contextlib.suppress(ConnectionError):
                while piece := connection.recv(65_536):
                    answer += piece
            return answer


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serving(root: Path, workers: int = 1, *, port: int = 0, **environment: str) -> Iterator[Live]:
    """Serve the catalogue in ``root`` in a process of its own, and stop it as Ctrl-C does."""
    port = port or free_port()
    code = (
        "import sys; from pathlib import Path; from catalog.settings import read_settings;"
        "from catalog.web.server import serve;"
        "serve(read_settings(Path(sys.argv[1])), '127.0.0.1', int(sys.argv[2]), int(sys.argv[3]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(root), str(port), str(workers)],
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield Live(port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def wait_for(port: int) -> None:
    """Wait until somebody answers at ``port``."""
    for _ in range(400):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    pytest.fail(f"no server at port {port}")


@pytest.fixture(scope="session")
def live(small: Settings) -> Iterator[Live]:
    """The small catalogue, served by granian on loopback."""
    with serving(small.root) as server:
        yield server
