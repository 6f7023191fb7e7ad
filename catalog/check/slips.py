"""What the parser says of a slip in Turtle, as a word of ``shapes/words.ttl`` for each of them."""

from __future__ import annotations

import re
from typing import Final

from catalog.check.finding import Said

SLIPS: Final = (
    # What pyoxigraph really said when one sign was removed, added or doubled in 30,000 files.
    ("prefix-unknown", r"The prefix (?P<value>\S+) has not been declared"),
    ("quote-open", r"Line jumps are not allowed in string literals"),
    ("dot-missing", r"A dot is expected at the end of statements"),
    ("iri-character", r"Invalid IRI code point (?P<value>.+)"),
    ("iri-character", r"Invalid IRI character (?P<value>.+)"),
    ("iri-relative", r"No scheme found in an absolute IRI"),
    ("not-subject", r"(?P<value>.+) is not a valid subject or graph name"),
    ("not-property", r"(?P<value>.+) is not a valid predicate"),
    ("not-value", r"(?P<value>.+) is not a valid RDF (?:object|quoted triple subject).*"),
    ("language-tag", r"A language code should always start with a letter"),
    ("language-tag", r"The given language subtag is invalid"),
    ("language-tag", r"A subtag may be eight characters in length at maximum"),
    ("datatype", r"Expecting a datatype IRI after \^\^, found (?P<value>.+)"),
    ("prefix-form", r"The PREFIX (?:keyword|declaration) should be followed .*"),
    ("prefix-form", r".* is not (?:a valid prefix|allowed at the beginning of a prefix name).*"),
    ("base-form", r"The BASE keyword should be followed by an IRI"),
    ("end", r"Unexpected end(?: of file)?"),
    ("character", r"(?:Unexpected|Invalid) character (?P<value>.+)"),
)
KNOWN: Final = tuple((f"slip-{name}", re.compile(words)) for name, words in SLIPS)


def said(words: str) -> Said | str:
    """Return what the parser's ``words`` mean, or the words themselves where nobody has put it."""
    for name, pattern in KNOWN:
        found = pattern.match(words)
        if found:
            return Said(name, found.groupdict().get("value") or "")
    return words
