"""The check as a whole: profiles, settings, order, and what a finding holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.check import Report, check
from catalog.check.reports import FORMATS
from catalog.check.shapes import read_shapes
from catalog.errors import SettingsBroken, ShapesBroken
from catalog.settings import Settings, program_folder, read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]
HEAD = (
    "@base <https://data.example.no/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
BARE = HEAD + '<a> a skos:Concept ; skos:prefLabel "a"@en .\n'
TWO = HEAD + '<a> a skos:Concept ; skos:prefLabel "a" , "b"@nb , "c"@nb .\n'
SETTINGS = Settings(root=PROJECT, base_iri="https://data.example.no/", title={})


def test_the_shipped_catalogue_has_no_error() -> None:
    """What this repository publishes keeps its own rules."""
    settings = read_settings(PROJECT)
    files = find_sources(settings)
    report = check(read_sources(files, settings), files, settings)
    assert [one for one in report.findings if one.severity == "error"] == []
    assert report.files == len(files) > 150


def test_profile_skos_asks_only_skos(check_files: Callable[..., Report]) -> None:
    """A vocabulary without Norwegian, contact points and identifiers is fine SKOS."""
    assert check_files({"a.ttl": BARE}, profile="skos").findings == ()
    counts = check_files({"a.ttl": BARE}, profile="skos-ap-no").counts
    assert {"term-language", "definition-missing", "contact-missing"} <= set(counts)


def test_a_rule_may_weigh_more_in_one_profile(check_files: Callable[..., Report]) -> None:
    """A text without language is untidy SKOS, and an error in SKOS-AP-NO."""

    def severity(profile: str) -> str:
        report = check_files({"a.ttl": TWO}, profile=profile)
        return next(one.severity for one in report.findings if one.rule == "language-missing")

    assert severity("skos") == "warning"
    assert severity("skos-ap-no") == "error"


def test_each_rule_can_be_set(check_files: Callable[..., Report]) -> None:
    """``[rules]`` wins over the profile: error, warning or off, also for a rule of another one."""
    rules = {"skos-s14": "warning", "language-missing": "off", "definition-missing": "error"}
    report = check_files({"a.ttl": TWO}, profile="skos", rules=rules)
    assert {one.rule: one.severity for one in report.findings} == {
        "skos-s14": "warning",
        "definition-missing": "error",
    }
    assert (report.errors, report.warnings) == (1, 1)


def test_an_unknown_rule_in_the_settings_is_refused(check_files: Callable[..., Report]) -> None:
    """A misspelt rule would be off for ever without anyone knowing; the nearest one is named."""
    with pytest.raises(SettingsBroken) as raised:
        check_files({"a.ttl": BARE}, rules={"skos-14": "off"})
    assert "skos-s14" in str(raised.value)


def test_findings_come_by_file_and_line(check_files: Callable[..., Report]) -> None:
    """The order is the reader's: file, line, column; twice the same."""
    files: dict[str, str | bytes] = {"b.ttl": TWO, "a.ttl": TWO.replace("<a>", "<b>")}
    report = check_files(files)
    order = [(one.file, one.line, one.column, one.rule) for one in report.findings]
    assert order == sorted(order)
    assert report.findings == check_files(files).findings


def test_progress_is_told(tmp_path: Path) -> None:
    """Each part of the check is counted, up to all of them."""
    told: list[tuple[int, int]] = []
    settings = Settings(root=tmp_path, base_iri="https://data.example.no/", title={})
    check(read_sources((), settings), (), settings, lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


def test_each_finding_has_its_place_and_its_lines(check_files: Callable[..., Report]) -> None:
    """From the first letter of the value to the one after its last, and the line that it is on."""
    report = check_files({"a.ttl": TWO}, profile="skos")
    finding = next(one for one in report.findings if one.rule == "skos-s14")
    assert (finding.line, finding.column) == (3, 52)
    assert (finding.end_line, finding.end_column) == (3, 58)
    assert [line.number for line in finding.excerpt] == [3]
    assert finding.excerpt[0].text == TWO.splitlines()[2]


def test_a_clean_catalogue_is_one_line(check_files: Callable[..., Report]) -> None:
    """All is well, said in words."""
    assert FORMATS["text"](check_files({"a.ttl": BARE}, profile="skos"), "nb") == (
        "Alt er i orden. Filer: 1, feil: 0, advarsler: 0.\n"
    )


def test_a_shapes_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Without rules there is no check, and no clean result."""
    with pytest.raises(ShapesBroken):
        read_shapes(tmp_path / "nothing", SETTINGS)


@pytest.mark.parametrize(
    "old, new",
    [
        ("sh:severity sh:Violation ;", ""),
        ("sh:severity sh:Violation ;", "sh:severity sh:Info ;"),
        ("dct:source <", "dct:relation <"),
        ('(skos:ConceptScheme)."@nn ,', '(skos:ConceptScheme)."@nb ,'),
        ("omgrep:why", "omgrep:note"),
        ("omgrep:mend", "omgrep:note"),
        ('rdfs:label\n        "Både begrep', 'rdfs:seeAlso\n        "Både begrep'),
        ("a omgrep:Rule ;", "a omgrep:Rule"),
        ("omgrep:rule rule:skos-s37 ;", "omgrep:rule rule:skos-s99 ;"),
    ],
)
def test_a_broken_shape_is_told(old: str, new: str, tmp_path: Path) -> None:
    """A rule without severity, source or one of its sentences never runs half."""
    text = (program_folder("shapes") / "skos.ttl").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "skos.ttl").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ShapesBroken):
        read_shapes(tmp_path, SETTINGS)


def test_shapes_that_pyshacl_refuses_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check_files: Callable[..., Report]
) -> None:
    """A shape without a path stops the check with the reason; nothing is passed over."""
    shapes = tmp_path / "shapes"
    shapes.mkdir()
    for path in program_folder("shapes").glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        (shapes / path.name).write_text(
            text.replace("sh:path skos:prefLabel ;\n    sh:uniqueLang", "sh:uniqueLang"),
            encoding="utf-8",
        )
    monkeypatch.setattr("catalog.check.checking.program_folder", lambda _name: shapes)
    with pytest.raises(ShapesBroken):
        check_files({"a.ttl": BARE})
