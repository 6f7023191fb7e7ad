"""What the endpoint says of itself: a SPARQL 1.1 Service Description, and a page for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import jinja2
import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from catalog import terms
from catalog.settings import program_folder
from catalog.sparql.evaluation import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.formats import Format
    from catalog.limits import Limits
    from catalog.release import Manifest

TEMPLATE: Final = "sparql.html"
FORMAT_NAMES: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
)
"""What W3C's list of file formats calls those that are answered in."""


def describe(url: str, manifest: Manifest, statements: int, form: Format) -> bytes:
    """Return the service description of the endpoint at ``url`` (SPARQL 1.1 SD §3)."""
    service, dataset = BlankNode("service"), BlankNode("dataset")
    graph, named = BlankNode("graph"), BlankNode("named")
    a, sd = NamedNode(terms.TYPE), terms.SD
    triples = [
        Triple(service, a, NamedNode(sd + "Service")),
        Triple(service, NamedNode(sd + "endpoint"), NamedNode(url)),
        Triple(service, NamedNode(sd + "supportedLanguage"), NamedNode(sd + "SPARQL11Query")),
        *(
            Triple(service, NamedNode(sd + "resultFormat"), NamedNode(terms.FILE_FORMATS + name))
            for name in FORMAT_NAMES
        ),
        Triple(service, NamedNode(sd + "defaultDataset"), dataset),
        Triple(dataset, a, NamedNode(sd + "Dataset")),
        Triple(dataset, NamedNode(sd + "defaultGraph"), graph),
        Triple(dataset, NamedNode(sd + "namedGraph"), named),
        Triple(named, a, NamedNode(sd + "NamedGraph")),
        Triple(named, NamedNode(sd + "name"), NamedNode(manifest.base_iri)),
        Triple(named, NamedNode(sd + "graph"), graph),
        Triple(graph, a, NamedNode(sd + "Graph")),
        Triple(
            graph,
            NamedNode(terms.VOID_TRIPLES),
            Literal(str(statements), datatype=NamedNode(terms.INTEGER)),
        ),
    ]
    prefixes = {"sd": sd, "void": terms.VOID}
    written = pyoxigraph.serialize(triples, format=GRAPHS[form], prefixes=prefixes)
    return written or b""


class Page:
    """The page for people: a form, some queries to begin with, and the limits."""

    def __init__(self) -> None:
        folder = program_folder("site") / "templates"
        self._template = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
        ).get_template(TEMPLATE)

    def render(
        self, lang: str, say: Callable[..., str], manifest: Manifest, action: str, limits: Limits
    ) -> bytes:
        """Return the page in ``lang``; the form asks ``action``."""
        title = manifest.title.get(lang) or next(iter(manifest.title.values()), manifest.base_iri)
        return self._template.render(
            lang=lang,
            say=say,
            title=title,
            action=action,
            graph=manifest.base_iri,
            release=manifest.id,
            seconds=int(limits.sparql_seconds),
            megabytes=limits.sparql_answer_bytes // 1_000_000,
            skos=terms.SKOS,
        ).encode()
