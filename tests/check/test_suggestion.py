"""What was probably meant: written as the file writes it, and right where it is put in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report
    from catalog.check.finding import Finding

DATA = Path(__file__).parent / "data"
HEAD = """@base <https://data.example.no/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosno: <https://data.norge.no/vocabulary/skosno#> .
@prefix status: <http://publications.europa.eu/resource/authority/concept-status/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<a> a s:Concept ; s:prefLabel "melder"@nb , "meldar"@nn .
<a#r> a skosno:AssociativeConceptRelation .
"""
CASES = [
    # What is written, the rule, and what is to be written instead.
    ('s:prefLabl "x"@en', "term-unknown", "s:prefLabel"),
    ("s:hasGenericConcept <a>", "term-unknown", "skosno:hasGenericConcept"),
    ('s:qwertyuiop "x"@en', "term-unknown", None),
    ("s:related <aa>", "broken-link", "<a>"),
    ("dct:isReplacedBy <aa>", "replacement-missing", "<a>"),
    ('s:note "x"@engelsk', "language-invalid", "@en"),
    ('s:note "x"@nynrosk', "language-invalid", "@nn"),
    ('s:note "x"@nu', "language-invalid", "@nn"),
    ('s:note "x"@qq', "language-invalid", None),
    ('s:note "x"@no', "language-norwegian", "@nb"),
    ('s:note "x"@no , "y"@nb', "language-norwegian", "@nn"),
    ('s:note "x"@no , "y"@nb , "z"@nn', "language-norwegian", None),
    ('euvoc:startDate "2025-31-12"^^xsd:date', "date-impossible", '"2025-12-31"^^xsd:date'),
    ('euvoc:startDate "2025-02-30"^^xsd:date', "date-impossible", '"2025-02-28"^^xsd:date'),
    ('euvoc:startDate "31.12.2025"', "date-form", '"2025-12-31"^^xsd:date'),
    ('euvoc:startDate "2025-03-01T10:00:00"^^xsd:dateTime', "date-form",
     '"2025-03-01"^^xsd:date'),
    ('euvoc:startDate "i morgen"', "date-form", None),
    ("rdfs:seeAlso <htps://example.org/x>", "iri-scheme", "<https://example.org/x>"),
    ("rdfs:seeAlso <javascript:x>", "iri-scheme", None),
    ("rdfs:seeAlso <https://example.org/\\u200Bx>", "iri-unreadable", "<https://example.org/x>"),
    ('s:note " x "@nb', "white-space", '"x"@nb'),
    ('s:note "a\u0301"@nb', "text-not-composed", '"á"@nb'),
    ('s:note "x\\u202Ey"@nb', "bidi-character", '"xy"@nb'),
    ('s:note "x\\u0007y"@nb', "control-character", '"xy"@nb'),
    ("euvoc:status status:current", "status-unknown", "status:CURRENT"),
    ("euvoc:status <https://example.org/ferdig>", "status-unknown", None),
    ('dct:identifier "https://data.example.no/b"', "identifier-form",
     '"https://data.example.no/b"^^xsd:anyURI'),
    ('dct:identifier "https://data.example.no/x"^^xsd:anyURI', "identifier-differs",
     '"https://data.example.no/b"^^xsd:anyURI'),
    ("dct:identifier <x>", "identifier-differs", "<b>"),
    ("s:broader <a#r>", "wrong-kind", "<a>"),
]  # fmt: skip


def found(report: Report, rule: str) -> Finding:
    """The one finding of a rule."""
    [finding] = [one for one in report.findings if one.rule == rule]
    return finding


def mended(text: str, finding: Finding) -> str:
    """The text with the suggestion put in, by lines and columns alone."""
    suggestion = finding.suggestion
    assert suggestion
    lines = text.split("\n")
    before = lines[: suggestion.line - 1]
    start = lines[suggestion.line - 1][: suggestion.column - 1]
    end = lines[suggestion.end_line - 1][suggestion.end_column - 1 :]
    return "\n".join([*before, start + suggestion.text + end, *lines[suggestion.end_line :]])


@pytest.mark.parametrize("written, rule, meant", CASES)
def test_the_nearest_right_value_is_suggested(
    written: str, rule: str, meant: str | None, check_files: Callable[..., Report]
) -> None:
    """With the prefixes and the base of the file; nothing where nothing is near."""
    text = f'{HEAD}<b> a s:Concept ; s:prefLabel "b"@nb , "b"@nn ;\n    {written} .\n'
    suggestion = found(check_files({"a.ttl": text}), rule).suggestion
    assert (suggestion.text if suggestion else None) == meant


@pytest.mark.parametrize(
    "rule",
    sorted(
        path.name
        for path in DATA.iterdir()
        # The rules of the harvest judge feeds, which are nobody's source to mend.
        if not (path / "before.ttl").exists() and not path.name.startswith("harvest-")
    ),
)
def test_a_suggestion_mends_what_it_is_for(rule: str, check_files: Callable[..., Report]) -> None:
    """Put in where it says, the file is Turtle still, and this rule has nothing more to say."""
    files: dict[str, str | bytes] = {
        path.name: path.read_text() for path in sorted((DATA / rule).glob("invalid*.ttl"))
    }
    finding = found(check_files(files, rules={rule: "warning"}), rule)
    if finding.suggestion is None:
        assert rule not in SUGGESTING
        return
    text = files[finding.file]
    assert isinstance(text, str)
    files[finding.file] = mended(text, finding)
    assert not {rule, "syntax"} & set(check_files(files, rules={rule: "warning"}).counts)


SUGGESTING = {
    "bidi-character", "broken-link", "contact-email", "control-character", "date-form",
    "date-impossible", "identifier-differs", "identifier-form", "iri-unreadable",
    "language-invalid", "language-norwegian", "levels-differ", "namespace-unknown",
    "proposed-term", "replacement-missing", "term-unknown", "text-not-composed", "white-space",
}  # fmt: skip
"""Rules whose example has something near."""


def test_a_wrong_prefix_is_mended_where_it_is_declared(
    check_files: Callable[..., Report],
) -> None:
    """The name at hand is right; the line with ``@prefix`` is not."""
    text = HEAD.replace("dc/terms/", "dc/term/") + '<a> dct:title "x"@nb .\n'
    finding = found(check_files({"a.ttl": text}), "namespace-unknown")
    assert finding.suggestion
    assert (finding.suggestion.text, finding.suggestion.line) == ("<http://purl.org/dc/terms/>", 2)
    assert finding.line == text.count("\n")
    assert "namespace-unknown" not in check_files({"a.ttl": mended(text, finding)}).counts


def test_one_language_is_the_one_that_is_missing(check_files: Callable[..., Report]) -> None:
    """A text without language may be in any of three; the reader has to say which."""
    text = f'{HEAD}<b> a s:Concept ; s:prefLabel "b" .\n'
    assert found(check_files({"a.ttl": text}), "language-missing").suggestion is None
