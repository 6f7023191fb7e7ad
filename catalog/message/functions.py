"""Functions of business rules: what XPath 1.0 lacks for days, and for things told twice."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message import joins

if TYPE_CHECKING:
    from collections.abc import Callable

DAY: Final = re.compile(
    r"[ \t\r\n]*(\d{4}-\d{2}-\d{2})"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?)?"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?[ \t\r\n]*",
    re.ASCII,
)
"""A day of XML Schema (part 2, §3.2.9), or a moment (§3.2.7), of which only the day counts."""
STRING: Final = etree.XPath("string()", smart_strings=False)
CACHED: Final = 8_192
"""Days kept ready: those of some twenty years."""
_NUMBERS: Final[dict[str, float]] = {}
"""Of texts that are days, for that is asked more often than anything else."""


def day_of(text: str) -> dt.date | None:
    """Return the day that ``text`` tells as XML Schema writes it; None where it is none."""
    found = DAY.fullmatch(text)
    return _calendar(found[1]) if found else None


def day(_context: object, value: object) -> float:
    """Return the number of a day, counted from the year 1; NaN where ``value`` is no day."""
    text = _text(value)
    number = _NUMBERS.get(text)
    if number is not None:
        return number
    found = day_of(text) if text else None
    if found is None:
        return math.nan
    number = float(found.toordinal())
    # Only what is a day is kept: nothing else of a message outlives it.
    if len(_NUMBERS) < CACHED:
        _NUMBERS[text] = number
    return number


def years(_context: object, start: object, end: object) -> float:
    """Return the whole years from one day to another; NaN where one is no day."""
    count = _months(day_of(_text(start)), day_of(_text(end)))
    return math.nan if count is None else float(int(count / 12))


def months(_context: object, start: object, end: object) -> float:
    """Return the whole months from one day to another; NaN where one is no day."""
    count = _months(day_of(_text(start)), day_of(_text(end)))
    return math.nan if count is None else float(count)


def repeated(_context: object, nodes: object, names: object = "") -> list[etree._Element]:
    """Return those of ``nodes`` whose content equals that of another of them.

    Content is name, attributes, text and all children in order; attributes of the node itself that
    are called one of ``names`` (a text with spaces between) don't count.
    """
    if not isinstance(nodes, list) or len(nodes) < 2:  # noqa: PLR2004 — one is no other
        return []
    ignored = frozenset(_text(names).split())
    alike: dict[object, list[etree._Element]] = {}
    for node in nodes:
        if etree.iselement(node):
            alike.setdefault(_shell(node, ignored), []).append(node)
    groups: dict[object, list[etree._Element]] = {}
    for each in alike.values():
        if len(each) > 1:
            for node in each:
                groups.setdefault(_content(node, ignored), []).append(node)
    return [node for group in groups.values() if len(group) > 1 for node in group]


def overlapping(
    _context: object, nodes: object, start: object, end: object, until: object, days: float
) -> list[etree._Element]:
    """Return those of ``nodes`` that overlap by more than ``days`` days with one begun earlier.

    ``start`` and ``end`` are the paths of the attributes that hold their days (``@StartDato``,
    ``Konklusjon/@SluttDato``); ``until`` is the day for one that has no end. Of two that begin on
    one day the latter overlaps. What has no start is passed over.
    """
    last = day_of(_text(until))
    found: list[tuple[dt.date, dt.date, int, etree._Element]] = []
    for place, node in enumerate(nodes if isinstance(nodes, list) else []):
        begun = day_of(_at(node, _text(start)))
        ended = day_of(_at(node, _text(end))) or last
        if begun and ended:
            found.append((begun, ended, place, node))
    over: list[tuple[int, etree._Element]] = []
    latest = dt.date.min
    for begun, ended, place, node in sorted(found, key=lambda it: (it[0], it[2])):
        if (min(latest, ended) - begun).days > days:
            over.append((place, node))
        latest = max(latest, ended)
    return [node for _, node in sorted(over, key=lambda it: it[0])]


FUNCTIONS: Final[dict[tuple[None, str], Callable[..., object]]] = {
    (None, "day"): day,
    (None, "years"): years,
    (None, "months"): months,
    (None, "repeated"): repeated,
    (None, "overlapping"): overlapping,
    **joins.FUNCTIONS,
}
"""By name, as lxml takes them."""


@functools.lru_cache(CACHED)
def _calendar(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def _at(element: etree._Element, path: str) -> str:
    """Return the attribute that ``path`` leads to from ``element``; empty where there is none."""
    way, _, name = path.rpartition("/")
    node = element.find(way) if way else element
    return "" if node is None else node.get(name.removeprefix("@"), "")


def _months(start: dt.date | None, end: dt.date | None) -> int | None:
    """Return the whole months from ``start`` to ``end``, less than none where they turn round."""
    if start is None or end is None:
        return None
    if end < start:
        back = _months(end, start)
        return None if back is None else -back
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _text(value: object) -> str:
    """Return what XPath's ``string()`` makes of a value (XPath 1.0 §4.2)."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        return value
    return str(STRING(value)) if etree.iselement(value) else str(value)


def _shell(element: etree._Element, ignored: frozenset[str]) -> object:
    """Return what of an element is seen at a glance: where it differs, the content does."""
    kept = frozenset(one for one in element.attrib.items() if one[0] not in ignored)
    return element.tag, kept, sum(1 for _ in element.iterchildren("*"))


def _content(element: etree._Element, ignored: frozenset[str]) -> object:
    """Return the content of an element as a value that can be compared.

    White space at the ends of a text is how a message is laid out.
    """
    stack: list[object] = []
    for event, each in etree.iterwalk(element, events=("start", "end"), tag="*"):
        if event == "end":
            stack.append(None)
            continue
        found = dict(each.attrib)
        if each is element:
            found = {name: text for name, text in found.items() if name not in ignored}
        texts = [each.text or "", *(child.tail or "" for child in each)]
        stack.append((each.tag, frozenset(found.items()), "".join(texts).strip()))
    return tuple(stack)
