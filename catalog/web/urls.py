"""Every URL of the site, as a path from the server's root; no template or view spells one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from catalog.model.address import LANGUAGES, OWN

if TYPE_CHECKING:
    import datetime as dt

    from catalog.model.resource import Link, Resource
    from catalog.release import Found

SAFE: Final = "/:@!$&'()*+,;=~"
CONTEXT_VERSION: Final = "1"

_LANG: Final = f"<any({','.join(LANGUAGES)}):lang>"
_SUGGESTED: Final = "<any(entity,type,property):what>"
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
    "compare": f"/{_LANG}/{OWN}/compare",
    "validate": f"/{_LANG}/{OWN}/validate",
    "diagram": f"/{_LANG}/{OWN}/diagram",
    "diagram_file": f"/{_LANG}/{OWN}/diagram.svg",
    "page_of_iri": f"/{_LANG}/{OWN}/iri",
    "page": f"/{_LANG}/<path:path>",
    "iri": f"/{OWN}/iri",
    "data_of_iri": f"/{OWN}/iri.<extension>",
    "downloads": "/downloads/",
    "manifest": "/downloads/manifest.json",
    "releases": "/downloads/releases.json",
    "download": "/downloads/<path:name>",
    "api_search": "/api/search",
    "api_suggest": "/api/suggest",
    "api": "/api/",
    "api_page": f"/{_LANG}/{OWN}/api",
    "openapi_yaml": "/api/openapi.yaml",
    "openapi_json": "/api/openapi.json",
    "api_resolve": "/api/resolve",
    "api_resource": "/api/resource",
    "api_batch": "/api/batch",
    "api_hierarchy": "/api/hierarchy",
    "api_codes": "/api/codes",
    "codes_table": "/api/codes.csv",
    "api_correspondence": "/api/correspondence",
    "correspondence_table": "/api/correspondence.csv",
    "api_changes": "/api/changes",
    "api_validate": "/api/validate/<requirement>",
    "api_requirements": "/api/requirements",
    "reconcile": "/api/reconcile",
    "reconcile_in": f"/api/reconcile/{_LANG}",
    "reconcile_suggest": f"/api/reconcile/{_LANG}/suggest/{_SUGGESTED}",
    "reconcile_flyout": f"/api/reconcile/{_LANG}/flyout/{_SUGGESTED}",
    "reconcile_properties": f"/api/reconcile/{_LANG}/properties",
    "reconcile_preview": f"/api/reconcile/{_LANG}/preview",
    "reconcile_feature": f"/api/reconcile/{_LANG}/features/<name>",
    "health": f"/{OWN}/health",
    "context": f"/{OWN}/context/{CONTEXT_VERSION}.jsonld",
    "schema": f"/{OWN}/schemas/<name>",
    "asset": f"/{OWN}/static/<fingerprint>/<path:name>",
    "problem_type": f"/{OWN}/problems/<code>",
    "robots": "/robots.txt",
    "sitemaps": "/sitemap.xml",
    "sitemap": "/sitemap/<int(max=999999):number>.xml",
    "opensearch": f"/{_LANG}/{OWN}/opensearch.xml",
    "suggestions": f"/{_LANG}/{OWN}/suggestions",
    "feed": "/feed/<name>",
    "void": "/.well-known/void",
    "thing": "/<path:path>",
}
"""Name of each kind of URL and its pattern, as Werkzeug's router reads them."""

CONCEPTS: Final = "begrep"
MODELS: Final = "modeller"
DATASETS: Final = "datasett"
VOID: Final = "void"
FEEDS: Final = (CONCEPTS, MODELS, DATASETS)
"""What the national harvester fetches; registered there, so these never change."""

POSTED: Final[dict[str, tuple[str, ...]]] = {
    "api_batch": ("POST",),
    "api_validate": ("POST",),
    "validate": ("GET", "POST"),
    "reconcile": ("GET", "POST"),
    "reconcile_in": ("GET", "POST"),
}
"""Kinds of URL that take POST, with all methods that they take; every other takes only GET."""
MESSAGES: Final = frozenset({"api_validate", "validate"})
"""Kinds of URL where what is posted may be as large as a message."""


