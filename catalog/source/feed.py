"""One feed, in any of the RDF formats that the national harvester reads, into a Graph.

It may be anybody's, so what costs the parser without bound is refused before it is parsed.
"""

from __future__ import annotations

import re
import xml.sax
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.handler import ContentHandler

import defusedxml.sax
import pyoxigraph
from defusedxml.common import DefusedXmlException

from catalog.errors import FeedUnavailable
from catalog.model.rdf import Graph, Iri
from catalog.source.places import find_foreign, find_longest
from catalog.source.turtle import PREFIX, BlankNodes, Broken, read_literal
from catalog.terms import HARVEST_BASE, RELATIVE_BASE

if TYPE_CHECKING:
    from xml.sax.xmlreader import Locator

    from catalog.model.rdf import Node, Properties, Term

PARSERS: Final = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    # Jena reads N3 with its Turtle parser.
    "n3": pyoxigraph.RdfFormat.TURTLE,
    "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "n-quads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdf-xml": pyoxigraph.RdfFormat.RDF_XML,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
}
LINED: Final = frozenset({"turtle", "n3", "n-triples"})
"""Formats in which ``places`` finds where a statement stands."""
BRACKET: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
DECLARED: Final = re.compile(r"\A(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"'>]*[\"']")
"""The encoding that an XML document declares: what the harvester parses is text already."""
REMOTE: Final = "LoadDocumentCallback"
"""What the parser speaks of where JSON-LD takes its context from another address."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says.

    ``relative`` are the IRIs that were written without a scheme, as the harvester resolves them;
    ``dropped`` are the statements in named graphs, which no harvester of one graph keeps.
    """

    graph: Graph
    broken: Broken | None = None
    relative: tuple[Iri, ...] = ()
    dropped: int = 0


def read_feed(text: str, form: str, name: str, depth: int) -> Feed:
    """Parse ``text``, which is called ``name``, in the format ``form``: a key of ``PARSERS``.

    Relative IRIs are resolved as the harvester does it. Raises FeedUnavailable for brackets or
    elements nested deeper than ``depth``, entities of XML, and contexts at another address.
    """
    if form == "rdf-xml":
        text = DECLARED.sub(r"\1", text)
    try:
        broken = _refuse(text, form, name, depth)
        return _parsed(text, form, name) if broken is None else Feed(Graph(), broken)
    except SyntaxError as problem:
        words = str(problem.msg)
        if REMOTE in words:
            raise FeedUnavailable(name, reason="feed-context") from None
        line, column = problem.lineno or 1, problem.offset or 1
        return Feed(Graph(), Broken(name, line, column, "syntax", words))
    except ValueError as problem:
        return Feed(Graph(), Broken(name, 1, 1, "syntax", str(problem)))
    except MemoryError:
        # pyoxigraph holds a token of 16 MB at most, whatever memory there is.
        place = find_longest(text)
        return Feed(Graph(), Broken(name, place.line, place.column, "token-too-long"))


def _parsed(text: str, form: str, name: str) -> Feed:
    content = text.encode()
    base = None if form in {"n-triples", "n-quads"} else RELATIVE_BASE
    reader, default = _Reader(), pyoxigraph.DefaultGraph()
    for quad in pyoxigraph.parse(content, format=PARSERS[form], base_iri=base):
        if quad.graph_name != default:
            reader.dropped += 1
        elif pyoxigraph.Triple in {quad.subject.__class__, quad.object.__class__}:
            place = find_foreign(text)
            where = ("", place.line, place.column, None)
            raise SyntaxError("a statement about a statement is RDF 1.2, not 1.1", where)
        else:
            reader.add(quad)
    for properties in reader.subjects.values():
        for predicate, values in properties.items():
            # A graph is a set: a statement that is written twice is one statement.
            properties[predicate] = list(dict.fromkeys(values))
    prefixes = PREFIX.findall(content) if form in LINED else ()
    graph = Graph(
        subjects=reader.subjects,
        prefixes={prefix.decode(): namespace.decode() for prefix, namespace in prefixes},
        files=(name,),
        places=dict.fromkeys(reader.subjects, (0,)),
    )
    return Feed(graph, relative=tuple(reader.relative), dropped=reader.dropped)


class _Reader:
    """The state of one read: what has been said so far, and each IRI once in memory."""

    def __init__(self) -> None:
        self.subjects: dict[Node, Properties] = {}
        self.iris: dict[str, Iri] = {}
        self.relative: dict[Iri, None] = {}
        self.blanks = BlankNodes("b")
        self.dropped = 0

    def add(self, quad: pyoxigraph.Quad) -> None:
        """Add one statement."""
        value = quad.object
        term: Term = (
            read_literal(value) if isinstance(value, pyoxigraph.Literal) else self._node(value)
        )
        properties = self.subjects.setdefault(self._node(quad.subject), {})
        properties.setdefault(self._iri(quad.predicate.value), []).append(term)

    def _node(self, term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple) -> Node:
        if isinstance(term, pyoxigraph.NamedNode):
            return self._iri(term.value)
        return self.blanks[str(term)]

    def _iri(self, value: str) -> Iri:
        known = self.iris.get(value)
        if known is None:
            known = Iri(value)
            if value.startswith(RELATIVE_BASE):
                known = Iri(HARVEST_BASE + value.removeprefix(RELATIVE_BASE))
                self.relative[known] = None
            self.iris[value] = known
        return known


def _refuse(text: str, form: str, name: str, depth: int) -> Broken | None:
    """Refuse what the parser would never finish; return where XML is broken, which it doesn't say.

    Raises FeedUnavailable.
    """
    if form == "json-ld":
        deepest = level = 0
        for sign in BRACKET.finditer(text):
            level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
            deepest = max(deepest, level)
        if deepest > depth:
            raise FeedUnavailable(name, reason="feed-deep", known=str(depth))
    if form == "rdf-xml":
        watch = _Watch(name, depth)
        try:
            defusedxml.sax.parseString(text.encode(), watch, forbid_dtd=False)
        except DefusedXmlException:
            raise FeedUnavailable(name, reason="feed-entities") from None
        except xml.sax.SAXParseException as problem:
            line, column = problem.getLineNumber() or 1, (problem.getColumnNumber() or 0) + 1
            return Broken(name, line, column, "syntax", problem.getMessage())
    return None


class _Watch(ContentHandler):
    """Counts how deep elements lie in each other."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self.name, self.most, self.depth = name, most, 0

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 — SAX's name
        """Keep no locator: a SAXParseException has its own place."""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: ARG002, N802 — SAX's own
        """Go one deeper. Raises FeedUnavailable beyond the limit."""
        self.depth += 1
        if self.depth > self.most:
            raise FeedUnavailable(self.name, reason="feed-deep", known=str(self.most))

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 — SAX's own
        """Come up again."""
        self.depth -= 1
