"""The report on a terminal: a caret below the very letters, and nothing that steers the screen."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.finding import Finding, SourceLine, Suggestion
from catalog.check.reports import text
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report


def cells(line: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in line
    )  # fmt: skip


@pytest.mark.parametrize(
    "before, token",
    [
        ("    ", "skos:altLabl"),
        ("\t\t", "token"),
        ("a\tb\t", "token"),
        ("日本語 ", "語"),
        ("pa\u030arørende ", "a\u030a"),
        ("\u202e\x1b", "t"),
        ("##[", "t"),
        ("", "\x00"),
        ("🙂", "🙂🙂"),
    ],
)
def test_the_caret_stands_below_the_token(
    before: str, token: str, make_finding: Callable[..., Finding]
) -> None:
    """Wide, combining and invisible letters and tabs take the room that they take."""
    finding = make_finding(
        column=len(before) + 1,
        end_column=len(before) + len(token) + 1,
        excerpt=(SourceLine(1, before + token + " ;"),),
    )
    shown, carets = text.source(finding)
    start = carets.index("^")
    whole = [letter for letter in shown if not unicodedata.combining(letter)]
    width = 0
    below = ""
    for letter in whole:
        below += letter if start <= width < start + carets.count("^") else ""
        width += cells(letter)
    drawn = "".join(text._letter(letter, 8)[0] for letter in token)  # noqa: SLF001
    assert below == "".join(letter for letter in drawn if not unicodedata.combining(letter))


def test_a_value_of_many_lines_is_shown_by_its_ends(make_finding: Callable[..., Finding]) -> None:
    """First lines, a gap and the last line; what is indented isn't marked."""
    finding = make_finding(
        line=8, column=3, end_line=12, end_column=6,
        excerpt=(SourceLine(7, "p"), SourceLine(8, 'x """a'), SourceLine(9, "  b"),
                 SourceLine(12, '  """ ;')),
    )  # fmt: skip
    assert list(text.source(finding)) == [
        " 7 | p",
        ' 8 | x """a',
        "   |   ^^^^",
        " 9 |   b",
        "   |   ^",
        "...",
        '12 |   """ ;',
        "   |   ^^^",
    ]


def test_a_long_line_is_cut_on_both_sides(make_finding: Callable[..., Finding]) -> None:
    """The part around the token stands between dots, and the caret is right."""
    finding = make_finding(
        column=1_004, end_column=1_006, excerpt=(SourceLine(1, "abcdefgh", 1_000, cut=True),)
    )
    assert list(text.source(finding)) == ["1 | …abcdefgh…", "  |      ^^"]


def test_what_is_missing_at_the_end_has_a_caret(make_finding: Callable[..., Finding]) -> None:
    """Beyond the last letter there is nothing to stand below, but a place to look at."""
    finding = make_finding(column=4, end_column=5, excerpt=(SourceLine(1, "abc"),))
    assert list(text.source(finding)) == ["1 | abc", "  |    ^"]


def test_why_is_told_once_and_the_source_ten_times(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """A hundred findings of one rule are a hundred lines, not a thousand."""
    findings = [
        make_finding("wrong", line=line, end_line=line, why=(LangString("because", "en"),),
                     excerpt=(SourceLine(line, "x"),))
        for line in range(1, 101)
    ]  # fmt: skip
    shown = text.write(make_report(*findings), "en")
    assert shown.count("because") == 1
    assert shown.count("^") == text.IN_FULL
    assert shown.count("[some-rule] wrong") == 100


def test_what_a_rule_does_not_say_is_left_out(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Without why, mend, source lines and suggestion, the place and the sentence stand alone."""
    report = make_report(make_finding("wrong", why=(), mend=(), excerpt=()))
    assert text.write(report, "en").splitlines() == [
        "a.ttl:1:1: error [some-rule] wrong",
        "",
        "Files: 1, errors: 1, warnings: 0.",
    ]


def test_what_was_meant_is_asked_once(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Not where the way to mend it says so already, nor for a text that nobody could compare."""

    def asked(mend: str, suggested: str, line: int = 1) -> bool:
        suggestion = Suggestion(suggested, line, 1, line, 2)
        finding = make_finding(mend=(LangString(mend, "en"),), suggestion=suggestion)
        return f"Did you mean {suggested}" in text.write(make_report(finding), "en")

    assert asked("Correct it.", "skos:note")
    assert not asked("Write skos:note.", "skos:note")
    assert not asked("Correct it.", '"' + "x" * 200 + '"@nb')
    finding = make_finding(suggestion=Suggestion("<x>", 3, 1, 3, 2))
    assert "Did you mean <x> on line 3?" in text.write(make_report(finding), "en")


HOSTILE = st.text(
    st.sampled_from("a:[]#\x1b\x07\r\n\u2028\u202e\u200f\x9b\u0000`<\\%") | st.characters(),
    max_size=30,
)


@given(parts=st.lists(HOSTILE, min_size=1, max_size=3))
def test_no_content_steers_the_terminal_or_a_workflow(
    parts: list[str],
    make_finding: Callable[..., Finding],
    make_report: Callable[..., Report],
) -> None:
    """Every line is ours, says nothing invisible, and no line is a workflow command."""
    hostile = "::error::".join(parts) + "##[add-mask]x"
    finding = make_finding(hostile, file=hostile, excerpt=(SourceLine(1, hostile),))
    shown = text.write(make_report(finding), "en")
    for line in shown.split("\n"):
        assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp"} for letter in line)
        assert "##[" not in line
    assert len(shown.splitlines()) == len(shown.split("\n")) - 1
    details = shown.split("\n")[1:-2]
    assert all(line.startswith(("1 | ", "  | ", "  = ", "    ")) or not line for line in details)
