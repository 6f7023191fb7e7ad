"""A resource's IRI, its documents and its page: 303, then stored bytes or a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import formats
from catalog.formats import BY_EXTENSION, BY_NAME, HTML
from catalog.web import headers, problems
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format, best_language
from catalog.web.problems import Problem
from catalog.web.urls import Urls
from catalog.web.view import look

if TYPE_CHECKING:
    from catalog.formats import Format
    from catalog.release import Found
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.current import Serving
    from catalog.web.pages import Pages

PAGE_PARAMETERS = ("start", "on")
CHOSEN_BY = ("Accept", "Accept-Language")


class Things:
    """The views of everything that has an IRI."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages

    def thing(self, asked: Asked, path: str) -> Answer:
        """Answer an IRI path: 303 to what tells of the thing; or a document, by its suffix."""
        release = asked.open().release
        found = release.find(path)
        if found is not None:
            return self._see(asked, found)
        stem, _, extension = path.rpartition(".")
        if stem and (extension in BY_EXTENSION or extension == HTML.extension):
            found = release.find(stem)
            if found is not None and extension == HTML.extension:
                return _to_page(asked, found)
            if found is not None:
                return self._document(asked, found, BY_EXTENSION[extension])
        found = _beside(asked, path)
        return _moved(asked, Urls("").thing(found))

    def iri(self, asked: Asked) -> Answer:
        """Answer ``/-/iri?iri=…`` as the path of an IRI that has none here."""
        return self._see(asked, self._named(asked))

    def data_of_iri(self, asked: Asked, extension: str) -> Answer:
        """Answer a document of such an IRI; one that has a path of its own is served there."""
        form = BY_EXTENSION.get(extension)
        if form is None:
            raise Problem(404, problems.NOT_FOUND)
        found = self._named(asked)
        if found.path is not None:
            return _moved(asked, Urls("").data(found, extension))
        return self._document(asked, found, form)

    def page(self, asked: Asked, lang: str, path: str) -> Answer:
        """Answer the page of a thing in a language."""
        found = asked.open().release.find(path)
        if found is None:
            return _moved(asked, Urls(lang).page(_beside(asked, path)))
        return self._page(asked, lang, found)

    def page_of_iri(self, asked: Asked, lang: str) -> Answer:
        """Answer the page of a thing that is named in the query."""
        found = self._named(asked)
        if found.path is not None:
            return _moved(asked, Urls(lang).page(found))
        return self._page(asked, lang, found)

    def suggest(self, asked: Asked, lang: str) -> Answer:
        """Answer how to propose a change of the thing that is named in the query."""
        found = self._named(asked)
        view = look(asked, lang, self._limits)
        here = Relation(self._origin + view.urls.suggest(found), "canonical")
        about = headers.page(view.release.id, lang, formats.HTML_TYPE, (here,))
        page = self._pages.suggest(view, found)
        return Answer(200, about, page.encode(), keep=asked.has_only(("iri",)))

    def _named(self, asked: Asked) -> Found:
        iri = asked.text("iri", self._limits.iri_characters)
        if not iri:
            raise Problem(400, problems.PARAMETER, {"parameter": "iri", "known": "iri=https://…"})
        release = asked.open().release
        # A fragment names a part of a thing, which the thing's own document describes.
        found = release.find_iri(iri) or release.find_iri(iri.partition("#")[0])
        if found is None:
            raise Problem(404, problems.NOT_FOUND)
        return found

    def _see(self, asked: Asked, found: Found) -> Answer:
        """Send on to the document that the client would rather have (httpRange-14, 303)."""
        serving = asked.open()
        offers = (HTML, *_forms(serving, found))
        form = best_format(asked.accept, offers)
        if form is None:
            others = tuple(
                Relation(_url(asked, found, offer), "alternate", offer.media_type)
                for offer in offers
            )
            known = ", ".join(offer.media_type for offer in offers)
            raise Problem(406, problems.NOT_ACCEPTABLE, {"known": known}, others)
        return _redirect(asked, 303, _url(asked, found, form), CHOSEN_BY)

    def _document(self, asked: Asked, found: Found, form: Format) -> Answer:
        serving = asked.open()
        document = serving.release.document(found.number, form.name)
        if document is None:
            raise Problem(404, problems.NOT_FOUND)
        here = Urls("").data(found, form.extension)
        about = headers.data(
            serving.release.id, form.content_type, self._relations(serving, found, here)
        )
        keep = asked.has_only(() if found.path is not None else ("iri",))
        return Answer(200, about, document.body, document.etag, keep=keep)

    def _page(self, asked: Asked, lang: str, found: Found) -> Answer:
        serving = asked.open()
        known = PAGE_PARAMETERS if found.path is not None else (*PAGE_PARAMETERS, "iri")
        view = look(asked, lang, self._limits)
        page = self._pages.resource(
            view,
            found,
            start=asked.number("start", 0, self._limits.list_offset, 0),
            on=asked.day("on"),
        )
        relations = self._relations(serving, found, view.urls.page(found))
        about = headers.page(serving.release.id, lang, formats.HTML_TYPE, relations)
        return Answer(200, about, page.encode(), keep=asked.has_only(known))

    def _relations(self, serving: Serving, found: Found, here: str) -> tuple[Relation, ...]:
        """Return the links between the forms of a thing (RFC 8288; RFC 6596 canonical)."""
        urls = Urls("")
        relations = [Relation(self._origin + here, "canonical")]
        for form in _forms(serving, found):
            url = urls.data(found, form.extension)
            if url != here:
                relations.append(Relation(url, "alternate", form.media_type))
        for lang in serving.languages:
            url = Urls(lang).page(found)
            if url != here:
                relations.append(Relation(url, "alternate", HTML.media_type, lang))
        if serving.opened.licence:
            relations.append(Relation(serving.opened.licence, "license"))
        return tuple(relations)


def language(asked: Asked) -> str:
    """Return the language to speak with who hasn't chosen one by a path."""
    serving = asked.open()
    offers = sorted(serving.languages, key=lambda lang: lang != serving.first_language)
    return best_language(asked.accept_language, offers)


def _forms(serving: Serving, found: Found) -> tuple[Format, ...]:
    """Return the formats that a thing can be had in, in the server's order."""
    had = serving.release.formats(found.number)
    return tuple(form for name, form in BY_NAME.items() if name in had)


def _url(asked: Asked, found: Found, form: Format) -> str:
    if form is HTML:
        return Urls(language(asked)).page(found)
    return Urls("").data(found, form.extension)


def _to_page(asked: Asked, found: Found) -> Answer:
    return _redirect(asked, 303, Urls(language(asked)).page(found), CHOSEN_BY[1:])


def _beside(asked: Asked, path: str) -> Found:
    """Return what stands at ``path`` with one slash more or less at its end."""
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
    found = asked.open().release.find(other)
    if found is None:
        raise Problem(404, problems.NOT_FOUND)
    return found


def _moved(asked: Asked, location: str) -> Answer:
    return _redirect(asked, 308, location, ())


def _redirect(asked: Asked, status: int, location: str, vary: tuple[str, ...]) -> Answer:
    return Answer(status, headers.redirect(location, asked.open().release.id, vary))
