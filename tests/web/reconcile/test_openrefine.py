"""What OpenRefine does with a column of codes, with the requests that it sends.

They follow its sources, version 3.8: `recon-manager.js`, `standard-service-panel.js`,
`recon-renderer.js`, `add-column-by-reconciliation.js` and `suggest-4_3a.js` in the browser;
`StandardReconConfig`, `GuessTypesOfColumnCommand`, `ReconciledDataExtensionJob` and `HttpClient`
(Apache HttpClient 5) on the user's machine.
"""

from __future__ import annotations

import gzip
import http.client
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, quote_plus, urlencode, urlsplit

import brotli
import pytest

from tests.conftest import PROJECT
from tests.web.conftest import serving
from tests.web.reconcile.conftest import BASE as BASE_OF_SMALL
from tests.web.reconcile.schemas import (
    ENTITIES,
    EXTENSION,
    MANIFEST,
    PROPERTIES,
    PROPOSAL,
    RESULTS,
    TYPES,
    hold,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.release import Release
    from catalog.settings import Settings
    from tests.web.reconcile.conftest import Service

BASE: Final = "https://data.bufdir.example/"
LIST: Final = f"{BASE}kodelister/melder"
JQUERY: Final = {
    "Accept": "application/json, text/javascript, */*; q=0.01",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "nb-NO,nb;q=0.9,en;q=0.8",
    "Origin": "http://127.0.0.1:3333",
    "Referer": "http://127.0.0.1:3333/",
    "Sec-Fetch-Mode": "cors",
}
APACHE: Final = {
    "Accept-Encoding": "gzip, x-gzip, deflate",
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    "Connection": "keep-alive",
    "User-Agent": "OpenRefine/3.8.2 [b5a9c8d]",
}
FRAME: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "Sec-Fetch-Dest": "iframe",
}
UNPACK: Final = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
UNENCODED: Final = ";,/?:@&=+$-_.!~*'()#"
"""What JavaScript's ``encodeURI`` leaves as it is (ECMA-262 §19.2.6.4)."""


@dataclass(frozen=True, slots=True)
class OpenRefine:
    """The client: its browser half and its server half."""

    port: int
    service: str

    def _ask(self, method: str, url: str, body: bytes | None, told: dict[str, str]) -> bytes:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            connection.request(method, path, body, {**told, "Host": parts.netloc})
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == 200, content
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            unpacked: bytes = UNPACK[answer.headers["Content-Encoding"] or "identity"](content)
            return unpacked
        finally:
            connection.close()

    def ajax(self, url: str, **data: str) -> Any:
        """Ask as ``$.ajax`` with ``dataType: json`` does."""
        sent = f"{url}?{urlencode(data)}" if data else url
        return json.loads(self._ask("GET", sent, None, JQUERY))

    def post(self, name: str, value: str) -> Any:
        """Ask as ``HttpClient.postNameValue`` does: Java's own form encoding."""
        body = f"{name}={quote_plus(value, safe='*-._').replace('~', '%7E')}".encode("ascii")
        return json.loads(self._ask("POST", self.service, body, APACHE))

    def frame(self, template: str, name: str) -> str:
        """Open a preview or a page: ``encodeURI`` over the template with the id in it."""
        return self._ask("GET", encode_uri(template.replace("{{id}}", name)), None, FRAME).decode()

    def suggest(self, service: dict[str, str], prefix: str, **more: str) -> Any:
        """Ask as the suggest widget does, with what it keeps of Freebase's parameters."""
        url = service["service_url"] + service["service_path"]
        usual = {"spell": "always", "exact": "false", "prefixed": "true"}
        return self.ajax(url, prefix=prefix, **usual, **more)


def encode_uri(url: str) -> str:
    """Return what JavaScript's ``encodeURI`` makes of a URL."""
    return quote(url, safe=UNENCODED)


@pytest.fixture(scope="module")
def openrefine(shipped_settings: Settings, shipped: Release) -> Iterator[OpenRefine]:
    """OpenRefine beside the shipped catalogue, which granian serves."""
    assert shipped.id
    releases = str(shipped_settings.release_folder)
    with serving(PROJECT, OMGREP_RELEASES=releases) as server:
        yield OpenRefine(server.port, f"{BASE}api/reconcile/nb")


@pytest.fixture(scope="module")
def column(shipped: Release) -> list[str]:
    """A column of a spreadsheet: the names of the codes of one list, as people write them."""
    found = shipped.find_iri(LIST)
    assert found is not None
    rows = shipped.members(found.number, "tree").rows
    names = [row.link.label[0].text for row in rows if not row.link.retired]
    return [name.upper() if n % 3 == 0 else f" {name} " for n, name in enumerate(names)]


