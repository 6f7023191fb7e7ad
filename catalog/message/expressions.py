"""Expressions: the XPath 1.0 of business rules, compiled with our functions."""

from __future__ import annotations

import math
import re
from typing import Final

from lxml import etree

from catalog.errors import ExpressionRefused
from catalog.message import joins
from catalog.message.functions import FUNCTIONS, day

PREFIX: Final = "m"
"""Of the model's namespace in an expression, where it has one."""
TOKEN: Final = re.compile(r""""[^"]*"|'[^']*'|[\[\]()|]|[^\[\]()|"']+""")
COUNTING: Final = re.compile(r"(?<![\w.-])(?:position|last)\s*\(")
CONSTANT: Final = re.compile(r"""(?<![\w.-])day\(\s*(["'])(\d{4}-\d{2}-\d{2})\1\s*\)""")
QUOTES: Final = frozenset({'"', "'"})
NAMES: Final = re.compile(r""""[^"]*"|'[^']*'|([^\W\d][\w.-]*)(?!\s*\()""")
RELATIVE: Final = re.compile(r"(?:@?(?:[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?|\*))(?!\s*\(|[\w.-])")
"""How a branch begins that is looked for everywhere: with a name that is no function's."""


def compiled(
    expression: str, place: str, namespace: str = "", *, smart: bool = False
) -> etree.XPath:
    """Return an expression ready to be asked; ``place`` is the IRI of what it is said of.

    ``namespace`` is what the prefix ``m`` stands for. ``smart`` texts know where they come from.
    Raises ExpressionRefused where it isn't XPath 1.0.
    """
    written = CONSTANT.sub(_number, expression)
    asked = {key: it for key, it in FUNCTIONS.items() if f"{key[1]}(" in written}
    try:
        return etree.XPath(
            written,
            namespaces={PREFIX: namespace} if namespace else None,
            # Each that is made known takes its time, every time that the expression is asked.
            extensions=asked,
            smart_strings=smart or not asked.keys().isdisjoint(joins.FUNCTIONS),
        )
    except (etree.XPathSyntaxError, ValueError) as problem:
        # A ValueError is about a sign that XML can't hold.
        raise ExpressionRefused(place, reason=str(problem), known=expression) from None


def _number(found: re.Match[str]) -> str:
    """Return a day that stands in an expression as its number, to ask only once."""
    value = day(None, found[2])
    return found[0] if math.isnan(value) else f"{value:.0f}"


def counts_positions(expression: str) -> bool:
    """Tell whether an expression asks where among others its node stands, outside of brackets."""
    outside, depth = [], 0
    for piece in TOKEN.findall(expression):
        depth += (piece == "[") - (piece == "]")
        if not depth and piece[0] not in QUOTES:
            outside.append(piece)
    return COUNTING.search("".join(outside)) is not None


def everywhere(context: str) -> str:
    """Return a context as it is asked of a whole message.

    A branch that begins with a name is about each such element wherever it stands, as in
    Schematron (ISO/IEC 19757-3 §5.4.15); ``/Sak`` and ``repeated(//Sak)`` are left alone.
    """
    return " | ".join(
        f"//{branch}" if RELATIVE.match(branch) else branch for branch in branches(context)
    )


def branches(expression: str) -> list[str]:
    """Return what stands between the bars of a union that is in no brackets."""
    found, depth = [""], 0
    for piece in TOKEN.findall(expression):
        depth += (piece in {"(", "["}) - (piece in {")", "]"})
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return [one.strip() for one in found]


def names_in(expression: str) -> frozenset[str]:
    """Return the names of elements and attributes in an expression; words of XPath may be too."""
    return frozenset(name for name in NAMES.findall(expression) if name)
