"""Pairs: the sieves of joins, which in a small message are plain XPath, cheaper than Python.

It looks at each pair of three sets, so in a larger message it is not asked.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from catalog.message.expressions import TOKEN, branches
from catalog.message.sieves import NAME, Sieve, arguments, is_balanced

CALL: Final = re.compile(r"(paired|unpaired|disagreeing)\((.*)\)", re.DOTALL)
ATTRIBUTE: Final = re.compile(rf"(.+)/@({NAME})", re.DOTALL)
CHILD: Final = re.compile(rf"(?:{NAME}|\*)(?:\[.*\])?", re.DOTALL)
WAYS: Final = re.compile(rf"""(["'])({NAME}(?:[ /]{NAME})*)\1""")
PAIR: Final = 2
FEW: Final = 60
"""Elements among which each pair may be looked at: with 500 it took a second."""


class _Attribute(NamedTuple):
    """An attribute: the way to what is around its element, the element, its own name."""

    around: str
    step: str
    name: str


def sieve_of_pairs(context: str, test: str) -> Sieve | None:
    """Return the sieve of a rule that finds what it refuses by joins; None for any other."""
    paths = [_path(branch) for branch in branches(context)]
    if test.strip() != "false()" or not all(paths):
        return None
    # More than a few go through unasked: the rule itself takes no longer for each of many.
    few = (f"count({it[0]}//*) > {FEW} or boolean({it[1]})" for it in paths if it)
    return Sieve((), " or ".join(few))


def _path(branch: str) -> tuple[str, str] | None:
    """Return the way to where a join is made, and the join as a path; None for what is none."""
    found = CALL.fullmatch(branch.strip())
    if not found or not is_balanced(found[2]):
        return None
    given = arguments(found[2])
    ways = WAYS.fullmatch(given[-1]) if found[1] == "disagreeing" else None
    told = [_attribute(it) for it in (given[:-1] if ways else given)]
    attributes = [it for it in told if it is not None]
    if len(attributes) != len(told) or len({it.around for it in attributes}) != 1:
        return None
    first, last = attributes[0], attributes[-1]
    if ways:
        differs = (f"../{last.step}/{way} != {way}" for way in ways[2].split())
        return first.around, f"{first.around}/{first.step}[{' or '.join(differs)}]"
    if len(attributes) != PAIR or found[1] == "disagreeing":
        return None
    same = f"@{first.name} = ../{last.step}/@{last.name}"
    asked = same if found[1] == "paired" else f"not({same})"
    return first.around, f"{first.around}/{first.step}[{asked}]"


def _attribute(argument: str) -> _Attribute | None:
    """Return the attribute that an argument leads to; None where that isn't plain."""
    found = ATTRIBUTE.fullmatch(argument)
    if not found:
        return None
    steps, depth = [""], 0
    inner = _path(found[1])
    for piece in TOKEN.findall(inner[1] if inner else found[1]):
        depth += (piece in {"(", "["}) - (piece in {")", "]"})
        if depth or piece[0] in "\"'":
            steps[-1] += piece
            continue
        here, *further = piece.split("/")
        steps[-1] += here
        steps += further
    *around, step = steps
    if not around or not around[-1] or not CHILD.fullmatch(step):
        return None
    return _Attribute("/".join(around), step, found[2])
