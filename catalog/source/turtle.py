"""Turtle files into one Graph. Only this module parses; what is broken never hides the rest."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from catalog.model.rdf import BlankNode, Graph, Iri, Literal

if TYPE_CHECKING:
    from catalog.model.rdf import Node, Properties, Term
    from catalog.settings import Settings
    from catalog.source.files import SourceFile

BOM = b"\xef\xbb\xbf"
PLAIN = "http://www.w3.org/2001/XMLSchema#string"
TAGGED = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PREFIX = re.compile(
    rb"^[ \t]*(?:@prefix|PREFIX)[ \t]+([A-Za-z][\w.-]*)?:[ \t]*<([^<>\"{}|^`\\\s]*)>",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that can't be read as Turtle; ``reason`` is a rule, ``detail`` the parser's words.

    ``line`` and ``column`` count from 1; a byte that isn't UTF-8 has its place too.
    """

    file: str
    line: int
    column: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the files say, and which of them couldn't be read."""

    graph: Graph
    broken: tuple[Broken, ...]


def read_sources(files: tuple[SourceFile, ...], settings: Settings) -> Sources:
    """Parse ``files`` strictly (Turtle 1.1) into one Graph.

    A broken file gives one Broken and none of its statements; the others are read all the same.
    Blank nodes get labels by file and order, so that two reads of the same bytes are equal.
    """
    reader = _Reader(len(files))
    broken: list[Broken] = []
    # A million small objects that all stay: collecting garbage on the way costs half the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        for index, file in enumerate(files):
            problem = reader.read(index, file, settings)
            if problem:
                broken.append(problem)
        for properties, predicate in reader.several:
            # A graph is a set: a statement that is written twice is one statement.
            properties[predicate] = list(dict.fromkeys(properties[predicate]))
    finally:
        if collecting:
            gc.enable()
    graph = Graph(
        subjects=reader.subjects,
        prefixes=dict(sorted(reader.prefixes.items())),
        files=tuple(file.name for file in files),
        places=reader.places,
    )
    return Sources(graph, tuple(broken))


class _Reader:
    """The state of one read: what has been seen, and each IRI once in memory."""

    def __init__(self, files: int) -> None:
        self.subjects: dict[Node, Properties] = {}
        self.places: dict[Node, tuple[int, ...]] = {}
        self.prefixes: dict[str, str] = {}
        self.several: list[tuple[Properties, Iri]] = []
        self.iris: dict[str, Iri] = {}
        self.width = len(str(files))

    def read(self, index: int, file: SourceFile, settings: Settings) -> Broken | None:
        """Add one file's statements, all of them or none; return why none."""
        try:
            size = file.path.stat().st_size
            if size > settings.limits.file_bytes:
                return Broken(file.name, 1, 1, "file-too-large", str(size))
            content = file.path.read_bytes()
        except OSError as problem:
            return Broken(file.name, 1, 1, "file-unreadable", problem.strerror or str(problem))
        content = content.removeprefix(BOM)
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as problem:
            before = content[: problem.start]
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            detail = f"0x{content[problem.start]:02X}"
            return Broken(file.name, before.count(b"\n") + 1, column, "not-utf-8", detail)
        try:
            self._add(index, content, settings.base_iri)
        except SyntaxError as problem:
            line, column = problem.lineno or 1, problem.offset or 1
            return Broken(file.name, line, column, "syntax", str(problem.msg))
        except ValueError as problem:
            return Broken(file.name, 1, 1, "syntax", str(problem))
        for name, namespace in PREFIX.findall(content):
            self.prefixes.setdefault(name.decode(), namespace.decode())
        return None

    def _add(self, index: int, content: bytes, base_iri: str) -> None:
        iris, blanks = self.iris, {}
        width = self.width

        def node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode) -> Node:
            value = term.value
            if term.__class__ is pyoxigraph.NamedNode:
                known = iris.get(value)
                if known is None:
                    known = iris[value] = Iri(value)
                return known
            label = blanks.get(value)
            if label is None:
                label = blanks[value] = BlankNode(f"b{index:0{width}}x{len(blanks)}")
            return label

        statements: list[tuple[Node, Iri, Term]] = []
        append = statements.append
        for quad in pyoxigraph.parse(
            content, format=pyoxigraph.RdfFormat.TURTLE, base_iri=base_iri
        ):
            value: Term
            thing = quad.object
            if thing.__class__ is pyoxigraph.Literal:
                language = thing.language
                datatype = "" if language else thing.datatype.value
                value = Literal(thing.value, language or "", "" if datatype == PLAIN else datatype)
            else:
                value = node(thing)
            append((node(quad.subject), node(quad.predicate), value))
        subjects, places = self.subjects, self.places
        for subject, predicate, value in statements:
            properties = subjects.get(subject)
            if properties is None:
                properties = subjects[subject] = {}
                places[subject] = (index,)
            elif places[subject][-1] != index:
                places[subject] += (index,)
            objects = properties.get(predicate)
            if objects is None:
                properties[predicate] = [value]
            else:
                objects.append(value)
                if len(objects) == 2:  # noqa: PLR2004 — the first time it can hold a repetition
                    self.several.append((properties, predicate))
