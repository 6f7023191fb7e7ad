"""Each finding stands at the very value, in the file that says it, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

HEAD = "@base <https://data.example.no/> .\n@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n"


def places(report: Report, rule: str) -> list[tuple[str, int, int, int, int]]:
    """Where a rule's findings begin and end."""
    return [
        (one.file, one.line, one.column, one.end_line, one.end_column)
        for one in report.findings
        if one.rule == rule
    ]


def test_a_value_is_found_in_the_file_that_says_it(check_files: Callable[..., Report]) -> None:
    """Of a concept in two files, the one with the wrong value; of a missing one, its property."""
    files = {
        "a.ttl": HEAD + "<a> a s:Concept .\n",
        "b.ttl": HEAD + '<a>\n  s:prefLabel\n    "x"@no .\n',
    }
    report = check_files(files)
    assert places(report, "language-norwegian") == [("b.ttl", 5, 8, 5, 11)]
    assert {place[:3] for place in places(report, "term-language")} == {("b.ttl", 4, 3)}


def test_a_tag_is_found_at_the_end_of_a_long_text(check_files: Callable[..., Report]) -> None:
    """Of a definition of many lines only the language is wrong, so only that is pointed to."""
    text = HEAD + '<a> a s:Concept ; s:definition """x\ny\nz"""@no .\n'
    report = check_files({"a.ttl": text}, profile="skos")
    assert places(report, "language-norwegian") == [("a.ttl", 5, 5, 5, 8)]


def test_the_property_before_the_value_is_shown(check_files: Callable[..., Report]) -> None:
    """A value on a line of its own says little without the line that it belongs to."""
    text = HEAD + '<a> a s:Concept ;\n  s:altLabel "a"@nb ,\n    "b"@nb ,\n    "c"@no .\n'
    report = check_files({"a.ttl": text}, profile="skos")
    [finding] = [one for one in report.findings if one.rule == "language-norwegian"]
    assert [line.number for line in finding.excerpt] == [4, 6]


def test_a_syntax_error_shows_the_line_above(check_files: Callable[..., Report]) -> None:
    """There the sign is missing, most often."""
    report = check_files({"a.ttl": HEAD + "<a> a s:Concept\n<b> a s:Concept .\n"})
    [finding] = [one for one in report.findings if one.rule == "syntax"]
    assert [line.text for line in finding.excerpt] == ["<a> a s:Concept", "<b> a s:Concept ."]


def test_of_a_long_line_a_part_is_kept(check_files: Callable[..., Report]) -> None:
    """A catalogue on one line isn't repeated for each finding."""
    line = '<a> a s:Concept ; s:note "' + "x" * 50_000 + '"@nb , " y"@nb , "' + "z" * 50_000
    report = check_files({"a.ttl": f'{HEAD}{line}"@nb .\n'}, profile="skos")
    [finding] = [one for one in report.findings if one.rule == "white-space"]
    [shown] = finding.excerpt
    assert len(shown.text) == Limits().excerpt_characters
    assert shown.text[finding.column - shown.column :].startswith('" y"@nb')
    assert shown.cut


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1"])
def test_a_file_in_another_encoding_is_shown_as_far_as_it_can_be(
    encoding: str, check_files: Callable[..., Report]
) -> None:
    """What can't be read is told all the same, with a line that exists."""
    report = check_files({"a.ttl": (HEAD + "# på\n").encode(encoding)})
    assert report.errors
    for finding in report.findings:
        assert finding.excerpt
        assert finding.end_column >= finding.column


def test_a_file_that_is_too_large_is_not_read_for_a_line(
    check_files: Callable[..., Report],
) -> None:
    """The limit holds for the report too."""
    report = check_files({"a.ttl": HEAD + "# " + "x" * 500}, limits=Limits(file_bytes=100))
    [finding] = [one for one in report.findings if one.rule == "file-too-large"]
    assert finding.excerpt == ()
