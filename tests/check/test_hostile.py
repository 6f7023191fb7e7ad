"""Files made to hurt or to mislead: one clear sentence with the place, and nothing else."""

from __future__ import annotations

import dataclasses
import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from catalog.check import check
from catalog.check.reports import FORMATS
from catalog.limits import LIMITS
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import Broken, Sources, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.check import Report

HEAD = (
    "@base <https://data.example.no/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .\n"
)
GOOD = HEAD + '<{0}> a skos:Concept ; skos:prefLabel "{0}"@nb{1} .\n'


def concept(name: str, more: str = "") -> str:
    """A small concept with whatever comes after its term."""
    return GOOD.format(name, more)


def places(report: Report, rule: str) -> list[tuple[str, int, int]]:
    """Where a rule's findings are."""
    return [(one.file, one.line, one.column) for one in report.findings if one.rule == rule]


def test_every_broken_file_is_told_and_the_others_are_judged(
    check_files: Callable[..., Report],
) -> None:
    """Broken data in one file never hides the rest of the report."""
    report = check_files(
        {
            "a.ttl": HEAD + "<a> a skos:Concept\n<b> a skos:Concept .",
            "b.ttl": HEAD + '<c> a skos:Concept ; skos:prefLabel "c@nb .',
            "c.ttl": "\N{LATIN SMALL LETTER A WITH RING ABOVE}".encode("latin-1"),
            "d.ttl": concept("d", ' , "dd"@nb'),
        },
        profile="skos",
    )
    assert places(report, "syntax") == [("a.ttl", 5, 1), ("b.ttl", 4, 37)]
    assert places(report, "not-utf-8") == [("c.ttl", 1, 1)]
    assert places(report, "skos-s14") == [("d.ttl", 4, 46)]
    assert report.errors == 4


def test_a_broken_file_makes_no_false_broken_links(check_files: Callable[..., Report]) -> None:
    """What the broken file describes isn't missing; it only couldn't be read."""
    broken = HEAD + '<a> a skos:Concept ;; skos:prefLabel "a@nb .\n<b> a skos:Concept .'
    report = check_files(
        {"a.ttl": broken, "c.ttl": concept("c", " ; skos:related <a> , <nothing>")},
        profile="skos",
    )
    assert [one.value for one in report.findings if one.rule == "broken-link"] == [
        "https://data.example.no/nothing"
    ]
    wide = check_files(
        {
            "a.ttl": HEAD.encode("utf-16") + "<a> a skos:Concept .".encode("utf-16-le"),
            "c.ttl": concept("c", " ; skos:related <a>"),
        },
        profile="skos",
    )
    assert "broken-link" not in wide.counts


@pytest.mark.parametrize("brackets", ["[ <https://example.org/p> ", "( "])
def test_deep_nesting_is_one_finding(brackets: str, check_files: Callable[..., Report]) -> None:
    """100,000 brackets are told once, and nothing overflows."""
    depth = 100_000
    close = " ]" if brackets.startswith("[") else " )"
    text = (
        f"<https://data.example.no/a> <https://example.org/p>\n{brackets * depth}1{close * depth} ."
    )
    report = check_files({"a.ttl": text}, profile="skos")
    assert places(report, "nesting-deep") == [("a.ttl", 2, 1)]
    assert "100000" in report.findings[-1].message("nb")


def test_a_long_list_is_not_deep(check_files: Callable[..., Report]) -> None:
    """A list of a thousand things lies on one level."""
    text = "<https://data.example.no/a> <https://example.org/p> (" + " 1" * 1_000 + " ) ."
    assert "nesting-deep" not in check_files({"a.ttl": text}).counts


def test_a_giant_literal_is_one_short_sentence(check_files: Callable[..., Report]) -> None:
    """Ten million characters are counted, not repeated."""
    giant = "x" * 10_000_000
    report = check_files({"a.ttl": concept("a", f' ; skos:note\n"{giant}"@nb')}, profile="skos")
    assert places(report, "literal-long") == [("a.ttl", 5, 1)]
    assert len(FORMATS["text"](report, "nb")) < 1_500
    assert len(FORMATS["json"](report, "nb")) < 5_000


