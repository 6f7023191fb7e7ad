"""The pages of the site that are not about one thing: front, search, lists and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import formats
from catalog.formats import FORMATS, HTML, JSON
from catalog.release.schema import CLASSES
from catalog.web import headers, problems
from catalog.web.answer import Answer
from catalog.web.choosing import Form, alternates, wanted_form
from catalog.web.forms import forms_of
from catalog.web.headers import Relation
from catalog.web.problems import CODES, Problem
from catalog.web.things import language
from catalog.web.urls import Urls
from catalog.web.view import look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.current import Serving
    from catalog.web.pages import Pages
    from catalog.web.view import View


class Sections:
    """One method for each page."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages

    def home(self, asked: Asked) -> Answer:
        """Send people to the front page, and programs to what the catalogue says of itself."""
        serving = asked.open()
        forms: list[Form] = [Form(HTML, pages=_in_each(serving, Urls.front))]
        rows = serving.release.of_kind("catalog", 0, 1).rows
        found = serving.release.find_iri(rows[0].link.iri) if rows else None
        whole = serving.opened.files.get("", {})
        if found is not None:
            forms += [form for form in forms_of(serving, found) if not form.pages]
        else:
            offered = (form for form in FORMATS if form.name in whole)
            forms += [Form(it, Urls("").download(whole[it.name])) for it in offered]
        return _send_on(asked, forms)

    def downloads(self, asked: Asked) -> Answer:
        """Send people to the page of all files, and programs to the list of them."""
        pages = _in_each(asked.open(), Urls.datasets)
        return _send_on(asked, [Form(HTML, pages=pages), Form(JSON, Urls("").manifest())])

    def front(self, asked: Asked, lang: str) -> Answer:
        """Answer the front page; its URL ends in a slash."""
        view = look(asked, lang, self._limits)
        urls = view.urls
        links = (
            Relation(self._origin + urls.front(), "canonical"),
            Relation(urls.openapi(), "service-desc", formats.YAML_TYPE),  # RFC 8631
            Relation(urls.api_page(), "service-doc", formats.HTML.media_type),
            Relation(urls.void(), "describedby", formats.TURTLE.media_type),
        )
        about = headers.page(view.release.id, lang, formats.HTML_TYPE, links)
        return Answer(200, about, self._pages.front(view).encode(), keep=asked.has_only(()))

    def search(self, asked: Asked, lang: str) -> Answer:
        """Answer the results of a search, or its form."""
        known = ("q", "kind", "start")
        view = look(asked, lang, self._limits)
        text = asked.text("q", self._limits.query_characters)
        kind = asked.choice("kind", tuple(CLASSES), "")
        start = asked.number("start", 0, self._limits.page_offset, 0)
        page = self._pages.search(view, text=text, kind=kind, start=start)
        return self._page(asked, view, page, view.urls.search(text, start, kind), known)

    def letters(self, asked: Asked, lang: str) -> Answer:
        """Answer the terms in alphabetical order."""
        known = ("letter", "start")
        view = look(asked, lang, self._limits)
        letter = asked.text("letter", self._limits.query_characters)
        start = asked.number("start", 0, self._limits.list_offset, 0)
        page = self._pages.letters(view, letter=letter, start=start)
        return self._page(asked, view, page, view.urls.letters(letter, start), known)

    def topics(self, asked: Asked, lang: str) -> Answer:
        """Answer the subject fields, or one of them."""
        known = ("subject", "start")
        view = look(asked, lang, self._limits)
        slug = asked.text("subject", self._limits.query_characters)
        start = asked.number("start", 0, self._limits.list_offset, 0)
        page = self._pages.topics(view, slug=slug, start=start)
        return self._page(asked, view, page, view.urls.topics(slug, start), known)

    def listing(self, asked: Asked, lang: str, kind: str) -> Answer:
        """Answer all things of a kind."""
        if kind not in CLASSES:
            raise Problem(404, problems.NOT_FOUND)
        view = look(asked, lang, self._limits)
        start = asked.number("start", 0, self._limits.list_offset, 0)
        page = self._pages.listing(view, kind=kind, start=start)
        return self._page(asked, view, page, view.urls.listing(kind, start), ("start",))

    def datasets(self, asked: Asked, lang: str) -> Answer:
        """Answer the datasets and downloads."""
        view = look(asked, lang, self._limits)
        return self._page(asked, view, self._pages.datasets(view), view.urls.datasets())

    def about(self, asked: Asked, lang: str) -> Answer:
        """Answer the page about the catalogue."""
        view = look(asked, lang, self._limits)
        return self._page(asked, view, self._pages.about(view), view.urls.about())

    def accessibility(self, asked: Asked, lang: str) -> Answer:
        """Answer the page on accessibility."""
        view = look(asked, lang, self._limits)
        return self._page(asked, view, self._pages.accessibility(view), view.urls.accessibility())

    def problem_type(self, asked: Asked, code: str) -> Answer:
        """Answer what a problem's ``type`` leads to (RFC 9457 §3.1.1), in the reader's language."""
        if code not in CODES:
            raise Problem(404, problems.NOT_FOUND)
        view = look(asked, language(asked), self._limits)
        page = self._pages.problem_type(view, code)
        about = headers.page(view.release.id, view.lang, formats.HTML_TYPE, ())
        return Answer(200, (*about, headers.BY_LANGUAGE), page.encode())

    def _page(
        self, asked: Asked, view: View, page: str, here: str, known: tuple[str, ...] = ()
    ) -> Answer:
        relations = (Relation(self._origin + here, "canonical"),)
        about = headers.page(view.release.id, view.lang, formats.HTML_TYPE, relations)
        return Answer(200, about, page.encode(), keep=asked.has_only(known))


def _in_each(serving: Serving, page: Callable[[Urls], str]) -> tuple[tuple[str, str], ...]:
    return tuple((lang, page(Urls(lang))) for lang in serving.languages)


def _send_on(asked: Asked, forms: Sequence[Form]) -> Answer:
    """Return the way to the form that the client would rather have."""
    form, heard = wanted_form(asked, forms)
    release = asked.open().release.id
    links = (*form.kept(), *alternates(forms))
    return Answer(303, headers.redirect(form.at(language(asked)), release, heard, links))
