"""Turtle files into one Graph. It and ``feed`` alone parse; what is broken never hides the rest."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from catalog.model.rdf import BlankNode, Graph, Iri, Literal
from catalog.source.places import find_foreign, find_longest
from catalog.terms import STRING

if TYPE_CHECKING:
    from catalog.model.rdf import Node, Properties, Term
    from catalog.settings import Settings
    from catalog.source.files import SourceFile

BOM = b"\xef\xbb\xbf"
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
        content = _content(file, settings.limits.file_bytes)
        if isinstance(content, Broken):
            return content
        try:
            self._add(index, content, settings.base_iri)
        except SyntaxError as problem:
            line, column = problem.lineno or 1, problem.offset or 1
            return Broken(file.name, line, column, "syntax", str(problem.msg))
        except ValueError as problem:
            return Broken(file.name, 1, 1, "syntax", str(problem))
        except MemoryError:
            # pyoxigraph holds a token of 16 MB at most, whatever memory there is.
            place = find_longest(content.decode())
            return Broken(file.name, place.line, place.column, "token-too-long")
        for name, namespace in PREFIX.findall(content):
            self.prefixes.setdefault(name.decode(), namespace.decode())
        return None

    def _add(self, index: int, content: bytes, base_iri: str) -> None:
        named, literal, triple = pyoxigraph.NamedNode, pyoxigraph.Literal, pyoxigraph.Triple
        iris, blanks = self.iris, BlankNodes(f"b{index:0{self.width}}x")
        subjects: dict[Node, Properties] = {}
        several: list[tuple[Properties, Iri]] = []
        # The hottest loop of a build: a million and a half rounds for 100,000 concepts.
        for quad in pyoxigraph.parse(
            content, format=pyoxigraph.RdfFormat.TURTLE, base_iri=base_iri
        ):
            thing, value = quad.subject, quad.object
            kind = value.__class__
            if kind is literal:
                term: Term = read_literal(value)
            elif kind is named:
                text = value.value
                term = iris.get(text) or self._iri(text)
            elif kind is triple or thing.__class__ is triple:
                place = find_foreign(content.decode())
                where = ("", place.line, place.column, None)
                raise SyntaxError("a statement about a statement is RDF 1.2, not 1.1", where)
            else:
                term = blanks[value.value]
            text = thing.value
            subject = (
                iris.get(text) or self._iri(text) if thing.__class__ is named else blanks[text]
            )
            text = quad.predicate.value
            predicate = iris.get(text) or self._iri(text)
            properties = subjects.get(subject)
            if properties is None:
                subjects[subject] = {predicate: [term]}
            elif predicate not in properties:
                properties[predicate] = [term]
            else:
                objects = properties[predicate]
                objects.append(term)
                if len(objects) == 2:  # noqa: PLR2004 — the first time it can hold a repetition
                    several.append((properties, predicate))
        # Only now, when the whole file is known to be good.
        self.several += several
        for subject, properties in subjects.items():
            self._keep(index, subject, properties)

    def _keep(self, index: int, subject: Node, properties: Properties) -> None:
        known = self.subjects.get(subject)
        if known is None:
            self.subjects[subject] = properties
            self.places[subject] = (index,)
            return
        self.places[subject] += (index,)
        for predicate, objects in properties.items():
            if predicate in known:
                known[predicate] += objects
                self.several.append((known, predicate))
            else:
                known[predicate] = objects

    def _iri(self, value: str) -> Iri:
        known = self.iris.get(value)
        if known is None:
            known = self.iris[value] = Iri(value)
        return known


class BlankNodes(dict[str, BlankNode]):
    """The blank nodes of a file, named by the order in which they are met."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def __missing__(self, label: str) -> BlankNode:
        self[label] = node = BlankNode(f"{self.prefix}{len(self)}")
        return node


def read_literal(literal: pyoxigraph.Literal) -> Literal:
    """Return a literal of the parser as one of ours."""
    language = literal.language
    if language:
        return Literal(literal.value, language)
    datatype = literal.datatype.value
    return Literal(literal.value, "", "" if datatype == STRING else datatype)


def _content(file: SourceFile, most: int) -> bytes | Broken:
    """Return the bytes of a file that is there, of a size to read, and UTF-8."""
    try:
        size = file.size()
        if size > most:
            return Broken(file.name, 1, 1, "file-too-large", str(size))
        content = file.read()
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
    return content
