"""What every view is given: one Release, one language, one day, and how to make URLs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.web import problems
from catalog.web.problems import Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    import datetime as dt

    from catalog.limits import Limits
    from catalog.release import Release
    from catalog.search import Searcher
    from catalog.web.asked import Asked


@dataclass(frozen=True, slots=True)
class View:
    """The surroundings of one answer.

    ``languages`` are those that the interface is offered in for this catalogue.
    """

    release: Release
    searcher: Searcher
    lang: str
    languages: tuple[str, ...]
    urls: Urls
    today: dt.date
    limits: Limits


def look(asked: Asked, lang: str, limits: Limits) -> View:
    """Return the surroundings of a page in ``lang``.

    Raises Problem for a language that this catalogue's interface is not offered in.
    """
    serving = asked.open()
    if lang not in serving.languages:
        raise Problem(404, problems.NOT_FOUND)
    return View(
        release=serving.release,
        searcher=serving.searcher,
        lang=lang,
        languages=serving.languages,
        urls=Urls(lang),
        today=serving.today,
        limits=limits,
    )
