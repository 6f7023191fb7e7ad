"""REDbot, which knows what HTTP asks of an answer and of a cache, finds nothing to mend."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pytest

from catalog.web.app import create_app
from catalog.web.urls import ROUTES
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.settings import Settings
    from tests.web.conftest import Live

pytestmark = pytest.mark.conformance

SCRIPT: Final = PROJECT / "tests" / "conformance" / "redbot_notes.py"
THING: Final = "https%3A%2F%2Fdata.bufdir.example%2Fbegrep%2Fadopsjon"
LIST: Final = "https%3A%2F%2Fdata.bufdir.example%2Fkodelister%2Fmelder"
MODEL: Final = "https%3A%2F%2Fdata.bufdir.example%2Fmodeller%2Fbarnevernsregister%2F4.0.1"
DAYS: Final = "from=2025-12-31&to=2026-01-01"
FORMATS: Final = ("ttl", "jsonld", "nt", "rdf", "json", "jskos")
BATCH: Final = '{"iris": ["https://data.bufdir.example/begrep/adopsjon"]}'
XML: Final = {"Content-Type": "application/xml"}
UPLOAD: Final = {"Content-Type": "multipart/form-data; boundary=X"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Ask:
    """A request; ``{asset}`` and ``{release}`` in its URL are filled in."""

    url: str
    status: int = 200
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


EVERY: Final[dict[str, tuple[Ask, ...]]] = {
    "home": (Ask("/", 303),),
    "front": (Ask("/nb/"), Ask("/nb/", method="HEAD")),
    "search": (Ask("/nn/-/search?q=barn"),),
    "letters": (Ask("/en/-/a-z"),),
    "topics": (Ask("/nb/-/subjects"),),
    "listing": (Ask("/nb/-/all/code-list"),),
    "datasets": (Ask("/nb/-/datasets"),),
    "about": (Ask("/nb/-/about"),),
    "accessibility": (Ask("/nb/-/accessibility"),),
    "suggest": (Ask(f"/nb/-/suggest?iri={THING}"),),
    "compare": (Ask(f"/nb/-/compare?iri={LIST}&{DAYS}"),),
    "diagram": (Ask(f"/nb/-/diagram?iri={MODEL}"),),
    "diagram_file": (Ask(f"/nb/-/diagram.svg?iri={MODEL}"),),
    "validate": (
        Ask("/nb/-/validate"),
        Ask("/nb/-/validate?requirement=barnevernsregister&version=4.0.1"),
        Ask("/nb/-/validate", 400, "POST", UPLOAD, "--X--\r\n"),
        Ask("/nb/-/validate", 415, "POST", FORM, "a=b"),
    ),
    "page_of_iri": (Ask(f"/nb/-/iri?iri={THING}", 308),),
    "page": (Ask("/nb/begrep/adopsjon"), Ask("/nb/kodelister/melder")),
    "iri": (Ask(f"/-/iri?iri={THING}", 303),),
    "data_of_iri": (Ask(f"/-/iri.ttl?iri={THING}", 308),),
    "downloads": (Ask("/downloads/", 303),),
    "manifest": (Ask("/downloads/manifest.json"),),
    "releases": (Ask("/downloads/releases.json"),),
    "download": (
        *(Ask(f"/downloads/catalog.{it}") for it in (*FORMATS, "csv", "xlsx", "zip")),
        Ask("/downloads/{release}/catalog.ttl"),
        Ask("/downloads/catalog.nt", method="HEAD"),
    ),
    "api": (Ask("/api/"), Ask("/api/", 303, headers={"Accept": "text/html"})),
    "api_page": (Ask("/nb/-/api"),),
    "openapi_yaml": (Ask("/api/openapi.yaml"),),
    "openapi_json": (Ask("/api/openapi.json"),),
    "api_search": (Ask("/api/search?q=barn"), Ask("/api/search?x=1", 400)),
    "api_suggest": (Ask("/api/suggest?q=ba"),),
    "api_resolve": (Ask("/api/resolve?label=adopsjon"),),
    "api_resource": (Ask(f"/api/resource?iri={THING}"), Ask("/api/resource?iri=x:y", 404)),
    "api_codes": (Ask(f"/api/codes?scheme={LIST}&on=2026-01-01"),),
    "codes_table": (Ask(f"/api/codes.csv?scheme={LIST}&on=2026-01-01"),),
    "api_correspondence": (Ask(f"/api/correspondence?scheme={LIST}&{DAYS}"),),
    "correspondence_table": (Ask(f"/api/correspondence.csv?scheme={LIST}&{DAYS}"),),
    "api_batch": (
        Ask("/api/batch", 200, "POST", JSON, BATCH),
        Ask("/api/batch", 400, "POST", JSON, "{"),
        Ask("/api/batch", 415, "POST", FORM, "a=b"),
        Ask("/api/batch", 405),
    ),
    "api_hierarchy": (Ask(f"/api/hierarchy?iri={THING}"),),
    "api_changes": (Ask("/api/changes"),),
    "api_requirements": (Ask("/api/requirements?on=2026-01-01"),),
    "api_validate": (
        Ask("/api/validate/barnevernsregister?on=2026-01-01", 200, "POST", XML, "<a/>"),
        Ask("/api/validate/nothing", 404, "POST", XML, "<a/>"),
        Ask("/api/validate/barnevernsregister", 400, "POST", XML, " "),
        Ask("/api/validate/barnevernsregister", 405),
    ),
    "reconcile": (
        Ask("/api/reconcile"),
        Ask("/api/reconcile", 200, "POST", FORM, "queries=%7B%7D"),
        Ask("/api/reconcile?queries=1", 400),
    ),
    "reconcile_in": (Ask("/api/reconcile/nb"),),
    "reconcile_suggest": (Ask("/api/reconcile/nb/suggest/entity?prefix=ba"),),
    "reconcile_flyout": (Ask(f"/api/reconcile/nb/flyout/entity?id={THING}"),),
    "reconcile_properties": (Ask("/api/reconcile/nb/properties?type=concept"),),
    "reconcile_preview": (Ask(f"/api/reconcile/nb/preview?id={THING}"),),
    "reconcile_feature": (Ask("/api/reconcile/nb/features/nothing", 404),),
    "health": (Ask("/-/health"),),
    "context": (Ask("/-/context/1.jsonld"),),
    "schema": (Ask("/-/schemas/findings-1.schema.json"),),
    "asset": (Ask("{asset}"),),
    "problem_type": (Ask("/-/problems/not-found"),),
    "robots": (Ask("/robots.txt"),),
    "sitemaps": (Ask("/sitemap.xml"),),
    "sitemap": (Ask("/sitemap/1.xml"),),
    "opensearch": (Ask("/nb/-/opensearch.xml"),),
    "suggestions": (Ask("/nb/-/suggestions?q=ba"),),
    "feed": (
        *(Ask(f"/feed/{name}.ttl") for name in ("begrep", "modeller", "datasett")),
        *(Ask(f"/feed/begrep.{it}") for it in ("jsonld", "nt", "rdf")),
        Ask("/feed/nothing.ttl", 404),
    ),
    "void": (Ask("/.well-known/void", 303),),
    "thing": (
        Ask("/begrep/adopsjon", 303),
        Ask("/begrep/adopsjon", 303, headers={"Accept": "text/turtle"}),
        Ask("/begrep/adopsjon", 406, headers={"Accept": "image/png"}),
        *(Ask(f"/begrep/adopsjon.{it}") for it in FORMATS),
        Ask("/nothing", 404),
        Ask("/nothing", 404, headers={"Accept": "text/html"}),
        Ask("/nothing", 405, "DELETE"),
        Ask("/begrep/adopsjon", 204, "OPTIONS"),
        Ask(
            "/begrep/adopsjon", 204, "OPTIONS",
            {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
        ),
    ),
}  # fmt: skip
"""Each kind of URL with each kind of answer that it gives."""
WRONG: Final = {
    "STATUS_BAD_REQUEST": "tells that there was an error, which is what was asked for",
    "CORS_PREFLIGHT_ONLY": "REDbot 2.7.1 doesn't tell the judge of an answer what was asked, so it "
    "says this of a real preflight too; test_only_a_preflight_is_told_what_is_permitted looks",
}
"""Notes that are no fault of ours, and why not."""


@pytest.fixture(scope="module")
def fill(served: Live) -> Callable[[Ask], str]:
    """A function that returns the URL of a request without its origin."""
    asset = re.search(r'<link rel="stylesheet" href="([^"]+)"', served.get("/nb/")[2].decode())
    release = served.get("/nb/")[1]["catalog-release"]
    assert asset is not None
    path = asset[1]
    return lambda ask: ask.url.replace("{asset}", path).replace("{release}", release)


def test_every_kind_of_url_is_asked(fill: Callable[[Ask], str], shipped_settings: Settings) -> None:
    """A new route needs a line in the table above, and each request leads to its route."""
    routes = create_app(shipped_settings).url_map.bind("localhost")

    assert EVERY.keys() == ROUTES.keys()
    for name, asks in EVERY.items():
        for ask in asks:
            path = fill(ask).partition("?")[0]
            method = "GET" if ask.method in {"DELETE", "OPTIONS", "HEAD"} else ask.method
            if ask.status != 405:
                assert routes.match(path, method)[0] == name, path


@pytest.mark.slow
def test_redbot_finds_nothing_to_mend(fill: Callable[[Ask], str], served: Live) -> None:
    """Validators, freshness, negotiation, ranges, CORS and every field, as HTTP wants them."""
    asks = [ask for several in EVERY.values() for ask in several]
    requests = [
        (f"http://127.0.0.1:{served.port}{fill(ask)}", ask.method, ask.headers, ask.body)
        for ask in asks
    ]
    done = subprocess.run(
        [sys.executable, SCRIPT],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    answers = json.loads(done.stdout)
    assert [
        f"{ask.method} {ask.url}: {status} for {ask.status}"
        for ask, (status, _) in zip(asks, answers, strict=True)
        if status != ask.status
    ] == []
    found = {
        f"{ask.method} {ask.url} {ask.headers or ''}: {name}: {summary}"
        for ask, (_, notes) in zip(asks, answers, strict=True)
        for level, name, summary in notes
        if level in {"bad", "warning"} and name not in WRONG
    }
    assert "\n".join(sorted(found)) == ""
    said = {name for _, notes in answers for _, name, _ in notes}
    assert said >= WRONG.keys(), "is no longer said"
    assert {"INM_304", "RANGE_CORRECT", "CONNEG_GZIP_GOOD"} <= said


def test_only_a_preflight_is_told_what_is_permitted(served: Live) -> None:
    """Fetch §3.3.2 to §3.3.4: these fields answer a preflight, and are no part of anything else."""
    preflight = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    plain = served.get("/begrep/adopsjon", "OPTIONS")[1]
    asked = served.get("/begrep/adopsjon", "OPTIONS", **preflight)[1]
    read = served.get("/begrep/adopsjon.ttl", Origin="https://elsewhere.example")[1]

    only = {
        "access-control-allow-methods",
        "access-control-allow-headers",
        "access-control-max-age",
    }
    assert only <= asked.keys()
    assert only.isdisjoint(plain)
    assert only.isdisjoint(read)
    assert {it["access-control-allow-origin"] for it in (plain, asked, read)} == {"*"}