@pytest.mark.parametrize(
    "value, rule",
    [('"' + "x" * 20_000_000 + '"@nb', "token-too-long"), ("<<( <a> <b> <c> )>>", "syntax")],
    ids=["20 MB", "triple term"],
)
def test_what_the_parser_can_not_hold_is_told(
    value: str, rule: str, check_files: Callable[..., Report]
) -> None:
    """A token beyond the parser's buffer, and RDF 1.2, are findings of that file alone."""
    report = check_files(
        {"a.ttl": concept("a", f" ; skos:note\n{value}"), "b.ttl": concept("b", ' , "c"@nb')},
        profile="skos",
    )
    assert report.counts == {rule: 1, "skos-s14": 1}
    assert places(report, rule)[0][:2] == ("a.ttl", 5)


def test_control_characters_never_reach_the_terminal(check_files: Callable[..., Report]) -> None:
    """Colours, cursor moves, line breaks and turned text are written out as codes."""
    report = check_files(
        {"a.ttl": concept("a", ' , "\\u001B[31m\\u202Eevil\\n::error::x\\u0000"@nn')},
        profile="skos",
    )
    assert {"control-character", "bidi-character"} <= set(report.counts)
    for lang in ("nb", "nn", "en"):
        text = FORMATS["text"](report, lang)
        heads = [line for line in text.splitlines()[:-1] if not line.startswith((" ", "4 |"))]
        assert all(line.startswith("a.ttl:") for line in heads if line)
        assert not any(character in text for character in "\x1b\u202e\x00\r")
    for finding in json.loads(FORMATS["json"](report, "nb"))["findings"]:
        assert "\x1b" not in finding["value"] + finding["label"]


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///etc"]
)
def test_dangerous_addresses_are_refused(iri: str, check_files: Callable[..., Report]) -> None:
    """No scheme but the known ones, as a link and as text that is said to be one."""
    for value in (f"<{iri}>", f'"{iri}"^^<http://www.w3.org/2001/XMLSchema#anyURI>'):
        more = f" ; <http://www.w3.org/2000/01/rdf-schema#seeAlso> {value}"
        report = check_files({"a.ttl": concept("a", more)}, profile="skos")
        assert len(places(report, "iri-scheme")) == 1


def test_typed_values_are_never_parsed(
    check_files: Callable[..., Report],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """XML entities, HTML, giant numbers and wrong dates make neither noise nor work."""
    xml = '<!DOCTYPE a [<!ENTITY b SYSTEM \\"file:///etc/passwd\\">]><a>&b;</a>'
    syntax = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    types = "http://www.w3.org/2001/XMLSchema#"
    values = [
        f'"{xml}"^^<{syntax}XMLLiteral>',
        f'"<p>"^^<{syntax}HTML>',
        f'"{"9" * 100_000}"^^<{types}integer>',
        f'"2025-31-12"^^<{types}date>',
        f'"x"^^<{types}hexBinary>',
        f'"P1YX"^^<{types}duration>',
        f'"00"^^<{types}positiveInteger>',
    ]
    with caplog.at_level(logging.DEBUG, "rdflib"):
        more = "".join(f" ; skos:note {value}" for value in values)
        report = check_files({"a.ttl": concept("a", more)}, profile="skos")
    assert "date-impossible" in report.counts
    assert [record for record in caplog.records if record.name.startswith("rdflib")] == []
    assert capfd.readouterr() == ("", "")


def test_nothing_is_fetched_or_opened(check_files: Callable[..., Report]) -> None:
    """owl:imports and the like are statements, nothing more."""
    seen: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"socket.connect", "socket.getaddrinfo", "urllib.Request"}:
            seen.append(event)
        if watching and event == "open" and str(arguments[0]).startswith("/etc/passwd"):
            seen.append(event)

    watching = True
    sys.addaudithook(watch)
    check_files(
        {
            "a.ttl": concept("a", " ; <http://www.w3.org/2002/07/owl#imports>"
                             " <file:///etc/passwd> , <http://127.0.0.1:9/x>"),
        },
        profile="skos",
    )  # fmt: skip
    watching = False
    assert seen == []


