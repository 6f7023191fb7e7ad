"""Documents that follow from a schema: one right and one wrong for everything that it demands."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from lxml import etree

from catalog.formats.schemas.pattern import ecma
from tests.conformance.published_schema import MANY, Content, Part, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})"
SAMPLES = {
    ("xs:string", UUID): (
        ["01234567-89ab-1cde-8fab-0123456789ab", "01234567-89AB-5CDE-BFAB-0123456789AB"],
        ["01234567-89ab-0cde-8fab-0123456789ab", "01234567-89ab-1cde-7fab-0123456789ab",
         "01234567-89ab-1cde-8fab-0123456789a", "01234567-89ab-1cde-8fab-0123456789abc",
         "g1234567-89ab-1cde-8fab-0123456789ab", " 1234567-89ab-1cde-8fab-0123456789ab", ""],
    ),
    ("xs:dateTime", MOMENT): (
        ["2026-01-01T00:00:00Z", "2024-02-29T23:59:59.123456789+02:00", " 2026-01-01T00:00:00Z\n",
         "2026-01-01T00:00:00-14:00"],
        ["2026-01-01T00:00:00", "2026-01-01", "2026-02-29T00:00:00Z",
         "2026-01-01T25:00:00Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+2:00",
         "12026-01-01T00:00:00Z", ""],
    ),
    ("xs:string", r"\d{2}"): (["00", "19", "\u0661\u0662"], ["1", "123", "1a", " 12", ""]),
    ("xs:string", r"\d{4}"): (["0301", "\u0966301"], ["301", "03011", "030a", "0301 ", ""]),
    ("xs:string", r"\d{9}"): (["986128433"], ["98612843", "9861284330", "98612843x", ""]),
    ("xs:string", r"\d{11}"): (["01010100100"], ["0101010010", "010101001000", "0101010010O", ""]),
    ("xs:string", r"\d{12}"): (["201012345603"], ["20101234560", "2010123456030", "-01012345603"]),
    ("xs:string", r"\d+[a-z]*"): (["1", "9a", "12b"], ["a", "1A", "1 a", "a1", ""]),
    ("xs:string", r"\d+"): (["1", "12", "123"], ["1a", "a", "-1", "1.0", ""]),
    ("xs:string", "[a-z]"): (["a", "z"], ["A", "æ", "1", "ab", ""]),
    ("xs:date", ""): (
        ["2024-02-29", "2024-02-29Z", "2024-02-29+01:00", "\n2024-02-29 ", "-0044-03-15"],
        ["2023-02-29", "2025-31-12", "2024-1-1", "24-01-01", "2024-01-01T00:00:00", "01.02.2024",
         ""],
    ),
    ("xs:boolean", ""): (["true", "false", "1", "0", " true "], ["TRUE", "yes", "2", "ja", ""]),
}  # fmt: skip
"""Right and wrong texts for each pattern; a schema with another one stops the test."""


class Case(NamedTuple):
    """A document, what is done to it, and whether the schema it follows from lets it pass."""

    told: str
    document: etree._Element
    right: bool


Path = tuple[str, ...]


def samples(value: Value) -> tuple[list[str], list[str]]:
    """Return right and wrong texts, with those at each bound."""
    least = value.length or value.shortest or 0
    most = value.length or value.longest
    if value.codes:
        outside = [
            text for text in ("", "0x", "æ", value.codes[0] + " ") if text not in value.codes
        ]
        right, wrong = list(value.codes), outside
    elif value.patterns or value.base != "xs:string":
        (pattern,) = value.patterns or ("",)
        right, wrong = SAMPLES[value.base, pattern]
        right = [text for text in right if most is None or len(text.strip()) <= most]
        if most is not None and pattern.endswith(("+", "*")):
            wrong = [*wrong, "1" * (most + 1)]
    else:
        right = ["x" * max(least, 1), "æ" * (most or least or 1), " " * max(least, 1)]
        wrong = ["x" * (least - 1)] * bool(least) + ["x" * ((most or 0) + 1)] * bool(most)
    assert right
    return list(right), list(wrong)


def build(part: Part, path: Path = ()) -> etree._Element:
    """Return the smallest right element, with the parts that ``path`` goes through."""
    element = etree.Element(part.name)
    if isinstance(part.content, Value):
        element.text = samples(part.content)[0][0]
        return element
    for one in part.content.fields:
        if one.required or path[:1] == ("@" + one.name,):
            element.set(one.name, samples(one.value)[0][0])
    for child in part.content.parts:
        ours = path[:1] == (child.name,)
        element.extend(build(child, path[1:] if ours else ()) for _ in range(child.least or ours))
    return element


def places(part: Part, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Yield every element with its path, the root's empty."""
    yield path, part
    if isinstance(part.content, Content):
        for child in part.content.parts:
            yield from places(child, (*path, child.name))


