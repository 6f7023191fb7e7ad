"""schema.org as JSON-LD, for search engines: terms, sets of terms, datasets and their catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from catalog import terms
from catalog.model.concept import Collection, Concept, ConceptScheme
from catalog.model.dataset import Catalog, Dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from catalog.model.concept import Row
    from catalog.model.resource import Link, Period, Resource
    from catalog.model.text import LangString

Json = dict[str, object]
CONTEXT: Final[Mapping[str, object]] = {
    "@vocab": terms.SCHEMA_ORG,
    # What schema.org calls a URL is an IRI in RDF, not a text.
    **{key: {"@type": "@id"} for key in ("license", "sameAs", "url")},
}
"""Inside the document, so that no reader fetches schema.org's own."""
TYPES: Final = {
    "concept": "DefinedTerm",
    "code": "DefinedTerm",
    "scheme": "DefinedTermSet",
    "code-list": "DefinedTermSet",
    "collection": "DefinedTermSet",
    "model": "CreativeWork",
    "dataset": "Dataset",
    "catalog": "DataCatalog",
}
ESCAPES: Final = (
    (b"&", b"\\u0026"),
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)
"""What could end a script element, or a line of a script (HTML §4.12.1.3, ECMAScript §12.3)."""


def write(resource: Resource, members: Iterable[Row] = (), url: str = "") -> bytes:
    """Return ``resource`` as a document that may stand in a script element as it is."""
    return encode(describe(resource, members, url)) + b"\n"


def encode(content: Mapping[str, object]) -> bytes:
    """Return JSON without a byte that HTML takes for its own."""
    body = msgspec.json.encode(content)
    for letter, escape in ESCAPES:
        body = body.replace(letter, escape)
    return body


def describe(resource: Resource, members: Iterable[Row] = (), url: str = "") -> Json:
    """Return ``resource`` in schema.org's words; ``url`` is its page, where it has one."""
    content: Json = {
        "@context": CONTEXT,
        "@type": TYPES.get(resource.kind, "Thing"),
        "@id": resource.iri,
        "url": url,
        "name": _texts(resource.label),
        "identifier": resource.identifier if resource.identifier != resource.iri else "",
    }
    if isinstance(resource, Concept):
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
    if resource.kind in TYPES:
        content |= _work(resource)
    if isinstance(resource, ConceptScheme | Collection):
        content["hasDefinedTerm"] = _terms(members)
    elif isinstance(resource, Dataset):
        content["keywords"] = _texts(resource.keywords)
        content["hasPart"] = [_item(it) for it in resource.parts]
    elif isinstance(resource, Catalog):
        content["dataset"] = [_item(it) for it in resource.datasets]
    return _said(content)


def _work(resource: Resource) -> Json:
    """Return what schema.org says of works, and not of terms."""
    publisher = resource.publisher
    return {
        "version": resource.version,
        "dateCreated": resource.created,
        "datePublished": resource.issued,
        "dateModified": resource.modified,
        "temporalCoverage": _period(resource.valid),
        "license": resource.licence.iri if resource.licence else "",
        "publisher": _said({**_item(publisher), "@type": "Organization"}) if publisher else "",
    }


def _terms(rows: Iterable[Row]) -> list[Json]:
    found: dict[str, Json] = {}
    for row in rows:
        found.setdefault(row.link.iri, {**_item(row.link), "termCode": row.link.notation})
    return [_said(term) for term in found.values()]


def _item(link: Link) -> Json:
    return _said({"@type": TYPES.get(link.kind, ""), "@id": link.iri, "name": _texts(link.label)})


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
