"""From an IRI to the path where it is served; the rules that the build and the site share."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import unquote

LANGUAGES: Final = ("nb", "nn", "en")
"""The languages of the interface; each is the first segment of its pages."""
OWN: Final = "-"
"""The first segment of the program's own paths."""
RESERVED: Final = frozenset({*LANGUAGES, OWN, ".well-known", "api", "downloads", "feed",
                             "favicon.ico", "robots.txt", "sitemap.xml", ""})  # fmt: skip
EVERYTHING: Final = "catalog"
"""What the files of the whole catalogue are called."""
TAKEN: Final = frozenset({EVERYTHING, "manifest", "releases"})
"""Names below the downloads that are the program's own."""
SOURCE: Final = "source"
"""The profile of files with a code list as source of a programming language."""
FIRST_DAY: Final = "first-day"
"""What stands before the extension of schemas with the codes of a model's first day."""
PROFILED: Final = ("skos", FIRST_DAY)
"""What stands before the extension of files in plain SKOS, and of those schemas."""
_SHOWN: Final = 60
"""Letters of an IRI that a made-up name keeps; enough to know it by."""
_LONGEST: Final = 200
"""Of a file's name; file systems take 255 bytes, and codings add an extension."""
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


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


def download_stem(iri: str, path: str | None) -> str:
    """Return what the files of ``iri`` are called below the downloads, but for the extension.

    It is the IRI's path. What has none here, or one that the program needs, gets a name made of
    the last part of its IRI and a hash, below a segment that no path begins with.
    """
    if path is not None and path not in TAKEN and path.rpartition(".")[2] not in PROFILED:
        return path
    last = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    shown = re.sub(r"[^A-Za-z0-9_-]+", "-", last)[:_SHOWN].strip("-")
    return f"{OWN}/{shown or 'x'}-{hashlib.sha256(iri.encode()).hexdigest()[:24]}"


def file_name(stem: str, extension: str) -> str:
    """Return what the file ``<stem>.<extension>`` is called on disk.

    No text leads out of its folder, and no two texts get one name, also where a disk takes large
    and small letters for the same: small ASCII letters, digits and hyphens stay, a slash becomes a
    dot, everything else its bytes in hexadecimal; what is too long ends in a hash.
    """
    escaped = "".join(map(_escaped, stem))
    if len(escaped) > _LONGEST:
        escaped = f"{escaped[:_SHOWN]}__{hashlib.sha256(stem.encode()).hexdigest()}"
    hidden = "_" if escaped[:1] in {"", ".", "-"} else ""  # nor for an option of rm
    return f"{hidden}{escaped}.{extension}"


def _escaped(letter: str) -> str:
    if letter in _PLAIN:
        return letter
    return "." if letter == "/" else "".join(f"_{byte:02x}" for byte in letter.encode())
