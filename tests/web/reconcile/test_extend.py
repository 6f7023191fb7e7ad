"""A table is extended with the values of properties."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from catalog.web.reconcile.properties import FETCHED
from tests.web.reconcile.conftest import BASE
from tests.web.reconcile.schemas import EXTENSION, PROPOSAL, hold

if TYPE_CHECKING:
    from tests.web.reconcile.conftest import Service

HOME = f"{BASE}c/fosterhjem"


def extended(
    service: Service, ids: list[str], columns: list[dict[str, Any]], lang: str = "nb"
) -> Any:
    """Return the answer to a data extension query, held against the specification."""
    answer = service.post(lang, extend=json.dumps({"ids": ids, "properties": columns}))
    assert answer.status_code == 200, answer.text
    content = json.loads(answer.data)
    hold(content, EXTENSION)
    return content


def values(
    service: Service, pid: str, iri: str = HOME, lang: str = "nb", told: object = None
) -> Any:
    """Return the values of one property of one thing."""
    column = {"id": pid, "settings": told} if told else {"id": pid}
    return extended(service, [iri], [column], lang)["rows"][iri][pid]


@pytest.mark.parametrize(
    "pid, expected",
    [
        ("prefLabel", [{"str": "fosterhjem"}]),
        ("altLabel", [{"str": "fosterfamilie"}]),
        ("hiddenLabel", [{"str": "pleiehjem"}]),
        ("notation", []),
        ("definition", [{"str": "Et privat hjem som tar imot et barn."}]),
        ("scopeNote", [{"str": "Brukes om private hjem."}]),
        ("example", [{"str": "Et hjem i slekten."}]),
        ("inScheme", [{"id": f"{BASE}ordning", "name": "Alle begreper"}]),
        ("memberOf", [{"id": f"{BASE}hjem", "name": "Hjem"}]),
        ("subject", [{"str": "Plassering"}]),
        ("broader", [{"id": f"{BASE}c/hjem", "name": "hjem"}]),
        ("narrower", []),
        ("related", [{"id": f"{BASE}c/beredskapshjem", "name": "beredskapshjem"}]),
        ("exactMatch", [{"str": "https://elsewhere.example/foster"}]),
        ("valueRange", [{"id": f"{BASE}svar", "name": "Svar"}]),
        ("validFrom", [{"date": "2023-01-01T00:00:00+00:00"}]),
        ("validTo", []),
        ("modified", [{"date": "2026-11-21T00:00:00+00:00"}]),
        ("identifier", [{"str": "F-1"}]),
        ("status", []),
        ("description", []),
    ],
)
def test_each_property_has_its_values(service: Service, pid: str, expected: list[Any]) -> None:
    """Texts, days, and things that can be looked up further; what lies elsewhere is text."""
    assert values(service, pid) == expected


@pytest.mark.parametrize(
    "pid, path, expected",
    [
        ("notation", "svar/2.10", [{"str": "2.10"}]),
        ("inScheme", "svar/1", [{"id": f"{BASE}svar", "name": "Svar"}]),
        ("status", "c/gammel", [{"str": "RETIRED"}]),
        ("validTo", "c/gammel", [{"date": "2022-12-31T00:00:00+00:00"}]),
        ("isReplacedBy", "c/gammel", [{"id": f"{BASE}c/ny", "name": "barneverns- og helsenemnd"}]),
        ("replaces", "c/ny", [{"id": f"{BASE}c/gammel", "name": "fylkesnemnd"}]),
        ("narrower", "c/hjem", [{"id": f"{BASE}c/beredskapshjem", "name": "beredskapshjem"},
                                {"id": HOME, "name": "fosterhjem"}]),
        ("description", "svar", [{"str": "Hva som ble svart."}]),
        ("prefLabel", "hjem", [{"str": "Hjem"}]),
        ("broader", "hjem", []),
    ],
)  # fmt: skip
def test_other_things_have_theirs(
    service: Service, pid: str, path: str, expected: list[Any]
) -> None:
    """Codes, what is out of use, lists and collections."""
    assert values(service, pid, BASE + path) == expected


@pytest.mark.parametrize(
    "told, expected",
    [
        ({"lang": "best"}, ["fosterhjem"]),
        ({"lang": "nn"}, ["fosterheim"]),
        ({"lang": "all"}, ["fosterhjem", "fosterheim", "foster home"]),
        ({"lang": "all", "limit": 2}, ["fosterhjem", "fosterheim"]),
        ({"lang": "all", "limit": "2"}, ["fosterhjem", "fosterheim"]),  # as OpenRefine sends it
        ({"lang": "all", "limit": 0}, ["fosterhjem", "fosterheim", "foster home"]),
        ({"lang": "all", "limit": ""}, ["fosterhjem", "fosterheim", "foster home"]),
    ],
)
def test_texts_come_in_the_language_and_number_that_is_set(
    service: Service, told: dict[str, Any], expected: list[str]
) -> None:
    """§7.1: the settings that the manifest offers."""
    assert values(service, "prefLabel", told=told) == [{"str": text} for text in expected]


def test_without_a_setting_texts_come_in_the_language_of_the_endpoint(service: Service) -> None:
    """And in one that its reader understands, where there is none in that."""
    assert values(service, "altLabel", lang="en") == [{"str": "foster family"}]
    assert values(service, "scopeNote", lang="en") == [{"str": "Brukes om private hjem."}]


@pytest.mark.parametrize(
    "content, expected",
    [
        ("entity", {"id": f"{BASE}c/hjem", "name": "hjem"}),
        ("iri", {"str": f"{BASE}c/hjem"}),
        ("name", {"str": "hjem"}),
    ],
)
def test_a_thing_can_be_had_as_text(
    service: Service, content: str, expected: dict[str, str]
) -> None:
    """Its address or its name, for those who only want a column to read."""
    assert values(service, "broader", told={"content": content}) == [expected]


def test_every_id_has_a_row_and_every_row_every_property(service: Service) -> None:
    """§7.4: also an id that nothing has, and one that is asked for twice."""
    ids = [HOME, f"{BASE}nobody", "", "\u0000", HOME]
    content = extended(service, ids, [{"id": pid} for pid in list(FETCHED)[:20]])
    assert list(content["rows"]) == list(dict.fromkeys(ids))
    assert not any(content["rows"][f"{BASE}nobody"].values())


def test_the_meta_names_the_columns(service: Service) -> None:
    """§7.4: and their type, where all values have one."""
    columns = [{"id": "notation"}, {"id": "memberOf", "name": "ignored"}]
    assert extended(service, [], columns, "en") == {
        "meta": [
            {"id": "notation", "name": "Code"},
            {"id": "memberOf", "name": "In collection",
             "type": {"id": "collection", "name": "Concept collection"}},
        ],
        "rows": {},
    }  # fmt: skip


def test_a_thousand_things_are_answered_at_once(shipped_service: Service) -> None:
    """The limit is what the settings say, not what the first table needs."""
    ids = [f"https://data.bufdir.example/begrep/{n}" for n in range(998)]
    known = "https://data.bufdir.example/begrep/bekymringsmelding"
    content = extended(shipped_service, [known, *ids], [{"id": "definition"}])
    assert len(content["rows"]) == 999
    assert content["rows"][known]["definition"]


@pytest.mark.parametrize(
    "name, held, missing",
    [
        ("concept", ["definition", "broader", "notation"], ["description"]),
        ("code-list", ["prefLabel", "description"], ["definition", "broader"]),
        ("collection", ["prefLabel", "description"], ["notation"]),
        (f"{BASE}svar", ["notation", "inScheme"], ["description"]),
        (f"{BASE}hjem", ["definition", "memberOf"], ["description"]),
        ("", list(FETCHED), ["validOn", "language"]),
    ],
)
def test_properties_are_proposed_for_a_type(
    service: Service, name: str, held: list[str], missing: list[str]
) -> None:
    """§7.2: those that its things can have."""
    content = service.json("/nb/properties", type=name)
    hold(content, PROPOSAL)
    found = {each["id"] for each in content["properties"]}
    assert content["type"] == name
    assert found.issuperset(held)
    assert found.isdisjoint(missing)


def test_a_proposal_can_be_cut(service: Service) -> None:
    """§7.2: ``limit`` comes back in the answer."""
    content = service.json("/nb/properties", type="concept", limit="3")
    hold(content, PROPOSAL)
    assert (len(content["properties"]), content["limit"]) == (3, 3)


@pytest.mark.parametrize(
    "parameters",
    [{"type": "nothing"}, {"type": HOME}, {"type": "concept", "limit": "0"},
     {"type": "concept", "limit": "x"}, {"type": "concept", "callback": "run"}],
)  # fmt: skip
def test_a_wrong_proposal_is_refused(service: Service, parameters: dict[str, str]) -> None:
    """A type that there isn't, a limit that is none, and JSONP."""
    service.refused(service.get("/nb/properties", **parameters))
