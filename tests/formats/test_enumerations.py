"""Code lists as source: names that stay, codes that are the model's, and data that stays data."""

from __future__ import annotations

import ast
import datetime as dt
import re
import string
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.errors import EnumerationRefused
from catalog.formats.enumerations import BY_NAME, LANGUAGES, Listed, Writer, listed, type_names
from catalog.formats.enumerations.names import RESERVED, code_names
from catalog.model.information import AdmittedCode
from catalog.model.resource import Period
from catalog.model.text import LangString
from tests.formats import made
from tests.formats.sources import asked_java, asked_python, asked_typescript, written
from tests.formats.test_vendor import shipped_lists

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.release import Release

DAYS: Final = [
    dt.date(2012, 12, 31), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
]  # fmt: skip
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
WRITER: Final = Writer(("nb", "nn", "en"), 500)
BASE: Final = "https://id.example.org/lister/"
CSHARP_TOKENS: Final = re.compile(
    r'//[^\n]*|"(?:[^"\\\n\r\u0085\u2028\u2029]|\\["\\nrt]|\\u[0-9a-f]{4})*"'
    r"|[A-Za-z_]\w*|\d+|=>|>=|<=|==|&&|\|\||[{}()\[\]<>;,.?=:#]|\s+"
)
"""All that the source may be made of (C# language specification §6.4)."""


def code(notation: str, iri: str = "", label: str = "", **more: object) -> AdmittedCode:
    """Return a code."""
    texts = (LangString(label, "nb"),) if label else ()
    return AdmittedCode(iri or BASE + "x/" + notation, notation, texts, **more)  # type: ignore[arg-type]


def source(content: Listed, language: str, name: str = "Liste") -> str:
    """Return a list as source."""
    return WRITER.write(content, BY_NAME[language], name).decode()


@pytest.mark.parametrize("ask", [asked_python, asked_typescript, asked_java])
def test_the_codes_of_a_day_are_those_of_the_catalogue(
    shipped: Release, tmp_path: Path, ask: Callable[..., dict[str, list[list[str]]]]
) -> None:
    """Every shipped list, compiled and asked on five days, among them both sides of a change."""
    lists = shipped_lists(shipped)
    names = written([listed(*it) for it in lists], tmp_path)
    answer = ask(tmp_path, list(names.values()), DAYS)
    assert len(answer) == 21
    for code_list, codes in lists:
        expected = [
            [it.iri for it in codes if it.reportable and it.valid.holds(day)] for day in DAYS
        ]
        assert answer[names[code_list.iri]] == expected
    melder = answer["Melder"]
    assert [any(it.endswith("/melder/15") for it in codes) for codes in melder] == [
        False, True, False, False, False,
    ]  # fmt: skip


def test_csharp_is_made_of_its_own_signs(shipped: Release) -> None:
    """No compiler is at hand: every sign is one of the language, brackets close, codes are all."""
    for code_list, codes in shipped_lists(shipped):
        text = source(listed(code_list, codes), "csharp")
        assert "".join(CSHARP_TOKENS.findall(text)) == text
        check_csharp(text, [it.iri for it in codes if it.reportable])


def check_csharp(text: str, iris: list[str]) -> None:
    """Hold source of C# against its codes: declared once each, listed once each, in order."""
    tokens = [it for it in CSHARP_TOKENS.findall(text) if it[0] not in "/ \n"]
    depth: list[str] = []
    for sign in tokens:
        if sign in "([{":
            depth.append({"(": ")", "[": "]", "{": "}"}[sign])
        elif sign in ")]}":
            assert depth.pop() == sign
    assert not depth
    declared = re.findall(r'public static readonly Liste (\w+) = new\((".*?"), (".*?"), ', text)
    assert [ast.literal_eval(iri) for _, _, iri in declared] == iris
    whole = re.search(r"All \{ get; \} = new Liste\[\]\s*\{(.*?)\};", text, re.DOTALL)
    assert whole
    assert re.findall(r"\w+", whole[1]) == [name for name, _, _ in declared]


def test_python_s_types_are_right(shipped: Release, tmp_path: Path) -> None:
    """A strict checker of types finds nothing."""
    written([listed(*it) for it in shipped_lists(shipped)], tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir",
         tmp_path / "cache", *(tmp_path / "python" / "kodelister").iterdir()],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


notations = st.one_of(
    st.sampled_from(["1", "1.1", "1-1", "1_1", "1..1", "a", "A", "æ", "", ".", "1.1.", "x" * 90]),
    st.text(string.ascii_letters + string.digits + ".-_/ æ'\"\\\n", max_size=6),
)


@given(st.lists(notations, unique=True, max_size=12))
def test_a_name_is_one_code_s_and_stays(values: list[str]) -> None:
    """Whatever the notations: valid, different, and the same whatever stands beside them."""
    codes = [code(value, f"{BASE}{place}") for place, value in enumerate(values)]
    codes = [it for it in codes if it.notation]
    names = code_names(codes)
    assert all(NAME.fullmatch(it) for it in names.values())
    assert len(set(names.values())) == len(codes)
    for one in codes:
        assert code_names([one]) == {one.iri: names[one.iri]}


def test_names_tell_what_they_stand_for() -> None:
    """Notations and lists as they are in use; the label has no part in it."""
    iris = {it: f"{BASE}{it}" for it in ("1.1.01", "BVL-2021", "24")}
    names = code_names([code(notation, iri) for notation, iri in iris.items()])
    assert [names[it] for it in iris.values()] == ["K1_1_01", "KBVL__2021", "K24"]
    lists = {it: f"{BASE}{it}" for it in ("melding-konklusjon", "kjonn", "a-1", "a1", "string")}
    types = type_names(lists.values())
    assert [types[it] for it in lists.values()] == [
        "MeldingKonklusjon", "Kjonn", "A_1", "A1", "String_",
    ]  # fmt: skip


