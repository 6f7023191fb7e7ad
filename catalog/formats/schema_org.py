"""schema.org as JSON-LD, for search engines: terms, sets of terms, datasets and their catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec
from babel.core import get_global

from catalog import terms
from catalog.formats import FILES_BY_NAME
from catalog.model.concept import Collection, Concept, ConceptScheme
from catalog.model.dataset import Catalog, Dataset, Offer
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from catalog.model.concept import Row
    from catalog.model.dataset import Download
    from catalog.model.resource import Link, Period, Resource, Value

Json = dict[str, object]
CONTEXT: Final[Mapping[str, object]] = {
    "@vocab": terms.SCHEMA_ORG,
    # What schema.org calls a URL is an IRI in RDF, not a text.
    **{key: {"@type": "@id"} for key in ("contentUrl", "license", "sameAs", "url")},
}
"""Inside the document, so that no reader fetches schema.org's own."""
TYPES: Final = {
    "concept": "DefinedTerm",
    "code": "DefinedTerm",
    "scheme": "DefinedTermSet",
    "code-list": "DefinedTermSet",
    "collection": "DefinedTermSet",
    "dataset": "Dataset",
    "catalog": "DataCatalog",
}
OF_THINGS: Final = {
    terms.INFORMATION_MODEL: "Dataset",
    terms.REQUIREMENT_VERSION: "Dataset",
    terms.CATALOG: "DataCatalog",
}
"""What a thing of another kind is, by its type."""
NOTHING: Final = Offer()
CODE: Final = re.compile("[a-z]{2,3}")
ESCAPES: Final = (
    (b"&", b"\\u0026"),
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)
"""What could end a script element, or a line of a script (HTML §4.12.1.3, ECMAScript §12.3)."""


def write(resource: Resource, members: Iterable[Row] = (), offer: Offer = NOTHING) -> bytes:
    """Return ``resource`` as a document that may stand in a script element as it is."""
    return encode(describe(resource, members, offer)) + b"\n"


def encode(content: Mapping[str, object]) -> bytes:
    """Return JSON without a byte that HTML takes for its own."""
    body = msgspec.json.encode(content)
    for letter, escape in ESCAPES:
        body = body.replace(letter, escape)
    return body


def describe(resource: Resource, members: Iterable[Row] = (), offer: Offer = NOTHING) -> Json:
    """Return ``resource`` in schema.org's words."""
    kind = _type(resource)
    content: Json = {
        "@context": CONTEXT,
        "@type": kind,
        "@id": resource.iri,
        "url": offer.url,
        "name": _texts(resource.label),
        "identifier": resource.identifier if resource.identifier != resource.iri else "",
    }
    if isinstance(resource, Concept):
        # A term is no work: its licence, publisher and language are those of its sets.
        content |= {
            "termCode": _several(resource.notations),
            "alternateName": _texts(resource.alt),
            "description": _texts([it.text for it in resource.definitions] or resource.description),
            "inDefinedTermSet": [_item(it) for it in (*resource.schemes, *resource.collections)],
            "sameAs": [
                it.target.iri
                for it in resource.matches
                if it.kind == "exactMatch" and it.target.iri
            ],
        }
        return _said(content)
    content["description"] = _texts(resource.description)
    if kind != "Thing":
        content |= _work(resource)
    if isinstance(resource, ConceptScheme | Collection):
        content["hasDefinedTerm"] = _terms(members)
    elif kind == "Dataset":
        content |= _dataset(resource, offer)
    elif kind == "DataCatalog":
        listed = (
            resource.datasets if isinstance(resource, Catalog) else _links(resource, terms.MODEL)
        )
        content["dataset"] = [_item(it) for it in listed]
    return _said(content)


def _type(resource: Resource) -> str:
    named = (OF_THINGS[it] for it in OF_THINGS if it in resource.types)
    return TYPES.get(resource.kind) or next(named, "Thing")


