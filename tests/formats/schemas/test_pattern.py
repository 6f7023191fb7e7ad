"""Patterns: what XML Schema takes and what its translation takes are the same texts."""

from __future__ import annotations

import jsonschema_rs
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats.schemas.pattern import PatternRefused, ecma

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
SIGNS = "ab-1é^$.| \t/]"
ATOMS = st.sampled_from(
    [*"ab-1é^$/ ", ".", r"\.", r"\|", r"\-", r"\^", r"\]", r"\t", r"\d", r"\D", r"\s", r"\S",
     r"\w", r"\W", r"\i", r"\c", r"\I", r"\C", r"\p{L}", r"\P{L}", r"\p{Nd}", "[ab]", "[^ab]",
     "[a-c]", "[a-]", "[-a]", "[^-a]", r"[\d\-]", r"[^\d]", r"[\D]", r"[^\D]", r"[\Da]", r"[^\Da]",
     "[a-z-[b]]", "[^a-[1]]", r"[\w-[a-c-[b]]]", r"[\]\[]", "[$.|/]", "[a^]", r"[\p{L}1]"]
)  # fmt: skip
QUANTITIES = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,2}", "{0,}", "{0,0}"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, QUANTITIES).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
        st.tuples(inner, QUANTITIES).map(lambda pair: f"({pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


def by_xml(pattern: str, text: str) -> bool:
    """Judge ``text`` by a schema with the pattern."""
    quoted = pattern.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "&#9;")
    schema = xmlschema.XMLSchema10(
        f'{HEAD}<xs:element name="e"><xs:simpleType><xs:restriction base="xs:string">'
        f'<xs:pattern value="{quoted}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>'
    )
    return bool(schema.elements["e"].type.is_valid(text))


def by_json(pattern: str, text: str) -> bool:
    """Judge ``text`` by the translation, with another's regular expressions."""
    schema = {"type": "string", "pattern": ecma(pattern)}
    return jsonschema_rs.Draft202012Validator(schema).is_valid(text)


@given(PATTERNS, st.text(SIGNS, max_size=4))
def test_a_translation_takes_the_same_texts(pattern: str, text: str) -> None:
    """Whatever the pattern is made of, judged by two programs that are not ours."""
    assert by_xml(pattern, text) == by_json(pattern, text), ecma(pattern)


def test_digits_are_ascii_in_json() -> None:
    """The one difference: XML Schema takes every decimal digit of Unicode."""
    assert by_xml(r"\d{2}", "\u0661\u0662")
    assert not by_json(r"\d{2}", "\u0661\u0662")
    assert ecma(r"\d{4}") == "^[0-9]{4}$"


@pytest.mark.parametrize(
    "pattern, reason, at",
    [
        ("(a", "pattern-ends", 3),
        ("a)", "pattern-bracket", 2),
        ("*a", "pattern-sign", 1),
        ("a{", "pattern-quantity", 2),
        ("a{2,1}", "pattern-quantity", 2),
        ("a{1000000000}", "pattern-quantity", 2),
        ("]", "pattern-sign", 1),
        ("[]", "pattern-set", 2),
        ("[a", "pattern-ends", 3),
        ("[0-9-_]", "pattern-set", 5),
        ("[z-a]", "pattern-range", 5),
        (r"[a-\d]", "pattern-range", 6),
        ("[a-[b]c]", "pattern-set", 7),
        ("[-[a]]", "pattern-set", 2),
        (r"\b", "pattern-escape", 2),
        (r"(?:a)", "pattern-sign", 2),
        (r"\p{Latin}", "pattern-category", 3),
        (r"\p", "pattern-category", 3),
        (r"\p{IsBasicLatin}", "pattern-block", 3),
        ("(" * 5_000, "pattern-deep", 102),
        ("[a-" * 5_000, "pattern-deep", 302),
        ("\\", "pattern-ends", 2),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, reason: str, at: int) -> None:
    """With a reason, and the place counted from 1; however deep it is."""
    with pytest.raises(PatternRefused) as refused:
        ecma(pattern)
    assert (refused.value.reason, refused.value.at) == (reason, at)


@given(st.text("ab01-^$.|?*+()[]{}\\dDpPLIs,", max_size=12))
def test_any_text_is_translated_or_refused(pattern: str) -> None:
    """A reader of a pattern that someone slipped in ends with one of the two, and nothing else.

    What is translated is a regular expression to others.
    """
    try:
        made = ecma(pattern)
    except PatternRefused:
        return
    jsonschema_rs.Draft202012Validator({"pattern": made})
