"""A query that can't be answered is refused with what is wrong and where, never with a fault."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.web.reconcile.properties import BY_PID, FETCHED
from tests.web.reconcile.conftest import BASE
from tests.web.reconcile.schemas import EXTENSION, RESULTS, hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site
    from tests.web.reconcile.conftest import Service


def q(**query: Any) -> str:
    """Return a batch of one query."""
    return json.dumps({"q": query})


MANY: Final = [{"pid": "notation", "v": "1"}] * 11

# what is sent as `queries`, what of it is named, what may stand there
WRONG: Final = [
    ("", "queries", "JSON"),
    ("x", "queries", "JSON"),
    ("{", "queries", "JSON"),
    ("{'q': {}}", "queries", "JSON"),
    ('{"q": {"query": NaN}}', "queries", "JSON"),
    ('{"q": {"query": "a", "limit": Infinity}}', "queries", "JSON"),
    ('{"q": {"query": "a", "limit": ' + "9" * 5_000 + "}}", "queries", "JSON"),
    ("[" * 100_000, "queries", "JSON"),
    ('{"q":' * 50_000, "queries", "JSON"),
    ('{"q": {"query": "a"}, "q": {"query": "b"}}', "queries", "JSON"),
    ('{"q": {"query": "a", "query": "b"}}', "queries", "JSON"),
    ("[]", "queries", "{…}"),
    ('[{"query": "a"}]', "queries", "{…}"),
    ("null", "queries", "{…}"),
    ("7", "queries", "{…}"),
    ('"text"', "queries", "{…}"),
    ('{"q": "fosterhjem"}', "queries.q", "{…}"),
    ('{"q": null}', "queries.q", "{…}"),
    (q(), "queries.q.query", '"…"'),
    (q(properties=[]), "queries.q.query", '"…"'),
    (q(type="concept"), "queries.q.query", '"…"'),
    (q(query=7), "queries.q.query", '"…"'),
    (q(query=None), "queries.q.query", '"…"'),
    (q(query=["a"]), "queries.q.query", '"…"'),
    ('{"q": {"query": "\\ud800"}}', "queries.q.query", "UTF-8"),
    ('{"\\ud800": {"query": "a"}}', "queries.?", "UTF-8"),
    (q(query="a", type="nothing"), "queries.q.type", "concept, code, code-list, scheme, "),
    (q(query="a", type=f"{BASE}c/bank"), "queries.q.type", "collection, https://…"),
    (q(query="a", type=7), "queries.q.type", '"…", […]'),
    (q(query="a", type={"id": "concept"}), "queries.q.type", '"…", […]'),
    (q(query="a", type=[7]), "queries.q.type[0]", '"…"'),
    (q(query="a", type=["concept"] * 4), "queries.q.type", "≤ 3"),
    (q(query="a", limit=0), "queries.q.limit", "1, 2, 3 …"),
    (q(query="a", limit=-1), "queries.q.limit", "1, 2, 3 …"),
    (q(query="a", limit=1.5), "queries.q.limit", "1, 2, 3 …"),
    (q(query="a", limit=True), "queries.q.limit", "1, 2, 3 …"),
    (q(query="a", limit="3"), "queries.q.limit", "1, 2, 3 …"),
    ('{"q": {"query": "a", "limit": 1e999}}', "queries.q.limit", "1, 2, 3 …"),
    (q(query="a", type_strict="maybe"), "queries.q.type_strict", "any, should, all"),
    (q(query="a", type_strict=[]), "queries.q.type_strict", '"…"'),
    (q(query="a", lang="nb"), "queries.q.lang", "query, type, limit, properties, type_strict"),
    (q(query="a", properties={}), "queries.q.properties", "[…]"),
    (q(query="a", properties="notation"), "queries.q.properties", "[…]"),
    (q(query="a", properties=MANY), "queries.q.properties", "≤ 10"),
    (q(query="a", properties=["notation"]), "queries.q.properties[0]", "{…}"),
    (q(query="a", properties=[{"v": "1"}]), "queries.q.properties[0].pid", "…"),
    (q(query="a", properties=[{"pid": "notation"}]), "queries.q.properties[0].v", "…"),
    (q(query="a", properties=[{"pid": "P31", "v": "1"}]), "queries.q.properties[0].pid", "notat"),
    (q(query="a", properties=[{"pid": "notation", "v": None}]), "queries.q.properties[0].v", '"'),
    (q(query="a", properties=[{"pid": "notation", "v": {}}]), "queries.q.properties[0].v.id", "…"),
    (q(query="a", properties=[{"pid": "notation", "v": [["1"]]}]), "queries.q.properties[0].v",
     '"…"'),
    (q(query="a", properties=[{"pid": "notation", "v": {"id": 1}}]),
     "queries.q.properties[0].v.id", '"…"'),
    (q(query="a", properties=[{"pid": "notation", "v": ["1"] * 11}]),
     "queries.q.properties[0].v", "≤ 10"),
]  # fmt: skip


@pytest.mark.parametrize("sent, place, known", WRONG)
def test_a_wrong_batch_is_refused_by_its_place(
    service: Service, sent: str, place: str, known: str
) -> None:
    """Posted, and where it fits in a URL also asked for."""
    answers = [service.post(queries=sent)]
    if len(sent) < 1_000:
        answers.append(service.get("", queries=sent))
    for answer in answers:
        problem = service.refused(answer)
        assert problem["type"].endswith("/-/problems/bad-query")
        assert problem["parameter"] == place
        assert known in ", ".join(problem["known"])


# what is sent as `extend`
WRONG_EXTENSIONS: Final = [
    ("", "extend", "JSON"),
    ("[]", "extend", "{…}"),
    ("{}", "extend.ids", "…"),
    ('{"ids": []}', "extend.properties", "…"),
    ('{"ids": {}, "properties": []}', "extend.ids", "[…]"),
    ('{"ids": [1], "properties": []}', "extend.ids[0]", '"…"'),
    ('{"ids": ["\\udfff"], "properties": []}', "extend.ids[0]", "UTF-8"),
    ('{"ids": [], "properties": {}}', "extend.properties", "[…]"),
    ('{"ids": [], "properties": ["notation"]}', "extend.properties[0]", "{…}"),
    ('{"ids": [], "properties": [{}]}', "extend.properties[0].id", "…"),
    ('{"ids": [], "properties": [{"id": "P31"}]}', "extend.properties[0].id", "notation"),
    ('{"ids": [], "properties": [{"id": "validOn"}]}', "extend.properties[0].id", "notation"),
    ('{"ids": [], "properties": [{"id": "notation"}, {"id": "notation"}]}', "extend.properties",
     "≠"),
    ('{"ids": [], "properties": [], "more": 1}', "extend.more", "ids, properties"),
    (json.dumps({"ids": ["a"] * 1_001, "properties": []}), "extend.ids", "≤ 1000"),
    (json.dumps({"ids": [], "properties": [{"id": "notation"}] * 21}), "extend.properties",
     "≤ 20"),
]  # fmt: skip


@pytest.mark.parametrize("sent, place, known", WRONG_EXTENSIONS)
def test_a_wrong_extension_is_refused_by_its_place(
    service: Service, sent: str, place: str, known: str
) -> None:
    """Data extension queries are read as strictly."""
    problem = service.refused(service.post(extend=sent))
    assert problem["parameter"] == place
    assert known in ", ".join(problem["known"])


@pytest.mark.parametrize(
    "told, place",
    [
        ([], "settings"),
        ({"colour": "red"}, "settings.colour"),
        ({"limit": -1}, "settings.limit"),
        ({"limit": 1.5}, "settings.limit"),
        ({"limit": True}, "settings.limit"),
        ({"limit": "many"}, "settings.limit"),
        ({"limit": "٣"}, "settings.limit"),
        ({"limit": "1" * 30}, "settings.limit"),
        ({"lang": "de"}, "settings.lang"),
        ({"lang": 1}, "settings.lang"),
        ({"content": "everything"}, "settings.content"),
    ],
)
def test_a_wrong_setting_is_refused(service: Service, told: object, place: str) -> None:
    """What a property is fetched with is one of what the manifest offers."""
    column = {"id": "notation", "settings": told}
    sent = json.dumps({"ids": [], "properties": [column]})
    problem = service.refused(service.post(extend=sent))
    assert problem["parameter"] == f"extend.properties[0].{place}"


def test_a_batch_too_large_is_told_so(service: Service) -> None:
    """§3.1: 413, with how many may be sent, which is the manifest's batchSize."""
    most = service.json("")["batchSize"]
    assert len(service.batch({f"q{n}": {"query": "bank"} for n in range(most)})) == most
    for count in (most + 1, 1_001):
        batch = {f"q{n}": {"query": "bank"} for n in range(count)}
        problem = service.refused(service.post(queries=json.dumps(batch)), 413)
        assert problem["most"] == most