def cases(root: Part) -> Iterator[Case]:
    """Yield the cases of a whole schema."""
    for path, part in places(root):
        yield from _of_element(root, path, part)
        if isinstance(part.content, Value):
            yield from _of_text(root, path, part.content)
        else:
            yield from _of_fields(root, path, part.content)
            yield from _of_parts(root, path, part.content)
        for selector, names in part.unique:
            yield from _of_unique(root, path, selector, names)


def _at(document: etree._Element, path: Path) -> etree._Element:
    for name in path:
        found = document.find(name)
        assert found is not None
        document = found
    return document


def _made(root: Part, path: Path, *more: str) -> tuple[etree._Element, etree._Element]:
    """Return a small document and the element at ``path`` in it, which has ``more``."""
    document = build(root, (*path, *more))
    return document, _at(document, path)


def _of_element(root: Part, path: Path, part: Part) -> Iterator[Case]:
    place = "/".join((root.name, *path))
    document, _ = _made(root, path)
    yield Case(f"{place}: as small as may be", document, right=True)
    document, element = _made(root, path)
    element.set("Ukjent", "1")
    yield Case(f"{place}: an attribute too many", document, right=False)
    document, element = _made(root, path)
    element.tag = part.name.lower()
    yield Case(f"{place}: another name", document, right=False)
    document, element = _made(root, path)
    element.tag = f"{{urn:annet}}{part.name}"
    yield Case(f"{place}: another namespace", document, right=False)
    document, element = _made(root, path)
    etree.SubElement(element, "Ukjent")
    yield Case(f"{place}: an element too many", document, right=False)


def _of_text(root: Part, path: Path, value: Value) -> Iterator[Case]:
    place = "/".join((root.name, *path))
    for right, texts in zip((True, False), samples(value), strict=True):
        for text in texts:
            document, element = _made(root, path)
            element.text = text
            yield Case(f"{place} = {text[:50]!r}", document, right)


def _of_fields(root: Part, path: Path, content: Content) -> Iterator[Case]:
    place = "/".join((root.name, *path))
    for one in content.fields:
        for right, texts in zip((True, False), samples(one.value), strict=True):
            for text in texts:
                document, element = _made(root, path)
                element.set(one.name, text)
                yield Case(f"{place}/@{one.name} = {text[:50]!r}", document, right)
        document, element = _made(root, path, "@" + one.name)
        del element.attrib[one.name]
        yield Case(f"{place}: without @{one.name}", document, right=not one.required)
        document, element = _made(root, path)
        element.set(f"{{urn:annet}}{one.name}", samples(one.value)[0][0])
        yield Case(f"{place}/@{one.name} in another namespace", document, right=False)


