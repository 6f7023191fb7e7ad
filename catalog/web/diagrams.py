"""Class diagrams: on a page of their own, and as a drawing to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog import formats
from catalog.formats.rdfxml import IMPOSSIBLE
from catalog.release import modelled
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.problems import Problem
from catalog.web.reader import Reader
from catalog.web.view import look

if TYPE_CHECKING:
    from catalog.model.diagram import Diagram
    from catalog.release import Found
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.pages import Pages
    from catalog.web.view import View


class Diagrams:
    """The views of a diagram, which its model or type is named for in the query."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits
        self._pages = pages

    def page(self, asked: Asked, lang: str) -> Answer:
        """Answer the diagram as a page, with a table that says the same."""
        view = look(asked, lang, self._limits)
        found, diagram = self._asked(asked, view)
        record = view.release.record(found)
        page = self._pages.render(
            view, "diagram.html", lambda urls: urls.diagram(found),
            title=Reader(view.lang, view.languages).name(record), found=found, record=record,
            section="model", diagram=diagram,
        )  # fmt: skip
        relations = [Relation(self._origin + view.urls.diagram(found), "canonical")]
        if diagram.drawn:
            url = view.urls.diagram_file(found)
            relations.append(Relation(url, "alternate", formats.SVG_TYPE))
        about = headers.page(view.release.id, lang, formats.HTML_TYPE, tuple(relations))
        return Answer(200, about, page.encode(), keep=asked.has_only(("iri",)))

    def file(self, asked: Asked, lang: str) -> Answer:
        """Answer the drawing as SVG that stands alone: whole addresses, and no stylesheet."""
        view = look(asked, lang, self._limits)
        found, diagram = self._asked(asked, view)
        if not diagram.drawn:
            raise Problem(404, problems.NOT_FOUND)
        reader = Reader(view.lang, view.languages)
        drawing = self._pages.fragment(
            "diagram.svg", t=self._pages.translators[lang], lang=lang, reader=reader,
            urls=view.urls, manifest=view.release.manifest, diagram=diagram,
            title=reader.name(view.release.record(found)), origin=self._origin,
        )  # fmt: skip
        about = headers.data(view.release.id, formats.SVG_TYPE)
        # A sign that XML can't hold would make the whole file unreadable.
        body = IMPOSSIBLE.sub("\ufffd", drawing.strip()).encode()
        return Answer(200, about, body, keep=asked.has_only(("iri",)))

    def _asked(self, asked: Asked, view: View) -> tuple[Found, Diagram]:
        """Return what is named, and its diagram. Raises Problem where it has none."""
        found = view.release.find_iri(parameters.resource(asked, self._limits))
        diagram = modelled.diagram(view.release, found.number) if found else None
        if found is None or diagram is None:
            raise Problem(404, problems.NOT_FOUND)
        return found, diagram
