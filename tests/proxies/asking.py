"""Requests in all the ways clients make them, and what may differ between two right answers."""

from __future__ import annotations

import gzip
import http.client
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import brotli
import zstandard

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers = tuple[tuple[str, str], ...]

URLS: Final = (
    "/", "/c/cat", "/c/cat", "/c/cat", "/c/dog", "/animals", "/c/bl%C3%A5b%C3%A6r", "/c/folder/",
    "/nb/c/cat", "/nn/c/cat", "/en/c/cat", "/nb/", "/en/-/search?q=cat", "/nb/-/datasets",
    "/c/cat.ttl", "/c/cat.jsonld", "/c/cat.rdf", "/c/cat.nt", "/c/cat.json", "/c/cat.nothing",
    "/c/cat?_format=ttl", "/c/cat?_format=json", "/c/cat?_format=nothing",
    "/c/cat?_mediatype=text/turtle", "/c/cat?_mediatype=application/ld%2Bjson",
    "/c/cat?_profile=skos", "/c/cat?_profile=schema.org", "/c/cat?_profile=nothing",
    "/c/cat?_profile=skos&_mediatype=application/rdf%2Bxml",
    "/-/iri?iri=https%3A%2F%2Felsewhere.example%2Fx%23thing",
    "/-/iri.ttl?iri=https%3A%2F%2Felsewhere.example%2Fx%23thing",
    "/api/", "/api/search?q=cat", "/api/search?q=katt&lang=nb", "/api/suggest?q=ca",
    "/api/openapi.json", "/api/reconcile", "/api/reconcile?queries=%7B%7D", "/api/nothing",
    "/downloads/manifest.json", "/downloads/all.ttl", "/downloads/all.jsonld", "/feed/begrep.ttl",
    "/feed/datasett.rdf", "/sitemap.xml", "/robots.txt", "/.well-known/void",
    "/-/problems/not-found", "/-/context/1.jsonld", "/nothing", "/nb/nothing",
)  # fmt: skip
ACCEPTS: Final = (
    "", "*/*", "text/turtle", "application/ld+json", "application/rdf+xml", "application/json",
    "application/n-triples", "text/html", "image/png", "text/csv",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "application/ld+json;q=0.9, text/turtle;q=0.8", "text/turtle;q=0, */*",
    'application/ld+json;profile="https://schema.org/"', "text/*", "nonsense", ";;;,",
    "application/problem+json",
)  # fmt: skip
LANGUAGES: Final = (
    "",
    "nb",
    "nn",
    "en",
    "no",
    "se, nn;q=0.5",
    "de",
    "nb-NO,en;q=0.3",
    "*",
    "x;q=9",
)
ENCODINGS: Final = (
    "", "gzip", "br", "zstd", "gzip, deflate, br, zstd", "identity", "gzip;q=0, br",
    "*;q=0", "br;q=0.1, gzip;q=0.2", "deflate", "GZIP",
)  # fmt: skip
PROFILES: Final = (
    "", "", "", "<http://www.w3.org/2004/02/skos/core>", "<https://schema.org/>",
    "<urn:nobody:knows>", "skos",
)  # fmt: skip
RANGES: Final = (
    "",
    "",
    "",
    "",
    "bytes=0-9",
    "bytes=5-",
    "bytes=-7",
    "bytes=999999999-",
    "lines=1-2",
)
EVIL: Final = "evil.example"
UNKEYED: Final[Headers] = (
    ("X-Forwarded-Host", EVIL),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Prefix", f"/{EVIL}"),
    ("X-Forwarded-For", EVIL),
    ("Forwarded", f"host={EVIL};proto=https"),
    ("X-Host", EVIL),
    ("X-Original-URL", "/nb/c/dog"),
    ("X-Rewrite-URL", "/nb/c/dog"),
    ("X-HTTP-Method-Override", "POST"),
    ("X-Original-Host", EVIL),
    ("Cookie", f"lang=en; session={EVIL}"),
    ("User-Agent", f"<script>{EVIL}</script>"),
    ("Referer", f"https://{EVIL}/"),
    ("Origin", f"https://{EVIL}"),
    ("From", EVIL),
    ("Pragma", EVIL),
    ("Accept-Charset", "utf-16"),
    ("Save-Data", "on"),
    ("DNT", "1"),
)
"""What tells a cache nothing about which answer it has, so no answer may depend on it."""
PASSING: Final = {
    "date", "age", "via", "server", "connection", "keep-alive", "transfer-encoding",
    "x-varnish", "x-cache-status", "accept-ranges", "content-length",
}  # fmt: skip
"""What says how an answer came, not what it is. The length is that of the body that is compared."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that a cache may answer."""

    url: str
    method: str = "GET"
    headers: Headers = ()

    def with_headers(self, *more: tuple[str, str]) -> Request:
        """Return this with further headers."""
        return Request(self.url, self.method, (*self.headers, *more))

    def without(self, *names: str) -> Request:
        """Return this without the headers of those names."""
        kept = tuple(it for it in self.headers if it[0] not in names)
        return Request(self.url, self.method, kept)

    def asks(self, name: str) -> bool:
        """Tell whether there is a header of that name."""
        return any(it == name for it, _ in self.headers)


@dataclass(frozen=True)
class Got:
    """What came back: headers by lower-case name, the lines of one name joined (RFC 9110 §5.3)."""

    status: int
    headers: dict[str, str]
    body: bytes
    lines: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> dict[str, str]:
        """Return what the headers say about the content."""
        return {name: text for name, text in self.headers.items() if name not in PASSING} | (
            {"vary": ", ".join(sorted(re.split(r",\s*", self.headers["vary"].lower())))}
            if "vary" in self.headers
            else {}
        )

    @cached_property
    def content(self) -> bytes:
        """Return the body without its content coding; there is none to a HEAD."""
        if not self.body:
            return b""
        match self.headers.get("content-encoding", ""):
            case "gzip":
                return gzip.decompress(self.body)
            case "br":
                return bytes(brotli.decompress(self.body))
            case "zstd":
                return zstandard.ZstdDecompressor().decompressobj().decompress(self.body)
            case "":
                return self.body
            case other:
                raise AssertionError(other)


def ask(connection: http.client.HTTPConnection, request: Request) -> Got:
    """Send exactly the headers of ``request``, and Host."""
    connection.putrequest(request.method, request.url, skip_accept_encoding=True)
    for name, text in request.headers:
        connection.putheader(name, text)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    headers: dict[str, str] = {}
    for name, text in answer.getheaders():
        known = headers.get(name.lower())
        headers[name.lower()] = f"{known}, {text}" if known else text
    return Got(answer.status, headers, body, Counter(name.lower() for name in answer.headers))


def wishes(number: int, seed: int) -> Iterable[Request]:
    """Yield requests in all the ways clients make them; the same ones come again and again."""
    chance = random.Random(seed)  # noqa: S311 — nothing secret, and the same requests each time
    for _ in range(number):
        headers = {
            "Accept": chance.choice(ACCEPTS),
            "Accept-Language": chance.choice(LANGUAGES),
            "Accept-Encoding": chance.choice(ENCODINGS),
            "Accept-Profile": chance.choice(PROFILES),
        }
        method = chance.choice(("GET", "GET", "GET", "HEAD"))
        if method == "GET":
            headers["Range"] = chance.choice(RANGES)
        # Most clients send only some of them.
        kept = {name: text for name, text in headers.items() if text and chance.random() < 0.6}
        yield Request(chance.choice(URLS), method, tuple(kept.items()))
