"""The API is what site/openapi.yaml says: no route more or less, every example true, every answer.

The description is read here by PyYAML and judged by jsonschema; the program only shows it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import jsonschema
import pytest
import yaml

from catalog.limits import Limits
from catalog.release.schema import CLASSES
from catalog.web import find, lists
from catalog.web.openapi import OpenApi
from catalog.web.samples import PLACE, samples
from catalog.web.urls import POSTED, ROUTES
from tests.conftest import PROJECT, build
from tests.web.api_catalogue import BASE, TURTLE, api_site
from tests.web.conftest import serving, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.web.conftest import Site

HERE = Path(__file__).parent
PAGES = {
    "home", "front", "search", "letters", "topics", "listing", "datasets", "about", "accessibility",
    "suggest", "compare", "validate", "diagram", "diagram_file", "page_of_iri", "page", "api_page",
    "asset",
}  # fmt: skip
"""What people read, and what it is dressed in."""
CASES = 2_000
"""Requests that schemathesis must have made at least."""
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "60"))

API: dict[str, Any] = yaml.load(
    (PROJECT / "site/openapi.yaml").read_bytes(), Loader=yaml.CSafeLoader
)
OPERATIONS = [
    (path, method, operation)
    for path, item in API["paths"].items()
    for method, operation in item.items()
]
NAMES = [operation["operationId"] for _, _, operation in OPERATIONS]
VALUES = {
    "requirement": "message",
    "iri": f"{BASE}c/cat", "label": "katt", "beginning": "ka", "narrow": f"{BASE}c/cat",
    "subject": "Kjæledyr", "scheme": f"{BASE}animals", "list": f"{BASE}sizes",
    "collection": f"{BASE}pets", "notation": "L", "day": "2026-01-01", "address": "/c/cat.ttl",
    "changed": f"{BASE}sizes", "before": "2025-12-31", "after": "2026-01-01", "ended": "L",
}  # fmt: skip
"""What the small catalogue has for each place in ``x-try``."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue of the examples."""
    return api_site(tmp_path_factory.mktemp("api"))


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Return what an object refers to, or itself."""
    while "$ref" in node:
        found: Any = API
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def closed(schema: Any, *, whole: bool = True) -> Any:
    """Return a schema that takes no key beyond those that it names: nothing goes undocumented."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema and len(schema) == 1:
        return closed(resolve(schema), whole=whole)
    found = {
        key: [closed(part, whole=False) for part in value] if key == "allOf" else closed(value)
        for key, value in schema.items()
        if key != "description" or isinstance(value, dict)  # a key may have that name too
    }
    keys = "properties" in found or any("properties" in it for it in found.get("allOf", ()))
    if whole and keys and "additionalProperties" not in found:
        found["unevaluatedProperties"] = False
    return found


def judge(path: str, method: str, answer: TestResponse) -> Any:
    """Hold an answer against what is said of it, and return its content where that is JSON."""
    operation = API["paths"][path][method]
    told = resolve(operation["responses"][str(answer.status_code)])
    if answer.status_code in {303, 304, 308}:
        return None
    assert answer.mimetype in told["content"] or "*/*" in told["content"]
    for name in told.get("headers", {}):
        optional = name in {"Link", "Content-Location", "Vary", "Retry-After"}
        assert name in answer.headers or optional, name
    if "json" not in str(answer.mimetype):
        return None
    content = json.loads(answer.data)
    schema = told["content"][answer.mimetype]["schema"]
    jsonschema.Draft202012Validator(closed(schema)).validate(content)
    return content


def test_every_public_route_is_documented() -> None:
    """The routes of the application but its pages are the paths of the description."""
    routes = {
        re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", pattern): set(POSTED.get(name, ("GET",)))
        for name, pattern in ROUTES.items()
        if name not in PAGES
    }
    documented: dict[str, set[str]] = {}
    for path, method, _ in OPERATIONS:
        documented.setdefault(path, set()).add(method.upper())
    assert documented == routes


