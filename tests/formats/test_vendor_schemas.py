"""The register of schemas and the texts of elements: the shapes that loaders read."""

from __future__ import annotations

import json

from catalog.formats.vendor_schemas import Described, register, texts
from tests.formats.made import LANGUAGES
from tests.formats.schemas.models import MODEL, as_json

REGISTERED = {
    "nmsp", "beskrivelse", "rotelement", "status", "gyldigFra", "gyldigTil", "kodelister",
    "tekster",
}  # fmt: skip
"""The fields of DemoApp's loader (../shared/reference/domain/messages.json)."""


def test_the_register_has_the_fields_that_are_read() -> None:
    """XML where loaders look, JSON beside; files and roots between semicolons, days as they do."""
    xml = Described(
        MODEL, "xsd/a.xsd", ("kodelister/a.json", "kodelister/b.json"), "tekster/a.json"
    )
    told = json.loads(register([xml, Described(as_json(), "b.json")], LANGUAGES, "2026-02-03"))
    assert told["dato"] == "03.02.2026"
    [one] = told["xsds"]
    assert set(one) >= REGISTERED
    assert one["rotelement"] == "hus"
    assert one["kodelister"] == "kodelister/a.json;kodelister/b.json"
    assert (one["gyldigFra"], one["gyldigTil"], one["status"]) == ("01.01.2020", None, None)
    assert (one["beskrivelse"], one["fil"]) == ("Husdyr", "xsd/a.xsd")
    assert [it["fil"] for it in told["jsonSkjemaer"]] == ["b.json"]


def test_every_element_and_code_has_its_texts() -> None:
    """In each language; where there is none in it, another one that says so."""
    told = json.loads(texts(MODEL, "xsd/a.xsd", LANGUAGES))
    assert told["sprak"] == list(LANGUAGES)
    form = told["skjema"]
    assert form["xsd"] == ["xsd/a.xsd"]
    elements = {it["navn"]: it for it in form["skjemaelement"]}
    assert list(elements) == ["dyr", "navn", "født", "nr", "art"]
    assert [it["sortering"] for it in form["skjemaelement"]] == [1, 1, 2, 3, 4]
    assert elements["navn"]["ledetekst"] == [
        {"sprak": "nb", "tekst": "Navn", "fallback": False},
        {"sprak": "nn", "tekst": "Namn", "fallback": False},
        {"sprak": "en", "tekst": "Name", "fallback": False},
    ]
    assert elements["navn"]["veiledning"][1] == {
        "sprak": "nn", "tekst": "Det som dyret lyder.", "fallback": True,
    }  # fmt: skip
    assert elements["født"]["ledetekst"] == []
    [codes] = form["kodelistetekster"]
    assert (codes["id"], codes["navn"]) == ("https://id.example.org/arter", "Arter")
    assert [it["verdi"] for it in codes["verdier"]] == ["k", "k1"]
    assert codes["verdier"][0]["beskrivelse"][0]["tekst"] == "Dyr som maler."
