"""Model → bytes, one writer a file; the one table of formats, extensions and media types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from catalog import terms


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


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of constraints that a document keeps (Content Negotiation by Profile §3).

    ``name`` is its token in ``_profile``, ``iri`` what ``Accept-Profile`` and ``Link`` name it by;
    ``formats`` are the names of those that it is offered in.
    """

    name: str
    iri: str
    formats: tuple[str, ...]


HTML: Final = Format("html", "html", "text/html", ("application/xhtml+xml",), rdf=False)
TURTLE_ALIASES: Final = (
    "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3", "application/trig",
)  # fmt: skip
"""Older names of Turtle, and languages that every Turtle document is a document of too."""
TURTLE: Final = Format("turtle", "ttl", "text/turtle", TURTLE_ALIASES)
JSON_LD: Final = Format("json-ld", "jsonld", "application/ld+json", ("application/json",))
N_TRIPLES: Final = Format(
    "n-triples", "nt", "application/n-triples", ("text/plain", "application/n-quads")
)
RDF_XML: Final = Format("rdf-xml", "rdf", "application/rdf+xml", ("application/xml", "text/xml"))
JSON: Final = Format("json", "json", "application/json", ("text/json",), rdf=False)

JSKOS: Final = Format("jskos", "jskos", "application/json", rdf=False)
CSV: Final = Format("csv", "csv", "text/csv", ("application/csv",), rdf=False)
XLSX: Final = Format(
    "xlsx",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rdf=False,
    text=False,
)
ZIP: Final = Format("zip", "zip", "application/zip", rdf=False, text=False)
"""What loaders of case systems read: every code list as JSON, in one file."""

XML_SCHEMA: Final = Format("xsd", "xsd", "application/xml", rdf=False)
JSON_SCHEMA: Final = Format("json-schema", "schema.json", "application/schema+json", rdf=False)
BUNDLE: Final = Format("bundle", "zip", "application/zip", rdf=False, text=False)
"""All that a vendor builds from, of one version of a requirement."""
MARKDOWN: Final = Format("markdown", "md", "text/markdown", rdf=False)
PAGE: Final = Format("page", "html", "text/html", rdf=False)
"""A page that stands alone, to be kept and printed."""
TYPESCRIPT: Final = Format("typescript", "ts", "text/plain", rdf=False)
CSHARP: Final = Format("csharp", "cs", "text/plain", rdf=False)
JAVA: Final = Format("java", "java", "text/plain", rdf=False)
PYTHON: Final = Format("python", "py", "text/plain", rdf=False)
"""Source has no registered media types; a browser shows it as text."""
FILES: Final = (
    BUNDLE, XML_SCHEMA, JSON_SCHEMA, PAGE, MARKDOWN, TYPESCRIPT, CSHARP, JAVA, PYTHON,
)  # fmt: skip
"""What only files come in: made for programs and people that know nothing of the catalogue."""

FORMATS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, JSON, JSKOS, CSV, XLSX, ZIP)
"""The data formats, best first where a client has no wish (RFC 9110 §12.1).

Every resource has the first six; what has members is a table too.
"""

SKOS: Final = "skos"
SKOS_AP_NO: Final = "skos-ap-no"
XKOS_AP_NO: Final = "xkos-ap-no"
MODELLDCAT_AP_NO: Final = "modelldcat-ap-no"
DCAT_AP_NO: Final = "dcat-ap-no"
SCHEMA_ORG: Final = "schema.org"
_RDF: Final = tuple(form.name for form in FORMATS if form.rdf)
PROFILES: Final = (
    Profile(SKOS_AP_NO, f"{terms.SPECIFICATION}skos-ap-no-begrep", _RDF),
    Profile(XKOS_AP_NO, f"{terms.SPECIFICATION}xkos-ap-no", _RDF),
    Profile(MODELLDCAT_AP_NO, f"{terms.SPECIFICATION}modelldcat-ap-no", _RDF),
    Profile(DCAT_AP_NO, f"{terms.SPECIFICATION}dcat-ap-no", _RDF),
    Profile(SKOS, terms.SKOS.rstrip("#"), _RDF),
    Profile(JSKOS.name, f"{terms.JSKOS}jskos.html", (JSKOS.name,)),
    Profile(SCHEMA_ORG, terms.SCHEMA_ORG, (JSON_LD.name,)),
)
"""The profiles that documents are offered in; a document may keep several."""

SKOS_FILES: Final = (TURTLE, RDF_XML)
"""What tools for SKOS load files in."""

BY_PROFILE: Final = {profile.name: profile for profile in PROFILES}
BY_EXTENSION: Final = {form.extension: form for form in FORMATS}
BY_NAME: Final = {form.name: form for form in FORMATS}
FILES_BY_NAME: Final = BY_NAME | {form.name: form for form in FILES}
SPARQL_JSON: Final = Format(
    "sparql-json",
    "srj",
    "application/sparql-results+json",
    ("application/json", "text/json"),
    rdf=False,
)
SPARQL_XML: Final = Format(
    "sparql-xml",
    "srx",
    "application/sparql-results+xml",
    ("application/xml", "text/xml"),
    rdf=False,
)
SPARQL_CSV: Final = Format("sparql-csv", "csv", "text/csv", rdf=False)
SPARQL_TSV: Final = Format("sparql-tsv", "tsv", "text/tab-separated-values", rdf=False)
"""Answers to SELECT and ASK; those to CONSTRUCT and DESCRIBE are graphs as above."""
SPARQL_QUERY_TYPE: Final = "application/sparql-query"
SPARQL_UPDATE_TYPE: Final = "application/sparql-update"
FORM_TYPE: Final = "application/x-www-form-urlencoded"
PROBLEM_TYPE: Final = "application/problem+json"
JSON_TYPE: Final = "application/json"
YAML_TYPE: Final = "application/yaml"
"""RFC 9512; what older software calls it (text/yaml and the like) is never asked for here."""
SCHEMA_TYPE: Final = "application/schema+json"
HTML_TYPE: Final = HTML.content_type
XML_TYPE: Final = "application/xml"
SVG_TYPE: Final = "image/svg+xml"
TEXT_XML_TYPE: Final = "text/xml"
MULTIPART_TYPE: Final = "multipart/form-data"
OPENSEARCH_TYPE: Final = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE: Final = "application/x-suggestions+json"
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
