"""The schemas of the concern messages say what is published of their fields.

The published schemas have no licence, so what is held against ours are the facts about each field
(``messages.json``): type, multiplicity, pattern and format.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import hypothesis
import jsonschema
import jsonschema_rs
import pytest
from hypothesis import strategies as st

from catalog.formats.schemas import json_schema
from catalog.reading.chosen import choose_model
from catalog.reading.models import read_model
from catalog.reading.outline import Outline
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.conformance

MESSAGES = [("privat", "1"), ("privat", "2"), ("offentlig", "1"), ("offentlig", "2")]
EACH = pytest.mark.parametrize("kind, version", MESSAGES)
WRONG: tuple[object, ...] = (None, 1, 1.5, True, "x", [], {}, [[]], "2026-01-01T00:00:00", "12345")
"""Values that are wrong somewhere; what a field says decides where."""
MATCHING = {"^\\d{4}$": "0301", "^[0-9]{2}$": "00", "^[+]?[0-9]+([- ][0-9]+)*$": "+47 22-33"}
EMAIL = "navn.æ-ø_1@eksempel-å.example.no"


@pytest.fixture(scope="module")
def outline() -> Outline:
    """The shipped catalogue."""
    settings = read_settings(PROJECT)
    sources = read_sources(find_sources(settings), settings)
    return Outline(sources.graph, settings.base_iri, settings.languages[0])


@pytest.fixture(scope="module")
def published(reference: Path) -> dict[tuple[str, str], list[dict[str, str]]]:
    """The fields of each message, those of an address in the places where there is one."""
    told = json.loads((reference / "domain" / "messages.json").read_text("utf-8"))
    told = told["bekymringsmelding"]
    common = {one["id"]: one["fields"] for one in told["common"]}
    found = {}
    for kind, version in MESSAGES:
        (message,) = (one for one in told["messages"] if one["id"].endswith(f"{kind}.v{version}"))
        fields = []
        for field in message["fields"]:
            inner = common.get(field["type"], ())
            fields.append({**field, "type": "object"} if inner else field)
            fields += [{**one, "path": f"{field['path']}.{one['path']}"} for one in inner]
        found[kind, version] = fields
    return found


def schema_of(outline: Outline, kind: str, version: str) -> Any:
    """Return the schema of a message, which is one by its own metaschema."""
    iri = choose_model(outline, f"bekymringsmelding-{kind}", version)
    schema = json.loads(json_schema(read_model(outline, iri)))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def value_of(field: dict[str, str]) -> Any:
    """Return a right value of a field without those in it."""
    if field["type"] == "string":
        if "pattern" in field:
            return MATCHING.get(field["pattern"], EMAIL)
        return "2026-01-01T12:00:00+01:00" if field.get("format") else "tekst"
    return {"boolean": False, "object": {}, "array": [{}]}[field["type"]]


def whole(fields: list[dict[str, str]]) -> Any:
    """Return a message that has every field once."""
    message: dict[str, Any] = {}
    for field in fields:
        holder, name = holder_of(message, field["path"])
        holder[name] = value_of(field)
    return message


def holder_of(message: Any, path: str) -> tuple[Any, str]:
    """Return the object that a path leads to the member of, and the member's name."""
    *steps, name = path.split(".")
    for step in steps:
        message = message[step[:-2]][0] if step.endswith("[]") else message[step]
    return message, name


def fits(field: dict[str, str], value: object) -> bool:
    """Tell by what is published of a field whether ``value`` may stand there, its parts aside."""
    least, most = field["multiplicity"].split("..")
    if field["type"] == "array":
        return isinstance(value, list) and int(least) <= len(value) and (
            most == "*" or len(value) <= int(most)
        )  # fmt: skip
    if field["type"] != "string":
        return isinstance(value, {"boolean": bool, "object": dict}[field["type"]])
    if not isinstance(value, str):
        return False
    if "pattern" in field and not re.search(field["pattern"], value, re.ASCII):
        return False
    return not field.get("format") or bool(re.fullmatch(r".*T.*(Z|[+-]\d\d:\d\d)", value))


