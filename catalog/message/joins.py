"""Joins: functions of business rules that lead from attribute to attribute beside each other.

XPath 1.0 can only look at each pair, which in a message of thousands takes minutes. Here each set
is gone through once, however often a value is repeated. Attributes stand beside each other where
their elements have one parent.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Key = tuple[etree._Element, str]  # noqa: SLF001 — the only name of its type
    """A value and around which elements it stands."""

TEXT: Final = etree.XPath("string()", smart_strings=False)


def paired(_context: object, attributes: object, others: object) -> list[etree._Element]:
    """Return the elements of those ``attributes`` whose value one of ``others`` beside them has."""
    among = {key for key, _ in _keyed(others)}
    return [element for key, element in _keyed(attributes) if key in among]


def unpaired(_context: object, attributes: object, others: object) -> list[etree._Element]:
    """Return the elements of those ``attributes`` whose value none of ``others`` beside them has.

    What XPath 1.0 has no difference of sets for.
    """
    among = {key for key, _ in _keyed(others)}
    return [element for key, element in _keyed(attributes) if key not in among]


def disagreeing(
    _context: object, ends: object, to: object, back: object, starts: object, paths: object
) -> list[etree._Element]:
    """Return the elements of ``ends`` that tell another thing than one that is linked to them.

    ``to`` and ``back`` are attributes of the links: ``to`` has the value of one of ``ends``,
    ``back`` that of one of ``starts``. ``paths`` are the ways to what is compared, with spaces
    between; where one side has none, nothing is.
    """
    ways = str(paths).split()
    told = _told(starts, ways)
    backs: dict[etree._Element, list[Key]] = defaultdict(list)
    for key, link in _keyed(back):
        backs[link].append(key)
    linked: dict[Key, list[set[str]]] = {}
    for key, link in _keyed(to):
        texts = linked.setdefault(key, [set() for _ in ways])
        for start in backs.get(link, ()):
            for mine, theirs in zip(texts, told.get(start, ()), strict=False):
                _add(mine, theirs)
    return [
        element
        for key, element in _keyed(ends)
        if key in linked
        and any(
            text != other
            for way, others in zip(ways, linked[key], strict=True)
            for text in _texts(element, way)
            for other in others
        )
    ]


FUNCTIONS: Final[dict[tuple[None, str], Callable[..., object]]] = {
    (None, "paired"): paired,
    (None, "unpaired"): unpaired,
    (None, "disagreeing"): disagreeing,
}
"""By name, as lxml takes them; the attributes must know where they come from."""


def _keyed(attributes: object) -> Iterator[tuple[Key, etree._Element]]:
    """Yield each attribute's value with the element around its own, and its own.

    Raises TypeError for what is no set of attributes.
    """
    if not isinstance(attributes, list):
        raise TypeError
    for it in attributes:
        element = getattr(it, "getparent", lambda: None)()
        if not isinstance(it, str) or element is None:
            raise TypeError
        around = element.getparent()
        yield (element if around is None else around, str(it)), element


def _told(starts: object, ways: list[str]) -> dict[Key, list[set[str]]]:
    """Return what stands at each of ``ways`` from the elements of ``starts``."""
    told: dict[Key, list[set[str]]] = {}
    for key, element in _keyed(starts):
        texts = told.setdefault(key, [set() for _ in ways])
        for mine, way in zip(texts, ways, strict=True):
            _add(mine, _texts(element, way))
    return told


def _texts(element: etree._Element, way: str) -> set[str]:
    return {str(TEXT(it)) for it in element.iterfind(way)}


def _add(texts: set[str], more: set[str]) -> None:
    """Add to ``texts`` until there are two: from one of two every other text differs."""
    for text in more:
        if len(texts) > 1:
            return
        texts.add(text)
