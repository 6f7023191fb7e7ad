"""The prefixes that documents may use, looked up once for all of them."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from catalog.formats import ntriples

if TYPE_CHECKING:
    from collections.abc import Mapping

# Narrower than PN_LOCAL (RDF 1.1 Turtle §6.5): what needs no escape and never ends in a dot.
LOCAL: Final = re.compile(r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$")
# XML 1.0 §2.3 without the rarer ranges: a namespace is cut so that the rest is an NCName.
NAME: Final = re.compile(r"[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff][\w.\-\u00b7]*$")
MOST: Final = 20_000
"""Names remembered: predicates, types and what many documents point at, not every subject."""


class Prefixes:
    """Namespaces to prefixes, and each IRI's short name as it has been worked out before."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.by_prefix = {prefix: namespace for namespace, prefix in self.by_namespace.items()}
        self._turtle: dict[str, tuple[str, str | None]] = {}
        self._xml: dict[str, tuple[str, str, str] | None] = {}

    def turtle(self, iri: str) -> tuple[str, str | None]:
        """Return ``iri`` as Turtle writes it, and the prefix that this takes."""
        known = self._turtle.get(iri)
        if known is None:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self.by_namespace.get(iri[:cut])
            if prefix is not None and LOCAL.match(iri[cut:]):
                known = (f"{prefix}:{iri[cut:]}", prefix)
            else:
                known = (f"<{ntriples.iri(iri)}>", None)
            if len(self._turtle) < MOST:
                self._turtle[iri] = known
        return known

    def xml(self, predicate: str) -> tuple[str, str, str] | None:
        """Return the element name of a predicate, its prefix and namespace; None if it has none.

        A namespace without a prefix gets one that follows from its name alone, so that pieces
        of a document that are written apart agree (RDF 1.1 XML Syntax §2.4).
        """
        if predicate in self._xml:
            return self._xml[predicate]
        local = NAME.search(predicate)
        known = None
        if local is not None and local.start():
            namespace = predicate[: local.start()]
            prefix = self.by_namespace.get(namespace)
            if not prefix or not NAME.fullmatch(prefix):
                prefix = f"ns{zlib.crc32(namespace.encode()):08x}"
            known = (f"{prefix}:{local[0]}", prefix, namespace)
        if len(self._xml) < MOST:
            self._xml[predicate] = known
        return known
