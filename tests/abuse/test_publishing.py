"""Publishing survives being killed: every answer is whole and of one Release, all the time.

``TORTURE_BUILDS=200`` runs it at length.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from catalog.release import current_folder, verify
from catalog.release.archive import ARCHIVE, archived, verify_archived
from tests.conftest import HEAD, MINIMAL, PROJECT, omgrep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILDS = int(os.environ.get("TORTURE_BUILDS", "14"))
CONCEPTS = 40
PATHS = ("/c7.nt", "/c3.jsonld", "/en/c11", "/c1.json", "/api/search?q=term&lang=en", "/en/",
         "/downloads/catalog.nt", "/downloads/catalog.csv", "/-/health")  # fmt: skip
NUMBERED = re.compile(r"term (\d+)x\d+")


@dataclass
class Visitor:
    """Asks without a pause, and remembers what went wrong."""

    port: int
    answers: int = 0
    releases: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Ask for one path after the other until told to stop."""
        turn = 0
        while not self.stopped.is_set():
            turn += 1
            self.ask(PATHS[turn % len(PATHS)])

    def ask(self, path: str) -> None:
        """Ask once; the version in the header and every number in the body must agree."""
        url = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                body = answer.read().decode()
                release = answer.headers["Catalog-Release"]
        except (urllib.error.URLError, OSError) as problem:
            self.troubles.append(f"{path}: {problem}")
            return
        self.answers += 1
        version = release.partition("-")[0]
        self.releases.add(release)
        if path == "/-/health" and json.loads(body)["release"] != release:
            self.troubles.append(f"{path}: header {release}, body {body}")
        mixed = {number for number in NUMBERED.findall(body) if number != version}
        if mixed:
            self.troubles.append(f"{path}: version {version} with {mixed}")


def write(root: Path, version: int) -> None:
    """Write the catalogue so that every label tells which version it is of."""
    terms = "".join(
        f'<c{n}> a skos:Concept ; skos:prefLabel "term {version}x{n}"@en ;'
        f" skos:related <c{(n + 1) % CONCEPTS}> .\n"
        for n in range(CONCEPTS)
    )
    about = f'<catalog> a dcat:Catalog ; dcat:version "{version}" .\n'
    (root / "terms.ttl").write_text(HEAD + about + terms, encoding="utf-8")


@pytest.fixture
def visited(tmp_path: Path) -> Iterator[tuple[Path, list[Visitor]]]:
    """A served catalogue with three visitors who never rest."""
    (tmp_path / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    write(tmp_path, 0)
    assert omgrep(tmp_path, "build", "--no-check").returncode == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "catalog.cli", "serve", "--root", str(tmp_path)]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--workers", "2"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
    )
    visitors = [Visitor(port) for _ in range(3)]
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        threads = [threading.Thread(target=visitor.run, daemon=True) for visitor in visitors]
        for thread in threads:
            thread.start()
        yield tmp_path, visitors
        for visitor in visitors:
            visitor.stopped.set()
        for thread in threads:
            thread.join(30)
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_builds_killed_at_random_moments_harm_no_reader(
    visited: tuple[Path, list[Visitor]],
) -> None:
    """Kill -9 during builds: no failed request, no mixed Release, an archive that is whole."""
    root, visitors = visited
    dice = random.Random(BUILDS)  # noqa: S311 — moments, not secrets
    command = [sys.executable, "-m", "catalog.cli", "build", "--no-check", "--root", str(root)]
    killed = 0
    shelved: set[str] = set()
    longest = 1.0
    for version in range(1, BUILDS + 1):
        write(root, version)
        started = time.monotonic()
        build = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if version % 4:
            try:
                build.wait(dice.uniform(0.05, longest))
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
                killed += 1
            build.wait()
        else:
            # Every fourth one may finish: what the killed ones left must not be in its way.
            assert build.wait() == 0
            longest = time.monotonic() - started
            assert current_folder(root / "release").name.startswith(f"{version}-")
        verify(current_folder(root / "release"))
        # What is in the archive is there for ever, so what is half must never be there.
        kept = {folder.name for folder in archived(root / "release")}
        assert shelved <= kept
        shelved = kept
        for name in shelved:
            verify_archived(root / "release" / ARCHIVE / name)
        assert current_folder(root / "release").name in shelved
    assert omgrep(root, "build", "--no-check").returncode == 0
    assert not list((root / "release").glob(".new-*"))
    time.sleep(1)
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    assert troubles == []
    assert killed > BUILDS // 4
    assert sum(visitor.answers for visitor in visitors) > BUILDS * 10
    seen = {release for visitor in visitors for release in visitor.releases}
    assert len(seen) > BUILDS // 8
    last = current_folder(root / "release").name
    assert all(last in visitor.releases for visitor in visitors)
