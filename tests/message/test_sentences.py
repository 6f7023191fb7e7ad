"""Sentences: each finding has a title, a sentence and an advice in every language."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from catalog.message.codes import CODES
from catalog.model.requirement import SEVERITIES
from catalog.settings import INTERFACE_LANGUAGES, program_folder
from catalog.web.i18n import Translator
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = ("title", "sentence", "advice")
LANGUAGES = pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)


@LANGUAGES
def test_every_finding_has_its_sentences(lang: str) -> None:
    """All of them and no others, and severities have words."""
    speak = Translator(program_folder("site"), lang, part="message")
    expected = {f"{code}.{part}" for code in CODES for part in PARTS}
    assert set(speak.sentences) == expected | {f"severity.{it}" for it in SEVERITIES}


@LANGUAGES
def test_every_placeholder_is_filled(lang: str) -> None:
    """What a sentence tells is what a finding has, and all of that is told."""
    speak = Translator(program_folder("site"), lang, part="message")
    for code, names in CODES.items():
        texts = [str(speak.sentences[f"{code}.{part}"]) for part in PARTS]
        told = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
        assert told == set(names), code
        values = {name: f"<{name}>" for name in names}
        for part in PARTS:
            filled = speak(f"{code}.{part}", **values)
            assert not re.search(r"\{\w*\}", filled)


def codes_in_python() -> Iterator[str]:
    """Yield every text in ``catalog/message`` that looks like a code."""
    for path in (PROJECT / "catalog" / "message").glob("*.py"):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_code_is_used() -> None:
    """But those of whoever runs a judge."""
    used = set(codes_in_python())
    assert set(CODES) - used <= {"out-of-time", "out-of-memory", "unreadable"}
    families = {it.split("-")[0] for it in CODES if "-" in it} - {
        "not",
        "out",
        "rule",
        "schema",
        "root",
    }
    alike = {it for it in used if re.fullmatch(rf"(?:{'|'.join(families)})(?:-[a-z]+)+", it)}
    assert alike <= set(CODES)
