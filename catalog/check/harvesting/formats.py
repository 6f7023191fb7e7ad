"""How the harvester chooses a format: by the registered ``Accept`` alone, whatever is answered.

The names of media types here are the harvester's own table (fdk-harvester, RDFUtils.kt,
``jenaTypeFromAcceptHeader``), in its order: the first that the text contains decides.
"""

from __future__ import annotations

import re
from typing import Final

from catalog.errors import FeedUnavailable

KNOWN: Final = (
    ("text/turtle", "turtle"),
    ("application/turtle", "turtle"),
    ("text/n3", "n3"),
    ("application/trig", "trig"),
    ("application/rdf+xml", "rdf-xml"),
    ("application/rdf+json", "rdf-json"),
    ("application/ld+json", "json-ld"),
    ("application/n-triples", "n-triples"),
    ("application/ntriples", "n-triples"),
    ("application/n-quads", "n-quads"),
    ("application/nquads", "n-quads"),
    ("application/trix", "trix"),
)
NAMES: Final = {
    "turtle": "Turtle",
    "n3": "N3",
    "trig": "TriG",
    "rdf-xml": "RDF/XML",
    "rdf-json": "RDF/JSON",
    "json-ld": "JSON-LD",
    "n-triples": "N-Triples",
    "n-quads": "N-Quads",
    "trix": "TriX",
}
UNREAD: Final = frozenset({"rdf-json", "trix"})
"""What the harvester reads and no parser of ours does; nobody is known to publish either."""
CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii", "iso-8859-1"})
"""Names that Java takes for a charset and that leave ASCII as it is."""
HTML: Final = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+|<!--(?:(?!-->).){0,5000}-->\s*+)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
LOOKS: Final = (
    ("rdf-xml", re.compile(r"\s*+<(?:\?xml|rdf:RDF|!DOCTYPE rdf)")),
    ("json-ld", re.compile(r'\s*+(?:\{\s*+"|\[\s*+\{)')),
    ("turtle", re.compile(r"\s*+(?:#[^\n]*+\n\s*+)*+(?:@prefix|@base|PREFIX|BASE)\b")),
)
ALIKE: Final = frozenset({"turtle", "n3", "trig"})
"""Formats that begin in the same way."""


def chosen(accept: str) -> str:
    """Return the format that the harvester would read, or nothing where it refuses ``accept``.

    Raises FeedUnavailable for a format that it reads and this program doesn't.
    """
    asked = accept.lower()
    form = next((form for name, form in KNOWN if name in asked), "")
    if form in UNREAD:
        raise FeedUnavailable(accept, reason="feed-format", known=NAMES[form])
    return form


def is_html(text: str) -> bool:
    """Tell whether ``text`` is a page for people."""
    return HTML.match(text) is not None


def looks_like(text: str, form: str) -> str:
    """Return what ``text`` seems to be where that isn't ``form``; else nothing."""
    for other, pattern in LOOKS:
        if pattern.match(text):
            return "" if other == form or {other, form} <= ALIKE else other
    return ""
