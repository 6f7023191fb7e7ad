"""Model → bytes, one writer a file; the one table of formats, extensions and media types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """A form that a document comes in.

    ``aliases`` are other names that clients ask for it by; ``rdf`` tells whether the document
    holds every statement, so that it can be turned into the other RDF formats and back.
    """

    name: str
    extension: str
    media_type: str
    aliases: tuple[str, ...] = ()
    rdf: bool = True
    text: bool = True

    @property
    def content_type(self) -> str:
        """Return the ``Content-Type``; a charset only where the type has that parameter."""
        if self.media_type.startswith("text/"):
            return f"{self.media_type}; charset=utf-8"
        return self.media_type


HTML: Final = Format("html", "html", "text/html", ("application/xhtml+xml",), rdf=False)
TURTLE: Final = Format(
    "turtle", "ttl", "text/turtle", ("application/x-turtle", "application/turtle", "text/n3")
)
JSON_LD: Final = Format("json-ld", "jsonld", "application/ld+json")
N_TRIPLES: Final = Format(
    "n-triples", "nt", "application/n-triples", ("text/plain", "application/n-quads")
)
RDF_XML: Final = Format("rdf-xml", "rdf", "application/rdf+xml", ("application/xml", "text/xml"))
JSON: Final = Format("json", "json", "application/json", ("text/json",), rdf=False)

FORMATS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, JSON)
"""The data formats of every resource, best first where a client has no wish (RFC 9110 §12.1)."""

BY_EXTENSION: Final = {form.extension: form for form in FORMATS}
BY_NAME: Final = {form.name: form for form in FORMATS}
PROBLEM_TYPE: Final = "application/problem+json"
JSON_TYPE: Final = "application/json"
SCHEMA_TYPE: Final = "application/schema+json"
HTML_TYPE: Final = HTML.content_type
TEXT_TYPE: Final = "text/plain; charset=utf-8"
BYTES_TYPE: Final = "application/octet-stream"
STATIC_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "js": "text/javascript; charset=utf-8",
    "json": JSON_TYPE,
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": TEXT_TYPE,
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}
"""The files that the site is dressed in, by extension."""
