"""What Reconciliation Service API 0.2 asks of each answer, as JSON Schemas of our own wording.

They restate every constraint of the schemas that the Community Group publishes beside its report
(https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, Appendix A), and
where its text says more than those do, the text: a feature has an id and a value, names are not
empty, results fall in score, a property proposal has its members.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

NAME: Schema = {"type": "string", "minLength": 1}
TEXT: Schema = {"type": "string"}
URL: Schema = {"type": "string", "pattern": "^https?://"}
PATH: Schema = {"type": "string", "pattern": "^/"}


def obj(needed: Schema, more: Schema | None = None) -> Schema:
    """Return the schema of an object with these members and no others."""
    return {
        "type": "object",
        "properties": {**needed, **(more or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def many(items: Schema, **more: Any) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items, **more}


def mapped(values: Schema) -> Schema:
    """Return the schema of an object with any names."""
    return {"type": "object", "additionalProperties": values}


TYPE: Schema = obj({"id": NAME, "name": NAME}, {
    "description": TEXT, "broader": many({"$ref": "#/$defs/type"}),
})  # fmt: skip
NAMED: Schema = obj({"id": NAME, "name": NAME})
SETTING_BASE: Schema = {"name": NAME, "label": NAME}
SETTING: Schema = {"oneOf": [
    obj({"type": {"const": "number"}, **SETTING_BASE},
        {"default": {"type": "number"}, "help_text": TEXT}),
    obj({"type": {"const": "text"}, **SETTING_BASE}, {"default": TEXT, "help_text": TEXT}),
    obj({"type": {"const": "checkbox"}, **SETTING_BASE},
        {"default": {"type": "boolean"}, "help_text": TEXT}),
    obj({"type": {"const": "select"}, **SETTING_BASE,
         "choices": many(obj({"value": TEXT, "name": NAME}))},
        {"default": TEXT, "help_text": TEXT}),
]}  # fmt: skip
SUGGESTING: Schema = obj({"service_url": URL, "service_path": PATH}, {
    "flyout_service_url": URL, "flyout_service_path": {"pattern": r"\$\{id\}", **TEXT},
})  # fmt: skip
TEMPLATE: Schema = obj({"url": {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}})

MANIFEST: Schema = obj(
    {
        "versions": many(TEXT, contains={"const": "0.2"}),
        "name": NAME,
        "identifierSpace": URL,
        "schemaSpace": URL,
    },
    {
        "documentation": URL,
        "serviceVersion": NAME,
        "logo": URL,
        "view": TEMPLATE,
        "feature_view": TEMPLATE,
        "defaultTypes": many({"$ref": "#/$defs/type"}, uniqueItems=True),
        "batchSize": {"type": "integer", "minimum": 1},
        "suggest": obj({}, {"entity": SUGGESTING, "type": SUGGESTING, "property": SUGGESTING}),
        "preview": obj({
            **TEMPLATE["properties"], "width": {"type": "integer"}, "height": {"type": "integer"},
        }),
        "extend": obj({}, {
            "propose_properties": obj({"service_url": URL, "service_path": PATH}),
            "property_settings": many(SETTING),
        }),
    },
)  # fmt: skip

FEATURE: Schema = obj({"id": NAME, "value": {"type": ["boolean", "number"]}})
CANDIDATE: Schema = obj(
    {"id": NAME, "name": NAME, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {
        "description": TEXT,
        "type": many({"$ref": "#/$defs/type"}),
        "features": many(FEATURE),
        "match": {"type": "boolean"},
    },
)
RESULTS: Schema = mapped(obj({"result": many(CANDIDATE)}))

ENTITIES: Schema = obj({"result": many(obj(
    {"id": NAME, "name": NAME},
    {"description": TEXT, "notable": many({"anyOf": [{"$ref": "#/$defs/type"}, NAME]})},
))}, {"cursor": {"type": "integer"}})  # fmt: skip
TYPES: Schema = obj({"result": many({"$ref": "#/$defs/type"})}, {"cursor": {"type": "integer"}})
PROPERTIES: Schema = obj(
    {"result": many(obj({"id": NAME, "name": NAME}, {"description": TEXT}))},
    {"cursor": {"type": "integer"}},
)
FLYOUT: Schema = obj({"id": NAME, "html": NAME})

PROPOSAL: Schema = obj(
    {"properties": many(NAMED), "type": TEXT}, {"limit": {"type": "integer", "minimum": 1}}
)
MOMENT = (
    r"^-?\d{4,}-(1[0-2]|0[1-9])-(3[01]|0[1-9]|[12]\d)"
    r"T(2[0-3]|[01]\d):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](2[0-3]|[01]\d):[0-5]\d)?$"
)
VALUE: Schema = {"oneOf": [
    obj({}),
    obj({"id": NAME, "name": NAME}, {"description": TEXT}),
    obj({"str": TEXT}),
    obj({"float": {"type": "number"}}),
    obj({"int": {"type": "integer"}}),
    obj({"date": {"type": "string", "pattern": MOMENT}}),
]}  # fmt: skip
EXTENSION: Schema = obj({
    "meta": many(obj({"id": NAME, "name": NAME}, {
        "type": obj({"id": NAME}, {"name": NAME}), "service": URL,
    })),
    "rows": mapped(mapped(many(VALUE))),
})  # fmt: skip


def hold(content: object, schema: Schema) -> None:
    """Fail where an answer isn't what the specification says."""
    whole = {**schema, "$defs": {"type": TYPE}}
    Draft202012Validator.check_schema(whole)
    Draft202012Validator(whole).validate(content)
    if schema is RESULTS:
        assert isinstance(content, dict)
        for answer in content.values():
            scores = [candidate["score"] for candidate in answer["result"]]
            assert scores == sorted(scores, reverse=True)
            ids = [candidate["id"] for candidate in answer["result"]]
            assert len(set(ids)) == len(ids)
            for candidate in answer["result"]:
                features = [feature["id"] for feature in candidate["features"]]
                assert len(set(features)) == len(features)
            assert sum(candidate["match"] for candidate in answer["result"]) <= 1
    if schema is EXTENSION:
        assert isinstance(content, dict)
        columns = {each["id"] for each in content["meta"]}
        assert all(row.keys() == columns for row in content["rows"].values())
