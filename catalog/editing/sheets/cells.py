"""The text of a cell ⇄ the terms that it tells. It knows no statement and no sheet."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets import words
from catalog.editing.sheets.fault import CellProblem
from catalog.editing.sheets.names import ADDRESS
from catalog.editing.sheets.plan import Shape
from catalog.model.rdf import Iri, Literal
from catalog.terms import BOOLEAN, DATE, INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from catalog.editing.sheets.names import Names
    from catalog.editing.sheets.plan import Column
    from catalog.model.rdf import Term

CONTINUED: Final = "↳ "
"""Begins a line that goes on with the value above."""
EDGES: Final = " \t\u00a0"
"""What a spreadsheet program leaves at the ends of a line without anybody seeing it."""
BREAK: Final = re.compile(r"_x000D_\n?|\r\n?|\u2028|\u2029|\x0b")
ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
NORWEGIAN: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
"""What XML 1.0 can't hold, and what OOXML's escapes (ECMA-376, ST_Xstring) would make of a text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows of the sources; a cell that isn't ``exact`` may only be looked at."""

    terms: tuple[Term, ...]
    text: str
    exact: bool


def shown(column: Column, terms: Sequence[Term], names: Names, most: int) -> Cell:
    """Return the cell for ``terms``, of ``most`` characters.

    It is exact where the text tells those terms and no others.
    """
    text = _visible("\n".join(_lines(column, terms, names)))
    if len(text) > most:
        return Cell(tuple(terms), text[: most - 1] + "…", exact=False)
    if not column.field.several and len(terms) > 1:
        return Cell(tuple(terms), text, exact=False)
    try:
        exact = set(told(column, text, terms, names)) == set(terms)
    except CellProblem:
        exact = False
    return Cell(tuple(terms), text, exact=exact)


def told(column: Column, text: str, known: Sequence[Term], names: Names) -> tuple[Term, ...]:
    """Return the terms that ``text`` tells; a line that shows one of ``known`` is that very term.

    Raises CellProblem where it can't be understood.
    """
    text = normal(text)
    lines = _values(text) if column.field.several else ([text] if text else [])
    shown_as = {_line(column, term, names): term for term in known}
    found = (shown_as.get(line) or _term(column, line, names, known) for line in lines)
    return tuple(dict.fromkeys(found))


def normal(text: str) -> str:
    """Return ``text`` without what a spreadsheet program may have put in or left out."""
    lines = [line.strip(EDGES) for line in BREAK.sub("\n", text).split("\n")]
    return "\n".join(lines).strip("\n")


def mark(terms: Sequence[Term]) -> str:
    """Return a short sign of what a cell says, the same in every language; ``-`` for nothing."""
    if not terms:
        return "-"
    told_ = sorted("\x1f".join(term) if isinstance(term, Literal) else str(term) for term in terms)
    return hashlib.blake2b("\x1e".join(told_).encode("utf-8", "replace"), digest_size=4).hexdigest()


def text_mark(text: str) -> str:
    """Return a short sign of what stands in a cell that isn't exact."""
    return mark((Literal(normal(text), "text"),))


def _values(text: str) -> list[str]:
    """Return one value a line; a line that begins with the sign goes on with the one above."""
    values: list[str] = []
    for line in text.split("\n"):
        if values and (line.startswith(CONTINUED) or line == CONTINUED.strip()):
            values[-1] += "\n" + line[len(CONTINUED) :]
        elif line:
            values.append(line)
    return values


def _lines(column: Column, terms: Sequence[Term], names: Names) -> list[str]:
    several = column.field.several
    lines = (_line(column, term, names) for term in terms)
    return [line.replace("\n", "\n" + CONTINUED) if several else line for line in lines]


def _line(column: Column, term: Term, names: Names) -> str:
    shape = column.field.shape
    if isinstance(term, Literal):
        if shape is Shape.FLAG and term.value in words.FLAGS:
            return words.flag(words.FLAGS[term.value], names.lang)
        return term.value
    if shape is Shape.CHOICE and isinstance(term, Iri):
        return words.choice(column.field.choices, term, names.lang)
    if shape is Shape.LINK and isinstance(term, Iri):
        return names.show(term)
    return str(term)


def _visible(text: str) -> str:
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", text)


def _term(column: Column, line: str, names: Names, known: Sequence[Term]) -> Term:
    """Return what a new line says. Raises CellProblem."""
    if column.field.shape is Shape.LINK:
        return names.find(line, column.field.of, known)
    return TERMS[column.field.shape](column, line)


def _whole(_column: Column, line: str) -> Term:
    if not line.isascii() or not line.isdecimal():
        raise CellProblem("not-a-whole-number", value=line)
    return Literal(str(int(line)), "", INTEGER)


def _flag(_column: Column, line: str) -> Term:
    value = words.flagged(line)
    if value is None:
        raise CellProblem("not-a-flag", value=line)
    return Literal("true" if value else "false", "", BOOLEAN)


def _choice(column: Column, line: str) -> Term:
    choice = words.chosen(column.field.choices, line)
    if choice is None:
        raise CellProblem("not-a-choice", value=line, choices=column.field.choices)
    return choice


def _source(column: Column, line: str) -> Term:
    return Iri(line) if ADDRESS.fullmatch(line) else Literal(line, column.language)


def _day(_column: Column, line: str) -> Term:
    return Literal(_date(line), "", DATE)


def _date(line: str) -> str:
    norwegian = NORWEGIAN.fullmatch(line)
    iso = "{2}-{1:0>2}-{0:0>2}".format(*norwegian.groups()) if norwegian else line
    try:
        if not ISO.fullmatch(iso):
            raise CellProblem("not-a-date", value=line)
        dt.date.fromisoformat(iso)
    except ValueError:
        raise CellProblem("not-a-date", value=line) from None
    return iso


TERMS: Final[Mapping[Shape, Callable[[Column, str], Term]]] = {
    Shape.TEXT: lambda column, line: Literal(line, column.language),
    Shape.DATE: _day,
    Shape.WHOLE: _whole,
    Shape.FLAG: _flag,
    Shape.CHOICE: _choice,
    Shape.SOURCE: _source,
}
