"""The lines of a source that a finding shows; of very long ones the part to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import SourceLine

if TYPE_CHECKING:
    from catalog.source.places import Places, Span

SHOWN: Final = 3
"""Lines of one value that are shown: of a longer one the first ones and the last."""


def excerpt(places: Places, span: Span, before: int, most: int) -> tuple[SourceLine, ...]:
    """Return the lines that ``span`` covers, and the line ``before`` if that is an earlier one.

    Of each line ``most`` characters.
    """
    if not places.text:
        return ()
    last = span.end_line if span.end_column > 1 else max(span.line, span.end_line - 1)
    numbers = list(range(span.line, last + 1))
    if len(numbers) > SHOWN:
        numbers = [*numbers[: SHOWN - 1], last]
    found = [_line(places, before, 1, most)] if 0 < before < span.line else []
    for number in numbers:
        column = {last: span.end_column, span.line: span.column}.get(number, 1)
        found.append(_line(places, number, column, most))
    return tuple(found)


def _line(places: Places, number: int, column: int, most: int) -> SourceLine:
    """Return a line, or that part of it that ``column`` is in, with a quarter before it."""
    start = places.lines[number - 1]
    end = places.lines[number] - 1 if number < len(places.lines) else len(places.text)
    if end > start and places.text[end - 1] == "\r":
        end -= 1
    first = 0
    if end - start > most:
        first = max(0, min(column - 1 - most // 4, end - start - most))
    text = places.text[start + first : min(end, start + first + most)]
    return SourceLine(number, text, first + 1, cut=start + first + len(text) < end)
