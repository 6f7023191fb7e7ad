"""A text of JSON: refused exactly where it isn't JSON, and every value found where it stands."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.message.json_text import Path, Scanner, pointer

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=15,
)
LAYOUTS = st.sampled_from([(None, ", ", ": "), (1, ",", ":"), ("\t", " ,\r\n", " : ")])


def paths(value: Any, path: Path = ()) -> list[Path]:
    """Return the paths of all values."""
    steps: list[Any] = []
    if isinstance(value, dict):
        steps = list(value)
    elif isinstance(value, list):
        steps = list(range(len(value)))
    return [path, *(one for step in steps for one in paths(value[step], (*path, step)))]


def at(value: Any, path: Path) -> Any:
    """Return what a path leads to."""
    for step in path:
        value = value[step]
    return value


@given(VALUES, LAYOUTS, st.booleans())
@settings(database=None, deadline=None, max_examples=200)
def test_each_value_is_found_where_it_stands(
    value: Any, layout: tuple[str | int | None, str, str], plain: bool
) -> None:
    """In any layout, with any signs in names and texts."""
    indent, comma, colon = layout
    text = json.dumps(value, indent=indent, separators=(comma, colon), ensure_ascii=plain)
    wanted = paths(value)
    scanner = Scanner(text, 200, set(wanted))
    scanner.scan()
    assert scanner.slips == []
    places = scanner.places()
    lines = text.split("\n")
    decoder = json.JSONDecoder()
    for path in wanted:
        place = places[path]
        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert decoder.raw_decode(rest)[0] == at(value, path)
        assert place.path == pointer(path)


def strict(text: str) -> bool:
    """Tell whether Python's reader takes a text, but for what JSON doesn't know."""

    def refuse(_text: str) -> object:
        raise ValueError

    def finite(written: str) -> float:
        if math.isinf(float(written)):
            raise ValueError
        return float(written)

    try:
        value = json.loads(text, parse_constant=refuse, parse_float=finite)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


ODD = st.sampled_from(
    [
        *list('{}[]":,0123-+.eE \n\t\\u"'),
        "null",
        "true",
        '"a"',
        '"a":',
        "1,",
        "NaN",
        "\\n",
        "\x00",
        "é",
        '{"a":1}',
        "[1,2]",
        '"\\ud83d\\ude00"',
        '"\\ud83d"',
    ]
)


@given(st.lists(ODD, max_size=8).map("".join))
@settings(database=None, deadline=None, max_examples=1_000)
def test_what_is_no_json_is_refused(text: str) -> None:
    """The same texts as by Python's reader, which has no positions."""
    scanner = Scanner(text, 200)
    scanner.scan()
    assert any(it.fatal for it in scanner.slips) != strict(text), scanner.slips


@given(VALUES, st.data())
@settings(database=None, deadline=None, max_examples=200)
def test_a_sign_more_or_less_is_judged_the_same(value: Any, data: st.DataObject) -> None:
    """Right texts with one thing done to them."""
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(ODD) + text[at + data.draw(st.integers(0, 2)) :]
    scanner = Scanner(text, 200)
    scanner.scan()
    assert any(it.fatal for it in scanner.slips) != strict(text), (text, scanner.slips)


@pytest.mark.parametrize(
    "text, code, line, column",
    [
        ('{"a": 1,}', "json-trailing", 1, 8),
        ("[1,\n]", "json-trailing", 1, 3),
        ("[NaN]", "json-constant", 1, 2),
        ("[-Infinity]", "json-constant", 1, 2),
        ("[01]", "json-number", 1, 2),
        ("[.5]", "json-number", 1, 2),
        ("[+1]", "json-number", 1, 2),
        ("[1e999]", "json-number-large", 1, 2),
        (f"[{'9' * 5000}]", "json-number-large", 1, 2),
        ('["a\nb"]', "json-text", 1, 2),
        ('["\\x"]', "json-text", 1, 2),
        ('["\\udc00"]', "json-text", 1, 2),
        ('["a]', "json-unfinished", 1, 2),
        ('{"a"', "json-unfinished", 1, 5),
        ("[[1", "json-unfinished", 1, 4),
        ('{"a" 1}', "json-colon", 1, 6),
        ("{a: 1}", "json-name", 1, 2),
        ("{'a': 1}", "json-name", 1, 2),
        ("[1 2]", "json-comma", 1, 4),
        ("[1}", "json-comma", 1, 3),
        ("[,1]", "json-value", 1, 2),
        ("[1] // nei", "json-after", 1, 5),
        ("[tru]", "json-value", 1, 2),
        ("[" * 201, "too-deep", 1, 201),
        ("[" * 1_000_000, "too-deep", 1, 201),
    ],
)
def test_slips_have_names_and_places(text: str, code: str, line: int, column: int) -> None:
    """Each where it begins."""
    scanner = Scanner(text, 200)
    scanner.scan()
    (slip,) = scanner.slips
    place = scanner.place(slip)
    assert (slip.code, place.line, place.column) == (code, line, column)


def test_names_that_come_twice_are_told_and_read_on() -> None:
    """Also where they are written in different ways; elsewhere the same name is another."""
    scanner = Scanner('{"a": {"a": 1},\n "b": 1, "\\u0061": 2, "b": 3}', 200)
    scanner.scan()
    assert [(it.code, it.name, it.fatal) for it in scanner.slips] == [
        ("json-duplicate", "a", False),
        ("json-duplicate", "b", False),
    ]
    assert scanner.place(scanner.slips[0]).line == 2


def test_a_path_is_a_json_pointer() -> None:
    """With its two escapes (RFC 6901)."""
    assert pointer(()) == ""
    assert pointer(("a/b", 0, "~", "")) == "/a~1b/0/~0/"
