"""The Nu HTML Checker (vnu), which the W3C and WHATWG check pages with, finds no error."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from catalog.model.address import LANGUAGES
from catalog.settings import read_settings
from catalog.web.app import create_app
from catalog.web.problems import CODES
from catalog.web.urls import Urls
from tests.browser.sample_catalogue import PATHS, SAMPLE
from tests.conformance.crawling import crawl
from tests.conftest import PROJECT, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.release import Release
    from catalog.settings import Settings

    Check = Callable[..., list[dict[str, Any]]]

pytestmark = pytest.mark.conformance

SITE: Final = PROJECT / "site"
JAR: Final = SITE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
UNLINKED: Final = (
    *(f"/{lang}/nothing/here" for lang in LANGUAGES),
    *(Urls("").problem(code) for code in CODES),
)
"""Pages that nobody comes to by a link."""
MISSING: Final = tuple(f"/{lang}{PATHS['problem']}" for lang in LANGUAGES)
NEWER: Final = {"CSS: “container”: Property “container” doesn't exist."}
"""Container queries (CSS Conditional 5) are newer than what vnu knows."""


@pytest.fixture(scope="session")
def vnu() -> Check:
    """A function that checks all files in a folder, or those named, in one process."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("NOT TESTED: vnu needs Java; on Debian: apt-get install default-jre-headless")
    if not JAR.is_file():
        pytest.fail("vnu is missing: run `make test`, or `npm ci` in site/")

    def check(*paths: Path, kind: str = "html") -> list[dict[str, Any]]:
        done = subprocess.run(
            [java, "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always",
             *([] if kind == "html" else [f"--{kind}"]), *paths],
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
        found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
        return found

    return check


def framed(iri: str) -> tuple[str, ...]:
    """Return the pages that OpenRefine shows of a thing in a frame."""
    return tuple(Urls(lang).reconcile_preview(quote(iri, safe="")) for lang in LANGUAGES)


def told(found: list[dict[str, Any]], urls: dict[str, str], kind: str = "error") -> list[str]:
    """Return each message of one kind once, with how often and where it stands first."""
    those = [it for it in found if it["type"] == kind]
    first = {it["message"]: it for it in reversed(those)}
    return [
        f"{count} × {message} – first at {urls.get(Path(first[message]['url']).name)}: "
        f"{first[message].get('extract', '').strip()}"
        for message, count in Counter(it["message"] for it in those).most_common()
    ]


def look(settings: Settings, folder: Path, vnu: Check, starts: tuple[str, ...]) -> list[str]:
    """Return what is wrong with any page of a catalogue, and which links lead nowhere."""
    urls: dict[str, str] = {}
    dead = []
    for reached in crawl(Client(create_app(settings)), starts):
        if reached.answer.status_code >= 400 and reached.url not in UNLINKED + MISSING:
            dead.append(f"{reached.answer.status} at {reached.url}")
        if reached.is_page:
            name = f"{len(urls)}.html"
            urls[name] = reached.url
            (folder / name).write_bytes(reached.answer.data)
    found = vnu(folder)
    print(len(urls), "pages", *told(found, urls, "info"), sep="\n")  # noqa: T201 — shown on failure
    return dead + told(found, urls)


@pytest.mark.slow
@pytest.mark.usefixtures("shipped")
def test_no_page_of_the_shipped_catalogue_has_an_error(
    shipped_settings: Settings, tmp_path: Path, vnu: Check
) -> None:
    """Every page in each language that links lead to, and every problem's, is valid HTML."""
    starts = (*UNLINKED, *framed("https://data.bufdir.example/begrep/adopsjon"))

    assert look(shipped_settings, tmp_path, vnu, starts) == []


@pytest.mark.slow
def test_no_page_of_a_hostile_catalogue_has_an_error(
    tmp_path: Path, vnu: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markup, odd IRIs, odd languages and turning signs in the data break no page."""
    releases = tmp_path / "release"
    build(SAMPLE, releases)
    monkeypatch.setenv("OMGREP_RELEASES", str(releases))
    folder = tmp_path / "pages"
    folder.mkdir()
    kinds = tuple(f"/{lang}{path}" for lang in LANGUAGES for path in PATHS.values())
    starts = (*UNLINKED, *kinds, *framed("https://id.example.org/concept/hostile"))

    assert look(read_settings(SAMPLE), folder, vnu, starts) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_requirement_document_has_an_error(shipped: Release, vnu: Check, lang: str) -> None:
    """Every one that the shipped catalogue offers as a page, in each language."""
    files = [it for it in shipped.manifest.downloads if (it.format, it.profile) == ("page", lang)]
    assert files
    found = vnu(*map(shipped.download_path, files))

    assert [it["message"] for it in found if it["type"] == "error"] == []


def test_our_styles_and_drawings_have_no_error(tmp_path: Path, vnu: Check) -> None:
    """What we wrote ourselves; Designsystemet's own styles are newer than what vnu knows."""
    for path in (*(SITE / "styles").glob("*.css"), SITE / "static" / "preview.css"):
        # The rules within are judged all the same.
        text = re.sub(r"@container [^{]*", "@media all ", path.read_text("utf-8"))
        (tmp_path / path.name).write_text(text, "utf-8")
    found = vnu(*tmp_path.iterdir(), kind="css")
    found += vnu(*(SITE / "static").glob("*.svg"), kind="svg")

    assert {it["message"] for it in found if it["type"] == "error"} == NEWER