def test_data_can_not_change_the_rules(check_files: Callable[..., Report]) -> None:
    """Shapes and classes in the sources judge nothing, and switch nothing off."""
    shapes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<https://omgrep.example/rules#skos-s14> sh:deactivated true .\n"
        "<https://example.org/s> a sh:NodeShape ; sh:targetClass skos:Concept ;\n"
        "    sh:property [ sh:path skos:note ; sh:minCount 1 ] .\n"
        "skos:Concept <http://www.w3.org/2000/01/rdf-schema#subClassOf> skos:Collection .\n"
    )
    report = check_files({"a.ttl": concept("a", ' , "b"@nb') + shapes}, profile="skos")
    assert set(report.counts) == {"skos-s14"}


def test_findings_without_end_are_counted_but_not_told(
    check_files: Callable[..., Report],
) -> None:
    """The report stays readable, and says how much it leaves out; the first ones stay."""
    text = HEAD + "".join(f'<c{n}> a skos:Concept ; skos:prefLabel "c{n}" .\n' for n in range(30))
    limits = dataclasses.replace(LIMITS, findings_per_rule=10)
    report = check_files({"a.ttl": text}, profile="skos", limits=limits)
    assert report.counts["language-missing"] == 30
    assert report.suppressed == {"language-missing": 20}
    assert report.warnings == 30
    assert places(report, "language-missing")[0][1] == 4
    assert len(report.findings) == 10
    assert "[language-missing] har 20 funn til" in FORMATS["text"](report, "nb")


def test_unreadable_and_oversized_files_are_told(tmp_path: Path) -> None:
    """A file that vanished or is too large is a finding; the check goes on."""
    (tmp_path / "large.ttl").write_text(concept("a"), encoding="utf-8")
    files = (
        SourceFile("gone.ttl", tmp_path / "gone.ttl"),
        SourceFile("large.ttl", tmp_path / "large.ttl"),
    )
    settings = Settings(
        root=tmp_path,
        base_iri="https://data.example.no/",
        title={},
        limits=dataclasses.replace(LIMITS, file_bytes=10),
    )
    report = check(read_sources(files, settings), files, settings)
    assert {one.file: one.rule for one in report.findings} == {
        "gone.ttl": "file-unreadable",
        "large.ttl": "file-too-large",
    }


def test_a_file_that_changes_meanwhile_is_survived(tmp_path: Path) -> None:
    """Places are looked up later than the file was read; what is gone has line 1."""
    path = tmp_path / "a.ttl"
    path.write_text(concept("a", ' , "b"@nb'), encoding="utf-8")
    files = (SourceFile("a.ttl", path),)
    settings = Settings(root=tmp_path, base_iri="https://data.example.no/", title={})
    sources = read_sources(files, settings)
    path.unlink()
    report = check(sources, files, settings)
    assert places(report, "skos-s14") == [("a.ttl", 1, 1)]


def test_an_unknown_kind_of_breakage_is_still_told(tmp_path: Path) -> None:
    """A Broken that names no file of ours leaves links alone, since nothing is known of it."""
    path = tmp_path / "a.ttl"
    path.write_text(concept("a", " ; skos:related <b>"), encoding="utf-8")
    files = (SourceFile("a.ttl", path),)
    settings = Settings(root=tmp_path, base_iri="https://data.example.no/", title={})
    sources = read_sources(files, settings)
    broken = Broken("b.ttl", 1, 1, "file-unreadable", "gone")
    report = check(Sources(sources.graph, (broken,)), files, settings)
    assert set(report.counts) == {"file-unreadable"}
