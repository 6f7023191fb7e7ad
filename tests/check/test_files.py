"""Files that are no Turtle: left by git, or saved in another encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
TURTLE = HEAD + '<https://data.example.no/a> a skos:Concept ;\n    skos:prefLabel "påske"@nb .\n'
OURS = "<<<<<<< HEAD\n"
BASE = "||||||| 4f2a\n"
BETWEEN = "=======\n"
THEIRS = ">>>>>>> ny-definisjon\n"


@pytest.mark.parametrize(
    "text, lines",
    [
        (HEAD + OURS + TURTLE + BETWEEN + TURTLE + THEIRS, [2]),
        (HEAD + OURS + TURTLE + BASE + TURTLE + BETWEEN + TURTLE + THEIRS, [2]),
        ((OURS + BETWEEN + THEIRS).replace("\n", "\r\n"), [1]),
        (OURS + BETWEEN + THEIRS + TURTLE + OURS + BETWEEN + THEIRS, [1, 7]),
        # Half cleaned up.
        (TURTLE + THEIRS, [4]),
        (TURTLE + BETWEEN, [4]),
        # Within a text that goes over several lines, where Turtle has nothing against it.
        (HEAD + '<https://data.example.no/a> skos:note """\n' + OURS + THEIRS + '"""@nb .', [3]),
        # No marks of git.
        (HEAD + '<https://data.example.no/a> skos:note """Om\n=======\ntekst"""@nb .', []),
        (TURTLE + "# <<<<<<< HEAD\n", []),
        (TURTLE + "<<<<<<<", [4]),
    ],
)  # fmt: skip
def test_marks_of_a_merge_are_told_at_their_line(
    text: str, lines: list[int], check_files: Callable[..., Report]
) -> None:
    """Each conflict once, where it begins, and no syntax error beside it."""
    report = check_files({"a.ttl": text})
    found = [one.line for one in report.findings if one.rule == "merge-conflict"]
    assert found == lines
    assert not lines or "syntax" not in report.counts


@pytest.mark.parametrize(
    "encoding, told",
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("latin-1", "0xE5 = å, Windows-1252"),
        ("cp1252", "0xE5 = å, Windows-1252"),
    ],
)
@pytest.mark.parametrize("text", [TURTLE, TURTLE.replace("påske", "paske")])
def test_another_encoding_is_called_by_its_name(
    encoding: str, told: str, text: str, check_files: Callable[..., Report]
) -> None:
    """What Windows programs write is told as such, also where no letter gives it away."""
    report = check_files({"a.ttl": text.encode(encoding)})
    found = [one for one in report.findings if one.rule == "not-utf-8"]
    if text.isascii() and not encoding.startswith("utf-16"):
        assert found == []
    else:
        assert [f"({told})" in one.message("nb") for one in found] == [True]
        assert "syntax" not in report.counts


def test_any_bytes_get_an_answer(check_files: Callable[..., Report]) -> None:
    """Whatever a file holds, it is one finding and no failure."""
    for content in (
        b"",
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"<" * 7,
        b"\xfe\xff\x00",
        bytes(range(256)),
    ):
        report = check_files({"a.ttl": content})
        assert report.errors <= 1
