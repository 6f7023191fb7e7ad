"""The sample catalogue of the page tests: built once, with the paths of one page of each kind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.release.schema import SEARCH
from catalog.search import Searcher
from catalog.settings import LIMITS
from catalog.web.urls import LANGUAGES, Urls
from catalog.web.view import View

if TYPE_CHECKING:
    from catalog.release import Release

SAMPLE: Final = Path(__file__).parent / "sample"
SITE: Final = Path(__file__).resolve().parents[2] / "site"
TODAY: Final = dt.date(2026, 11, 21)
THINGS: Final = {
    "concept": "concept/apple",
    "retired": "concept/medlar",
    "hostile": "concept/hostile",
    "foreign": "concept/pomme",
    "bare": "concept/bare",
    "code": "lists/colour/3",
    "former code": "lists/colour/2",
    "heading": "lists/colour/warm",
    "code list": "lists/colour",
    "scheme": "scheme/plants",
    "collection": "collection/pome",
    "dataset": "dataset/fruit",
    "catalog": "catalogue",
}
"""Something of each kind, by the path of its IRI."""


def look(release: Release, lang: str, today: dt.date = TODAY) -> View:
    """Return the surroundings that a page is made in."""
    searcher = Searcher.open(release.folder / SEARCH)
    return View(release, searcher, lang, LANGUAGES, Urls(lang), today, LIMITS)
