"""Every rule of ``shapes/``: a file that keeps it, and one that breaks it at the line marked HERE.

The files are in ``data/<rule>/``. What can't stand in a text file under version control (wrong
encodings, a byte order mark) is written here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.check.harvest import judge_feed
from catalog.check.shapes import read_shapes
from catalog.settings import Settings, program_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

DATA = Path(__file__).parent / "data"
MARK = "# HERE"
STATEMENT = "<https://data.example.no/a> <https://example.org/p> <https://example.org/b> .\n"
BYTES = {
    "not-utf-8": (STATEMENT.encode(), STATEMENT.encode() + "\n# bekymring på".encode("latin-1"), 3),
    "byte-order-mark": (STATEMENT.encode(), b"\xef\xbb\xbf" + STATEMENT.encode(), 1),
    "merge-conflict": (
        STATEMENT.encode(),
        STATEMENT.encode() + b"<<<<<<< HEAD\n# a\n=======\n# b\n>>>>>>> en endring\n",
        2,
    ),
    "carriage-return": (STATEMENT.encode(), STATEMENT.encode() + b"# x\r\n", 2),
    "harvest-not-utf-8": (
        STATEMENT.encode(),
        STATEMENT.encode() + "\n# bekymring på".encode("latin-1"),
        3,
    ),
}
ELSEWHERE = {
    *("file-too-large", "file-unreadable", "token-too-long"),
    *("harvest-accept", "harvest-redirect", "harvest-status", "harvest-too-large"),
    *("harvest-content-encoding", "harvest-html", "harvest-format", "harvest-graph-named"),
}
"""Rules that no Turtle file can break; test_hostile.py and test_harvest.py have them."""

BEFORE = "before.ttl"
"""What the last Release said, for the rules that compare with it."""

SHAPES = read_shapes(
    program_folder("shapes"), Settings(root=DATA, base_iri="https://data.example.no/", title={})
)


def before(rule: str) -> str:
    """Return what the last Release said, where a rule asks."""
    path = DATA / rule / BEFORE
    return path.read_text() if path.exists() else ""


def judged(rule: str, files: dict[str, str | bytes], check_files: Callable[..., Report]) -> Report:
    """What the check says of ``files``; for a rule of the harvest what the harvester would."""
    if SHAPES.rules[rule].needs != "harvest":
        return check_files(files, rules=on(rule), before=before(rule))
    [(name, content)] = files.items()
    content = content.encode() if isinstance(content, str) else content
    return judge_feed(content, name=name, before=before(rule).encode() or None)


def on(rule: str) -> dict[str, str]:
    """Switch on the rules that are off unless someone asks for them."""
    return {rule: "warning"} if SHAPES.rules[rule].severity == "off" else {}


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_every_rule_has_a_valid_and_an_invalid_file(rule: str) -> None:
    """A rule without examples is a rule that nobody knows to work."""
    files = {path.name for path in (DATA / rule).glob("*.ttl")}
    assert {"valid.ttl", "invalid.ttl"} <= files or rule in BYTES or rule in ELSEWHERE


def test_every_folder_of_files_belongs_to_a_rule() -> None:
    """A rule that was renamed leaves no files behind."""
    assert {path.name for path in DATA.iterdir()} <= set(SHAPES.rules)


@pytest.mark.parametrize("rule", sorted(path.name for path in DATA.iterdir()))
def test_valid_file_keeps_the_rule(rule: str, check_files: Callable[..., Report]) -> None:
    """What is right gives no finding of this rule."""
    report = judged(rule, {"valid.ttl": (DATA / rule / "valid.ttl").read_text()}, check_files)
    assert [finding for finding in report.findings if finding.rule == rule] == []


@pytest.mark.parametrize("rule", sorted(path.name for path in DATA.iterdir()))
def test_invalid_file_breaks_the_rule_where_it_says(
    rule: str, check_files: Callable[..., Report]
) -> None:
    """What is wrong gives exactly one finding, on the very line, with a whole sentence."""
    files: dict[str, str | bytes] = {
        path.name: path.read_text() for path in sorted((DATA / rule).glob("invalid*.ttl"))
    }
    report = judged(rule, files, check_files)
    findings = [finding for finding in report.findings if finding.rule == rule]
    marked = [
        (name, number)
        for name, text in files.items()
        for number, line in enumerate(str(text).splitlines(), 1)
        if MARK in line
    ]
    assert [(finding.file, finding.line) for finding in findings] == marked
    for finding in findings:
        for lang in ("nb", "nn", "en"):
            sentence = finding.message(lang)
            assert sentence.endswith((".", "?", ")"))
            assert "{" not in sentence
            assert "«»" not in sentence
            assert "“”" not in sentence


@pytest.mark.parametrize("rule", sorted(BYTES))
def test_bytes_keep_and_break_the_rule(rule: str, check_files: Callable[..., Report]) -> None:
    """How a file is stored is judged too, at its first odd byte."""
    valid, invalid, line = BYTES[rule]
    assert rule not in judged(rule, {"a.ttl": valid}, check_files).counts
    report = judged(rule, {"a.ttl": invalid}, check_files)
    findings = [one for one in report.findings if one.rule == rule]
    assert [(finding.file, finding.line) for finding in findings] == [("a.ttl", line)]


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_every_rule_speaks_three_languages_and_names_its_source(rule: str) -> None:
    """Each sentence fills only holes that the check knows."""
    declared = SHAPES.rules[rule]
    assert [text.lang for text in declared.messages] == ["nb", "nn", "en"]
    assert declared.source.startswith("https://")
