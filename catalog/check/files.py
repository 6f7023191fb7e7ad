"""The files as such: those that couldn't be read, how they are stored, and how deep they nest."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault, Said
from catalog.check.slips import said
from catalog.model.rdf import BlankNode, Iri
from catalog.terms import REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Broken

BOM: Final = b"\xef\xbb\xbf"
PLACE: Final = re.compile(r"^Parser error (?:at|between) line [^:]{0,60}: ")
"""What the parser says of the place: the finding has it already."""
PIECE: Final = 1024 * 1024
CONFLICT: Final = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
"""The lines that git writes around both sides of a conflict."""
SIDES: Final = (b"<<<<<<< ", b">>>>>>> ")
"""Those that no text has by chance; a line of ``=======`` may be a headline's."""
WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins: what Windows programs mean by "Unicode"."""


def files(case: Case) -> Iterator[Fault]:
    """Yield every broken file (Turtle 1.1) with its place, and what is odd about the others."""
    conflicts: set[str] = set()
    contents = {file.name: file for file in case.files}
    for broken in case.broken:
        content = _content(contents.get(broken.file))
        if broken.reason == "syntax" and CONFLICT.search(content):
            conflicts.add(broken.file)
            yield from _conflicts(broken.file, content)
            continue
        wide = _wide(content)
        yield Fault(
            "not-utf-8" if wide else broken.reason,
            facts={"detail": "UTF-16" if wide else _detail(broken)},
            file=broken.file,
            line=broken.line,
            column=broken.column,
        )
    if case.asks("byte-order-mark", "carriage-return", "merge-conflict"):
        for file in case.files:
            if case.altered is not None and file.name not in case.altered:
                continue
            try:
                first = file.read(PIECE)
            except OSError:
                continue  # the reader has said so
            if file.name not in conflicts and any(side in first for side in SIDES):
                yield from _conflicts(file.name, first)
            if first.startswith(BOM):
                yield Fault("byte-order-mark", file=file.name, line=1, column=1)
            end = first.find(b"\r\n")
            if end >= 0:
                line = first.count(b"\n", 0, end) + 1
                start = first.rfind(b"\n", 0, end) + 1
                column = len(first[start:end].decode("utf-8", "replace")) + 1
                yield Fault("carriage-return", file=file.name, line=line, column=column)
    yield from _nesting(case)


def _content(file: SourceFile | None) -> bytes:
    """Return what a broken file holds, as far as it can be read at all."""
    try:
        return file.read() if file else b""
    except OSError:
        return b""


def _conflicts(name: str, content: bytes) -> Iterator[Fault]:
    """Yield where each conflict begins; where nothing begins one, the first mark that is left."""
    marks = list(CONFLICT.finditer(content))
    for mark in [mark for mark in marks if mark[1].startswith(b"<")] or marks[:1]:
        line = content.count(b"\n", 0, mark.start()) + 1
        facts: Facts = {"detail": mark[0].decode("utf-8", "replace").strip()}
        yield Fault("merge-conflict", file=name, line=line, column=1, facts=facts)


def _wide(content: bytes) -> bool:
    """Tell whether the file is UTF-16, with its mark or without: then every other byte is zero."""
    start = content[:256]
    return start.startswith(WIDE) or max(start[::2].count(0), start[1::2].count(0)) * 3 > len(start)


def _detail(broken: Broken) -> Said | str:
    """Return what more there is to say: what the parser means, or the letter that was meant."""
    if broken.reason != "not-utf-8":
        return said(PLACE.sub("", broken.detail))
    letter = bytes.fromhex(broken.detail.removeprefix("0x")).decode("cp1252", "replace")
    return f"{broken.detail} = {letter}, Windows-1252" if letter.isalpha() else broken.detail


def _nesting(case: Case) -> Iterator[Fault]:
    """Yield each statement below which blank nodes nest too deep; a list's length is no depth."""
    limit = case.shapes.rules["nesting-deep"].limit
    seen: set[Node] = set()
    for subject, properties in case.graph.subjects.items():
        if not isinstance(subject, Iri):
            continue
        for predicate, values in properties.items():
            for value in values:
                if isinstance(value, BlankNode) and value not in seen:
                    depth = _depth(case, value, seen)
                    if depth > limit:
                        facts: Facts = {"count": depth, "limit": limit, "path": predicate}
                        yield Fault("nesting-deep", subject, predicate, value, facts)
    for subject in case.graph.subjects:
        if subject not in seen and isinstance(subject, BlankNode):
            depth = _depth(case, subject, seen)
            if depth > limit:
                yield Fault("nesting-deep", subject, facts={"count": depth, "limit": limit})


def _depth(case: Case, root: Node, seen: set[Node]) -> int:
    """Return how deep blank nodes nest below ``root``; each is looked at once."""
    deepest = 0
    waiting = deque([(root, 1)])
    seen.add(root)
    while waiting:
        node, depth = waiting.popleft()
        deepest = max(deepest, depth)
        for predicate, values in case.graph.about(node).items():
            for value in values:
                if isinstance(value, BlankNode) and value not in seen:
                    seen.add(value)
                    if predicate == REST:
                        waiting.appendleft((value, depth))
                    else:
                        waiting.append((value, depth + 1))
    return deepest
