"""Workflow commands: ten of a kind at most, those that matter, and none of somebody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from catalog.check.finding import Finding
from catalog.check.reports import github

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

COMMAND = re.compile(r"::(error|warning) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)")
HOSTILE = st.text(st.sampled_from("a:,%0A\r\n#[]\x1b\u2028") | st.characters(), max_size=30)


def read(shown: str) -> list[tuple[str, dict[str, str], str]]:
    """Read commands as the runner does: by line, then the escapes undone."""
    *commands, _summary = shown.rstrip("\n").split("\n")
    found = []
    for line in commands:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append(
            (match[1], {name: unquote(value) for name, value in properties.items()}, match[3])
        )
    return found


def test_ten_of_each_kind_and_the_rest_in_the_summary(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """GitHub drops the eleventh without a word, so it is told elsewhere; none is told twice."""
    findings = [
        make_finding(f"n{line}x", line=line, end_line=line, severity=severity)
        for severity in ("warning", "error")
        for line in range(1, 26)
    ]
    report = make_report(*findings)
    commands = read(github.write(report, "en"))
    assert [kind for kind, _, _ in commands] == ["error"] * 10 + ["warning"] * 10
    rest = github.overflow(report, "en")
    assert rest.count("- **error**") == rest.count("- **warning**") == 15
    assert "20 of the findings are shown at their lines" in rest
    assert "**error** 10:1" not in rest
    assert "**error** 11:1" in rest


def test_nothing_is_left_over_where_all_have_room(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Ten findings are ten annotations and no summary."""
    report = make_report(*(make_finding(str(line), line=line) for line in range(1, 11)))
    assert github.overflow(report, "en") == ""


def test_changed_lines_come_first(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """What the pull request touches is shown though it stands last, but no warning for an error."""
    findings = [
        make_finding("x", file=file, line=line, end_line=line + 1, severity=severity)
        for severity in ("error", "warning")
        for file in ("a.ttl", "b.ttl")
        for line in (10, 20, 30, 40, 50, 60)
    ]
    changed = {"b.ttl": (range(31, 32), range(60, 70)), "c.ttl": (range(1, 100),)}
    commands = read(github.write(make_report(*findings), "en", changed=changed))
    assert [(at["file"], at["line"]) for _, at, _ in commands[:3]] == [
        ("b.ttl", "30"), ("b.ttl", "60"), ("a.ttl", "10"),
    ]  # fmt: skip
    assert [kind for kind, _, _ in commands] == ["error"] * 10 + ["warning"] * 10


def test_columns_are_told_of_one_line_only(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """GitHub drops an annotation that has columns and goes over several lines."""
    one = make_finding("x", line=2, column=3, end_line=2, end_column=7)
    several = make_finding("x", line=2, column=3, end_line=4, end_column=1)
    found = read(github.write(make_report(one, several), "en", prefix="data/"))
    assert found[0][1] == {
        "file": "data/a.ttl", "line": "2", "endLine": "2", "col": "3", "endColumn": "7",
        "title": "some-rule",
    }  # fmt: skip
    assert found[1][1] == {"file": "data/a.ttl", "line": "2", "endLine": "4", "title": "some-rule"}


@given(hostile=HOSTILE, file=HOSTILE)
def test_no_content_makes_a_command(
    hostile: str,
    file: str,
    make_finding: Callable[..., Finding],
    make_report: Callable[..., Report],
) -> None:
    """Whatever a label or a file name holds, there is one command with our own properties."""
    hostile = f"{hostile}\n::set-output name=x::y%0A::stop-commands::z##[add-mask]x"
    shown = github.write(make_report(make_finding(hostile, file=file + ",line=7::x")), "en")
    [(kind, properties, message)] = read(shown)
    assert kind == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert properties["line"] == "1"
    assert "##[" not in shown
    assert "%0A::stop" not in message
