"""Class diagrams: every type and role once, nothing over anything else, the same each time."""

from __future__ import annotations

import dataclasses
import itertools
import re

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st

from catalog.build.diagrams import draw_model, draw_type, graphviz
from catalog.model.diagram import Diagram, DrawnType
from catalog.model.information import ELEMENT, Field, InformationModel, ObjectType
from catalog.model.resource import Link
from tests.formats.schemas.models import ANIMAL, HOUSE, MODEL

MOST = 10_000
BASE = "https://id.example.org/m"


def made(edges: list[tuple[int, int]], count: int, attributes: int = 2) -> InformationModel:
    """Return a model of ``count`` types with the given roles between them."""

    def fields(place: int) -> tuple[Field, ...]:
        own = [Field(f"{BASE}/{place}/a{n}", "attribute", f"a{n}", ELEMENT, max=1)
               for n in range(attributes)]  # fmt: skip
        roles = [
            Field(f"{BASE}/{place}/r{n}", "role", f"r{n}", ELEMENT, target=Link(f"{BASE}/{to}"))
            for n, (start, to) in enumerate(edges)
            if start == place
        ]
        return (*roles, *own)

    types = tuple(
        ObjectType(f"{BASE}/{place}", f"Type{place}", fields=fields(place))
        for place in range(count)
    )
    return InformationModel(BASE, "m", "1", "xml", types=types)


