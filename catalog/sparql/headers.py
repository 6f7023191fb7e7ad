"""Every response header of the endpoint: no other module of it writes one."""

from __future__ import annotations

from typing import Final

from catalog.sparql.request import METHODS

Headers = list[tuple[bytes, bytes]]

NOSNIFF: Final = ("X-Content-Type-Options", "nosniff")
CORS: Final = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Catalog-Release, Retry-After"),
)
"""Everything here is public and no answer depends on who asks, so any origin may read it."""
DATA_POLICY: Final = (
    "Content-Security-Policy",
    "default-src 'none'; frame-ancestors 'none'; sandbox",
)
"""A browser shows XML as a document, so what stands in it gets no rights at all."""
PAGE_POLICY: Final = (
    "Content-Security-Policy",
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
)
AGAIN: Final = ("Cache-Control", "no-cache")
"""The same query has another answer as soon as there is a new Release."""
NEVER: Final = ("Cache-Control", "no-store")


def answer(content_type: str, length: int, release: str) -> Headers:
    """Return the headers of an answer from a Release."""
    return _bytes(
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
        ("Catalog-Release", release),
        ("Vary", "Accept"),
        AGAIN,
        *CORS,
        DATA_POLICY,
        NOSNIFF,
    )


def page(content_type: str, length: int, lang: str) -> Headers:
    """Return the headers of a page for people."""
    return _bytes(
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
        ("Content-Language", lang),
        ("Vary", "Accept, Accept-Language"),
        AGAIN,
        *CORS,
        PAGE_POLICY,
        NOSNIFF,
    )


def problem(content_type: str, length: int, lang: str, status: int, wait: int) -> Headers:
    """Return the headers of a problem (RFC 9457)."""
    special = [("Allow", ", ".join(METHODS))] if status == 405 else []  # noqa: PLR2004 — RFC 9110 §15.5.6
    if wait:
        special.append(("Retry-After", str(wait)))
    return _bytes(
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
        ("Content-Language", lang),
        ("Vary", "Accept, Accept-Language"),
        NEVER,
        *CORS,
        DATA_POLICY,
        NOSNIFF,
        *special,
    )


def redirect(location: str) -> Headers:
    """Return the headers of a redirect."""
    return _bytes(("Location", location), ("Content-Length", "0"), AGAIN, *CORS, NOSNIFF)


def options() -> Headers:
    """Return the answer to ``OPTIONS`` (RFC 9110 §9.3.7) and to a CORS preflight, which is one."""
    methods = ", ".join(METHODS)
    return _bytes(
        ("Allow", methods),
        *CORS,
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", "*"),
        ("Access-Control-Max-Age", "86400"),
        AGAIN,
        NOSNIFF,
    )


def _bytes(*named: tuple[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode()) for name, value in named]