def _of_parts(root: Part, path: Path, content: Content) -> Iterator[Case]:
    place = "/".join((root.name, *path))
    document, element = _made(root, path)
    element.text = "tekst"
    yield Case(f"{place}: text between the elements", document, right=False)
    document, element = _made(root, path)
    element.text = "\n  "
    # Where there may be elements there may be white space; where there may be nothing, nothing.
    yield Case(f"{place}: a line break", document, right=bool(content.parts))
    document, element = _made(root, path)
    element.append(etree.Comment(" en merknad "))
    yield Case(f"{place}: a comment", document, right=True)
    for index, part in enumerate(content.parts):
        document, element = _made(root, path, part.name)
        for child in element.findall(part.name):
            element.remove(child)
        yield Case(f"{place}: without {part.name}", document, right=part.least == 0)
        number = 3 if part.most == MANY else part.most
        for count, right in ((number, True), (number + 1, part.most == MANY)):
            document, element = _made(root, path, part.name)
            first = element.find(part.name)
            assert first is not None
            for added in range(len(element.findall(part.name)), count):
                first.addnext(_other(first, added))
            yield Case(f"{place}: {count} {part.name}", document, right)
        for other in content.parts[index + 1 :]:
            document, element = _made(root, path, part.name)
            if element.find(other.name) is None:
                _place(element, content, build(other))
            late, early = element.find(part.name), element.find(other.name)
            assert late is not None
            assert early is not None
            yield Case(f"{place}: {part.name}, {other.name}", copy.deepcopy(document), right=True)
            element.remove(late)
            early.addnext(late)
            yield Case(f"{place}: {other.name} before {part.name}", document, right=False)


def _place(element: etree._Element, content: Content, child: etree._Element) -> None:
    """Put ``child`` where the order wants it."""
    order = [one.name for one in content.parts]
    before = [each for each in element if order.index(each.tag) <= order.index(child.tag)]
    element.insert(len(before), child)


def _other(element: etree._Element, number: int) -> etree._Element:
    """Return a copy with ids of its own."""
    found = copy.deepcopy(element)
    for place, each in enumerate(found.iter()):
        if "Id" in each.attrib:
            each.set("Id", f"{number:08x}-{place:04x}-1000-8000-000000000000")
    return found


def _of_unique(root: Part, path: Path, selector: str, names: tuple[str, ...]) -> Iterator[Case]:
    place = "/".join((root.name, *path))
    document, element = _made(root, path, selector)
    first = element.find(selector)
    assert first is not None
    first.addnext(copy.deepcopy(first))
    yield Case(f"{place}: two {selector} with the same {names}", document, right=False)
    (part,) = (part for where, part in places(root) if where == (*path, selector))
    assert isinstance(part.content, Content)
    values = {f"@{one.name}": one.value for one in part.content.fields}
    for name in names:
        document, element = _made(root, path, selector)
        first = element.find(selector)
        assert first is not None
        second = copy.deepcopy(first)
        second.set(name.removeprefix("@"), samples(values[name])[0][1])
        first.addnext(second)
        yield Case(f"{place}: two {selector} with {name} of their own", document, right=True)


# ---- Made at random, from the same tree.

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))


@functools.cache
def texts(value: Value) -> st.SearchStrategy[str]:
    """Return right texts of ``value``."""
    if value.codes:
        return st.sampled_from(value.codes)
    if value.base == "xs:date":
        return st.dates().map(dt.date.isoformat)
    if value.base == "xs:boolean":
        return st.sampled_from(["true", "false", "1", "0"])
    if value.base == "xs:dateTime":
        zones = st.sampled_from(["Z", "+01:00", "-14:00"])
        moments = st.datetimes().map(lambda one: one.replace(microsecond=0).isoformat())
        return st.tuples(moments, zones).map("".join)
    assert value.base == "xs:string"
    least = value.length or value.shortest or 0
    most = value.length or value.longest
    if value.patterns:
        return _matching(value.patterns[0], least, most)
    return st.text(LETTERS, min_size=least, max_size=min(most or 40, max(40, least)))


