"""Class diagrams: where the boxes of types stand and how the lines of roles run, in no language."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.text import LangString


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A property as a row of its type's box.

    ``name``, ``value`` and ``times`` are what is written: ``@Kode``, ``melder``, ``0..1``; a name
    without room ends in an ellipsis. A role has a ``target``, the place of a box in the diagram,
    and the ``line`` to it as the path data of SVG (SVG 2 §9.3).
    """

    iri: str
    path: str | None
    name: str
    value: str
    times: str
    target: int | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class DrawnType:
    """A type as a box; ``x`` and ``y`` are its upper left corner, in CSS pixels."""

    iri: str
    path: str | None
    name: str
    x: int
    y: int
    width: int
    height: int
    label: tuple[LangString, ...] = ()
    root: bool = False
    fields: tuple[DrawnField, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """A class diagram of ``width`` times ``height`` CSS pixels.

    ``row`` is the height of the head of a box and of each row below it. ``about`` is the box of
    the type that it is drawn for; None where it is of a whole model. Without an engine's answer,
    as for a model beyond all measure, ``drawn`` is false: then only the relations are told.
    """

    width: int
    height: int
    row: int
    types: tuple[DrawnType, ...] = ()
    about: int | None = None
    drawn: bool = True

    def root(self) -> DrawnType | None:
        """Return the first type that a message begins with, if it is in the drawing."""
        return next((it for it in self.types if it.root), None)

    def relations(self) -> tuple[tuple[DrawnType, DrawnField, DrawnType], ...]:
        """Return every relation in the drawing: a type, its role, and the type that it leads to."""
        return tuple(
            (type_, field, self.types[field.target])
            for type_ in self.types
            for field in type_.fields
            if field.target is not None
        )
