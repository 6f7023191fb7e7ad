"""The report for programs keeps its published schema, whatever is wrong."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.finding import Finding, SourceLine
from catalog.check.reports import json as writer
from catalog.settings import program_folder
from catalog.terms import FINDINGS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

DATA = Path(__file__).parents[1] / "data"
SCHEMA: Any = json.loads(
    (program_folder("site") / "schemas" / "findings-1.schema.json").read_text("utf-8")
)


def closed(schema: Any) -> Any:
    """The same schema, in which every object has the keys that are named and no other."""
    if isinstance(schema, dict):
        kept = {name: closed(value) for name, value in schema.items()}
        return {**kept, "additionalProperties": False} if "properties" in kept else kept
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


VALIDATOR = jsonschema.Draft202012Validator(closed(SCHEMA))
EMPTY = (
    f'{{"$schema": "{FINDINGS_SCHEMA}", "errors": 0, "warnings": 0, "files": 0, '
    '"counts": {}, "suppressed": {}, "findings": []}'
)


def test_the_schema_is_a_schema_and_goes_by_the_name_that_reports_give() -> None:
    """Draft 2020-12, with the identifier that each report begins with."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == FINDINGS_SCHEMA


def test_every_key_is_in_the_schema() -> None:
    """The strict form of the schema, which the tests use, refuses a key that nobody published."""
    VALIDATOR.validate(json.loads(EMPTY))
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**json.loads(EMPTY), "more": 1})


@pytest.mark.parametrize("rule", sorted(path.name for path in DATA.iterdir()))
def test_every_invalid_example_keeps_the_schema(
    rule: str, check_files: Callable[..., Report]
) -> None:
    """Each rule's own example, with all that it breaks besides."""
    files = {path.name: path.read_text() for path in sorted((DATA / rule).glob("invalid*.ttl"))}
    report = check_files(files, rules={rule: "warning"})
    content = json.loads(writer.write(report, "nb"))
    VALIDATOR.validate(content)
    assert len(content["findings"]) == content["errors"] + content["warnings"] > 0


def test_a_clean_report_keeps_the_schema(check_files: Callable[..., Report]) -> None:
    """No finding is a list, not a missing key."""
    content = json.loads(writer.write(check_files({}), "nb"))
    VALIDATOR.validate(content)
    assert content["findings"] == []


@given(
    hostile=st.text(st.sampled_from("\x1b\x9b\u202e\u2028\ufeff\U000e0041#[:a\n") | st.characters())
)
def test_what_could_steer_a_reader_is_an_escape(
    hostile: str, make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """No terminal or workflow obeys anything in it; read as JSON it is the same text."""
    finding = make_finding(hostile, excerpt=(SourceLine(1, "##[" + hostile),))
    shown = writer.write(make_report(finding), "nb")
    assert "##[" not in shown
    assert not any(
        unicodedata.category(letter) in {"Cc", "Zl", "Zp"} or letter in "\u202e\ufeff\U000e0041"
        for letter in shown.replace("\n", "")
    )
    assert json.loads(shown)["findings"][0]["excerpt"][0]["text"] == "##[" + hostile