def test_the_description_hangs_together() -> None:
    """Every reference leads somewhere, every operation has its own name and a known tag."""
    references = re.findall(r"'\$ref': '([^']+)'", str(API))
    assert references
    for reference in references:
        resolve({"$ref": reference})
    assert len(set(NAMES)) == len(NAMES)
    tags = {tag["name"] for tag in API["tags"]}
    assert {tag for _, _, it in OPERATIONS for tag in it["tags"]} <= tags
    for schema in API["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert API["servers"] == [{"url": "/"}]
    for _, _, operation in OPERATIONS:
        for parameter in operation.get("parameters", ()):
            assert resolve(parameter)["description"]


def test_the_limits_are_those_of_the_program() -> None:
    """Numbers and lists of values stand in two places, so one is held against the other."""
    limits, schemas = Limits(), API["components"]["schemas"]
    assert schemas["Type"]["enum"] == list(CLASSES)
    assert schemas["Iri"]["maxLength"] == limits.iri_characters
    assert schemas["Batch"]["properties"]["iris"]["maxItems"] == limits.batch_size
    assert schemas["Name"]["maxLength"] == find.NAME_CHARACTERS
    size = API["components"]["parameters"]["Size"]["schema"]
    assert size["maximum"] == limits.page_size
    assert size["default"] == lists.USUAL_SIZE
    searching = {it.get("name"): it for it in API["paths"]["/api/search"]["get"]["parameters"]}
    assert searching["q"]["schema"]["maxLength"] == limits.query_characters
    suggesting = API["paths"]["/api/suggest"]["get"]["parameters"][-1]["schema"]
    assert suggesting["maximum"] == find.MOST_SUGGESTIONS
    assert suggesting["default"] == find.USUAL_SUGGESTIONS


def test_the_description_is_served_as_it_is_written(site: Site) -> None:
    """In both forms, which say the same."""
    assert yaml.load(site.get("/api/openapi.yaml").data, Loader=yaml.CSafeLoader) == API
    assert site.get("/api/openapi.json").get_json() == API


def requests() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield a request for each example of each parameter, beside the required ones."""
    for path, method, operation in OPERATIONS:
        parameters = [resolve(it) for it in operation.get("parameters", ())]
        examples = {
            it["name"]: [it["example"]]
            if "example" in it
            else [told["value"] for told in it.get("examples", {}).values()]
            for it in parameters
        }
        needed = {it["name"]: examples[it["name"]][0] for it in parameters if it.get("required")}
        yield path, method, operation["operationId"], needed
        for name, values in examples.items():
            for value in values:
                yield path, method, operation["operationId"], needed | {name: value}


@pytest.mark.parametrize(
    "path, method, values",
    [
        pytest.param(path, method, values, id=f"{name}-{'-'.join(values)}")
        for path, method, name, values in requests()
        if method == "get" and (name != "resolve" or {"notation", "label"} & values.keys())
    ],
)
def test_an_example_of_a_parameter_works(
    site: Site, path: str, method: str, values: dict[str, Any]
) -> None:
    """Each alone, beside what is required: an answer as it is described."""
    url = PLACE.sub(lambda place: str(values[place[1]]), path)
    query = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
    answer = site.get(f"{url}?{urlencode(query)}" if query else url)
    # A small catalogue of plain SKOS has no feed and no other profile.
    assert answer.status_code in {200, 303} or "/feed/" in url or "/.well-known/" in url
    judge(path, method, answer)


@pytest.mark.parametrize(
    "path, method, name", [(path, method, it["operationId"]) for path, method, it in OPERATIONS]
)
def test_what_is_offered_to_try_works(site: Site, path: str, method: str, name: str) -> None:
    """Every request that the page shows has an answer, none of them empty."""
    operation = API["paths"][path][method]
    made = samples(operation, path, "", VALUES)
    assert len(made) == len(operation.get("x-try", ())), name
    for sample in made:
        answer = (
            site.client.post(sample.url, json=json.loads(sample.body))
            if sample.body
            else site.get(sample.url)
        )
        assert answer.status_code == 200, sample
        content = judge(path, method, answer)
        assert not isinstance(content, dict) or content.get("items") != [] or name == "changes"


def answers() -> Iterator[Any]:
    """Yield every example of an answer."""
    for path, method, operation in OPERATIONS:
        for media in operation["responses"].get("200", {}).get("content", {}).values():
            for name, example in media.get("examples", {}).items():
                yield pytest.param(path, method, example, id=f"{operation['operationId']}-{name}")


@pytest.mark.parametrize("path, method, example", list(answers()))
def test_an_example_of_an_answer_is_the_answer(
    site: Site, path: str, method: str, example: dict[str, Any]
) -> None:
    """To the very query that stands beside it."""
    if method == "post":
        body = API["paths"][path][method]["requestBody"]["content"]["application/json"]
        [asked] = body["examples"].values()
        answer = site.client.post(path, json=asked["value"])
    else:
        answer = site.get(path + example["summary"])
    assert judge(path, method, answer) == example["value"]


def test_a_worker_starts_without_the_description(site: Site) -> None:
    """It is parsed when somebody asks, and once."""
    code = (
        "import sys; from catalog.web.app import create_app; from catalog.settings import *;"
        "create_app(read_settings(Path(sys.argv[1]))); print('yaml' in sys.modules)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code, str(site.settings.root)],
        capture_output=True, text=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    assert asked.stdout.strip() == "False"
    description = OpenApi(PROJECT / "site")
    assert description.parsed is description.parsed


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """Thousands of good and bad requests to a real server; all checks as they come."""
    settings = write_root(tmp_path / "root", TURTLE)
    build(settings.root)
    report = tmp_path / "report.json"
    with serving(settings.root, workers=2) as server:
        url = f"http://127.0.0.1:{server.port}"
        run = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli",
                "--config-file", str(HERE / "schemathesis.toml"), "run", f"{url}/api/openapi.json",
                "--url", url, "--max-examples", str(EXAMPLES), "--continue-on-failure",
                "--report", "json", "--report-json-path", str(report),
            ],
            env={
                **os.environ,
                "PYTHONPATH": str(PROJECT),
                "SCHEMATHESIS_HOOKS": "tests.conformance.schemathesis_hooks",
            },
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stdout[-10_000:] + run.stderr[-2_000:]
    told = json.loads(report.read_text("utf-8"))
    assert told["test_cases"]["generated"] >= CASES
    # All but the one that it had the description from.
    assert told["operations"]["tested"] == len(OPERATIONS) - 1


def test_problems_are_as_they_are_described(site: Site) -> None:
    """Every kind of refusal that a request can meet, in the form of RFC 9457."""
    refused = [
        ("get", "/api/search", "/api/search?_size=0", 400),
        ("get", "/api/search", "/api/search?q=" + "x" * 9_000, 414),
        ("get", "/api/resource", "/api/resource?iri=x:y", 404),
        ("get", "/api/changes", "/api/changes?since=never", 404),
        ("get", "/api/", "/api/", 406),
    ]
    for method, path, url, status in refused:
        answer = site.get(url, Accept="image/png" if status == 406 else "")
        assert answer.status_code == status
        problem = judge_problem(path, method, answer)
        assert site.get(urlsplit(problem["type"]).path).status_code == 200


def judge_problem(path: str, method: str, answer: TestResponse) -> dict[str, Any]:
    """Hold a problem against its schema, which lets further keys tell what was wrong."""
    told = resolve(API["paths"][path][method]["responses"][str(answer.status_code)])
    content: dict[str, Any] = answer.get_json(force=True)
    schema = resolve(told["content"][answer.mimetype]["schema"])
    jsonschema.Draft202012Validator(schema).validate(content)
    return content