def test_a_cell_of_200_kilobytes_finds_nothing(service: Service) -> None:
    """No name is as long, so the rest of the batch is answered."""
    batch = {"q0": {"query": "bekymring " * 20_000}, "q1": {"query": "fosterhjem"}}
    found = service.batch(batch)
    assert found["q0"]["result"] == []
    assert found["q1"]["result"][0]["match"]


def test_a_body_too_large_is_refused_before_it_is_read(service: Service) -> None:
    """The site's own limit holds here too."""
    problem = service.refused(service.post(queries="x" * 2_000_000), 413)
    assert problem["type"].endswith("/body-too-large")


def test_limits_of_the_batch_are_the_settings(make_site: Callable[..., Site]) -> None:
    """An operator can change each of them."""
    site = make_site(reconcile_queries=1, reconcile_candidates=1)
    two = json.dumps({"a": {"query": "katt"}, "b": {"query": "hund"}})
    assert site.client.post("/api/reconcile", data={"queries": two}).status_code == 413
    one = json.dumps({"a": {"query": "hund", "limit": 99}})
    answer = site.client.post("/api/reconcile", data={"queries": one})
    assert answer.json is not None
    assert len(answer.json["a"]["result"]) == 1


def test_an_empty_batch_has_an_empty_answer(service: Service) -> None:
    """Nothing asked, nothing answered."""
    assert service.batch({}) == {}