def cases(fields: list[dict[str, str]]) -> Iterator[tuple[str, Any, bool]]:
    """Yield messages with one thing done to them, and whether they are right all the same."""
    message = whole(fields)
    yield "whole", message, True
    for field in fields:
        least, most = field["multiplicity"].split("..")
        changed = copy.deepcopy(message)
        holder, name = holder_of(changed, field["path"])
        kept = holder.pop(name)
        yield f"without {field['path']}", changed, least == "0"
        for value in WRONG:
            if not isinstance(value, dict) or field["type"] != "object":
                holder[name] = value
                # An empty list has no parts to be wrong; one of lists has.
                right = fits(field, value) and value != [[]]
                yield f"{field['path']} = {value!r}", copy.deepcopy(changed), right
        if field["type"] == "array":
            for number in range(4):
                holder[name] = kept * number
                right = int(least) <= number and (most == "*" or number <= int(most))
                yield f"{number} {field['path']}", copy.deepcopy(changed), right
        if field["type"] == "object":
            holder[name] = {**kept, "ukjent": 1}
            # Nothing is published that forbids a member that nobody told of.
            yield f"more in {field['path']}", changed, True


@EACH
def test_the_fields_are_those_published(
    outline: Outline,
    published: dict[tuple[str, str], list[dict[str, str]]],
    kind: str,
    version: str,
) -> None:
    """No field more, none less, in whatever type of the model it stands."""
    schema = schema_of(outline, kind, version)

    def members(one: Any, path: str) -> Iterator[str]:
        if "$ref" in one:
            one = schema["$defs"][one["$ref"].rpartition("/")[2]]
        for name, member in one.get("properties", {}).items():
            yield path + name
            inner, dot = (member["items"], "[].") if "items" in member else (member, ".")
            yield from members(inner, path + name + dot)

    assert sorted(members(schema, "")) == sorted(it["path"] for it in published[kind, version])


@EACH
def test_every_case_of_every_field(
    outline: Outline,
    published: dict[tuple[str, str], list[dict[str, str]]],
    kind: str,
    version: str,
) -> None:
    """Left out, of another type, too few, too many: as what is published says."""
    judge = jsonschema_rs.Draft202012Validator(
        schema_of(outline, kind, version), validate_formats=True
    )
    number = 0
    for told, message, right in cases(published[kind, version]):
        assert judge.is_valid(message) == right, told
        number += 1
    assert number > 200


@EACH
def test_patterns_take_the_same_texts(
    outline: Outline,
    published: dict[tuple[str, str], list[dict[str, str]]],
    kind: str,
    version: str,
) -> None:
    """Texts made of the published pattern, and others like them."""
    fields = published[kind, version]
    judge = jsonschema_rs.Draft202012Validator(schema_of(outline, kind, version))
    patterned = [field for field in fields if "pattern" in field]
    assert len(patterned) >= 3
    for field in patterned:
        judge_pattern(judge, whole(fields), field)


def judge_pattern(
    judge: jsonschema_rs.Draft202012Validator, message: Any, field: dict[str, str]
) -> None:
    """Hold a field's texts against its published pattern, as Python reads that."""
    pattern = re.compile(field["pattern"], re.ASCII)
    holder, name = holder_of(message, field["path"])

    @hypothesis.settings(max_examples=200, database=None, deadline=None)
    @hypothesis.given(st.from_regex(pattern) | st.text("0123456789+- .@_æÅaZ\u0661", max_size=8))
    def judge_text(text: str) -> None:
        holder[name] = text
        # Python's $ lets a line break pass at the end; that of ECMA-262 doesn't.
        right = pattern.search(text) and not text.endswith("\n")
        assert judge.is_valid(message) == bool(right), text

    judge_text()
