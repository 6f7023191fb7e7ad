"""What many tests share: small catalogue roots, the shipped Release, and the reference library."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from catalog.build import build_release
from catalog.release import Release
from catalog.settings import Settings, read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

# The same cases each time: a change is red because of itself. To look for new ones:
# HYPOTHESIS_PROFILE=search pytest …
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", max_examples=3_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT.parent / "shared" / "reference"

HEAD = """\
@base <https://id.example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix modelldcatno: <https://data.norge.no/vocabulary/modelldcatno#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skosno: <https://data.norge.no/vocabulary/skosno#> .
@prefix xkos: <http://rdf-vocabulary.ddialliance.org/xkos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

MINIMAL = """\
[catalog]
base_iri = "https://id.example.org/"
title = { en = "My terms" }
profile = "skos"
languages = ["en"]
"""


class Repository:
    """A catalogue under version control, whose days are told."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.root = root
        self.commits: list[str] = []
        self.git("init", "-q", "-b", "main")
        (root / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
        (root / ".gitignore").write_text("/release/\n", encoding="utf-8")

    def commit(self, day: str, turtle: str) -> None:
        """Commit ``turtle`` as all that there is, on a day."""
        (self.root / "all.ttl").write_text(HEAD + turtle, encoding="utf-8")
        self.git("add", ".")
        self.git("commit", "-q", "-m", day, GIT_COMMITTER_DATE=f"{day}T12:00:00+0000")
        self.commits.append(self.git("rev-parse", "HEAD").strip())

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git as nobody in particular, and return what it prints."""
        told = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=os.environ | told | environment,
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference library beside the project; without it the test is skipped, loudly."""
    if not REFERENCE.is_dir():
        pytest.skip(
            "NOT TESTED: the reference library is not beside the project, at "
            f"../{REFERENCE.relative_to(PROJECT.parent)}"
        )
    return REFERENCE


@pytest.fixture
def make_root(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a catalogue root of Turtle texts by file name."""

    def make(settings: str = MINIMAL, **files: str) -> Path:
        root = tmp_path / "root"
        root.mkdir(exist_ok=True)
        (root / "omgrep.toml").write_text(settings, encoding="utf-8")
        for name, text in files.items():
            (root / f"{name}.ttl").write_text(HEAD + text, encoding="utf-8")
        return root

    return make


def build(root: Path, releases: Path | None = None) -> Path:
    """Build the catalogue in ``root`` and return the folder of its Release."""
    settings = read_settings(root)
    if releases:
        settings = dataclasses.replace(settings, release_folder=releases)
    return build_release(settings, read_sources(find_sources(settings), settings)).folder


def omgrep(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "catalog.cli", *arguments, "--root", str(root)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        check=False,
        umask=int(environment.get("TEST_UMASK", "022"), 8),
    )


@pytest.fixture
def make_release(make_root: Callable[..., Path]) -> Callable[..., Release]:
    """A function that builds a Release of Turtle texts and opens it."""

    def make(settings: str = MINIMAL, **files: str) -> Release:
        return Release.open(build(make_root(settings, **files)))

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: here, since a process can drive only one."""
    from tests.chromium import chromium, program  # noqa: PLC0415 — most tests need no browser

    if program() is None:
        pytest.skip("NOT TESTED: there is no Chromium; on Debian: apt-get install chromium")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def shipped_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the shipped catalogue, with Releases in a folder of their own."""
    releases = tmp_path_factory.mktemp("shipped") / "release"
    return dataclasses.replace(read_settings(PROJECT), release_folder=releases)


@pytest.fixture(scope="session")
def shipped(shipped_settings: Settings) -> Release:
    """The Release of the shipped catalogue."""
    return Release.open(build(PROJECT, shipped_settings.release_folder))
