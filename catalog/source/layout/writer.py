"""A Document in the canonical layout: one fact a line, and no line that depends on its neighbours.

Each fact is written with its predicate and closed with `` ;``, and a block is closed with a dot
on a line of its own, so a fact that comes, goes or changes is exactly one line (Turtle 1.1,
section 6.5: a ``;`` may stand ahead of the dot). Blocks and values keep the author's order, which
says something to people; prefixes and properties have one order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.source.layout.document import Block, Directive
from catalog.source.layout.order import rank
from catalog.source.layout.prefixes import base_line, prefix_line
from catalog.source.layout.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.model.rdf import Iri, Term
    from catalog.source.layout.document import Document, Fact, Noted, Value

INDENT = "    "


def write(document: Document) -> str:
    """Return the text of ``document``, whose comments are moved to where they end up."""
    head = _head(document)
    header = _hoist(document, head)
    spelling = Spelling(
        {item.name: item.iri for item in head if item.name is not None},
        head[0].iri if head and head[0].name is None else "",
    )
    sections = [header, [line for item in head for line in _directive(item)]]
    sections += [list(_block(block, spelling)) for block in document.blocks]
    sections.append(document.tail)
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def plain_block(subject: Iri, facts: Iterable[tuple[Iri, Term]], spelling: Spelling) -> list[str]:
    """Return the lines of a subject that no document has yet."""
    ordered = sorted(facts, key=lambda fact: rank(fact[0]))
    lines = [
        f"{INDENT}{spelling.verb(predicate)} {spelling.term(value)} ;"
        for predicate, value in ordered
    ]
    return [spelling.iri(subject), *lines, "."]


# Directives -----------------------------------------------------------------------------------


def _head(document: Document) -> list[Directive]:
    """Return the base and the prefixes in order; of two for one name the first holds."""
    kept: dict[str | None, Directive] = {}
    for item in document.directives:
        if item.name not in kept:
            kept[item.name] = item
    if None not in kept and document.spelling_base:
        kept[None] = Directive(name=None, iri=document.base, start=0, end=0)
    return sorted(kept.values(), key=lambda item: (item.name is not None, item.name or ""))


def _hoist(document: Document, head: Sequence[Directive]) -> list[str]:
    """Move all comments to what is kept, and return those at the top of the document.

    A directive takes the comments right above it along. What stands apart from it, with a blank
    line between, stays where it is.
    """
    header: list[str] = []
    carried: list[str] = []
    kept = {item.name: item for item in head}
    for index, item in enumerate(document.items):
        apart, own = _apart(item.before)
        if index == 0 and head and (apart or isinstance(item, Directive)):
            header, own = (apart, own) if apart else (own, [])
            item.before = own
        elif isinstance(item, Block):
            item.before = carried + item.before
            carried = []
        else:
            carried += apart
            item.before = own
        if isinstance(item, Directive) and kept[item.name] is not item:
            _join(kept[item.name], item)
    document.tail = _stripped(carried + document.tail)
    if head and head[0].before and not _stripped(header):
        header, head[0].before = head[0].before, []
    return _stripped(header)


def _apart(comments: list[str]) -> tuple[list[str], list[str]]:
    """Return the comments above the last blank line, with it, and those below."""
    cut = max((at + 1 for at, line in enumerate(comments) if not line), default=0)
    return comments[:cut], comments[cut:]


def _stripped(comments: list[str]) -> list[str]:
    while comments and not comments[-1]:
        comments = comments[:-1]
    return comments


def _join(kept: Noted, dropped: Noted) -> None:
    kept.before += [line for line in dropped.before if line]
    kept.after = f"{kept.after} {dropped.after}".strip()


def _directive(item: Directive) -> Iterator[str]:
    yield from item.before
    line = base_line(item.iri) if item.name is None else prefix_line(item.name, item.iri)
    yield _with(line, item)


# Blocks ---------------------------------------------------------------------------------------


def _block(block: Block, spelling: Spelling) -> Iterator[str]:
    yield from block.before
    subject = _value(block.subject, "", spelling)
    if not block.facts and not block.last.before and not block.after:
        yield _with(f"{subject} .", block.last)
        return
    yield _with(subject, block)
    yield from _facts(block.facts, INDENT, spelling)
    yield from (INDENT + comment for comment in block.last.before)
    yield _with(".", block.last)


def _facts(facts: list[Fact], indent: str, spelling: Spelling) -> Iterator[str]:
    for fact in sorted(facts, key=lambda fact: rank(fact.predicate)):
        yield from (indent + comment for comment in fact.before)
        value = _value(fact.value, indent, spelling)
        yield _with(f"{indent}{spelling.verb(fact.predicate)} {value} ;", fact)


def _value(value: Value, indent: str, spelling: Spelling) -> str:
    """Return a value as text; a bracket's content stands below it, one line each."""
    if value.term is not None:
        return spelling.term(value.term)
    opening, closing = "[]" if value.facts is not None else "()"
    deeper = indent + INDENT
    lines = list(_facts(value.facts or [], deeper, spelling))
    for member in value.members or ():
        lines += [deeper + comment for comment in member.before]
        lines.append(_with(deeper + _value(member.value, deeper, spelling), member))
    lines += [deeper + comment for comment in value.inner.before]
    if not lines and not value.inner.after:
        return opening + closing
    return "\n".join([_with(opening, value.inner), *lines, indent + closing])


def _with(line: str, noted: Noted) -> str:
    return f"{line} {noted.after}" if noted.after else line
