"""One fact of a block added, replaced or removed: only the lines of that fact are touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.source.layout.order import rank

if TYPE_CHECKING:
    from catalog.model.rdf import Iri
    from catalog.source.layout.document import Block, Fact
    from catalog.source.layout.tokens import Token

REST: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
"""What may follow on a line that is otherwise at its end."""
SPACE: Final = re.compile(r"[ \t]*")
BLANK: Final = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r|\Z)){1,2}")
"""The end of a line, and a blank line."""
INDENT: Final = "    "
RUNS_ON: Final = re.compile(r"[^\s,;.#]|\.[^\s#]")
"""What the token ahead may swallow: ``x:a.b`` is one name (PN_LOCAL, section 6.5)."""


def replaced(text: str, fact: Fact, value: str) -> str:
    """Return the block ``text`` with another value for ``fact``, at its place."""
    return joined(joined(text[: fact.value.start], value), text[fact.value.end :])


def joined(ahead: str, behind: str) -> str:
    """Return two pieces of a text as one, with a space between where they would run together."""
    apart = not ahead or ahead[-1].isspace() or not RUNS_ON.match(behind)
    return ahead + behind if apart else f"{ahead} {behind}"


def removed(text: str, block: Block, fact: Fact) -> str:
    """Return the block ``text`` without ``fact``; a block keeps at least one fact."""
    index = block.facts.index(fact)
    before = block.facts[index - 1] if index else None
    alone = _shared(block, index) == 1
    start = fact.verb.start if alone else fact.value.start
    mark = fact.mark
    if mark is None:
        raise ValueError(fact)
    if mark.text in {",", ";"} and not (mark.text == ";" and not alone):
        # What closes this value goes with it.
        lines = _lines(text, start, mark.end)
        if lines:
            return text[: lines[0]] + text[lines[1] :]
        after = SPACE.match(text, mark.end)
        end = after.end() if after else mark.end
        # What ends the line now has no white space behind it.
        ahead = text[:start].rstrip(" \t") if text.startswith(("\r", "\n"), end) else text[:start]
        return joined(ahead, text[end:])
    # What closes it must now close the value ahead: of the same property, or of the block.
    if before is None or before.mark is None:
        raise ValueError(fact)
    lines = _lines(text, start, mark.end)
    if lines:
        return _closed(text, before.mark, mark.text, lines)
    kept = text[: before.mark.end]
    if not alone:
        # A comment between value and comma stays, and its line end with it.
        gap = text[before.value.end : before.mark.start].rstrip(" \t")
        kept = text[: before.value.end] + (gap if gap.strip() else "")
    return joined(kept + text[before.mark.end : start].rstrip(" \t"), text[fact.value.end :])


def added(
    text: str, block: Block, written: tuple[str, str], behind: Fact | None, newline: str
) -> str:
    """Return the block ``text`` with a fact more, on a line of its own ``behind`` another.

    ``written`` are its predicate and value; behind the subject where ``behind`` is None.
    """
    verb, value = written
    mark = behind.mark if behind else None
    if behind and mark and mark.text == ",":
        following = block.facts[block.facts.index(behind) + 1]
        indent = _indent(text, behind.value.start) or _indent(text, following.value.start)
        return _line(text, mark.end, f"{value} ,", indent or INDENT * 2, newline)
    indent = _indent(text, (behind or block.facts[0]).verb.start) or INDENT
    line = f"{verb} {value} ;"
    if behind is None:
        return _line(text, block.subject.end, line, indent, newline)
    if mark is None or mark.text == ";":
        return _line(text, mark.end if mark else behind.value.end, line, indent, newline)
    end = behind.value.end
    if re.search(r"[\r\n]", text[end : mark.start]):
        return _line(f"{text[:end]} ;{text[end:]}", end + 2, line, indent, newline)
    text = f"{text[: mark.start]};{text[mark.end :]}"
    return _line(text, mark.end, f"{line[:-1]}{mark.text}", indent, newline)


def line_end(text: str, at: int) -> int:
    """Return the end of the line of ``at``, where but a comment follows; else ``at``."""
    rest = REST.match(text, at)
    return rest.end() if rest else at


def place(block: Block, predicate: Iri, language: str) -> Fact | None:
    """Return the fact that a new one goes behind; None for the subject itself.

    That is the last one of its property in its language, else of its property, else the last
    one whose property comes earlier in the order of properties.
    """
    same = [fact for fact in block.facts if fact.predicate == predicate]
    spoken = [fact for fact in same if getattr(fact.value.term, "language", "") == language]
    ahead = [fact for fact in block.facts if rank(fact.predicate) < rank(predicate)]
    found = spoken or same or ahead
    return found[-1] if found else None


def _shared(block: Block, index: int) -> int:
    verb = block.facts[index].verb
    return sum(fact.verb is verb for fact in block.facts)


def _lines(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the whole lines that ``start`` to ``end`` fills but for a comment, if it does."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = REST.match(text, end)
    if text[first:start].strip() or rest is None:
        return None
    after = rest.end()
    if text.startswith("\r\n", after):
        return first, after + 2
    if after < len(text):
        return first, after + 1
    # The last line of the block goes with the line end ahead of it.
    return len(text[:first].rstrip("\r\n")), after


def _closed(text: str, old: Token, mark: str, gone: tuple[int, int]) -> str:
    """Return ``text`` without the lines ``gone``, and ``mark`` in the place of ``old``.

    Where ``old`` is several semicolons, perhaps with comments between, it stands behind them.
    """
    several = old.end - old.start > 1
    kept = f"{text[: old.end]} {mark}" if several else text[: old.start] + mark
    return kept + text[old.end : gone[0]] + text[gone[1] :]


def _indent(text: str, at: int) -> str:
    """Return the white space ahead of what stands first on its line; else nothing."""
    first = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ahead = text[first:at]
    return "" if ahead.strip() else ahead


def _line(text: str, at: int, line: str, indent: str, newline: str) -> str:
    """Return ``text`` with ``line`` below the line of ``at``, or there and then."""
    rest = REST.match(text, at)
    if rest:
        return f"{text[: rest.end()]}{newline}{indent}{line}{text[rest.end() :]}"
    after = SPACE.match(text, at)
    end = after.end() if after else at
    return f"{text[:at]}{newline}{indent}{line}{newline}{indent}{text[end:]}"
