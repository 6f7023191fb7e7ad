"""A resource's IRI, its documents and its page: 303, then stored bytes or a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from catalog import formats
from catalog.formats import BY_EXTENSION, HTML
from catalog.model.concept import Concept
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer, Ready, Stream
from catalog.web.choosing import (
    PROFILE,
    Form,
    alternates,
    tokens,
    wanted_form,
    wanted_variant,
)
from catalog.web.forms import forms_of
from catalog.web.headers import Relation
from catalog.web.negotiate import best_language
from catalog.web.problems import Problem
from catalog.web.urls import Urls
from catalog.web.view import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.formats import Format
    from catalog.model.resource import Link, Resource
    from catalog.release import Found
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.current import Serving
    from catalog.web.downloads import Downloads
    from catalog.web.pages import Pages

PAGE_PARAMETERS = ("start", "on")
ALTERNATES = ("alt", "all")
"""What the standard calls the list of forms, and what its earlier drafts did."""


class Things:
    """The views of everything that has an IRI."""

    def __init__(self, settings: Settings, pages: Pages, downloads: Downloads) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages
        self._downloads = downloads

    def thing(self, asked: Asked, path: str) -> Answer | Stream | Ready:
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

    def data_of_iri(self, asked: Asked, extension: str) -> Answer | Stream | Ready:
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
        iri = parameters.resource(asked, self._limits)
        release = asked.open().release
        # A fragment names a part of a thing, which the thing's own document describes.
        found = release.find_iri(iri) or release.find_iri(iri.partition("#")[0])
        if found is None:
            raise parameters.unknown("iri", iri)
        return found

    def _see(self, asked: Asked, found: Found) -> Answer:
        """Send on to the document that the client would rather have (httpRange-14, 303)."""
        serving = asked.open()
        forms = forms_of(serving, found)
        if asked.parameters.get(PROFILE) in ALTERNATES:
            return self._alternates(asked, found, forms)
        form, heard = wanted_form(asked, forms)
        # The standard wants the chosen profile told on the redirect too, and every token.
        links = (
            *form.kept(),
            *alternates(forms),
            *tokens(forms),
            Relation(found.iri, "cite-as"),
        )
        about = headers.redirect(form.at(language(asked)), serving.release.id, heard, links)
        return Answer(303, about)

    def _alternates(self, asked: Asked, found: Found, forms: Sequence[Form]) -> Answer:
        """Answer which forms there are (Content Negotiation by Profile §8.2, "alt")."""
        serving = asked.open()
        links = (*alternates(forms), *tokens(forms))
        content = {
            "iri": found.iri,
            "alternates": [
                {key: value for key, value in told.items() if value}
                for form in forms
                for told in form.told(self._origin)
            ],
        }
        about = headers.data(serving.release.id, formats.JSON_TYPE, links)
        body = msgspec.json.format(msgspec.json.encode(content), indent=2)
        return Answer(200, about, body, keep=asked.has_only((PROFILE, "iri")))

    def _document(self, asked: Asked, found: Found, form: Format) -> Answer | Stream | Ready:
        forms = forms_of(asked.open(), found)
        variant = wanted_variant(asked, forms, form)
        return self.document(asked, found, forms, variant)

    def document(
        self, asked: Asked, found: Found, forms: Sequence[Form], variant: Form
    ) -> Answer | Stream | Ready:
        """Answer the stored bytes of a form, or the file that it is."""
        serving = asked.open()
        if variant.file:
            return self._downloads.file(asked, variant.file)
        document = serving.release.document(found.number, variant.document)
        if document is None:
            raise Problem(404, problems.NOT_FOUND)
        relations = self._relations(serving, found, forms, variant)
        about = headers.data(serving.release.id, variant.format.content_type, relations)
        known = (PROFILE,) if found.path is not None else (PROFILE, "iri")
        return Answer(200, about, document.body, document.etag, keep=asked.has_only(known))

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
        forms = forms_of(serving, found)
        relations = self._relations(serving, found, forms, forms[0], lang)
        about = headers.page(serving.release.id, lang, formats.HTML_TYPE, relations)
        return Answer(200, about, page.encode(), keep=asked.has_only(known))

    def _relations(
        self, serving: Serving, found: Found, forms: Sequence[Form], here: Form, lang: str = ""
    ) -> tuple[Relation, ...]:
        """Return what a document leads to (RFC 8288): its other forms, and what it belongs to."""
        url = here.at(lang)
        relations = [Relation(self._origin + url, "canonical")]  # RFC 6596
        relations += here.kept()  # RFC 6906
        relations += [link for link in alternates(forms) if link.url != url]
        relations.append(Relation(found.iri, "cite-as"))  # RFC 8574
        history = Urls("").api_changes({"iri": found.iri})
        relations.append(Relation(history, "version-history", formats.JSON_TYPE))  # RFC 5829
        if serving.opened.licence:
            relations.append(Relation(serving.opened.licence, "license"))
        relations += [
            Relation(Urls("").thing(link), "collection")  # RFC 6573
            for link in _holders(serving.release.record(found))
        ]
        return tuple(relations)


def language(asked: Asked) -> str:
    """Return the language to speak with who hasn't chosen one by a path."""
    serving = asked.open()
    offers = sorted(serving.languages, key=lambda lang: lang != serving.first_language)
    return best_language(asked.accept_language, offers)


def _holders(record: Resource) -> tuple[Link, ...]:
    """Return the schemes and collections of ours that a thing is in."""
    if not isinstance(record, Concept):
        return ()
    return tuple(link for link in (*record.schemes, *record.collections) if link.kind)


def _to_page(asked: Asked, found: Found) -> Answer:
    return _redirect(asked, 303, Urls(language(asked)).page(found), ("Accept-Language",))


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
