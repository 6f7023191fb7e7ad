"""The editors' guide is true: what it says happens, happens; what it shows, is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.guide.camera import HEIGHT, WIDTH, Camera, size
from tests.guide.pages import GUIDE, PAGES
from tests.guide.steps import phrases, steps
from tests.guide.walking import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.guide.walking import Walk

ILLUSTRATED = [page for page in PAGES if "](bilder/" in page.read_text("utf-8")]
PLAIN = [page for page in PAGES if page not in ILLUSTRATED]
LARGE = 200_000
"""Bytes that a picture may take: a guide is read on telephones too."""
TRAILING = re.compile(r"[^\w\s-]")


def name(page: Path) -> str:
    """Return what a page is called in a report."""
    return page.relative_to(GUIDE).as_posix()


def heading_anchor(heading: str) -> str:
    """Return the fragment that a forge gives a heading."""
    return TRAILING.sub("", heading.strip().lower()).replace(" ", "-")


def follow(page: Path, walk: Walk, camera: Camera | None = None) -> None:
    """Go through a page and hold what it shows against what happens."""
    done = 0
    for step, lines, _picture in walk.page(page.read_text("utf-8"), camera):
        assert list(step.lines) == list(lines), (
            f"{name(page)}, line {step.start + 1}: run `make guide` and read what changed"
        )
        done += 1
    assert done or "```" not in page.read_text("utf-8")


@pytest.mark.parametrize("page", PLAIN, ids=name)
def test_a_page_can_be_followed(page: Path, walk: Callable[[str], Walk]) -> None:
    """Every command of the page says what the page shows, and every edit can be made."""
    follow(page, walk(LOCALES[page.parent.name]))


@pytest.mark.browser
@pytest.mark.parametrize("page", ILLUSTRATED, ids=name)
def test_a_page_with_pictures_can_be_followed(
    page: Path, walk: Callable[[str], Walk], browser: Browser
) -> None:
    """As above; and each picture is of a page that shows what its description quotes."""
    follow(page, walk(LOCALES[page.parent.name]), Camera(browser))


@pytest.mark.parametrize("page", ILLUSTRATED, ids=name)
def test_pictures_are_there_and_light(page: Path) -> None:
    """Each picture is a PNG of the agreed size, described in words, and none is left over."""
    pictures = [step for step in steps(page.read_text("utf-8")) if step.kind == "picture"]
    for step in pictures:
        content = (page.parent / step.named).read_bytes()
        assert size(content) == (WIDTH, HEIGHT), step.named
        assert len(content) < LARGE, step.named
        assert phrases(step), step.named
    shown = {(page.parent / step.named).resolve() for step in pictures}
    assert shown == {path.resolve() for path in page.parent.glob("bilder/*")}


def test_both_languages_tell_the_same() -> None:
    """The two guides have the same pages, and on each the same kinds of steps in one order."""
    guides = {
        lang: {
            page.name: [
                (step.kind, [command[0].split()[1:3] for command in step.commands])
                for step in steps(page.read_text("utf-8"))
            ]
            for page in PAGES
            if page.parent.name == lang
        }
        for lang in LOCALES
    }
    assert len(guides["bokmal"]) > 5
    assert guides["bokmal"] == guides["nynorsk"]


@pytest.mark.parametrize("page", [GUIDE / "README.md", *PAGES], ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link to a page, or to a heading of one, finds it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if target.startswith("https:"):
            continue
        path, _, fragment = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert fragment in {heading_anchor(heading) for heading in headings}, target


@pytest.mark.parametrize("lang", LOCALES)
def test_every_page_is_found_from_the_first(lang: str) -> None:
    """The first page of a guide links to all of its pages."""
    first = (GUIDE / lang / "README.md").read_text("utf-8")
    others = {page.name for page in PAGES if page.parent.name == lang} - {"README.md"}
    assert {other for other in others if f"({other}" not in first} == set()
