"""Every response header: no view writes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from catalog.web.conditions import Part

Headers = tuple[tuple[str, str], ...]

METHODS: Final = "GET, HEAD, OPTIONS"
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
DATA_POLICY: Final = ("Content-Security-Policy", "default-src 'none'; sandbox")
"""A browser shows RDF/XML as a document, so what stands in it gets no rights at all."""
CORS: Final = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Link, ETag, Catalog-Release"),
)
"""Everything here is public and no answer depends on who asks, so any origin may read it."""
BY_LANGUAGE: Final = ("Vary", "Accept-Language")

SHORT: Final = "public, max-age=300, stale-while-revalidate=86400"
FOREVER: Final = "public, max-age=31536000, immutable"
NEVER: Final = "no-store"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of the answer to something (RFC 8288): ``alternate``, ``canonical``, ``license``."""

    url: str
    rel: str
    media_type: str = ""
    lang: str = ""


def link(relations: tuple[Relation, ...]) -> Headers:
    """Return ``Link``, or nothing where there are none."""
    if not relations:
        return ()
    return (("Link", ", ".join(_one(relation) for relation in relations)),)


def page(release: str, lang: str, content_type: str, relations: tuple[Relation, ...]) -> Headers:
    """Return the headers of an HTML page of a Release."""
    return (
        ("Content-Type", content_type),
        ("Content-Language", lang),
        ("Cache-Control", SHORT),
        PAGE_POLICY,
        REFERRER,
        NOSNIFF,
        *_release(release),
        *link(relations),
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
    return (("Content-Type", content_type), ("Cache-Control", FOREVER), *CORS, NOSNIFF)


def redirect(location: str, release: str, vary: tuple[str, ...]) -> Headers:
    """Return the headers of a redirect; ``vary`` names what of the request chose its target."""
    return (
        ("Location", location),
        *((("Vary", ", ".join(vary)),) if vary else ()),
        ("Cache-Control", SHORT),
        *CORS,
        NOSNIFF,
        *_release(release),
    )


def problem(
    status: int, content_type: str, lang: str, relations: tuple[Relation, ...], wait: int
) -> Headers:
    """Return the headers of a problem (RFC 9457), in the form and language that were chosen."""
    special: Headers = ()
    if status == 405:  # noqa: PLR2004 — RFC 9110 §15.5.6
        special = (("Allow", METHODS),)
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


def options() -> Headers:
    """Return the answer to ``OPTIONS`` (RFC 9110 §9.3.7) and to a CORS preflight, which is one."""
    return (
        ("Allow", METHODS),
        *CORS,
        ("Access-Control-Allow-Methods", METHODS),
        ("Access-Control-Allow-Headers", "*"),
        ("Access-Control-Max-Age", "86400"),
        ("Cache-Control", SHORT),
        NOSNIFF,
    )


def download(release: str, content_type: str, etag: str, size: int, part: Part | None) -> Headers:
    """Return the headers of a file of the Release, or of a part of it (RFC 9110 §14.4)."""
    ranged: Headers = ()
    if part is not None:
        ranged = (("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}"),)
    length = part.stop - part.start if part else size
    return (
        ("Content-Length", str(length)),
        ("ETag", etag),
        ("Accept-Ranges", "bytes"),
        *ranged,
        *data(release, content_type),
    )


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
    return f'<{quote(relation.url, safe=IRI_SAFE)}>; rel="{relation.rel}"{more}'