def test_a_notation_that_was_given_twice_is_two_names() -> None:
    """A code whose number was used again keeps its own days."""
    old = code("1", BASE + "old", valid=Period("2020-01-01", "2020-12-31"))
    new = code("1", BASE + "new", valid=Period("2021-01-01"))
    names = code_names([old, new])
    assert len(set(names.values())) == 2
    assert all(it.startswith("K1___") for it in names.values())


@given(st.lists(st.one_of(made.iris, st.text(max_size=8).map(BASE.__add__)), unique=True))
def test_a_type_s_name_is_one_list_s(iris: list[str]) -> None:
    """Valid, different also where small and large letters are the same, and no word in use."""
    names = type_names(iris).values()
    assert all(NAME.fullmatch(it) and it[0].isupper() for it in names)
    assert len({it.lower() for it in names}) == len(iris)
    assert not set(names) & RESERVED


hostile = st.one_of(made.texts, st.sampled_from([
    "*/ }", "\\u000a\\u0022);", "${x}", "{{ 7*7 }}", '""" + 1', "</summary>", "{0}", "#nullable",
    "\\", "\\\\u0022", "a\u2028b", "@deprecated", "\u202e evil", "-->", "'''",
]))  # fmt: skip
texts = st.lists(st.builds(LangString, hostile, st.sampled_from(["nb", "en", "de"])), max_size=3)
entries = st.builds(
    AdmittedCode,
    made.iris,
    st.one_of(notations, hostile.map(lambda it: it[:100])),
    texts.map(tuple),
    texts.map(tuple),
    st.builds(Period, made.days, made.days),
    st.booleans(),
    st.lists(hostile.map(lambda it: it[:20]), max_size=2).map(tuple),
)
contents = st.lists(entries, max_size=4, unique_by=lambda it: it.iri).map(tuple)
lists = st.builds(Listed, made.iris, texts.map(tuple), texts.map(tuple), contents)


@given(lists)
@settings(max_examples=300)
def test_what_the_data_says_never_becomes_program(content: Listed) -> None:
    """Python's own reader, and the signs of C#, find the same codes and nothing else."""
    tree = ast.parse(source(content, "python"))
    [klass] = [it for it in tree.body if isinstance(it, ast.ClassDef)]
    members = [it for it in klass.body if isinstance(it, ast.Assign)]
    told = [ast.literal_eval(it.value.elts[0]) for it in members if isinstance(it.value, ast.Tuple)]
    assert told == [it.iri for it in content.codes]
    assert len(tree.body) == 7
    text = source(content, "csharp")
    assert "".join(CSHARP_TOKENS.findall(text)) == text
    check_csharp(text, told)


def test_compilers_take_whatever_the_data_says(tmp_path: Path) -> None:
    """One list with every hostile text, as label, definition and notation."""
    nasty = [*made.HOSTILE, "*/ }", "\\u000a\\u0022);", "\\", "\\\\u0022", "a\u2028b", "*\\u002f"]
    codes = [
        AdmittedCode(
            f"{BASE}h/{place}", text[:80], (LangString(text, "nb"),), (LangString(text, "en"),),
            replaced_by=(text,),
        )
        for place, text in enumerate(nasty)
    ]  # fmt: skip
    content = Listed(BASE + "h", (LangString("*/\\u002a/", "nb"),), (), tuple(codes))
    names = written([content, Listed(BASE + "tom")], tmp_path)
    day = [dt.date(2026, 1, 1)]
    expected = {"H": [[it.iri for it in codes]], "Tom": [[]]}
    for ask in (asked_python, asked_typescript, asked_java):
        assert ask(tmp_path, list(names.values()), day) == expected


def test_the_longest_list_compiles(tmp_path: Path) -> None:
    """As many codes as there may be, with long labels in three languages; one more is refused."""
    label = tuple(LangString(f"{lang} " + "æ" * 490, lang) for lang in ("nb", "nn", "en"))
    valid = Period("2020-01-01", "2030-12-31")
    codes = tuple(
        AdmittedCode(f"{BASE}l/{n}", str(n), tuple(LangString(f"{n} {it.text}", it.lang)
                     for it in label), (), valid, replaced_by=(str(n + 1), str(n + 2)))
        for n in range(500)
    )  # fmt: skip
    names = written([Listed(BASE + "l", codes=codes)], tmp_path)
    answer = asked_java(tmp_path, list(names.values()), [dt.date(2026, 1, 1)])
    assert len(answer["L"][0]) == 500
    for language in LANGUAGES:
        with pytest.raises(EnumerationRefused):
            WRITER.write(Listed(BASE, codes=(*codes, code("x"))), language, "L")
        with pytest.raises(EnumerationRefused):
            WRITER.write(Listed(BASE, codes=(code("x" * 501),)), language, "L")


def test_a_day_that_is_none_is_open() -> None:
    """What the sources say wrongly doesn't become a day; the check tells of it."""
    content = Listed(BASE, codes=(code("1", valid=Period("2026-02-30", "in spring")),))
    assert source(content, "typescript").count("valid") >= 4
    assert "validFrom: null" in source(content, "typescript")
    assert "validTo: null" in source(content, "typescript")
