"""Findings as pages tell them: on the page of the thing they belong to, with the lines at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.check.speech import plain
from catalog.model.concept import Code
from catalog.model.rdf import BlankNode, Iri
from catalog.preview.state import Line, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.check.finding import Finding, SourceLine
    from catalog.model.rdf import Graph, Node
    from catalog.release import Release


class Owners:
    """On which page a thing is told of: its own, else the page of what it is a part of."""

    def __init__(self, graph: Graph, release: Release) -> None:
        self._graph = graph
        self._release = release
        self._pointing: dict[Node, Node] | None = None

    def page(self, node: Node | None) -> str:
        """Return the IRI of the thing whose page tells of ``node``, empty where none does."""
        seen: set[Node] = set()
        while node and node not in seen:
            seen.add(node)
            if isinstance(node, Iri):
                for iri in (node, node.partition("#")[0]):
                    if self._release.find_iri(iri) is not None:
                        return str(iri)
            node = self._owner(node)
        return ""

    def pages(self, node: Node | None) -> tuple[str, ...]:
        """Return that page, and for a code those of its lists, which show it too."""
        page = self.page(node)
        found = self._release.find_iri(page) if page else None
        record = self._release.record(found) if found and found.kind == "code" else None
        if not isinstance(record, Code):
            return (page,) if page else ()
        return (page, *(link.iri for link in record.schemes if link.kind == "code-list"))

    def _owner(self, node: Node) -> Node | None:
        if self._pointing is None:
            self._pointing = {}
            for subject, _, value in self._graph.triples():
                if isinstance(value, Iri | BlankNode) and value != subject:
                    self._pointing.setdefault(value, subject)
        return self._pointing.get(node)


def notices(findings: Iterable[Finding], owners: Owners | None, most: int) -> tuple[Notice, ...]:
    """Return at most ``most`` of ``findings`` as pages tell them, errors first."""
    ordered = sorted(findings, key=lambda finding: finding.severity != "error")
    return tuple(
        Notice(
            severity=finding.severity,
            messages=finding.messages,
            why=finding.why,
            mend=finding.mend,
            rule=finding.rule,
            label=finding.label,
            suggestion=plain(finding.suggestion.text) if finding.suggestion else "",
            file=plain(finding.file),
            line=finding.line,
            column=finding.column,
            excerpt=tuple(_line(finding, line) for line in finding.excerpt),
            pages=owners.pages(finding.fault.subject) if owners and finding.fault else (),
        )
        for finding in ordered[:most]
    )


def _line(finding: Finding, line: SourceLine) -> Line:
    """Return a line in three parts, with nothing in it that could steer who reads it."""
    text, last = line.text, finding.end_line or finding.line
    shown = plain(text) + ("…" if line.cut else "")
    if not finding.line <= line.number <= last:
        return Line(line.number, ("…" if line.column > 1 else "") + shown)
    start = finding.column - line.column if line.number == finding.line else 0
    start = max(start, len(text) - len(text.lstrip()) if line.number > finding.line else 0)
    stop = finding.end_column - line.column if line.number == finding.end_line else len(text)
    return Line(
        line.number,
        ("…" if line.column > 1 else "") + plain(text[:start]),
        plain(text[start : max(stop, start + 1)]),
        plain(text[max(stop, start + 1) :]) + ("…" if line.cut else ""),
    )
