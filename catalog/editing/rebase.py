"""A whole root moved to another namespace: every source and ``omgrep.toml``, all or nothing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pyoxigraph

from catalog.editing.saving import save
from catalog.errors import RebaseRefused, SettingsBroken, SourceBroken
from catalog.model.rdf import Iri, Literal
from catalog.settings import FILE_NAME
from catalog.source.files import find_sources
from catalog.source.layout.namespace import Namespace
from catalog.source.layout.sameness import Triple, coloured, graph_of
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from catalog.model.rdf import Graph
    from catalog.settings import Settings
    from catalog.source.files import SourceFile

BASE_LINE: Final = re.compile(
    r"""^([ \t]*(?:catalog[ \t]*\.[ \t]*)?base_iri[ \t]*=[ \t]*)("[^"\\\r\n]*"|'[^'\r\n]*')""",
    re.MULTILINE,
)


@dataclass(slots=True)
class Move:
    """What moving a root comes to, before anything is written.

    ``counts`` are of ``base``, ``prefix``, ``iri`` and ``literal``: what is written otherwise;
    ``statements`` are those that say something else, most of them without being touched;
    ``left`` is where a text or a comment still names the old base, as ``file:line``.
    """

    old: str
    new: str
    statements: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    before: dict[Path, bytes | None] = field(default_factory=dict)

    def write(self) -> None:
        """Write every file, or none. Raises StorageFailed."""
        save(self.files, self.before)


def plan_move(settings: Settings, new: str) -> Move:
    """Return how the root of ``settings`` is moved to the namespace ``new``.

    Each file is read again as it is to be, and says the same but for the names. Raises
    RebaseRefused where ``new`` can't be the base, SourceBroken where a source isn't Turtle,
    SettingsBroken where the base can't be found in ``omgrep.toml``.
    """
    old = settings.base_iri
    _require_base(new, old)
    files = find_sources(settings)
    sources = read_sources(files, settings)
    for broken in sources.broken:
        place = f"{broken.file}:{broken.line}:{broken.column}"
        raise SourceBroken(place, reason=broken.reason)
    _require_free(sources.graph, old, new)
    move = Move(old, new)
    for file in files:
        _move_file(move, file, settings)
    path = settings.root / FILE_NAME
    before = path.read_bytes()
    move.files[path] = _settings(before.decode("utf-8"), new, path).encode()
    move.before[path] = before
    return move


def _require_base(new: str, old: str) -> None:
    try:
        parts = urlsplit(new)
        pyoxigraph.NamedNode(new)
        absolute = parts.scheme in {"http", "https"} and bool(parts.netloc)
    except ValueError:
        absolute = False
    if not absolute or not new.isprintable() or re.search(r'[ <>"{}|\\^`]', new):
        raise RebaseRefused(new, reason="base-form")
    if not new.endswith(("/", "#")):
        raise RebaseRefused(new, reason="base-end")
    if new == old:
        raise RebaseRefused(new, reason="base-same")


def _require_free(graph: Graph, old: str, new: str) -> None:
    """Refuse a namespace in which others' names lie: ours could no longer be told from them."""
    for iri in _iris(graph):
        if iri.startswith(old):
            if "#" in new and "#" in iri[len(old) :]:
                raise RebaseRefused(new, reason="base-fragment", known=iri)
        elif iri.startswith(new):
            raise RebaseRefused(new, reason="base-taken", known=iri)


def _iris(graph: Graph) -> Iterator[str]:
    for triple in graph.triples():
        for term in triple:
            if isinstance(term, Iri):
                yield term
            elif isinstance(term, Literal) and term.datatype:
                yield term.datatype


def _move_file(move: Move, file: SourceFile, settings: Settings) -> None:
    content = file.read()
    text = content.decode("utf-8")
    namespace = Namespace(move.old, move.new)
    said = set(graph_of(text, settings.base_iri).triples())
    wanted: set[Triple] = set()
    for triple in said:
        moved_triple = namespace.triple(triple)
        wanted.add(moved_triple)
        move.statements += triple != moved_triple
    moved, counts = namespace.move(text, settings.base_iri)
    try:
        kept = coloured(set(graph_of(moved, move.new).triples())) == coloured(wanted)
    except SourceBroken:
        kept = False
    if not kept:
        # Nothing is known to lead here; a root is rather left alone than harmed.
        raise SourceBroken(file.name, reason="not-kept")
    longer = re.escape(move.new.removeprefix(move.old)) if move.new.startswith(move.old) else ""
    named = re.compile(re.escape(move.old) + (f"(?!{longer})" if longer else ""))
    for found in named.finditer(moved):
        move.left.append(f"{file.name}:{moved.count(chr(10), 0, found.start()) + 1}")
    if moved != text:
        move.files[file.path] = moved.encode()
        move.before[file.path] = content
        move.counts += counts


def _settings(text: str, new: str, path: Path) -> str:
    """Return ``omgrep.toml`` with another base, and every other line as it was."""
    wanted = tomllib.loads(text.removeprefix("\ufeff"))
    wanted["catalog"]["base_iri"] = new
    for match in BASE_LINE.finditer(text):
        mark = match.group(2)[0]
        edited = f"{text[: match.start(2)]}{mark}{new}{mark}{text[match.end(2) :]}"
        if tomllib.loads(edited.removeprefix("\ufeff")) == wanted:
            return edited
    raise SettingsBroken(f"{path}: catalog.base_iri", reason="base-line")
