"""HTML in small: the preview of a thing in a client's frame, and flyouts (0.2 §5, §6.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.model.concept import Code, Concept
from catalog.web import problems
from catalog.web.problems import Problem
from catalog.web.reconcile import properties, suggest
from catalog.web.reconcile.candidates import describe
from catalog.web.reconcile.types import KINDS, Types

if TYPE_CHECKING:
    from catalog.web.pages import Pages
    from catalog.web.reconcile.desk import Desk


def preview(desk: Desk, pages: Pages, iri: str) -> str:
    """Return a page of its own for a frame; nothing in it runs. Raises Problem for no thing."""
    release = desk.view.release
    found = release.find_iri(iri)
    if found is None or found.kind not in KINDS:
        raise Problem(404, problems.NOT_FOUND)
    record = release.record(found)
    concept = record if isinstance(record, Concept) else None
    texts = [one.text for one in concept.definitions] if concept else list(record.description)
    return pages.fragment(
        "reconcile/preview.html",
        t=desk.t, lang=desk.view.lang, reader=desk.reader, urls=desk.view.urls,
        manifest=release.manifest, record=record, page=desk.url(desk.view.urls.page(found)),
        heading=isinstance(record, Code) and not record.reportable,
        notations=concept.notations if concept else (),
        also=desk.reader.split(concept.alt)[0] if concept and concept.alt else (),
        lists=record.schemes if isinstance(record, Code) else (),
        broader=tuple(properties.FETCHED["broader"].read(record)),
        replaced_by=concept.replaced_by if concept else (),
        definitions=desk.reader.split(texts)[0] if texts else (),
    )  # fmt: skip


def flyout(desk: Desk, pages: Pages, what: str, name: str) -> str:
    """Return the HTML that stands beside a suggestion. Raises Problem where there is no such."""
    title, description = "", ""
    if what == suggest.ENTITY:
        found = desk.view.release.find_iri(name)
        if found is not None and found.kind in KINDS:
            [row] = desk.view.release.summaries([found.number])
            title, description = desk.name(row.link), describe(desk, row)
    elif what == suggest.TYPE:
        known = Types(desk).find(name)
        if known is not None:
            title, description = known.name, known.id
    elif name in properties.BY_PID:
        title = desk.t(f"reconcile.property.{name}")
        description = suggest.about(desk, properties.BY_PID[name])
    if not title:
        raise Problem(404, problems.NOT_FOUND)
    return pages.fragment("reconcile/flyout.html", title=title, description=description)