def test_a_place_repeats_little_of_what_was_sent(service: Service) -> None:
    """A name of a megabyte is not sent back."""
    answer = service.post(queries=json.dumps({"n" * 100_000: 1}))
    assert len(service.refused(answer)["parameter"]) < 100


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_refusal_is_in_the_language_that_was_asked_for(service: Service, lang: str) -> None:
    """By ``Accept-Language``, as everywhere."""
    answer = service.site.client.post(
        "/api/reconcile", data={"queries": "x"}, headers={"Accept-Language": lang}
    )
    assert answer.headers["Content-Language"] == lang


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "pid", "v", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
WISHES = st.fixed_dictionaries({"pid": st.sampled_from([*BY_PID, "P31"]), "v": VALUES})
QUERIES = st.dictionaries(
    st.text(max_size=5),
    st.fixed_dictionaries(
        {"query": st.text(max_size=30) | st.sampled_from(["bank", "fosterhjem", "1", "Ja"])},
        optional={
            "type": st.sampled_from(["concept", "code", f"{BASE}svar", "", ["code"]]) | VALUES,
            "limit": st.integers(-1, 30) | VALUES,
            "properties": st.lists(WISHES, max_size=2) | VALUES,
            "type_strict": st.sampled_from(["any", "should", "all"]) | VALUES,
        },
    ),
    max_size=3,
)


@given(QUERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_batch_is_answered_or_refused(service: Service, batch: dict[str, Any]) -> None:
    """Whatever is sent: the specification's answer, or a problem that says where."""
    answer = service.post(queries=json.dumps(batch))
    if answer.status_code == 200:
        hold(json.loads(answer.data), RESULTS)
    else:
        assert service.refused(answer)["parameter"].startswith("queries")


@given(
    st.lists(st.text(max_size=20) | st.sampled_from([f"{BASE}c/fosterhjem", f"{BASE}svar"])),
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from([*FETCHED])},
            optional={"settings": st.dictionaries(
                st.sampled_from(["limit", "lang", "content"]),
                st.sampled_from(["best", "all", "nb", "0", "2", "iri", "name"]) | VALUES,
            )},
        ),
        max_size=4,
    ),
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_extension_is_answered_or_refused(
    service: Service, ids: list[str], columns: list[dict[str, Any]]
) -> None:
    """The same for data extension."""
    answer = service.post(extend=json.dumps({"ids": ids, "properties": columns}))
    if answer.status_code == 200:
        hold(json.loads(answer.data), EXTENSION)
    else:
        assert service.refused(answer)["parameter"].startswith("extend")
