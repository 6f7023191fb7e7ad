"""What an editor sees in the browser while saving: new pages, findings, errors, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.rules import broken_rules
from tests.preview.conftest import CAT, DOG, LIST, WAIT, git

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.preview.conftest import Preview

    Look = Callable[..., Page]

pytestmark = pytest.mark.browser

WRONG = CAT.replace('"et lite rovdyr"@nb', '"et lite rovdyr"@nb, "et annet rovdyr"@nb').replace(
    'skos:prefLabel "katt"@nb', 'skos:prefLabel "katt"@nb, "pus"@nb'
)
"""Two preferred terms in one language: SKOS reference, S14."""


def test_a_save_shows_the_new_text_where_the_reader_was(preview: Preview, look: Look) -> None:
    """The page loads itself again after a save, and stays where it was scrolled to."""
    page = look(preview, "/nb/c/cat")
    page.locator(".definition", has_text="et lite rovdyr").wait_for()
    page.set_viewport_size({"width": 400, "height": 300})
    page.evaluate("scrollTo(0, 250)")

    preview.write("cat", CAT.replace("et lite rovdyr", "et mykt lite rovdyr"))

    page.locator(".definition", has_text="et mykt lite rovdyr").wait_for()
    page.wait_for_function("scrollY > 200")


def test_a_finding_is_on_the_page_of_its_concept(preview: Preview, look: Look) -> None:
    """A finding comes by itself: on its concept's page, at its line; not on another one's."""
    page = look(preview, "/nb/c/cat")
    other = look(preview, "/nb/c/dog")

    preview.write("cat", WRONG)

    finding = page.locator("#preview .preview__notice", has_text="pus").first
    finding.wait_for()
    line = next(
        number
        for number, text in enumerate((preview.root / "vocab/cat.ttl").read_text().split("\n"), 1)
        if '"pus"@nb' in text
    )
    assert f"vocab/cat.ttl:{line}:" in finding.inner_text()
    assert finding.locator("mark").first.inner_text() in {'"katt"@nb', '"pus"@nb'}
    other.locator("#preview-status", has_text="1 feil").wait_for()
    assert other.locator(".preview__notice").count() == 0

    preview.write("cat", CAT)

    finding.wait_for(state="detached")
    page.locator("#preview-status", has_text="0 feil").wait_for()


def test_a_broken_file_leaves_the_pages_and_says_so_on_each(preview: Preview, look: Look) -> None:
    """Until a broken file is mended, the last good pages stay, with the error on top of each."""
    page = look(preview, "/nb/c/dog")

    preview.write("cat", CAT.replace(" .\n", "", 1))

    error = page.locator("#preview-panel .preview__card", has_text="vocab/cat.ttl")
    error.wait_for()
    assert "hund" in page.locator("h1").inner_text()
    assert look(preview, "/nb/").locator("#preview-panel", has_text="cat.ttl").is_visible()
    assert "et lite rovdyr" in look(preview, "/nb/c/cat").locator(".definition").first.inner_text()

    preview.write("cat", CAT.replace("et lite", "et mykt lite"))

    error.wait_for(state="detached")
    assert "et mykt lite" in look(preview, "/nb/c/cat").locator(".definition").first.inner_text()


def test_what_differs_from_the_last_release_is_marked(preview: Preview, look: Look) -> None:
    """A changed definition is told word by word on its page, everything in the overview."""
    page = look(preview, "/nb/c/cat")

    preview.write("cat", CAT.replace("et lite rovdyr", "et lite og mykt rovdyr"))
    preview.write("fox", '<c/fox> a skos:Concept ; skos:prefLabel "rev"@nb .')

    changed = page.locator("#preview-panel", has_text="Endret siden utgaven 2026-01-31")
    changed.wait_for()
    assert changed.locator("ins").count() == 1
    assert "og mykt" in changed.locator("ins").inner_text()
    page.goto("/nb/c/fox")
    page.locator("#preview-panel", has_text="Ny siden utgaven 2026-01-31").wait_for()
    page.goto("/nb/c/dog")
    assert page.locator("#preview-mark").count() == 0

    page.locator(".preview__bar a").click()
    assert sorted(page.locator("main .preview__changes a").all_inner_texts()) == ["katt", "rev"]

    git(preview.root, "add", ".")
    (preview.root / "vocab" / "catalog.ttl").write_text(
        (preview.root / "vocab" / "catalog.ttl").read_text().replace("01-31", "02-28")
    )
    git(preview.root, "commit", "--quiet", "--all", "--message", "Release")
    preview.write("dog", DOG + "\n")
    page.locator("main", has_text="Ingenting er endret").wait_for()


def test_a_finding_in_a_code_is_on_the_page_of_its_list_too(preview: Preview, look: Look) -> None:
    """Who edits a list looks at the list: what is wrong with its codes is told there too."""
    page = look(preview, "/nb/sizes")

    preview.write("sizes", LIST.replace('"liten"@nb', '"liten"@nb, "smått"@nb'))

    finding = page.locator("#preview .preview__notice", has_text="smått").first
    finding.wait_for()
    finding.locator("a").click()
    page.wait_for_url("**/nb/sizes/1")
    assert finding.is_visible()


def test_a_preview_that_has_stopped_is_told(preview: Preview, look: Look) -> None:
    """Nobody goes on saving without seeing that nothing happens any more."""
    page = look(preview, "/nn/c/cat")

    preview.process.terminate()
    preview.process.wait(WAIT)

    page.locator("#preview-status", has_text="Førehandsvisinga er stoppa").wait_for()


def test_it_can_be_read_without_script(preview: Preview, look: Look) -> None:
    """Without script the same is told, and one loads the page again oneself."""
    preview.write("cat", WRONG)
    preview.wait_for_line("1 feil")

    page = look(preview, "/en/c/cat", script=False)

    assert page.locator("#preview-panel", has_text="vocab/cat.ttl").is_visible()
    assert "1 error, " in page.locator("#preview-status").inner_text()


def test_no_rule_of_accessibility_is_broken(preview: Preview, look: Look, axe: str) -> None:
    """WCAG 2.1 A and AA as far as a machine can tell, with all that the preview may add."""
    preview.write("cat", WRONG.replace("a small carnivore", "a small and soft carnivore"))
    preview.wait_for_line("1 feil")
    preview.write("dog", "<c/dog> a skos:Concept ; skos:prefLabel .")
    preview.wait_for_line("dog.ttl")

    for path in ("/nb/c/cat", "/nn/-/preview", "/en/"):
        assert broken_rules(look(preview, path), axe) == []
    narrow = look(preview, "/nb/c/cat", width=320)
    assert narrow.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