def guess_types(answer: dict[str, Any], count: int) -> list[str]:
    """Return the types that OpenRefine offers for a column, the likeliest first."""
    counts: Counter[str] = Counter()
    scores: dict[str, float] = defaultdict(float)
    for n in range(count):
        for place, result in enumerate(answer[f"q{n}"]["result"]):
            types = result["type"]
            for at, each in enumerate(types):
                counts[each["id"]] += 1
                scores[each["id"]] += (1 / (1 + place)) * (len(types) - at) / len(types)
    return sorted(counts, key=lambda it: (-min(10, counts[it]), -scores[it] / counts[it]))


def test_the_whole_way(openrefine: OpenRefine, column: list[str]) -> None:
    """Register, guess, reconcile in batches of ten, choose, look, and fetch a column."""
    manifest = openrefine.ajax(openrefine.service)
    hold(manifest, MANIFEST)

    samples = {f"q{n}": {"query": cell.strip(), "limit": 3} for n, cell in enumerate(column[:10])}
    guessed = openrefine.post("queries", json.dumps(samples, ensure_ascii=False))
    hold(guessed, RESULTS)
    assert {"code", LIST} <= set(guess_types(guessed, len(samples))[:3])

    offered = openrefine.suggest(manifest["suggest"]["type"], "Meld", scoring="schema")
    hold(offered, TYPES)
    assert offered["result"][0]["id"] == LIST
    asked = openrefine.suggest(manifest["suggest"]["property"], "gyldig", scoring="schema")
    hold(asked, PROPERTIES)
    assert "validOn" in {each["id"] for each in asked["result"]}

    matched = {}
    for start in range(0, len(column), 10):
        batch = {
            f"q{n}": {"query": cell, "type": LIST, "type_strict": "should",
                      "properties": [{"pid": "validOn", "v": "2026-01-01T00:00:00Z"}]}
            for n, cell in enumerate(column[start : start + 10])
        }  # fmt: skip
        answer = openrefine.post("queries", json.dumps(batch, ensure_ascii=False))
        hold(answer, RESULTS)
        for key, query in batch.items():
            [first, *_] = answer[key]["result"]
            assert first["match"], (query, answer[key])
            matched[query["query"]] = first
    assert len(matched) == len(column) > 10
    assert len({each["id"] for each in matched.values()}) == len(column)

    name = matched[column[0]]["id"]
    found = openrefine.suggest(manifest["suggest"]["entity"], column[0])
    hold(found, ENTITIES)
    assert name in {each["id"] for each in found["result"]}
    assert matched[column[0]]["name"] in openrefine.frame(manifest["preview"]["url"], name)

    proposing = manifest["extend"]["propose_properties"]
    proposed = openrefine.ajax(f"{proposing['service_url']}{proposing['service_path']}?type={LIST}")
    hold(proposed, PROPOSAL)
    assert {"notation", "inScheme"} <= {each["id"] for each in proposed["properties"]}
    ids = [each["id"] for each in matched.values()][:10]
    settings = {"limit": "1", "lang": "nb", "content": "entity"}
    columns = [{"id": "notation"}, {"id": "inScheme", "settings": settings}]
    extended = openrefine.post("extend", json.dumps({"ids": ids, "properties": columns}))
    hold(extended, EXTENSION)
    for iri in ids:
        assert extended["rows"][iri]["notation"] == [{"str": iri.rpartition("/")[2]}]
        assert extended["rows"][iri]["inScheme"] == [{"id": LIST, "name": "Melder"}]


def test_an_empty_type_is_none(openrefine: OpenRefine) -> None:
    """OpenRefine sends one where its field for another type is left empty."""
    batch = {"q0": {"query": "bekymringsmelding", "type": "", "type_strict": "should"}}
    answer = openrefine.post("queries", json.dumps(batch))
    assert answer["q0"]["result"][0]["match"]
    proposing = openrefine.ajax(openrefine.service)["extend"]["propose_properties"]
    hold(openrefine.ajax(f"{BASE[:-1]}{proposing['service_path']}?type="), PROPOSAL)


@pytest.mark.parametrize("path", ["c/fosterhjem", "c/blåbær", "svar/2.10"])
def test_an_address_survives_what_javascript_makes_of_it(service: Service, path: str) -> None:
    """``encodeURI`` leaves slashes and colons, 0.2 §2.1 has them encoded: both ways lead there."""
    manifest = service.json("/nb")
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        for name in (BASE_OF_SMALL + path, quote(BASE_OF_SMALL + path, safe="")):
            raw = template.replace("{{id}}", name)
            parts = urlsplit(raw if "%" in name else encode_uri(raw))
            answer = service.site.client.get(f"{parts.path}?{parts.query}", follow_redirects=True)
            assert answer.status_code == 200
