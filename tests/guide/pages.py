"""Where the pages of the editors' guide are, and in which language each is."""

from pathlib import Path
from typing import Final

from tests.conftest import PROJECT

GUIDE: Final = PROJECT / "docs" / "redigere"
LOCALES: Final = {"bokmal": "nb_NO.UTF-8", "nynorsk": "nn_NO.UTF-8"}
"""The folders of the two guides, with what their readers' machines speak."""
PAGES: Final = tuple(sorted(GUIDE.glob("*/*.md")))


def name(page: Path) -> str:
    """Return what a page is called in a report."""
    return page.relative_to(GUIDE).as_posix()


def pages(lang: str, *, illustrated: bool) -> list[Path]:
    """Return the pages of one guide that have pictures, or those that have none."""
    return [
        page
        for page in PAGES
        if page.parent.name == lang and ("](bilder/" in page.read_text("utf-8")) == illustrated
    ]
