"""Statements taken out of a Turtle text and put into it, block by block."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from catalog.errors import SourceBroken
from catalog.model.rdf import Iri, Literal
from catalog.source.layout import patch
from catalog.source.layout.prefixes import above, base_line, declare, prefix_line
from catalog.source.layout.reader import Reader, read_document
from catalog.source.layout.spelling import Spelling
from catalog.source.layout.tokens import tokens
from catalog.source.layout.writer import plain_block
from catalog.terms import NIL, PREFIXES, STRING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.model.rdf import Term
    from catalog.source.layout.document import Block, Fact
    from catalog.source.layout.prefixes import Patch

WHITE: Final = (" ", "\t", "\r", "\n")
Said = tuple[Iri, "Term"]
"""A predicate and a value."""


@dataclass(slots=True)
class Revision:
    """What is to become of one subject, or of one block about it; nothing in it is a blank node.

    Everything in ``gone`` is in the text, nothing in ``new`` is; ``swaps`` put the second in the
    place of the first.
    """

    gone: list[Said] = field(default_factory=list)
    new: list[Said] = field(default_factory=list)
    swaps: list[tuple[Said, Said]] = field(default_factory=list)


def key(value: Term) -> Term:
    """Return a term as the parser gives it: language tags in lower case, no ``xsd:string``."""
    if isinstance(value, Literal):
        datatype = "" if value.datatype == STRING else value.datatype
        return Literal(value.value, value.language.lower(), datatype)
    return value


def revise(text: str, base_iri: str, revisions: dict[Iri, Revision]) -> str:
    """Return ``text``, which is Turtle, with every subject of ``revisions`` changed."""
    document = read_document(text, base_iri)
    newline = "\r\n" if "\r\n" in text else "\n"
    declared = {directive.name for directive in document.directives}
    offered = {name: iri for name, iri in PREFIXES.items() if name not in declared}
    base = document.spelling_base if document.items else base_iri
    taken: set[str] = set()
    patches: list[Patch] = []
    lines: list[str] = []
    homes: dict[Iri, list[Block]] = {subject: [] for subject in revisions}
    for block in document.blocks:
        if isinstance(block.subject.term, Iri) and block.subject.term in homes:
            homes[block.subject.term].append(block)
    for subject, revision in revisions.items():
        if not homes[subject]:
            spelling = Spelling(document.prefixes, base, offered)
            lines += ["", *plain_block(subject, revision.new, spelling)]
            taken |= spelling.taken
        for block, part in _parts(homes[subject], revision):
            spelling = Spelling(block.prefixes, base and block.base, offered)
            patches.append(_patch(text, block, part, spelling, newline))
            taken |= spelling.taken
    needed = {name: offered[name] for name in sorted(taken)}
    if document.items:
        patches += declare(text, document, needed, newline)
    else:
        lines = [base_line(base_iri), *(prefix_line(*item) for item in needed.items()), *lines]
    # From behind, so that what is ahead keeps its offsets; of several at one place the last first,
    # and what goes ahead of what comes there.
    patches.reverse()
    for start, end, written in sorted(patches, key=itemgetter(0, 1), reverse=True):
        text = text[:start] + written + text[end:]
    return _appended(text, lines, newline)


def _parts(blocks: Sequence[Block], revision: Revision) -> Iterator[tuple[Block, Revision]]:
    """Yield each block about a subject with its part of the revision."""
    new, swaps = list(revision.new), {}
    for said in revision.gone:
        swap = _counterpart(said, new)
        if swap:
            new.remove(swap)
            swaps[said] = swap
    parts = {id(block): Revision() for block in blocks}
    for said in new:
        speaking = (b for b in blocks if any(fact.predicate == said[0] for fact in b.facts))
        home = next(speaking, blocks[0] if blocks else None)
        if home:
            parts[id(home)].new.append(said)
    for block in blocks:
        part = parts[id(block)]
        facts = {_said(fact) for fact in block.facts}
        for said in revision.gone:
            if said in facts and said in swaps:
                part.swaps.append((said, swaps.pop(said)))
            elif said in facts:
                part.gone.append(said)
        if part.gone or part.new or part.swaps:
            yield block, part


def _counterpart(gone: Said, new: Sequence[Said]) -> Said | None:
    """Return what can take the place of ``gone``: of its property, in its language if any is."""
    predicate, value = gone
    same = [said for said in new if said[0] == predicate]
    spoken = [said for said in same if _language(said[1]) == _language(value)]
    return next(iter(spoken or same), None)


def _patch(text: str, block: Block, part: Revision, spelling: Spelling, newline: str) -> Patch:
    """Return what to put in the place of ``block``."""
    start, end = block.subject.start, patch.line_end(text, block.end)
    going = set(part.gone)
    if not part.new and not part.swaps and all(_said(fact) in going for fact in block.facts):
        start = above(text, start, block.floor)
        return _gone(text, start, end, block.floor, newline)
    said = text[start:end]

    def read() -> Block:
        try:
            return Reader(said, {**spelling.offered, **block.prefixes}, block.base).block()
        except SourceBroken as problem:
            # Its place would be one in ``said``, which nobody has seen.
            raise SourceBroken(reason="not-kept") from problem

    for old, new in part.swaps:
        fact = _find(read(), old)
        if fact:
            said = patch.replaced(said, fact, spelling.term(_spoken_alike(fact, new[1])))
            part.gone.append(old)
    for predicate, value in part.new:
        now = read()
        behind = patch.place(now, predicate, _language(value))
        written = spelling.verb(predicate), spelling.term(value)
        said = patch.added(said, now, written, behind, newline)
    for old in part.gone:
        # A statement may be written twice.
        while fact := _find(now := read(), old):
            said = patch.removed(said, now, fact)
    return start, end, said + _gap(said, text[end : end + 1], newline)


def _gap(said: str, following: str, newline: str) -> str:
    """Return what keeps a block from swallowing what follows it on its last line."""
    if not following or following in "\r\n":
        return ""
    if [*tokens(said)][-1].kind == "comment":
        return newline
    return "" if following in WHITE else " "


def _gone(text: str, start: int, end: int, floor: int, newline: str) -> Patch:
    """Return the patch that takes a block away, with one of the blank lines around it."""
    after = patch.BLANK.match(text, end)
    end = after.end() if after else end
    if end == len(text):
        kept = len(text[:start].rstrip(" \t\r\n"))
        start = max(floor, patch.line_end(text, kept)) if kept else 0
        return start, end, newline if start else ""
    apart = not start or text[:start].endswith(WHITE) or text.startswith(WHITE, end)
    return start, end, "" if apart else " "


def _find(block: Block, said: Said) -> Fact | None:
    return next((fact for fact in block.facts if _said(fact) == said), None)


def _said(fact: Fact) -> Said | None:
    value = NIL if fact.value.members == [] else fact.value.term
    return None if value is None else (fact.predicate, key(value))


def _language(value: Term | None) -> str:
    return value.language.lower() if isinstance(value, Literal) else ""


def _spoken_alike(fact: Fact, value: Term) -> Term:
    """Return ``value`` with its language tag written as the fact's, where it is the same."""
    old = fact.value.term
    if isinstance(old, Literal) and isinstance(value, Literal):
        alike = old.language.lower() == value.language.lower()
        return value._replace(language=old.language) if alike else value
    return value


def _appended(text: str, lines: Sequence[str], newline: str) -> str:
    if not lines:
        return text
    if text and not text.endswith(("\n", "\r")):
        text += newline
    if text.strip() and lines[0]:
        text += newline
    return text + newline.join([*lines, ""])
