"""SARIF 2.1.0: every object that we write has the properties that the standard gives it, no other.

The shape below is written from the standard (sections 3.13 to 3.57): of each object what we use,
closed, so that a property that the standard doesn't have is an error here too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from catalog.check.finding import Finding
from catalog.check.reports import sarif
from tests.check.reports import golden

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

DATA = Path(__file__).parents[1] / "data"
LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
POSITIVE = {"type": "integer", "minimum": 1}
URI = {"type": "string", "format": "uri"}


def of(*required: str, **properties: object) -> dict[str, object]:
    """An object with these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: object, least: int = 0) -> dict[str, object]:
    """An array of ``items``, each there once."""
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": True}


TEXT = {"type": "string"}
MULTIFORMAT = of("text", text=TEXT, markdown=TEXT)
MESSAGE = of("text", text=TEXT)
ARTIFACT = of("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)
CONTENT = of("text", text=TEXT)
REGION = of(
    "startLine", startLine=POSITIVE, startColumn=POSITIVE, endLine=POSITIVE, endColumn=POSITIVE,
    snippet=CONTENT,
)  # fmt: skip
RULE = of(
    "id", id=TEXT, shortDescription=MULTIFORMAT, fullDescription=MULTIFORMAT, help=MULTIFORMAT,
    helpUri=URI, defaultConfiguration=of(level=LEVEL),
)  # fmt: skip
REPLACEMENT = of("deletedRegion", deletedRegion=REGION, insertedContent=CONTENT)
CHANGE = of(
    "artifactLocation", "replacements",
    artifactLocation=ARTIFACT, replacements=listed(REPLACEMENT, 1),
)  # fmt: skip
RESULT = of(
    "message", ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL,
    message=MESSAGE,
    locations=listed(of(physicalLocation=of(artifactLocation=ARTIFACT, region=REGION))),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    fixes=listed(of("artifactChanges", description=MESSAGE, artifactChanges=listed(CHANGE, 1))),
)  # fmt: skip
DRIVER = of(
    "name", name=TEXT, semanticVersion=TEXT, language=LANGUAGE, rules=listed(RULE)
)  # fmt: skip
RUN = of(
    "tool", tool=of("driver", driver=DRIVER), language=LANGUAGE,
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, results=listed(RESULT),
)  # fmt: skip
LOG = {"$schema": URI, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}}
VALIDATOR = jsonschema.Draft202012Validator(
    of("version", "runs", **LOG), format_checker=jsonschema.FormatChecker()
)


def read(report: Report, lang: str = "nb", **more: str) -> Any:
    """The one run, whose shape has been checked."""
    content = json.loads(sarif.write(report, lang, **more))
    VALIDATOR.validate(content)
    [run] = content["runs"]
    return run


@pytest.mark.parametrize("rule", sorted(path.name for path in DATA.iterdir()))
def test_every_invalid_example_keeps_the_standard(
    rule: str, check_files: Callable[..., Report]
) -> None:
    """Whatever is wrong, and in each language."""
    files = {path.name: path.read_text() for path in sorted((DATA / rule).glob("invalid*.ttl"))}
    report = check_files(files, rules={rule: "warning"})
    for lang in ("nb", "nn", "en"):
        run = read(report, lang)
        assert len(run["results"]) == len(report.findings)
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_rule_has_a_page_and_its_level(bad: Report) -> None:
    """Code scanning shows why and how to mend; no hole of a sentence is left open."""
    rules = {rule["id"]: rule for rule in read(bad)["tool"]["driver"]["rules"]}
    assert list(rules) == sorted(bad.counts)
    for rule in rules.values():
        assert urlsplit(rule["helpUri"]).scheme == "https"
        for name in ("shortDescription", "fullDescription", "help"):
            assert rule[name]["text"]
            assert "{" not in rule[name]["text"]
    assert rules["skos-s14"]["defaultConfiguration"] == {"level": "error"}
    assert rules["white-space"]["defaultConfiguration"] == {"level": "warning"}


def test_regions_are_the_very_text(bad: Report) -> None:
    """Columns count code points and the end is the first one after: the snippet proves it."""
    checked = 0
    for result in read(bad, prefix="data/")["results"]:
        [location] = result["locations"]
        place, region = (
            location["physicalLocation"][name] for name in ("artifactLocation", "region")
        )
        assert place["uri"].isascii()
        assert place["uriBaseId"] == "%SRCROOT%"
        name = unquote(place["uri"]).removeprefix("data/")
        lines = (golden.FOLDER / "catalogue" / name).read_text("utf-8").split("\n")
        assert region["startLine"] <= region["endLine"]
        if "snippet" in region:
            line = lines[region["startLine"] - 1]
            found = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            assert found == region["snippet"]["text"]
            checked += 1
    assert checked >= 8


def test_fixes_replace_what_is_wrong(bad: Report) -> None:
    """A fix is the suggestion: what to delete, and what to write there."""
    fixed = {
        result["ruleId"]: change["replacements"][0]
        for result in read(bad)["results"]
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"]
    }
    assert fixed["term-unknown"]["insertedContent"] == {"text": "skos:altLabel"}
    assert fixed["term-unknown"]["deletedRegion"]["startLine"] == 11


def test_fingerprints_stay_when_lines_move(check_files: Callable[..., Report]) -> None:
    """An alert that somebody closed stays closed; two alike are told apart."""
    head = (
        "@base <https://data.example.no/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    )
    text = '<a> a skos:Concept ; skos:prefLabel "a"@nb , "b"@nb , "c"@nb ; skos:note [ ] , [ ] .\n'

    def prints(source: str) -> list[str]:
        results = read(check_files({"a.ttl": source}, profile="skos"))["results"]
        return sorted(result["partialFingerprints"]["omgrep/v1"] for result in results)

    before = prints(head + text)
    assert len(set(before)) == len(before) >= 2
    assert prints(head + "\n\n# moved\n" + text) == before
    assert prints(head + text.replace('"c"@nb', '"d"@nb')) != before


def test_a_message_holds_no_link_and_no_placeholder(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Section 3.11: brackets followed by a target are a link, a number in braces is an argument."""
    report = make_report(make_finding("[x](https://evil.example) {0} {a}"))
    [result] = read(report)["results"]
    assert "](" not in result["message"]["text"].replace("\\](", "")
    assert "{{0}}" in result["message"]["text"]


def test_a_path_is_a_reference_and_nothing_else(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Colons, spaces, percent signs and letters outside ASCII are percent-encoded."""
    report = make_report(make_finding("x", file="a b/javascript:x%41\u00f8?#.ttl"))
    [result] = read(report, prefix="d/")["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "d/a%20b/javascript%3Ax%2541%C3%B8%3F%23.ttl"