def _work(resource: Resource) -> Json:
    """Return what schema.org says of works, and not of terms."""
    publisher = resource.publisher
    spatial = _links(resource, terms.SPATIAL)
    return {
        "version": resource.version,
        "dateCreated": resource.created,
        "datePublished": resource.issued,
        "dateModified": resource.modified,
        "temporalCoverage": _period(resource.valid),
        # A place without a name says nothing to a search engine.
        "spatialCoverage": [{**_item(it), "@type": "Place"} for it in spatial if it.label],
        "inLanguage": _several(
            [tag for it in _links(resource, terms.LANGUAGE) if (tag := _tag(it))]
        ),
        "license": resource.licence.iri if resource.licence else "",
        "creator": [_organization(it) for it in _links(resource, terms.CREATOR)],
        "publisher": _organization(publisher) if publisher else "",
    }


def _dataset(resource: Resource, offer: Offer) -> Json:
    """Return what search engines for data ask for (Google Search Central, "Dataset")."""
    parts: Sequence[Link] = ()
    keywords: Sequence[LangString] = _told(resource, terms.KEYWORD)
    if isinstance(resource, Dataset):
        parts, keywords = resource.parts, resource.keywords
    content: Json = {
        "identifier": resource.identifier or resource.iri,
        "keywords": _texts(keywords),
        "hasPart": [_item(it) for it in parts],
        "includedInDataCatalog": [{**_item(it), "@type": "DataCatalog"} for it in offer.catalogs],
        "distribution": [_download(url, file) for url, file in offer.files],
    }
    if offer.files:
        content["isAccessibleForFree"] = True  # everybody gets the files, unasked
    if offer.temporal:
        content["temporalCoverage"] = _period(offer.temporal)
    return content


def _download(url: str, file: Download) -> Json:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": url,
        "encodingFormat": FILES_BY_NAME[file.format].media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _organization(link: Link) -> Json:
    return {**_item(link), "@type": "Organization"}


def _tag(language: Link) -> str:
    """Return the tag of a language that a register names by a code of ISO 639 (BCP 47 §2.2.1)."""
    code = language.iri.rstrip("/").rpartition("/")[2].rpartition("#")[2].lower()
    if not CODE.fullmatch(code):
        return ""
    alias: str = get_global("language_aliases").get(code, code)
    return alias


def _links(resource: Resource, predicate: str) -> list[Link]:
    return [it.link for it in _values(resource, predicate) if it.link]


def _told(resource: Resource, predicate: str) -> list[LangString]:
    return [LangString(it.text, it.lang) for it in _values(resource, predicate) if it.text]


def _values(resource: Resource, predicate: str) -> Iterable[Value]:
    """Return what no field of the record tells of."""
    return (value for it in resource.others if it.predicate == predicate for value in it.values)


def _terms(rows: Iterable[Row]) -> list[Json]:
    found: dict[str, Json] = {}
    for row in rows:
        found.setdefault(row.link.iri, {**_item(row.link), "termCode": row.link.notation})
    return [_said(term) for term in found.values()]


def _item(link: Link) -> Json:
    # A dataset that is only named has no type: search engines would miss its description here.
    kind = TYPES.get(link.kind, "") if link.kind != "dataset" else ""
    return _said({"@type": kind, "@id": link.iri, "name": _texts(link.label)})


def _period(valid: Period) -> str:
    """Return an interval with ``..`` for an open end (schema.org/temporalCoverage)."""
    return f"{valid.start or '..'}/{valid.end or '..'}" if valid.start or valid.end else ""


def _texts(texts: Iterable[LangString]) -> object:
    return _several(
        [
            {"@language": text.lang, "@value": text.text} if text.lang else text.text
            for text in texts
            if text.text
        ]
    )


def _several(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else values


def _said(content: Json) -> Json:
    """Return the keys that have a value."""
    return {key: value for key, value in content.items() if value not in ("", [], ())}
