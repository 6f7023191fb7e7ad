"""From an information model to a drawing: what stands in each box, then where the boxes stand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from catalog.build.diagrams.graphviz import NotDrawn, lay_out
from catalog.build.diagrams.measuring import shortened, width
from catalog.model.diagram import Diagram, DrawnField, DrawnType
from catalog.model.information import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.model.information import Field, InformationModel, ObjectType

# All lengths are CSS pixels; Graphviz is told one point for each.
ROW: Final = 26
"""Of a row: more than the 24 pixels that a finger is thought to hit (WCAG 2.2, 2.5.8)."""
LETTERS: Final = 13
PADDING: Final = 10
GAP: Final = 14
"""Between the name of a property and what it holds, and between boxes above each other."""
LANE: Final = 84
"""Between columns of boxes, for the lines to run in."""
MARGIN: Final = 8
LEAST: Final = 120
INCH: Final = 72
LONGEST: Final = 40
"""Characters of a name that are written; of a longer one the reader gets the whole by its link."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """A type with those of its properties that have a row, each with the place of its target."""

    type_: ObjectType
    rows: tuple[tuple[Field, int | None], ...]


def draw_model(model: InformationModel, most: int) -> Diagram:
    """Return the diagram of a whole model: every type with all properties, every role as a line.

    One of more than ``most`` boxes and rows isn't drawn, nor what Graphviz gives up; the diagram
    still tells the relations then.
    """
    places = {type_.iri: place for place, type_ in enumerate(model.types)}
    plan = [
        _Planned(type_, tuple((it, _target(it, places)) for it in type_.fields))
        for type_ in model.types
    ]
    return _drawn(plan, None, most)


def draw_type(model: InformationModel, iri: str, most: int) -> Diagram:
    """Return the diagram of one type with all its properties, and of its neighbours.

    A type that points to it has only the roles that do; one that it points to has only its name.
    Raises KeyError where the model has no such type.
    """
    types = model.by_iri()
    about = types[iri]
    users = [
        it
        for it in model.types
        if it.iri != iri and any(field.target and field.target.iri == iri for field in it.fields)
    ]
    shown = dict.fromkeys(
        [it.iri for it in users]
        + [iri]
        + [field.target.iri for field in about.fields if field.target]
    )
    places = {it: place for place, it in enumerate(it for it in shown if it in types)}
    using = {it.iri for it in users}
    plan = [
        _Planned(
            types[it],
            tuple(
                (field, _target(field, places))
                for field in types[it].fields
                if it == iri or (it in using and field.target and field.target.iri == iri)
            ),
        )
        for it in places
    ]
    return _drawn(plan, places[iri], most)


def _target(field: Field, places: dict[str, int]) -> int | None:
    return places.get(field.target.iri) if field.target else None


def _drawn(plan: Sequence[_Planned], about: int | None, most: int) -> Diagram:
    """Return the drawing of a plan."""
    boxes = [_box(it) for it in plan]
    bare = Diagram(0, 0, ROW, tuple(boxes), about, drawn=False)
    if not boxes or sum(1 + len(it.fields) for it in boxes) > most:
        return bare
    try:
        laid = json.loads(lay_out(_dot(boxes)))
    except (NotDrawn, ValueError):
        return bare
    return _placed(boxes, laid, about)


def _box(planned: _Planned) -> DrawnType:
    """Return a type with its rows and its size, before it has a place."""
    type_ = planned.type_
    rows = tuple(_row(field, target) for field, target in planned.rows)
    name = shortened(type_.name, LONGEST)
    # A head is bold, which is wider than a row by no more than one letter in ten.
    widest = max([width(name, LETTERS) * 1.1, *(_row_width(it) for it in rows)])
    return DrawnType(
        iri=type_.iri,
        path=type_.path,
        name=name,
        x=0,
        y=0,
        width=max(LEAST, ceil(widest) + 2 * PADDING),
        height=ROW * (1 + len(rows)),
        label=type_.label,
        root=type_.root,
        fields=rows,
    )


def _row(field: Field, target: int | None) -> DrawnField:
    sign = "@" if field.node == ATTRIBUTE else ""
    return DrawnField(
        iri=field.iri,
        path=field.path,
        name=shortened(sign + field.name, LONGEST),
        value=shortened(_value(field), LONGEST),
        times=f"{field.min}..{'*' if field.max is None else field.max}",
        target=target,
    )


def _value(field: Field) -> str:
    """Return what a property holds, in one word: a type, a code list or a datatype."""
    if field.target:
        return field.target.notation or _last(field.target.iri)
    if field.code_list:
        return _last(field.code_list.iri)
    if field.simple_type:
        return field.simple_type.name if field.simple_type.shared else field.simple_type.base
    return ""


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _row_width(row: DrawnField) -> float:
    return width(row.name, LETTERS) + GAP + width(f"{row.value} {row.times}", LETTERS)


def _dot(boxes: Sequence[DrawnType]) -> str:
    """Return the graph in Graphviz's language: a record for each box, a port for each row.

    No name of the model is in it, so none can be taken for a word of that language.
    """
    lines = [
        f"digraph {{ rankdir=LR; nodesep={GAP / INCH}; ranksep={LANE / INCH};",
        "node [shape=record, fixedsize=true]; edge [arrowhead=none];",
    ]
    for place, box in enumerate(boxes):
        ports = "|".join(f"<r{number}>" for number in range(len(box.fields) + 1))
        size = f"width={box.width / INCH:.6f}, height={box.height / INCH:.6f}"
        lines.append(f'n{place} [{size}, label="{ports}"];')
    lines += [
        f"n{place}:r{number}:e -> n{field.target}:r0:w;"
        for place, box in enumerate(boxes)
        for number, field in enumerate(box.fields, 1)
        if field.target is not None
    ]
    return "\n".join([*lines, "}"])


def _placed(boxes: Sequence[DrawnType], laid: Any, about: int | None) -> Diagram:  # noqa: ANN401
    """Return the drawing with the places that Graphviz found; its y grows upwards, ours down."""
    _, _, right, top = map(float, laid["bb"].split(","))
    placed = []
    for box, node in zip(boxes, laid["objects"], strict=True):
        x, y = map(float, node["pos"].split(","))
        placed.append(
            replace(
                box,
                x=round(x - box.width / 2) + MARGIN,
                y=round(top - y - box.height / 2) + MARGIN,
            )
        )
    curves = iter(laid.get("edges", ()))
    drawn = [
        replace(
            box,
            fields=tuple(
                replace(field, line=_line(next(curves)["pos"], top, box, number, placed))
                if field.target is not None
                else field
                for number, field in enumerate(box.fields, 1)
            ),
        )
        for box in placed
    ]
    return Diagram(
        width=max([ceil(right), *(box.x + box.width for box in placed)]) + 2 * MARGIN,
        height=max([ceil(top), *(box.y + box.height for box in placed)]) + 2 * MARGIN,
        row=ROW,
        types=tuple(drawn),
        about=about,
    )


def _line(spline: str, top: float, box: DrawnType, number: int, boxes: Sequence[DrawnType]) -> str:
    """Return a spline of Graphviz as a path, from the middle of a row to the head of its target."""
    points = [
        (round(float(x)) + MARGIN, round(top - float(y)) + MARGIN)
        for x, y in (point.split(",") for point in spline.split())
    ]
    target = boxes[box.fields[number - 1].target or 0]
    # Whole pixels put a row a little beside where Graphviz thinks it is.
    points[0] = (box.x + box.width, box.y + number * ROW + ROW // 2)
    points[-1] = (target.x, target.y + ROW // 2)
    start, *rest = (f"{x} {y}" for x, y in points)
    return f"M{start}C{' '.join(rest)}"
