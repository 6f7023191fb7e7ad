"""Pages for people: from a Release and a request to HTML, by the templates in ``site/``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catalog import formats
from catalog.formats import FILES_BY_NAME, FORMATS
from catalog.model.address import LANGUAGES
from catalog.model.concept import Concept
from catalog.model.correspondence import ENDED, NEW
from catalog.web.flow import draw
from catalog.web.i18n import Translator
from catalog.web.pages_concept import notes_by_kind, tell
from catalog.web.pages_members import branches, codes_on
from catalog.web.pages_model import shown
from catalog.web.pages_overview import Overviews
from catalog.web.pages_requirement import held, reported
from catalog.web.pages_text import Prose
from catalog.web.paging import Pager, extended
from catalog.web.problems import Problem, detail
from catalog.web.reader import Reader
from catalog.web.safety import editor, safe_href
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from catalog.model.correspondence import Correspondence, Turn
    from catalog.model.dataset import Download
    from catalog.release import Found, Release
    from catalog.web.view import View

SECTIONS: Final = {
    "code": "code-list", "type": "model", "property": "model",
    "requirement-version": "requirement", "business-rule": "requirement", "dataset": "datasets",
    "catalog": "datasets",
}  # fmt: skip
"""The entry of the menu that a kind of thing belongs under, where it has another name."""
SINGLE: Final = ("code-list", "scheme", "collection")
"""Kinds of things that have files of their own and are too many for the page of datasets."""
MODELLED: Final = frozenset({"model", "type", "property"})
"""An information model and its parts."""
RECENT: Final = dt.timedelta(days=366)
"""How long the front page tells of a change: until the next turn of the year has passed."""
OPEN_TREE: Final = 60
"""Rows of a tree up to which it is shown unfolded."""


class Pages:
    """Renders every page of the site."""

    def __init__(self, site: Path, asset: Callable[[str], str]) -> None:
        """Use the templates, translations and texts below ``site``; ``asset`` makes URLs."""
        self.translators = {lang: Translator(site, lang) for lang in LANGUAGES}
        self._prose = Prose(site)
        self._overviews = Overviews()
        self._environment = Environment(
            loader=FileSystemLoader(site / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(asset=asset)
        self._environment.filters.update(safe_href=safe_href)

    def resource(
        self, view: View, found: Found, *, start: int = 0, on: dt.date | None = None
    ) -> str:
        """Return the page of a described thing; ``on`` is the day to show a code list for."""
        record = view.release.record(found)
        reader = Reader(view.lang, view.languages)
        name = reader.name(record)
        had = view.release.formats(found.number)
        # Most readers who want data want JSON; the other formats stand in the server's order.
        forms = sorted((form for form in FORMATS if form.name in had), key=lambda form: form.rdf)

        def here(urls: Urls, at: int = start) -> str:
            day = on.isoformat() if on else ""
            return extended(urls.page(found), on=day, start=str(at) if at else "")

        context: dict[str, object] = {
            "title": name, "found": found, "record": record, "forms": forms, "alternates": forms,
            "structured": _structured(view.release, found),
            "section": SECTIONS.get(record.kind, record.kind),
        }  # fmt: skip
        if isinstance(record, Concept):
            context["telling"] = tell(record, reader, view.today)
            template = "concept.html"
        else:
            context["files"] = _files(view, "" if found.kind == "catalog" else found.iri)
            context["notes"] = notes_by_kind(getattr(record, "notes", ()), reader)
            context["requirements"] = held(view, record)
            told = reported(view, record, on)
            template, more = told or self._members(view, found, start, on, here)
            context |= more
        return self.render(view, template, here, **context)

    def compare(self, view: View, found: Found, told: Correspondence, turns: Sequence[Turn]) -> str:
        """Return a code list on two days, side by side."""
        record = view.release.record(found)
        reader = Reader(view.lang, view.languages)
        return self.render(
            view, "compare.html", lambda urls: urls.compare(found, told.first, told.last),
            title=reader.name(record), found=found, told=told, turns=turns,
            section="code-list", shown=view.limits.tree_rows,
            follow=[it for it in told.changes if it.pairs],
            ended=[row for it in told.changes if it.kind == ENDED for row in it.old],
            new=[row for it in told.changes if it.kind == NEW for row in it.new],
            draw=lambda change: draw(change, reader),
        )  # fmt: skip

    def suggest(self, view: View, found: Found) -> str:
        """Return how to propose a change of a described thing."""
        record = view.release.record(found)
        return self.render(
            view, "suggest.html", lambda urls: urls.suggest(found),
            title=Reader(view.lang, view.languages).name(record), found=found, record=record,
            edit_url=editor(view.release.manifest.edit_url, record.file),
        )  # fmt: skip

    def front(self, view: View) -> str:
        """Return the front page."""
        turned = self._overviews.of(view.release, view.lang).turned
        recent = turned and turned[0][1].day > view.today - RECENT
        return self.render(
            view, "front.html", Urls.front, title=None, turned=turned if recent else ()
        )

    def search(self, view: View, *, text: str, kind: str, start: int) -> str:
        """Return the results of a search, or the search page where ``text`` is empty."""
        size = min(view.limits.page_size, 20)
        kinds = frozenset({kind} if kind else ())
        hits = view.searcher.search(text, view.lang, size=size, start=start, kinds=kinds)
        rows = view.release.summaries([hit.number for hit in hits.items]) if hits.items else ()
        return self.render(
            view, "search.html", lambda urls: urls.search(text, start, kind),
            title=None, text_wanted=text, kind=kind, hits=hits,
            results=list(zip(hits.items, rows, strict=True)),
            pager=Pager(min(hits.total, view.limits.page_offset), start, size,
                        lambda at: view.urls.search(text, at, kind)),
        )  # fmt: skip

    def letters(self, view: View, *, letter: str, start: int) -> str:
        """Return the terms that begin with a letter; with the first one where none is wanted."""
        counts = dict(self._overviews.of(view.release, view.lang).letters)
        if letter and letter not in counts:
            raise Problem(404, "not-found")
        chosen = letter or next(iter(counts), "")
        size = view.limits.page_size
        headings = view.release.headings(view.lang, chosen, start, size) if chosen else ()
        return self.render(
            view, "letters.html",
            # Another language may have no term with this letter: there the list begins anew.
            lambda urls: urls.letters(letter, start) if urls.lang == view.lang else urls.letters(),
            title=None, section="letters", letter=chosen, headings=headings,
            pager=_piece(counts.get(chosen, 0), start, size,
                         lambda at: view.urls.letters(chosen, at)),
        )  # fmt: skip

    def topics(self, view: View, *, slug: str, start: int) -> str:
        """Return the list of subject fields, or the concepts of the one named ``slug``."""
        topics = self._overviews.of(view.release, view.lang).topics
        if not slug:
            return self.render(view, "topics.html", Urls.topics, title=None, section="topics")
        topic = next((topic for topic in topics if topic[0] == slug), None)
        if topic is None:
            raise Problem(404, "not-found")
        size = view.limits.page_size
        page = view.release.topic(view.lang, slug, start, size)
        pager = _piece(page.total, start, size, lambda at: view.urls.topics(slug, at))
        # A slug is made of the text in one language, so the others get the list of all.
        return self.render(
            view, "topic.html",
            lambda urls: urls.topics(slug, start) if urls.lang == view.lang else urls.topics(),
            title=None, section="topics", topic=topic, page=page, pager=pager,
        )  # fmt: skip

    def listing(self, view: View, *, kind: str, start: int) -> str:
        """Return all things of a kind, a page at a time."""
        if f"kinds.{kind}" not in self.translators[view.lang]:
            raise Problem(404, "not-found")
        size = view.limits.page_size
        page = view.release.of_kind(kind, start, size)
        return self.render(
            view, "listing.html", lambda urls: urls.listing(kind, start),
            title=None, section=kind, kind=kind, page=page,
            pager=_piece(page.total, start, size, lambda at: view.urls.listing(kind, at)),
        )  # fmt: skip

    def datasets(self, view: View) -> str:
        """Return the datasets and every file that can be downloaded."""
        rows = view.release.of_kind("dataset", 0, view.limits.page_size).rows
        return self.render(
            view, "datasets.html", Urls.datasets, title=None, section="datasets",
            datasets=[(row, _files(view, row.link.iri)) for row in rows], whole=_files(view, ""),
            single=[kind for kind in SINGLE if view.release.manifest.counts.get(kind)],
        )  # fmt: skip

    def about(self, view: View) -> str:
        """Return the page on the catalogue and the service."""
        return self._text(view, "about", Urls.about)

    def accessibility(self, view: View) -> str:
        """Return the page on accessibility."""
        return self._text(view, "accessibility", Urls.accessibility)

    def problem(self, view: View | None, problem: Problem, lang: str) -> str:
        """Return the page for a request that can't be answered; without a Release, a bare one."""
        known = f"problem.{problem.code}.title" in self.translators["en"]
        code = problem.code if known else "other"
        t = self.translators.get(lang, self.translators["en"])
        context: dict[str, object] = {
            "problem": problem, "code": code, "detail": detail(problem, t),
        }  # fmt: skip
        if view is None:
            return self.fragment("problem_bare.html", t=t, lang=t.lang, **context)
        return self.render(view, "problem.html", None, title=None, **context)

    def problem_type(self, view: View, code: str) -> str:
        """Return the page that explains a kind of problem."""
        if f"problem.{code}.title" not in self.translators["en"]:
            raise Problem(404, "not-found")
        return self.render(view, "problem_type.html", None, title=None, code=code)

    def render(
        self, view: View, template: str, here: Callable[[Urls], str] | None, **context: object
    ) -> str:
        """Return a page by its template; ``here`` tells where it is in any language."""
        overview = self._overviews.of(view.release, view.lang)
        return self.fragment(
            template,
            t=self.translators[view.lang],
            lang=view.lang,
            reader=Reader(view.lang, view.languages),
            view=view,
            urls=view.urls,
            manifest=view.release.manifest,
            overview=overview,
            menu=overview.menu(view.urls),
            here=here(view.urls) if here else "",
            elsewhere=[(lang, (here or Urls.front)(Urls(lang))) for lang in view.languages],
            **{"alternates": (), "section": "", "structured": "", **context},
        )

    def fragment(self, template: str, **context: object) -> str:
        """Return a template filled with nothing but ``context``."""
        return self._environment.get_template(template).render(**context)

    def _text(self, view: View, name: str, here: Callable[[Urls], str]) -> str:
        catalogs = view.release.of_kind("catalog", 0, 1).rows
        found = view.release.find_iri(catalogs[0].link.iri) if catalogs else None
        return self.render(
            view, "text.html", here, title=None, name=name,
            body=self._prose.html(name, view.lang, self._facts(view)),
            record=view.release.record(found) if found and name == "about" else None,
        )  # fmt: skip

    def _facts(self, view: View) -> dict[str, str]:
        manifest, urls = view.release.manifest, view.urls
        return {
            "title": Reader(view.lang, view.languages).choose(manifest.title).text,
            "base": manifest.base_iri,
            "version": manifest.version or manifest.id,
            "datasets": urls.datasets(),
            "api": urls.api_page(),
            "api_search": urls.api_search(),
            "api_suggest": urls.api_suggest(),
            "about": urls.about(),
        }

    def _members(
        self, view: View, found: Found, start: int, on: dt.date | None,
        here: Callable[[Urls, int], str],
    ) -> tuple[str, dict[str, object]]:  # fmt: skip
        """Return the template of what holds others, and what of it to show."""
        size, limits = view.limits.page_size, view.limits
        release, number = view.release, found.number

        def pager(total: int, piece: int) -> Pager:
            return _piece(total, start, piece, lambda at: here(view.urls, at))

        if found.kind in MODELLED:
            return f"{found.kind}.html", shown(view, found)
        if found.kind == "code-list":
            total = release.members(number, "tree", 0, 0).total
            piece = limits.tree_rows if total <= limits.tree_rows else size
            page = release.members(number, "tree", start, piece)
            day = on or view.today
            return "code_list.html", {
                "day": day, "chosen": on is not None, "codes": codes_on(page.rows, day),
                "turns": release.turns(number), "pager": pager(total, piece),
            }  # fmt: skip
        if found.kind == "scheme":
            page = release.members(number, "tree", 0, limits.tree_rows)
            if page.total or not release.members(number, "top", 0, 1).total:
                return "scheme.html", {
                    "tree": branches(page.rows), "unfolded": page.total <= OPEN_TREE,
                    "page": None, "pager": None,
                }  # fmt: skip
            page = release.members(number, "top", start, size)
            return "scheme.html", {"tree": (), "page": page, "pager": pager(page.total, size)}
        if found.kind == "collection":
            page = release.members(number, "members", start, size)
            return "collection.html", {"page": page, "pager": pager(page.total, size)}
        page = release.members(number, "parts", start, size)
        template = "dataset.html" if found.kind in {"dataset", "catalog"} else "thing.html"
        return template, {"page": page, "pager": pager(page.total, size)}


def _files(view: View, owner: str) -> list[Download]:
    """Return the files that hold a thing, by its IRI; those of everything where it is empty."""
    files = [file for file in view.release.manifest.downloads if file.owner == owner]
    # As with documents: most who want data want a table or JSON.
    return sorted(files, key=lambda file: FILES_BY_NAME[file.format].rdf)


def _structured(release: Release, found: Found) -> Markup:
    """Return what search engines read of a thing: schema.org, written to be safe in a script."""
    document = release.document(found.number, f"{formats.JSON_LD.name}:{formats.SCHEMA_ORG}")
    return Markup(document.body.decode().strip() if document else "")  # noqa: S704 — formats.schema_org escapes


def _piece(total: int, start: int, size: int, url: Callable[[int], str]) -> Pager:
    """Return a piece of a list. Raises Problem where the list has ended before it."""
    if start and start >= total:
        raise Problem(404, "not-found")
    return Pager(total, start, size, url)
