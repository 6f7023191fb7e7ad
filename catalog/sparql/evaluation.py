"""One query evaluated with pyoxigraph, into bytes of a known size. Runs in a confined process."""

from __future__ import annotations

import enum
import errno
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import pyoxigraph

from catalog import formats
from catalog.processes import keeper
from catalog.sparql.keywords import FROM, SERVICE, uses, without_graph

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

RESULTS: Final = {
    formats.SPARQL_JSON: pyoxigraph.QueryResultsFormat.JSON,
    formats.SPARQL_XML: pyoxigraph.QueryResultsFormat.XML,
    formats.SPARQL_CSV: pyoxigraph.QueryResultsFormat.CSV,
    formats.SPARQL_TSV: pyoxigraph.QueryResultsFormat.TSV,
}
"""What SELECT and ASK are answered in, best first where a client has no wish."""
GRAPHS: Final = {
    formats.TURTLE: pyoxigraph.RdfFormat.TURTLE,
    formats.JSON_LD: pyoxigraph.RdfFormat.JSON_LD,
    formats.N_TRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
    formats.RDF_XML: pyoxigraph.RdfFormat.RDF_XML,
}
"""What CONSTRUCT and DESCRIBE are answered in."""
_RESULTS_BY_NAME: Final = {form.name: writer for form, writer in RESULTS.items()}
_GRAPHS_BY_NAME: Final = {form.name: writer for form, writer in GRAPHS.items()}
REASON_CHARACTERS: Final = 300
"""Of the parser's message: it may list every token that it would have taken."""


class Outcome(enum.IntEnum):
    """How a query ended; it is the exit status of its process."""

    RESULTS = 0
    GRAPH = 1
    SYNTAX = 10
    SERVICE = 11
    DATASET = 12
    NOT_ACCEPTABLE = 13
    TOO_LARGE = 14
    UNWRITABLE = 15
    EVALUATION = 16
    MEMORY = keeper.MEMORY
    BROKEN = keeper.BROKEN


@dataclass(frozen=True, slots=True)
class Order:
    """A query to evaluate. ``results`` and ``graph`` name the format for either kind of answer.

    They are empty where the client takes none of that kind. ``default`` and ``named`` are the
    request's own dataset, or None.
    """

    query: str
    results: str
    graph: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


class Catalogue:
    """The store, and the one graph in it: the default graph of those who name none."""

    def __init__(self, store: pyoxigraph.Store, graph: str) -> None:
        self._store = store
        self._graph = pyoxigraph.NamedNode(graph)
        self._nothing = pyoxigraph.Store()

    def evaluate(self, order: Order, most: int) -> tuple[Outcome, bytes]:
        """Return how it ended, and the whole answer or the reason why there is none.

        An answer of more than ``most`` bytes is none.
        """
        buffer = _Buffer(most)
        try:
            outcome = self._refused(order) or self._write(order, buffer)
        except SyntaxError as problem:
            return Outcome.SYNTAX, _reason(problem)
        except (OSError, RuntimeError, ValueError) as problem:
            # What the buffer raises comes through Rust as it was, or as an OSError.
            full = Outcome.TOO_LARGE, b""
            return full if buffer.full else (Outcome.EVALUATION, _reason(problem))
        return outcome, buffer.getvalue()

    def _write(self, order: Order, buffer: _Buffer) -> Outcome:
        found = self._found(order)
        if isinstance(found, pyoxigraph.QueryTriples):
            if not order.graph:
                return Outcome.NOT_ACCEPTABLE
            rdf = _GRAPHS_BY_NAME[order.graph]
            found.serialize(buffer, rdf)
            outcome, is_xml = Outcome.GRAPH, rdf == pyoxigraph.RdfFormat.RDF_XML
        else:
            if not order.results:
                return Outcome.NOT_ACCEPTABLE
            form = _RESULTS_BY_NAME[order.results]
            found.serialize(buffer, form)
            outcome, is_xml = Outcome.RESULTS, form == pyoxigraph.QueryResultsFormat.XML
        if is_xml and not _is_xml(buffer.getvalue()):
            buffer.truncate(0)
            return Outcome.UNWRITABLE
        return outcome

    def _refused(self, order: Order) -> Outcome | None:
        """Tell what is asked for that isn't given; a query that isn't one is left to the store."""
        parses = self._parses
        if uses(order.query, SERVICE, parses) and parses(order.query):
            return Outcome.SERVICE
        rest = without_graph(order.query, self._graph.value)
        if uses(rest, FROM, parses) and parses(order.query):
            return Outcome.DATASET
        return None

    def _parses(self, query: str) -> bool:
        try:
            self._nothing.query(query)
        except SyntaxError:
            return False
        except (RuntimeError, ValueError, OSError):
            return True  # it was understood, and then something of it couldn't be done
        return True

    def _found(
        self, order: Order
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        if order.default is not None:
            return self._store.query(
                order.query,
                default_graph=[pyoxigraph.NamedNode(iri) for iri in order.default],
                named_graphs=[pyoxigraph.NamedNode(iri) for iri in order.named or ()],
            )
        if uses(order.query, FROM, self._parses):
            return self._store.query(order.query)
        return self._store.query(order.query, default_graph=[self._graph])


class _Buffer(io.BytesIO):
    """Takes an answer up to its limit: what is beyond it can't be sent, so it isn't made."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.full = False
        self._most = most

    def write(self, piece: Buffer, /) -> int:
        """Take a piece. Raises OSError where there is no room for it."""
        size = len(memoryview(piece))
        if self.tell() + size > self._most:
            self.full = True
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return super().write(piece)


def _is_xml(content: bytes) -> bool:
    """Tell whether it is well-formed: some predicates and control characters have no XML."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)  # noqa: FBT003 — a C function: no keywords
    except expat.ExpatError:
        return False
    return True


def _reason(problem: BaseException) -> bytes:
    return str(problem)[:REASON_CHARACTERS].encode()
