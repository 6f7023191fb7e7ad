"""The judge of JSON: what the schema refuses is told in the model's words, at line and column."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
from hypothesis import strategies as st

from catalog.formats.schemas import json_schema
from catalog.limits import LIMITS
from catalog.model.information import MEMBER, Facets, Field, SimpleType
from tests.formats.schemas.models import IRI
from tests.message.made import json_zoo, judge_of, shipped_model

DAY = dt.date(2024, 2, 1)
RIGHT: dict[str, Any] = {
    "dyr": [{"navn": ["Pus"], "født": "2024-02-29", "nr": "12a", "art": "k", "eier": "Kari"}]
}


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the right message with another member; None takes it away."""
    message = copy.deepcopy(RIGHT)
    holder = message if path == "dyr" else message["dyr"][0]
    holder[path] = value
    if value is None:
        del holder[path]
    return message


def test_a_right_message_passes() -> None:
    """With nothing to say."""
    verdict = judge_of(model=json_zoo()).judge(json.dumps(RIGHT).encode(), DAY)
    assert verdict.right
    assert verdict.findings == ()


@pytest.mark.parametrize(
    "message, code, values, path",
    [
        (changed("navn", None), "member-missing", {"name": "navn", "element": "dyr"}, "/dyr/0"),
        (
            changed("nvn", 1),
            "member-unknown",
            {"name": "nvn", "element": "dyr", "like": "navn"},
            "/dyr/0/nvn",
        ),
        (changed("art", ""), "value-empty", {"name": "art"}, "/dyr/0/art"),
        (changed("art", "k "), "code-unknown", {"name": "art", "value": "k "}, "/dyr/0/art"),
        (changed("født", ""), "value-empty", {"name": "født"}, "/dyr/0/født"),
        (
            changed("født", " 2024-02-29"),
            "value-date",
            {"name": "født", "value": " 2024-02-29"},
            "/dyr/0/født",
        ),
        (changed("art", "katt"), "code-unknown", {"name": "art", "value": "katt"}, "/dyr/0/art"),
        (
            changed("art", 5),
            "json-kind",
            {"name": "art", "type": "string", "kind": "integer"},
            "/dyr/0/art",
        ),
        (
            changed("født", "2024-02-30"),
            "value-date",
            {"name": "født", "value": "2024-02-30"},
            "/dyr/0/født",
        ),
        (
            changed("nr", "1234"),
            "value-long",
            {"name": "nr", "limit": "3", "length": "4"},
            "/dyr/0/nr",
        ),
        (
            changed("nr", "x"),
            "value-pattern",
            {"name": "nr", "value": "x", "pattern": r"\d+[a-z]?"},
            "/dyr/0/nr",
        ),
        (changed("navn", [""]), "value-empty", {"name": "navn"}, "/dyr/0/navn/0"),
        (
            changed("navn", ["a", "b", "c"]),
            "items-too-many",
            {"name": "navn", "limit": "2", "count": "3"},
            "/dyr/0/navn",
        ),
        (
            changed("navn", []),
            "items-too-few",
            {"name": "navn", "limit": "1", "count": "0"},
            "/dyr/0/navn",
        ),
        (
            changed("navn", "A"),
            "json-kind",
            {"name": "navn", "type": "array", "kind": "string"},
            "/dyr/0/navn",
        ),
        ([], "json-kind", {"name": "HusType", "type": "object", "kind": "array"}, ""),
        ("x", "json-kind", {"name": "HusType", "type": "object", "kind": "string"}, ""),
    ],
)
def test_what_is_wrong_is_told_in_the_models_words(
    message: Any, code: str, values: dict[str, str], path: str
) -> None:
    """One fault, one finding, at the line where the value stands."""
    text = json.dumps(message, indent=1, ensure_ascii=False)
    (found,) = judge_of(model=json_zoo()).judge(text.encode(), DAY).findings
    assert (found.code, found.values, found.path) == (code, values, path)
    line = text.splitlines()[found.line - 1]
    assert len(line) >= found.column > 0
    if path:
        assert found.part is not None


