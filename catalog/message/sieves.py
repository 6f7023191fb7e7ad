"""Sieves: a cheap question that surely holds where a business rule is broken, and seldom elsewhere.

Many sieves are one expression, which libxml2 answers without Python. What goes through is asked of
the rule itself: a sieve may let too much through, never too little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.message.expressions import TOKEN, branches, counts_positions

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME: Final = r"(?:[^\W\d][\w.-]*:)?[^\W\d][\w.-]*"
PREDICATE: Final = r"\[[^\[\]]*\]"
PATH: Final = rf"/?(?:(?:\.\.|{NAME}(?:{PREDICATE})*)/)*@{NAME}"
"""What leads to one attribute, by way of children and parents."""
DAY: Final = r"""["']\d{4}-\d{2}-\d{2}["']"""
ORDER: Final = re.compile(rf"day\(\s*({PATH}|{DAY})\s*\)\s*([<>]=?)\s*day\(\s*({PATH}|{DAY})\s*\)")
SPAN: Final = re.compile(rf"day\(\s*({PATH})\s*\)\s+-\s+day\(\s*({PATH})\s*\)\s*>\s*(\d+)(?![\d.])")
YEARS: Final = re.compile(rf"years\(\s*({PATH})\s*,\s*({PATH})\s*\)\s*(>=?)\s*(\d+)(?![\d.])")
MONTHS: Final = re.compile(
    rf"months\(\s*({PATH})\s*,\s*({PATH})\s*\)\s*(?:>=?|=)\s*[1-9]\d*(?![\d.])"
)
OTHERWISE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
STEP: Final = re.compile(rf"(?:[a-z]+(?:-[a-z]+)*::|@)?(?:{NAME}|\*)")
WORD: Final = re.compile(r"(?<![\w.-])(?:and|or)\Z")
WHOLE_WORD: Final = re.compile(r"(?:and|or)(?![\w.-])")
NOT: Final = re.compile(r"(?<![\w.:-])not\s*\Z")
WAY: Final = rf"{STEP.pattern}(?:/{STEP.pattern})*"
TRUTH: Final = re.compile(
    rf"\s*(?:{WAY}(?:\s*\|\s*{WAY})*|(?:not|contains|starts-with|boolean)\(\))\s*"
)
"""What as a predicate is no number, which would be a position."""
COMPARED: Final = re.compile(r"""[=<>]|(?<=[\s\])"'])(?:and|or)(?![\w.-])""")
ANY: Final = re.compile(r"\s*not\(\s*\(([^()\[\]]+)\)\[(.+)\]\s*\)\s*", re.DOTALL)
"""Nothing of a union is such as a predicate tells."""
BOUNDS: Final = re.compile(r"\s*(.+?)\s*<\s*(\d+)\s+or\s+(.+?)\s*>\s*(\d+)\s*", re.DOTALL)
CALL: Final = re.compile(r"(?:translate|number|string-length|substring)\(\)")
SEVERAL: Final = re.compile(r"(repeated|overlapping)\((.*)\)", re.DOTALL)
DEEP: Final = 3
"""Steps of a path by which rules are put together: what is below goes with what it is part of."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Where a rule looks, step by step, and what holds there when it is broken.

    Without steps the condition is about the whole message.
    """

    steps: tuple[str, ...]
    condition: str

    @property
    def place(self) -> tuple[str, ...]:
        """The part of a message that the rule is about."""
        return self.steps[:DEEP]

    @property
    def text(self) -> str:
        """The sieve as an expression by itself."""
        return joined([self])


@dataclass(slots=True)
class _Branch:
    """Sieves that have a way in common, and those that go on from there."""

    conditions: list[str] = field(default_factory=list)
    further: dict[str, _Branch] = field(default_factory=dict)

    def written(self, step: str) -> str:
        inside = [*self.conditions, *(it.written(name) for name, it in self.further.items())]
        return f"{step}[{' or '.join(inside)}]"


def sieve_of(context: str, test: str) -> Sieve:
    """Return the sieve of a rule; ``context`` is as it is asked of a whole message."""
    kept = loosened(test)
    several = among(context)
    if several:
        # One alone repeats nothing, and overlaps with nothing.
        return Sieve((), f"count({several}) > 1")
    split = steps_of(context)
    if split is None or counts_positions(test):
        return Sieve((), f"boolean(({context})[not({kept})])")
    steps, predicates = split
    kinds, refused = union_in(test)
    if kinds and len(steps) > 1:
        # One way for each of a union is gone sooner than each element is asked for all of them,
        # and that there is one of them need not be asked before.
        asked = "".join(f"[{it}]" for it in predicates if set(branches(it)) != set(kinds))
        ways = [f"{steps[-1]}{asked}/{kind}[{refused}]" for kind in kinds]
        return Sieve(steps[:-1], " or ".join(ways))
    parts = [f"({it})" for it in predicates]
    if kept.strip() != "false()":
        parts.append(f"not({kept})")
    return Sieve(steps, " and ".join(parts) or "true()")


def joined(sieves: Iterable[Sieve]) -> str:
    """Return one expression that holds where any of ``sieves`` does; each way is gone once."""
    top = _Branch()
    for sieve in sieves:
        at = top
        for step in sieve.steps:
            at = at.further.setdefault(step, _Branch())
        at.conditions.append(f"({sieve.condition})" if sieve.steps else sieve.condition)
    ways = [*top.conditions, *(it.written(step) for step, it in top.further.items())]
    return f"boolean({' or '.join(ways)})"


def among(context: str) -> str:
    """Return among which elements a context looks for repeated or overlapping ones, if it does."""
    found = SEVERAL.fullmatch(context.strip())
    if not found or len(branches(context)) != 1 or not is_balanced(found[2]):
        return ""
    nodes, *others = arguments(found[2])
    if found[1] == "repeated":
        return nodes if len(others) <= 1 else ""
    return nodes if len(others) == 4 and others[-1].isdecimal() else ""  # noqa: PLR2004 — all


def is_balanced(text: str) -> bool:
    """Tell whether each bracket that is closed in ``text`` was opened there."""
    depth = 0
    for piece in TOKEN.findall(text):
        depth += (piece in {"(", "["}) - (piece in {")", "]"})
        if depth < 0:
            return False
    return not depth


def steps_of(context: str) -> tuple[tuple[str, ...], list[str]] | None:
    """Return the steps of a context and the predicates of the last of them.

    None where it is more than one way, or has predicates before, or such as may be positions.
    """
    if len(branches(context)) != 1 or not context.startswith("/"):
        return None
    start = "//" if context.startswith("//") else "/"
    way, bracket, rest = context.removeprefix(start).partition("[")
    steps = way.strip().split("/")
    if not all(STEP.fullmatch(step) for step in steps):
        return None
    predicates, inside, depth = [], "", 0
    for piece in TOKEN.findall(bracket + rest):
        depth -= piece == "]"
        if depth < 0 or (not depth and piece not in {"[", "]"} and piece.strip()):
            return None
        if not depth and piece == "]":
            predicates.append(inside)
            inside = ""
        elif depth:
            inside += piece
        depth += piece == "["
    if any(counts_positions(it) or not is_truth(it) for it in predicates):
        return None
    return (start + steps[0], *steps[1:]), predicates


def is_truth(predicate: str) -> bool:
    """Tell whether a predicate surely is true or false, and no number."""
    outside = outline(predicate)
    return bool(TRUTH.fullmatch(outside) or COMPARED.search(outside.lstrip()))


def outline(expression: str) -> str:
    """Return an expression without what stands in its brackets."""
    outside, depth = "", 0
    for piece in TOKEN.findall(expression):
        depth -= piece in {")", "]"}
        if not depth:
            outside += piece
        depth += piece in {"(", "["}
    return outside


def union_in(test: str) -> tuple[list[str], str]:
    """Return of what kinds a test refuses some, and which: none where it is another test."""
    found = ANY.fullmatch(test)
    if not found or not is_balanced(found[2]) or counts_positions(found[2]):
        return [], ""
    kinds = branches(found[1])
    if not is_truth(found[2]) or not all(STEP.fullmatch(kind) for kind in kinds):
        return [], ""
    return kinds, bounded(found[2])


def bounded(condition: str) -> str:
    """Return what holds wherever ``condition`` does; of two bounds of one number, one question."""
    found = BOUNDS.fullmatch(condition)
    if found and found[1] == found[3] and CALL.fullmatch(outline(found[1])):
        least, most = int(found[2]), int(found[4])
        if least < most:
            return f"floor(({found[1]} - {least}) div {most - least}) != 0"
    return condition


def loosened(test: str) -> str:
    """Return a test that fails wherever ``test`` fails, and asks less of our own functions.

    Days as they are mostly written, 2026-01-31, are compared as numbers, 20260131. What isn't
    such a number fails the comparison, so that the rule itself is asked.
    """
    pieces, end = [], 0
    found = [match for pattern in (ORDER, SPAN, YEARS, MONTHS) for match in pattern.finditer(test)]
    for match in sorted(found, key=lambda it: it.start()):
        if match.start() >= end and _is_refused(test[: match.start()], test[match.end() :]):
            pieces += [test[end : match.start()], _cheap(match)]
            end = match.end()
    return "".join([*pieces, test[end:]])


def arguments(text: str) -> list[str]:
    """Return what stands between the commas that are in no brackets."""
    found, depth = [""], 0
    for piece in TOKEN.findall(text):
        depth += (piece in {"(", "["}) - (piece in {")", "]"})
        if depth or piece[0] in "\"'":
            found[-1] += piece
            continue
        first, *others = piece.split(",")
        found[-1] += first
        found += others
    return [it.strip() for it in found]


def _is_refused(before: str, after: str) -> bool:
    """Tell whether a test fails the more, the more holds what stands between two texts.

    It does where it is inside an odd number of ``not()``, joined by ``and`` and ``or`` alone.
    """
    start, end = before.rstrip(), after.lstrip()
    if start and not start.endswith("(") and not WORD.search(start):
        return False
    if end and not end.startswith(")") and not WHOLE_WORD.match(end):
        return False
    around: list[bool | None] = []
    former = ""
    for piece in TOKEN.findall(before):
        if piece in {")", "]"}:
            around.pop()
        elif piece in {"(", "["}:
            outer = former.rstrip()
            refused = NOT.search(outer) is not None
            plain = refused or not outer or outer == "(" or WORD.search(outer) is not None
            around.append(refused if plain and piece == "(" else None)
        former = piece
    # Inside of another function, or of a predicate, more may be less.
    return None not in around and sum(it is True for it in around) % 2 == 1


def _cheap(match: re.Match[str]) -> str:
    """Return a comparison that holds wherever the found one does."""
    first, second = match[1], match[2]
    if match.re is ORDER:
        second = match[3]
        there = " and ".join(it for it in (first, second) if it[0] not in "\"'")
        refused = f"{_number(first)} {OTHERWISE[match[2]]} {_number(second)}"
    else:
        there = f"{first} and {second}"
        if match.re is SPAN:
            # From one day to the next such a number grows by one or more.
            refused = f"{_number(first)} - {_number(second)} <= {match[3]}"
        elif match.re is MONTHS:
            refused = f"{_number(second)} <= {_number(first)}"
        else:
            # The latter may be a moment; 180000 are eighteen years, to the day.
            latter = f"substring(translate(normalize-space({second}), '-', ''), 1, 8)"
            least = (int(match[4]) + (match[3] == ">")) * 10_000
            refused = f"{latter} - {_number(first)} < {least}"
    return f"({there} and not({refused}))" if there else f"not({refused})"


def _number(operand: str) -> str:
    """Return a day as a number that is compared as the day is."""
    if operand[0] in "\"'":
        return operand[1:-1].replace("-", "")
    return f"translate({operand}, '-', '')"