def _matching(pattern: str, least: int, most: int | None) -> st.SearchStrategy[str]:
    if pattern == UUID:
        # Many in each document, and made much faster than by the pattern.
        return st.builds(
            "{0[0]}-{0[1]}-{1}{0[2]}-{2}{0[3]}-{0[4]}".format,
            st.integers(0, 2**120 - 1).map(_digits),
            st.sampled_from("12345"),
            st.sampled_from("89abAB"),
        )
    found = st.from_regex(ecma(pattern), fullmatch=True)
    return found.filter(lambda text: least <= len(text) <= (most or len(text)))


def _digits(number: int) -> list[str]:
    digits = f"{number:030x}"
    return [digits[:8], digits[8:12], digits[12:15], digits[15:18], digits[18:]]


@functools.cache
def right_elements(part: Part) -> st.SearchStrategy[etree._Element]:
    """Return right elements: optional things come and go, and what may be many is up to two."""
    return _right_elements(part)


@st.composite
def _right_elements(draw: st.DrawFn, part: Part) -> etree._Element:
    element = etree.Element(part.name)
    if isinstance(part.content, Value):
        element.text = draw(texts(part.content))
        return element
    for one in part.content.fields:
        if one.required or draw(st.booleans()):
            element.set(one.name, draw(texts(one.value)))
    for child in part.content.parts:
        most = child.least + 2 if child.most == MANY else child.most
        weights = [*range(child.least, most + 1)]
        if child.least == 0:
            weights = [0, 0, *weights]
        for _ in range(draw(st.sampled_from(weights))):
            element.append(draw(right_elements(child)))
    return element


ODD = ("", " ", "0", "1", "99", "x", "æ", "2025-31-12", "2026-01-01", "true",
       "\u0661\u0662\u0663\u0664", "Relasjon", "1.1.01", "BVL", "x" * 301,
       "x" * 10_001)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, root: Part) -> etree._Element:
    """Draw a right document, and do up to three things to it that may make it wrong."""
    document = draw(right_elements(root))
    for _ in range(draw(st.integers(0, 3))):
        mutate = draw(st.sampled_from(MUTATIONS))
        mutate(draw, document)
    return document


def _one(draw: st.DrawFn, document: etree._Element) -> etree._Element:
    return draw(st.sampled_from(list(document.iter())))


def _lose_field(draw: st.DrawFn, document: etree._Element) -> None:
    element = _one(draw, document)
    if element.attrib:
        del element.attrib[draw(st.sampled_from(sorted(element.attrib)))]


def _change_field(draw: st.DrawFn, document: etree._Element) -> None:
    element = _one(draw, document)
    names = [*sorted(element.attrib), "Kode", "Id", "Ukjent", "SluttDato"]
    element.set(draw(st.sampled_from(names)), draw(st.sampled_from(ODD)))


def _copy_field(draw: st.DrawFn, document: etree._Element) -> None:
    """Give one attribute the value of another, as two ids that are the same."""
    one, other = _one(draw, document), _one(draw, document)
    if one.attrib and other.attrib:
        value = other.get(draw(st.sampled_from(sorted(other.attrib))))
        one.set(draw(st.sampled_from(sorted(one.attrib))), value)


def _change_text(draw: st.DrawFn, document: etree._Element) -> None:
    _one(draw, document).text = draw(st.sampled_from(ODD))


def _lose_element(draw: st.DrawFn, document: etree._Element) -> None:
    element = _one(draw, document)
    if element.getparent() is not None:
        element.getparent().remove(element)


def _double_element(draw: st.DrawFn, document: etree._Element) -> None:
    element = _one(draw, document)
    if element.getparent() is not None:
        element.addnext(copy.deepcopy(element))


def _move_element(draw: st.DrawFn, document: etree._Element) -> None:
    element = _one(draw, document)
    if len(element):
        element.append(element[draw(st.integers(0, len(element) - 1))])


def _plant_element(draw: st.DrawFn, document: etree._Element) -> None:
    _one(draw, document).append(copy.deepcopy(_one(draw, document)))


MUTATIONS = (_lose_field, _change_field, _copy_field, _change_text, _lose_element, _double_element,
             _move_element, _plant_element)  # fmt: skip
