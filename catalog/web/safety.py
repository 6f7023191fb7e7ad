"""Which addresses from the data may become links; everything else is shown as text."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

SCHEMES: Final = frozenset({"http", "https", "mailto"})
INVISIBLE: Final = frozenset(
    chr(number)
    for low, high in ((0x00, 0x21), (0x7F, 0xA1), (0x200B, 0x2010), (0x2028, 0x202F),
                      (0x2060, 0x2070), (0xFEFF, 0xFF00))
    for number in range(low, high)
)  # fmt: skip
"""White space, control and formatting characters: in an address they only deceive."""


def safe_href(iri: str) -> str:
    """Return ``iri`` where a browser may follow it, else nothing.

    Autoescaping stops tags but not ``javascript:``, so the scheme is looked up in a short list.
    """
    if not INVISIBLE.isdisjoint(iri) or "\\" in iri:
        return ""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or (parts.scheme != "mailto" and not parts.netloc):
        return ""
    if "@" in parts.netloc:  # a name before the host makes it look like another host
        return ""
    return iri


def editor(template: str, file: str) -> str:
    """Return where ``file`` is changed in the forge, or nothing where that isn't known."""
    if not template or not file:
        return ""
    return safe_href(template.replace("{file}", quote(file, safe="/")))
