"""Telling a client what was wrong: as a page or as data, in the client's language."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from catalog.model.address import interface_languages
from catalog.web.negotiate import best_language
from catalog.web.problems import as_data, as_page, wants_page
from catalog.web.view import look

if TYPE_CHECKING:
    from catalog.settings import Settings
    from catalog.web.answer import Answer
    from catalog.web.asked import Asked
    from catalog.web.pages import Pages
    from catalog.web.problems import Problem

LOG: Final = logging.getLogger(__name__)
OUR_FAULT: Final = 500


class Refusals:
    """Answers every Problem, with the same status in both forms."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._settings = settings
        self._pages = pages

    def answer(self, problem: Problem, asked: Asked) -> Answer:
        """Return ``problem`` as what ``asked`` would rather have; nothing internal is in it."""
        lang = self._language(asked)
        if wants_page(asked.accept):
            return as_page(problem, lang, self._page(problem, asked, lang))
        translator = self._pages.translators[lang]
        return as_data(problem, translator, self._settings.public_url)

    def _page(self, problem: Problem, asked: Asked, lang: str) -> str:
        """Return the page; a bare one without a Release, and where the Release may be at fault."""
        if asked.serving is not None and problem.status < OUR_FAULT:
            try:
                view = look(asked, lang, self._settings.limits)
                return self._pages.problem(view, problem, lang)
            except Exception:
                LOG.exception("No page for %s", problem.code)
        return self._pages.problem(None, problem, lang)

    def _language(self, asked: Asked) -> str:
        written = self._settings.languages
        offers = asked.serving.languages if asked.serving else interface_languages(written)
        first = asked.path.split("/", 2)[1]
        if first in offers:
            return first
        ordered = sorted(offers, key=lambda lang: lang != written[0])
        return best_language(asked.accept_language, ordered)
