"""Suggestions complete the names of things, types and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from catalog.web.reconcile.properties import BY_PID
from tests.web.reconcile.conftest import BASE
from tests.web.reconcile.schemas import ENTITIES, FLYOUT, PROPERTIES, TYPES, hold

if TYPE_CHECKING:
    from tests.web.reconcile.conftest import Service

SCHEMAS = {"entity": ENTITIES, "type": TYPES, "property": PROPERTIES}


def suggested(service: Service, what: str, prefix: str, lang: str = "nb", **more: str) -> list[str]:
    """Return the ids of what is suggested; the answer is held against the specification."""
    content = service.json(f"/{lang}/suggest/{what}", prefix=prefix, **more)
    hold(content, SCHEMAS[what])
    return [each["id"].removeprefix(BASE) for each in content["result"]]


@pytest.mark.parametrize(
    "prefix, lang, first",
    [
        ("foster", "nb", "c/fosterhjem"),
        ("foster h", "en", "c/fosterhjem"),
        ("fosterfam", "nb", "c/fosterhjem"),
        ("søs", "nb", "c/sosken"),
        ("soes", "nb", "c/sosken"),
        ("2.1", "nb", "svar/2.10"),
        ("svar", "nb", "svar"),
        ("fosterhjemmet", "nb", "c/fosterhjem"),  # what a cell holds, before anything is typed
        ("fosterhejm", "nb", "c/fosterhjem"),
        (f"{BASE}c/fosterhjem", "nb", "c/fosterhjem"),
    ],
)
def test_a_thing_is_suggested(service: Service, prefix: str, lang: str, first: str) -> None:
    """§6.4: by the beginning of a name, by a name, and by its id."""
    assert suggested(service, "entity", prefix, lang)[0] == first


def test_a_suggested_thing_tells_its_types(service: Service) -> None:
    """OpenRefine keeps them with the cell."""
    [found] = service.json("/nb/suggest/entity", prefix="vet ikke")["result"]
    assert found["notable"][0] == {"id": f"{BASE}svar", "name": "Svar"}
    assert found["description"] == "Svar · 2.10"


@pytest.mark.parametrize(
    "prefix, lang, expected",
    [
        ("kod", "nb", ["code", "code-list"]),
        ("concept", "en", ["concept", "scheme", "collection"]),
        ("svar", "nb", ["svar"]),
        ("answ", "en", ["svar"]),
        ("hje", "nb", ["hjem"]),
        ("alle", "nb", ["ordning"]),
        (f"{BASE}svar", "nb", ["svar"]),
        ("fosterhjem", "nb", []),
    ],
)
def test_a_type_is_suggested(service: Service, prefix: str, lang: str, expected: list[str]) -> None:
    """Kinds first, then each list, scheme and collection."""
    assert suggested(service, "type", prefix, lang) == expected


def test_a_list_stands_under_the_kind_of_what_it_holds(service: Service) -> None:
    """§2.2: a type may name a broader one."""
    [found] = service.json("/nb/suggest/type", prefix="svar")["result"]
    assert found == {
        "id": f"{BASE}svar", "name": "Svar", "description": "Kodeliste",
        "broader": [{"id": "code", "name": "Kode"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "prefix, lang, expected",
    [
        ("notation", "en", ["notation"]),
        ("kode", "nb", ["notation", "valueRange"]),
        ("gyldig", "nn", ["validFrom", "validTo", "validOn"]),
        ("VALID", "en", ["validFrom", "validTo", "validOn"]),
        ("zzz", "nb", []),
    ],
)
def test_a_property_is_suggested(
    service: Service, prefix: str, lang: str, expected: list[str]
) -> None:
    """By its name or its id."""
    assert suggested(service, "property", prefix, lang) == expected


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_property_has_a_name_and_a_description(service: Service, lang: str) -> None:
    """All of them are suggested where nothing has been typed, a page at a time."""
    path = f"/{lang}/suggest/property"
    first = service.json(path, prefix="")
    rest = service.json(path, prefix="", cursor=str(first["cursor"]))
    found = [*first["result"], *rest["result"]]
    assert [each["id"] for each in found] == list(BY_PID)
    assert all(each["name"] and each["description"] for each in found)
    assert "cursor" not in rest


def test_a_cursor_goes_on_where_the_page_ended(shipped_service: Service) -> None:
    """§6.2: so many are skipped, each suggestion comes once, and there is an end."""
    for what in ("entity", "type", "property"):
        seen: list[str] = []
        cursor: int | None = 0
        while cursor is not None:
            content = shipped_service.json(
                f"/nb/suggest/{what}", prefix="ba" if what == "entity" else "", cursor=str(cursor)
            )
            hold(content, SCHEMAS[what])
            seen += [each["id"] for each in content["result"]]
            cursor = content.get("cursor")
        assert len(set(seen)) == len(seen)
        assert len(seen) > (20 if what != "type" else 3)


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_what_openrefine_adds_is_let_be(service: Service, what: str) -> None:
    """Its widget sends parameters from Freebase's times, which change nothing and are not kept."""
    path = f"/nb/suggest/{what}"
    plain = service.json(path, prefix="svar")
    more: dict[str, str] = {"spell": "always", "exact": "false", "prefixed": "true",
                            "scoring": "schema", "schema": "concept"}  # fmt: skip
    assert service.json(path, prefix="svar", **more) == plain


@pytest.mark.parametrize(
    "parameters",
    [{}, {"cursor": "0"}, {"prefix": "a", "cursor": "-1"}, {"prefix": "a", "cursor": "x"},
     {"prefix": "a", "cursor": ""},
     {"prefix": "a", "cursor": "10001"}, {"prefix": "a" * 2_001}],
)  # fmt: skip
def test_a_wrong_request_is_refused(service: Service, parameters: dict[str, str]) -> None:
    """Without a prefix there is nothing to complete; a cursor is a number."""
    for what in ("entity", "type", "property"):
        service.refused(service.get(f"/nb/suggest/{what}", **parameters))


@pytest.mark.parametrize("prefix", ["", " ", "!", "\x00", "%", "a" * 2_000, "\ufffd", "日本"])
def test_anything_may_be_typed(service: Service, prefix: str) -> None:
    """Nothing found is an answer too."""
    for what in ("entity", "type", "property"):
        suggested(service, what, prefix)


@pytest.mark.parametrize(
    "what, name, held",
    [
        ("entity", f"{BASE}c/fosterhjem", ["fosterhjem", "Et privat hjem"]),
        ("entity", f"{BASE}c/blåbær", ["blåbær &lt;b&gt;&amp;"]),
        ("type", "concept", ["Begrep"]),
        ("type", f"{BASE}svar", ["Svar"]),
        ("property", "notation", ["Kode", "skos:notation"]),
        ("property", "validOn", ["Gyldig den", "2026-11-21"]),
    ],
)
def test_a_flyout_says_more_about_a_suggestion(
    service: Service, what: str, name: str, held: list[str]
) -> None:
    """§6.5: HTML in JSON, with everything from the data escaped."""
    content: Any = service.json(f"/nb/flyout/{what}", id=name)
    hold(content, FLYOUT)
    assert content["id"] == name
    assert all(part in content["html"] for part in held)
    assert "<b>&" not in content["html"]


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_nothing_has_no_flyout(service: Service, what: str) -> None:
    """404 for an id that nothing has, 400 for none."""
    service.refused(service.get(f"/nb/flyout/{what}", id="https://id.example.org/nobody"), 404)
    service.refused(service.get(f"/nb/flyout/{what}"))
