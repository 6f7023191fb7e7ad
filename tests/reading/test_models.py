"""Information models: what a schema is made of, read from ModellDCAT-AP-NO and our own terms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from catalog.model.rdf import Iri
from catalog.model.resource import Period
from catalog.reading import read_catalogue
from catalog.reading.models import find_model, model_versions, read_model
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.reading.outline import Outline

BASE: Final = "https://data.example.no/"
MODEL: Final = (Path(__file__).parent / "data" / "model.ttl").read_text("utf-8")


@pytest.fixture
def outline(tmp_path: Path) -> Callable[[str], Outline]:
    """A function that reads Turtle."""

    def read(text: str) -> Outline:
        settings = Settings(root=tmp_path, base_iri=BASE, title={"nb": "Prøve"})
        file = SourceFile("m.ttl", tmp_path / "m.ttl", text.encode())
        sources = read_sources((file,), settings)
        assert sources.broken == ()
        return read_catalogue(sources.graph, settings).outline

    return read


def test_a_model_is_read_whole(outline: Callable[[str], Outline]) -> None:
    """Types come from the root on, properties in their order, with all that they say."""
    model = read_model(outline(MODEL), Iri(BASE + "m/2"))
    assert (model.name, model.version, model.syntax, model.namespace) == (
        "melding",
        "2.10",
        "xml",
        "urn:m",
    )
    assert [it.name for it in model.types] == ["Melding", "Barn", "Alene"]
    assert [it.name for it in model.simple_types] == ["Tekst"]
    root, child, alone = model.types
    assert (root.root, root.roots, root.ordered, root.open) == (True, ("Melding",), True, False)
    assert (child.root, child.ordered, alone.open) == (False, False, True)
    role, day = root.fields
    assert (role.kind, role.name, role.node, role.min, role.max, role.many) == (
        "role",
        "barn",
        "element",
        1,
        None,
        True,
    )
    assert role.target is not None
    assert role.target.iri == child.iri
    assert (day.kind, day.node, day.min, day.max, day.many) == (
        "attribute",
        "attribute",
        0,
        1,
        False,
    )
    assert day.simple_type is not None
    assert (day.simple_type.base, day.simple_type.shared) == ("string", True)
    assert [(it.name, it.among, it.by) for it in root.unique] == [
        ("BarnUnique", role.iri, (child.fields[0].iri,))
    ]
    assert model.by_iri()[child.iri] is child


def test_a_coded_attribute_knows_its_codes_and_how_they_are_written(
    outline: Callable[[str], Outline],
) -> None:
    """The codes it admits, in the order of the list; those of a day are a part of them."""
    coded = read_model(outline(MODEL), Iri(BASE + "m/2")).types[1].fields[0]
    assert [it.notation for it in coded.codes] == ["2", "1"]
    assert coded.codes[1].valid == Period("", "2025-12-31")
    assert coded.codes[1].replaced_by == ("2",)
    assert [it.notation for it in coded.codes_on(dt.date(2026, 1, 1))] == ["2"]
    assert coded.codes_on(None) == coded.codes
    form = coded.simple_type
    assert form is not None
    assert (form.base, form.shared) == ("token", False)
    assert (form.facets.length, form.facets.pattern, form.facets.max_inclusive) == (1, "\\d", "2.5")


def test_all_codes_of_the_list_where_none_is_named(outline: Callable[[str], Outline]) -> None:
    """Headings are no codes."""
    text = MODEL.replace(" ; omgrep:admits <l/2> , <l/1>", "")
    coded = read_model(outline(text), Iri(BASE + "m/2")).types[1].fields[0]
    assert [it.notation for it in coded.codes] == ["2", "1", "3"]


def test_the_version_is_found_by_name_version_or_day(outline: Callable[[str], Outline]) -> None:
    """The newest where nothing is said; 2.10 is newer than 2.9."""
    shape = outline(MODEL)
    newest, older = Iri(BASE + "m/2"), Iri(BASE + "m/1")
    assert model_versions(shape) == {"melding": [newest, older]}
    assert find_model(shape, "melding") == newest
    assert find_model(shape, "melding", "2.9") == older
    assert find_model(shape, "melding", day=dt.date(2025, 12, 31)) == older
    assert find_model(shape, "melding", day=dt.date(2026, 1, 1)) == newest
    assert find_model(shape, "melding", day=dt.date(2024, 12, 31)) is None
    assert find_model(shape, "melding", "3") is None
    assert find_model(shape, "annet") is None
    same_day = MODEL.replace("2026-01-01", "2025-01-01")
    assert model_versions(outline(same_day))["melding"] == [newest, older]


def test_what_makes_no_sense_is_read_as_if_it_were_not_there(
    outline: Callable[[str], Outline],
) -> None:
    """Numbers that are none, a syntax and a node that nobody knows, a long chain of types."""
    chain = "".join(
        f"<m/2/T{n}> a modelldcatno:ObjectType ; modelldcatno:hasProperty <m/2/T{n}/p> .\n"
        f"<m/2/T{n}/p> a modelldcatno:Choice ; omgrep:node <x> ; modelldcatno:maxOccurs '*' ; "
        "modelldcatno:minOccurs '99999999999999999999' ; "
        f"modelldcatno:hasObjectType <m/2/T{n + 1}> .\n"
        f"<m/2> modelldcatno:containsModelElement <m/2/T{n}> .\n"
        for n in range(3000)
    )
    text = MODEL.replace("omgrep:syntax omgrep:XML", "omgrep:syntax omgrep:YAML") + chain
    model = read_model(outline(text), Iri(BASE + "m/2"))
    assert model.syntax == ""
    assert len(model.types) == 3003
    field = model.by_iri()[BASE + "m/2/T0"].fields[0]
    assert (field.kind, field.node, field.min, field.max) == ("other", "member", 0, None)
