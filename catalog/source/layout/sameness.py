"""Whether two Turtle texts say the same: what stands between a rewritten source and the disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import SourceBroken
from catalog.model.rdf import BlankNode, Literal
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from catalog.model.rdf import Graph, Iri, Node, Term

Triple = tuple["Node", "Iri", "Term"]
NAME = "source"


def graph_of(text: str, base_iri: str) -> Graph:
    """Parse ``text`` as the sources are parsed. Raises SourceBroken with its line and column."""
    settings = Settings(root=Path(), base_iri=base_iri, title={})
    file = SourceFile(NAME, Path(NAME), text.encode("utf-8", "surrogatepass"))
    sources = read_sources((file,), settings)
    for broken in sources.broken:
        place = f"{broken.line}:{broken.column}"
        raise SourceBroken(place, reason=broken.reason, detail=broken.detail)
    return sources.graph


def same(one: Graph, other: Graph) -> bool:
    """Tell whether two graphs are the same but for the labels of blank nodes.

    Blank nodes are told apart by what is said around them, as far as a few rounds see. Exact
    for everything else, and never slow: RDFC-1.0 has inputs that take it forever.
    """
    return coloured(set(one.triples())) == coloured(set(other.triples()))


def coloured(triples: set[Triple]) -> Counter[tuple[str, ...]]:
    """Return the statements with each blank node replaced by a digest of its surroundings."""
    colours: dict[BlankNode, str] = {
        term: "" for triple in triples for term in triple if isinstance(term, BlankNode)
    }
    for _ in range(min(len(colours), 8)):
        around: dict[BlankNode, list[str]] = {node: [] for node in colours}
        for subject, predicate, value in triples:
            if isinstance(subject, BlankNode):
                around[subject].append(f"> {predicate} {_key(value, colours)}")
            if isinstance(value, BlankNode):
                around[value].append(f"< {predicate} {_key(subject, colours)}")
        colours = {node: _digest(colours[node], *sorted(said)) for node, said in around.items()}
    return Counter(
        (_key(subject, colours), str(predicate), _key(value, colours))
        for subject, predicate, value in triples
    )


def _key(term: Term, colours: dict[BlankNode, str]) -> str:
    if isinstance(term, BlankNode):
        return f"_:{colours[term]}"
    return repr(tuple(term)) if isinstance(term, Literal) else f"<{term}>"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
