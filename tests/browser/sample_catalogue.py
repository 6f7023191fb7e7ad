"""The sample catalogue of the page tests: built once, with the paths of one page of each kind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, Self

from bs4 import BeautifulSoup, Tag

from catalog.limits import LIMITS
from catalog.model.address import LANGUAGES
from catalog.release import Release
from catalog.release.schema import SEARCH
from catalog.search import Searcher
from catalog.web.pages import Pages
from catalog.web.urls import Urls
from catalog.web.view import View

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
    "model": "models/order/2",
    "former model": "models/order/1",
    "type": "models/order/2/OrderType",
    "simple type": "models/order/2/Day",
    "property": "models/order/2/FruitInTheOrderWithAVeryLongNameType/Id",
    "coded property": "models/order/2/FruitInTheOrderWithAVeryLongNameType/Colour",
    "requirement": "reports/order",
    "requirement version": "reports/order/2",
    "former requirement version": "reports/order/1",
    "business rule": "reports/order/rules/order-2",
    "business rule, not computed": "reports/order/rules/fruit-1",
}
"""Something of each kind, by the path of its IRI."""
PATHS: Final = {
    "front": "/",
    "search": "/-/search?q=eple",
    "search, discouraged": "/-/search?q=epple",
    "search, nothing": "/-/search?q=zzzzzz",
    "letters": "/-/a-z",
    "topics": "/-/subjects",
    "listing": "/-/all/concept",
    "datasets": "/-/datasets",
    "about": "/-/about",
    "accessibility": "/-/accessibility",
    "api": "/-/api",
    "suggest": "/-/suggest?iri=https%3A%2F%2Fid.example.org%2Fconcept%2Fapple",
    "diagram": "/-/diagram?iri=https%3A%2F%2Fid.example.org%2Fmodels%2Forder%2F2",
    "problem": "/nothing/here",
    **{name: f"/{path}" for name, path in THINGS.items()},
    "code list, 2020": "/lists/colour?on=2020-01-01",
    "requirement, 2030": "/reports/order?on=2030-01-01",
    "two days": "/-/compare?iri=https%3A%2F%2Fid.example.org%2Flists%2Fcolour"
    "&from=2024-12-31&to=2025-01-01",
}
"""A page of each kind, by its path after the language."""


def read(html: str) -> BeautifulSoup:
    """Return a page to ask things of."""
    return BeautifulSoup(html, "html.parser")


def words(page: BeautifulSoup | Tag | None) -> str:
    """Return the text of a part of a page, with single spaces."""
    assert page is not None, "the page has no such part"
    return " ".join(page.get_text(" ").split())


def make_pages() -> Pages:
    """Return the pages of the real site, with assets that are never fetched."""
    return Pages(SITE, lambda name: f"/-/static/0/{name}")


class Site:
    """The pages of one Release, by language; to be closed."""

    def __init__(self, folder: Path) -> None:
        self.release = Release.open(folder)
        self.searcher = Searcher.open(folder / SEARCH)
        self.pages = make_pages()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.searcher.close()
        self.release.close()

    def view(self, lang: str = "nb", languages: tuple[str, ...] = LANGUAGES) -> View:
        """Return the surroundings of a page in ``lang``."""
        return View(self.release, self.searcher, lang, languages, Urls(lang), TODAY, LIMITS)

    def html(self, path: str, lang: str = "nb", on: dt.date | None = None) -> str:
        """Return the page of what stands at a path."""
        found = self.release.find(path)
        assert found is not None, path
        return self.pages.resource(self.view(lang), found, on=on)

    def page(self, path: str, lang: str = "nb", on: dt.date | None = None) -> BeautifulSoup:
        """Return the page of what stands at a path, to ask things of."""
        return read(self.html(path, lang, on))
