"""The shipped information models: what the sources publish of them, class by class."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest

from catalog.model.rdf import Iri
from catalog.reading import read_catalogue
from catalog.reading.models import find_model, model_versions, read_model
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.information import Facets, Field, InformationModel, ObjectType
    from catalog.reading.outline import Outline

pytestmark = pytest.mark.conformance
PUBLISHED: Final = (
    ("barnevernsregister", "4.0.1", "barnevernsregister-4.0.1"),
    ("kostra-15f", "2024", "kostra-15f-individ"),
    ("kostra-15f", "2024", "kostra-15f-rot"),
    ("kostra-15f", "2024", "kostra-15f-avgiver"),
)
FACETS: Final = {"length": "length", "minLength": "min_length", "maxLength": "max_length"}


@pytest.fixture(scope="module")
def outline() -> Outline:
    """The shipped catalogue's outline."""
    settings = read_settings(PROJECT)
    return read_catalogue(read_sources(find_sources(settings), settings).graph, settings).outline


def model(outline: Outline, name: str, version: str) -> InformationModel:
    """Return a shipped model."""
    iri = find_model(outline, name, version)
    assert iri is not None
    return read_model(outline, iri)


def named(published: str) -> str:
    """What a type is called here that has no name where it is published."""
    *owners, last = published.split("/")
    return (
        "".join(owner.removesuffix("Type") for owner in owners) + last.removesuffix("Type") + "Type"
    )


def facets(found: Facets) -> dict[str, str]:
    """The facets as the source writes them."""
    told = {name: getattr(found, ours) for name, ours in FACETS.items()}
    told["pattern"] = found.pattern or None
    return {name: str(value) for name, value in told.items() if value is not None}


def said(field: Field, types: dict[str, ObjectType]) -> dict[str, Any]:
    """A property as ``infomodel.json`` tells of it."""
    most = "*" if field.max is None else field.max
    told: dict[str, Any] = {
        "kind": field.node,
        "name": field.name,
        "multiplicity": f"{field.min}..{most}",
    }
    if field.target:
        return told | {"type": types[field.target.iri].name}
    assert field.simple_type is not None
    told |= {"type": field.simple_type.base, "facets": facets(field.simple_type.facets)}
    if field.code_list:
        told |= {
            "codelist": field.code_list.iri.rpartition("/")[2],
            "codes": len(field.codes),
        }
    return told


def expected(published: dict[str, Any], simple: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The same of what is published, with named simple types looked up."""
    told = {key: published[key] for key in ("kind", "name", "multiplicity")}
    base = published["type"]
    if base in simple:
        codes = simple[base]["enumeration"]
        patterns = simple[base]["pattern"]
        told |= {"type": "string", "facets": {"pattern": patterns[0]} if patterns else {}}
        if codes:
            told["codes"] = len(codes)
    elif base.startswith("xs:"):
        found = dict(published.get("facets", {}))
        codes = found.pop("enumeration", None)
        told |= {"type": base.removeprefix("xs:"), "facets": found}
        if codes:
            told["codes"] = codes
    else:
        return told | {"type": named(base)}
    if "codelist" in published:
        told["codelist"] = published["codelist"]
    return told


@pytest.mark.parametrize("name, version, published", PUBLISHED)
def test_every_class_and_property_is_as_published(
    name: str, version: str, published: str, outline: Outline, reference: Path
) -> None:
    """Names, order, multiplicity, types, facets, code lists and how many codes each admits."""
    library = json.loads((reference / "domain" / "infomodel.json").read_text("utf-8"))
    source = next(it for it in library["models"] if it["id"] == published)
    simple = {it["name"]: it for it in source["simpleTypes"]}
    ours = model(outline, name, version)
    types = ours.by_iri()
    by_name = {it.name: it for it in ours.types}
    for class_ in source["classes"]:
        fields = [said(it, types) for it in by_name[named(class_["name"])].fields]
        wanted = [expected(it, simple) for it in class_["properties"]]
        for field in fields:
            if field["name"] in {"FraId", "TilId"}:  # the library leaves lengths of named types out
                field["facets"] = {k: v for k, v in field["facets"].items() if k == "pattern"}
        assert fields == wanted, class_["name"]
    rules = {(it.name, len(it.by)) for type_ in ours.types for it in type_.unique}
    assert rules >= {(it["name"], len(it["field"])) for it in source["uniqueness"]}


def test_the_register_is_whole(outline: Outline) -> None:
    """41 types, 169 properties, 19 code lists, 11 rules of uniqueness, and no other roots."""
    register = model(outline, "barnevernsregister", "4.0.1")
    fields = [field for type_ in register.types for field in type_.fields]
    lists = {field.code_list.iri for field in fields if field.code_list}
    assert (len(register.types), len(fields), len(lists)) == (41, 169, 19)
    assert sum(len(type_.unique) for type_ in register.types) == 11
    assert [type_.roots for type_ in register.types if type_.root] == [("Barnevern",)]


def test_every_message_field_is_as_published(outline: Outline, reference: Path) -> None:
    """The fields of the notification of concern, with how many there may be and their type."""
    library = json.loads((reference / "domain" / "messages.json").read_text("utf-8"))
    messages = library["bekymringsmelding"]["messages"]
    assert len(messages) == 4
    for message in messages:
        sender, version = message["id"].split(".")[-2:]
        ours = model(outline, f"bekymringsmelding-{sender}", version.removeprefix("v"))
        types = ours.by_iri()
        found: dict[str, tuple[str, str]] = {}
        queue = [("", ours.types[0])]
        for path, type_ in queue:
            for field in type_.fields:
                most = "*" if field.max is None else str(field.max)
                kind = "object" if field.target else field.simple_type and field.simple_type.base
                found[path + field.name] = (f"{field.min}..{most}", str(kind))
                if field.target and types[field.target.iri].name != "Adresse":
                    inside = f"{path}{field.name}{'[]' if field.many else ''}."
                    queue.append((inside, types[field.target.iri]))
        assert found == {
            it["path"]: (
                it["multiplicity"],
                "dateTime"
                if "format" in it
                else {"array": "object", "Adresse": "object"}.get(it["type"], it["type"]),
            )
            for it in message["fields"]
        }


def test_every_type_and_property_is_explained_in_three_languages(outline: Outline) -> None:
    """Seven types were documented “TODO” where they were published; none is here."""
    for versions in model_versions(outline).values():
        for iri in versions:
            for type_ in read_model(outline, iri).types:
                explained: list[ObjectType | Field] = [type_, *type_.fields]
                for it in explained:
                    told = {text.lang: text.text for text in it.description}
                    assert sorted(told) == ["en", "nb", "nn"], it.iri
                    assert not any("TODO" in text for text in told.values())
                    assert sorted(text.lang for text in it.label) == ["en", "nb", "nn"], it.iri


def test_the_versions_of_the_register_follow_each_other(outline: Outline) -> None:
    """Each replaces the one before it, and no two apply on one day."""
    versions = model_versions(outline)["barnevernsregister"]
    models = [read_model(outline, Iri(it)) for it in versions]
    assert [it.version for it in models] == ["4.0.1", "3.0.5", "2.2.3"]
    for newer, older in pairwise(models):
        assert [it.iri for it in newer.replaces] == [older.iri]
        assert [it.iri for it in older.replaced_by] == [newer.iri]
        assert older.valid.end < newer.valid.start