def curve(line: str) -> list[tuple[float, float]]:
    """Return points along a path of Bézier curves."""
    assert re.fullmatch(r"M-?\d+ -?\d+C-?\d+ -?\d+( -?\d+ -?\d+)*", line), line
    ends = [(float(x), float(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", line)]
    assert len(ends) % 3 == 1
    points = []
    for first in range(0, len(ends) - 1, 3):
        a, b, c, d = ends[first : first + 4]
        for step in range(21):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            points.append((
                sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            ))  # fmt: skip
    return points


def overlap(one: DrawnType, other: DrawnType) -> bool:
    """Tell whether two boxes share room."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crossed(diagram: Diagram) -> list[tuple[str, str]]:
    """Return the roles whose line runs through a box that is no end of it, with the box."""
    found = []
    for type_, field, target in diagram.relations():
        for box in diagram.types:
            inside = any(
                box.x + 3 < x < box.x + box.width - 3 and box.y + 3 < y < box.y + box.height - 3
                for x, y in curve(field.line)
            )
            if inside and box not in {type_, target}:
                found.append((field.iri, box.name))
    return found


def is_sound(diagram: Diagram, model: InformationModel) -> None:
    """Hold a whole drawing against its model."""
    assert diagram.drawn
    assert [it.iri for it in diagram.types] == [it.iri for it in model.types]
    assert not [pair for pair in itertools.combinations(diagram.types, 2) if overlap(*pair)]
    inside = {it.iri for it in model.types}
    drawn = [(type_.iri, field.iri, to.iri) for type_, field, to in diagram.relations()]
    assert drawn == [
        (type_.iri, it.iri, it.target.iri)
        for type_ in model.types
        for it in type_.fields
        if it.target and it.target.iri in inside
    ]
    for box, type_ in zip(diagram.types, model.types, strict=True):
        assert [it.iri for it in box.fields] == [it.iri for it in type_.fields]
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= diagram.width
        assert box.y + box.height <= diagram.height
        assert box.height == diagram.row * (1 + len(box.fields))
    for box, field, target in diagram.relations():
        start, end = curve(field.line)[0], curve(field.line)[-1]
        row = box.y + diagram.row * (1 + box.fields.index(field))
        assert start[0] == box.x + box.width
        assert row < start[1] < row + diagram.row
        assert end[0] == target.x
        assert target.y < end[1] < target.y + diagram.row


@hypothesis.settings(max_examples=60)
@hypothesis.given(
    st.integers(1, 14).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=24),
            st.integers(0, 6),
        )
    )
)
def test_any_model_is_drawn_whole_and_nothing_lies_over_another(
    case: tuple[int, list[tuple[int, int]], int],
) -> None:
    """Circles, types that point to themselves, types without properties, one type alone."""
    count, edges, attributes = case
    model = made(edges, count, attributes)
    is_sound(draw_model(model, MOST), model)


def test_sixty_types_are_drawn_without_a_line_through_a_box_and_in_little_room() -> None:
    """A model of the size of the largest in use: 60 types, 450 properties."""
    edges = [((place - 1) // 4, place) for place in range(1, 60)]
    edges += [(place, 59) for place in range(3, 50, 9)]
    model = made(edges, 60, 6)
    diagram = draw_model(model, MOST)
    is_sound(diagram, model)
    assert crossed(diagram) == []
    assert len(msgspec.json.encode(diagram, enc_hook=str)) < 200_000


def test_the_same_model_gives_the_same_drawing_whatever_was_drawn_before() -> None:
    """Nothing is left of one drawing in the next."""
    model = made([(0, 1), (0, 2), (2, 0), (1, 1)], 3)
    first = draw_model(model, MOST)
    draw_model(made([(0, place) for place in range(9)], 9), MOST)
    assert draw_model(model, MOST) == first


def test_a_type_is_drawn_with_what_points_to_it_and_what_it_points_to() -> None:
    """A user has only the roles that lead here, a target only its name, the type itself all."""
    model = made([(0, 1), (0, 3), (1, 2), (1, 1), (2, 3)], 4)
    diagram = draw_type(model, f"{BASE}/1", MOST)
    rows = {box.name: [field.name for field in box.fields] for box in diagram.types}
    assert rows == {"Type0": ["r0"], "Type1": ["r2", "r3", "a0", "a1"], "Type2": []}
    assert diagram.about is not None
    assert diagram.types[diagram.about].name == "Type1"
    told = [(type_.name, to.name) for type_, _, to in diagram.relations()]
    assert told == [("Type0", "Type1"), ("Type1", "Type2"), ("Type1", "Type1")]
    assert all(field.line for _, field, _ in diagram.relations())


def test_rows_tell_name_value_and_multiplicity() -> None:
    """As a reader of UML expects, with @ before attributes of XML and the list of a code."""
    rows = {
        field.name: (field.value, field.times)
        for box in draw_model(MODEL, MOST).types
        for field in box.fields
    }
    assert rows == {
        "dyr": ("Dyr", "0..*"),
        "navn": ("string", "1..2"),
        "født": ("Dato", "0..1"),
        "@nr": ("Nummer", "0..1"),
        "@art": ("arter", "1..1"),
    }


def test_names_that_are_words_of_another_language_are_only_names() -> None:
    """What DOT, HTML or Graphviz's escapes would read as theirs never reaches Graphviz."""
    name = 'x"];}\\N|<b>&' + "y" * 500
    types = (HOUSE, dataclasses.replace(ANIMAL, name=name))
    diagram = draw_model(dataclasses.replace(MODEL, types=types), MOST)
    assert diagram.drawn
    assert diagram.types[1].name.startswith('x"];}\\N|<b>&y')
    assert diagram.types[1].name.endswith("y…")
    assert diagram.types[1].width < 500


def test_a_target_outside_the_model_has_no_line() -> None:
    """The row is there, and leads nowhere."""
    diagram = draw_model(dataclasses.replace(MODEL, types=(HOUSE,)), MOST)
    assert diagram.relations() == ()
    assert [field.line for field in diagram.types[0].fields] == [""]


@pytest.mark.parametrize("reason", ["too much", "no answer"])
def test_what_is_too_large_to_be_drawn_is_told_without_a_drawing(
    monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    """By our own measure, or where Graphviz runs out of steps: the relations stand."""
    model = made([(0, 1), (1, 2)], 3)
    if reason == "no answer":
        monkeypatch.setattr(graphviz, "FUEL", 1_000)
    diagram = draw_model(model, 8 if reason == "too much" else MOST)
    assert not diagram.drawn
    assert [(type_.name, to.name) for type_, _, to in diagram.relations()] == [
        ("Type0", "Type1"),
        ("Type1", "Type2"),
    ]


def test_a_model_without_types_has_an_empty_diagram() -> None:
    """Nothing is drawn, and nothing fails."""
    diagram = draw_model(dataclasses.replace(MODEL, types=()), MOST)
    assert (diagram.drawn, diagram.types) == (False, ())


def test_graphviz_refuses_what_is_no_graph() -> None:
    """The error says so; nothing is printed and no file is read."""
    with pytest.raises(graphviz.NotDrawn):
        graphviz.lay_out("digraph {")
