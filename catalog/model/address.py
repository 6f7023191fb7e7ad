"""From an IRI to the path where it is served; the rule that the build and the site share."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

LANGUAGES: Final = ("nb", "nn", "en")
"""The languages of the interface; each is the first segment of its pages."""
OWN: Final = "-"
"""The first segment of the program's own paths."""
RESERVED: Final = frozenset({*LANGUAGES, OWN, "api", "downloads", "feed", "favicon.ico",
                             "robots.txt", "sitemap.xml", ""})  # fmt: skip


def path_below(iri: str, base: str) -> str | None:
    """Return the decoded path of ``iri`` below ``base``, or None where it can't have a page there.

    It can't when it lies elsewhere, has a fragment or a query (a server never sees the one and
    reads the other as parameters), begins with a segment of the program's own, or holds what a
    browser would change on the way (``.``, ``..``, empty segments, backslashes: WHATWG URL §4.4).
    """
    if not iri.startswith(base) or "#" in iri or "?" in iri:
        return None
    try:
        path = unquote(iri[len(base) :], errors="strict")
    except UnicodeDecodeError:
        return None
    segments = path.split("/")
    if segments[0] in RESERVED or not path.isprintable() or "\\" in path:
        return None
    if any(segment in {".", ".."} for segment in segments) or "" in segments[:-1]:
        return None
    return path


def interface_languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the interface languages for a catalogue written in ``languages``."""
    return tuple(lang for lang in LANGUAGES if lang in languages) or ("en",)
