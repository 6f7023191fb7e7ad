"""Texts that keep a pattern of XML Schema: short, plain and countable."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from catalog.formats.schemas.pattern import DEEPEST, QUANTITY, Reader, ecma

SIGNS: Final = (
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/@ ,;æøåÆØÅ"
    "!\"#$%&'()*+<=>?[\\]^`{|}~"
)
"""What a text is made of, the plainest first: ASCII, and the letters of Norwegian."""
TOKEN: Final = re.compile(r"\\([pP])\{(\w+)\}|\\.|[\[\]]")
"""What must be told apart in ECMA-262: a category, another escape, where a set begins and ends."""
NO_SIGN: Final = "\ue000"
"""For a category that none of ``SIGNS`` is in: an empty set is no regular expression."""
LONGEST: Final = 200
"""Signs of a text: of an example that somebody reads."""
BRANCHES: Final = 50
"""Ways through a pattern that are tried."""

Slot = tuple[str, ...]
"""The signs that may stand in a place, the plainest first."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A sign or a group, and how often it comes; ``most`` is None where that has no end."""

    slot: Slot
    branches: tuple[tuple[_Part, ...], ...]
    least: int
    most: int | None


def samples(pattern: str, shortest: int, longest: int | None, number: int) -> list[str]:
    """Return texts that keep ``pattern`` and the bounds of their length, the plainest first.

    Another ``number`` gives other texts where the pattern has room for them. Empty where none was
    found; raises PatternRefused where the pattern is none.
    """
    if shortest > LONGEST:
        return []
    reader = _Sampler(pattern)
    branches = reader.parts()
    if reader.at < len(pattern):
        raise reader.refuse("pattern-bracket")
    found = []
    for branch in branches[:BRANCHES]:
        slots = _stretched(branch, shortest)
        if slots is None or (longest is not None and len(slots) > longest):
            continue
        text = _numbered(slots, number)
        if len(text) >= shortest and keeps(pattern, text):
            found.append(text)
    return found


def keeps(pattern: str, text: str) -> bool:
    """Tell whether ``text``, of ``SIGNS`` alone, keeps ``pattern``. Raises PatternRefused."""
    return _matches(ecma(pattern)[1:-1], text)


class _Sampler(Reader):
    """Reads a pattern as what may stand in each place."""

    def parts(self) -> tuple[tuple[_Part, ...], ...]:
        """Return the branches up to a closing bracket or the end."""
        branches: list[list[_Part]] = [[]]
        while (sign := self.next()) and sign != ")":
            if sign == "|":
                self.at += 1
                branches.append([])
                continue
            slot, inner = self.one()
            branches[-1].append(_Part(slot, inner, *self.times()))
        return tuple(map(tuple, branches))

    def one(self) -> tuple[Slot, tuple[tuple[_Part, ...], ...]]:
        """Return a sign or a group."""
        if self.next() != "(":
            text = self.atom()
            return tuple(sign for sign in SIGNS if _matches(text, sign)), ()
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse("pattern-deep")
        inner = self.parts()
        if self.take() != ")":
            raise self.refuse("pattern-bracket")
        self.depth -= 1
        return (), inner

    def times(self) -> tuple[int, int | None]:
        """Return how often what went before comes."""
        start = self.at
        written = self.quantifier()
        if written in {"", "?", "*", "+"}:
            return {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}[written]
        match = QUANTITY.fullmatch(self.pattern, start, self.at)
        if match is None:
            raise self.refuse("pattern-quantity")
        least = int(match[1])
        most = (int(match[3]) if match[3] else None) if match[2] else least
        return least, most


def _stretched(parts: tuple[_Part, ...], shortest: int) -> list[Slot] | None:
    """Return the places of the shortest text with at least that many signs, or near it."""
    counts = [part.least for part in parts]
    lengths = [_once(part) for part in parts]
    if any(slots is None and part.least for part, slots in zip(parts, lengths, strict=True)):
        return None
    total = sum(count * len(slots or ()) for count, slots in zip(counts, lengths, strict=True))
    for place, (part, slots) in enumerate(zip(parts, lengths, strict=True)):
        if total >= shortest or not slots:
            continue
        wanted = -(-(shortest - total) // len(slots))
        more = wanted if part.most is None else min(wanted, part.most - counts[place])
        counts[place] += more
        total += more * len(slots)
    if total > LONGEST:
        return None
    return [
        slot
        for count, slots in zip(counts, lengths, strict=True)
        for _ in range(count)
        for slot in slots or ()
    ]


def _once(part: _Part) -> list[Slot] | None:
    """Return the places of a part that comes once; None where nothing of ours can stand there."""
    if not part.branches:
        return [part.slot] if part.slot else None
    for branch in part.branches:
        found = _stretched(branch, 0)
        if found is not None:
            return found
    return None


def _numbered(slots: list[Slot], number: int) -> str:
    """Return a text of the first sign in each place, but for ``number`` at its end.

    It is counted in the digits that stand in a place, in whatever may where there are no digits.
    """
    signs = [slot[0] for slot in slots]
    for place in range(len(slots) - 1, -1, -1):
        digits = [sign for sign in slots[place] if sign.isdigit()] or list(slots[place])
        number, digit = divmod(number, len(digits))
        signs[place] = digits[digit]
    return "".join(signs)


def _matches(text: str, signs: str) -> bool:
    """Tell whether ``signs``, of ``SIGNS`` alone, are what an expression of ``ecma`` says."""
    with warnings.catch_warnings():
        # Python warns of signs that may mean more in a set one day.
        warnings.simplefilter("ignore", FutureWarning)
        return re.fullmatch(_spelled(text), signs) is not None


@lru_cache(1_000)
def _spelled(text: str) -> str:
    """Return an expression of ECMA-262 as one of Python, which knows no categories."""
    inside = False

    def spell(match: re.Match[str]) -> str:
        nonlocal inside
        if match[2]:
            members = _members(match[2], outside=match[1] == "P")
            return members if inside else f"[{members}]"
        inside = match[0] == "[" or (inside and match[0] != "]")
        return match[0]

    return TOKEN.sub(spell, text)


def _members(category: str, *, outside: bool) -> str:
    """Return those of ``SIGNS`` in a category of Unicode, or outside it."""
    found = [
        sign for sign in SIGNS if unicodedata.category(sign).startswith(category) is not outside
    ]
    return "".join(map(re.escape, found)) or NO_SIGN
