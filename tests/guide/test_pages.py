"""The pages of the editors' guide: whole, linked, illustrated, and the same in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.guide.camera import HEIGHT, WIDTH, size
from tests.guide.pages import GUIDE, LOCALES, PAGES, name, pages
from tests.guide.steps import phrases, steps

if TYPE_CHECKING:
    from pathlib import Path

ILLUSTRATED = [page for lang in LOCALES for page in pages(lang, illustrated=True)]
LARGE = 200_000
"""Bytes that a picture may take: a guide is read on telephones too."""
TRAILING = re.compile(r"[^\w\s-]")


def heading_anchor(heading: str) -> str:
    """Return the fragment that a forge gives a heading."""
    return TRAILING.sub("", heading.strip().lower()).replace(" ", "-")


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
