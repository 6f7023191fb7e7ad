"""Every response header: no view writes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from catalog.formats import HTML_TYPE

if TYPE_CHECKING:
    from catalog.web.conditions import Part

Headers = tuple[tuple[str, str], ...]

IRI_SAFE: Final = "!#$&'()*+,/:;=?@[]~%"
"""What an IRI keeps in a header; the rest, also every letter beyond ASCII, is percent-encoded."""

NOSNIFF: Final = ("X-Content-Type-Options", "nosniff")
REFERRER: Final = ("Referrer-Policy", "strict-origin-when-cross-origin")
PAGE_POLICY: Final = (
    "Content-Security-Policy",
    (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
)
FRAMED_POLICY: Final = (
    "Content-Security-Policy",
    (
        "default-src 'none'; style-src 'self'; frame-ancestors *; form-action 'none'; "
        "base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
)
"""A preview is made to be framed by any client (Reconciliation Service API 0.2 §5); no script
runs in it and nothing can be sent, so there is nothing to lure a click to."""
DATA_POLICY: Final = (
    "Content-Security-Policy",
    "default-src 'none'; frame-ancestors 'none'; sandbox",
)
"""A browser shows RDF/XML or a drawing as a document, so what stands in it gets no rights at all.
"""
ALONE_POLICY: Final = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
)
"""A page that stands alone brings its own style, and tells by its own policy which one that is."""
CORS: Final = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Link, ETag, Catalog-Release, Content-Location, Content-Range",
    ),
)
"""Everything here is public and no answer depends on who asks, so any origin may read it."""
BY_LANGUAGE: Final = ("Vary", "Accept-Language")
RANGES: Final = ("Accept-Ranges", "bytes")
BY_ACCEPT: Final = ("Vary", "Accept, Accept-Language")

SHORT: Final = "max-age=300, stale-while-revalidate=86400"
FOREVER: Final = "max-age=31536000, immutable"
NEVER: Final = "no-store"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of the answer to something (RFC 8288): ``alternate``, ``canonical``, ``license``."""

    url: str
    rel: str
    media_type: str = ""
    lang: str = ""
    profiles: tuple[str, ...] = ()
    token: str = ""
    anchor: str = ""


def link(relations: tuple[Relation, ...]) -> Headers:
    """Return ``Link``, or nothing where there are none."""
    if not relations:
        return ()
    return (("Link", ", ".join(_one(relation) for relation in relations)),)


def page(
    release: str,
    lang: str,
    content_type: str,
    relations: tuple[Relation, ...],
    lasting: str = SHORT,
) -> Headers:
    """Return the headers of an HTML page of a Release."""
    return (
        ("Content-Type", content_type),
        ("Content-Language", lang),
        ("Cache-Control", lasting),
        PAGE_POLICY,
        REFERRER,
        NOSNIFF,
        *_release(release),
        *link(relations),
    )


def framed(release: str, lang: str, content_type: str) -> Headers:
    """Return the headers of a snippet of HTML that any site may show in a frame."""
    return (
        ("Content-Type", content_type),
        ("Content-Language", lang),
        ("Cache-Control", SHORT),
        *CORS,
        FRAMED_POLICY,
        REFERRER,
        NOSNIFF,
        *_release(release),
    )


def data(
    release: str, content_type: str, relations: tuple[Relation, ...] = (), lasting: str = SHORT
) -> Headers:
    """Return the headers of a document for programs."""
    return (
        ("Content-Type", content_type),
        ("Cache-Control", lasting),
        *CORS,
        DATA_POLICY,
        NOSNIFF,
        *_release(release),
        *link(relations),
    )


def asset(content_type: str) -> Headers:
    """Return the headers of a static file whose URL names its content."""
    return (
        ("Content-Type", content_type),
        ("Cache-Control", FOREVER),
        *CORS,
        DATA_POLICY,
        NOSNIFF,
    )


def redirect(
    location: str, release: str, vary: tuple[str, ...], relations: tuple[Relation, ...] = ()
) -> Headers:
    """Return the headers of a redirect; ``vary`` names what of the request chose its target."""
    return (
        ("Location", location),
        *((("Vary", ", ".join(vary)),) if vary else ()),
        ("Cache-Control", SHORT),
        *CORS,
        NOSNIFF,
        *_release(release),
        *link(relations),
    )


