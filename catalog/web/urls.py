"""Every URL of the site, as a path from the server's root; no template or view spells one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from catalog.model.address import LANGUAGES, OWN

if TYPE_CHECKING:
    from catalog.model.resource import Link, Resource
    from catalog.release import Found

SAFE: Final = "/:@!$&'()*+,;=~"
CONTEXT_VERSION: Final = "1"

_LANG: Final = f"<any({','.join(LANGUAGES)}):lang>"
ROUTES: Final = {
    "home": "/",
    "front": f"/{_LANG}/",
    "search": f"/{_LANG}/{OWN}/search",
    "letters": f"/{_LANG}/{OWN}/a-z",
    "topics": f"/{_LANG}/{OWN}/subjects",
    "listing": f"/{_LANG}/{OWN}/all/<kind>",
    "datasets": f"/{_LANG}/{OWN}/datasets",
    "about": f"/{_LANG}/{OWN}/about",
    "accessibility": f"/{_LANG}/{OWN}/accessibility",
    "suggest": f"/{_LANG}/{OWN}/suggest",
    "page_of_iri": f"/{_LANG}/{OWN}/iri",
    "page": f"/{_LANG}/<path:path>",
    "iri": f"/{OWN}/iri",
    "data_of_iri": f"/{OWN}/iri.<extension>",
    "manifest": "/downloads/manifest.json",
    "download": "/downloads/<path:name>",
    "api_search": "/api/search",
    "api_suggest": "/api/suggest",
    "health": f"/{OWN}/health",
    "context": f"/{OWN}/context/{CONTEXT_VERSION}.jsonld",
    "schema": f"/{OWN}/schemas/<name>",
    "asset": f"/{OWN}/static/<fingerprint>/<path:name>",
    "problem_type": f"/{OWN}/problems/<code>",
    "robots": "/robots.txt",
    "thing": "/<path:path>",
}
"""Name of each kind of URL and its pattern, as Werkzeug's router reads them."""


@dataclass(frozen=True, slots=True)
class Urls:
    """The URLs of one interface language."""

    lang: str

    def page(self, thing: Link | Found) -> str:
        """Return the page of a described thing (HTML in this language)."""
        if thing.path is None:
            return f"/{self.lang}/{OWN}/iri?{urlencode({'iri': thing.iri})}"
        return f"/{self.lang}/{quote(thing.path, safe=SAFE)}"

    def thing(self, thing: Link | Found) -> str:
        """Return the path that stands for the thing itself and answers 303."""
        if thing.path is None:
            return f"/{OWN}/iri?{urlencode({'iri': thing.iri})}"
        return f"/{quote(thing.path, safe=SAFE)}"

    def data(self, thing: Link | Found, extension: str) -> str:
        """Return the document of a thing in the format with that extension."""
        if thing.path is None:
            return f"/{OWN}/iri.{extension}?{urlencode({'iri': thing.iri})}"
        return f"/{quote(thing.path, safe=SAFE)}.{extension}"

    def front(self) -> str:
        """Return the front page."""
        return f"/{self.lang}/"

    def search(self, text: str = "", start: int = 0, kind: str = "") -> str:
        """Return the search page, for ``text`` where given."""
        wanted = {"q": text, "kind": kind, "start": str(start) if start else ""}
        return self._own("search", {name: value for name, value in wanted.items() if value})

    def letters(self, letter: str = "", start: int = 0) -> str:
        """Return the alphabetical list, at a letter where given."""
        wanted = {"letter": letter, "start": str(start) if start else ""}
        return self._own("a-z", {name: value for name, value in wanted.items() if value})

    def topics(self, slug: str = "", start: int = 0) -> str:
        """Return the list of subject fields, or the concepts of one."""
        wanted = {"subject": slug, "start": str(start) if start else ""}
        return self._own("subjects", {name: value for name, value in wanted.items() if value})

    def listing(self, kind: str, start: int = 0) -> str:
        """Return the list of all things of a kind, as ``code-list`` or ``scheme``."""
        return self._own(f"all/{kind}", {"start": str(start)} if start else {})

    def datasets(self) -> str:
        """Return the page of datasets and downloads."""
        return self._own("datasets", {})

    def about(self) -> str:
        """Return the page about the catalogue and the service."""
        return self._own("about", {})

    def accessibility(self) -> str:
        """Return the page on accessibility."""
        return self._own("accessibility", {})

    def suggest(self, thing: Link | Found | Resource) -> str:
        """Return the page that tells how to propose a change of a thing."""
        return self._own("suggest", {"iri": thing.iri})

    def download(self, name: str) -> str:
        """Return a whole-dataset file of the Release."""
        return f"/downloads/{quote(name)}"

    def home(self) -> str:
        """Return the path that leads to a front page by language."""
        return "/"

    def manifest(self) -> str:
        """Return the list of the downloads, with sizes and sha256."""
        return self.download("manifest.json")

    def health(self) -> str:
        """Return where a watcher asks whether the service works."""
        return f"/{OWN}/health"

    def robots(self) -> str:
        """Return the file that crawlers ask for first."""
        return "/robots.txt"

    def api_search(self, wanted: dict[str, str] | None = None) -> str:
        """Return the search of the API, with the parameters where given."""
        return "/api/search" + (f"?{urlencode(wanted)}" if wanted else "")

    def api_suggest(self) -> str:
        """Return the suggestions of the API."""
        return "/api/suggest"

    def context(self, version: str) -> str:
        """Return the JSON-LD context of a version."""
        return f"/{OWN}/context/{version}.jsonld"

    def schema(self, name: str) -> str:
        """Return the JSON Schema of what a command writes with ``--format json``."""
        return f"/{OWN}/schemas/{quote(name)}"

    def static(self, fingerprint: str, name: str) -> str:
        """Return a static file; its fingerprint is part of the path, so it never changes."""
        return f"/{OWN}/static/{fingerprint}/{quote(name)}"

    def problem(self, code: str) -> str:
        """Return the page that explains a kind of problem (RFC 9457 ``type``)."""
        return f"/{OWN}/problems/{code}"

    def _own(self, name: str, wanted: dict[str, str]) -> str:
        query = f"?{urlencode(wanted)}" if wanted else ""
        return f"/{self.lang}/{OWN}/{name}{query}"
