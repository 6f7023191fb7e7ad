"""The last Release's promises: kept by what stays, broken by what goes or means something else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

COMPLETE = (Path(__file__).parent / "complete.ttl").read_text(encoding="utf-8")


def test_what_is_as_it_was_breaks_no_promise(check_files: Callable[..., Report]) -> None:
    """The good catalogue against itself has no finding."""
    report = check_files({"a.ttl": COMPLETE}, before=COMPLETE)
    assert [finding.message("en") for finding in report.findings] == []


def test_another_order_breaks_no_promise(check_files: Callable[..., Report]) -> None:
    """Blocks may change places and files."""
    head, *blocks = COMPLETE.split("\n\n<")
    files = {f"{number}.ttl": f"{head}\n\n<{block}" for number, block in enumerate(blocks)}
    report = check_files(files, before=COMPLETE)
    assert [finding.message("en") for finding in report.findings] == []


@pytest.mark.parametrize(
    "old, new, rules",
    [
        ("<begrep/uro>", "<begrep/uroa>", {"iri-moved"}),
        ('skos:notation "2"', 'skos:notation "02"', {"notation-changed"}),
        ('"den som sender en melding"', '"den som melder"', {"modified-unchanged"}),
        ("uromelding", "uromeldingen", set()),
        ("a skos:Collection", "a skos:Collection , skos:Concept", set()),
    ],
)
def test_a_change_breaks_its_promise(
    old: str, new: str, rules: set[str], check_files: Callable[..., Report]
) -> None:
    """Only what was promised: other words and further types are free."""
    promises = {
        "iri-moved", "iri-vanished", "notation-changed", "notation-reassigned",
        "code-meaning-changed", "modified-unchanged", "identifier-changed", "type-changed",
        "version-backwards",
    }  # fmt: skip
    assert old in COMPLETE
    dated = COMPLETE.replace(
        '"den som sender en melding"',
        '"den som sender en melding"@nb ; dct:modified "2026-01-01"^^xsd:date ; skos:definition '
        '"den som sender en melding"',
    )
    report = check_files({"a.ttl": dated.replace(old, new)}, before=dated)
    assert promises & report.counts.keys() == rules


def test_what_a_broken_file_may_hold_is_not_called_gone(check_files: Callable[..., Report]) -> None:
    """Nothing vanishes while some file can't be read."""
    report = check_files({"a.ttl": COMPLETE + "<"}, before=COMPLETE)
    assert set(report.counts) == {"syntax"}


def test_what_nothing_listed_is_told_of_at_the_settings(check_files: Callable[..., Report]) -> None:
    """The file that it stood in may be gone too, so the place is the catalogue's own file."""
    prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    gone = '<https://data.example.no/a#b> a skos:Concept ; skos:prefLabel "borte"@nb .'
    report = check_files({"a.ttl": prefix}, before=prefix + gone)
    assert [(one.file, one.line, one.rule) for one in report.findings] == [
        ("omgrep.toml", 1, "iri-vanished")
    ]
    assert "«borte» (<a#b>)" in report.findings[0].message("nb")


def test_without_a_last_release_nothing_is_promised(check_files: Callable[..., Report]) -> None:
    """The rules are not asked where there is nothing to compare with."""
    assert check_files({"a.ttl": COMPLETE}).findings == ()