def problem(content_type: str, lang: str, relations: tuple[Relation, ...], wait: int) -> Headers:
    """Return the headers of a problem (RFC 9457), in the form and language that were chosen."""
    special: Headers = ()
    if wait:
        special = (("Retry-After", str(wait)),)
    return (
        ("Content-Type", content_type),
        ("Content-Language", lang),
        ("Cache-Control", NEVER),
        ("Vary", "Accept, Accept-Language"),
        *CORS,
        PAGE_POLICY,
        REFERRER,
        NOSNIFF,
        *special,
        *link(relations),
    )


def located(url: str) -> Headers:
    """Return where the document that is answered stands itself (RFC 9110 §8.7)."""
    return (("Content-Location", quote(url, safe=IRI_SAFE)),)


def allow(methods: tuple[str, ...]) -> Headers:
    """Return what may be done at a URL (RFC 9110 §10.2.1)."""
    return (("Allow", ", ".join(methods)),)


def options(methods: tuple[str, ...], *, preflight: bool) -> Headers:
    """Return the answer to ``OPTIONS``, which no cache keeps (RFC 9110 §9.3.7).

    A ``preflight`` asks what another origin may send (Fetch §3.3.2).
    """
    permitted: Headers = ()
    if preflight:
        permitted = (
            ("Access-Control-Allow-Methods", ", ".join(methods)),
            ("Access-Control-Allow-Headers", "*"),
            ("Access-Control-Max-Age", "86400"),
        )
    return (*allow(methods), *CORS, *permitted, ("Cache-Control", NEVER), NOSNIFF)


def file(release: str, content_type: str, location: str) -> Headers:
    """Return the headers of a file of a Release.

    ``location`` is its URL for ever; empty where it is asked for there, and may be kept for ever.
    """
    about = data(release, content_type, lasting=SHORT if location else FOREVER)
    if content_type == HTML_TYPE:
        about = tuple(ALONE_POLICY if it == DATA_POLICY else it for it in about)
    return (("Content-Location", location), *about) if location else about


def in_part(part: Part, size: int) -> Headers:
    """Return what tells which part of a file is sent (RFC 9110 §14.4)."""
    return (("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}"),)


def unsatisfied(size: int) -> Headers:
    """Return what tells a client how long the file is that it asked beyond (RFC 9110 §15.5.17)."""
    return (("Content-Range", f"bytes */{size}"),)


def quoted(etag: str, variant: str = "") -> str:
    """Return a strong entity tag (RFC 9110 §8.8.3); each encoding has its own (§8.8.3.3)."""
    return f'"{etag}-{variant}"' if variant else f'"{etag}"'


def whole(headers: Headers, etag: str, length: int, encoding: str, *, varies: bool) -> Headers:
    """Return ``headers`` with what only the finished bytes tell."""
    return (
        ("Content-Length", str(length)),
        *((("ETag", etag),) if etag else ()),
        *((("Content-Encoding", encoding),) if encoding else ()),
        *((("Vary", "Accept-Encoding"),) if varies else ()),
        *headers,
    )


def unchanged(headers: Headers) -> Headers:
    """Return those of ``headers`` that a 304 repeats (RFC 9110 §15.4.5)."""
    kept = {"etag", "cache-control", "vary", "content-location", "expires", "catalog-release"}
    return tuple(
        (name, value)
        for name, value in headers
        if name.lower() in kept or name.lower().startswith("access-control-")
    )


def _release(release: str) -> Headers:
    return (("Catalog-Release", release),) if release else ()


def _one(relation: Relation) -> str:
    more = f'; type="{relation.media_type}"' if relation.media_type else ""
    if relation.lang:
        more += f'; hreflang="{relation.lang}"'
    if relation.profiles:
        # Content Negotiation by Profile §7.2 lists the profiles of an alternate in this attribute.
        more += f'; formats="{" ".join(relation.profiles)}"'
    if relation.token:
        # §7.3 of the same: by what name a profile goes; the link is about the profile itself.
        more += f'; token="{relation.token}"; anchor="{relation.anchor}"'
    return f'<{quote(relation.url, safe=IRI_SAFE)}>; rel="{relation.rel}"{more}'