def test_a_code_of_json_has_nearest_ones_and_a_concept() -> None:
    """As in XML."""
    text = json.dumps(changed("art", "cat"))
    (found,) = judge_of(model=json_zoo()).judge(text.encode(), DAY).findings
    assert [it.notation for it in found.nearest] == ["k"]
    assert found.definition


@pytest.mark.parametrize(
    "facets, value, code",
    [
        (Facets(min_inclusive="2"), 1, "value-low"),
        (Facets(max_exclusive="2"), 2, "value-high"),
        (Facets(fraction_digits=1), 1.25, "value-fraction"),
        (Facets(), "1", "json-kind"),
    ],
)
def test_numbers_have_bounds(facets: Facets, value: object, code: str) -> None:
    """And are no texts."""
    weight = SimpleType("i", "", base="decimal", facets=facets, shared=False)
    model = json_zoo()
    house, animal = model.types
    fields = (
        *animal.fields,
        Field(f"{IRI}/v", "attribute", "vekt", MEMBER, max=1, simple_type=weight),
    )
    model = dataclasses.replace(model, types=(house, dataclasses.replace(animal, fields=fields)))
    text = json.dumps(changed("vekt", value))
    (found,) = judge_of(model=model).judge(text.encode(), DAY).findings
    assert (found.code, found.values["name"]) == (code, "vekt")


@pytest.mark.parametrize(
    "body, codes",
    [
        (b"\xef\xbb\xbf" + json.dumps(RIGHT).encode(), ["json-mark"]),
        (json.dumps(RIGHT).replace('"nr"', '"nr": "1", "nr"').encode(), ["json-duplicate"]),
        (json.dumps(RIGHT)[:-1].encode() + b",}", ["json-trailing"]),
        (json.dumps(RIGHT).encode("utf-16"), ["encoding-wrong"]),
        (b'{"dyr": [' + b"[" * 100_000, ["too-deep"]),
        (b"<hus/>", ["not-json"]),
        (b'{"a": "\xff"}', ["encoding-wrong"]),
        (b'{"dyr": "\\ud800"}', ["json-text"]),
        (b'{"dyr": 1e999}', ["json-number-large"]),
        (b'{"dyr": ' + b"9" * 100_000 + b"}", ["json-number-large"]),
    ],
)
def test_what_is_odd_in_a_text_is_told(body: bytes, codes: list[str]) -> None:
    """A byte order mark alone doesn't make it wrong; a name that comes twice does."""
    verdict = judge_of(model=json_zoo()).judge(body, DAY)
    assert [it.code for it in verdict.findings] == codes
    assert verdict.right == (codes == ["json-mark"])
    assert all(it.line == 1 for it in verdict.findings)


def test_many_faults_are_counted() -> None:
    """The first are told, in the order of the message."""
    text = json.dumps({"dyr": [{"art": "x"}] * 5_000}, indent=0)
    verdict = judge_of(model=json_zoo()).judge(text.encode(), DAY)
    assert verdict.counts == {"error": 10_000}
    assert len(verdict.findings) == LIMITS.message_findings
    lines = [it.line for it in verdict.findings]
    assert lines == sorted(lines)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["", "x", "0301", "2024-02-29"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "fnr", "navn"]), inner)
    ),
    max_leaves=4,
)


@hypothesis.given(st.data())
@hypothesis.settings(database=None, deadline=None, max_examples=200)
def test_a_shipped_message_is_judged_as_its_schema_does(data: st.DataObject) -> None:
    """Whatever stands in its fields: wrong exactly where the JSON Schema says so."""
    message = data.draw(
        st.fixed_dictionaries({}, optional={it.name: VALUES for it in MESSAGE.types[0].fields})
    )
    verdict = MESSAGE_JUDGE.judge(json.dumps(message, ensure_ascii=False).encode(), DAY)
    assert verdict.right == SCHEMA.is_valid(message)
    assert verdict.right == (not verdict.findings)
    assert "schema-other" not in [it.code for it in verdict.findings]


MESSAGE = shipped_model("bekymringsmelding-offentlig", "2")
MESSAGE_JUDGE = judge_of(model=MESSAGE)
SCHEMA = jsonschema_rs.Draft202012Validator(json.loads(json_schema(MESSAGE)), validate_formats=True)
