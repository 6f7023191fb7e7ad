"""How a term is written: by what it is, never by how it was written before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import BlankNode, Iri
from catalog.source.references import resolve
from catalog.terms import BOOLEAN, INTEGER, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.model.rdf import Term

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE: Final = rf"{_BASE}_0-9:\-\u00b7\u0300-\u036f\u203f-\u2040"
LOCAL: Final = re.compile(
    rf"(?:[{_BASE}_0-9:]|%[0-9A-Fa-f]{{2}})(?:\.*(?:[{_MORE}]|%[0-9A-Fa-f]{{2}}))*"
)
"""PN_LOCAL (Turtle 1.1, section 6.5) without what needs an escape."""
BARE: Final = {
    INTEGER: re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
    BOOLEAN: re.compile(r"true|false"),
}
"""Literals that need no quotes."""
# Controls, and what turns the writing direction: in a source they must be seen to be believed.
_HIDDEN: Final = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
IN_STRING: Final = re.compile(rf'[{_HIDDEN}\\"]')
IN_LONG: Final = re.compile(rf'(?![\n\t])[{_HIDDEN}]|\\|"(?=")|"\Z')
IN_IRI: Final = re.compile(rf'[{_HIDDEN} <>"{{}}|^`\\]')
SHORT: Final = {
    "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f", "\\": r"\\", '"': r"\"",
}  # fmt: skip


class Spelling:
    """Terms as text, with the prefixes and the base of one document."""

    def __init__(
        self, prefixes: Mapping[str, str], base: str = "", offered: Mapping[str, str] | None = None
    ) -> None:
        """``base`` is empty where no IRI is written relative to it.

        ``offered`` are further prefixes; ``taken`` tells which of these have come to use.
        """
        self.base = base
        self.offered = {
            name: namespace
            for name, namespace in (offered or {}).items()
            if name not in prefixes and namespace not in prefixes.values()
        }
        self.taken: set[str] = set()
        both = {**prefixes, **self.offered}
        # The longest namespace that fits, and of two names for it the first.
        self.namespaces = sorted(both.items(), key=lambda item: (-len(item[1]), item[0]))
        self.known: dict[str, tuple[str, str]] = {}

    def verb(self, predicate: Iri) -> str:
        """Return a predicate as text."""
        return "a" if predicate == TYPE else self.iri(predicate)

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name, below the base, or in full."""
        known = self.known.get(iri)
        if known is None:
            known = self.known[iri] = self._short(iri)
        if known[1] in self.offered:
            self.taken.add(known[1])
        return known[0]

    def term(self, term: Term) -> str:
        """Return a term as text; a text of several lines takes as many."""
        if isinstance(term, Iri):
            return self.iri(term)
        if isinstance(term, BlankNode):
            return f"_:{term}"
        bare = BARE.get(term.datatype)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        text = quoted(term.value)
        if term.language:
            return f"{text}@{term.language}"
        return f"{text}^^{self.iri(term.datatype)}" if term.datatype else text

    def _short(self, iri: str) -> tuple[str, str]:
        for name, namespace in self.namespaces:
            if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}", name
        if self.base:
            folder = self.base[: self.base.partition("#")[0].rfind("/") + 1]
            for written in (iri[len(folder) :], iri[len(iri.partition("#")[0]) :]):
                if written and resolve(written, self.base) == iri != written:
                    return f"<{IN_IRI.sub(escape, written)}>", ""
        return f"<{IN_IRI.sub(escape, iri)}>", ""


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks: three of them where it has several lines."""
    if "\n" in text:
        return f'"""{IN_LONG.sub(escape, text)}"""'
    return f'"{IN_STRING.sub(escape, text)}"'


def escape(match: re.Match[str]) -> str:
    """Return the escape for one character of an IRI or a string."""
    letter = match.group()
    return SHORT.get(letter) or f"\\u{ord(letter):04X}"
