"""Relative IRIs made absolute (RFC 3986, section 5.2), letter for letter as the parser does it."""

from __future__ import annotations

import re
from typing import Final

SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
PARTS: Final = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL
)


def resolve(reference: str, base: str) -> str:
    """Return ``reference`` seen from ``base``; an absolute one is left as it is written."""
    if SCHEME.match(reference):
        return reference
    found = PARTS.fullmatch(reference)
    origin = PARTS.fullmatch(base)
    if not found or not origin:
        return reference
    _, authority, path, query, fragment = found.groups()
    scheme, base_authority, base_path, base_query, _ = origin.groups()
    if authority is None:
        authority = base_authority
        if not path:
            path = base_path
            query = query if query is not None else base_query
        else:
            folder = "" if path.startswith("/") else base_path[: base_path.rfind("/") + 1]
            if not folder and authority is not None and not path.startswith("/"):
                folder = "/"
            path = _joined(folder, path)
    return (
        (f"{scheme}:" if scheme else "")
        + (f"//{authority}" if authority is not None else "")
        + path
        + (query or "")
        + (fragment or "")
    )


def _joined(folder: str, path: str) -> str:
    """Append ``path`` without its ``.`` and ``..`` (RFC 3986, section 5.2.4).

    The folder stays as it is written: the parser doesn't touch the dots of a base.
    """
    if "." not in path:
        return folder + path
    kept = folder.split("/")[:-1]
    segments = path.split("/")
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
            if last:
                kept.append("")
        elif segment == ".":
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/".join(kept)
