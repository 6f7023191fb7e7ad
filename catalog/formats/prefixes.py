"""The prefixes that documents may use, looked up once for all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.formats import ntriples

if TYPE_CHECKING:
    from collections.abc import Mapping

# Narrower than PN_LOCAL (RDF 1.1 Turtle §6.5): what needs no escape and never ends in a dot.
LOCAL: Final = re.compile(r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$")
TERM: Final = re.compile(r"^[A-Za-z][A-Za-z0-9_-]*$")
MOST: Final = 20_000
"""Names remembered: predicates, types and what many documents point at, not every subject."""


class Prefixes:
    """Namespaces to prefixes, and each IRI's short name as it has been worked out before."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.by_prefix = {prefix: namespace for namespace, prefix in self.by_namespace.items()}
        self.for_json = {
            namespace: prefix
            for namespace, prefix in self.by_namespace.items()
            # JSON-LD 1.1 §9.2: a simple term is a prefix only where the IRI ends in a delimiter.
            if TERM.match(prefix) and namespace.endswith(("/", "#", ":", "?"))
            if prefix not in {"http", "https"}
        }
        self._turtle: dict[str, tuple[str, str | None]] = {}

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
