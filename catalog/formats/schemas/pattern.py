"""Patterns: regular expressions of XML Schema, read strictly and told as ECMA-262 ones.

XML Schema Part 2, appendix F, against ECMA-262 with the flag u (JSON Schema Core 2020-12 §6.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SYNTAX: Final = frozenset("^$\\.*+?()[]{}|/")
"""What has a meaning of its own in ECMA-262; a slash ends a literal in a program."""
ESCAPABLE: Final = frozenset("\\|.?*+(){}-[]^")
CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}
CATEGORIES: Final = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")
# XML 1.0 (fifth edition) §2.3: what a name begins with, and what may follow.
NAME_START: Final = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME: Final = NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
WORD: Final = "\\p{P}\\p{Z}\\p{C}"
"""What a letter of a word is not."""
INSIDE: Final = {
    "s": " \\t\\n\\r",
    # Any decimal digit in XML Schema. The nearest that every reader of JSON Schema knows is 0 to 9:
    # \p is not among what §6.4 counts on, and ECMA's own \d is no more than that.
    "d": "0-9",
    "i": NAME_START,
    "c": NAME,
    "W": WORD,
}
SETS: Final = {
    **{letter: (inside, "") for letter, inside in INSIDE.items()},
    **{letter.swapcase(): ("", inside) for letter, inside in INSIDE.items()},
}
"""What the letter behind a backslash stands for: members of a set, or what is outside one."""
QUANTITY: Final = re.compile(r"\{(\d{1,9})(?:(,)(\d{1,9})?)?\}")
DEEPEST: Final = 100
"""Groups in groups: deeper than any pattern that people write, and no deeper than the stack."""


class PatternRefused(ValueError):
    """Not a pattern of XML Schema, or one that ECMA-262 can't say.

    ``reason`` is a stable word: a sentence in every language goes by it. ``at`` counts from 1.
    """

    def __init__(self, reason: str, pattern: str, at: int) -> None:
        super().__init__(f"{reason} at {at}: {pattern}")
        self.reason = reason
        self.pattern = pattern
        self.at = at


def ecma(pattern: str) -> str:
    r"""Return what ``pattern`` says as a regular expression of ECMA-262, held by its ends.

    It accepts the same texts but for ``\d``: 0 to 9, where XML Schema takes every decimal digit.
    Raises PatternRefused.
    """
    reader = Reader(pattern)
    text, branches = reader.alternatives()
    if reader.at < len(pattern):
        raise reader.refuse("pattern-bracket")
    return f"^(?:{text})$" if branches > 1 else f"^{text}$"


@dataclass(slots=True)
class Reader:
    """The pattern, and how far it is read; what is read comes back as ECMA-262."""

    pattern: str
    at: int = 0
    depth: int = 0

    def refuse(self, reason: str) -> PatternRefused:
        """Return the error about what stands here."""
        return PatternRefused(reason, self.pattern, self.at + 1)

    def next(self) -> str:
        """Return what stands here, without going on; empty at the end."""
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        """Return what stands here, and go on. Raises PatternRefused at the end."""
        found = self.next()
        if not found:
            raise self.refuse("pattern-ends")
        self.at += 1
        return found

    def alternatives(self) -> tuple[str, int]:
        """Return branches as ECMA-262, up to a closing bracket or the end, and their number."""
        branches = [[""]]
        while (found := self.next()) and found != ")":
            if found == "|":
                self.at += 1
                branches.append([])
            else:
                branches[-1].append(self.atom() + self.quantifier())
        return "|".join(map("".join, branches)), len(branches)

    def quantifier(self) -> str:
        """Return how often what went before comes."""
        found = self.next()
        if found in set("?*+"):
            self.at += 1
            return found
        if found != "{":
            return ""
        match = QUANTITY.match(self.pattern, self.at)
        if match is None or (match[3] and int(match[3]) < int(match[1])):
            raise self.refuse("pattern-quantity")
        self.at = match.end()
        return match[0]

    def atom(self) -> str:
        """Return one thing that may be repeated."""
        found = self.take()
        if found == "(":
            return self.group()
        if found == "[":
            return self.expression()
        if found == "\\":
            return self.escape()
        if found == ".":
            return "[^\\n\\r]"
        if found in set("?*+{}]"):
            self.at -= 1
            raise self.refuse("pattern-sign")
        return _literal(found)

    def group(self) -> str:
        """Return what stands between round brackets; the opening one is read."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse("pattern-deep")
        text, _ = self.alternatives()
        if self.take() != ")":
            raise self.refuse("pattern-bracket")
        self.depth -= 1
        return f"(?:{text})"

    def escape(self) -> str:
        """Return what a backslash and the letter after it mean outside square brackets."""
        member = self.member_escape(self.take())
        if isinstance(member, str):
            return _literal(member)
        inside, outside = member
        if outside:
            return f"[^{outside}]"
        alone = inside.startswith("\\p") and inside.endswith("}") and inside.count("\\") == 1
        return inside if alone or inside.startswith("\\P") else f"[{inside}]"

    def member_escape(self, letter: str) -> str | tuple[str, str]:
        """Return one sign, or what a set has (as ECMA-262 members) and, else, what it has not."""
        if letter in ESCAPABLE:
            return letter
        if letter in CONTROLS:
            return CONTROLS[letter]
        if letter in SETS:
            return SETS[letter]
        if letter in {"p", "P"}:
            return f"\\{letter}{{{self.category()}}}", ""
        self.at -= 1
        raise self.refuse("pattern-escape")

    def category(self) -> str:
        """Return the Unicode category in braces that stands here."""
        end = self.pattern.find("}", self.at)
        if self.next() != "{" or end < 0:
            raise self.refuse("pattern-category")
        name = self.pattern[self.at + 1 : end]
        if name.startswith("Is"):
            # ECMA-262 knows no blocks.
            raise self.refuse("pattern-block")
        if not CATEGORIES.fullmatch(name):
            raise self.refuse("pattern-category")
        self.at = end + 1
        return name

    def expression(self) -> str:
        """Return a set of signs; the opening square bracket is read."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse("pattern-deep")
        negative = self.next() == "^"
        self.at += negative
        members: list[str] = []
        excluded: list[str] = []
        while self.next() != "]" or not (members or excluded):
            if self.next() == "-" and self.pattern[self.at + 1 : self.at + 2] == "[":
                if not (members or excluded):
                    raise self.refuse("pattern-set")
                self.at += 2
                less = self.expression()
                if self.take() != "]":
                    self.at -= 1
                    raise self.refuse("pattern-set")
                self.depth -= 1
                return f"(?:(?!{less}){_set(members, excluded, negative=negative)})"
            self.member(members, excluded)
        self.at += 1
        self.depth -= 1
        return _set(members, excluded, negative=negative)

    def member(self, members: list[str], excluded: list[str]) -> None:
        """Read one sign, range or named set of a set of signs."""
        first = self.sign(first=not (members or excluded))
        if not isinstance(first, str):
            inside, outside = first
            if inside:
                members.append(inside)
            else:
                excluded.append(outside)
            return
        after = self.pattern[self.at + 1 : self.at + 2]
        if self.next() != "-" or after in {"[", "]", ""}:
            members.append(_member(first))
            return
        self.at += 1
        last = self.sign(first=False, ends=True)
        if not isinstance(last, str) or last < first:
            raise self.refuse("pattern-range")
        members.append(f"{_member(first)}-{_member(last)}")

    def sign(self, *, first: bool, ends: bool = False) -> str | tuple[str, str]:
        """Return one sign in square brackets, or the set that an escape stands for."""
        found = self.take()
        if found == "\\":
            return self.member_escape(self.take())
        # A hyphen is itself first and last only; [a-c-e] is a slip in one of the two languages.
        misplaced = found == "-" and not first and (ends or self.next() != "]")
        if found in {"[", "]"} or misplaced:
            self.at -= 1
            raise self.refuse("pattern-set")
        return found


def _set(members: list[str], excluded: list[str], *, negative: bool) -> str:
    """Return a set of signs: the ``members``, and whatever is outside each of ``excluded``."""
    parts = [f"[{''.join(members)}]"] if members else []
    parts += [f"[^{one}]" for one in excluded]
    if len(parts) > 1:
        either = f"(?:{'|'.join(parts)})"
        return f"(?:(?!{either})[\\s\\S])" if negative else either
    if not negative:
        return parts[0]
    return f"[^{''.join(members)}]" if members else f"[{excluded[0]}]"


def _literal(sign: str) -> str:
    """Return ``sign`` where it means itself, outside square brackets."""
    if sign in SYNTAX:
        return f"\\{sign}"
    return _visible(sign)


def _member(sign: str) -> str:
    """Return ``sign`` where it means itself, in square brackets."""
    if sign in {"\\", "]", "[", "^", "-"}:
        return f"\\{sign}"
    return _visible(sign)


def _visible(sign: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign, sign)