@dataclass(frozen=True, slots=True)
class Urls:
    """The URLs of one interface language."""

    lang: str

    def page(self, thing: Link | Found) -> str:
        """Return the page of a described thing (HTML in this language)."""
        if thing.path is None:
            return f"/{self.lang}/{OWN}/iri?{urlencode({'iri': thing.iri})}"
        return f"/{self.lang}/{quote(thing.path, safe=SAFE)}"

    def page_on(self, thing: Link | Found, day: str) -> str:
        """Return the page of a code list or a requirement as of a day (``YYYY-MM-DD``)."""
        page = self.page(thing)
        return f"{page}{'&' if '?' in page else '?'}{urlencode({'on': day})}"

    def thing(self, thing: Link | Found) -> str:
        """Return the path that stands for the thing itself and answers 303."""
        if thing.path is None:
            return f"/{OWN}/iri?{urlencode({'iri': thing.iri})}"
        return f"/{quote(thing.path, safe=SAFE)}"

    def data(self, thing: Link | Found, extension: str, profile: str = "") -> str:
        """Return the document of a thing in the format with that extension, and in a profile."""
        wanted = {"_profile": profile} if profile else {}
        if thing.path is None:
            return f"/{OWN}/iri.{extension}?{urlencode({'iri': thing.iri} | wanted)}"
        query = f"?{urlencode(wanted)}" if wanted else ""
        return f"/{quote(thing.path, safe=SAFE)}.{extension}{query}"

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

    def compare(self, thing: Link | Found | Resource, first: dt.date, last: dt.date) -> str:
        """Return a code list on two days, side by side."""
        return self._own("compare", _between("iri", thing.iri, first, last))

    def diagram(self, thing: Link | Found | Resource) -> str:
        """Return the class diagram of a model, or of a type and its neighbours."""
        return self._own("diagram", {"iri": thing.iri})

    def diagram_file(self, thing: Link | Found | Resource) -> str:
        """Return the same as a drawing."""
        return self._own("diagram.svg", {"iri": thing.iri})

    def comparing(self) -> str:
        """Return where the form that asks for two days sends them."""
        return self._own("compare", {})

    def validate_page(self, requirement: str = "", version: str = "") -> str:
        """Return where people check a message, against a version of a requirement where given."""
        wanted = {"requirement": requirement, "version": version}
        return self._own("validate", {name: value for name, value in wanted.items() if value})

    def download(self, name: str, release: str = "") -> str:
        """Return a file of the newest Release, or of the one with that id, for ever."""
        return f"/downloads/{quote(f'{release}/{name}' if release else name)}"

    def releases(self) -> str:
        """Return the list of the Releases whose files are archived."""
        return self.download("releases.json")

    def feed(self, name: str, extension: str = "") -> str:
        """Return a feed, or what sends on to it in the format that the client prefers."""
        return f"/feed/{name}.{extension}" if extension else f"/feed/{name}"

    def void(self) -> str:
        """Return where software looks for a description of the data (VoID §7.2, RFC 8615)."""
        return "/.well-known/void"

    def api(self) -> str:
        """Return the start of the API."""
        return "/api/"

    def openapi(self) -> str:
        """Return the description of the API."""
        return "/api/openapi.yaml"

    def home(self) -> str:
        """Return the path that leads to a front page by language."""
        return "/"

    def downloads(self) -> str:
        """Return what leads to all files."""
        return "/downloads/"

    def manifest(self) -> str:
        """Return the list of the downloads, with sizes and sha256."""
        return self.download("manifest.json")

    def health(self) -> str:
        """Return where a watcher asks whether the service works."""
        return f"/{OWN}/health"

    def robots(self) -> str:
        """Return the file that crawlers ask for first."""
        return "/robots.txt"

    def sitemaps(self) -> str:
        """Return the index of the sitemaps."""
        return "/sitemap.xml"

    def sitemap(self, number: int) -> str:
        """Return a part of the sitemap, counted from 1."""
        return f"/sitemap/{number}.xml"

    def opensearch(self) -> str:
        """Return what tells a browser how to search here."""
        return self._own("opensearch.xml", {})

    def suggestions(self) -> str:
        """Return what a browser shows while somebody types in its search field."""
        return self._own("suggestions", {})

    def openapi_json(self) -> str:
        """Return the description of the API as JSON."""
        return "/api/openapi.json"

    def api_page(self) -> str:
        """Return the page about the API."""
        return self._own("api", {})

    def api_resolve(self) -> str:
        """Return where the API finds what has exactly a name."""
        return "/api/resolve"

    def api_resource(self, wanted: dict[str, str] | None = None) -> str:
        """Return where the API tells of one resource."""
        return "/api/resource" + (f"?{urlencode(wanted)}" if wanted else "")

    def api_batch(self) -> str:
        """Return where the API looks up many IRIs."""
        return "/api/batch"

    def api_hierarchy(self) -> str:
        """Return where the API tells what is above and below."""
        return "/api/hierarchy"

    def api_codes(self, thing: Link | Found | None = None, day: dt.date | None = None) -> str:
        """Return where the API tells the codes of a list that are valid on a day."""
        if thing is None or day is None:
            return "/api/codes"
        return f"/api/codes?{urlencode({'scheme': thing.iri, 'on': day.isoformat()})}"

    def codes_table(self, thing: Link | Found, day: dt.date) -> str:
        """Return the same as a table."""
        return f"/api/codes.csv?{urlencode({'scheme': thing.iri, 'on': day.isoformat()})}"

    def api_correspondences(self) -> str:
        """Return where the API tells which codes stand for which on another day."""
        return "/api/correspondence"

    def api_correspondence(self, thing: Link | Found, first: dt.date, last: dt.date) -> str:
        """Return where the API tells which codes of a list stand for which on another day."""
        return f"/api/correspondence?{urlencode(_between('scheme', thing.iri, first, last))}"

    def correspondence_table(self, thing: Link | Found, first: dt.date, last: dt.date) -> str:
        """Return the same as a table."""
        return f"/api/correspondence.csv?{urlencode(_between('scheme', thing.iri, first, last))}"

    def api_changes(self, wanted: dict[str, str] | None = None) -> str:
        """Return where the API tells what has changed, with the parameters where given."""
        return "/api/changes" + (f"?{urlencode(wanted)}" if wanted else "")

    def api_requirements(self, wanted: dict[str, str] | None = None) -> str:
        """Return where the API tells the versions of requirements, and which apply on a day."""
        return "/api/requirements" + (f"?{urlencode(wanted)}" if wanted else "")

    def api_validate(self, requirement: str) -> str:
        """Return where programs have a message judged."""
        return f"/api/validate/{quote(requirement, safe=SAFE)}"

    def api_search(self, wanted: dict[str, str] | None = None) -> str:
        """Return the search of the API, with the parameters where given."""
        return "/api/search" + (f"?{urlencode(wanted)}" if wanted else "")

    def api_suggest(self) -> str:
        """Return the suggestions of the API."""
        return "/api/suggest"

    def page_of_iri(self, iri: str) -> str:
        """Return where the page of an IRI is found; ``iri`` is percent-encoded already."""
        return f"/{self.lang}/{OWN}/iri?iri={iri}"

    def reconcile(self) -> str:
        """Return the endpoint of the Reconciliation Service API in the first language."""
        return "/api/reconcile"

    def reconcile_in(self) -> str:
        """Return its endpoint in this language."""
        return f"/api/reconcile/{self.lang}"

    def reconcile_suggest(self, what: str) -> str:
        """Return where things, types or properties are suggested."""
        return f"{self.reconcile_in()}/suggest/{what}"

    def reconcile_flyout(self, what: str, name: str) -> str:
        """Return what is shown beside a suggestion; ``name`` is percent-encoded already."""
        return f"{self.reconcile_in()}/flyout/{what}?id={name}"

    def reconcile_properties(self) -> str:
        """Return the properties that things of a type have."""
        return f"{self.reconcile_in()}/properties"

    def reconcile_preview(self, name: str) -> str:
        """Return a thing in short, for a frame; ``name`` is percent-encoded already."""
        return f"{self.reconcile_in()}/preview?id={name}"

    def reconcile_feature(self, name: str) -> str:
        """Return the page on what a candidate is judged by."""
        return f"{self.reconcile_in()}/features/{name}"

    def context(self, version: str) -> str:
        """Return the JSON-LD context of a version."""
        return f"/{OWN}/context/{version}.jsonld"

    def schema(self, name: str) -> str:
        """Return the JSON Schema of an answer, or of what a command writes as JSON."""
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


def _between(name: str, iri: str, first: dt.date, last: dt.date) -> dict[str, str]:
    return {name: iri, "from": first.isoformat(), "to": last.isoformat()}
