"""The formats are stable: the same bad catalogue gives the same bytes, hostile content included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.check.reports import FORMATS
from tests.check.reports import golden

if TYPE_CHECKING:
    from catalog.check import Report

NAMES = [
    "color.en.txt", "github.en.txt", "github.nb.txt", "github.nn.txt", "json.json",
    "markdown.en.md", "markdown.nb.md", "markdown.nn.md", "sarif.nn.sarif", "summary.nb.md",
    "text.en.txt", "text.nb.txt", "text.nn.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_as_it_was(name: str, bad: Report) -> None:
    """What readers and programs rely on changes only on purpose (see golden.py)."""
    kept = (golden.FOLDER / name).read_bytes().decode()
    assert golden.written(bad)[name] == kept


def test_every_golden_file_is_compared(bad: Report) -> None:
    """No file is left behind, and each format has one."""
    assert {path.name for path in golden.FOLDER.iterdir() if path.is_file()} == set(NAMES)
    assert set(golden.written(bad)) == set(NAMES)
    assert {name.partition(".")[0] for name in NAMES} >= set(FORMATS)


def test_the_bad_catalogue_is_bad_in_many_ways(bad: Report) -> None:
    """The golden files show what they are kept to show."""
    assert len(bad.counts) >= 12
    assert {"syntax", "control-character", "broken-link", "language-norwegian"} <= set(bad.counts)
    assert any(finding.suggestion for finding in bad.findings)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_two_checks_give_the_same_bytes(name: str, bad: Report) -> None:
    """Nothing hangs on the order of a set or a dictionary."""
    assert FORMATS[name](golden.report(), "nb") == FORMATS[name](bad, "nb")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_of_this_machine_is_told(name: str, bad: Report) -> None:
    """A report names files below the root, never the folder that the root lies in."""
    assert str(golden.FOLDER.parents[2]) not in FORMATS[name](bad, "nb")
