"""What the sheets say: complete in every language, and short enough for a spreadsheet."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from catalog.editing import sheets
from catalog.editing.sheets import words
from catalog.editing.sheets.plan import CHOICES, FIELDS, ID, KINDS, MARKS
from catalog.model.address import LANGUAGES
from catalog.settings import program_folder
from catalog.web.i18n import Sentence, read_sentences

MAKERS = {"Fault", "_fault", "CellProblem"}
NEW = ("id-form", "id-taken", "no-list", "notation-taken")
DYNAMIC = ("formula", "error", "roles", "locked", "inexact", "number")
"""Faults that are named after the kind of a cell, or the reason why it is shut."""
TITLE, MESSAGE, SHEET = 32, 255, 31
"""Excel's own limits."""


@pytest.fixture(scope="module")
def spoken() -> dict[str, dict[str, Sentence]]:
    """The sentences of every language."""
    folder = program_folder("site") / "translations" / words.PART
    return {lang: read_sentences(folder / f"{lang}.toml") for lang in LANGUAGES}


def named_faults(code: str) -> set[str]:
    """Return the faults that a module names where it makes them."""
    return {
        str(argument.value)
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in MAKERS
        for argument in call.args
        if isinstance(argument, ast.Constant) and re.fullmatch(r"[a-z-]+", str(argument.value))
    }


def holes(sentence: Sentence) -> set[str]:
    """Return the facts that a sentence names."""
    assert isinstance(sentence, str)
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything(spoken: dict[str, dict[str, Sentence]], lang: str) -> None:
    """No sentence is missing, left over, empty, or tells other facts."""
    assert set(spoken[lang]) == set(spoken["en"])
    assert all(spoken[lang].values())
    different = {
        key
        for key in spoken["en"]
        if key.startswith("fault.") and holes(spoken[lang][key]) != holes(spoken["en"][key])
    }
    assert different == set()


def test_every_column_choice_and_fault_has_its_words(
    spoken: dict[str, dict[str, Sentence]],
) -> None:
    """And there are no others."""
    modules = Path(sheets.__path__[0]).glob("*.py")
    faults = {name for path in modules for name in named_faults(path.read_text("utf-8"))}
    names = (ID, MARKS, *(field.name for field in FIELDS))
    asked = {f"field.{name}.{part}" for name in names for part in ("head", "help")}
    asked |= {f"kind.{kind}" for kind in KINDS}
    asked |= {f"choice.{name}.{words.code(iri)}" for name in CHOICES for iri in CHOICES[name]}
    asked |= {f"fault.{found}" for found in {*faults, *DYNAMIC}}
    asked |= {f"fault.new-{found}" for found in NEW}
    told = {key for key in spoken["en"] if key.startswith(("field.", "kind.", "choice.", "fault."))}

    assert told == asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_fit_where_a_spreadsheet_has_room(
    spoken: dict[str, dict[str, Sentence]], lang: str
) -> None:
    """A title, a message and the name of a sheet have an end."""
    for key, text in spoken[lang].items():
        if key.startswith("input.") and key.endswith(".title"):
            assert len(text) <= TITLE
        elif key.startswith("input."):
            assert len(text) <= MESSAGE
        elif key.startswith("kind.") or key in {"readme.title", "lists-title"}:
            assert len(text) <= SHEET
            assert not set(str(text)) & set("[]:*?/\\'")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_choices_and_no_two_sheets_have_one_name(
    spoken: dict[str, dict[str, Sentence]], lang: str
) -> None:
    """A word in a cell means one thing."""
    for name in CHOICES:
        told = [words.choice(name, iri, lang) for iri in CHOICES[name]]
        assert len(set(told)) == len(told)
    kinds = [spoken[lang][f"kind.{kind}"] for kind in KINDS]
    assert len(set(map(str, kinds))) == len(kinds)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_choice_is_known_by_its_word(lang: str) -> None:
    """Whatever is shown is understood, with capitals or without."""
    for name, iris in CHOICES.items():
        for iri in iris:
            assert words.chosen(name, words.choice(name, iri, lang).upper()) == iri
    assert words.flagged(words.flag(value=True, lang=lang)) is True
    assert words.flagged(words.flag(value=False, lang=lang)) is False
    assert words.flagged("perhaps") is None
