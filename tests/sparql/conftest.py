"""The endpoint, served on loopback from Releases that are made on the spot."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from catalog.model.dataset import Download
from catalog.release.manifest import Manifest, encode, fingerprint
from tests.web.conftest import free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://id.example.org/"
SETTINGS = f"""\
[catalog]
base_iri = "{BASE}"
title = {{ en = "My terms" }}
languages = ["en"]
"""
SERVE = """
import dataclasses, json, sys
from pathlib import Path
from catalog.settings import program_folder, read_settings
from catalog.sparql.server import Place, serve
from catalog.web.i18n import Translator

root, port, workers, limits = sys.argv[1:]
settings = read_settings(Path(root))
limits = dataclasses.replace(settings.limits, **json.loads(limits))
say = {
    lang: Translator(program_folder("site"), lang, part="command") for lang in ("nb", "nn", "en")
}
place = Place("127.0.0.1", int(port), f"http://localhost:{port}/sparql")
settings = dataclasses.replace(settings, limits=limits)
serve(settings, place, int(workers), say, lambda: print("started", flush=True))
"""
THINGS = 3_000
SIMPLE = f"SELECT ?o {{ <{BASE}c/1> <{BASE}label> ?o }}"
FOR_EVER = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"
)


def triples(word: str = "ting", count: int = THINGS) -> str:
    """Return N-Triples of ``count`` things that are labelled with ``word`` and linked in a row."""
    return "".join(
        f'<{BASE}c/{n}> <{BASE}label> "{word} {n}"@nb .\n'
        f"<{BASE}c/{n}> <{BASE}next> <{BASE}c/{n + 1}> .\n"
        for n in range(count)
    )


def publish(root: Path, name: str, content: str) -> None:
    """Make a Release whose whole catalogue is ``content``, and the current one, in one rename."""
    releases = root / "release"
    folder = releases / name
    (folder / "downloads").mkdir(parents=True)
    dump = folder / "downloads" / "all.nt"
    dump.write_text(content, encoding="utf-8")
    size, sha256 = dump.stat().st_size, fingerprint(dump)
    part = Download("part.nt", "part.nt", f"{BASE}datasets/part", "n-triples", 1, "0")
    other = Download("all.ttl", "all.ttl", "", "turtle", 1, "0")
    whole = Download("all.nt", "all.nt", "", "n-triples", size, sha256)
    manifest = Manifest(
        id=name,
        version=name,
        commit="",
        program="",
        base_iri=BASE,
        profile="skos",
        languages=("en",),
        title={"en": "My <terms>"},
        description={},
        statements=content.count("\n"),
        downloads=(part, other, whole),
    )
    (folder / "manifest.json").write_bytes(encode(manifest))
    (releases / "next").symlink_to(name)
    (releases / "next").replace(releases / "current")


def make_root(folder: Path) -> Path:
    """Write a root without sources, whose Releases the tests make."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "omgrep.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type."""
        return self.headers["content-type"].partition(";")[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The solutions of a SELECT in JSON."""
        bindings: list[dict[str, Any]] = json.loads(self.body)["results"]["bindings"]
        return bindings

    @property
    def code(self) -> str:
        """The problem's code; the document must be one."""
        assert self.type == "application/problem+json", self.body
        problem = json.loads(self.body)
        assert problem["status"] == self.status
        assert problem["title"]
        assert problem["detail"]
        return str(problem["type"]).removeprefix("/problem/")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A running endpoint."""

    port: int
    process: subprocess.Popen[bytes]

    def send(
        self, method: str, url: str = "/sparql", body: bytes | None = None, **headers: str
    ) -> Answer:
        """Send a request as it is; a header's name is written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, url, body, named)
            answer = connection.getresponse()
            about = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, about, answer.read())
        finally:
            connection.close()

    def get(self, query: str, accept: str = "*/*", **more: str | list[str]) -> Answer:
        """Ask by GET; ``more`` are further parameters."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        url = "/sparql?" + urlencode({"query": query, **named}, doseq=True)
        return self.send("GET", url, Accept=accept)

    def post(self, query: str, accept: str = "*/*") -> Answer:
        """Ask by POST, the query as the body."""
        content_type = "application/sparql-query"
        return self.send("POST", body=query.encode(), Content_Type=content_type, Accept=accept)

    def timed(self, query: str) -> tuple[Answer, float]:
        """Ask by POST, and tell the seconds that it took."""
        start = time.monotonic()
        answer = self.post(query)
        return answer, time.monotonic() - start

    @property
    def keeper(self) -> int:
        """The process that has the Release loaded."""
        keepers = [child for child in children(self.process.pid) if "spawn_main" in line(child)]
        assert len(keepers) == 1
        return keepers[0]

    @property
    def at_work(self) -> list[int]:
        """The processes that evaluate a query right now."""
        return children(self.keeper)


def children(parent: int) -> list[int]:
    """Return the processes that ``parent`` has started and that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if folder.name.isdigit():
                # Behind the name, which may hold anything: state, parent (proc(5)).
                state, of, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(of) == parent and state not in {"Z", "X"}:
                    found.append(int(folder.name))
    return sorted(found)


def line(process: int) -> str:
    """Return how a process was called, whole: ``ps`` cuts it at the width of a terminal."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def until(holds: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


@contextlib.contextmanager
def endpoint(
    root: Path, workers: int = 2, releases: Path | None = None, **limits: float
) -> Iterator[Endpoint]:
    """Serve the Releases below ``root``, and stop it as Ctrl-C does where it hasn't ended."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(root), str(port), str(workers), json.dumps(limits)],
        env={**os.environ, **({"OMGREP_RELEASES": str(releases)} if releases else {})},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Endpoint(port, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with one Release."""
    root = make_root(tmp_path_factory.mktemp("sparql") / "root")
    publish(root, "first", triples())
    return root


@pytest.fixture(scope="session")
def live(small: Path) -> Iterator[Endpoint]:
    """An endpoint with small limits."""
    with endpoint(
        small, sparql_seconds=2.0, sparql_memory_bytes=200_000_000, sparql_answer_bytes=2_000_000
    ) as running:
        yield running
