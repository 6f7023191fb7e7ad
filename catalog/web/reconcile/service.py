"""The views of the service: which question is asked, and the answer with its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import msgspec

from catalog import formats
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.problems import Problem
from catalog.web.reconcile import candidates, extend, snippets, suggest
from catalog.web.reconcile.desk import Desk
from catalog.web.reconcile.manifest import manifest
from catalog.web.reconcile.payload import refusal
from catalog.web.reconcile.queries import EXTEND, QUERIES, read_batch, read_extension
from catalog.web.reconcile.scoring import FEATURES
from catalog.web.reconcile.types import KINDS, Types
from catalog.web.view import look

if TYPE_CHECKING:
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.pages import Pages
    from catalog.web.urls import Urls

LANGUAGE: Final = "lang"
POST: Final = "POST"
FIELDS: Final = 4
"""Fields of a form: one is asked for, and it should be told which one is too much."""


class Reconcile:
    """The views of the Reconciliation Service API."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._settings = settings
        self._pages = pages

    def endpoint(self, asked: Asked, lang: str = "") -> Answer:
        """Answer the manifest, a batch of queries, or a data extension query (§3.1, §4.3, §7.3).

        The specification knows no language, so each has its own endpoint; the one without is in
        the catalogue's first, or in ``lang``.
        """
        serving = asked.open()
        wanted = (QUERIES, EXTEND) if lang else (QUERIES, EXTEND, LANGUAGE)
        if asked.method == POST:
            asked.only(wanted[2:])
            form = self._form(asked)
        else:
            asked.only(wanted)
            form = {name: asked.parameters[name] for name in wanted[:2] if name in asked.parameters}
        _once(asked, wanted, empty=wanted[:2])
        if not lang:
            lang = asked.choice(LANGUAGE, serving.languages, serving.first_language)
        desk = self._desk(asked, lang)
        if len(form) > 1:
            raise refusal(QUERIES, QUERIES, EXTEND)
        limits = self._settings.limits
        if QUERIES in form:
            return self._json(desk, candidates.answer(desk, read_batch(form[QUERIES], limits)))
        if EXTEND in form:
            languages = desk.view.release.manifest.languages
            return self._json(
                desk, extend.answer(desk, read_extension(form[EXTEND], languages, limits))
            )
        return self._json(desk, manifest(desk), keep=True)

    def suggest(self, asked: Asked, lang: str, what: str) -> Answer:
        """Answer suggestions for what is being typed (§6.2).

        Other parameters are let be: OpenRefine's widget sends a dozen from Freebase's times.
        """
        desk = self._desk(asked, lang)
        _once(asked, ("prefix", "cursor"), empty=("prefix",))
        if "prefix" not in asked.parameters:
            raise parameters.missing("prefix")
        prefix = asked.text("prefix", self._settings.limits.iri_characters).strip()
        cursor = asked.number("cursor", 0, self._settings.limits.page_offset, 0)
        content = suggest.answer(desk, what, prefix, cursor)
        return self._json(desk, content, keep=asked.has_only(("prefix", "cursor")))

    def flyout(self, asked: Asked, lang: str, what: str) -> Answer:
        """Answer a small piece of HTML about what is suggested, within JSON (§6.5)."""
        desk = self._desk(asked, lang)
        name = self._id(asked)
        html = snippets.flyout(desk, self._pages, what, name)
        return self._json(desk, {"id": name, "html": html}, keep=True)

    def properties(self, asked: Asked, lang: str) -> Answer:
        """Answer the properties that things of a type can be extended with (§7.2)."""
        asked.only(("type", "limit"))
        _once(asked, ("type", "limit"), empty=("type",))
        desk = self._desk(asked, lang)
        name = asked.text("type", self._settings.limits.iri_characters)
        known = Types(desk).find(name) if name else None
        if name and known is None:
            raise parameters.wrong("type", *KINDS, "https://…")
        found = extend.proposals(desk, known)
        content: dict[str, object] = {"properties": found, "type": name}
        if asked.parameters.get("limit"):
            limit = asked.number("limit", 1, self._settings.limits.page_size, len(found))
            content |= {"properties": found[:limit], "limit": limit}
        return self._json(desk, content, keep=True)

    def preview(self, asked: Asked, lang: str) -> Answer:
        """Answer a thing in short, as a page for a client's frame (§5)."""
        desk = self._desk(asked, lang)
        page = snippets.preview(desk, self._pages, self._id(asked))
        about = headers.framed(desk.view.release.id, lang, formats.HTML_TYPE)
        return Answer(200, about, page.encode(), keep=True)

    def feature(self, asked: Asked, lang: str, name: str) -> Answer:
        """Answer the page that explains one of the features of a candidate (§2.1)."""
        asked.only(())
        view = look(asked, lang, self._settings.limits)
        if name not in FEATURES:
            raise Problem(404, problems.NOT_FOUND)

        def here(urls: Urls) -> str:
            return urls.reconcile_feature(name)

        page = self._pages.render(view, "reconcile/feature.html", here, title=None, feature=name)
        about = headers.page(view.release.id, lang, formats.HTML_TYPE, ())
        return Answer(200, about, page.encode(), keep=True)

    def _desk(self, asked: Asked, lang: str) -> Desk:
        view = look(asked, lang, self._settings.limits)
        return Desk(view, self._pages.translators[lang], self._settings.public_url.rstrip("/"))

    def _form(self, asked: Asked) -> dict[str, str]:
        """Read the form that was posted (WHATWG URL §5.1)."""
        if asked.content_type != formats.FORM_TYPE:
            raise Problem(415, problems.MEDIA_TYPE, {"known": (formats.FORM_TYPE,)})
        try:
            pairs = parse_qsl(
                asked.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS
            )
        except ValueError:  # also bytes that are no UTF-8
            raise Problem(400, problems.BODY, {"known": (formats.FORM_TYPE,)}) from None
        form = dict(pairs)
        if len(form) < len(pairs) or form.keys() - {QUERIES, EXTEND} or not form:
            names = ", ".join(dict.fromkeys(name[:40] for name, _ in pairs)) or "?"
            raise refusal(names, QUERIES, EXTEND)
        return form

    def _id(self, asked: Asked) -> str:
        asked.only(("id",))
        _once(asked, ("id",))
        name = asked.text("id", self._settings.limits.iri_characters)
        if not name:
            raise parameters.missing("id")
        return name

    def _json(self, desk: Desk, content: dict[str, object], *, keep: bool = False) -> Answer:
        about = headers.data(desk.view.release.id, formats.JSON_TYPE)
        return Answer(200, about, msgspec.json.encode(content), keep=keep)


def _once(asked: Asked, names: tuple[str, ...], empty: tuple[str, ...] = ()) -> None:
    """Raise Problem for one of ``names`` that is given twice, or is empty but not in ``empty``."""
    if asked.repeated in names:
        raise parameters.repeated(asked.repeated)
    for name in names:
        if name not in empty and asked.parameters.get(name) == "":
            raise parameters.empty(name)
